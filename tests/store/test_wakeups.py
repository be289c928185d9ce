"""Time wakes each pathway once, whoever else is at work and whoever died at it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hjemover.store import Database, Transaction, sweeps, wakeups
from hjemover.store.sweeps import Sweep
from hjemover.store.wakeups import ClaimLost
from tests.store import planting
from tests.store.stories import DAY, MONDAY, act, enrolled, requested

LEASE = timedelta(minutes=5)
DUE = MONDAY + 2 * DAY  # the reminder of a task that is due in three days


@pytest.fixture
def forty(database: Database) -> Database:
    """Forty pathways that are due at the same time."""
    with database.writing() as tx:
        for number in range(40):
            ref = f"p-{number}"
            act(tx, ref, [enrolled(ref), requested("offer", MONDAY)], f"c-{number}")
    return database


def test_nobody_is_woken_before_time(forty: Database) -> None:
    early = DUE - timedelta(seconds=1)
    with forty.writing() as tx:
        assert wakeups.peek(tx, early) == []
        assert wakeups.claim(tx, early, 10, "w1", LEASE) == []
        assert wakeups.next_due(tx) == DUE


def test_what_is_due_can_be_seen_without_taking_it(forty: Database) -> None:
    with forty.reading() as tx:
        (waiting,) = wakeups.peek(tx, DUE)
    assert (waiting.definition, waiting.count, waiting.oldest) == ("kreft-hjem", 40, DUE)


def test_only_pathways_of_the_definition_asked_for_are_claimed(forty: Database) -> None:
    with forty.writing() as tx:
        assert wakeups.claim(tx, DUE, 10, "w1", LEASE, "utskrivning") == []
        assert len(wakeups.claim(tx, DUE, 10, "w1", LEASE, "kreft-hjem")) == 10


def test_four_workers_at_once_never_get_the_same_pathway(forty: Database) -> None:
    def work(name: str) -> list[str]:
        mine: list[str] = []
        while len(mine) < 80:  # twice as many as there are
            claims = forty.run_writing(lambda tx: wakeups.claim(tx, DUE, 3, name, LEASE))
            if not claims:
                break
            mine += [claim.ref for claim in claims]
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken = [ref for refs in pool.map(work, ["w1", "w2", "w3", "w4"]) for ref in refs]

    assert sorted(taken) == sorted(f"p-{number}" for number in range(40))


def test_the_claims_of_a_worker_that_died_come_back(forty: Database) -> None:
    with forty.writing() as tx:
        assert len(wakeups.claim(tx, DUE, 40, "w1", LEASE)) == 40
    with forty.writing() as tx:
        assert wakeups.claim(tx, DUE + LEASE - timedelta(seconds=1), 40, "w2", LEASE) == []
    with forty.writing() as tx:
        again = wakeups.claim(tx, DUE + LEASE, 40, "w2", LEASE)

    assert len(again) == 40
    assert {claim.attempt for claim in again} == {2}


def test_a_worker_that_slept_past_its_lease_writes_nothing(forty: Database) -> None:
    with forty.writing() as tx:
        (slow,) = wakeups.claim(tx, DUE, 1, "w1", LEASE)
    with forty.writing() as tx:
        quick = wakeups.claim(tx, DUE + LEASE, 40, "w2", LEASE)
    assert slow.ref in {claim.ref for claim in quick}
    query = "SELECT count(*) FROM journal"
    before = planting.rows(forty, query)

    def wake_late(tx: Transaction) -> None:
        act(tx, slow.ref, [requested("late", DUE)], "c-late")
        wakeups.finish(tx, [slow])

    with pytest.raises(ClaimLost, match=slow.ref):
        forty.run_writing(wake_late)

    assert planting.rows(forty, query) == before
    with forty.writing() as tx:
        wakeups.finish(tx, quick)


def test_the_same_worker_cannot_finish_its_own_earlier_claim(forty: Database) -> None:
    with forty.writing() as tx:
        (first,) = wakeups.claim(tx, DUE, 1, "w1", LEASE)
    with forty.writing() as tx:
        wakeups.claim(tx, DUE + LEASE, 40, "w1", LEASE)

    with pytest.raises(ClaimLost), forty.writing() as tx:
        wakeups.finish(tx, [first])


def test_what_is_finished_sleeps_until_its_next_time(forty: Database) -> None:
    with forty.writing() as tx:
        claims = wakeups.claim(tx, DUE, 40, "w1", LEASE)
    with forty.writing() as tx:
        for claim in claims:
            act(tx, claim.ref, [requested("late", DUE, days=9)], f"t-{claim.ref}")
        wakeups.finish(tx, claims)

    with forty.writing() as tx:
        # The first task's reminder has not been handled, so it is still due.
        assert len(wakeups.claim(tx, DUE, 50, "w2", LEASE)) == 40


def test_a_person_acting_while_a_worker_is_at_it_takes_nothing_from_it(forty: Database) -> None:
    with forty.writing() as tx:
        claims = wakeups.claim(tx, DUE, 40, "w1", LEASE)
    with forty.writing() as tx:
        act(tx, "p-7", [requested("more", MONDAY, days=1)], "c-person")

    with forty.writing() as tx:
        wakeups.finish(tx, claims)


def test_the_health_page_knows_when_a_sweep_last_finished(database: Database) -> None:
    older = Sweep(
        started=MONDAY, finished=MONDAY + timedelta(seconds=2), driver="worker", fired=3,
        oldest_lag=timedelta(seconds=70),
    )  # fmt: skip
    newer = Sweep(
        started=MONDAY + DAY, finished=MONDAY + DAY, driver="prefect", fired=0,
        oldest_lag=timedelta(0),
    )  # fmt: skip
    with database.writing() as tx:
        assert sweeps.last(tx) is None
        sweeps.record(tx, newer)
        sweeps.record(tx, older)
        assert sweeps.last(tx) == newer
