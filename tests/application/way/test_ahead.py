"""What lies ahead is read from the graph, and reckoned by the engine's own rules."""

from datetime import date, timedelta

import pytest

from hjemover.application.way.ahead import look_ahead
from hjemover.calendar import local_day
from hjemover.engine import events as e
from hjemover.engine.evolve import evolve
from hjemover.engine.state import Pathway
from hjemover.vocabulary import RungKind
from tests.application.way.test_telling import journals, kreft_hjem, rules


def states() -> list[tuple[Pathway, e.AnyEvent]]:
    """Pathways as they stood along the way, with the fact that came next."""
    found = []
    for journal in journals():
        pathway = None
        for event in journal:
            if pathway is not None:
                found.append((pathway, event))
            pathway = evolve(pathway, event)
    return found


ACTS = (e.TaskCompleted, e.WaitEnded, e.HandoffAccepted, e.HandoffRejected)


def test_no_step_is_ever_entered_that_was_not_ahead_or_open() -> None:
    """What strikes from outside (an event) leads where the graph does not."""
    entered = 0
    for journal in journals():
        pathway, ahead = None, None
        for event in journal:
            if isinstance(event, e.InterruptReported):
                break  # an event may lead anywhere
            if isinstance(event, e.StepEntered) and ahead and event.step in kreft_hjem().steps:
                assert event.step in ahead, event.step
                entered += 1
            # Between two steps of one turn, a branch that is not yet begun is not seen as ahead.
            if isinstance(event, ACTS):
                ahead = look_ahead(rules(), pathway, event.at).reachable
            pathway = evolve(pathway, event)
    assert entered > 100


BEGINS = (e.TaskRequested, e.WaitStarted, e.HandoffOffered)


def test_what_begins_when_a_task_is_done_was_said_to_follow_from_that_outcome() -> None:
    seen = 0
    for journal in journals():
        pathway, said = None, None
        for event in journal:
            if isinstance(event, e.TaskCompleted) and event.outcome != "chosen":
                assert pathway is not None
                nexts = look_ahead(rules(), pathway, event.at).nexts
                key = (event.obligation, event.outcome)
                said = {one.step for one in nexts if (one.obligation, one.outcome) == key}
            elif said is not None and isinstance(event, BEGINS):
                # A party that nobody could be found for is asked about first.
                assert event.step in said, (event.step, said)
                seen, said = seen + 1, None
            elif not isinstance(event, BY_ITSELF):
                said = None
            pathway = evolve(pathway, event)
    assert seen > 100


BY_ITSELF = (
    e.StepEntered, e.DecisionTaken, e.BranchesOpened, e.BranchDone, e.BranchesJoined,
    e.RoundsExhausted, e.PartyResolved, e.CodeToRegister, e.NoticeGiven, e.NoticeWithheld,
)  # fmt: skip


def test_windows_further_on_have_the_days_the_engine_reckons() -> None:
    pathway = next(
        one for one, _ in states() if "offer-1" in {o.step for o in one.obligations.values()}
    )
    day = pathway.dates.get("told", pathway.dates["diagnosed"])
    planned = {one.step: one for one in look_ahead(rules(), pathway, pathway.enrolled).planned}
    hold = planned["hold-2"]
    assert hold.opens is not None
    assert hold.closes is not None
    assert local_day(hold.opens) >= day + timedelta(days=89)
    assert local_day(hold.closes) <= day + timedelta(days=124)
    assert planned["hold-3"].opens is not None
    opening = [one.opens for one in planned.values() if one.opens]
    assert opening == sorted(opening)


def test_a_window_that_rests_on_an_unknown_day_is_told_without_one() -> None:
    pathway = next(
        one for one, _ in states() if "offer-1" in {o.step for o in one.obligations.values()}
    )
    planned = {one.step: one for one in look_ahead(rules(), pathway, pathway.enrolled).planned}
    again = planned["hold-again-2"]
    assert (again.opens, again.closes) == (None, None)


def test_what_time_brings_is_told_earliest_first() -> None:
    for pathway, _ in states()[::25]:
        coming = look_ahead(rules(), pathway, pathway.enrolled).coming
        assert [one.at for one in coming] == sorted(one.at for one in coming)
        scheduled = sum(len(one.schedule) for one in pathway.obligations.values())
        assert len(coming) == scheduled


def test_nothing_lies_ahead_of_a_pathway_that_is_closed() -> None:
    closed = next(one for one, event in states() if isinstance(event, e.PathwayClosed))
    last = evolve(closed, e.PathwayClosed(at=closed.enrolled, outcome="FULLFORT"))
    ahead = look_ahead(rules(), last, closed.enrolled)
    assert (ahead.nexts, ahead.coming, ahead.planned, ahead.reachable) == ((), (), (), frozenset())


@pytest.mark.parametrize("kind", [RungKind.REMIND, RungKind.ESCALATE, RungKind.OPENS])
def test_reminders_escalations_and_openings_are_all_foreseen(kind) -> None:
    found = {
        one.kind
        for pathway, _ in states()[::10]
        for one in look_ahead(rules(), pathway, pathway.enrolled).coming
    }
    assert kind in found


def test_the_walks_are_of_this_century() -> None:
    assert all(one.enrolled.date() > date(2020, 1, 1) for one, _ in states()[::50])
