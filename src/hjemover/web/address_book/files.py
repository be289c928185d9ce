"""The address book as files to take along: units, who answers for what, and one's own people."""

from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering, seeing
from hjemover.application.administering import UnitEntry
from hjemover.calendar import local_day
from hjemover.store import address_book as book
from hjemover.vocabulary import Role
from hjemover.web.address_book import presenter
from hjemover.web.address_book.changing import looked_after, names_of
from hjemover.web.leading.files import Cell, csv_file
from hjemover.web.leading.naming import Names
from hjemover.web.looking import looker
from hjemover.web.pages import page
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def _file(
    request: Request,
    visitor: Visitor,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
) -> Response:
    """It tells of no patient; that it was taken out stands in the access log all the same."""
    house = site(request).house
    seeing.note_file(house, looker(request, visitor), thing="address-book")
    today = local_day(house.clock.now())
    return csv_file(f"{name}-{today.isoformat()}", columns, rows)


@page(Role.ADMINISTRATOR)
def units_file(request: Request, visitor: Visitor) -> Response:
    """Every unit, as everybody may look it up."""
    house, names = site(request).house, names_of(request, visitor)
    words, today = names.words, local_day(house.clock.now())
    columns = (
        words.text("Virksomhet"), words.text("Slag"), words.text("Enhet"), words.text("Svarer for"),
        words.text("E-post"), words.text("Leder"), words.text("Lederens e-post"),
        words.text("Åpent"), words.text("Stengt"), words.text("Vikarer"), words.text("Personer"),
        words.text("Noen på jobb i dag"), words.text("Målform"), words.text("Time for samlevarsel"),
    )  # fmt: skip
    rows = []
    for unit in _units(request):
        view = presenter.unit_page(unit, names, today, may_change=False)
        rows.append((
            view.organisation, words.text(presenter.KINDS[unit.organisation.kind]), view.name,
            ", ".join(view.services), view.mail, view.lead, view.lead_mail,
            ", ".join(f"{day} {hours}" for day, hours in view.hours), ", ".join(view.closed),
            ", ".join(one.name for one in view.deputies),
            len({one.person for one in view.people}),
            words.text("nei") if unit.alone else words.text("ja"),
            unit.unit.language, unit.unit.digest_hour,
        ))  # fmt: skip
    return _file(request, visitor, "enheter", columns, rows)


def _units(request: Request) -> Iterator[UnitEntry]:
    for one in administering.search(site(request).house):
        yield from one.units


@page(Role.ADMINISTRATOR)
def services_file(request: Request, visitor: Visitor) -> Response:
    """Who answers for what, where."""
    house, names = site(request).house, names_of(request, visitor)
    words = names.words
    columns = (words.text("Virksomhet"), words.text("Tjeneste"), words.text("Enhet"))
    with house.database.reading() as tx:
        answers = book.records(tx, book.UnitService)
    rows = sorted(
        (names.organisation(one.organisation), names.service(one.service), names.unit(one.unit))
        for one in answers
    )
    return _file(request, visitor, "tjenester", columns, rows)


@page(Role.ADMINISTRATOR)
def people_file(request: Request, visitor: Visitor) -> Response:
    """The people of the organisations that the visitor looks after, a line for each role."""
    house, names = site(request).house, names_of(request, visitor)
    words, mine = names.words, looked_after(house, visitor)
    columns = (
        words.text("Navn"), words.text("Brukernavn"), words.text("HPR-nummer"),
        words.text("Virksomhet"), words.text("Enhet"), words.text("Rolle"), words.text("Fra dag"),
        words.text("Til dag"), words.text("Borte i dag"),
    )  # fmt: skip
    rows = [
        row
        for unit in _units(request)
        if unit.organisation.id in mine
        for row in _members(unit, names)
    ]
    return _file(request, visitor, "folk", columns, rows)


def _members(unit: UnitEntry, names: Names) -> Iterator[Sequence[Cell]]:
    for one, person in unit.people:
        yield (
            person.name, person.login, person.hpr_number, unit.organisation.name, unit.unit.name,
            presenter.role_name(one.role, names), one.from_day, one.to_day,
            names.words.text("ja") if person.id in unit.away else "",
        )  # fmt: skip
