"""A process is killed while it sends: each message comes at least once, and a copy can be known."""

from datetime import timedelta
from multiprocessing.connection import Connection

import pytest

from hjemover.application.delivering import InboxCarrier, deliver_all
from hjemover.messages.channels import Outgoing, SendResult
from hjemover.store import Database, outbox
from tests.application.town import Mailbox, Town
from tests.databases import OpenDatabase
from tests.faults.checker import check
from tests.faults.processes import child, die_at


class Telling(Mailbox):
    """A mail server that has taken each message before anybody is killed."""

    def __init__(self, telling: Connection) -> None:
        super().__init__()
        self._telling = telling

    def send(self, message: Outgoing) -> SendResult:
        self._telling.send((message.id, message.to))
        return super().send(message)


@pytest.mark.parametrize("nth", [1, 3])
@pytest.mark.parametrize("after", [False, True], ids=["before the note", "after the note"])
def test_no_message_is_lost_and_a_copy_has_the_same_id(
    database_url, open_database: OpenDatabase, nth, after
):
    town = Town(open_database(database_url)).fill()
    refs = [town.enrol(number) for number in range(5)]
    town.house.database.dispose()

    def work(telling: Connection) -> None:
        mine = Town(Database.open(database_url))
        die_at(outbox, "finish", nth=nth, after=after)
        deliver_all(mine.house, InboxCarrier(), Telling(telling), "drept")

    with child(work) as sender:
        first = [message for message, _ in sender.everything()]
    assert len(first) == nth
    mailbox = Mailbox()
    town.post(mailbox)
    assert mailbox.sent == []  # the dead one's claims still stand
    town.clock.set(town.clock.now() + timedelta(seconds=town.house.lease_seconds))
    town.post(mailbox)
    ids = [*first, *(mail.id for mail in mailbox.sent)]
    assert len(set(ids)) == len(refs)
    assert len(ids) - len(set(ids)) == 1  # only the one whose note was lost came twice
    for ref in refs:
        assert town.told(ref).count("handoff-delivered") == 1
    assert check(town.house.database, now=town.clock.now()) == []
