"""/adressebok: to find each other in, and to look after."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import administering, overseeing
from hjemover.application.administering import Change, Entry, LeavesNobody, UnitEntry
from hjemover.application.house import House
from hjemover.application.opaque import unit_code
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.vocabulary import Role
from hjemover.web.address_book import presenter, typed
from hjemover.web.address_book.presenter import URL
from hjemover.web.leading.naming import Names
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.refusals import say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


def _names(request: Request, visitor: Visitor) -> Names:
    return Names.read(site(request).house, words_of(request, visitor))


def _looked_after(house: House, visitor: Visitor) -> frozenset[str]:
    """The organisations that the visitor may change."""
    with house.database.reading() as tx:
        directory = house.directory(tx)
        homes = {directory.organisation_of(one) for one in visitor.units_as(Role.ADMINISTRATOR)}
    return frozenset(home for home in homes if home is not None)


@page()
def search(request: Request, visitor: Visitor) -> Response:
    """Everybody, or those whose name has the words."""
    house, names = site(request).house, _names(request, visitor)
    words = request.query_params.get("sok", "")[:100]
    found = administering.search(house, words)
    looked_after = _looked_after(house, visitor)
    with house.database.reading() as tx:
        unwatched = [
            house.addresses(tx).organisations[one].name
            for one in overseeing.unwatched(house, tx, looked_after)
        ]
    return render(
        request,
        visitor,
        "address_book/search.html.j2",
        words=words,
        rows=presenter.lines(found, names),
        administrator=bool(looked_after),
        unwatched=unwatched,
    )


# --- a unit -------------------------------------------------------------------------------------


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
    return _show_unit(request, visitor, _unit(request))


def _show_unit(
    request: Request,
    visitor: Visitor,
    entry: UnitEntry,
    *,
    form: str = "",
    filled: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    house, names = site(request).house, _names(request, visitor)
    may_change = entry.unit.organisation in _looked_after(house, visitor)
    today = local_day(house.clock.now())
    return render(
        request,
        visitor,
        "address_book/unit.html.j2",
        status=status,
        unit=presenter.unit_page(entry, names, today, may_change=may_change),
        forms=presenter.unit_fields(
            entry,
            names,
            everybody=_colleagues(house, entry.unit.organisation),
            services=_services(house, names),
            typed=filled or {},
            errors=errors or {},
        )
        if may_change
        else {},
        opened=form,
        error=error,
        today=today,
    )


def _colleagues(house: House, organisation: str) -> list[book.Person]:
    """Whoever works in the organisation already."""
    with house.database.reading() as tx:
        units = {one.id for one in book.records(tx, book.Unit) if one.organisation == organisation}
        members = {one.person for one in book.records(tx, book.Membership) if one.unit in units}
        return [one for one in book.records(tx, book.Person) if one.id in members]


def _services(house: House, names: Names) -> set[str]:
    """Every service that somebody answers for, or that a pathway asks for."""
    with house.database.reading() as tx:
        found = {one.service for one in book.records(tx, book.UnitService)}
    asked = {p.service for one in names.definitions.values() for p in one.parties.values()}
    return found | {one for one in asked if one}


@page(Role.ADMINISTRATOR)
def change_unit(request: Request, visitor: Visitor) -> Response:
    """Make one of the unit's changes, or tell what it would come to."""
    entry, which = _unit(request), request.path_params["hva"]
    read = typed.UNIT_FORMS.get(which)
    if read is None:
        raise NotFound
    form, house = request.state.form, site(request).house
    filled = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    try:
        change = read(entry, form, local_day(house.clock.now()))
        _refuse_taken_login(house, change)
        return _apply(request, visitor, change, presenter.unit_url(entry.unit.id))
    except typed.Faulty as faulty:
        return _show_unit(
            request, visitor, entry, form=which, filled=filled, errors=faulty.errors, status=422
        )
    except CommandRefused as refusal:
        if refusal.code == "not-your-organisation":
            raise
        with house.database.reading() as tx:
            addresses = house.addresses(tx)
        return _show_unit(
            request,
            visitor,
            entry,
            form=which,
            filled=filled,
            error=say_refusal(refusal, words_of(request, visitor), addresses),
            status=status_of(refusal),
        )


