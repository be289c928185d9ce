"""The ways a message leaves: over SMTP, or kept in the house."""

from hjemover.messages.channels.kept import KeptChannel
from hjemover.messages.channels.outgoing import Channel, Outgoing, SendResult
from hjemover.messages.channels.smtp import SmtpChannel, SmtpSettings, StartTls

__all__ = [
    "Channel",
    "KeptChannel",
    "Outgoing",
    "SendResult",
    "SmtpChannel",
    "SmtpSettings",
    "StartTls",
]
