"""What people write beside an item: a draft of their own, and notes to the other side.

A note is talk, not a fact of the pathway: it moves no clock and decides nothing. Both sides of
the handoff see it, and nobody else.
"""

from datetime import timedelta
from typing import Final

from hjemover.application.desk.asking import desk_of
from hjemover.application.house import Actor, House
from hjemover.engine.state import Obligation
from hjemover.errors import CommandRefused
from hjemover.store import journal
from hjemover.store.desk import keeping, marks, texts
from hjemover.store.desk.texts import Draft, Note
from hjemover.store.transaction import Transaction

MOST_TEXT: Final = 20_000
"""Signs in a note: as many as in an answer."""
MOST_DRAFT: Final = 300_000
"""Signs in a draft: a whole form of long answers."""
DRAFTS_KEPT: Final = timedelta(days=90)
ASIDE_KEPT: Final = timedelta(days=1)
"""How long a draft that was thrown away can be brought back."""
PRESENCE_KEPT: Final = timedelta(minutes=10)


def save_draft(house: House, actor: Actor, ref: str, obligation: str, text: str) -> None:
    """Keep what somebody has typed, in place of what they had; nothing typed keeps no draft.

    Raises:
        CommandRefused: ``unknown-obligation``: no unit of theirs has a part in it.
            ``answer-invalid``: it is longer than any form.
    """
    if len(text) > MOST_DRAFT:
        raise CommandRefused("answer-invalid", field="", why="too-long")

    def work(tx: Transaction) -> None:
        part_in(house, tx, actor, ref, obligation)
        if text:
            texts.save_draft(tx, house.keys, actor.id, ref, obligation, text, house.clock.now())
        else:
            texts.drop_draft(tx, actor.id, ref, obligation)

    house.database.run_writing(work)


def drafts_on(house: House, actor: Actor, ref: str) -> list[str]:
    """The items of one pathway that this person has a draft for, also those that have ended."""
    with house.database.reading() as tx:
        return texts.drafts_on(tx, actor.id, ref)


def drafts_aside_on(house: House, actor: Actor, ref: str) -> list[str]:
    """The items of one pathway whose draft this person has thrown away lately."""
    with house.database.reading() as tx:
        return texts.drafts_aside_on(tx, actor.id, ref)


def draft_on(house: House, actor: Actor, ref: str, obligation: str) -> Draft | None:
    """What this person has typed on one item, and not sent."""
    with house.database.reading() as tx:
        return texts.draft_of(tx, house.keys, actor.id, ref, obligation)


def drop_draft(house: House, actor: Actor, ref: str, obligation: str, left: str = "") -> None:
    """Throw a draft away, but for what is *left* of it. For a day it can be brought back."""

    def work(tx: Transaction) -> None:
        before = texts.draft_of(tx, house.keys, actor.id, ref, obligation)
        if before is None:
            return
        now = house.clock.now()
        texts.drop_draft(tx, actor.id, ref, obligation)
        thrown = texts.aside(obligation)
        texts.save_draft(tx, house.keys, actor.id, ref, thrown, before.text, now)
        if left:
            texts.save_draft(tx, house.keys, actor.id, ref, obligation, left, now)

    house.database.run_writing(work)


def bring_back_draft(house: House, actor: Actor, ref: str, obligation: str) -> bool:
    """The draft as it was before it was thrown away. Whether there was one to bring back."""

    def work(tx: Transaction) -> bool:
        before = texts.draft_of(tx, house.keys, actor.id, ref, texts.aside(obligation))
        if before is None:
            return False
        now = house.clock.now()
        texts.drop_draft(tx, actor.id, ref, obligation)
        texts.save_draft(tx, house.keys, actor.id, ref, obligation, before.text, now)
        return True

    return house.database.run_writing(work)


def write_note(
    house: House, actor: Actor, note_id: str, ref: str, obligation: str, text: str
) -> Note:
    """Write a note to the other side of a handoff; the same id twice writes it once.

    Raises:
        CommandRefused: ``unknown-obligation``: no unit of theirs is a side of it.
            ``reason-missing``: it is empty. ``answer-invalid``: it is too long.
    """
    said = text.strip()
    if not said:
        raise CommandRefused("reason-missing", obligation=obligation)
    if len(said) > MOST_TEXT or "\x00" in said:
        raise CommandRefused("answer-invalid", field="", why="too-long")

    def work(tx: Transaction) -> Note:
        open_ = part_in(house, tx, actor, ref, obligation)
        from_unit, to_unit = _sides(house, tx, actor, open_)
        note = Note(
            id=note_id,
            ref=ref,
            obligation=obligation,
            from_unit=from_unit,
            to_unit=to_unit,
            person=actor.id,
            at=house.clock.now(),
            text=said,
        )
        texts.add_note(tx, house.keys, note)
        # It is news to them, also when they have had the item open before.
        marks.not_opened(tx, to_unit, ref, obligation)
        return note

    return house.database.run_writing(work)


def _sides(house: House, tx: Transaction, actor: Actor, open_: Obligation) -> tuple[str, str]:
    units, handoff = desk_of(house, tx, actor).units, open_.handoff
    if handoff is None:
        raise CommandRefused("unknown-obligation", obligation=open_.id)
    if handoff.receiver in units and handoff.sender not in units:
        return handoff.receiver, handoff.sender
    return handoff.sender, handoff.receiver


def part_in(house: House, tx: Transaction, actor: Actor, ref: str, obligation: str) -> Obligation:
    """The open obligation that one of the actor's units holds, is awaited for, or is a side of.

    Raises:
        CommandRefused: ``unknown-obligation``, the same for what is not there and not theirs.
    """
    stored = journal.load(tx, ref, for_update=False)
    open_ = stored.pathway.obligations.get(obligation) if stored else None
    if open_ is None or not sides_of(open_) & desk_of(house, tx, actor).units:
        raise CommandRefused("unknown-obligation", obligation=obligation)
    return open_


def sides_of(open_: Obligation) -> frozenset[str]:
    """The units that an obligation is between."""
    handoff = open_.handoff
    between = {handoff.sender, handoff.receiver} if handoff else set()
    return frozenset({open_.holder, open_.awaits} | between)


def tidy(house: House) -> int:
    """Remove what nobody needs: old drafts, marks of what is over, traces of who looked.

    Returns how many rows went. Notes stay for as long as the pathway does.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> int:
        return (
            texts.forget_drafts(tx, now - DRAFTS_KEPT)
            + texts.forget_aside(tx, now - ASIDE_KEPT)
            + marks.forget_ended(tx)
            + keeping.forget_presence(tx, now - PRESENCE_KEPT)
            + keeping.forget_undos(tx, now - timedelta(days=1))
        )

    return house.database.run_writing(work)
