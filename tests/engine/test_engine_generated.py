"""On any definition that passes ``check`` no patient is lost, nothing hangs, every way can end.

A random story on a random definition, with the same promises held after every act as in
`test_engine_machine`; then people do their work, and it must come to an end. Fast by default;
``HYPOTHESIS_PROFILE=deep`` (as in ``make soak``) draws some thousands.
"""

import os
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hjemover.application.simulation.acting import choose_act
from hjemover.application.simulation.habits import HABITS, Region
from hjemover.engine import commands as c
from hjemover.engine import next_wakeup
from hjemover.engine.standing import settled_causes
from hjemover.errors import CommandRefused
from hjemover.vocabulary import HandoffStatus, ObligationKind, PathwayStatus
from tests.engine.generated import dice, draw_loaded, trial_of
from tests.engine.test_engine_machine import PatientStory

PROFILE = settings(
    max_examples={"ci": 60, "deep": 4000}[os.environ.get("HYPOTHESIS_PROFILE", "ci")],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
_ENOUGH = 4000
"""Acts in which any story must have ended: the definitions are small, and their loops bounded."""

_TRIES = 40
"""How often somebody tries other answers before it is time that must move: a gate may be shut."""

_INVARIANTS = (
    "somebody_has_the_ball",
    "every_branch_that_is_open_has_something_open",
    "what_is_due_has_happened_and_the_rest_is_in_order",
    "what_grows_is_counted_and_stops_with_the_pathway",
)


class Walk(PatientStory):
    """One story on one definition, told by a test and not by rules."""

    def holds(self) -> None:
        for promise in _INVARIANTS:
            getattr(self, promise)()
        self.somebody_or_something_moves_it()

    def somebody_or_something_moves_it(self) -> None:
        """What is open waits for a person, for time, or for the end of a pause."""
        if self.closed:
            return
        for one in self._pathway.obligations.values():
            held = self._pathway.hold is not None or one.stopped is not None
            # A sender who stays too long is on the stuck list: they may go, or the step be done.
            stays = one.kind is ObligationKind.OVERLAP and one.due is not None
            # Another pathway, to which the same applies, moves the one that waits for it.
            other = any(child.outcome is None for child in one.children)
            assert one.schedule or not one.rests or held or stays or other, one.id

    @property
    def closed(self) -> bool:
        return self._pathway.status is PathwayStatus.COMPLETED

    def act(self, dice: Random) -> None:
        """Anything anybody might do, or try, at any time."""
        seed = dice.randrange(2**20)
        match dice.randrange(10):
            case 0 | 1 | 2 | 3:
                self.somebody_does_what_is_awaited(seed)
            case 4:
                self.something_happens_to_the_patient(seed)
            case 5:
                self.somebody_tries_what_does_not_fit(seed)
            case 6 | 7:
                self.the_next_thing_comes_due()
            case _:
                self.time_passes(dice.choice([1, 24, 24 * 7, 24 * 31, 24 * 200]))

    def finish(self, dice: Random) -> None:
        """People do what waits for them, and time goes on, until the pathway is closed."""
        for _ in range(_ENOUGH):
            if self.closed:
                return
            if not any(self.work(dice) for _ in range(_TRIES)):
                due = next_wakeup(self._pathway)
                assert due is not None, f"nothing moves {sorted(self._pathway.obligations)}"
                self.now = max(self.now, due)
                self._decide(c.AdvanceTime())
            self.somebody_has_the_ball()
        raise AssertionError(f"no end in {_ENOUGH} acts: {sorted(self._pathway.obligations)}")

    def work(self, dice: Random) -> bool:
        """One act by somebody whose turn it is; whether there was one that was taken."""
        waiting = [
            one
            for one in self._pathway.obligations.values()
            if not one.rests or one.stopped or one.kind is ObligationKind.SUBPATHWAY
        ]
        dice.shuffle(waiting)
        for one in waiting:
            command = choose_act(self.trial.rules, self._pathway, one, REGION, dice, self.now)
            if one.handoff is not None and one.handoff.status is HandoffStatus.OFFERED:
                command = c.ConfirmDelivery(obligation=one.id, attempt=one.handoff.attempt)
            try:
                if command is not None:
                    self._decide(command)
                    return True
            except CommandRefused:
                continue
        return False


REGION = Region(
    habits={},
    municipalities=("kommune-1", "kommune-2"),
    needs=("tjeneste-a", "tjeneste-b"),
)
assert REGION.habit("anybody") is HABITS["prompt"]


@given(drawn=dice, acts=st.integers(0, 30))
@PROFILE
def test_no_patient_is_lost_and_every_way_ends_on_any_definition_that_passes(
    drawn: Random, acts: int
) -> None:
    _, loaded = draw_loaded(drawn)
    assume(loaded.definition is not None)
    assert loaded.definition is not None
    told = Random(drawn.randrange(2**30))
    walk = Walk()
    walk.trial = trial_of(loaded.definition)
    walk.enrol(told.randrange(2**20))
    walk.holds()
    for _ in range(acts):
        walk.act(told)
        walk.holds()

    walk.finish(told)

    walk.holds()
    walk.teardown()


@given(drawn=dice)
@PROFILE
def test_time_alone_never_hangs_and_leaves_somebody_with_the_ball(drawn: Random) -> None:
    _, loaded = draw_loaded(drawn)
    assume(loaded.definition is not None)
    assert loaded.definition is not None
    walk = Walk()
    walk.trial = trial_of(loaded.definition)
    walk.enrol(drawn.randrange(2**20))

    walk.time_passes(24 * 365 * 20)

    walk.holds()
    if not walk.closed and walk._pathway.hold is None:
        # Twenty years on, with nobody at work: what still is open says itself why.
        said = settled_causes(walk._pathway)
        for one in walk._pathway.obligations.values():
            assert one.id in said or one.schedule or one.rests, one.id
