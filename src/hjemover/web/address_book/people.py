"""/adressebok/person: somebody's roles and absences, their name, and a link for their password."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering
from hjemover.application.administering import Change, PersonEntry
from hjemover.application.opaque import person_code
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.address_book import presenter, typed_others
from hjemover.web.address_book.changing import (
    looked_after,
    make,
    names_of,
    refusal_in_words,
    refuse_taken_login,
    what_was_typed,
)
from hjemover.web.address_book.fields import Filled, person_fields
from hjemover.web.address_book.typed import Faulty
from hjemover.web.pages import NotFound, page, render
from hjemover.web.refusals import status_of
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
    request: Request,
    visitor: Visitor,
    entry: PersonEntry,
    *,
    form: str = "",
    filled: Mapping[str, Any] | None = None,
    faulty: Faulty | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    here = site(request)
    house, names = here.house, names_of(request, visitor)
    mine = looked_after(house, visitor)
    whole = bool(entry.homes) and entry.homes <= mine
    passwords = here.settings.password_sign_in or here.provider is None
    today = local_day(house.clock.now())
    made = Filled(names, filled or {}, faulty)
    return render(
        request,
        visitor,
        "address_book/person.html.j2",
        status=status,
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
        opened=form,
        error=error,
        today=today,
    )


@page(Role.ADMINISTRATOR)
def change_person(request: Request, visitor: Visitor) -> Response:
    """An absence, a role more, or another name."""
    entry, which = _person(request), request.path_params["hva"]
    house, filled = site(request).house, what_was_typed(request)
    try:
        change = _change(request, visitor, entry, which)
        refuse_taken_login(house, change)
        return make(request, visitor, change, presenter.person_url(entry.person.id))
    except Faulty as faulty:
        return _show(request, visitor, entry, form=which, filled=filled, faulty=faulty, status=422)
    except CommandRefused as refusal:
        said = refusal_in_words(request, visitor, refusal)
        return _show(
            request, visitor, entry, form=which, filled=filled, error=said,
            status=status_of(refusal),
        )  # fmt: skip


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
