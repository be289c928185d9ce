"""The mail itself: headers and parts, the same bytes for the same message."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import Final

from hjemover.messages.channels.outgoing import Outgoing

# Seven bits pass every server on the way, with or without 8BITMIME.
_POLICY: Final = SMTP.clone(cte_type="7bit")


def build_mail(message: Outgoing, *, sender: str, sender_name: str) -> EmailMessage:
    """Text first, HTML beside it; no pictures, no tracking, no attachments.

    Raises:
        ValueError: An address that cannot be one.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(sender_name, addr_spec=sender)
    mail["To"] = _mailbox(message.to)
    mail["Subject"] = message.content.subject
    mail["Date"] = message.written
    mail["Message-ID"] = message_id(message.id, sender)
    # RFC 3834: holiday replies and bounces of bounces are not wanted.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = message.content.language
    mail.set_content(message.content.text)
    if message.content.html:
        mail.add_alternative(message.content.html, subtype="html")
    return mail


def message_id(outbox_id: str, sender: str) -> str:
    """The same for the same outbox entry, on every try.

    A digest of it: an outbox key names steps, and a header is as open as the rest of a mail.
    """
    return f"<{sha256(outbox_id.encode()).hexdigest()[:32]}@{domain_of(sender)}>"


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def _mailbox(address: str) -> Address:
    local, _, domain = address.rpartition("@")
    if not local or not domain or not local.isascii():
        raise ValueError("not an address")
    return Address(addr_spec=f"{local}@{domain.encode('idna').decode()}")
