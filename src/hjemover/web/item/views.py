"""The addresses of one item: read it, act on it, confirm what leaves the house."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.desk import doing
from hjemover.application.desk.item import Item, Over, open_item_in
from hjemover.application.seeing import Sight
from hjemover.vocabulary import Role
from hjemover.web.answers import with_rows
from hjemover.web.inbox.patients import seen_on_page
from hjemover.web.item import beside, typed
from hjemover.web.item.acting import INBOX, confirm, do, stale
from hjemover.web.item.drafts import bring_back, drop_draft, keep_draft
from hjemover.web.item.handling import HANDLINGS
from hjemover.web.item.handling.form import Handling, Wrong, written
from hjemover.web.item.notes import note
from hjemover.web.item.screens import EMPTY, Act, form_page, item_page, over_page, sheet_of
from hjemover.web.pages import NotFound, page, redirect, say
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

ROLES: Final = (Role.COORDINATOR, Role.MANAGER)


@page(*ROLES)
def show(request: Request, visitor: Visitor) -> Response:
    """The item as it stands, or what became of it."""
    found, patient = _open(request, visitor)
    if isinstance(found, Over):
        return over_page(request, visitor, found, patient)
    return item_page(request, visitor, found, patient, typed.typed_in(found.draft, "fullfor"))


def _open(request: Request, visitor: Visitor) -> tuple[Item | Over, Sight | None]:
    """The item behind the address, opened by this reader, and whom it is about."""
    house = site(request).house
    ref, key = request.path_params["ref"], request.path_params["key"]
    with house.database.writing() as tx:
        found = open_item_in(house, tx, visitor.actor, ref, key)
        if found is not None:
            was_sent = found.was_sent if isinstance(found, Over) else None
            return found, seen_on_page(request, visitor, tx, ref, "task", was_sent=was_sent)
    raise NotFound


@page(*ROLES, passive=True)
def present(request: Request, visitor: Visitor) -> Response:
    """Who else has the item open just now; asked for by its page."""
    return beside.present(request, visitor)


def _handling(request: Request) -> Handling:
    found = HANDLINGS.get(request.path_params["handling"])
    if found is None:
        raise NotFound
    return found


@page(*ROLES)
def begin(request: Request, visitor: Visitor) -> Response:
    """The form of one handling; where it asks nothing, the page to confirm on."""
    handling = _handling(request)
    item, patient = _open(request, visitor)
    if isinstance(item, Over):
        return over_page(request, visitor, item, patient)
    if not beside.may(item, handling) or handling.word == "fullfor":
        return redirect(f"/oppgave/{item.ref}/{item.key}")
    form = typed.typed_in(item.draft, handling.word)
    act = Act(
        request=request, visitor=visitor, sheet=sheet_of(request, visitor, item, form),
        patient=patient, handling=handling, form=form,
    )  # fmt: skip
    return form_page(act) if handling.ask(act.sheet, EMPTY, {}) else confirm(act)


@page(*ROLES)
def go_on(request: Request, visitor: Visitor) -> Response:
    """What the form of a handling was sent for: kept, searched, changed, confirmed or done."""
    handling, form = _handling(request), request.state.form
    order, ref = written(form, "ordre"), request.path_params["ref"]
    if order and doing.done_before(site(request).house, visitor.actor, order, ref):
        say(request, handling.done)
        say(request, N_("Dette var allerede gjort. Ingenting ble gjort to ganger."), kind="info")
        return redirect(INBOX)
    item, patient = _open(request, visitor)
    if isinstance(item, Over):
        text = typed.text_of(list(typed.typed_pairs(form)))
        return over_page(request, visitor, item, patient, text=text, status=409)
    button = written(form, "knapp")
    if button == "kladd":
        return keep_draft(request, visitor, item.obligation.id, item.draft, handling.word)
    if button.startswith("sjekk:"):
        return beside.tick(request, visitor, item, button.removeprefix("sjekk:"))
    changed = with_rows(form)
    act = Act(
        request=request, visitor=visitor, sheet=sheet_of(request, visitor, item, form),
        patient=patient, handling=handling, form=form if changed is None else changed,
    )  # fmt: skip
    if not beside.may(item, handling):
        return stale(act)
    if changed is not None or button in ("sok", "endre"):
        return form_page(act)
    try:
        command = handling.make(act.sheet, form)
    except Wrong as wrong:
        return form_page(act, errors=wrong.errors)
    return do(act, command, order) if form.get("bekreftet") else confirm(act, command)


FEATURE = Feature(
    name="item",
    routes=(
        Route("/oppgave/{ref}/{key}", show, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/her", present, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/beskjed", note, methods=["POST"]),
        Route("/oppgave/{ref}/{key}/kladd/slett", drop_draft, methods=["POST"]),
        Route("/oppgave/{ref}/{key}/kladd/tilbake", bring_back, methods=["POST"]),
        Route("/oppgave/{ref}/{key}/{handling}", begin, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/{handling}", go_on, methods=["POST"]),
    ),
    styles=("item.css",),
    scripts=("item.js",),
)
