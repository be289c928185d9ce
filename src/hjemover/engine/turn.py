"""One decision under way: the facts so far and the pathway as they leave it.

A turn is local to one call of ``decide``; nothing of it survives but its events and entries.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from hjemover.definition.models import Step
from hjemover.engine.absences import watched_by
from hjemover.engine.accruals import ended_by, started_by
from hjemover.engine.directory import Rules
from hjemover.engine.events import AnyEvent, PathwayClosed
from hjemover.engine.evolve import evolve
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.place import Place
from hjemover.engine.react import WORK_ENDED, react
from hjemover.engine.state import Obligation, Pathway
from hjemover.errors import CommandRefused
from hjemover.vocabulary import PathwayStatus

__all__ = ["MAX_STEPS", "Place", "Turn", "Way"]

MAX_STEPS = 2000
"""Steps one pathway may take in its life. Past it a person must look; nothing hangs."""


class Way(NamedTuple):
    """One way still to be walked: from *at* on to *target*."""

    target: str
    at: datetime
    place: Place
    by_hand: bool = False  # a person chose it


class Turn:
    """Collects events; ``pathway`` is always the state after the last of them."""

    def __init__(self, rules: Rules, pathway: Pathway | None, now: datetime) -> None:
        self.rules = rules
        self.now = now
        self.events: list[AnyEvent] = []
        self.entries: list[OutboxEntry] = []
        self.ways: list[Way] = []
        """Where the pathway goes on, the next one last: walked by ``enter``."""
        self.walking = False
        self._pathway = pathway

    @property
    def pathway(self) -> Pathway:
        assert self._pathway is not None, "nothing can be asked of a pathway not yet enrolled"
        return self._pathway

    @property
    def closed(self) -> bool:
        return self.pathway.status is PathwayStatus.COMPLETED

    def emit(self, event: AnyEvent) -> None:
        """Let *event* have happened, and what follows of it for all that is kept beside the way."""
        for first in ended_by(self.rules, self._pathway, event):
            self._happen(first)
        self._happen(event)
        for more in started_by(self.rules, self.pathway, event):
            self._happen(more)
        for more in watched_by(self.rules, self.pathway, event):
            self._happen(more)

    def _happen(self, event: AnyEvent) -> None:
        before = self._pathway
        self._pathway = evolve(before, event)
        self.events.append(event)
        self.entries.extend(react(self.rules, before, self._pathway, event))
        if isinstance(event, PathwayClosed) and event.silent:
            # What this turn had to say before it learnt of a death stays in the house as well:
            # who had something to do for the patient sees there that it has fallen away.
            self.entries = [
                replace(entry, inbox_only=True)
                for entry in self.entries
                if entry.inbox_only or entry.message in WORK_ENDED
            ]

    def step(self, name: str) -> Step:
        return self.rules.definition.steps[name]

    def obligation_id(self, step: str, place: Place) -> str:
        """The id of the obligation this entry of *step* makes: derived, never drawn."""
        return f"{step}#{place.occurrence or self.pathway.rounds.get(step, 1)}"

    def open_obligation(self, obligation: str) -> Obligation:
        """The open obligation of that id.

        Raises:
            CommandRefused: It is done, the pathway is closed, or there never was one.
        """
        found = self.pathway.obligations.get(obligation)
        if found is not None:
            return found
        if self.closed:
            raise CommandRefused("pathway-closed", outcome=self.pathway.outcome)
        entry = obligation.rstrip("!~").partition("?")[0].partition("+")[0]
        step, _, occurrence = entry.rpartition("#")
        if not occurrence.isdecimal() or int(occurrence) > self.pathway.rounds.get(step, 0):
            raise CommandRefused("unknown-obligation", obligation=obligation)
        done = self.pathway.done.get(step)
        if done is not None:
            raise CommandRefused("already-done", step=step, at=done.at, unit=done.unit)
        raise CommandRefused("already-done", step=step)

    def effective(self, stated: datetime | None) -> datetime:
        """When the thing was true: as stated, or now.

        Raises:
            CommandRefused: It lies in the future, or before the patient was enrolled.
        """
        if stated is None:
            return self.now
        if stated > self.now:
            raise CommandRefused("date-in-future", at=stated)
        if self._pathway is not None and stated < self._pathway.enrolled:
            raise CommandRefused("date-before-start", at=stated, start=self._pathway.enrolled)
        return stated
