"""The auditor itself: a sound database has no fault, and each planted one is found."""

import pytest
from msgspec.structs import replace

from hjemover.application.handle import PROJECTION_RULES
from hjemover.application.queries import history
from hjemover.engine import commands as c
from hjemover.engine import evolve
from hjemover.engine.events import AnyEvent, DeadlinePassed, HandoffSeen, HandoffWithdrawn
from hjemover.store import Database, journal
from hjemover.store.journal import Envelope
from hjemover.store.projections import project
from tests.application.town import DAY, INTAKE, MONDAY, NURSE, Mailbox, Town
from tests.faults.checker import Asked, check, kinds
from tests.store.planting import edit


@pytest.fixture
def worked(town: Town) -> Town:
    """Three patients: one done, one whose limit has passed, one who has died."""
    done, _, died = (town.enrol(number) for number in range(3))
    town.post(Mailbox())
    town.order(done, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE, id="tatt-imot")
    town.order(died, c.ReportEvent(event="death"), INTAKE)
    town.until(MONDAY + 4 * DAY)
    town.order(done, c.CompleteTask(obligation="visit#1", outcome="done"), NURSE)
    town.post(Mailbox())
    return town


def _check(town: Town, *asked: Asked) -> set[str]:
    return kinds(check(town.house.database, asked, now=town.clock.now()))


def test_a_sound_database_has_no_fault(worked):
    told = Asked(id="tatt-imot", ref="", outcome="ok")
    assert check(worked.house.database, [told], now=worked.clock.now()) == []


def _hex(database: Database, text: str) -> str:
    return f"X'{text}'" if database.dialect == "sqlite" else rf"'\x{text}'::bytea"


_ONE = "pathway_id = (SELECT min(id) FROM pathway)"

