"""The demo's months: who comes, who is slow, and the week that one hospital's post is lost."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from hjemover.application.enrolling import Enrolment
from hjemover.application.house import House
from hjemover.application.simulation.people import HABITS, Habit, Region
from hjemover.application.simulation.running import Script
from hjemover.application.synthetic import TRONDELAG, SyntheticPatient, synthetic_people
from hjemover.calendar import NORWAY, OSLO
from hjemover.definition.models import PathwayDefinition
from hjemover.store import address_book as book
from hjemover.store import definitions
from hjemover.vocabulary import Role

_ENROL_WITHIN = 0.97
"""The part of the time in which patients come: to the end, so that there is work to do today."""

_HABITS = ("prompt", "prompt", "prompt", "slow", "asking")
_NEEDS = (
    "rehabilitation", "physiotherapy", "mental-health", "healthy-life-centre", "nutrition",
    "social-work",
)  # fmt: skip


def demo_script(
    house: House, pathway: str, first_day: date, last_day: date, patients: int, seed: int
) -> tuple[Script, Region]:
    """Draw up the demo from the address book in the store. The same seed gives the same story.

    Raises:
        LookupError: The pathway is not published, or the address book lacks what it needs.
    """
    rng = Random(seed)
    with house.database.reading() as tx:
        definition = definitions.in_force(tx, pathway, last_day)
        organisations = book.records(tx, book.Organisation)
        units = book.records(tx, book.Unit)
        services = book.records(tx, book.UnitService)
        memberships = book.records(tx, book.Membership)
    if definition is None:
        raise LookupError(f"{pathway} is not published. Run `hjemover publish` first.")
    hospitals = [one.id for one in organisations if one.kind == "hospital-trust"]
    towns = [one for one in organisations if one.kind == "municipality"]
    wards = _wards(definition, hospitals, services)
    people = synthetic_people(
        patients,
        seed,
        {town.id: TRONDELAG.get(town.id, 1) for town in towns},
        _gp_offices(organisations),
    )
    span = max(round((last_day - first_day).days * _ENROL_WITHIN), 1)
    enrolments = _enrolments(definition, people, wards, first_day, span, rng)
    outage_day = first_day + (last_day - first_day) // 3
    script = Script(
        first_day=first_day,
        last_day=last_day,
        enrolments=enrolments,
        events=_events(definition),
        outage=(hospitals[0], outage_day, outage_day + timedelta(days=6)),
        seed=seed,
    )
    return script, _region(towns, units, memberships, rng)


def _wards(
    definition: PathwayDefinition, hospitals: list[str], services: list[book.UnitService]
) -> list[str]:
    wanted = {party.service for party in definition.parties.values() if party.of == "enrolment"}
    found = [
        one.unit for one in services if one.organisation in hospitals and one.service in wanted
    ]
    if not found:
        raise LookupError(
            "No hospital unit in the address book offers what the pathway begins with."
        )
    return sorted(found)


def _gp_offices(organisations: list[book.Organisation]) -> dict[str, list[str]]:
    offices: dict[str, list[str]] = defaultdict(list)
    for one in organisations:
        if one.kind == "gp-office" and one.parent:
            offices[one.parent].append(one.id)
    return dict(offices)


def _enrolments(
    definition: PathwayDefinition,
    people: list[SyntheticPatient],
    wards: list[str],
    first_day: date,
    span: int,
    rng: Random,
) -> Mapping[date, list[Enrolment]]:
    by_day: dict[date, list[Enrolment]] = defaultdict(list)
    named = [name for name, party in definition.parties.items() if party.of == "enrolment"]
    required = [name for name, rule in definition.dates.items() if rule.required]
    for number, person in enumerate(people):
        comes = first_day + timedelta(days=rng.randrange(span))
        comes = NORWAY.working_day_on_or_after(comes)
        ward = rng.choice(wards)
        diagnosed = comes - timedelta(days=rng.randint(1, 10))
        by_day[comes].append(
            Enrolment(
                id=f"demo/{number}",
                pathway=definition.id,
                name=person.name,
                birth_number=person.birth_number,
                parties=dict.fromkeys(named, ward),
                municipality=person.municipality,
                gp=person.gp,
                dates=dict.fromkeys(required, diagnosed),
                at=datetime.combine(comes, time(9, rng.randrange(60)), OSLO),
            )
        )
    return by_day


def _events(definition: PathwayDefinition) -> dict[str, float]:
    """Chances for each patient and working day, for the events that the definition knows."""
    yearly = {"death": 0.06, "moved": 0.05, "relapse": 0.03, "too-ill": 0.05, "better": 0.0}
    return {name: share / 250 for name, share in yearly.items() if name in definition.events}


def _region(
    towns: list[book.Organisation],
    units: list[book.Unit],
    memberships: list[book.Membership],
    rng: Random,
) -> Region:
    habits: dict[str, Habit] = {}
    town_ids = {town.id for town in towns}
    for unit in sorted(units, key=lambda one: one.id):
        if unit.organisation in town_ids:
            habits[unit.id] = HABITS[rng.choice(_HABITS)]
    # One place where nobody ever answers: that must not go unnoticed.
    silent = sorted(town_ids)[len(town_ids) // 2]
    for unit in units:
        if unit.organisation == silent:
            habits[unit.id] = HABITS["silent"]
    coordinators = sorted(
        (one.unit, one.person) for one in memberships if one.role is Role.COORDINATOR
    )
    return Region(
        habits=habits,
        municipalities=sorted(town_ids),
        needs=_NEEDS,
        people=dict(reversed(coordinators)),
    )
