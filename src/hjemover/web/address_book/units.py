"""/adressebok/enhet: a unit in full, and its forms."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering
from hjemover.application.administering import UnitEntry
from hjemover.application.house import House
from hjemover.application.opaque import unit_code
from hjemover.calendar import local_day
from hjemover.store import address_book as book
from hjemover.vocabulary import Role
from hjemover.web.address_book import numbers, presenter
from hjemover.web.address_book.changing import (
    AS_IT_IS,
    Shown,
    back_to,
    looked_after,
    make,
    names_of,
    or_shown_again,
    refuse_taken_login,
    what_was_typed,
)
from hjemover.web.address_book.fields import Filled, unit_fields
from hjemover.web.address_book.typed_units import UNIT_FORMS
from hjemover.web.leading.naming import Names
from hjemover.web.pages import NotFound, page, render
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def _unit(request: Request) -> UnitEntry:
    house, code = site(request).house, request.path_params["code"]
    with house.database.reading() as tx:
        units = house.addresses(tx).units
    known = next((one for one in units if unit_code(one) == code), None)
    found = administering.unit_entry(house, known) if known else None
    if found is None:
        raise NotFound
    return found


@page()
def unit(request: Request, visitor: Visitor) -> Response:
    """A unit in full, with its forms for those who look after it."""
    return _show(request, visitor, _unit(request))


def _show(
    request: Request, visitor: Visitor, entry: UnitEntry, shown: Shown = AS_IT_IS
) -> Response:
    house, names = site(request).house, names_of(request, visitor)
    may_change = entry.unit.organisation in looked_after(house, visitor)
    today = local_day(house.clock.now())
    made = Filled(names, shown.filled, shown.faulty)
    forms = {}
    if may_change:
        forms = unit_fields(
            entry,
            names,
            made,
            everybody=_colleagues(house, entry.unit.organisation),
            services=all_services(house, names),
        )
        forms["tall"] = numbers.fields(names, made)
    return render(
        request,
        visitor,
        "address_book/unit.html.j2",
        status=shown.status,
        unit=presenter.unit_page(entry, names, today, may_change=may_change),
        numbers=numbers.rows(house, names, "unit", entry.unit.id),
        forms=forms,
        opened=shown.form,
        error=shown.error,
        ending=_ending(shown.filled) if shown.form == "medlem-slutt" else ("", "", ""),
        ending_error=made.error("siste_dag"),
        today=today,
    )


def _ending(filled: Mapping[str, Any]) -> tuple[str, str, str]:
    """Whose role the form that was refused would end."""
    return str(filled.get("person")), str(filled.get("rolle")), str(filled.get("siste_dag"))


def _colleagues(house: House, organisation: str) -> list[book.Person]:
    """Whoever works in the organisation already."""
    with house.database.reading() as tx:
        units = {one.id for one in book.records(tx, book.Unit) if one.organisation == organisation}
        members = {one.person for one in book.records(tx, book.Membership) if one.unit in units}
        return [one for one in book.records(tx, book.Person) if one.id in members]


def all_services(house: House, names: Names) -> set[str]:
    """Every service that has a name, that somebody answers for, or that a pathway asks for."""
    with house.database.reading() as tx:
        found = {one.service for one in book.records(tx, book.UnitService)}
    asked = {p.service for one in names.definitions.values() for p in one.parties.values()}
    asked |= names.addresses.services.keys()
    return found | {one for one in asked if one and not one.startswith("item.")}


@page(Role.ADMINISTRATOR)
def change_unit(request: Request, visitor: Visitor) -> Response:
    """Make one of the unit's changes, or tell what it would come to."""
    entry, which = _unit(request), request.path_params["hva"]
    form, house = request.state.form, site(request).house

    def attempt() -> Response:
        if which in numbers.FORMS:
            names = names_of(request, visitor)
            change = numbers.FORMS[which](house, names, form, "unit", entry.unit.id)
        elif which in UNIT_FORMS:
            change = UNIT_FORMS[which](entry, form, local_day(house.clock.now()))
        else:
            raise NotFound
        refuse_taken_login(house, change)
        new = next((one for one in change.put if isinstance(one, book.Person)), None)
        if new is not None:
            back = presenter.person_url(new.id)
        elif "hvor" in form:
            back = back_to(what_was_typed(request)["hvor"])
        else:
            back = presenter.unit_url(entry.unit.id)
        return make(request, visitor, change, back)

    return or_shown_again(
        request, visitor, attempt, lambda shown: _show(request, visitor, entry, shown)
    )
