"""What is published stays as it was, and enrolments start on the version in force."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import EndStep, PathwayDefinition, Text
from hjemover.store import Database, definitions
from hjemover.store.definitions import AlreadyPublished
from tests.store.stories import MONDAY

FIRST = PathwayDefinition(
    id="kreft-hjem",
    version=1,
    valid_from=date(2026, 1, 1),
    name=Text(nb="Pakkeforløp hjem"),
    parties={},
    dates={},
    outcomes={"done": Text(nb="Ferdig")},
    start="end",
    steps={"end": EndStep(id="end", label=Text(nb="Slutt"), outcome="done")},
    fingerprint="a" * 64,
)
SECOND = replace(FIRST, version=2, valid_from=date(2026, 6, 1), fingerprint="b" * 64)
SOURCES = {"2.yaml": "pathway: kreft-hjem\n", "forms.yaml": "navn: «Behov»\n"}


@pytest.fixture
def published(database: Database) -> Database:
    with database.writing() as tx:
        assert definitions.publish(tx, FIRST, {"1.yaml": "…"}, by="kari", now=MONDAY)
        assert definitions.publish(tx, SECOND, SOURCES, by="kari", now=MONDAY)
    return database


def test_a_version_is_read_as_it_was_published(published: Database) -> None:
    with published.reading() as tx:
        assert definitions.get(tx, "kreft-hjem", 1) == FIRST
        assert definitions.get(tx, "kreft-hjem", 3) is None
        assert definitions.sources(tx, "kreft-hjem", 2) == SOURCES
        assert [one.version for one in definitions.published(tx)] == [1, 2]


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 1),
        (date(2026, 5, 31), 1),
        (date(2026, 6, 1), 2),
    ],
)
def test_enrolments_start_on_the_version_in_force_that_day(
    published: Database, day: date, version: int | None
) -> None:
    with published.reading() as tx:
        found = definitions.in_force(tx, "kreft-hjem", day)
    assert (found.version if found else None) == version


def test_publishing_the_same_again_changes_nothing(published: Database) -> None:
    with published.writing() as tx:
        assert not definitions.publish(tx, SECOND, SOURCES, by="ola", now=MONDAY)


def test_a_published_version_is_never_replaced(published: Database) -> None:
    changed = replace(SECOND, fingerprint="c" * 64)
    with pytest.raises(AlreadyPublished, match="as version 3"), published.writing() as tx:
        definitions.publish(tx, changed, SOURCES, by="ola", now=MONDAY)
