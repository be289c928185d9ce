"""Made-up address books: one unit for each organisation and service."""

from collections.abc import Iterable

from hjemover.application.example_words import ExampleWords
from hjemover.calendar import start_of_day
from hjemover.definition.models import Field, HandoffStep, PathwayDefinition, TaskStep
from hjemover.engine.directory import Directory, UnitFacts
from hjemover.engine.others import Others


def unit_name(service: str, organisation: str) -> str:
    """What the invented unit of *organisation* for *service* is called."""
    return organisation if "/" in organisation else f"{organisation}/{service}"


def invented_directory(definition: PathwayDefinition, words: ExampleWords) -> Directory:
    """One unit for each organisation the example names, and each service anybody asks for."""
    enrol = words.enrol
    said = _Said(definition)
    for moment in words.run:
        if moment.do is not None:
            said.hear(moment.do.answers)
            said.hear_value("unit", moment.do.to)
    organisations = {*enrol.parties.values(), *said.organisations}
    organisations |= {one for one in (enrol.municipality, enrol.gp, enrol.organisation) if one}
    named = {one for one in {*organisations, *said.units} if "/" in one}
    organisations = {one.partition("/")[0] for one in organisations | named}
    services = {
        party.service
        for party in definition.parties.values()
        if not party.service.startswith("item.")
    }
    services |= said.services
    services -= set(enrol.without)
    pairs = [(organisation, service) for organisation in organisations for service in services]
    return units_for(pairs, named)


def units_for(pairs: Iterable[tuple[str, str]], named: Iterable[str] = ()) -> Directory:
    """A unit ``organisation/service`` for each of *pairs*, and those *named* besides."""
    pairs = list(pairs)
    ids = {f"{organisation}/{service}" for organisation, service in pairs} | set(named)
    return Directory(
        units={
            unit: UnitFacts(
                id=unit, organisation=unit.partition("/")[0], services=(unit.partition("/")[2],)
            )
            for unit in sorted(ids)
        },
        services={pair: f"{pair[0]}/{pair[1]}" for pair in pairs},
    )


def invented_others(words: ExampleWords) -> Others:
    """The patient's other pathways, as the example says they are."""
    said = words.enrol.others
    if said is None:
        return Others(startable=None)
    names = sorted({*said.open})
    return Others(
        open={
            name: tuple(
                f"example-{name}-{number}" for number in range(1, said.open.count(name) + 1)
            )
            for name in names
        },
        closed=dict.fromkeys(said.closed, 1),
        closed_at={name: start_of_day(day) for name, day in said.closed.items()},
    )


class _Said:
    """The organisations, units and services that answers name, by the types of the fields."""

    def __init__(self, definition: PathwayDefinition) -> None:
        self.types: dict[str, set[str]] = {}
        self.organisations: set[str] = set()
        self.units: set[str] = set()
        self.services: set[str] = set()
        for fields in all_fields(definition):
            self._learn(fields)

    def _learn(self, fields: dict[str, Field]) -> None:
        for name, field in fields.items():
            self.types.setdefault(name, set()).add(field.type)
            self._learn(field.columns)

    def hear(self, answers: object) -> None:
        if isinstance(answers, dict):
            for name, value in answers.items():
                for kind in self.types.get(name, ()):
                    self.hear_value(kind, value)
                self.hear(value)
        elif isinstance(answers, list):
            for value in answers:
                self.hear(value)

    def hear_value(self, kind: str, value: object) -> None:
        if not isinstance(value, str) or not value:
            return
        if kind == "municipality":
            self.organisations.add(value)
        elif kind == "unit" and "/" in value:
            self.units.add(value)
        elif kind == "service":
            self.services.add(value)


def all_fields(definition: PathwayDefinition) -> Iterable[dict[str, Field]]:
    yield from (form.fields for form in definition.forms.values())
    yield from (event.ask for event in definition.events.values())
    for step in definition.steps.values():
        if isinstance(step, TaskStep | HandoffStep):
            yield from (outcome.ask for outcome in step.outcomes.values())
