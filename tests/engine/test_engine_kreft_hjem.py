"""Random stories on the first pathway as it is published, with the invariants of them all."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.definition.loading import load_definition
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import Directory, Rules, UnitFacts, deliberate
from hjemover.errors import CommandRefused
from tests.engine.test_engine_catching_up import let_pass, let_strike
from tests.engine.test_engine_machine import PROFILE, PatientStory, seeds
from tests.engine.trials import Trial, enrolment, fitting

FILE = Path(__file__).parents[2] / "pathways" / "kreft-hjem" / "1.yaml"
OFFERED = ("physiotherapy", "smoking-cessation", "no-such-service")


def _published() -> PathwayDefinition:
    loaded = load_definition(FILE)
    assert loaded.definition is not None, loaded.problems
    return loaded.definition


def _address_book(definition: PathwayDefinition) -> Directory:
    """A hospital, two GPs, and two municipalities of which one has no coordinating unit."""
    municipal = {
        party.service
        for party in definition.parties.values()
        if party.of in ("patient.municipality", "intake")
    }
    places = {
        "hospital-x": {"cancer-care", "coordinating-unit"},
        "kommune-a": municipal | set(OFFERED[:2]),
        "kommune-b": municipal - {"coordinating-unit"},
        "legekontor-1": {"gp"},
        "legekontor-2": {"gp"},
    }
    units = [
        UnitFacts(id=f"{service}-{place}", organisation=place, services=(service,))
        for place, services in places.items()
        for service in sorted(services)
        if not service.startswith("item.")
    ]
    return Directory(
        units={unit.id: unit for unit in units},
        services={(unit.organisation, unit.services[0]): unit.id for unit in units},
    )


DEFINITION = _published()
KREFT_HJEM = Trial(
    rules=Rules(definition=DEFINITION, directory=_address_book(DEFINITION)),
    enrolled_with={"hospital": "cancer-care-hospital-x"},
    municipalities=("kommune-a", "kommune-b", "kommune-without-units"),
    gps=("legekontor-1", "legekontor-2"),
    services=OFFERED,
)


class KreftHjemStory(PatientStory):
    trial = KREFT_HJEM


TestKreftHjem = KreftHjemStory.TestCase
TestKreftHjem.settings = PROFILE


@settings(max_examples=60, deadline=None, database=None)
@given(seed=seeds, days=st.integers(min_value=1, max_value=550))
def test_an_outage_changes_nothing_in_the_story(seed: int, days: int) -> None:
    dice, now = Random(seed), datetime(2026, 3, 2, 8, tzinfo=UTC)
    begun = deliberate(KREFT_HJEM.rules, None, enrolment(KREFT_HJEM, dice, now), now).pathway
    for _ in range(dice.randrange(0, 30)):
        with suppress(CommandRefused):
            act = fitting(KREFT_HJEM, begun, dice, now)
            begun = deliberate(KREFT_HJEM.rules, begun, act, now).pathway
    until = now + timedelta(days=days)

    assert let_pass(KREFT_HJEM.rules, begun, [until]) == let_strike(KREFT_HJEM.rules, begun, until)
