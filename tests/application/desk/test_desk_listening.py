"""Who hears that a list changed: whoever has it on theirs, whichever process changed it."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest

from hjemover.application.desk.listening import LATE_SECONDS, Ear, heard_units
from hjemover.application.house import Actor
from hjemover.application.upkeeping import forget_old_signals
from hjemover.engine import commands as c
from hjemover.store import Database, Transaction, signals
from tests.application.town import ASKOY, HOSPITAL, INTAKE, LUNG_WARD, NURSE, OTHER_INTAKE, Town


@pytest.fixture
def elsewhere(town: Town, open_database: Callable[[str], Database]) -> Town:
    """The same town in another process: a store of its own on the same database."""
    return Town(open_database(town.house.database.engine.url.render_as_string(False)))


def listen(town: Town) -> Ear:
    ear = Ear(town.house)
    assert ear.changed() == frozenset()
    return ear


def test_both_sides_of_a_handoff_hear_it_from_another_process_and_nobody_else(
    town: Town, elsewhere: Town
) -> None:
    ear = listen(town)

    elsewhere.enrol(1)

    assert ear.changed() == {HOSPITAL, INTAKE}
    assert ear.changed() == frozenset()


def test_an_acceptance_is_heard_by_the_one_who_sent_and_by_whom_it_goes_on_to(
    town: Town, elsewhere: Town
) -> None:
    ref = town.enrol(1)
    ear = listen(town)

    accept = c.AcceptHandoff(obligation=town.open(ref, "send").id, person="ola")
    elsewhere.order(ref, accept, INTAKE)

    assert ear.changed() == {HOSPITAL, INTAKE, NURSE}


def test_each_tenant_hears_of_its_own(town: Town, elsewhere: Town) -> None:
    ear = listen(town)
    elsewhere.enrol(1, parties={"hospital": LUNG_WARD}, municipality=ASKOY)

    heard = ear.changed()

    assert OTHER_INTAKE in heard
    assert INTAKE not in heard
    assert heard_units(town.house, Actor(id="ola", units=frozenset({INTAKE}))) == {INTAKE}


def test_what_came_before_one_listened_is_not_news(town: Town) -> None:
    town.enrol(1)

    assert Ear(town.house).changed() == frozenset()


def test_an_act_that_came_to_nothing_is_heard_by_nobody(town: Town) -> None:
    pathway = town.pathway(town.enrol(1))
    ear = listen(town)

    def fail(tx: Transaction) -> None:
        signals.note(tx, None, pathway)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="full"):
        town.house.database.run_writing(fail)

    assert ear.changed() == frozenset()


def test_a_slow_act_is_heard_though_a_later_one_was_seen_first(
    postgres_url: str, open_database: Callable[[str], Database]
) -> None:
    # On SQLite writers take turns.
    database = open_database(postgres_url)
    town = Town(database).fill()
    slow, quick = town.pathway(town.enrol(1)), town.pathway(town.enrol(2, municipality=ASKOY))
    ear = listen(town)
    with ExitStack() as open_:
        tx = open_.enter_context(database.writing())
        signals.note(tx, None, slow)
        tx.settle()
        database.run_writing(lambda tx: signals.note(tx, None, quick))
        assert ear.changed() == {HOSPITAL, OTHER_INTAKE}

    assert ear.changed() == {HOSPITAL, INTAKE}


def test_long_after_only_the_newest_are_asked_for_and_nothing_is_missed(town: Town) -> None:
    clock = [0.0]
    ear = Ear(town.house, lambda: clock[0])
    ear.changed()
    for number in range(3):
        town.enrol(number)
        clock[0] += LATE_SECONDS + 1

        assert ear.changed() == {HOSPITAL, INTAKE}


def test_old_signals_are_taken_away_at_night_and_listening_goes_on(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "KEPT", 1)
    for number in range(3):
        town.enrol(number)
    ear = listen(town)

    forget_old_signals(town.house)
    forget_old_signals(town.house)
    with town.house.database.reading() as tx:
        assert len(signals.signals_after(tx, 0)) == 1
    town.enrol(4)

    assert ear.changed() == {HOSPITAL, INTAKE}
