"""What people have written on their desks: drafts of their own, and notes to the other side.

May be health data, so the database holds it sealed, each text for its own row.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import bindparam, delete, func, select, tuple_

from hjemover.store.identity import KeyRing
from hjemover.store.statements import Statement, delete_by, insert_once, upsert
from hjemover.store.tables import desk_draft, desk_mark, desk_note
from hjemover.store.transaction import Transaction


class Draft(Struct, frozen=True, kw_only=True):
    """What somebody typed and did not send (kladd). Printing it does not show it."""

    text: str
    saved: datetime

    def __repr__(self) -> str:
        return "Draft(…)"


class Note(Struct, frozen=True, kw_only=True):
    """A note to the other side of a handoff (beskjed). Printing it does not show it."""

    id: str
    ref: str
    obligation: str
    from_unit: str
    to_unit: str
    person: str
    at: datetime
    text: str

    def __repr__(self) -> str:
        return f"Note({self.id})"


_ASIDE: Final = "~borte"
"""After the name of an item: its row is of a draft that was thrown away."""
_DRAFT_KEY = ("person", "ref", "obligation")
_put = upsert(desk_draft, _DRAFT_KEY)
_drop = delete_by(desk_draft, *_DRAFT_KEY)
_get = Statement(
    select(desk_draft.c.key_id, desk_draft.c.sealed, desk_draft.c.saved_at).where(
        desk_draft.c.person == bindparam("of_person"),
        desk_draft.c.ref == bindparam("of_ref"),
        desk_draft.c.obligation == bindparam("of_obligation"),
    ),
    "of_person", "of_ref", "of_obligation",
)  # fmt: skip


def save_draft(
    tx: Transaction,
    ring: KeyRing,
    person: str,
    ref: str,
    obligation: str,
    text: str,
    now: datetime,
) -> None:
    """Keep what somebody has typed so far, in place of what they had."""
    key_id, sealed = ring.seal_text(draft_at(person, ref, obligation), text)
    tx.write(_put, [(person, ref, obligation, key_id, sealed, now)])


def draft_of(
    tx: Transaction, ring: KeyRing, person: str, ref: str, obligation: str
) -> Draft | None:
    """What somebody had typed, or None."""
    row = tx.row(_get, person, ref, obligation)
    if row is None:
        return None
    key_id, sealed, saved = row
    return Draft(
        text=ring.open_text(draft_at(person, ref, obligation), key_id, sealed), saved=saved
    )


def drop_draft(tx: Transaction, person: str, ref: str, obligation: str) -> None:
    """Remove a draft, and what was set aside of an earlier one."""
    tx.write(_drop, [(person, ref, obligation), (person, ref, aside(obligation))])


def aside(obligation: str) -> str:
    """Where a draft of an item is kept when it was thrown away: where no list sees it."""
    return obligation + _ASIDE


def drafts_among(
    tx: Transaction, person: str, items: Collection[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Which of these items somebody has a draft for."""
    if not items:
        return set()
    key = tuple_(desk_draft.c.ref, desk_draft.c.obligation)
    found = tx.execute(
        select(desk_draft.c.ref, desk_draft.c.obligation).where(
            desk_draft.c.person == person, key.in_(sorted(items))
        )
    )
    return {(row.ref, row.obligation) for row in found}


def drafts_on(tx: Transaction, person: str, ref: str) -> list[str]:
    """The items of one pathway that somebody has a draft for."""
    return [one for one in _rows_on(tx, person, ref) if not one.endswith(_ASIDE)]


def drafts_aside_on(tx: Transaction, person: str, ref: str) -> list[str]:
    """The items of one pathway whose draft somebody has thrown away."""
    thrown = [one for one in _rows_on(tx, person, ref) if one.endswith(_ASIDE)]
    return [one.removesuffix(_ASIDE) for one in thrown]


def _rows_on(tx: Transaction, person: str, ref: str) -> list[str]:
    asked = select(desk_draft.c.obligation).where(
        desk_draft.c.person == person, desk_draft.c.ref == ref
    )
    return [row.obligation for row in tx.execute(asked)]


def forget_drafts(tx: Transaction, before: datetime) -> int:
    """Remove drafts that nobody has touched since. Returns how many went."""
    return int(tx.execute(delete(desk_draft).where(desk_draft.c.saved_at < before)).rowcount)


def forget_aside(tx: Transaction, before: datetime) -> int:
    """Remove what was thrown away before then. Returns how many went."""
    thrown = desk_draft.c.obligation.endswith(_ASIDE), desk_draft.c.saved_at < before
    return int(tx.execute(delete(desk_draft).where(*thrown)).rowcount)


def draft_at(person: str, ref: str, obligation: str) -> str:
    """Where a draft is sealed for."""
    return f"draft/{person}/{ref}/{obligation}"


# --- notes ------------------------------------------------------------------------------------


def note_at(this: str) -> str:
    """Where a note is sealed for."""
    return f"note/{this}"


_add = insert_once(desk_note, ("id",))


def add_note(tx: Transaction, ring: KeyRing, note: Note) -> None:
    """Write a note. The same id twice writes it once."""
    key_id, sealed = ring.seal_text(note_at(note.id), note.text)
    row = (
        note.id, note.ref, note.obligation, note.from_unit, note.to_unit, note.person, note.at,
        key_id, sealed,
    )  # fmt: skip
    tx.write(_add, [row])


def notes_of(tx: Transaction, ring: KeyRing, ref: str, obligation: str | None = None) -> list[Note]:
    """The notes of one item, or of a whole pathway, in the order they were written."""
    asked = select(desk_note).where(desk_note.c.ref == ref)
    if obligation is not None:
        asked = asked.where(desk_note.c.obligation == obligation)
    found = tx.execute(asked.order_by(desk_note.c.at, desk_note.c.id))
    return [_note(ring, row) for row in found]


def _note(ring: KeyRing, row: Any) -> Note:
    return Note(
        id=row.id,
        ref=row.ref,
        obligation=row.obligation,
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        person=row.person,
        at=row.at,
        text=ring.open_text(note_at(row.id), row.key_id, row.sealed),
    )


def unread_notes(
    tx: Transaction, units: Collection[str], items: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """How many notes to these units each item has that nobody of theirs has had open."""
    if not items or not units:
        return {}
    key = tuple_(desk_note.c.ref, desk_note.c.obligation)
    read = (
        select(desk_mark.c.opened_at)
        .where(
            desk_mark.c.unit == desk_note.c.to_unit,
            desk_mark.c.ref == desk_note.c.ref,
            desk_mark.c.obligation == desk_note.c.obligation,
            desk_mark.c.opened_at >= desk_note.c.at,
        )
        .exists()
    )
    found = tx.execute(
        select(desk_note.c.ref, desk_note.c.obligation, func.count().label("many"))
        .where(desk_note.c.to_unit.in_(sorted(units)), key.in_(sorted(items)), ~read)
        .group_by(desk_note.c.ref, desk_note.c.obligation)
    )
    return {(row.ref, row.obligation): row.many for row in found}
