"""Confirming an act, doing it, and what is said when it does not go."""

from typing import Any

from msgspec.structs import replace
from starlette.responses import Response

from hjemover.application.desk import doing
from hjemover.application.desk.item import Over, read_again
from hjemover.application.enrolling import new_order_id
from hjemover.application.opaque import obligation_key
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.desk.keeping import names_of
from hjemover.web import formats
from hjemover.web.inbox.titles import title_of
from hjemover.web.item import beside, typed
from hjemover.web.item.handling.form import Sheet, Wrong, written
from hjemover.web.item.handling.happened import LATE, WHEN, when_field
from hjemover.web.item.presenter import item_view, worded
from hjemover.web.item.screens import EMPTY, Act, form_page, over_page, sheet_of
from hjemover.web.pages import redirect, render, say
from hjemover.web.refusals import say_fault, say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.subject import of_subject
from hjemover.web.wording import N_

INBOX = "/innboks"


def confirm(act: Act, command: c.AnyCommand | None = None) -> Response:
    """What will happen and who will be told, before it does."""
    sheet, handling, form = act.sheet, act.handling, act.form
    whole_page = handling.word == "fullfor"
    try:
        order = command or handling.make(sheet, form)
        effects = beside.foreseen(site(act.request).house, sheet, order, act.visitor.actor)
    except Wrong as wrong:
        return form_page(act, errors=wrong.errors)
    except CommandRefused as refused:
        return _refused(act, refused)
    return render(
        act.request,
        act.visitor,
        "item/confirm.html.j2",
        item=item_view(sheet.item, sheet.labels, sheet.words, act.visitor.person),
        patient=act.patient,
        handling=worded(sheet.item, handling),
        effects=effects,
        summary=beside.summary(sheet, handling, form),
        asks=bool(handling.ask(sheet, EMPTY, {})) or whole_page,
        when=when_field(sheet, form, {}) if handling.dated and not whole_page else None,
        kept=[pair for pair in typed.typed_pairs(form) if whole_page or pair[0] != WHEN],
        order=written(form, "ordre") or new_order_id(),
        seen=written(form, "sett") or sheet.item.seen,
    )


def do(act: Act, command: c.AnyCommand, order: str) -> Response:
    """Do it, if nobody was a moment before; then back to the inbox."""
    seen = written(act.form, "sett")
    try:
        doing.act(
            site(act.request).house,
            act.visitor.actor,
            order or new_order_id(),
            act.sheet.item.ref,
            command,
            int(seen) if seen.isdecimal() and len(seen) < 10 else None,
        )
    except CommandRefused as refused:
        return _refused(act, refused)
    say(act.request, act.handling.done, on=_next(act))
    return redirect(INBOX)


def _next(act: Act) -> tuple[str, str] | None:
    """On to what the same unit has to do next for the same patient."""
    actor, sheet = act.visitor.actor, act.sheet
    following = doing.next_for(site(act.request).house, actor, sheet.item.ref)
    if following is None:
        return None
    what = title_of(following, sheet.item.units, sheet.labels, sheet.words)
    said = of_subject(sheet.item.definition, N_("Neste for pasienten: %(what)s"))
    url = f"/oppgave/{sheet.item.ref}/{obligation_key(following.id)}"
    return url, sheet.words.text(said, what=what)


def _refused(act: Act, refused: CommandRefused) -> Response:
    """The form again with what was typed, and why it did not go."""
    sheet = act.sheet
    if refused.code == "version-conflict":
        return stale(act, _who(act, refused))
    why = say_refusal(refused, sheet.words, sheet.labels.addresses, sheet.item.definition)
    if refused.code == "gate-closed":
        why = _gate(sheet, refused)
    field = str(refused.facts.get("field", ""))
    errors = (
        {field: say_fault(str(refused.facts.get("why", "missing")), sheet.words)} if field else {}
    )
    if refused.code == "late-reason-missing":
        errors, why = {LATE: why}, ""
    return form_page(act, errors=errors, conflict=why, status=status_of(refused))


def _gate(sheet: Sheet, refused: CommandRefused) -> str:
    items = refused.facts.get("items", ())
    assert isinstance(items, tuple)
    named = [sheet.labels.checklist_item(sheet.item.obligation.id, str(one)) for one in items]
    missing = refused.facts.get("missing", ())
    assert isinstance(missing, tuple)
    said = named or [str(one) for one in missing]
    return sheet.words.text(
        N_("Dette mangler før du kan gå videre: %(what)s."), what="; ".join(said)
    )


def _who(act: Act, refused: CommandRefused) -> str:
    """ "Liv Berg sendte tilbake med et spørsmål kl. 10.42." """
    house, words = site(act.request).house, act.sheet.words
    by = str(refused.facts["by"])
    with house.database.reading() as tx:
        name = names_of(tx, {by}).get(by) or words.text(N_("En kollega"))
    at: Any = refused.facts["at"]
    done = beside.DEEDS.get(str(refused.facts["what"]), beside.ANY_DEED)
    return words.text(
        N_("%(who)s %(did)s, %(when)s."),
        who=name,
        did=words.text(done),
        when=formats.instant(at, words.language),
    )


def stale(act: Act, who: str = "") -> Response:
    """Somebody was a moment before: who did what, what was typed, and what can be done now."""
    request, visitor = act.request, act.visitor
    fresh = read_again(site(request).house, visitor.actor, act.sheet.item)
    text = typed.text_of(list(typed.typed_pairs(act.form)))
    if isinstance(fresh, Over):
        return over_page(request, visitor, fresh, act.patient, text=text, status=409)
    said = who or beside.last_deed(fresh, words_of(request, visitor))
    if not beside.may(fresh, act.handling):
        return render(
            request, visitor, "item/stale.html.j2", status=409,
            who=said, text=text, url=f"/oppgave/{fresh.ref}/{fresh.key}", patient=act.patient,
        )  # fmt: skip
    now = replace(act, sheet=sheet_of(request, visitor, fresh, act.form))
    return form_page(now, conflict=said, status=409, second=True)
