"""Two tenants: the town's units, with somebody in each role in Bergen and in Askøy."""

from datetime import date

from hjemover.store.address_book import Membership, Person, Record
from hjemover.vocabulary import Role
from tests.application.town import HOSPITAL, INTAKE, OTHER_INTAKE

EVER = date(2020, 1, 1)
BERGEN_PEOPLE: dict[Role, str] = {
    Role.COORDINATOR: "ola",
    Role.MANAGER: "lise",
    Role.DESIGNER: "dag",
    Role.ADMINISTRATOR: "anne",
    Role.AUDITOR: "inger",
}
"""Who has each role in Mottak Bergen."""

ASKOY_PEOPLE: dict[Role, str] = {
    Role.COORDINATOR: "eva",
    Role.MANAGER: "morten",
    Role.DESIGNER: "dina",
    Role.ADMINISTRATOR: "arne",
    Role.AUDITOR: "ivar",
}
"""Who has each role in Mottak Askøy: the other tenant."""


def people() -> list[Record]:
    """What the town has beside its coordinators; Rita is the hospital's auditor."""
    found: list[Record] = [
        Person(id="rita", name="Ansatt rita", login="rita"),
        Membership(person="rita", unit=HOSPITAL, role=Role.AUDITOR, from_day=EVER),
    ]
    for unit, roles in ((INTAKE, BERGEN_PEOPLE), (OTHER_INTAKE, ASKOY_PEOPLE)):
        for role, person in roles.items():
            if role is not Role.COORDINATOR:
                found.append(Person(id=person, name=f"Ansatt {person}", login=person))
                found.append(Membership(person=person, unit=unit, role=role, from_day=EVER))
    return found
