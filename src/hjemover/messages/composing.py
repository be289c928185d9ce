"""From an outbox entry to what its message may say. The narrow gate out of the house."""

from datetime import datetime

from msgspec import Struct

from hjemover.engine.outbox import OutboxEntry
from hjemover.messages.context import ContextRefused, MessageContext
from hjemover.messages.kinds import work_kind
from hjemover.vocabulary import Language, ObligationKind


class Addressee(Struct, frozen=True, kw_only=True):
    """The unit that is to hear (mottaker), and the links that lead it home."""

    unit_name: str
    organisation_name: str
    link: str
    settings_link: str
    language: Language = "nb"


def context_for(
    entry: OutboxEntry,
    to: Addressee,
    *,
    now: datetime,
    obligation: ObligationKind | None = None,
    other_organisation: str | None = None,
) -> MessageContext:
    """What may be said of *entry* to *to*.

    Nothing of the entry but its message and its due instant is used: reference, key and
    obligation id (which names a step) stay inside.

    Args:
        obligation: The kind of the obligation it is about, where there is one.
        other_organisation: The organisation at the other end of a handoff; never a ward.

    Raises:
        ContextRefused: The entry is for the inbox only, as after a death.
    """
    if entry.inbox_only:
        raise ContextRefused("This prompt is shown in the inbox only. Nothing is sent for it.")
    return MessageContext(
        unit_name=to.unit_name,
        organisation_name=to.organisation_name,
        kind_of_work=work_kind(entry.message, obligation),
        deadline=entry.due,
        late=entry.due is not None and entry.due <= now,
        link=to.link,
        other_unit_name=other_organisation,
        settings_link=to.settings_link,
    )
