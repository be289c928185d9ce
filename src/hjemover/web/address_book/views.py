"""/adressebok: to find each other in, and to look after."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import administering, overseeing
from hjemover.application.administering import Applied
from hjemover.vocabulary import Role
from hjemover.web.address_book import files, organisations, people, presenter, units
from hjemover.web.address_book.changing import (
    UNDO,
    back_to,
    carry_out,
    looked_after,
    names_of,
    what_was_typed,
)
from hjemover.web.address_book.presenter import URL
from hjemover.web.leading.naming import sorted_by_name
from hjemover.web.pages import page, render
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

_MOST_OWN: Final = 12


@page()
def search(request: Request, visitor: Visitor) -> Response:
    """Everybody, or those whose name has the words."""
    house, names = site(request).house, names_of(request, visitor)
    words = request.query_params.get("sok", "")[:100]
    found = administering.search(house, words)
    mine = looked_after(house, visitor)
    with house.database.reading() as tx:
        unwatched = [
            house.addresses(tx).organisations[one].name
            for one in overseeing.unwatched(house, tx, mine)
        ]
    own = sorted_by_name((presenter.organisation_url(o), names.organisation(o)) for o in mine)
    return render(
        request,
        visitor,
        "address_book/search.html.j2",
        words=words,
        rows=presenter.lines(found, names),
        people=[
            (one.name, presenter.person_url(one.id))
            for one in administering.search_people(house, words)
        ],
        administrator=bool(mine),
        own=own[:_MOST_OWN],
        unwatched=unwatched,
    )


@page(Role.ADMINISTRATOR)
def log(request: Request, visitor: Visitor) -> Response:
    """Who changed what in the organisations that the visitor looks after."""
    house = site(request).house
    found = administering.changes(house, visitor.actor)
    return render(
        request,
        visitor,
        "address_book/log.html.j2",
        lines=presenter.log_lines(
            found, names_of(request, visitor), administering.undoable(house, found)
        ),
    )


@page(Role.ADMINISTRATOR)
def undo(request: Request, visitor: Visitor) -> Response:
    """Take back a change, by its lines of the log."""
    house, form = site(request).house, what_was_typed(request)
    lines = {int(one) for one in form.get("linjer", "").split() if _is_line(one)}
    back = back_to(form.get("hvor", ""))

    def act(accepted: bool) -> Applied:
        return administering.undo(house, visitor.actor, visitor.name, lines, accepted=accepted)

    return carry_out(request, visitor, act, back, said=N_("Endringen er tatt tilbake."))


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


FEATURE = Feature(
    name="address_book",
    routes=(
        Route(URL, search, methods=["GET"]),
        Route(f"{URL}/logg", log, methods=["GET"]),
        Route(f"{URL}/enheter.csv", files.units_file, methods=["GET"]),
        Route(f"{URL}/tjenester.csv", files.services_file, methods=["GET"]),
        Route(f"{URL}/folk.csv", files.people_file, methods=["GET"]),
        Route(UNDO, undo, methods=["POST"]),
        Route(f"{URL}/enhet/{{code}}", units.unit, methods=["GET"]),
        Route(f"{URL}/enhet/{{code}}/{{hva}}", units.change_unit, methods=["POST"]),
        Route(f"{URL}/virksomhet/{{code}}", organisations.organisation, methods=["GET"]),
        Route(
            f"{URL}/virksomhet/{{code}}/{{hva}}",
            organisations.change_organisation,
            methods=["POST"],
        ),
        Route(f"{URL}/person/{{code}}", people.person, methods=["GET"]),
        Route(f"{URL}/person/{{code}}/lenke", people.invite, methods=["POST"]),
        Route(f"{URL}/person/{{code}}/{{hva}}", people.change_person, methods=["POST"]),
    ),
    links=(Link(label=N_("Adressebok"), url=URL, icon="Buildings3", order=60),),
)
