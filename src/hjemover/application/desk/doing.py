"""Acts on one item, each safe to send twice and refused when a colleague was a moment before.

Whoever is second is told who did what (:class:`CommandRefused` ``version-conflict`` with the
colleague and the fact), and has lost nothing: what they typed is in their hands or their draft.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from hjemover.application.handle import Answer, Order, handle_in
from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.engine import commands as c
from hjemover.engine.state import Obligation
from hjemover.errors import CommandRefused
from hjemover.store import commands, journal
from hjemover.store.desk import marks, texts
from hjemover.store.journal import Entry
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import NoPerson

_STAYS: Final = (c.ClaimTask, c.ReleaseTask, c.CheckItem, c.MarkSeen)
"""Acts after which the same unit still has it on its list, as much opened as before."""
_NO_NEWS: Final = frozenset({"handoff-seen", "handoff-delivered", "copy-delivered"})
"""Facts that make nobody's act stale."""
_NOBODY: Final = frozenset(one.value for one in NoPerson)


def act(
    house: House, actor: Actor, order_id: str, ref: str, command: c.AnyCommand, seen: int | None
) -> Answer:
    """Carry *command* out, on the item as its reader saw it.

    Args:
        order_id: Drawn into the form; the same twice does it once.
        seen: The journal's length when the page was made; None to do it whatever has happened.

    Raises:
        CommandRefused: As the engine says, or ``version-conflict``: a colleague has done
            something with this item since. Its facts are ``by``, ``what`` and ``at``.
    """
    return house.database.run_writing(
        lambda tx: act_in(house, tx, actor, order_id, ref, command, seen)
    )


def act_in(
    house: House,
    tx: Transaction,
    actor: Actor,
    order_id: str,
    ref: str,
    command: c.AnyCommand,
    seen: int | None,
) -> Answer:
    """As :func:`act`, inside a transaction that somebody else commits."""
    order = Order(id=order_id, ref=ref, command=command, by=actor)
    obligation = getattr(command, "obligation", "")
    journal.load(tx, ref, for_update=True)  # whoever else acts on it waits for us from here
    if seen is not None and not _done_before(tx, order):
        _refuse_when_stale(tx, ref, obligation, seen, actor)
    answer = handle_in(house, tx, order)
    if answer.changed and not isinstance(command, _STAYS):
        marks.forget(tx, ref, obligation)
        texts.drop_draft(tx, actor.id, ref, obligation)
    return answer


def next_for(house: House, actor: Actor, ref: str) -> Obligation | None:
    """What the actor's units have to do next in the pathway: the first that is due, or None."""
    with house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
        units = covered_units(house, tx, actor.units)
    ours = [
        one
        for one in (stored.pathway.obligations.values() if stored else ())
        if one.awaits in units and not one.rests and one.claimed_by in (None, actor.id)
    ]
    return min(ours, key=_by_limit, default=None)


def _by_limit(one: Obligation) -> tuple[bool, datetime, datetime]:
    return one.due is None, one.due.at if one.due else one.started, one.started


def _done_before(tx: Transaction, order: Order) -> bool:
    request = commands.fingerprint(order.ref, order.by.id, order.command, order.patient)
    return commands.recall(tx, order.id, request) is not None


def done_before(house: House, actor: Actor, order_id: str, ref: str) -> bool:
    """Whether this very form was carried out already, as when it is sent twice."""
    with house.database.reading() as tx:
        return commands.of_whom(tx, order_id) == ref and actor.id == _who_gave(tx, ref, order_id)


def _who_gave(tx: Transaction, ref: str, order_id: str) -> str | None:
    given = (one for one in journal.read(tx, ref) if one.envelope.command_id == order_id)
    return next((one.envelope.actor for one in given), None)


def _refuse_when_stale(tx: Transaction, ref: str, obligation: str, seen: int, actor: Actor) -> None:
    for entry in people_acted(tx, ref, obligation, after=seen):
        if entry.envelope.actor != actor.id:
            raise CommandRefused(
                "version-conflict",
                obligation=obligation,
                by=entry.envelope.actor,
                what=entry.event_type,
                at=entry.envelope.recorded,
            )


def people_acted(tx: Transaction, ref: str, obligation: str, *, after: int = 0) -> Iterator[Entry]:
    """What people (not the clock) have done with one item since entry *after*, in order."""
    for entry in journal.read(tx, ref, after=after):
        if getattr(entry.event, "obligation", None) != obligation:
            continue
        if by_a_person(entry):
            yield entry


def by_a_person(entry: Entry) -> bool:
    """Whether a person did it, and it is news to their colleagues."""
    return entry.envelope.actor not in _NOBODY and entry.event_type not in _NO_NEWS
