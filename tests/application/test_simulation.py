"""A small region works for three months: every promise holds, whatever the seed."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import make_url, select

from hjemover.application.delivering import deliver_all
from hjemover.application.importing import AddressBook, parse_address_book
from hjemover.application.publishing import publish_folder
from hjemover.application.queries import history
from hjemover.application.registering import register_address_book
from hjemover.application.simulation import FailingPost, Progress, Script, demo_script, run
from hjemover.application.sweeping import sweep_once
from hjemover.settings import content_folder
from hjemover.store import Database
from hjemover.store.tables import pathway
from tests.application.town import Mailbox, Town
from tests.databases import OpenDatabase
from tests.faults.checker import check

FIRST, LAST = date(2026, 1, 5), date(2026, 4, 5)
PATIENTS = 6


@pytest.fixture(scope="module")
def parsed() -> AddressBook:
    found = parse_address_book(content_folder("region") / "address-book.yaml")
    assert found.value is not None
    return found.value


def _soon(script: Script) -> Script:
    """The same people, a week apart from the first day, so that all of them are seen."""
    people = [one for day in sorted(script.enrolments) for one in script.enrolments[day]]
    days = [FIRST + timedelta(weeks=number) for number in range(len(people))]
    return replace(
        script,
        enrolments={
            day: [replace(one, at=None, dates=dict.fromkeys(one.dates, day - timedelta(days=2)))]
            for day, one in zip(days, people, strict=True)
        },
    )


class Played:
    """One simulation from start to end, and what came of it."""

    def __init__(self, database: Database, parsed: AddressBook, seed: int) -> None:
        self.town = town = Town(database)
        house = town.house
        publish_folder(house, content_folder("pathways"), "øvelse")
        register_address_book(house, parsed)
        script, region = demo_script(house, "kreft-hjem", FIRST, LAST, PATIENTS, seed)
        self.script = _soon(script)
        self.post, self.mailbox = FailingPost(house, self.script.outage), Mailbox()
        self.progress: list[Progress] = []
        self.acts = run(
            house,
            town.clock,
            self.script,
            region,
            fire_due=lambda: sweep_once(house, "øvelse") and None,
            deliver_due=lambda: deliver_all(house, self.post, self.mailbox, "øvelse") and None,
            tell=self.progress.append,
        )

    def journals(self) -> dict[str, list[tuple[str, object]]]:
        with self.town.house.database.reading() as tx:
            refs = list(tx.execute(select(pathway.c.ref)).scalars())
        return {
            ref: [(entry.event_type, entry.effective) for entry in history(self.town.house, ref)]
            for ref in refs
        }


def test_three_months_leave_every_promise_kept(database, parsed):
    played = Played(database, parsed, seed=17)
    assert check(database, now=played.town.clock.now()) == []
    journals = played.journals()
    assert len(journals) >= PATIENTS
    assert played.acts > 2 * PATIENTS
    told = {kind for story in journals.values() for kind, _ in story}
    assert {"handoff-accepted", "task-completed", "deadline-passed"} <= told
    assert played.progress[-1].days_done == played.progress[-1].days_in_all
    assert played.mailbox.sent
    assert len({mail.id for mail in played.mailbox.sent}) == len(played.mailbox.sent)


def test_the_same_seed_tells_the_same_story_and_another_seed_another(
    sqlite_url, open_database: OpenDatabase, parsed
):
    first = Path(str(make_url(sqlite_url).database))
    stories = []
    for name, seed in (("en", 5), ("to", 5), ("tre", 6)):
        copy = first.with_name(f"{name}.db")
        copy.write_bytes(first.read_bytes())
        played = Played(open_database(f"sqlite:///{copy}"), parsed, seed)
        stories.append(played.journals())
    assert stories[0] == stories[1]
    assert stories[0] != stories[2]


def test_a_week_without_post_is_found_out_and_nobody_is_lost(
    sqlite_url, open_database: OpenDatabase, parsed
):
    database = open_database(sqlite_url)
    town = Town(database)
    publish_folder(town.house, content_folder("pathways"), "øvelse")
    register_address_book(town.house, parsed)
    script, region = demo_script(town.house, "kreft-hjem", FIRST, LAST, PATIENTS, 17)
    hospital = {one.parties["hospital"] for day in script.enrolments.values() for one in day}
    with database.reading() as tx:
        home = town.house.directory(tx).organisation_of(sorted(hospital)[0])
    assert home is not None
    script = replace(_soon(script), outage=(home, FIRST, LAST), events={})
    post = FailingPost(town.house, script.outage)
    run(
        town.house, town.clock, script, region,
        fire_due=lambda: sweep_once(town.house, "øvelse") and None,
        deliver_due=lambda: deliver_all(town.house, post, Mailbox(), "øvelse") and None,
    )  # fmt: skip
    assert post.lost > 0
    told = [
        kind for ref in _refs(database) for kind in (e.event_type for e in history(town.house, ref))
    ]
    assert "handoff-undelivered" in told
    assert check(database, now=town.clock.now()) == []


def _refs(database: Database) -> list[str]:
    with database.reading() as tx:
        return list(tx.execute(select(pathway.c.ref)).scalars())
