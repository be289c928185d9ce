"""The address book, as a form may choose from it."""

from hjemover.application.desk.item import Item
from hjemover.application.house import Addresses
from hjemover.engine.directory import Directory
from hjemover.web.answers import Places

_MOST_HITS = 20


def places_in(addresses: Addresses, directory: Directory, item: Item) -> Places:
    """Municipalities, units, and the services of the house that has the patient."""
    towns = [
        (one.id, one.name) for one in addresses.organisations.values() if one.kind == "municipality"
    ]
    units = [(one, addresses.unit_name(one)) for one in addresses.units]
    house = {directory.organisation_of(unit) for unit in item.units} | {
        item.pathway.subject.municipality
    }
    services = {
        service: addresses.unit_name(unit)
        for (organisation, service), unit in directory.services.items()
        if organisation in house
    }
    return {
        "municipality": _by_name(towns),
        "unit": _by_name(units),
        "service": _by_name(list(services.items())),
    }


def _by_name(places: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(places, key=lambda one: one[1].casefold())


def find_units(addresses: Addresses, item: Item, text: str) -> tuple[tuple[str, str], ...]:
    """The units whose name, or whose organisation's, has all the words of *text*.

    Those that have the item already, or sent it, cannot be chosen and are left out.
    """
    words = text.casefold().split()
    if not words:
        return ()
    handoff = item.obligation.handoff
    out = {handoff.sender, handoff.receiver} if handoff else set()
    hits = [
        (unit, name)
        for unit in addresses.units
        if unit not in out
        and all(word in (name := addresses.unit_name(unit)).casefold() for word in words)
    ]
    return tuple(_by_name(hits)[:_MOST_HITS])
