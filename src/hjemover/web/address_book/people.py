"""/adressebok/person: somebody's roles and absences, their name, and a link for their password."""

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering
from hjemover.application.administering import Change, PersonEntry
from hjemover.application.opaque import person_code
from hjemover.calendar import local_day
from hjemover.vocabulary import Role
from hjemover.web.address_book import presenter, typed_others
from hjemover.web.address_book.changing import (
    AS_IT_IS,
    Shown,
    looked_after,
    make,
    names_of,
    or_shown_again,
    refuse_taken_login,
)
from hjemover.web.address_book.fields import Filled, person_fields
from hjemover.web.pages import NotFound, page, render
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def _person(request: Request) -> PersonEntry:
    house, code = site(request).house, request.path_params["code"]
    with house.database.reading() as tx:
        people = house.addresses(tx).people
    known = next((one for one in people if person_code(one) == code), None)
    found = administering.person_entry(house, known) if known else None
    if found is None:
        raise NotFound
    return found


def _units(request: Request, mine: frozenset[str]) -> list[str]:
    house = site(request).house
    with house.database.reading() as tx:
        units = house.addresses(tx).units.values()
    return [one.id for one in units if one.organisation in mine]


@page()
def person(request: Request, visitor: Visitor) -> Response:
    """Who somebody is and where they work; for those who look after them, the forms."""
    return _show(request, visitor, _person(request))


def _show(
    request: Request, visitor: Visitor, entry: PersonEntry, shown: Shown = AS_IT_IS
) -> Response:
    here = site(request)
    house, names = here.house, names_of(request, visitor)
    mine = looked_after(house, visitor)
    whole = bool(entry.homes) and entry.homes <= mine
    passwords = here.settings.password_sign_in or here.provider is None
    today = local_day(house.clock.now())
    made = Filled(names, shown.filled, shown.faulty)
    return render(
        request,
        visitor,
        "address_book/person.html.j2",
        status=shown.status,
        person=presenter.person_page(
            entry,
            names,
            today,
            mine=mine,
            standing=administering.standing(house, entry.person.id)
            if whole and passwords
            else None,
        ),
        forms=person_fields(entry, names, made, units=_units(request, mine)) if mine else {},
        elsewhere=sorted(names.organisation(one) for one in entry.homes - mine),
        opened=shown.form,
        error=shown.error,
        today=today,
    )


@page(Role.ADMINISTRATOR)
def change_person(request: Request, visitor: Visitor) -> Response:
    """An absence, a role more, or another name."""
    entry = _person(request)

    def attempt() -> Response:
        change = _change(request, visitor, entry, request.path_params["hva"])
        refuse_taken_login(site(request).house, change)
        return make(request, visitor, change, presenter.person_url(entry.person.id))

    return or_shown_again(
        request, visitor, attempt, lambda shown: _show(request, visitor, entry, shown)
    )


def _change(request: Request, visitor: Visitor, entry: PersonEntry, which: str) -> Change:
    form, house = request.state.form, site(request).house
    today = local_day(house.clock.now())
    match which:
        case "borte":
            return typed_others.absence(entry, form, today)
        case "tilbake":
            return typed_others.present(entry, form)
        case "rolle":
            units = _units(request, looked_after(house, visitor))
            return typed_others.role(entry, form, units, today)
        case "navn":
            return typed_others.person(entry, form)
        case _:
            raise NotFound


@page(Role.ADMINISTRATOR)
def invite(request: Request, visitor: Visitor) -> Response:
    """A link for a password, shown this once."""
    entry, here = _person(request), site(request)
    if not here.settings.password_sign_in and here.provider is not None:
        raise NotFound
    made = administering.invite(here.house, visitor.actor, visitor.name, entry.person.id)
    return render(
        request,
        visitor,
        "address_book/link.html.j2",
        name=entry.person.name,
        login=entry.person.login,
        link=f"{here.house.public_url}/oppsett/{made.token}",
        until=made.until,
        back=presenter.person_url(entry.person.id),
    )
