"""What the pure core may know of the address book: a frozen snapshot (adressebok).

The shell takes the snapshot; decisions record the units and instants they came to, so a
later change in the address book never rewrites what was decided.
"""

from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from hjemover.calendar import NORWAY, Duration, OpeningHours, WorkCalendar
from hjemover.definition.models import Number, NumberOverride, PathwayDefinition
from hjemover.engine.others import NO_OTHERS, Others


class UnitFacts(Struct, frozen=True, kw_only=True):
    """A unit (enhet) with the services it answers for."""

    id: str
    organisation: str
    region: str = ""
    services: tuple[str, ...] = ()
    calendar: WorkCalendar = NORWAY
    has_active_person: bool = True


class Directory(Struct, frozen=True, kw_only=True):
    """The units, who answers for which service, and the overridden numbers.

    Args:
        services: (organisation, service) to the unit that answers for it today: its deputy
            where nobody of the unit is at work.
        stand_ins: Units where nobody is at work today, to the unit that stands in for them.
        numbers: (definition id, number name) to overrides made outside the definition.
    """

    units: dict[str, UnitFacts] = {}
    services: dict[tuple[str, str], str] = {}
    stand_ins: dict[str, str] = {}
    numbers: dict[tuple[str, str], tuple[NumberOverride, ...]] = {}

    def calendar(self, unit: str | None) -> WorkCalendar:
        facts = self.units.get(unit) if unit else None
        return facts.calendar if facts else NORWAY

    def unit_for(self, organisation: str, service: str) -> str | None:
        return self.services.get((organisation, service))

    def organisation_of(self, unit: str) -> str | None:
        facts = self.units.get(unit)
        return facts.organisation if facts else None


@lru_cache(maxsize=256)
def _with_hours(calendar: WorkCalendar, hours: tuple[OpeningHours | None, ...]) -> WorkCalendar:
    return replace(calendar, week=hours)


class Rules(Struct, frozen=True, kw_only=True):
    """All that a decision rests on: a definition, the address book it is read against, and (for
    a definition that asks of them) the patient's other pathways."""

    definition: PathwayDefinition
    directory: Directory = Directory()
    others: Others = NO_OTHERS

    def calendar(self, unit: str | None, party: str = "") -> WorkCalendar:
        """When *unit* works: by the hours of *party* where the definition gives it its own."""
        calendar = self.directory.calendar(unit)
        hours = self.definition.parties[party].hours if party else ()
        return _with_hours(calendar, hours) if hours else calendar

    def number(self, name: str, unit: str | None, on: date) -> Duration | int | float:
        """The value in force on *on*: the unit's own, its organisation's, its region's or all's."""
        number: Number = self.definition.numbers[name]
        outside = self.directory.numbers.get((self.definition.id, name), ())
        facts = self.directory.units.get(unit) if unit else None
        scopes = (
            [("unit", facts.id), ("organisation", facts.organisation), ("region", facts.region)]
            if facts
            else []
        )
        for scope, scope_id in scopes:
            fitting = [
                override
                for override in (*number.overrides, *outside)
                if override.scope == scope and override.id == scope_id and override.valid_from <= on
            ]
            if fitting:
                return max(fitting, key=lambda override: override.valid_from).value
        return number.value
