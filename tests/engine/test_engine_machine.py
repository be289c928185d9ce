"""Random stories of one patient, and what must hold after every act in all of them.

Fast by default, as in CI. ``HYPOTHESIS_PROFILE=deep pytest tests/engine`` walks further:
2,000 stories of 100 acts.
"""

import os
from datetime import UTC, datetime, timedelta
from random import Random
from typing import ClassVar

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hjemover.engine import (
    Pathway,
    deliberate,
    evolve,
    fold,
    next_wakeup,
    preview,
    standing,
    timers,
)
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import check_access
from hjemover.engine.accruals import accrued
from hjemover.engine.closing import stands_inside, within
from hjemover.engine.measuring import Seen, measured
from hjemover.engine.timing import rung_order
from hjemover.engine.turn import Turn
from hjemover.errors import CommandRefused
from hjemover.vocabulary import PathwayStatus
from tests.engine.definitions import RULES
from tests.engine.trials import Trial, enrolment, fitting, unfitting, whole_pathway

PROFILES = {
    "ci": settings(max_examples=300, stateful_step_count=40),
    "deep": settings(max_examples=2000, stateful_step_count=100),
}
PROFILE = settings(
    PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "ci")],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

TRY_OUT = Trial(
    rules=RULES,
    enrolled_with={"hospital": "ward"},
    municipalities=("kommune-a", "kommune-b", "kommune-without-units"),
    gps=("legekontor-1", "legekontor-2"),
    services=("physio", "work", "unknown-service"),
)

_encoder = msgspec.json.Encoder(order="deterministic")
_events: msgspec.json.Decoder[e.AnyEvent] = msgspec.json.Decoder(e.AnyEvent)
_states = msgspec.json.Decoder(Pathway)

seeds = st.integers(min_value=0, max_value=2**20)


