"""A message is queued once, sent at least once, and looked at when it cannot be sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from hjemover.engine.outbox import OutboxEntry
from hjemover.store import Database, mail, outbox
from hjemover.store.mail import Mail
from hjemover.store.outbox import Delivery
from hjemover.store.wakeups import ClaimLost
from tests.store import planting
from tests.store.stories import DAY, INTAKE, MONDAY

LEASE = timedelta(minutes=5)
SENT = Delivery(result="sent", channel="email", address_kind="unit", message_id="<1@hjemover>")
DOWN = Delivery(result="temporary", channel="email", address_kind="unit", detail="451 try later")


def entry(number: int = 1, *, urgent: bool = False) -> OutboxEntry:
    return OutboxEntry(
        key=f"p-1/send#1/handoff-offered/{number}/{INTAKE}",
        ref="p-1",
        purpose="handoff",
        message="handoff-offered",
        unit=INTAKE,
        obligation="send#1",
        attempt=1,
        due=MONDAY + DAY,
        urgent=urgent,
        still_if="send#1",
    )


def queue(database: Database, *entries: OutboxEntry) -> None:
    with database.writing() as tx:
        outbox.enqueue(tx, entries, MONDAY)


def claim(database: Database, now: datetime = MONDAY, by: str = "w1") -> list[outbox.OutboxClaim]:
    with database.writing() as tx:
        return outbox.claim(tx, now, 100, by, LEASE)


def status(database: Database) -> list[tuple[object, ...]]:
    return planting.rows(database, "SELECT status, last_error FROM outbox ORDER BY id")


def test_a_message_comes_out_as_it_went_in(database: Database) -> None:
    queue(database, entry())

    (claimed,) = claim(database)

    assert (claimed.entry, claimed.created, claimed.attempts) == (entry(), MONDAY, 1)


def test_the_same_key_twice_is_one_message(database: Database) -> None:
    queue(database, entry(), entry())
    queue(database, entry(), entry(2))

    assert len(claim(database)) == 2


def test_a_digest_waits_for_its_hour(database: Database) -> None:
    with database.writing() as tx:
        outbox.enqueue(
            tx, [entry(1), entry(2, urgent=True)], MONDAY,
            not_before=lambda one: MONDAY if one.urgent else MONDAY + DAY,
        )  # fmt: skip

    assert [claimed.entry.urgent for claimed in claim(database)] == [True]
    assert len(claim(database, MONDAY + DAY)) == 2  # the lease on the urgent one has ended


def test_urgent_messages_go_first(database: Database) -> None:
    queue(database, entry(1), entry(2), entry(3, urgent=True))

    with database.writing() as tx:
        (first,) = outbox.claim(tx, MONDAY, 1, "w1", LEASE)
    assert first.entry.urgent


def test_what_was_sent_is_done_and_its_try_is_kept(database: Database) -> None:
    queue(database, entry())
    (claimed,) = claim(database)
    with database.writing() as tx:
        outbox.finish(tx, claimed, SENT, MONDAY)

    assert claim(database, MONDAY + 9 * DAY) == []
    assert status(database) == [("sent", None)]
    query = "SELECT channel, result, message_id FROM delivery"
    assert planting.rows(database, query) == [("email", "sent", "<1@hjemover>")]


def test_a_server_that_is_down_is_tried_again_later(database: Database) -> None:
    queue(database, entry())
    (claimed,) = claim(database)
    later = MONDAY + timedelta(minutes=10)
    with database.writing() as tx:
        outbox.finish(tx, claimed, DOWN, MONDAY, retry_at=later)

    assert claim(database, later - timedelta(seconds=1)) == []
    (again,) = claim(database, later)
    assert again.attempts == 2
    assert again.id == claimed.id


@pytest.mark.parametrize(
    ("tried", "becomes"),
    [
        (DOWN, "dead"),
        (Delivery(result="permanent", channel="email", address_kind="unit", detail="550"), "dead"),
        (Delivery(result="obsolete", channel="email", address_kind="unit"), "obsolete"),
    ],
)
def test_what_will_not_be_sent_is_left_for_a_person(
    database: Database, tried: Delivery, becomes: str
) -> None:
    queue(database, entry())
    (claimed,) = claim(database)
    with database.writing() as tx:
        outbox.finish(tx, claimed, tried, MONDAY)

    assert claim(database, MONDAY + DAY) == []
    assert status(database)[0][0] == becomes


def test_a_person_may_send_a_dead_letter_again_but_not_a_sent_one(database: Database) -> None:
    queue(database, entry(1), entry(2))
    dead, sent = claim(database)
    with database.writing() as tx:
        outbox.finish(tx, dead, DOWN, MONDAY)
        outbox.finish(tx, sent, SENT, MONDAY)
        outbox.mark(tx, [dead.id, sent.id], "queued", MONDAY)

    assert [claimed.id for claimed in claim(database)] == [dead.id]


def test_a_relay_that_slept_past_its_lease_is_refused(database: Database) -> None:
    queue(database, entry())
    (slow,) = claim(database)
    (quick,) = claim(database, MONDAY + LEASE, "w2")
    assert quick.id == slow.id

    with pytest.raises(ClaimLost), database.writing() as tx:
        outbox.finish(tx, slow, SENT, MONDAY + LEASE)

    assert planting.count(database, "delivery") == 0
    with database.writing() as tx:
        outbox.finish(tx, quick, SENT, MONDAY + LEASE)


def test_the_same_relay_cannot_finish_its_own_earlier_try(database: Database) -> None:
    queue(database, entry())
    (first,) = claim(database)
    claim(database, MONDAY + LEASE)

    with pytest.raises(ClaimLost), database.writing() as tx:
        outbox.finish(tx, first, SENT, MONDAY + LEASE)


def test_four_relays_at_once_never_get_the_same_message(database: Database) -> None:
    queue(database, *(entry(number) for number in range(60)))

    def relay(name: str) -> list[int]:
        mine: list[int] = []
        while len(mine) < 120:  # twice as many as there are
            claims = database.run_writing(lambda tx: outbox.claim(tx, MONDAY, 4, name, LEASE))
            if not claims:
                break
            mine += [claimed.id for claimed in claims]
        return mine

    with ThreadPoolExecutor(4) as pool:
        taken = [row for rows in pool.map(relay, ["w1", "w2", "w3", "w4"]) for row in rows]

    assert len(taken) == len(set(taken)) == 60


def test_mail_is_kept_when_there_is_nowhere_to_send_it(database: Database) -> None:
    kept = [
        Mail(
            created=MONDAY, unit=INTAKE, subject=f"{number} oppgaver venter", text="…",
            html="<p>…</p>", to_address="mottak@kommune.example",
        )
        for number in (1, 2)
    ]  # fmt: skip
    with database.writing() as tx:
        for message in kept:
            mail.keep(tx, message)
        assert mail.latest(tx) == kept[::-1]
        assert mail.latest(tx, 1) == kept[1:]
