"""The screens of one item: as it stands, when it is over, and the form of a handling."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.desk.item import Item, Over
from hjemover.application.enrolling import new_order_id
from hjemover.application.seeing import Sight, shields
from hjemover.definition.models import Field
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.answers import TELLS_WHERE, FieldView
from hjemover.web.item import beside, typed
from hjemover.web.item.handling import HANDLINGS
from hjemover.web.item.handling.form import Handling, Sheet, written
from hjemover.web.item.handling.happened import when_field
from hjemover.web.item.handling.tasks import OUTCOME, asked_fields, chosen_outcome, outcomes_of
from hjemover.web.item.places import find_units, places_in
from hjemover.web.item.presenter import item_view, labels_of, over_view, worded
from hjemover.web.pages import render
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor

EMPTY: Final = FormData()
"""Nothing typed yet."""


class Act(Struct, frozen=True, kw_only=True):
    """One thing that a visitor is about to do with an item, with what they have typed."""

    request: Request
    visitor: Visitor
    sheet: Sheet
    patient: Sight | None
    handling: Handling
    form: FormData


def sheet_of(request: Request, visitor: Visitor, item: Item, form: FormData) -> Sheet:
    """What the forms of the item are made with."""
    house, words = site(request).house, words_of(request, visitor)
    with house.database.reading() as tx:
        addresses, directory = house.addresses(tx), house.directory(tx)
        shield = shields(house, tx, visitor.actor.units, [item.ref], words.language).get(item.ref)
    # A unit that the reader has chosen themselves is no news to them, and must be seen to be right.
    hidden = {place: said for place, said in (shield or {}).items() if place not in form.values()}
    return Sheet(
        item=item,
        labels=labels_of(item, addresses.hiding(hidden), words),
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
    sheet = sheet_of(request, visitor, item, form)
    words, wrong = sheet.words, errors or {}
    task = HANDLINGS["fullfor"] if "complete-task" in item.acts else None
    fields = task.ask(sheet, form, wrong) if task else ()
    outcomes = _outcome_views(sheet, form, wrong) if task else []
    return render(
        request,
        visitor,
        "item/item.html.j2",
        status=status,
        item=item_view(item, sheet.labels, words, visitor.person),
        patient=patient,
        task=task,
        fields=fields,
        outcomes=outcomes,
        outcome_error=wrong.get(OUTCOME, ""),
        checklist=beside.checklist(sheet),
        when=when_field(sheet, form, wrong),
        wrong=[*fields, *(one for _, _, _, asked in outcomes for one in asked)],
        draft_at=formats.instant(item.draft.saved, words.language) if item.draft else "",
        drafts=typed.handlings_in(item.draft),
        note=written(typed.typed_in(item.draft, typed.NOTE), typed.NOTE),
        conflict=conflict,
        order=new_order_id(),
        seen=item.seen,
        tomorrow=sheet.today + timedelta(days=1),
    )


def _outcome_views(
    sheet: Sheet, form: FormData, errors: Mapping[str, str]
) -> list[tuple[str, Any, bool, tuple[FieldView, ...]]]:
    """Each way out: its code, what it is called, whether it is chosen, what it asks."""
    chosen = chosen_outcome(sheet, form)
    return [
        (name, sheet.words.of(one.label), name == chosen, asked_fields(sheet, name, form, errors))
        for name, one in outcomes_of(sheet).items()
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
        shield = shields(house, tx, visitor.actor.units, [over.ref], words.language)
        addresses = house.addresses(tx).hiding(shield.get(over.ref, {}))
        labels = labels_of(over, addresses, words)
    kept = text or typed.all_text(over.draft)

    def corrects(field: Field) -> bool:
        hidden = patient is not None and patient.protected and field.type in TELLS_WHERE
        return visitor.may(Role.COORDINATOR) and over.has_part and not hidden

    in_pathway = over.has_part or (patient is not None and patient.emergency)
    return render(
        request,
        visitor,
        "item/over.html.j2",
        status=status,
        over=over_view(over, labels, words, kept, in_pathway=in_pathway, corrects=corrects),
        patient=patient,
        second=status == 409,
    )


def form_page(
    act: Act,
    *,
    errors: Mapping[str, str] | None = None,
    conflict: str = "",
    status: int = 0,
    second: bool = False,
) -> Response:
    """The questions of a handling, with what was typed and what is wrong with it."""
    code = status or (422 if errors else 200)
    sheet, handling = act.sheet, act.handling
    if handling.word == "fullfor":
        return item_page(
            act.request, act.visitor, sheet.item, act.patient, act.form,
            errors=errors, conflict=conflict, status=code,
        )  # fmt: skip
    return render(
        act.request,
        act.visitor,
        "item/handling.html.j2",
        status=code,
        item=item_view(sheet.item, sheet.labels, sheet.words, act.visitor.person),
        patient=act.patient,
        handling=worded(sheet.item, handling),
        fields=handling.ask(sheet, act.form, errors or {}),
        when=when_field(sheet, act.form, errors or {}) if handling.dated else None,
        found_none=bool(written(act.form, "sok")) and not sheet.hits,
        conflict=conflict,
        second=second,
        order=new_order_id(),
        seen=sheet.item.seen,
    )
