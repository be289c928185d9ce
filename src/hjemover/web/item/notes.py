"""A note to the other side of a handoff (beskjed): drafted, confirmed, sent."""

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.desk import writing
from hjemover.application.desk.item import Item, Over, open_item_in
from hjemover.application.enrolling import new_order_id
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.inbox.patients import seen_on_page
from hjemover.web.item import typed
from hjemover.web.item.drafts import keep_draft
from hjemover.web.item.handling.form import written
from hjemover.web.item.presenter import item_view
from hjemover.web.item.screens import EMPTY, over_page, sheet_of
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


@page(Role.COORDINATOR, Role.MANAGER)
def note(request: Request, visitor: Visitor) -> Response:
    """Keep the note, show it before it goes, or send it."""
    house, form = site(request).house, request.state.form
    ref, key = request.path_params["ref"], request.path_params["key"]
    text = written(form, typed.NOTE)
    with house.database.writing() as tx:
        item = open_item_in(house, tx, visitor.actor, ref, key)
        if item is None:
            raise NotFound
        patient = seen_on_page(request, visitor, tx, ref, "task")
    if isinstance(item, Over):
        return over_page(request, visitor, item, patient, text=text, status=409)
    if written(form, "knapp") == "kladd":
        return keep_draft(request, visitor, item.obligation.id, item.draft, typed.NOTE)
    address = f"/oppgave/{ref}/{key}"
    if not text:
        say(request, N_("Skriv beskjeden først."), kind="warning")
        return redirect(address)
    order = written(form, "ordre") or new_order_id()
    if not form.get("bekreftet"):
        kept = typed.keep(typed.NOTE, form, item.draft)  # who goes back finds it there
        writing.save_draft(house, visitor.actor, ref, item.obligation.id, kept)
        sheet = sheet_of(request, visitor, item, EMPTY)
        return render(
            request, visitor, "item/note.html.j2",
            item=item_view(item, sheet.labels, sheet.words, visitor.person),
            patient=patient, text=text,
            fields={typed.NOTE: text, "ordre": order, "bekreftet": "ja"},
        )  # fmt: skip
    _send(request, visitor, item, order, text)
    return redirect(address)


def _send(request: Request, visitor: Visitor, item: Item, order: str, text: str) -> None:
    house, obligation = site(request).house, item.obligation.id
    try:
        writing.write_note(house, visitor.actor, order, item.ref, obligation, text)
    except CommandRefused as refused:
        if refused.code == "answer-invalid":
            say(request, N_("Teksten er for lang. Beskjeden er ikke sendt."), kind="warning")
            return
        raise
    if typed.NOTE in typed.handlings_in(item.draft):
        left = typed.without(typed.NOTE, item.draft)
        writing.save_draft(house, visitor.actor, item.ref, obligation, left)
    say(request, N_("Beskjeden er sendt. Den andre siden ser den i innboksen sin."))