class PatientStory(RuleBasedStateMachine):
    """Acts in any order, at any time, by anybody; ``trial`` says on which definition."""

    trial: ClassVar[Trial] = TRY_OUT

    @initialize(seed=seeds)
    def enrol(self, seed: int) -> None:
        dice = Random(seed)
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(hours=dice.randrange(0, 5000))
        self.told: list[e.AnyEvent] = []
        self.keys: set[str] = set()
        self.made: set[str] = set()
        self.seen: list[Seen] = []
        self.retold: Pathway | None = None
        self.pathway: Pathway | None = None
        self._decide(enrolment(self.trial, dice, self.now))

    # --- acts ---------------------------------------------------------------------------------

    @rule(seed=seeds)
    def somebody_does_what_is_awaited(self, seed: int) -> None:
        self._try(fitting(self.trial, self._pathway, Random(seed), self.now))

    @rule(seed=seeds)
    def somebody_does_more_of_it(self, seed: int) -> None:
        self._try(fitting(self.trial, self._pathway, Random(seed), self.now))

    @rule(seed=seeds)
    def something_happens_to_the_patient(self, seed: int) -> None:
        self._try(whole_pathway(self.trial, self._pathway, Random(seed), self.now))

    @rule(seed=seeds)
    def somebody_tries_what_does_not_fit(self, seed: int) -> None:
        self._try(unfitting(self.trial, self.pathway, Random(seed), self.now))

    @rule(hours=st.sampled_from([0, 1, 7, 24, 72, 24 * 7, 24 * 31, 24 * 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._decide(c.AdvanceTime())

    @rule()
    def the_next_thing_comes_due(self) -> None:
        self.now = max(self.now, next_wakeup(self._pathway) or self.now)
        self._decide(c.AdvanceTime())

    @rule(seconds=st.sampled_from([1, 60, 3600]))
    def the_clock_goes_back(self, seconds: int) -> None:
        self.now -= timedelta(seconds=seconds)
        before = self.pathway
        assert deliberate(self.trial.rules, before, c.AdvanceTime(), self.now).events == []

    # --- one decision -------------------------------------------------------------------------

    @property
    def _pathway(self) -> Pathway:
        assert self.pathway is not None
        return self.pathway

    def _try(self, command: c.AnyCommand) -> None:
        try:
            self._decide(command)
        except CommandRefused as refusal:
            assert str(refusal)

    def _decide(self, command: c.AnyCommand) -> None:
        before = self.pathway
        raw = _encoder.encode(before)
        try:
            turn = deliberate(self.trial.rules, before, command, self.now)
        finally:
            assert _encoder.encode(before) == raw, "nobody changes the state that was given"
        self._same_again(before, command, turn)
        definition, number = self.trial.rules.definition, len(self.told) + 1
        seen = measured(definition, before, turn.events, number)
        self._facts_hold(turn)
        self._messages_hold(turn)
        # Kept together and last, or the teardown would hide what does not hold behind its own.
        if before is not None and before.status is PathwayStatus.COMPLETED:
            assert turn.pathway.status is PathwayStatus.COMPLETED, "what is over is over"
            assert turn.pathway.outcome == before.outcome
        self.told += turn.events
        self.seen += seen
        self.pathway = turn.pathway

    def _same_again(self, before: Pathway | None, command: c.AnyCommand, turn: Turn) -> None:
        """From the state as the store gives it back, and as a preview, it comes to the same."""
        stored = _states.decode(_encoder.encode(before)) if before else None
        again = deliberate(self.trial.rules, stored, command, self.now)
        assert again.events == turn.events
        assert again.entries == turn.entries
        assert again.pathway == turn.pathway
        if before is not None:
            shown = preview(self.trial.rules, before, command, self.now)
            now_open = set(before.obligations) - {one.id for one in shown.ended}
            assert now_open | {one.id for one in shown.begun} == set(turn.pathway.obligations)
            assert shown.prompts == len(turn.entries)

    def _facts_hold(self, turn: Turn) -> None:
        for event in turn.events:
            read = _events.decode(_encoder.encode(event))
            assert read == event
            assert event.at <= self.now, "nothing is true before its time"
            self.retold = evolve(self.retold, read)
            if isinstance(
                event, e.TaskRequested | e.WaitStarted | e.HandoffOffered | e.SubpathwayStarted
            ):
                assert event.obligation not in self.made, "an id names one obligation"
                self.made.add(event.obligation)
        assert self.retold == turn.pathway

    def _messages_hold(self, turn: Turn) -> None:
        for entry in turn.entries:
            assert entry.key not in self.keys, "one message per work item and rung"
            self.keys.add(entry.key)
            assert entry.unit in self.trial.rules.directory.units
            assert entry.inbox_only or not turn.pathway.silent

    # --- what holds after every act -----------------------------------------------------------

    @invariant()
    def somebody_has_the_ball(self) -> None:
        pathway, units = self.pathway, self.trial.rules.directory.units
        if pathway is None:
            return
        if pathway.status is PathwayStatus.COMPLETED:
            assert not pathway.obligations
            assert not pathway.joins
            assert pathway.outcome
            return
        assert pathway.obligations, "a patient that nobody has is lost"
        for key, one in pathway.obligations.items():
            assert key == one.id
            assert one.holder in units
            assert one.awaits in units
            if one.handoff is not None:
                assert one.holder == one.handoff.sender, "the sender keeps the patient"
                assert one.awaits in (one.handoff.sender, one.handoff.receiver)

    @invariant()
    def every_branch_that_is_open_has_something_open(self) -> None:
        if self.pathway is None:
            return
        pathway = self.pathway
        inside = [one.branch for one in pathway.obligations.values()]
        for branch in [*inside, *(join.branch for join in pathway.joins.values())]:
            if branch:
                owner, _, name = branch.rpartition("/")
                assert name in pathway.joins[owner].open
        for join in pathway.joins.values():
            assert len(join.done) < join.need <= len(join.done) + len(join.open)
            for name in join.open:
                branch = f"{join.id}/{name}"
                assert any(within(pathway, one, branch) for one in inside), f"{branch} is lost"
                assert stands_inside(pathway, branch, join.id)

    @invariant()
    def every_quorum_that_is_open_has_receivers_who_have_not_answered(self) -> None:
        if self.pathway is None:
            return
        asked = {one.handoff.quorum for one in self.pathway.obligations.values() if one.handoff}
        for quorum in self.pathway.quorums.values():
            assert quorum.id in asked, "a quorum that nobody can answer is lost"
            assert not quorum.reached
            assert not quorum.out_of_reach
        assert asked - {""} <= set(self.pathway.quorums)

    @invariant()
    def what_is_due_has_happened_and_the_rest_is_in_order(self) -> None:
        if self.pathway is None:
            return
        pathway = self.pathway
        for one in pathway.obligations.values():
            assert list(one.schedule) == sorted(one.schedule, key=rung_order)
        found = timers(pathway)
        assert (found[0].at if found else None) == next_wakeup(pathway)

    @invariant()
    def it_can_be_said_how_the_patient_stands(self) -> None:
        if self.pathway is None:
            return
        stands = standing(self.trial.rules, self.pathway, self.now)
        assert len(stands.obligations) == len(self.pathway.obligations)
        for unit in ("ward", "gp-2"):
            for command in (c.AdvanceTime(), c.CorrectDate(name="told", value=None)):
                try:
                    check_access(self.pathway, command, frozenset({unit}))
                except CommandRefused as refusal:
                    assert refusal.code == "not-your-unit"

    @invariant()
    def what_grows_is_counted_and_stops_with_the_pathway(self) -> None:
        if self.pathway is None:
            return
        closed = self.pathway.status is PathwayStatus.COMPLETED
        for one in accrued(self.trial.rules.definition, self.pathway, self.now).values():
            assert not (one.running and closed)
            assert one.days == sum(row.days for row in one.rows)
            firsts = [row.first for row in one.rows]
            assert firsts == sorted(firsts), "each day once, the earliest first"

    def teardown(self) -> None:
        if getattr(self, "told", None):
            assert fold(self.told) == self.pathway
            definition = self.trial.rules.definition
            assert list(measured(definition, None, self.told, 1)) == self.seen


TestAnyStory = PatientStory.TestCase
TestAnyStory.settings = PROFILE
