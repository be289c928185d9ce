"""Random stories on the first pathway as it is published, with the invariants of them all."""

from pathlib import Path

from hjemover.definition.loading import load_definition
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import Directory, Rules, UnitFacts
from tests.engine.test_engine_machine import PROFILE, PatientStory
from tests.engine.trials import Trial

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
