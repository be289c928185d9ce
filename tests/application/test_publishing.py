"""What is published never changes; who is under way stays on the version they began on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hjemover.application.peeking import published_pathways, version_in_force
from hjemover.application.publishing import (
    AlreadyPublished,
    PublishingRefused,
    publish_folder,
)
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store import Database, definitions
from tests.application.town import DAY, INTAKE, MONDAY, SHORT, Town, definition
from tests.definition.good import BASE, NEEDS_FORM

NEXT = "nytt-forlop"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pathways as a designer has them: one with a form, and one that begins another."""
    home = tmp_path / "pathways"
    for name, text in (
        ("trygg-hjem", BASE),
        ("kort-hjem", SHORT),
        (NEXT, SHORT.replace("pathway: kort-hjem", f"pathway: {NEXT}")),
    ):
        (home / name).mkdir(parents=True)
        (home / name / "1.yaml").write_text(text, encoding="utf-8")
    forms = home / "trygg-hjem" / "forms"
    forms.mkdir()
    (forms / "needs.yaml").write_text(NEEDS_FORM, encoding="utf-8")
    return home


def _sources(database: Database, name: str, version: int = 1) -> dict[str, str] | None:
    with database.reading() as tx:
        return definitions.sources(tx, name, version)


def test_a_folder_is_published_with_the_files_it_was_read_from(database, folder):
    town = Town(database)
    done = publish_folder(town.house, folder, "kari")
    assert set(done.new) == {("kort-hjem", 1), (NEXT, 1), ("trygg-hjem", 1)}
    assert done.known == ()
    assert _sources(database, "trygg-hjem") == {"1.yaml": BASE, "forms/needs.yaml": NEEDS_FORM}
    assert published_pathways(town.house) == ["kort-hjem", NEXT, "trygg-hjem"]
    with database.reading() as tx:
        [first, *_] = definitions.published(tx)
    assert (first.published_by, first.published) == ("kari", MONDAY)


def test_one_pathways_folder_or_file_keeps_its_sources_too(database, folder):
    town = Town(database)
    publish_folder(town.house, folder / "trygg-hjem", "kari")
    publish_folder(town.house, folder / "kort-hjem" / "1.yaml", "kari")
    assert set(_sources(database, "trygg-hjem") or ()) == {"1.yaml", "forms/needs.yaml"}
    assert _sources(database, "kort-hjem") == {"1.yaml": SHORT}


def test_a_folder_given_from_inside_itself_keeps_its_sources(database, folder, monkeypatch):
    town = Town(database)
    monkeypatch.chdir(folder / "trygg-hjem")
    publish_folder(town.house, Path("."), "kari")
    assert set(_sources(database, "trygg-hjem") or ()) == {"1.yaml", "forms/needs.yaml"}


def test_the_same_folder_twice_publishes_nothing_new(database, folder):
    town = Town(database)
    publish_folder(town.house, folder, "kari")
    before = town.contents()
    again = publish_folder(town.house, folder, "per")
    assert (again.new, len(again.known)) == ((), 3)
    assert town.contents() == before


def test_a_published_version_that_was_changed_is_refused_and_nothing_beside_it_is_published(
    database, folder
):
    town = Town(database)
    publish_folder(town.house, folder / "kort-hjem", "kari")
    before = town.contents()
    text = SHORT.replace("value: 2 working days", "value: 9 working days")
    (folder / "kort-hjem" / "1.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AlreadyPublished) as refused:
        publish_folder(town.house, folder, "kari")
    assert "version 2" in str(refused.value)
    assert town.contents() == before


def test_a_folder_with_one_error_publishes_nothing(database, folder):
    town = Town(database)
    broken = SHORT.replace("then: finish", "then: finnes-ikke").replace("kort-hjem", NEXT)
    (folder / NEXT / "1.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(PublishingRefused) as refused:
        publish_folder(town.house, folder, "kari")
    assert all(problem.severity == "error" for problem in refused.value.problems)
    assert refused.value.problems[0].line > 1
    assert published_pathways(town.house) == []


def test_an_empty_or_missing_folder_is_refused(database, tmp_path):
    for nothing in (tmp_path, tmp_path / "finnes-ikke"):
        with pytest.raises(PublishingRefused):
            publish_folder(Town(database).house, nothing, "kari")


# --- versions ---------------------------------------------------------------------------------


def test_who_is_under_way_stays_on_its_version_and_new_patients_begin_on_the_new_one(town):
    first = town.enrol(1)
    town.publish(definition(version=2, valid_from="2026-03-03"))
    same_day = town.enrol(2)
    town.clock.set(MONDAY + DAY)
    after = town.enrol(3)
    assert [town.pathway(ref).version for ref in (first, same_day, after)] == [1, 1, 2]
    for ref in (first, after):
        town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(MONDAY + 30 * DAY)
    assert [town.pathway(ref).version for ref in (first, after)] == [1, 2]


def test_a_late_registration_begins_on_the_version_of_its_own_day(town):
    town.publish(definition(version=2, valid_from="2026-03-01"))
    early = datetime(2026, 2, 27, 10, tzinfo=UTC)
    assert town.pathway(town.enrol(1, at=early, dates={"diagnosed": early.date()})).version == 1
    assert town.pathway(town.enrol(2)).version == 2


def test_before_a_pathways_first_day_nobody_can_be_enrolled_in_it(town):
    town.publish(definition("neste-aar", valid_from="2027-01-01"))
    with pytest.raises(CommandRefused, match="unknown-definition"):
        town.enrol(pathway="neste-aar")
    found = version_in_force(town.house, "neste-aar")
    assert found is not None
    assert found.version == 1
    assert version_in_force(town.house, "finnes-ikke") is None


def test_the_version_in_force_changes_on_its_day(town):
    town.publish(definition(version=2, valid_from="2026-03-03"))
    assert version_in_force(town.house, "kort-hjem").version == 1
    town.clock.set(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))  # past midnight in Oslo
    assert version_in_force(town.house, "kort-hjem").version == 2
