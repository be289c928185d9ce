"""The tables hold every kind: a new fact, order, status or rung that nobody handles fails here."""

from datetime import UTC, datetime
from typing import get_args

import msgspec
import pytest

from hjemover.definition.models import decode, encode
from hjemover.engine import commands as c
from hjemover.engine import decide, evolve, react, timing
from hjemover.engine import events as e
from hjemover.engine.decide import _HANDLERS
from hjemover.engine.evolve import _TABLE
from hjemover.engine.moves import COPY_MOVES, HANDOFF_MOVES, TASK_MOVES
from hjemover.vocabulary import CopyStatus, HandoffStatus, RungKind, TaskStatus
from tests.engine.definitions import TRY_OUT
from tests.engine.story import Story

EVENTS = get_args(e.AnyEvent)
COMMANDS = get_args(c.AnyCommand)


def test_every_kind_of_fact_can_be_folded() -> None:
    assert set(_TABLE) | {e.PathwayEnrolled} == set(EVENTS)


def test_every_kind_of_fact_is_named() -> None:
    defined = {
        kind
        for kind in vars(e).values()
        if isinstance(kind, type) and issubclass(kind, e.Event) and kind is not e.Event
    }

    assert defined == set(EVENTS)
    tags = [kind.__struct_config__.tag for kind in EVENTS]
    assert len(set(tags)) == len(tags)


def test_every_order_is_handled() -> None:
    assert set(_HANDLERS) | {c.EnrolPathway, c.AdvanceTime} == set(COMMANDS)
    defined = {
        kind
        for kind in vars(c).values()
        if isinstance(kind, type) and issubclass(kind, c.Command) and kind is not c.Command
    }
    assert defined == set(COMMANDS)


def test_the_move_tables_have_every_status_and_lead_to_no_other() -> None:
    for moves, statuses in (
        (HANDOFF_MOVES, HandoffStatus),
        (TASK_MOVES, TaskStatus),
        (COPY_MOVES, CopyStatus),
    ):
        assert set(moves) == set(statuses)
        assert all(to <= set(statuses) for to in moves.values())


def test_every_open_handoff_can_be_accepted_rejected_withdrawn_and_let_expire() -> None:
    ends = {
        HandoffStatus.ACCEPTED,
        HandoffStatus.REJECTED,
        HandoffStatus.WITHDRAWN,
        HandoffStatus.EXPIRED,
    }

    for status, moves in HANDOFF_MOVES.items():
        assert moves == frozenset() if status in ends else ends <= moves


def test_what_falls_together_strikes_in_the_order_of_the_kinds() -> None:
    assert list(timing._ORDER) == list(RungKind)
    assert list(RungKind)[-1] is RungKind.EXPIRE


def test_the_pure_core_reads_no_clock_and_draws_nothing() -> None:
    story = Story().enrol()
    command = c.CompleteTask(obligation="offer#1", outcome="accepted")
    now = datetime(2026, 3, 3, 8, tzinfo=UTC)

    first = decide(story.rules, story.pathway, command, now)

    assert first == decide(story.rules, story.pathway, command, now)
    assert first


def test_a_moment_without_a_time_zone_is_a_bug_of_ours() -> None:
    with pytest.raises(AssertionError):
        decide(Story().rules, None, c.AdvanceTime(), datetime(2026, 3, 3))


def test_nothing_is_told_of_a_pathway_that_was_closed_in_silence() -> None:
    story = Story().enrol(start="send")
    open_ = story.pathway
    silent = msgspec.structs.replace(open_, silent=True)

    for event in story.events[1:]:
        assert react(story.rules, silent, silent, event) == ()


def test_a_journal_begins_with_an_enrolment() -> None:
    with pytest.raises(AssertionError):
        evolve(None, e.WaitEnded(at=datetime(2026, 3, 3, tzinfo=UTC), obligation="x#1", step="x"))


def test_the_definition_of_these_tests_is_one_that_can_be_written_down() -> None:
    assert decode(encode(TRY_OUT)) == TRY_OUT
