"""People's own prompts, beside their unit's (egne varsler).

A unit's address always hears. A person may choose to hear as well, at once or gathered once a
day, by kind of message. What they choose adds knocks and takes none away: if every person of a
unit chooses "never", the unit hears just as before.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import time
from typing import Final

from msgspec.structs import replace

from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.engine.outbox import MessageId, OutboxEntry, Purpose
from hjemover.errors import CommandRefused
from hjemover.messages import Preferences
from hjemover.store import address_book, outbox, preferences
from hjemover.store.outbox import OutboxClaim
from hjemover.store.preferences import Group, NoticeSetting, Wish
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import AT_WORK

GROUPS: Final[dict[Group, tuple[MessageId, ...]]] = {
    "new-work": (
        "task-requested", "window-opened", "handoff-offered", "task-reassigned", "choice-needed",
    ),
    "answers": (
        "handoff-returned", "handoff-answered", "handoff-accepted", "handoff-rejected",
        "handoff-withdrawn",
    ),
    "deadlines": ("reminder", "deadline-passed", "limit-moved"),
    "trouble": ("escalation", "handoff-undelivered"),
    "information": ("notice", "handoff-copy", "pathway-closed"),
    "oversight": ("emergency-taken", "auditor-unreached"),
}  # fmt: skip
"""Every message in one group; a test holds it complete. Nobody chooses of ``oversight``."""

GROUP_OF: Final[dict[MessageId, Group]] = {
    message: group for group, messages in GROUPS.items() for message in messages
}


def wishes_of(setting: NoticeSetting) -> Preferences:
    """What the person has chosen, as a unit's choices are read."""
    return Preferences(
        default="never",
        by_message={message: setting.wish(group) for message, group in GROUP_OF.items()},
        digest_at=time(setting.digest_hour),
    )


def setting_of(house: House, person: str) -> NoticeSetting:
    """What the person has chosen, or that they have chosen nothing."""
    with house.database.reading() as tx:
        found = preferences.get(tx, person)
    return found or NoticeSetting(person=person, changed=house.clock.now())


def choose(
    house: House, person: str, *, address: str | None, digest_hour: int, wishes: dict[Group, Wish]
) -> NoticeSetting:
    """Keep what the person chose. An address that took no mail is tried again.

    Raises:
        CommandRefused: ``answer-missing`` or ``answer-invalid``, with the field.
    """
    written = (address or "").strip()
    wanted = any(wish != "never" for wish in wishes.values())
    if wanted and not written:
        raise CommandRefused("answer-missing", field="address")
    if written and not _is_address(written):
        raise CommandRefused("answer-invalid", field="address", why="not-an-address")
    if not 0 <= digest_hour <= 23:
        raise CommandRefused("answer-invalid", field="digest_hour", why="not-an-hour")
    setting = NoticeSetting(
        person=person,
        address=written or None,
        digest_hour=digest_hour,
        wishes=wishes,
        changed=house.clock.now(),
    )
    house.database.run_writing(lambda tx: preferences.put(tx, setting))
    return setting


def _is_address(text: str) -> bool:
    """Whether a mail server could take it: one @, no spaces, nothing that could start a header."""
    local, _, domain = text.partition("@")
    plain = text.isprintable() and not any(sign in text for sign in ' <>,;:"\\()[]')
    return plain and len(text) <= 254 and bool(local) and "." in domain and "@" not in domain


# --- who of a unit hears too ----------------------------------------------------------------------


def at_work(house: House, tx: Transaction) -> dict[str, frozenset[str]]:
    """The people of each unit who are at work today."""
    today = local_day(house.clock.now())
    away = {
        one.person
        for one in address_book.records(tx, address_book.Absence)
        if address_book.covers(one, today)
    }
    found: dict[str, set[str]] = {}
    for one in address_book.records(tx, address_book.Membership):
        covers = address_book.covers(one, today)
        if covers and one.role in AT_WORK and one.person not in away:
            found.setdefault(one.unit, set()).add(one.person)
    return {unit: frozenset(people) for unit, people in found.items()}


def fan_out(house: House, claims: Iterable[OutboxClaim]) -> int:
    """Queue a knock for whoever is to hear of *claims* beside the unit. Twice is once.

    That is each person of the unit who wants to, and the unit that stands in while nobody of it
    is at work.

    Returns:
        How many there were; most batches have none and pay one indexed query.
    """
    units = [one for one in claims if one.person is None and not one.entry.inbox_only]
    if not units:
        return 0
    with house.database.reading() as tx:
        more = [*_for_stand_ins(house, tx, units), *_for_people(house, tx, units)]
    if more:
        now = house.clock.now()

        def work(tx: Transaction) -> None:
            for person, entry in more:
                outbox.enqueue(tx, [entry], now, person=person)

        house.database.run_writing(work)
    return len(more)


_Knock = tuple[str | None, OutboxEntry]
"""A person of the unit, or None for the unit itself; and what to knock about."""


def _for_stand_ins(
    house: House, tx: Transaction, claims: Collection[OutboxClaim]
) -> Iterator[_Knock]:
    stand_ins = house.directory(tx).stand_ins
    for entry in (one.entry for one in claims):
        deputy = stand_ins.get(entry.unit)
        if deputy is not None and entry.role == "unit":
            key = f"{entry.key}/stand-in/{deputy}"
            yield None, replace(entry, key=key, unit=deputy, purpose=_knocking(entry))


def _for_people(house: House, tx: Transaction, claims: Collection[OutboxClaim]) -> Iterator[_Knock]:
    wanting = preferences.wanting(tx)
    if not wanting:
        return
    people = at_work(house, tx)
    leads = {one.id: one.lead for one in house.addresses(tx).units.values()}
    for entry in (one.entry for one in claims):
        heard = people.get(entry.unit, frozenset())
        if entry.role == "lead":
            heard &= {leads.get(entry.unit) or ""}
        for person in sorted(heard & wanting.keys()):
            if wanting[person].wish(GROUP_OF[entry.message]) != "never":
                key = f"{entry.key}/person/{person}"
                yield person, replace(entry, key=key, purpose=_knocking(entry))


def _knocking(entry: OutboxEntry) -> Purpose:
    """It knocks only: the thing itself is carried to the unit, with the receipt."""
    return "notice" if entry.purpose == "notice" else "prompt"