def _refuse_taken_login(house: House, change: Change) -> None:
    """Somebody new must not be written over somebody there is."""
    new = [one for one in change.put if isinstance(one, book.Person)]
    with house.database.reading() as tx:
        people = book.records(tx, book.Person)
    taken = {one.id for one in people} | {one.login for one in people}
    if any(one.login in taken for one in new):
        raise typed.Faulty(brukernavn=N_("Brukernavnet er tatt. Velg et annet."))


def _apply(request: Request, visitor: Visitor, change: Change, back: str) -> Response:
    """Make the change; ask first when it would leave somebody with nobody."""
    form, house = request.state.form, site(request).house
    try:
        administering.apply(
            house, visitor.actor, visitor.name, change, accepted=form.get("likevel") == "ja"
        )
    except LeavesNobody as stopped:
        names = _names(request, visitor)
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str) and name not in ("_token", "likevel"):
                fields.setdefault(name, []).append(value)
        return render(
            request,
            visitor,
            "address_book/consequences.html.j2",
            status=409,
            found=presenter.consequences_view(stopped.consequences, names),
            action=request.url.path,
            back=back,
            fields={**fields, "likevel": "ja"},
        )
    say(request, N_("Adresseboken er endret."))
    return redirect(back)


# --- an organisation ----------------------------------------------------------------------------


def _organisation(request: Request) -> Entry:
    code = request.path_params["code"]
    for one in administering.search(site(request).house):
        if unit_code(one.organisation.id) == code:
            return one
    raise NotFound


@page()
def organisation(request: Request, visitor: Visitor) -> Response:
    """An organisation with its units."""
    return _show_organisation(request, visitor, _organisation(request))


def _show_organisation(
    request: Request,
    visitor: Visitor,
    entry: Entry,
    *,
    filled: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    house, names = site(request).house, _names(request, visitor)
    [line] = presenter.lines([entry], names)
    home = entry.organisation
    with house.database.reading() as tx:
        seen = administering.fingerprint(tx, home.id)
    return render(
        request,
        visitor,
        "address_book/organisation.html.j2",
        status=status,
        line=line,
        may_change=home.id in _looked_after(house, visitor),
        forms=presenter.organisation_fields(home, names, filled or {}, errors or {}),
        seen=seen,
    )


@page(Role.ADMINISTRATOR)
def change_organisation(request: Request, visitor: Visitor) -> Response:
    """Its name and language, or a new unit."""
    entry, which, form = _organisation(request), request.path_params["hva"], request.state.form
    filled = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    try:
        if which == "navn":
            change = typed.organisation(entry.organisation, form, str(form.get("sett") or "-"))
        elif which == "ny-enhet":
            change = typed.new_unit(entry.organisation, form)
        else:
            raise NotFound
    except typed.Faulty as faulty:
        return _show_organisation(
            request, visitor, entry, filled=filled, errors=faulty.errors, status=422
        )
    return _apply(request, visitor, change, presenter.organisation_url(entry.organisation.id))


# --- the log ------------------------------------------------------------------------------------


@page(Role.ADMINISTRATOR)
def log(request: Request, visitor: Visitor) -> Response:
    """Who changed what in the organisations that the visitor looks after."""
    found = administering.changes(site(request).house, visitor.actor)
    return render(
        request,
        visitor,
        "address_book/log.html.j2",
        lines=presenter.log_lines(found, _names(request, visitor)),
    )


FEATURE = Feature(
    name="address_book",
    routes=(
        Route(URL, search, methods=["GET"]),
        Route(f"{URL}/logg", log, methods=["GET"]),
        Route(f"{URL}/enhet/{{code}}", unit, methods=["GET"]),
        Route(f"{URL}/enhet/{{code}}/{{hva}}", change_unit, methods=["POST"]),
        Route(f"{URL}/virksomhet/{{code}}", organisation, methods=["GET"]),
        Route(f"{URL}/virksomhet/{{code}}/{{hva}}", change_organisation, methods=["POST"]),
    ),
    links=(Link(label=N_("Adressebok"), url=URL, icon="Buildings3", order=60),),
)
