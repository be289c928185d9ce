"""Sharing out the work of a unit: take, give back, give to a colleague, put off; and take it back.

None of this leaves the house, so each can be undone. Each does one item or many, and tells of
each how it went: thirty-one were given, three were not, and why.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

import msgspec
from msgspec import Struct

from hjemover.application.desk.asking import desk_of
from hjemover.application.desk.doing import act_in
from hjemover.application.house import Actor, House
from hjemover.application.opaque import obligation_key
from hjemover.calendar import local_day, start_of_day
from hjemover.engine import commands as c
from hjemover.engine.state import Obligation
from hjemover.errors import CommandRefused
from hjemover.store import journal
from hjemover.store.desk import keeping, marks
from hjemover.store.desk.keeping import Colleague, Undo
from hjemover.store.transaction import Transaction

UNDO_FOR = timedelta(hours=1)
"""How long something can be taken back by its banner."""


class Claim(Struct, frozen=True, kw_only=True, tag="claim"):
    """The actor takes it.

    Args:
        over: The colleague it may be taken from; from nobody else.
    """

    over: str | None = None


class Give(Struct, frozen=True, kw_only=True, tag="give"):
    """A colleague gets it, whoever has it now."""

    person: str


class Release(Struct, frozen=True, kw_only=True, tag="release"):
    """It goes back to the unit, for anybody to take."""

    reason: str = ""


class Snooze(Struct, frozen=True, kw_only=True, tag="snooze"):
    """It comes back on the list on the morning of *until*, which lies before its limit."""

    until: date


class Wake(Struct, frozen=True, kw_only=True, tag="wake"):
    """It is put off no longer."""


class MarkOpened(Struct, frozen=True, kw_only=True, tag="mark-opened"):
    """It is not new to us any more. Nothing is told to the other side by this."""


Deed = Claim | Give | Release | Snooze | Wake | MarkOpened


class Result(Struct, frozen=True, kw_only=True):
    """How it went with one item."""

    ref: str
    obligation: str
    changed: bool
    refused: CommandRefused | None = None


class Done(Struct, frozen=True, kw_only=True):
    """How it went with all of them.

    Args:
        undo: What it can be taken back by; None when nothing changed.
    """

    results: list[Result]
    undo: str | None

    @property
    def changed(self) -> list[Result]:
        return [one for one in self.results if one.changed]

    @property
    def refused(self) -> list[Result]:
        return [one for one in self.results if one.refused is not None]


class Back(Struct, frozen=True, kw_only=True):
    """How to take one thing back.

    Args:
        holds: Who must still have it; None when it was not given to anybody.
        opened: Whether it had been opened before.
        until: Until when it had been put off, and by *by*.
    """

    ref: str
    obligation: str
    what: str  # "claimed", "snoozed" or "opened": what was changed
    person: str | None = None  # who had it before
    holds: str | None = None
    until: datetime | None = None
    by: str | None = None


_steps = msgspec.json.Decoder(list[Back])


def share_out(
    house: House, actor: Actor, order_id: str, items: Sequence[tuple[str, str]], deed: Deed
) -> Done:
    """Do *deed* with each of *items* (reference and obligation), each in its own transaction.

    Args:
        order_id: Drawn into the form; the same twice does each once.
    """
    results: list[Result] = []
    steps: list[Back] = []
    for ref, obligation in items:
        try:
            one = partial(_one, house, actor, order_id, deed, ref, obligation)
            step = house.database.run_writing(one)
        except CommandRefused as refused:
            results.append(Result(ref=ref, obligation=obligation, changed=False, refused=refused))
            continue
        results.append(Result(ref=ref, obligation=obligation, changed=step is not None))
        steps += [step] if step else []
    return Done(results=results, undo=_keep(house, actor, order_id, steps))


def _keep(house: House, actor: Actor, order_id: str, steps: list[Back]) -> str | None:
    if not steps:
        return None
    kept = Undo(
        id=f"{order_id}/undo",
        person=actor.id,
        at=house.clock.now(),
        steps=msgspec.json.encode(steps).decode(),
    )
    house.database.run_writing(lambda tx: keeping.keep_undo(tx, kept))
    return kept.id


def _one(
    house: House,
    actor: Actor,
    order_id: str,
    deed: Deed,
    ref: str,
    obligation: str,
    tx: Transaction,
) -> Back | None:
    """Do it with one item; how to take it back, or None when it stood so already."""
    open_ = ours(house, tx, actor, ref, obligation)
    match deed:
        case Claim() | Give() | Release():
            return _hand(house, tx, actor, order_id, ref, open_, deed)
        case Snooze(until=day):
            return _snooze(house, tx, actor, ref, open_, day)
        case Wake():
            return _wake(tx, ref, open_)
        case MarkOpened():
            return _mark_opened(house, tx, actor, ref, open_)


def ours(house: House, tx: Transaction, actor: Actor, ref: str, obligation: str) -> Obligation:
    """The open obligation, when one of the actor's units is awaited for it.

    Raises:
        CommandRefused: ``unknown-obligation``, also for what is another unit's: that it exists
            is not theirs to know.
    """
    stored = journal.load(tx, ref, for_update=True)
    open_ = stored.pathway.obligations.get(obligation) if stored else None
    if open_ is None or open_.awaits not in desk_of(house, tx, actor).units:
        raise CommandRefused("unknown-obligation", obligation=obligation)
    return open_


# --- who has it -------------------------------------------------------------------------------


def _hand(
    house: House,
    tx: Transaction,
    actor: Actor,
    order_id: str,
    ref: str,
    open_: Obligation,
    deed: Claim | Give | Release,
) -> Back | None:
    before = open_.claimed_by
    to = _receiver(house, tx, actor, open_, deed)
    if to == before:
        return None
    command: c.AnyCommand = (
        c.ClaimTask(obligation=open_.id, person=to)
        if to
        else c.ReleaseTask(
            obligation=open_.id, reason=deed.reason if isinstance(deed, Release) else ""
        )
    )
    order = f"{order_id}/{ref}/{obligation_key(open_.id)}"
    if not act_in(house, tx, actor, order, ref, command, None).changed:
        return None
    return Back(ref=ref, obligation=open_.id, what="claimed", person=before, holds=to)


def _receiver(
    house: House, tx: Transaction, actor: Actor, open_: Obligation, deed: Claim | Give | Release
) -> str | None:
    """Who is to have it; None for the unit.

    Raises:
        CommandRefused: ``already-claimed``: a colleague has it. ``nobody-there``: the one it is
            to be given to has no part in the unit.
    """
    match deed:
        case Release():
            return None
        case Claim(over=over):
            if open_.claimed_by not in (None, actor.id, over):
                raise CommandRefused("already-claimed", obligation=open_.id, by=open_.claimed_by)
            return actor.id
        case Give(person=person):
            units = {open_.awaits} | desk_of(house, tx, actor).own
            if person not in {one.id for one in colleagues_in(house, tx, units)}:
                raise CommandRefused("nobody-there", unit=open_.awaits)
            return person


def colleagues_in(
    house: House, tx: Transaction, units: set[str] | frozenset[str]
) -> list[Colleague]:
    """Those who can be given something of these units today, by name."""
    return keeping.colleagues(tx, units, local_day(house.clock.now()))


# --- put off ----------------------------------------------------------------------------------


def latest_snooze(open_: Obligation) -> date | None:
    """The last day something can be put off to: the day before its limit. None without a limit."""
    if open_.due is None:
        return None
    return local_day(open_.due.at - timedelta(microseconds=1)) - timedelta(days=1)


def _snooze(
    house: House, tx: Transaction, actor: Actor, ref: str, open_: Obligation, day: date
) -> Back | None:
    now = house.clock.now()
    latest = latest_snooze(open_)
    if latest is not None and day > latest:
        raise CommandRefused("snooze-past-limit", obligation=open_.id, latest=latest)
    if day <= local_day(now) or day > local_day(now) + timedelta(days=366):
        raise CommandRefused("snooze-not-ahead", obligation=open_.id, at=day)
    before = marks.mark_of(tx, open_.awaits, ref, open_.id)
    until = start_of_day(day)
    if before.snoozed_until == until:
        return None
    marks.snooze(tx, open_.awaits, ref, open_.id, until=until, by=actor.id, at=now)
    return _as_it_was(ref, open_, before)


def _wake(tx: Transaction, ref: str, open_: Obligation) -> Back | None:
    before = marks.mark_of(tx, open_.awaits, ref, open_.id)
    if before.snoozed_until is None:
        return None
    marks.wake(tx, open_.awaits, ref, open_.id)
    return _as_it_was(ref, open_, before)


def _as_it_was(ref: str, open_: Obligation, before: marks.Mark) -> Back:
    return Back(
        ref=ref,
        obligation=open_.id,
        what="snoozed",
        until=before.snoozed_until,
        by=before.snoozed_by,
    )


def _mark_opened(
    house: House, tx: Transaction, actor: Actor, ref: str, open_: Obligation
) -> Back | None:
    if marks.mark_of(tx, open_.awaits, ref, open_.id).opened is not None:
        return None
    marks.opened(tx, open_.awaits, ref, open_.id, actor.id, house.clock.now())
    return Back(ref=ref, obligation=open_.id, what="opened")


# --- taking back ------------------------------------------------------------------------------


def undo(house: House, actor: Actor, undo_id: str) -> Done:
    """Take back what the actor just did. What a colleague has changed since is left as it is.

    Taking back twice takes back once.

    Raises:
        CommandRefused: ``cannot-undo``: it is another person's, too long ago, or unknown.
    """
    with house.database.reading() as tx:
        kept = keeping.undo_of(tx, undo_id)
    now = house.clock.now()
    if kept is None or kept.person != actor.id or now - kept.at > UNDO_FOR:
        raise CommandRefused("cannot-undo")
    if kept.undone is not None:
        return Done(results=[], undo=None)
    results = []
    for step in _steps.decode(kept.steps):
        try:
            changed = house.database.run_writing(partial(_back, house, actor, undo_id, step))
            refused = None
        except CommandRefused as why:
            changed, refused = False, why
        results.append(
            Result(ref=step.ref, obligation=step.obligation, changed=changed, refused=refused)
        )
    house.database.run_writing(lambda tx: keeping.mark_undone(tx, undo_id, now))
    return Done(results=results, undo=None)


def _back(house: House, actor: Actor, undo_id: str, step: Back, tx: Transaction) -> bool:
    open_ = ours(house, tx, actor, step.ref, step.obligation)
    unit, ref = open_.awaits, step.ref
    match step.what:
        case "claimed":
            if open_.claimed_by != step.holds:
                raise CommandRefused("already-claimed", obligation=open_.id, by=open_.claimed_by)
            command: c.AnyCommand = (
                c.ClaimTask(obligation=open_.id, person=step.person)
                if step.person
                else c.ReleaseTask(obligation=open_.id)
            )
            order = f"{undo_id}/{ref}/{obligation_key(open_.id)}"
            return act_in(house, tx, actor, order, ref, command, None).changed
        case "snoozed":
            if step.until is None:
                marks.wake(tx, unit, ref, open_.id)
            else:
                now = house.clock.now()
                by = step.by or actor.id
                marks.snooze(tx, unit, ref, open_.id, until=step.until, by=by, at=now)
        case _:
            marks.not_opened(tx, unit, ref, open_.id)
    return True
