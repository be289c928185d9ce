"""What screens ask is kept in step with the journal, and can be built from it again."""

from datetime import timedelta
from typing import Any

import pytest

from hjemover.engine import events as e
from hjemover.engine.evolve import fold
from hjemover.store import Database, journal
from hjemover.store.projections import rebuild
from hjemover.store.tables import REBUILT, wakeup
from tests.store import planting
from tests.store.stories import (
    COORDINATOR,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    RULES,
    accepted,
    act,
    completed,
    deadline,
    enrolled,
    ladder,
    offered,
    requested,
    whole_story,
)

REF = "p-1"
TABLES = [table.name for table in (*REBUILT, wakeup)]


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: sorted(planting.rows(database, f"SELECT * FROM {name}"), key=repr) for name in TABLES
    }


def tell(database: Database, *acts: list[e.AnyEvent]) -> None:
    for number, events in enumerate(acts):
        with database.writing() as tx:
            act(tx, REF, events, f"c-{number}")


def only(database: Database, query: str) -> tuple[Any, ...]:
    (row,) = planting.rows(database, query)
    return row


def instants(database: Database, query: str) -> list[tuple[Any, ...]]:
    """Rows whose instants are read as such on both databases."""
    from sqlalchemy import text

    from hjemover.store.types import Instant

    with database.reading() as tx:
        statement = text(query).columns(from_at=Instant, to_at=Instant)
        return [tuple(row) for row in tx.execute(statement)]


def test_an_open_task_is_on_the_list_of_its_unit(database: Database) -> None:
    tell(database, [enrolled(REF), requested("offer", MONDAY)])

    query = "SELECT obligation, status, holder, awaits, claimed_by, passed FROM work_item"
    row = only(database, query)
    assert row[:5] == ("offer#1", "requested", HOSPITAL, HOSPITAL, None)
    assert not row[5]


def test_what_is_done_leaves_the_list(database: Database) -> None:
    tell(database, [enrolled(REF), requested("offer", MONDAY)], [completed("offer", MONDAY)])

    assert planting.count(database, "work_item") == 0
    assert planting.count(database, "timer") == 0
    assert only(database, "SELECT due_at FROM wakeup") == (None,)


def test_a_handoff_stands_with_who_sent_it_and_awaits_who_got_it(database: Database) -> None:
    tell(database, [enrolled(REF), offered("send", MONDAY)])

    query = "SELECT holder, awaits, sender, receiver, handoff_status FROM work_item"
    assert only(database, query) == (HOSPITAL, INTAKE, HOSPITAL, INTAKE, "offered")


def test_a_limit_let_pass_shows_as_passed_and_stuck(database: Database) -> None:
    passed = e.DeadlinePassed(at=MONDAY + 2 * DAY, obligation="send#1")
    tell(database, [enrolled(REF), offered("send", MONDAY)], [passed])

    row = only(database, "SELECT passed, stuck_cause FROM work_item")
    assert (bool(row[0]), row[1]) == (True, "no-answer")


def test_a_cause_that_hangs_on_the_pathway_goes_when_the_pathway_changes(
    database: Database,
) -> None:
    wait = e.WaitStarted(at=MONDAY, obligation="rest#1", step="rest", holder=HOSPITAL)
    tell(database, [enrolled(REF), wait])
    assert only(database, "SELECT stuck_cause FROM work_item") == ("date-missing",)

    tell(database, [e.DateSet(at=MONDAY, name="clock", value=MONDAY.date(), previous=None)])
    assert only(database, "SELECT stuck_cause FROM work_item") == (None,)


def test_the_sender_has_the_ball_until_a_person_accepts(database: Database) -> None:
    tell(
        database,
        [enrolled(REF), offered("send", MONDAY)],
        [accepted("send", MONDAY + DAY), requested("appoint", MONDAY + DAY, INTAKE)],
    )

    query = "SELECT unit, from_at, to_at FROM ball ORDER BY sequence"
    assert instants(database, query) == [
        (HOSPITAL, MONDAY, MONDAY + DAY),
        (INTAKE, MONDAY + DAY, None),
    ]


def test_the_ball_is_followed_within_one_act_too(database: Database) -> None:
    times = [MONDAY + n * DAY for n in range(4)]
    tell(
        database,
        [
            enrolled(REF),
            requested("plan", times[0]),
            e.TaskReassigned(at=times[1], obligation="plan#1", owner=INTAKE),
            e.TaskReassigned(at=times[2], obligation="plan#1", owner=COORDINATOR),
            completed("plan", times[3], COORDINATOR),
        ],
    )

    query = "SELECT unit, from_at, to_at FROM ball ORDER BY sequence"
    assert instants(database, query) == [
        (HOSPITAL, times[0], times[1]),
        (INTAKE, times[1], times[2]),
        (COORDINATOR, times[2], times[3]),
    ]


def test_closing_a_pathway_takes_the_ball_from_everybody(database: Database) -> None:
    tell(
        database,
        [enrolled(REF), requested("offer", MONDAY), offered("send", MONDAY)],
        [e.PathwayClosed(at=MONDAY + DAY, outcome="died", silent=True)],
    )

    assert instants(database, "SELECT from_at, to_at FROM ball") == [(MONDAY, MONDAY + DAY)] * 2
    assert only(database, "SELECT status FROM handoff_log") == ("withdrawn",)
    assert planting.count(database, "work_item") == 0


def test_an_answer_within_the_limit_counts_as_within(database: Database) -> None:
    tell(database, [enrolled(REF), offered("send", MONDAY)], [accepted("send", MONDAY + DAY)])

    query = "SELECT status, receiver, attempt, within_limit FROM handoff_log"
    row = only(database, query)
    assert (*row[:3], bool(row[3])) == ("accepted", INTAKE, 1, True)
    (met, passed) = only(database, "SELECT met, passed_at FROM deadline_log")
    assert (bool(met), passed) == (True, None)


