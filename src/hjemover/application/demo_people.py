"""Who signs in to the demo (demonstrasjonens brukere): one for each role, in the demo only.

They are put in the address book beside the made-up people of the region, and all have one
password, which is no secret. Nothing here can be used where patients are real.
"""

from datetime import date
from typing import Final

from msgspec import Struct

from hjemover.application import accounts
from hjemover.application.house import House
from hjemover.application.noticing import choose, setting_of
from hjemover.application.overseeing import WHO_HEARS
from hjemover.store import address_book as book
from hjemover.vocabulary import Role

PASSWORD: Final = "trygt-hele-veien-hjem"
_SINCE: Final = date(2020, 1, 1)


class DemoPerson(Struct, frozen=True, kw_only=True):
    """Somebody to be in the demo. *what* says what they are for, to who chooses one."""

    login: str
    name: str
    what: str
    roles: tuple[tuple[str, Role], ...]  # unit, role

    @property
    def id(self) -> str:
        return f"demo-{self.login}"


PEOPLE: Final = (
    DemoPerson(
        login="sykehus",
        name="Siv Sykehus",
        what="coordinates at the hospital: enrols, offers, hands over",
        roles=(("st-olavs-kreft", Role.COORDINATOR),),
    ),
    DemoPerson(
        login="kommune",
        name="Kari Kommune",
        what="coordinates at a municipality's intake that lets offers lie",
        roles=(("stjordal-mottak", Role.COORDINATOR), ("stjordal-ke", Role.COORDINATOR)),
    ),
    DemoPerson(
        login="kreftkoordinator",
        name="Kristin Koordinator",
        what="has the patients of a big municipality",
        roles=(("trondheim-kreft", Role.COORDINATOR), ("trondheim-mottak", Role.COORDINATOR)),
    ),
    DemoPerson(
        login="leder",
        name="Lars Leder",
        what="leads the hospital's cancer clinic",
        roles=(("st-olavs-kreft", Role.MANAGER), ("st-olavs-ke", Role.MANAGER)),
    ),
    DemoPerson(
        login="kommuneleder",
        name="Kirsti Kommuneleder",
        what="leads the intake on the other side",
        roles=(("stjordal-mottak", Role.MANAGER),),
    ),
    DemoPerson(
        login="adressebok",
        name="Anne Adressebok",
        what="keeps the address book",
        roles=(("st-olavs-ke", Role.ADMINISTRATOR),),
    ),
    DemoPerson(
        login="revisor",
        name="Rune Revisor",
        what="sees who has seen whom",
        roles=(("st-olavs-ke", Role.AUDITOR),),
    ),
    DemoPerson(
        login="designer",
        name="Dina Designer",
        what="writes pathways",
        roles=(("st-olavs-samhandling", Role.DESIGNER),),
    ),
)


def let_in(house: House) -> None:
    """Give each of them a place in the address book and the password. Safe to do again."""
    records: list[book.Record] = []
    for person in PEOPLE:
        records.append(book.Person(id=person.id, name=person.name, login=person.login))
        records += [
            book.Membership(person=person.id, unit=unit, role=role, from_day=_SINCE)
            for unit, role in person.roles
        ]
    house.database.run_writing(lambda tx: book.put(tx, *records))
    house.forget_directory()
    for person in PEOPLE:
        accounts.set_up(house, accounts.invite(house, person.login), PASSWORD)
        if _oversees(person) and setting_of(house, person.id).address is None:
            address = f"{person.login}@demo.example"
            choose(house, person.id, address=address, digest_hour=8, wishes={})


def _oversees(person: DemoPerson) -> bool:
    """Whether they hear of emergency access: by mail, which the demo keeps."""
    return any(role in WHO_HEARS.values() for _, role in person.roles)
