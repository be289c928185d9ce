"""/forlopsbeskrivelser: what is published, in plain sentences, drawn, and what versions changed."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.application.opaque import definition_code
from hjemover.application.publishing import publish_folder
from hjemover.definition.models import PathwayDefinition
from hjemover.settings import content_folder
from tests.application.town import Town
from tests.application.way.test_telling import kreft_hjem
from tests.web.conftest import ClientFor
from tests.web.ways import newly_enrolled

LIST = "/forlopsbeskrivelser"
KREFT = f"{LIST}/{definition_code('kreft-hjem')}"
TITLE = "Pakkeforløp hjem for pasienter med kreft"


@pytest.fixture
def published(town: Town) -> Town:
    publish_folder(town.house, content_folder("pathways"), "test")
    return town


def next_version(of: PathwayDefinition) -> PathwayDefinition:
    """One that nobody has enrolled on yet, with every number checked and one text changed."""
    numbers = {name: replace(one, verified=True) for name, one in of.numbers.items()}
    return replace(of, version=9, valid_from=date(2027, 1, 1), numbers=numbers)


def test_a_designer_finds_every_published_pathway_with_its_versions(
    client_for: ClientFor, published: Town
):
    dag = client_for("dag")
    assert f'href="{LIST}"' in dag.get("/").text

    page = dag.get(LIST).text

    for name in (TITLE, "Samhandlingsavvik", "Utskrivningsklar"):
        assert name in page
    assert "Nye begynner på denne" in page
    assert "Ingen under veis" in page


def test_a_pathway_is_told_in_sentences_and_its_files_are_there_to_take(
    client_for: ClientFor, published: Town
):
    dag = client_for("dag")

    page = dag.get(f"{KREFT}/1")

    assert "Registrer pasienten i forløpet" in page.text
    assert "tall i forløpet er forslag som ingen har kontrollert" in page.text
    file = dag.get(f"{KREFT}/1/fil/0")
    assert file.text == (content_folder("pathways") / "kreft-hjem" / "1.yaml").read_text("utf-8")
    assert file.headers["Content-Disposition"] == 'attachment; filename="1.yaml"'
    assert file.headers["Content-Type"].startswith("text/plain")


def test_the_drawing_has_every_step_and_no_style_of_its_own(client_for: ClientFor, published: Town):
    page = client_for("dag").get(f"{KREFT}/1/tegning").text

    assert all(f'id="step-{step}"' in page for step in kreft_hjem().steps)
    assert "<style" not in page


def test_a_new_version_says_what_it_changed_and_that_nobody_is_moved_to_it(
    client_for: ClientFor, town: Town
):
    newly_enrolled(town)
    town.publish(next_version(kreft_hjem()))
    dag = client_for("dag")

    page = dag.get(f"{KREFT}/9").text

    assert "Endret siden versjon 1" in page
    assert "De som er under veis, blir på den versjonen de begynte på." in page
    assert "Ingen under veis" in page
    assert "tall i forløpet er forslag" not in page
    assert "Nye begynner på denne" not in page  # not before the first of January
    assert "Nye begynner på denne" in dag.get(f"{KREFT}/1").text


def test_the_address_without_a_version_leads_to_the_one_in_force(client_for: ClientFor, town: Town):
    town.publish(kreft_hjem())
    town.publish(next_version(kreft_hjem()))

    page = client_for("dag").get(KREFT)

    assert page.url.path == f"{KREFT}/1"
    assert "Nye begynner på denne" in page.text


def test_few_people_under_way_are_not_counted_out_loud(client_for: ClientFor, town: Town):
    newly_enrolled(town)
    assert "Færre enn 3 under veis" in client_for("dag").get(f"{KREFT}/1").text

    newly_enrolled(town, 1)
    newly_enrolled(town, 2)
    assert "3 under veis" in client_for("dag").get(f"{KREFT}/1").text


def test_a_patients_way_leads_to_the_version_it_follows(client_for: ClientFor, town: Town):
    ref = newly_enrolled(town)

    page = client_for("kari").get(f"/forlop/{ref}").text

    assert f'href="{KREFT}/1"' in page


@pytest.mark.parametrize(
    "address",
    [
        f"{LIST}/0123456789",
        f"{KREFT}/2",
        f"{KREFT}/1/fil/99",
        f"{KREFT}/en",
        f"{LIST}/0123456789/1/tegning",
    ],
)
def test_what_is_not_published_is_not_found(client_for: ClientFor, town: Town, address: str):
    town.publish(kreft_hjem())

    assert client_for("dag").get(address).status_code == 404
