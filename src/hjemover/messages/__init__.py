"""Messages to units (varsler): worded in ``notifications/``, checked, rendered and sent.

They only knock. The inbox in the product is the truth, and says what a mail may not.
"""

from hjemover.messages.backoff import next_try
from hjemover.messages.checking import DIGEST, MESSAGES, check_notifications
from hjemover.messages.composing import Addressee, context_for
from hjemover.messages.context import (
    ContextRefused,
    DigestContext,
    DigestLine,
    MessageContext,
)
from hjemover.messages.digest import (
    Held,
    Plan,
    Preferences,
    Queued,
    Sending,
    digest_lines,
    plan,
)
from hjemover.messages.findings import MessageFinding, NotificationsInvalid
from hjemover.messages.kinds import WorkKind, say_kind, work_kind
from hjemover.messages.library import MessageLibrary, load_library
from hjemover.messages.rendering import Rendered

__all__ = [
    "DIGEST",
    "MESSAGES",
    "Addressee",
    "ContextRefused",
    "DigestContext",
    "DigestLine",
    "Held",
    "MessageContext",
    "MessageFinding",
    "MessageLibrary",
    "NotificationsInvalid",
    "Plan",
    "Preferences",
    "Queued",
    "Rendered",
    "Sending",
    "WorkKind",
    "check_notifications",
    "context_for",
    "digest_lines",
    "load_library",
    "next_try",
    "plan",
    "say_kind",
    "work_kind",
]
