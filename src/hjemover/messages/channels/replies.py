"""What a mail server's answer, or its silence, means for the message.

Only what is said of the message or its address can be permanent. A wrong password, a
certificate that has run out or a server that is closed today is our trouble, not the unit's:
its address must not be marked as dead for that.
"""

import re
import ssl
from smtplib import SMTPResponseException
from socket import gaierror
from typing import Final, Literal

from hjemover.messages.channels.outgoing import SendResult

Phase = Literal["setup", "envelope", "content"]

# RFC 4954 section 6: "log in first", "too weak", "wrong password", "encrypt first".
_ABOUT_US: Final = frozenset({530, 534, 535, 538})

SENT: Final = SendResult(status="sent", code="250", detail="The mail server took the message.")
ADDRESS_UNUSABLE: Final = SendResult(
    status="permanent",
    code="address",
    detail="This is not an e-mail address. Correct it in the address book.",
)
TLS_NOT_OFFERED: Final = SendResult(
    status="temporary",
    code="tls-not-offered",
    detail="The mail server does not offer encryption (STARTTLS), which the settings require.",
)
LOGIN_UNSAFE: Final = SendResult(
    status="temporary",
    code="login-unsafe",
    detail="The mail server does not offer encryption, so the password was not sent.",
)

_REFUSED: Final[dict[Phase, str]] = {
    "setup": "The mail server would not talk to us. Check its settings.",
    "envelope": "The mail server refused the address.",
    "content": "The mail server refused the message.",
}
_LATER: Final[dict[Phase, str]] = {
    "setup": "The mail server is not ready now.",
    "envelope": "The mail server cannot take mail to this address now.",
    "content": "The mail server cannot take the message now.",
}
_LOGIN = "The mail server wants another login than the settings have. Check them."
_LOST: Final = {
    "timeout": "The mail server did not answer in time.",
    "tls-certificate": "The mail server's certificate could not be trusted. Check it, and ca_file.",
    "tls": "The encrypted connection to the mail server could not be set up.",
    "refused": "Nothing answers at the mail server's address. Check host and port.",
    "no-such-host": "The mail server's name is not known. Check host.",
    "dropped": "The connection to the mail server was lost.",
}
_UNCONFIRMED: Final = (
    "The connection was lost before the mail server had answered for the message."
    " It is sent again, and may arrive twice."
)


class Refused(Exception):
    """The conversation cannot go on. *lost* says whether the connection is gone too."""

    def __init__(self, result: SendResult, *, lost: bool = False) -> None:
        super().__init__(result.code)
        self.result = result
        self.lost = lost


def from_reply(code: int, text: bytes | str, phase: Phase) -> SendResult:
    """The server answered, and it was not yes. 4xx is temporary, 5xx permanent."""
    said = " ".join(filter(None, [str(code), _enhanced(text)]))
    if code in _ABOUT_US:
        return SendResult(status="temporary", code=said, detail=_LOGIN)
    if code >= 500:
        # A greeting or login that is refused says nothing of the address we want to reach.
        status: Literal["temporary", "permanent"]
        status = "temporary" if phase == "setup" else "permanent"
        return SendResult(status=status, code=said, detail=_REFUSED[phase])
    if code < 0:
        return SendResult(status="temporary", code="dropped", detail=_LOST["dropped"])
    return SendResult(status="temporary", code=said, detail=_LATER[phase])


def from_loss(error: OSError, phase: Phase, *, patience_ended: bool) -> SendResult:
    """The server did not answer, or the connection failed. Always temporary."""
    if isinstance(error, SMTPResponseException):
        return from_reply(error.smtp_code, error.smtp_error, phase)
    code = "timeout" if patience_ended else _kind_of_loss(error)
    detail = _UNCONFIRMED if phase == "content" else _LOST[code]
    return SendResult(status="temporary", code=code, detail=detail)


def _kind_of_loss(error: OSError) -> str:
    # smtplib wraps what happened beneath; the cause is still there.
    below = error.__context__
    for cause in (error, below):
        match cause:
            case TimeoutError():
                return "timeout"
            case ssl.SSLCertVerificationError():
                return "tls-certificate"
            case ssl.SSLError():
                return "tls"
            case ConnectionRefusedError():
                return "refused"
            case gaierror():
                return "no-such-host"
    return "dropped"


def _enhanced(text: bytes | str) -> str:
    """ "5.1.1" (RFC 3463) from the start of a reply. The rest may quote the mail, so it stays."""
    said = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", said)
    return found.group(1) if found else ""
