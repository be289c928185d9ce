"""A made-up world for any definition: organisations, a unit for each service, and their habits."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from msgspec import Struct

from hjemover.application.example_directory import all_fields, units_for
from hjemover.application.simulation.habits import HABITS, Region
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.directory import Directory, Rules

_ITEM: Final = "item."
_HABITS: Final = ("prompt", "prompt", "prompt", "slow", "asking")
_ORGANISATION: Final = "virksomheten"
_ANY_SERVICES: Final = ("tjeneste-a", "tjeneste-b")
"""What a question of type service is answered with, where the definition names no service."""


class World(Struct, frozen=True, kw_only=True):
    """Where virtual patients live: the rules with their address book, and how people work."""

    rules: Rules
    region: Region
    senders: dict[str, str]  # party named at enrolment -> unit
    municipalities: Sequence[str]
    gps: Sequence[str]
    organisation: str  # what a case or an organisation's pathway concerns


def made_up_world(definition: PathwayDefinition, seed: int, *, towns: int) -> World:
    """One organisation for each party named at enrolment, *towns* municipalities and GP offices.

    Each organisation has a unit for each service that the definition looks for there. Where there
    are several municipalities, the last never answers: what happens then is what a designer most
    needs to see.
    """
    rng = Random(f"world/{seed}")
    named = [name for name, party in definition.parties.items() if party.of == "enrolment"]
    municipalities = [f"kommune-{number}" for number in range(1, towns + 1)]
    gps = [f"legekontor-{number}" for number in range(1, towns + 1)]
    homes = {
        "patient.municipality": municipalities,
        "patient.gp": gps,
        "subject.organisation": [_ORGANISATION],
        **{party: [party] for party in named},
    }
    pairs = {
        (organisation, service)
        for name, party in definition.parties.items()
        for organisation in homes[_root(definition, name)]
        for service in _offered(definition, party.service)
    }
    directory = units_for(sorted(pairs))
    senders = {
        party: f"{party}/{definition.parties[party].service}"
        for party in named
        if not definition.parties[party].service.startswith(_ITEM)
    }
    habits = {unit: HABITS[name] for unit, name in _habits(directory, municipalities, rng)}
    return World(
        rules=Rules(definition=definition, directory=directory),
        region=Region(
            habits=habits,
            municipalities=municipalities,
            needs=sorted(_item_services(definition)),
        ),
        senders=senders or _anybody(definition, directory),
        municipalities=municipalities,
        gps=gps,
        organisation=_ORGANISATION,
    )


def _root(definition: PathwayDefinition, party: str) -> str:
    """Where a party belongs in the end: a place of the patient, or a party named at enrolment."""
    while (of := definition.parties[party].of) in definition.parties:
        party = of
    return party if of == "enrolment" else of


def _offered(definition: PathwayDefinition, service: str) -> list[str]:
    return sorted(_item_services(definition)) if service.startswith(_ITEM) else [service]


def _item_services(definition: PathwayDefinition) -> set[str]:
    """What the rows of lists may name as services: the choices of the field, else any."""
    wanted = {
        party.service.removeprefix(_ITEM)
        for party in definition.parties.values()
        if party.service.startswith(_ITEM)
    }
    found: set[str] = set()
    for fields in all_fields(definition):
        for field in fields.values():
            columns = field.columns.items() if field.type == "list" else ()
            for name, column in columns:
                if name in wanted and column.type == "choice":
                    found |= set(column.choices)
    return found or set(_ANY_SERVICES)


def _habits(
    directory: Directory, municipalities: list[str], rng: Random
) -> Iterator[tuple[str, str]]:
    silent = municipalities[-1] if len(municipalities) > 1 else None
    for unit in sorted(directory.units):
        home = directory.organisation_of(unit)
        if home == silent:
            yield unit, "silent"
        elif home in municipalities:
            yield unit, rng.choice(_HABITS)


def _anybody(definition: PathwayDefinition, directory: Directory) -> dict[str, str]:
    """A party for the one who enrols, where the definition leaves none to be named."""
    for name, party in definition.parties.items():
        found = [unit for unit in directory.units if unit.endswith(f"/{party.service}")]
        if found and not party.informed_only:
            return {name: found[0]}
    return {}
