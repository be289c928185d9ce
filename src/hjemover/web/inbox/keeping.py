"""Saved views, the switch of single keys, and the search, which lets no text into an address."""

from typing import Final

from msgspec.structs import replace
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import accounts
from hjemover.application.desk import saved
from hjemover.application.enrolling import new_order_id
from hjemover.application.house import House
from hjemover.calendar import local_day
from hjemover.errors import CommandRefused
from hjemover.store.desk.keeping import colleagues
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role
from hjemover.web.inbox.address import Chosen, code_of_step
from hjemover.web.inbox.known import newest_definitions
from hjemover.web.opaque import person_code, unit_code
from hjemover.web.pages import page, redirect, say
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

_ROLES: Final = (Role.COORDINATOR, Role.MANAGER)
_MOST: Final = 30


@page(*_ROLES)
def save(request: Request, visitor: Visitor) -> Response:
    """Keep the list as it is narrowed now, under a name."""
    form = request.state.form
    chosen = Chosen.read(QueryParams(str(form.get("tilbake") or ""))).first_page()
    unit = str(form.get("for") or "")
    if unit and unit not in visitor.actor.units:
        unit = ""
    try:
        saved.save_view(
            site(request).house,
            visitor.actor,
            str(form.get("ordre") or "") or new_order_id(),
            str(form.get("navn") or ""),
            chosen.query(),
            unit or None,
        )
    except CommandRefused as refused:
        say(request, _WHY.get(refused.code, N_("Visningen ble ikke lagret.")), kind="warning")
        return redirect(chosen.url())
    say(request, N_("Visningen er lagret."))
    return redirect(chosen.url())


_WHY: Final = {
    "answer-missing": N_("Gi visningen et navn først."),
    "answer-invalid": N_("Navnet er for langt. Bruk høyst 60 tegn."),
    "too-many-views": N_("Det er 15 lagrede visninger. Slett en av dem først."),
}


@page(*_ROLES)
def drop(request: Request, visitor: Visitor) -> Response:
    """Remove a saved view."""
    form = request.state.form
    gone = saved.drop_view(site(request).house, visitor.actor, str(form.get("id") or ""))
    say(
        request,
        N_("Visningen er slettet.") if gone else N_("Visningen var alt slettet."),
        kind="success" if gone else "info",
    )
    return redirect(Chosen.read(QueryParams(str(form.get("tilbake") or ""))).url())


@page(*_ROLES)
def switch_shortcuts(request: Request, visitor: Visitor) -> Response:
    """Single keys on or off, for this person wherever they sign in."""
    form = request.state.form
    on = form.get("hurtigtaster") == "pa"
    accounts.choose_shortcuts(site(request).house, visitor.person, on=on)
    say(request, N_("Hurtigtastene er på.") if on else N_("Hurtigtastene er av."))
    if form.get("retur") == "min-side":
        return redirect("/min-side")
    return redirect(Chosen.read(QueryParams(str(form.get("tilbake") or ""))).url())


@page(*_ROLES)
def search(request: Request, visitor: Visitor) -> Response:
    """Turn a text into filters. The text itself goes no further: it may be a patient's name."""
    form, house = request.state.form, site(request).house
    chosen = Chosen.read(QueryParams(str(form.get("tilbake") or ""))).first_page()
    text = " ".join(str(form.get("sok") or "").split()).casefold()
    if not text:
        return redirect(chosen.url())
    with house.database.reading() as tx:
        found = _found(house, tx, visitor, chosen, text, words_of(request, visitor))
    if found is None:
        say(
            request,
            N_("Ingen oppgaver, enheter eller kolleger heter noe med det du skrev."
               " Pasienter finnes ikke ved søk her."),
            kind="info",
        )  # fmt: skip
        return redirect(chosen.url())
    return redirect(found.url())


def _found(
    house: House, tx: Transaction, visitor: Visitor, chosen: Chosen, text: str, words: Words
) -> Chosen | None:
    """The list narrowed by what *text* names: steps and pathways first, then units, then people."""
    steps = []
    for name, definition in newest_definitions(house, tx).items():
        of_pathway = text in words.plain(definition.name).casefold()
        steps += [
            code_of_step((name, step))
            for step, known in definition.steps.items()
            if of_pathway or text in words.plain(known.label).casefold()
        ]
    if steps:
        return replace(chosen, steps=tuple(steps[:_MOST]))
    addresses = house.addresses(tx)
    units = [
        unit_code(one) for one in addresses.units if text in addresses.unit_name(one).casefold()
    ]
    if units:
        return replace(chosen, counterparts=tuple(units[:_MOST]))
    today = local_day(house.clock.now())
    people = [
        person_code(one.id)
        for one in colleagues(tx, visitor.actor.units, today)
        if text in one.name.casefold()
    ]
    return replace(chosen, people=tuple(people[:_MOST])) if people else None


ROUTES: Final = (
    Route("/innboks/sok", search, methods=["POST"]),
    Route("/innboks/hurtigtaster", switch_shortcuts, methods=["POST"]),
    Route("/innboks/visninger", save, methods=["POST"]),
    Route("/innboks/visninger/slett", drop, methods=["POST"]),
)
