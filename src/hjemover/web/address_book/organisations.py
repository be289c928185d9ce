"""/adressebok/virksomhet: an organisation with its units, and who answers for what in it."""

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering
from hjemover.application.administering import Change, Entry
from hjemover.application.house import House
from hjemover.application.opaque import unit_code
from hjemover.store import address_book as book
from hjemover.vocabulary import Role
from hjemover.web.address_book import numbers, presenter, typed_others
from hjemover.web.address_book.changing import (
    AS_IT_IS,
    Shown,
    looked_after,
    make,
    names_of,
    or_shown_again,
)
from hjemover.web.address_book.fields import Filled, organisation_fields
from hjemover.web.address_book.units import all_services
from hjemover.web.leading.naming import Names
from hjemover.web.pages import NotFound, page, render
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def _organisation(request: Request) -> Entry:
    code = request.path_params["code"]
    for one in administering.search(site(request).house):
        if unit_code(one.organisation.id) == code:
            return one
    raise NotFound


@page()
def organisation(request: Request, visitor: Visitor) -> Response:
    """An organisation with its units."""
    return _show(request, visitor, _organisation(request))


def _show(request: Request, visitor: Visitor, entry: Entry, shown: Shown = AS_IT_IS) -> Response:
    house, names = site(request).house, names_of(request, visitor)
    [line] = presenter.lines([entry], names)
    home = entry.organisation
    may_change = home.id in looked_after(house, visitor)
    made = Filled(names, shown.filled, shown.faulty)
    forms = {}
    if may_change:
        forms = organisation_fields(home, names, made, all_services(house, names))
        forms["tall"] = numbers.fields(names, made)
    with house.database.reading() as tx:
        seen = administering.fingerprint(tx, home.id)
        answers = book.records(tx, book.UnitService)
    answered = {one.service: one.unit for one in answers if one.organisation == home.id}
    under = [
        (one.name, presenter.organisation_url(one.id))
        for one in names.addresses.organisations.values()
        if one.parent == home.id
    ]
    return render(
        request,
        visitor,
        "address_book/organisation.html.j2",
        status=shown.status,
        line=line,
        under=sorted(under),
        services=presenter.service_rows(home.id, answered, _missing(home, answers, names), names),
        numbers=numbers.rows(house, names, "organisation", home.id),
        may_change=may_change,
        forms=forms,
        opened=shown.form,
        error=shown.error,
        seen=seen,
    )


def _missing(home: book.Organisation, answers: list[book.UnitService], names: Names) -> list[str]:
    """What most of its kind have somebody to answer for, and this one has not."""
    kinds = {one.id: one.kind for one in names.addresses.organisations.values()}
    alike = sum(kind == home.kind for kind in kinds.values())
    have: dict[str, set[str]] = {}
    for one in answers:
        if kinds[one.organisation] == home.kind:
            have.setdefault(one.service, set()).add(one.organisation)
    return [one for one, who in have.items() if home.id not in who and 2 * len(who) > alike]


@page(Role.ADMINISTRATOR)
def change_organisation(request: Request, visitor: Visitor) -> Response:
    """Its name and language, who answers for what, its limits, a unit, or an office under it."""
    entry = _organisation(request)
    home = entry.organisation

    def attempt() -> Response:
        change = _change(site(request).house, request, visitor, home, request.path_params["hva"])
        new = next((one for one in change.put if isinstance(one, book.Organisation)), home)
        return make(request, visitor, change, presenter.organisation_url(new.id))

    return or_shown_again(
        request, visitor, attempt, lambda shown: _show(request, visitor, entry, shown)
    )


def _change(
    house: House, request: Request, visitor: Visitor, home: book.Organisation, which: str
) -> Change:
    form = request.state.form
    if which in numbers.FORMS:
        names = names_of(request, visitor)
        return numbers.FORMS[which](house, names, form, "organisation", home.id)
    match which:
        case "navn":
            return typed_others.organisation(home, form)
        case "ny-enhet":
            return typed_others.new_unit(home, form)
        case "ny-virksomhet":
            return typed_others.new_organisation(home, form)
        case "tjeneste":
            with house.database.reading() as tx:
                answers = book.records(tx, book.UnitService)
            known = all_services(house, names_of(request, visitor))
            return typed_others.service(home, form, answers, known)
        case _:
            raise NotFound