def test_a_forwarded_handoff_has_new_clocks_and_the_first_offer_stays(database: Database) -> None:
    due = MONDAY + 6 * DAY
    tell(
        database,
        [enrolled(REF), offered("send", MONDAY)],
        [e.HandoffDelivered(at=MONDAY, obligation="send#1", attempt=1)],
        [
            e.HandoffForwarded(
                at=MONDAY + DAY, obligation="send#1", to=COORDINATOR, due=deadline(due),
                schedule=ladder(due),
            )
        ],
        [accepted("send", MONDAY + 5 * DAY, COORDINATOR)],
    )  # fmt: skip

    query = (
        "SELECT receiver, attempt, forwarded, delivered_at, offered_at AS from_at,"
        " with_receiver_from AS to_at FROM handoff_log"
    )
    assert instants(database, query) == [(COORDINATOR, 2, 1, None, MONDAY, MONDAY + DAY)]
    assert bool(only(database, "SELECT within_limit FROM handoff_log")[0])


def test_work_registered_late_but_done_in_time_has_met_its_limit(database: Database) -> None:
    tell(
        database,
        [enrolled(REF), requested("offer", MONDAY)],
        [e.DeadlinePassed(at=MONDAY + 3 * DAY, obligation="offer#1")],
        [completed("offer", MONDAY + DAY)],
    )

    met, passed = only(database, "SELECT met, passed_at FROM deadline_log")
    assert bool(met)
    assert passed is not None


def test_work_called_off_before_its_limit_is_no_figure(database: Database) -> None:
    cancelled = e.TaskCancelled(at=MONDAY, obligation="offer#1", reason="event")
    tell(database, [enrolled(REF), requested("offer", MONDAY)], [cancelled])

    assert planting.count(database, "deadline_log") == 0


def test_a_limit_passed_before_it_was_called_off_stays_a_figure(database: Database) -> None:
    closed: list[e.AnyEvent] = [
        completed("offer", MONDAY + 4 * DAY),
        e.PathwayClosed(at=MONDAY + 4 * DAY, outcome="done"),
    ]
    tell(
        database,
        [enrolled(REF), requested("offer", MONDAY), requested("plan", MONDAY)],
        [
            e.DeadlinePassed(at=MONDAY + 3 * DAY, obligation="offer#1"),
            e.DeadlinePassed(at=MONDAY + 3 * DAY, obligation="plan#1"),
        ],
        closed,
    )

    rows = planting.rows(database, "SELECT obligation, met, ended_at FROM deadline_log ORDER BY 1")
    assert [(row[0], bool(row[1]), row[2] is None) for row in rows] == [
        ("offer#1", False, False),
        ("plan#1", False, False),
    ]


def test_the_next_thing_that_time_brings_wakes_the_pathway(database: Database) -> None:
    tell(database, [enrolled(REF), requested("offer", MONDAY, days=3), offered("send", MONDAY)])

    first = min(rung.at for rung in ladder(MONDAY + 2 * DAY))
    query = "SELECT due_at AS from_at FROM wakeup"
    assert instants(database, query) == [(first,)]
    assert planting.count(database, "timer") == 6


@pytest.mark.parametrize("together", [1, 3, 100])
def test_a_rebuild_comes_to_the_same_rows(database: Database, together: int) -> None:
    for ref in ("p-1", "p-2"):
        story = whole_story(ref)
        if ref == "p-2":
            story = story[:13]  # still on its way
        for start in range(0, len(story), together):
            events = [event for acts in story[start : start + together] for event in acts]
            with database.writing() as tx:
                act(tx, ref, events, f"c-{ref}-{start}")
    kept = everything(database)
    # What accrues and is measured needs a definition: see tests/application/test_measures.py.
    assert {name for name, rows in kept.items() if not rows} == {"accrual_run", "measure_log"}

    with database.writing() as tx:
        for name in TABLES:
            tx.connection.exec_driver_sql(f"DELETE FROM {name}")
    built = rebuild(database, fold, RULES)

    assert (built.pathways, built.left) == (2, ())
    assert everything(database) == kept


@pytest.mark.parametrize("together", [1, 2, 5, 100])
def test_the_same_facts_give_the_same_rows_however_they_were_cut_into_acts(
    database: Database, together: int
) -> None:
    story = [event for acts in whole_story(REF)[:-1] for event in acts]
    tell(database, *(story[n : n + together] for n in range(0, len(story), together)))
    kept = everything(database)

    rebuild(database, fold, RULES)

    assert everything(database) == kept


def test_a_rebuild_takes_away_rows_of_no_pathway(database: Database) -> None:
    tell(database, [enrolled(REF), requested("offer", MONDAY)])
    kept = everything(database)
    planting.edit(database, "INSERT INTO wakeup (ref, definition, attempt) VALUES ('x', 'y', 0)")

    rebuild(database, fold, RULES)

    assert everything(database) == kept


def test_a_rebuild_leaves_what_cannot_be_replayed_as_it_was_and_says_so(
    database: Database,
) -> None:
    for ref in ("p-1", "p-2"):
        with database.writing() as tx:
            act(tx, ref, [enrolled(ref), requested("offer", MONDAY)], f"c-{ref}")
    with database.writing() as tx:
        journal.remove_payload(tx, "p-1", 2, at=MONDAY + timedelta(days=1), why="sak 26/114")
    kept = everything(database)

    built = rebuild(database, fold, RULES)

    assert built.pathways == 1
    assert [(why.ref, why.why) for why in built.left] == [("p-1", "removed")]
    assert everything(database) == kept
