"""One virtual patient's life on a pathway, through the real engine, without a database.

A working day at a time: first what time brings, then the post, then what people do, then what
life does. The same world, seed and number give the same life.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from msgspec import Struct

from hjemover.application.simulation.acting import choose_act
from hjemover.application.simulation.filling import fill
from hjemover.application.simulation.made_up import World
from hjemover.calendar import NORWAY, OSLO, local_day
from hjemover.definition.models import Field, Interrupt
from hjemover.engine import Pathway, deliberate, evolve, next_wakeup
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.standing import settled_causes
from hjemover.engine.state import Answers, Obligation, Subject
from hjemover.errors import CommandRefused
from hjemover.vocabulary import HandoffStatus, ObligationKind, PathwayStatus, StuckCause

_OFFICE: Final = time(10, 0)
_MOST_ACTS: Final = 60
"""What one unit may do with one thing in a day: a checklist has up to fifty items."""

_LOST: Final = 0.02
"""The share of offers that the post loses."""

_A_YEAR: Final = 250  # working days
_OTHER_ENDS: Final = 0.03  # a day's chance that a pathway that is waited for is over
_TOLD_A_YEAR: Final = 4  # how often another system tells of each thing that is listened for


class Happening(Struct, frozen=True, kw_only=True):
    """A fact, and the pathway as it was before it and after it."""

    event: e.AnyEvent
    before: Pathway
    after: Pathway


class Life(Struct, frozen=True, kw_only=True):
    """All that came of one virtual patient."""

    number: int
    happenings: tuple[Happening, ...]
    entries: tuple[tuple[datetime, OutboxEntry], ...]
    stuck: Mapping[tuple[str, StuckCause], int]  # (step, cause) -> working days it stood so
    pathway: Pathway

    @property
    def events(self) -> Iterator[e.AnyEvent]:
        return (one.event for one in self.happenings)


def live(world: World, seed: int, number: int, begins: date, ends: date) -> Life:
    """Enrol one patient on *begins*, and let the days go by until the pathway or *ends* comes."""
    return _Living(world, Random(f"life/{seed}/{number}"), number).live(begins, ends)


class _Living:
    def __init__(self, world: World, rng: Random, number: int) -> None:
        self.world = world
        self.rules = world.rules
        self.rng = rng
        self.number = number
        self.now = datetime.min.replace(tzinfo=UTC)
        self.pathway: Pathway | None = None
        self.happenings: list[Happening] = []
        self.entries: list[tuple[datetime, OutboxEntry]] = []
        self.stuck: dict[tuple[str, StuckCause], int] = {}

    def live(self, begins: date, ends: date) -> Life:
        self._set_day(begins)
        # Nobody could have enrolled this patient: that is our bug, not a day's bad luck.
        assert self._decide(self._enrolment(begins)), "the virtual patient was not enrolled"
        day = begins
        while self.pathway is not None and not self._closed and day <= ends:
            if NORWAY.is_working_day(day):
                self._set_day(day)
                self._day()
            day += timedelta(days=1)
        assert self.pathway is not None
        return Life(
            number=self.number,
            happenings=tuple(self.happenings),
            entries=tuple(self.entries),
            stuck=self.stuck,
            pathway=self.pathway,
        )

    @property
    def _closed(self) -> bool:
        return self.pathway is not None and self.pathway.status is PathwayStatus.COMPLETED

    @property
    def _open(self) -> list[Obligation]:
        assert self.pathway is not None
        return list(self.pathway.obligations.values())

    def _set_day(self, day: date) -> None:
        self.now = datetime.combine(day, _OFFICE, OSLO).astimezone(UTC)

    def _decide(self, command: c.AnyCommand) -> bool:
        """Give an order; whether it was taken."""
        try:
            turn = deliberate(self.rules, self.pathway, command, self.now)
        except CommandRefused:
            return False  # as when a gate is shut, or a day answered is impossible: another day
        state = self.pathway
        for event in turn.events:
            after = evolve(state, event)
            self.happenings.append(Happening(event=event, before=state or after, after=after))
            state = after
        self.pathway = turn.pathway
        self.entries += [(self.now, entry) for entry in turn.entries]
        return True

    # --- a day --------------------------------------------------------------------------------

    def _day(self) -> None:
        assert self.pathway is not None
        due = next_wakeup(self.pathway)
        if due is not None and due <= self.now:
            self._decide(c.AdvanceTime())
        self._post()
        self._work()
        self._life()
        if self.pathway is not None and not self._closed:
            for obligation, cause in settled_causes(self.pathway).items():
                where = (self.pathway.obligations[obligation].step, cause)
                self.stuck[where] = self.stuck.get(where, 0) + 1

    def _post(self) -> None:
        """What was sent arrives, or is lost."""
        for one in self._open:
            handoff = one.handoff
            if handoff is None or handoff.status is not HandoffStatus.OFFERED:
                continue
            arrived = self.rng.random() >= _LOST
            kind = c.ConfirmDelivery if arrived else c.ReportUndelivered
            self._decide(kind(obligation=one.id, attempt=handoff.attempt))

    def _work(self) -> None:
        """Each unit takes up some of what waits for it."""
        for one in self._open:
            if one.rests and one.stopped is None:
                continue
            if self.rng.random() < self.world.region.habit(one.awaits).takes_up:
                self._work_on(one.id)

    def _work_on(self, obligation: str) -> None:
        for _ in range(_MOST_ACTS):
            assert self.pathway is not None
            one = self.pathway.obligations.get(obligation)
            if one is None:
                return
            act = choose_act(self.rules, self.pathway, one, self.world.region, self.rng, self.now)
            if act is None or not self._decide(act) or not isinstance(act, c.CheckItem):
                return

    # --- life ---------------------------------------------------------------------------------

    def _life(self) -> None:
        """What strikes, and what becomes known late."""
        assert self.pathway is not None
        for event in self.rules.definition.events.values():
            if self._closed:
                return
            if self.rng.random() < self._chance(event):
                self._report(event)
        for one in self._open:
            other = one.kind is ObligationKind.SUBPATHWAY
            if other and self.rng.random() < _OTHER_ENDS:
                self._work_on(one.id)
        for name, occurrence in self.rules.definition.occurrences.items():
            if not self._closed and self.rng.random() < _TOLD_A_YEAR / _A_YEAR:
                data = self._fill(occurrence.data)
                told = f"virtual-{self.number}-{len(self.happenings)}"
                self._decide(c.TellOccurrence(occurrence=name, told=told, data=data))
        if any(one.date_missing for one in self._open) and self.rng.random() < 0.1:
            self._remember_a_date()

    def _chance(self, event: Interrupt) -> float:
        """A working day's chance. What ends a pause comes only during one."""
        assert self.pathway is not None
        if event.on is not None or event.absence is not None:
            return 0.0  # no person reports what the world outside sets off
        if event.resume:
            return 0.05 if self.pathway.hold is not None else 0.0
        yearly = 0.05 if event.close or event.pause_until else 0.1
        return yearly / _A_YEAR

    def _report(self, event: Interrupt) -> None:
        self._decide(c.ReportEvent(event=event.id, answers=self._fill(event.ask)))

    def _fill(self, fields: Mapping[str, Field]) -> Answers:
        return fill(
            fields,
            self.rng,
            local_day(self.now),
            municipalities=self.world.municipalities,
            units=sorted(self.rules.directory.units),
            services=self.world.region.needs,
        )

    def _remember_a_date(self) -> None:
        assert self.pathway is not None
        unknown = [
            name
            for name, rule in self.rules.definition.dates.items()
            if not rule.derived and name not in self.pathway.dates
        ]
        if unknown:
            value = local_day(self.now) - timedelta(days=self.rng.randrange(10))
            self._decide(c.CorrectDate(name=self.rng.choice(unknown), value=value))

    def _enrolment(self, day: date) -> c.EnrolPathway:
        rng, world = self.rng, self.world
        dates = {
            name: day - timedelta(days=rng.randint(0, 10))
            for name, rule in self.rules.definition.dates.items()
            if not rule.derived and (rule.required or rng.random() < 0.3)
        }
        return c.EnrolPathway(
            ref=f"virtual-{self.number}",
            parties=world.senders,
            dates=dates,
            subject=Subject(
                municipality=rng.choice(world.municipalities),
                gp=rng.choice(world.gps),
                organisation=world.organisation,
            ),
        )
