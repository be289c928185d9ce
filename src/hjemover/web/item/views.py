"""The pages of one item: read it, act on it, confirm what leaves the house."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.desk import doing, writing
from hjemover.application.desk.item import Item, Over, open_item_in, read_again
from hjemover.application.enrolling import new_order_id
from hjemover.application.seeing import Sight
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.desk.keeping import names_of
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.answers import FieldView, with_rows
from hjemover.web.inbox.patients import seen_on_page
from hjemover.web.item import beside, typed
from hjemover.web.item.handling import HANDLINGS
from hjemover.web.item.handling.form import Desk, Handling, Wrong, written
from hjemover.web.item.handling.happened import LATE, WHEN, when_field
from hjemover.web.item.handling.tasks import OUTCOME, asked_fields, chosen_outcome, outcomes_of
from hjemover.web.item.places import find_units, places_in
from hjemover.web.item.presenter import item_view, labels_of, over_view, worded
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.refusals import say_fault, say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

ROLES: Final = (Role.COORDINATOR, Role.MANAGER)
INBOX: Final = "/innboks"
EMPTY: Final = FormData()
"""Nothing typed yet."""


# --- reading ----------------------------------------------------------------------------------


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
            return found, seen_on_page(request, visitor, tx, ref, "task")
    raise NotFound


def desk_of(request: Request, visitor: Visitor, item: Item, form: FormData) -> Desk:
    """What the forms of the item are made with."""
    house, words = site(request).house, words_of(request, visitor)
    with house.database.reading() as tx:
        addresses, directory = house.addresses(tx), house.directory(tx)
    return Desk(
        item=item,
        labels=labels_of(item, addresses, words),
        words=words,
        places=places_in(addresses, directory, item),
        person=visitor.person,
        hits=find_units(addresses, item, written(form, "sok")),
    )


def item_page(
    request: Request,
    visitor: Visitor,
    item: Item,
    patient: Sight | None,
    form: FormData,
    *,
    errors: Mapping[str, str] | None = None,
    conflict: str = "",
    status: int = 200,
) -> Response:
    """The page of an open item, with what has been typed into its form."""
    desk = desk_of(request, visitor, item, form)
    words, wrong = desk.words, errors or {}
    task = HANDLINGS["fullfor"] if "complete-task" in item.acts else None
    fields = task.ask(desk, form, wrong) if task else ()
    outcomes = _outcome_views(desk, form, wrong) if task else []
    return render(
        request,
        visitor,
        "item/item.html.j2",
        status=status,
        item=item_view(item, desk.labels, words, visitor.person),
        patient=patient,
        task=task,
        fields=fields,
        outcomes=outcomes,
        outcome_error=wrong.get(OUTCOME, ""),
        checklist=beside.checklist(desk),
        when=when_field(desk, form, wrong),
        wrong=[*fields, *(one for _, _, _, asked in outcomes for one in asked)],
        draft_at=formats.instant(item.draft.saved, words.language) if item.draft else "",
        draft_of=typed.handling_of(item.draft),
        conflict=conflict,
        order=new_order_id(),
        seen=item.seen,
        tomorrow=desk.today + timedelta(days=1),
    )


def _outcome_views(
    desk: Desk, form: FormData, errors: Mapping[str, str]
) -> list[tuple[str, Any, bool, tuple[FieldView, ...]]]:
    """Each way out: its code, what it is called, whether it is chosen, what it asks."""
    chosen = chosen_outcome(desk, form)
    return [
        (name, desk.words.of(one.label), name == chosen, asked_fields(desk, name, form, errors))
        for name, one in outcomes_of(desk).items()
    ]


def over_page(
    request: Request,
    visitor: Visitor,
    over: Over,
    patient: Sight | None,
    *,
    text: str = "",
    status: int = 200,
) -> Response:
    """The page of an item that has ended. What was typed for nothing stands there to copy."""
    house, words = site(request).house, words_of(request, visitor)
    with house.database.reading() as tx:
        labels = labels_of(over, house.addresses(tx), words)
    kept = text or typed.all_text(over.draft)
    return render(
        request,
        visitor,
        "item/over.html.j2",
        status=status,
        over=over_view(over, labels, words, kept),
        patient=patient,
        second=status == 409,
    )


@page(*ROLES, passive=True)
def present(request: Request, visitor: Visitor) -> Response:
    """Who else has the item open just now; asked for by its page."""
    return beside.present(request, visitor)


# --- acting -----------------------------------------------------------------------------------


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
    desk = desk_of(request, visitor, item, form)
    if not handling.ask(desk, EMPTY, {}):
        return _confirm(request, visitor, desk, patient, handling, form)
    return form_page(request, visitor, desk, patient, handling, form)


@page(*ROLES)
def go_on(request: Request, visitor: Visitor) -> Response:
    """What the form of a handling was sent for: kept, searched, changed, confirmed or done."""
    handling, form = _handling(request), request.state.form
    ref, key = request.path_params["ref"], request.path_params["key"]
    order = written(form, "ordre")
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
        return keep_draft(request, visitor, item, handling)
    if button.startswith("sjekk:"):
        return beside.tick(request, visitor, item, button.removeprefix("sjekk:"))
    if not beside.may(item, handling):
        return _stale(request, visitor, item, patient, handling, form, "")
    desk = desk_of(request, visitor, item, form)
    changed = with_rows(button, form)
    if changed is not None:
        return form_page(request, visitor, desk, patient, handling, changed)
    if button in ("sok", "endre"):
        return form_page(request, visitor, desk, patient, handling, form)
    try:
        command = handling.make(desk, form)
    except Wrong as wrong:
        return form_page(request, visitor, desk, patient, handling, form, errors=wrong.errors)
    if not form.get("bekreftet"):
        return _confirm(request, visitor, desk, patient, handling, form, command)
    return _do(request, visitor, desk, patient, handling, form, command, order, f"{ref}/{key}")


def _do(
    request: Request,
    visitor: Visitor,
    desk: Desk,
    patient: Sight | None,
    handling: Handling,
    form: FormData,
    command: c.AnyCommand,
    order: str,
    address: str,
) -> Response:
    house = site(request).house
    seen = written(form, "sett")
    try:
        doing.act(
            house,
            visitor.actor,
            order or new_order_id(),
            desk.item.ref,
            command,
            int(seen) if seen.isdecimal() and len(seen) < 10 else None,
        )
    except CommandRefused as refused:
        return _refused(request, visitor, desk, patient, handling, form, refused)
    return _was_done(request, handling)


def _was_done(request: Request, handling: Handling) -> Response:
    say(request, handling.done)
    return redirect(INBOX)


def _refused(
    request: Request,
    visitor: Visitor,
    desk: Desk,
    patient: Sight | None,
    handling: Handling,
    form: FormData,
    refused: CommandRefused,
) -> Response:
    """The form again with what was typed, and why it did not go."""
    if refused.code == "version-conflict":
        return _stale(
            request, visitor, desk.item, patient, handling, form, _who(request, desk, refused)
        )
    why = say_refusal(refused, desk.words, desk.labels.addresses, desk.item.definition)
    if refused.code == "gate-closed":
        why = _gate(desk, refused)
    status = status_of(refused)
    field = str(refused.facts.get("field", ""))
    errors = (
        {field: say_fault(str(refused.facts.get("why", "missing")), desk.words)} if field else {}
    )
    if refused.code == "late-reason-missing":
        errors, why = {LATE: why}, ""
    return form_page(
        request, visitor, desk, patient, handling, form,
        errors=errors, conflict=why, status=status,
    )  # fmt: skip


def _gate(desk: Desk, refused: CommandRefused) -> str:
    items = refused.facts.get("items", ())
    assert isinstance(items, tuple)
    named = [desk.labels.checklist_item(desk.item.obligation.id, str(one)) for one in items]
    missing = refused.facts.get("missing", ())
    assert isinstance(missing, tuple)
    said = named or [str(one) for one in missing]
    return desk.words.text(
        N_("Dette mangler før du kan gå videre: %(what)s."), what="; ".join(said)
    )


def _who(request: Request, desk: Desk, refused: CommandRefused) -> str:
    """ "Liv Berg sendte tilbake med et spørsmål kl. 10.42." """
    house = site(request).house
    by = str(refused.facts["by"])
    with house.database.reading() as tx:
        name = names_of(tx, {by}).get(by) or desk.words.text(N_("En kollega"))
    at: Any = refused.facts["at"]
    done = beside.DEEDS.get(str(refused.facts["what"]), beside.ANY_DEED)
    return desk.words.text(
        N_("%(who)s %(did)s, %(when)s."),
        who=name,
        did=desk.words.text(done),
        when=formats.instant(at, desk.words.language),
    )


def _stale(
    request: Request,
    visitor: Visitor,
    item: Item,
    patient: Sight | None,
    handling: Handling,
    form: FormData,
    who: str,
) -> Response:
    """Somebody was a moment before: who did what, what was typed, and what can be done now."""
    house = site(request).house
    fresh = read_again(house, visitor.actor, item)
    text = typed.text_of(list(typed.typed_pairs(form)))
    if isinstance(fresh, Over):
        return over_page(request, visitor, fresh, patient, text=text, status=409)
    words = words_of(request, visitor)
    if not beside.may(fresh, handling):
        last = beside.last_deed(fresh, words)
        return render(
            request, visitor, "item/stale.html.j2", status=409,
            who=who or last, text=text, url=f"/oppgave/{fresh.ref}/{fresh.key}", patient=patient,
        )  # fmt: skip
    desk = desk_of(request, visitor, fresh, form)
    return form_page(
        request, visitor, desk, patient, handling, form,
        conflict=who or beside.last_deed(fresh, words), status=409, second=True,
    )  # fmt: skip


# --- the pages of a handling ------------------------------------------------------------------


def form_page(
    request: Request,
    visitor: Visitor,
    desk: Desk,
    patient: Sight | None,
    handling: Handling,
    form: FormData,
    *,
    errors: Mapping[str, str] | None = None,
    conflict: str = "",
    status: int = 0,
    second: bool = False,
) -> Response:
    """The questions of a handling, with what was typed and what is wrong with it."""
    code = status or (422 if errors else 200)
    if handling.word == "fullfor":
        return item_page(
            request, visitor, desk.item, patient, form,
            errors=errors, conflict=conflict, status=code,
        )  # fmt: skip
    fields = handling.ask(desk, form, errors or {})
    view = item_view(desk.item, desk.labels, desk.words, visitor.person)
    return render(
        request,
        visitor,
        "item/handling.html.j2",
        status=code,
        item=view,
        patient=patient,
        handling=worded(desk.item, handling),
        fields=fields,
        when=when_field(desk, form, errors or {}) if handling.dated else None,
        found_none=bool(written(form, "sok")) and not desk.hits,
        conflict=conflict,
        second=second,
        order=new_order_id(),
        seen=desk.item.seen,
    )


def _confirm(
    request: Request,
    visitor: Visitor,
    desk: Desk,
    patient: Sight | None,
    handling: Handling,
    form: FormData,
    command: c.AnyCommand | None = None,
) -> Response:
    """What will happen and who will be told, before it does."""
    try:
        order = command or handling.make(desk, form)
        effect = beside.foreseen(site(request).house, desk, order, visitor.actor)
    except Wrong as wrong:
        return form_page(request, visitor, desk, patient, handling, form, errors=wrong.errors)
    except CommandRefused as refused:
        return _refused(request, visitor, desk, patient, handling, form, refused)
    view = item_view(desk.item, desk.labels, desk.words, visitor.person)
    return render(
        request,
        visitor,
        "item/confirm.html.j2",
        item=view,
        patient=patient,
        handling=worded(desk.item, handling),
        effects=effect,
        summary=beside.summary(desk, handling, form),
        asks=bool(handling.ask(desk, EMPTY, {})) or handling.word == "fullfor",
        when=when_field(desk, form, {}) if handling.dated and handling.word != "fullfor" else None,
        kept=[
            pair
            for pair in typed.typed_pairs(form)
            if handling.word == "fullfor" or pair[0] != WHEN
        ],
        order=written(form, "ordre") or new_order_id(),
        seen=written(form, "sett") or desk.item.seen,
    )


def keep_draft(request: Request, visitor: Visitor, item: Item, handling: Handling) -> Response:
    """Save what is typed, and let the reader go."""
    text = typed.keep(handling.word, request.state.form)
    writing.save_draft(site(request).house, visitor.actor, item.ref, item.obligation.id, text)
    if request.headers.get("HX-Request") == "true":
        words = words_of(request, visitor)
        now = formats.clock(site(request).house.clock.now())
        return render(
            request, visitor, "item/saved.html.j2",
            text=words.text(N_("Lagret kl. %(clock)s."), clock=now),
        )  # fmt: skip
    say(request, N_("Kladden er lagret. Den venter på deg her."))
    return redirect(f"/oppgave/{item.ref}/{item.key}")


FEATURE = Feature(
    name="item",
    routes=(
        Route("/oppgave/{ref}/{key}", show, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/her", present, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/beskjed", beside.note, methods=["POST"]),
        Route("/oppgave/{ref}/{key}/kladd/slett", beside.drop_draft, methods=["POST"]),
        Route("/oppgave/{ref}/{key}/{handling}", begin, methods=["GET"]),
        Route("/oppgave/{ref}/{key}/{handling}", go_on, methods=["POST"]),
    ),
    styles=("item.css",),
    scripts=("item.js",),
)