PLANTED = {
    "a fact is changed": (
        f"UPDATE journal SET actor = 'en-annen' WHERE sequence = 3 AND {_ONE}", "entry-changed",
    ),
    "the content of a fact is changed": (
        f"UPDATE journal_payload SET payload = {{junk}} WHERE sequence = 2 AND {_ONE}",
        "payload-changed",
    ),
    "a fact is taken out": (
        f"DELETE FROM journal_payload WHERE sequence = 2 AND {_ONE};"
        f"DELETE FROM journal WHERE sequence = 2 AND {_ONE}",
        "entry-missing",
    ),
    "the last facts are cut off": (
        f"DELETE FROM journal_payload WHERE sequence > 6 AND {_ONE};"
        f"DELETE FROM journal WHERE sequence > 6 AND {_ONE}",
        "tail-missing",
    ),
    "the state is another than the journal tells": (
        "UPDATE pathway SET state = (SELECT state FROM pathway WHERE id ="
        " (SELECT max(id) FROM pathway)) WHERE id = (SELECT min(id) FROM pathway)",
        "state-differs",
    ),
    "the status column is another": (
        "UPDATE pathway SET status = 'on-hold' WHERE id = (SELECT min(id) FROM pathway)",
        "row-differs-from-journal",
    ),
    "an answer is forgotten": (
        "DELETE FROM command WHERE id = 'tatt-imot'", "facts-without-an-answer",
    ),
    "an answer tells of facts that are another order's": (
        "UPDATE command SET last_sequence = last_sequence + 1 WHERE id = 'tatt-imot'",
        "answer-without-its-facts",
    ),
    "an acknowledged order is nowhere": ("DELETE FROM sweep", "acknowledged-and-lost"),
    "a work item is lost": ("DELETE FROM work_item", "work_item-differs-from-a-rebuild"),
    "a work item is another unit's": (
        "UPDATE work_item SET awaits = 'askoy-mottak'", "work_item-differs-from-a-rebuild",
    ),
    "a timer is moved": (
        "UPDATE timer SET due_at = (SELECT max(enrolled_at) FROM pathway)",
        "timer-differs-from-a-rebuild",
    ),
    "a wake-up is lost": ("UPDATE wakeup SET due_at = NULL", "wakeup-differs"),
    "two have the ball": (
        "INSERT INTO ball SELECT ref, obligation, 99, 'askoy-mottak', from_at, NULL FROM ball"
        " WHERE to_at IS NULL",
        "ball-is-not-with-one",
    ),
    "nobody has the ball": ("UPDATE ball SET to_at = from_at", "ball-is-not-with-one"),
    "a message is lost": (
        "DELETE FROM delivery WHERE outbox_id = (SELECT max(id) FROM outbox);"
        "DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)",
        "message-missing",
    ),
    "a message has no fact": (
        "UPDATE outbox SET key = 'fra-ingensteds' WHERE id = (SELECT min(id) FROM outbox)",
        "message-without-a-fact",
    ),
    "a message was never sent": (
        "DELETE FROM delivery WHERE outbox_id IN (SELECT id FROM outbox WHERE status = 'sent')",
        "sent-without-a-try",
    ),
    "a deadline log row is lost": (
        "DELETE FROM deadline_log", "deadline_log-differs-from-a-rebuild",
    ),
    "a handoff never happened": ("DELETE FROM handoff_log", "handoff_log-differs-from-a-rebuild"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(worked, fault):
    commands, found_as = PLANTED[fault]
    database = worked.house.database
    for one in commands.replace("{junk}", _hex(database, "7B7D")).split(";"):
        edit(database, one)
    asked = [Asked(id="aldri-skrevet", ref="", outcome="ok")] if "nowhere" in fault else []
    assert found_as in _check(worked, *asked)


def test_an_order_that_was_refused_and_done_all_the_same_is_found(worked):
    told = Asked(id="tatt-imot", ref="", outcome="refused")
    assert _check(worked, told) == {"refused-and-done"}


def test_what_is_due_and_has_not_fired_is_found(worked):
    assert "due-and-not-fired" in kinds(
        check(worked.house.database, now=worked.clock.now() + 30 * DAY)
    )


def _append(town: Town, ref: str, event: AnyEvent, *, earlier: bool = False) -> None:
    """Write a fact past all rules, as a bug of ours would: chain and tables are in order."""
    with town.house.database.writing() as tx:
        stored = journal.load(tx, ref, for_update=True)
        assert stored is not None
        after = evolve(stored.pathway, event)
        said = Envelope(command_id="feil", actor="clock", recorded=town.clock.now())
        if earlier:
            stored = replace(stored, recorded=MONDAY)
            said = replace(said, recorded=MONDAY)
        journal.append(tx, stored, said, [event], after, patient_id=stored.patient_id)
        project(tx, stored, after, [event], PROJECTION_RULES, None)


def _late(town: Town) -> tuple[str, DeadlinePassed]:
    """The patient whose limit has passed, and the fact that says so."""
    for row in town.contents()["pathway"]:
        for entry in history(town.house, row[1]):
            if isinstance(entry.event, DeadlinePassed):
                return row[1], entry.event
    raise AssertionError("nobody's limit has passed")


def test_a_deadline_that_fired_twice_is_found(worked):
    ref, passed = _late(worked)
    _append(worked, ref, passed)
    assert _check(worked) == {"fired-twice"}


def test_a_fact_learnt_before_the_one_before_it_is_found(worked):
    ref, _ = _late(worked)
    seen = HandoffSeen(at=MONDAY, obligation="send#1")
    _append(worked, ref, seen, earlier=True)
    assert _check(worked) == {"learnt-before-the-one-before"}


def test_a_fact_from_the_future_is_found(worked):
    ref, _ = _late(worked)
    _append(worked, ref, HandoffSeen(at=MONDAY + 50 * DAY, obligation="send#1"))
    assert _check(worked) == {"true-before-it-was"}


def test_a_patient_with_nothing_left_to_do_and_nothing_to_wait_for_is_found(worked):
    ref, _ = _late(worked)
    _append(
        worked, ref, HandoffWithdrawn(at=worked.clock.now(), obligation="send#1", step="send",
                                      reason="feil"),
    )  # fmt: skip
    assert "lost-patient" in _check(worked)
