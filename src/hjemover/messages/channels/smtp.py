"""Mail over SMTP, with every way it can fail told apart (e-post).

Delivery is at least once. A connection that is lost after the message has been handed over, but
before the server has answered for it, leaves us not knowing; the message is then sent again with
the same Message-ID, which most mail systems show once. Losing it is the only other choice.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTPDataError
from threading import Event, Timer
from types import TracebackType
from typing import Literal, Self

from msgspec import Struct

from hjemover.messages.channels.mail import build_mail, domain_of
from hjemover.messages.channels.outgoing import Outgoing, SendResult
from hjemover.messages.channels.replies import (
    ADDRESS_UNUSABLE,
    LOGIN_UNSAFE,
    SENT,
    TLS_NOT_OFFERED,
    Phase,
    Refused,
    from_loss,
    from_reply,
)

StartTls = Literal["required", "if-offered", "never"]


class SmtpSettings(Struct, frozen=True, kw_only=True):
    """Where and how mail is sent.

    Args:
        starttls: ``if-offered`` and ``never`` are for a relay on the same machine.
        timeout: Seconds for each answer of the server.
        patience: Seconds for setting up the connection, and again for each message. Ends a
            conversation with a server that answers a byte at a time, which no timeout does.
        ca_file: Trust these certificates instead of the machine's own.
    """

    host: str
    port: int = 587
    starttls: StartTls = "required"
    username: str = ""
    password: str = ""
    timeout: float = 20.0
    patience: float = 60.0
    sender: str
    sender_name: str = "Hjemover"
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if self.username and self.starttls == "never":
            raise ValueError(
                "With starttls=never the password would go in clear."
                " Use starttls=required, or no username."
            )

    def __repr__(self) -> str:
        return f"SmtpSettings({self.host}:{self.port}, starttls={self.starttls})"


class SmtpChannel:
    """One connection, opened when it is first needed and used for a whole batch.

    Make one for each batch, in one thread, and close it. Where the server cannot be reached, the
    rest of the batch is told so at once instead of waiting for it again.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._smtp: SMTP | None = None
        self._unreachable: SendResult | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, message: Outgoing) -> SendResult:
        """Hand *message* to the server, or say why not. Raises for no fault of the network."""
        try:
            mail = build_mail(
                message, sender=self._settings.sender, sender_name=self._settings.sender_name
            )
        except ValueError:
            return ADDRESS_UNUSABLE
        if self._unreachable is not None:
            return self._unreachable
        try:
            smtp = self._connected()
        except Refused as refused:
            self._unreachable = refused.result
            return refused.result
        try:
            self._hand_over(smtp, mail)
        except Refused as refused:
            if refused.lost:
                self._drop()
            return refused.result
        return SENT

    def close(self) -> None:
        """Say goodbye. What the server thinks of it changes nothing."""
        if self._smtp is not None:
            with suppress(Refused), self._watched(self._smtp, "setup"):
                self._smtp.quit()
        self._drop()

    def _connected(self) -> SMTP:
        if self._smtp is not None:
            # Servers hang up after so many messages or so much silence. Asking first also clears
            # what a refused message left behind.
            with suppress(Refused), self._watched(self._smtp, "setup"):
                if self._smtp.rset()[0] == 250:
                    return self._smtp
            self._drop()
        # Given a name of its own, it does not go asking the name server for ours.
        smtp = SMTP(timeout=self._settings.timeout, local_hostname=domain_of(self._settings.sender))
        self._smtp = smtp
        try:
            with self._watched(smtp, "setup"):
                self._set_up(smtp)
        except Refused:
            self._drop()
            raise
        return smtp

    def _set_up(self, smtp: SMTP) -> None:
        _expect(smtp.connect(self._settings.host, self._settings.port), 220, "setup")
        smtp.ehlo_or_helo_if_needed()
        encrypted = self._encrypt(smtp)
        if self._settings.username:
            if not encrypted:
                raise Refused(LOGIN_UNSAFE)
            smtp.login(self._settings.username, self._settings.password)

    def _encrypt(self, smtp: SMTP) -> bool:
        if self._settings.starttls == "never":
            return False
        if not smtp.has_extn("starttls"):
            if self._settings.starttls == "required":
                raise Refused(TLS_NOT_OFFERED)
            return False
        _expect(smtp.docmd("STARTTLS"), 220, "setup")
        # Not smtplib's own starttls(): that takes the host to verify from a connection made in
        # the constructor, where nothing could watch over it.
        context = ssl.create_default_context(cafile=self._settings.ca_file)
        assert smtp.sock is not None, "connected just above"
        secured = context.wrap_socket(
            smtp.sock, server_hostname=self._settings.host, do_handshake_on_connect=False
        )
        smtp.sock = secured
        secured.do_handshake()
        # What was said before encryption may have been said by anybody (RFC 3207 section 4.2).
        smtp.file = None
        smtp.ehlo_resp = smtp.helo_resp = None
        smtp.esmtp_features = {}
        smtp.does_esmtp = False
        smtp.ehlo_or_helo_if_needed()
        return True

    def _hand_over(self, smtp: SMTP, mail: EmailMessage) -> None:
        with self._watched(smtp, "envelope"):
            _expect(smtp.mail(self._settings.sender), 250, "envelope")
            _expect(smtp.rcpt(mail["To"].addresses[0].addr_spec), 250, "envelope")
        with self._watched(smtp, "content"):
            _expect(smtp.data(mail.as_bytes()), 250, "content")

    @contextmanager
    def _watched(self, smtp: SMTP, phase: Phase) -> Iterator[None]:
        """Hang up when patience ends, and turn every network error into a result."""
        ended = Event()
        timer = Timer(self._settings.patience, _hang_up, (smtp, ended))
        timer.daemon = True
        timer.start()
        try:
            yield
        except Refused:
            # Half an answer, cut off by us, is no answer.
            if ended.is_set():
                late = from_loss(TimeoutError(), phase, patience_ended=True)
                raise Refused(late, lost=True) from None
            raise
        except SMTPDataError as error:
            raise Refused(from_reply(error.smtp_code, error.smtp_error, phase)) from error
        except OSError as error:  # smtplib's errors are OSErrors too
            raise Refused(
                from_loss(error, phase, patience_ended=ended.is_set()), lost=True
            ) from error
        finally:
            timer.cancel()

    def _drop(self) -> None:
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.close()
        self._smtp = None


def _expect(reply: tuple[int, bytes], wanted: int, phase: Phase) -> None:
    code, text = reply
    # 251 and 252 also mean that the server will do what it can.
    if code != wanted and not (wanted == 250 and code in (251, 252)):
        raise Refused(from_reply(code, text, phase), lost=code in (421, -1))


def _hang_up(smtp: SMTP, ended: Event) -> None:
    ended.set()
    if smtp.sock is not None:
        with suppress(OSError):
            # Past SSLSocket's own shutdown, which forgets the encryption under the reader's feet.
            socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)
