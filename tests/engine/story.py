"""One patient's story, told act by act: given what has happened, when a command, then facts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from hjemover.definition.models import Interrupt, Number, Step
from hjemover.engine import Pathway, Rules, Standing, deliberate, standing
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.state import Answers, Obligation, Subject
from hjemover.errors import CommandRefused
from tests.engine.definitions import ADDRESS_BOOK, RULES, define

OSLO = ZoneInfo("Europe/Oslo")
SUBJECT = Subject(municipality="kommune-a", gp="legekontor-1")
E = TypeVar("E", bound=e.Event)


def at(said: str) -> datetime:
    """ "2026-03-02 09:00" (or only the day, then 09.00) in Oslo, as a UTC instant."""
    local = datetime.fromisoformat(said if " " in said else f"{said} 09:00")
    return local.replace(tzinfo=OSLO).astimezone(UTC)


class Story:
    """A pathway with a clock the test sets. Every act returns the facts that came of it."""

    def __init__(self, rules: Rules = RULES, now: str = "2026-03-02") -> None:
        self.rules = rules
        self.now = at(now)
        self.events: list[e.AnyEvent] = []
        self.entries: list[OutboxEntry] = []
        self.latest: list[OutboxEntry] = []
        self._pathway: Pathway | None = None

    @property
    def pathway(self) -> Pathway:
        assert self._pathway is not None
        return self._pathway

    def do(self, command: c.AnyCommand) -> tuple[e.AnyEvent, ...]:
        turn = deliberate(self.rules, self._pathway, command, self.now)
        self._pathway = turn.pathway
        self.events += turn.events
        self.entries += turn.entries
        self.latest = turn.entries
        return tuple(turn.events)

    def refused(self, command: c.AnyCommand) -> CommandRefused:
        """The refusal of *command*, which must have changed nothing."""
        before = self._pathway
        with pytest.raises(CommandRefused) as caught:
            self.do(command)
        assert self._pathway is before
        return caught.value

    def on(self, said: str) -> "Story":
        """Set the clock, without letting the engine know of it."""
        self.now = at(said)
        return self

    def wake(self, said: str) -> tuple[e.AnyEvent, ...]:
        """Set the clock and let everything due by then happen."""
        return self.on(said).do(c.AdvanceTime())

    # --- acts that many stories need ----------------------------------------------------------

    def enrol(
        self,
        *,
        start: str | None = None,
        diagnosed: str = "2026-03-02",
        told: str | None = None,
        subject: Subject = SUBJECT,
        answers: dict[str, Answers] | None = None,
    ) -> "Story":
        dates = {"diagnosed": date.fromisoformat(diagnosed)}
        if told:
            dates["told"] = date.fromisoformat(told)
        self.do(
            c.EnrolPathway(
                ref="p1",
                parties={"hospital": "ward"},
                dates=dates,
                subject=subject,
                start=start,
                answers=answers or {},
            )
        )
        return self

    def complete(
        self, step: str, outcome: str = "done", *, effective: str | None = None, **answers: object
    ) -> tuple[e.AnyEvent, ...]:
        return self.do(
            c.CompleteTask(
                obligation=self.open(step).id,
                outcome=outcome,
                answers=answers,  # type: ignore[arg-type] # written out in the test
                effective=at(effective) if effective else None,
            )
        )

    def accept(self, step: str, *, effective: str | None = None) -> tuple[e.AnyEvent, ...]:
        return self.do(
            c.AcceptHandoff(
                obligation=self.open(step).id,
                person="kari",
                effective=at(effective) if effective else None,
            )
        )

    def report(
        self, event: str, *, effective: str | None = None, **answers: str
    ) -> tuple[e.AnyEvent, ...]:
        return self.do(
            c.ReportEvent(
                event=event,
                answers=dict(answers),
                effective=at(effective) if effective else None,
            )
        )

    # --- what a test asks ---------------------------------------------------------------------

    def open(self, step: str) -> Obligation:
        """The one open obligation of *step*; the latest made where there are several."""
        found = self.all_open(step)
        assert found, f"nothing is open for {step}: {sorted(self.pathway.obligations)}"
        return found[-1]

    def all_open(self, step: str) -> list[Obligation]:
        return [one for one in self.pathway.obligations.values() if one.step == step]

    @property
    def steps(self) -> set[str]:
        """The steps that something is open for."""
        return {one.step for one in self.pathway.obligations.values()}

    def standing(self) -> Standing:
        return standing(self.rules, self.pathway, self.now)

    def messages(self) -> list[tuple[str, str]]:
        """(message, unit) of what the latest act put in the outbox."""
        return [(entry.message, entry.unit) for entry in self.latest]


def rules_of(steps: Sequence[Step], *events: Interrupt, **numbers: Number) -> Rules:
    """Rules with a small definition of their own, read against the address book of all tests."""
    named = {name.replace("_", "-"): value for name, value in numbers.items()}
    definition = define(steps, events=list(events), numbers=named)
    return Rules(definition=definition, directory=ADDRESS_BOOK)


def only(kind: type[E], events: tuple[e.AnyEvent, ...] | list[e.AnyEvent]) -> E:
    """The one event of *kind* among *events*."""
    found = every(kind, events)
    assert len(found) == 1, [type(event).__name__ for event in events]
    return found[0]


def every(kind: type[E], events: tuple[e.AnyEvent, ...] | list[e.AnyEvent]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def kinds(events: tuple[e.AnyEvent, ...] | list[e.AnyEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


def days(count: int) -> timedelta:
    return timedelta(days=count)
