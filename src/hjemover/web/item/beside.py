"""What stands beside the forms of an item: its checklist, who is looking, what was done."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from markupsafe import Markup
from msgspec.structs import replace
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.desk import doing, writing
from hjemover.application.desk.item import Item, looking_at
from hjemover.application.enrolling import new_order_id
from hjemover.application.house import Actor, House
from hjemover.application.previewing import preview_order
from hjemover.application.way import say_effect
from hjemover.definition.models import TaskStep
from hjemover.engine import commands as c
from hjemover.engine.checklists import checklist_of, holds
from hjemover.engine.facts import Facts
from hjemover.engine.turn import Place
from hjemover.errors import CommandRefused
from hjemover.web import formats
from hjemover.web.answers import FieldView, read_day
from hjemover.web.item import typed
from hjemover.web.item.handling.form import Handling, Sheet, written
from hjemover.web.item.handling.happened import WHEN
from hjemover.web.item.handling.tasks import asked_fields, chosen_outcome, outcomes_of
from hjemover.web.item.presenter import CheckView, limit_acts
from hjemover.web.pages import NotFound, redirect, render
from hjemover.web.site import site
from hjemover.web.subject import of_subject
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

DEEDS: Final[Mapping[str, str]] = {
    "task-claimed": N_("tok den, eller fikk den"),
    "task-released": N_("la den tilbake"),
    "task-completed": N_("fullførte den"),
    "item-checked": N_("krysset av et punkt"),
    "item-unchecked": N_("fjernet et kryss"),
    "handoff-accepted": N_("tok imot"),
    "handoff-rejected": N_("avviste den"),
    "handoff-returned": N_("sendte den tilbake med et spørsmål"),
    "handoff-answered": N_("svarte på spørsmålet"),
    "handoff-forwarded": N_("sendte den videre"),
    "handoff-reoffered": N_("sendte den på nytt"),
    "handoff-withdrawn": N_("trakk den tilbake"),
    "limit-extended": N_("forlenget fristen"),
    "clock-stopped": N_("stoppet klokken"),
    "clock-started": N_("startet klokken igjen"),
    "deadline-moved": N_("rettet en dato som flyttet fristen"),
}
ANY_DEED: Final = N_("endret noe her")


def may(item: Item, handling: Handling) -> bool:
    """Whether this reader may do it now."""
    return handling.order in item.acts or handling in limit_acts(item)


def last_deed(item: Item, words: Words) -> str:
    """Who did what last, in a sentence; empty when nobody has."""
    if not item.history:
        return ""
    last = item.history[-1]
    return words.text(
        N_("%(who)s %(did)s, %(when)s."),
        who=item.people.get(last.envelope.actor, words.text(N_("En kollega"))),
        did=words.text(DEEDS.get(last.event_type, ANY_DEED)),
        when=formats.instant(last.envelope.recorded, words.language),
    )


def summary(sheet: Sheet, handling: Handling, form: FormData) -> list[tuple[Markup | str, str]]:
    """What was typed, question by question, for the page to confirm on."""
    fields = [*handling.ask(sheet, form, {})]
    found: list[tuple[Markup | str, str]] = []
    if handling.word == "fullfor":
        outcome = chosen_outcome(sheet, form)
        if len(outcomes_of(sheet)) > 1:
            label = sheet.words.plain(outcomes_of(sheet)[outcome].label)
            found.append((sheet.words.text(N_("Resultat")), label))
        fields += asked_fields(sheet, outcome, form, {})
    found += [
        (one.label, said)
        for one in fields
        if one.name != "sok" and (said := _said(one, sheet.words))
    ]
    day = written(form, WHEN)
    if handling.word == "fullfor" and day:
        found.append((sheet.words.text(N_("Skjedde")), _day(day, sheet.words)))
    return found


def _said(field: FieldView, words: Words) -> str:
    """An answer as it was typed or chosen."""
    if field.options:
        chosen = [
            str(one.label) if not isinstance(one.label, Markup) else one.label.striptags()
            for one in field.options
            if one.value in field.values
        ]
        return ", ".join(chosen)
    if field.rows:
        rows = []
        for row in field.rows:
            cells = [
                f"{_plain(cell.label)}: {said}"
                for cell in row.cells
                if (said := _said(cell, words))
            ]
            if cells:
                rows.append(f"{_plain(row.label)}: {', '.join(cells)}")
        return "\n".join(rows)
    return _day(field.value, words) if field.type == "date" else field.value


def _day(written: str, words: Words) -> str:
    """A day as one says it; what is no day, as it was typed."""
    try:
        return formats.day(date.fromisoformat(read_day(written)), words.language)
    except ValueError:
        return written


def _plain(label: Markup | str) -> str:
    return label.striptags() if isinstance(label, Markup) else label


BY_ITSELF: Final[Mapping[type, str]] = {
    c.AcceptHandoff: N_("Ansvaret for pasienten går fra %(sender)s til %(receiver)s."),
    c.RejectHandoff: N_("%(sender)s beholder ansvaret."),
    c.ReturnHandoff: N_("%(sender)s får spørsmålet, og har ansvaret til noen tar imot."),
    c.AnswerHandoff: N_("%(receiver)s får svaret, og skal så ta imot eller avvise."),
    c.ForwardHandoff: N_("%(sender)s har ansvaret til noen hos den nye enheten tar imot."),
    c.WithdrawHandoff: N_("%(receiver)s kan ikke ta imot lenger. Ansvaret blir hos %(sender)s."),
    c.ReofferHandoff: N_("%(receiver)s får overføringen på nytt. %(sender)s har ansvaret imens."),
}
"""What the act itself does, beside what follows of it."""


def foreseen(house: House, sheet: Sheet, command: c.AnyCommand, by: Actor) -> list[str]:
    """What will happen and who will be told, in sentences.

    Raises:
        CommandRefused: As the order itself would be refused.
    """
    item, handoff = sheet.item, sheet.item.obligation.handoff
    found = preview_order(house, item.ref, command, by)
    # What is done here has not "ended" or been "withdrawn": what it is, is said first.
    others = tuple(one for one in found.ended if one.id != item.obligation.id)
    sentences = list(say_effect(replace(found, ended=others), sheet.labels).sentences)
    said = BY_ITSELF.get(type(command))
    if said and handoff:
        names = {
            "sender": sheet.labels.unit(handoff.sender),
            "receiver": sheet.labels.unit(handoff.receiver),
        }
        sentences.insert(0, sheet.words.text(of_subject(item.definition, said), **names))
    return sentences


# --- the checklist ----------------------------------------------------------------------------


def checklist(sheet: Sheet) -> list[CheckView]:
    """The items that apply now, in the definition's order."""
    item, open_ = sheet.item, sheet.item.obligation
    if not isinstance(item.step, TaskStep):
        return []
    known = Facts(item.rules, item.pathway, Place.of(open_))
    return [
        CheckView(
            code=code,
            label=sheet.words.of(one.label),
            done=code in open_.checked,
            optional=one.optional,
        )
        for code, one in checklist_of(item.rules, open_).items()
        if one.when is None or holds(one.when, known, otherwise=True)
    ]


def tick(request: Request, visitor: Visitor, item: Item, code: str) -> Response:
    """Tick an item, or take the tick away. What is typed in the form is kept meanwhile."""
    form, house = request.state.form, site(request).house
    if any(value.strip() for _, value in typed.typed_pairs(form)):
        text = typed.keep("fullfor", form, item.draft)
        writing.save_draft(house, visitor.actor, item.ref, item.obligation.id, text)
    command = c.CheckItem(
        obligation=item.obligation.id, item=code, done=code not in item.obligation.checked
    )
    try:
        doing.act(house, visitor.actor, new_order_id(), item.ref, command, None)
    except CommandRefused as refused:
        if refused.code == "unknown-item":
            raise NotFound from None
        raise
    return redirect(f"/oppgave/{item.ref}/{item.key}#sjekkliste")


# --- who is looking ---------------------------------------------------------------------------


def present(request: Request, visitor: Visitor) -> Response:
    """Who else has it open, for the page that asks now and then."""
    ref, key = request.path_params["ref"], request.path_params["key"]
    names = looking_at(site(request).house, visitor.actor, ref, key)
    if names is None:
        raise NotFound
    return render(request, visitor, "item/present.html.j2", looking=names)
