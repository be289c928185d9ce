"""The lists come to the same from the journal, also for checklists, moved limits and quorums."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from hjemover.engine import Pathway, deliberate
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.evolve import fold
from hjemover.errors import CommandRefused
from hjemover.store import Database
from hjemover.store.projections import rebuild
from tests.engine.limited import LIMITED_RULES
from tests.engine.trials import Trial, fitting
from tests.store.stories import RULES, act
from tests.store.test_projections import everything

TRIAL = Trial(
    rules=LIMITED_RULES,
    enrolled_with={"hospital": "ward"},
    municipalities=("kommune-a", "kommune-b"),
    gps=("legekontor-1", "legekontor-2"),
    services=("physio",),
)
STORIES = 30


def story(ref: str, dice: Random) -> Iterator[list[e.AnyEvent]]:
    """Acts on one pathway: what its units might well do, and days that pass."""
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    pathway: Pathway | None = None
    enrol = c.EnrolPathway(
        ref=ref,
        parties=TRIAL.enrolled_with,
        dates={"diagnosed": now.date()},
        subject=c.Subject(municipality="kommune-a", gp="legekontor-1"),
        start=dice.choice([None, "ask"]),
    )
    command: c.AnyCommand = enrol
    for _ in range(40):
        try:
            turn = deliberate(LIMITED_RULES, pathway, command, now)
        except CommandRefused:
            turn = deliberate(LIMITED_RULES, pathway, c.AdvanceTime(), now)
        pathway = turn.pathway
        if turn.events:
            yield turn.events
        now += timedelta(hours=dice.choice([0, 1, 5, 24, 60]))
        command = fitting(TRIAL, pathway, dice, now)


def test_a_rebuild_comes_to_the_same_rows_for_every_word_of_limits(database: Database) -> None:
    told: Counter[type] = Counter()
    for number in range(STORIES):
        ref = f"p-{number}"
        for at, events in enumerate(story(ref, Random(number))):
            with database.writing() as tx:
                act(tx, ref, events, f"{ref}-{at}")
            told.update(type(event) for event in events)

    before = everything(database)
    rebuild(database, fold, RULES)

    assert everything(database) == before
    moved = {e.LimitExtended, e.ClockStopped, e.ClockStarted, e.ItemChecked, e.TaskGivenUp}
    many = {e.ReceiversAsked, e.QuorumReached, e.QuorumLost, e.OverlapBegan, e.OverlapEnded}
    assert moved | many <= set(told), "the stories have all of it in them"
