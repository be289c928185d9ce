"""A mail server on loopback that can misbehave, and a mail to send to it."""

import asyncio
import ssl
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from hjemover.messages import Rendered
from hjemover.messages.channels import Outgoing

MAILBOX = "mottak@fjordvik.example"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def outgoing(
    id: str = "outbox-1",
    *,
    to: str = MAILBOX,
    subject: str = "Mottaket: 1 overføring venter på svar",
    text: str = "Hei!\n\nÅpne innboksen.\n",
    html: str = "<p>Åpne innboksen.</p>",
) -> Outgoing:
    content = Rendered(language="nb", subject=subject, text=text, html=html)
    return Outgoing(id=id, to=to, content=content, written=NOW)


class Sink:
    """Takes mail, or answers as it is told to: one reply per command, or a hang-up."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.encrypted: list[bool] = []
        self.logins: list[str] = []
        self.sessions: set[int] = set()
        self.refuse: dict[str, str] = {}
        self.refuse_data: list[str] = []
        self.hang_up_after_data = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it by this name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it by this name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refuse_data:
            return self.refuse_data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.raw.append(content)
        self.mails.append(mail)
        self.encrypted.append(session.ssl is not None)
        self.sessions.add(id(session))
        if self.hang_up_after_data:
            self.hang_up_after_data -= 1
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 2.0.0 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=data.password == b"riktig passord", handled=False)


class MailServer(Controller):
    """A real conversation, on a port that the machine picks."""

    def __init__(self, sink: Sink, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            sink,
            hostname="127.0.0.1",
            port=0,
            tls_context=tls,
            authenticator=sink.authenticate,
            auth_require_tls=tls is not None,
        )
        self.sink = sink

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd has no types here
