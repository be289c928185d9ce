"""The tables, one definition for SQLite and PostgreSQL.

Migrations are written from these, and a test holds the two together.
"""

from hjemover.store.tables.accounts import (
    account,
    emergency_access,
    invitation,
    pending_sign_in,
    session,
    sign_in_pause,
)
from hjemover.store.tables.base import metadata
from hjemover.store.tables.desk import (
    desk_draft,
    desk_mark,
    desk_note,
    desk_presence,
    desk_undo,
    desk_view,
)
from hjemover.store.tables.journal import (
    command,
    definition,
    journal,
    journal_payload,
    pathway,
    stored_format,
    sweep,
)
from hjemover.store.tables.people import (
    absence,
    access_chain,
    access_log,
    address_book_version,
    contact_point,
    deputy,
    membership,
    number_override,
    organisation,
    patient,
    person,
    unit,
    unit_service,
)
from hjemover.store.tables.reading import (
    REBUILT,
    ball,
    deadline_log,
    done_item,
    handoff_log,
    timer,
    work_item,
)
from hjemover.store.tables.sending import delivery, mail, outbox, wakeup

__all__ = [
    "REBUILT",
    "absence",
    "access_chain",
    "access_log",
    "account",
    "address_book_version",
    "ball",
    "command",
    "contact_point",
    "deadline_log",
    "definition",
    "delivery",
    "deputy",
    "desk_draft",
    "desk_mark",
    "desk_note",
    "desk_presence",
    "desk_undo",
    "desk_view",
    "done_item",
    "emergency_access",
    "handoff_log",
    "invitation",
    "journal",
    "journal_payload",
    "mail",
    "membership",
    "metadata",
    "number_override",
    "organisation",
    "outbox",
    "pathway",
    "patient",
    "pending_sign_in",
    "person",
    "session",
    "sign_in_pause",
    "stored_format",
    "sweep",
    "timer",
    "unit",
    "unit_service",
    "wakeup",
    "work_item",
]
