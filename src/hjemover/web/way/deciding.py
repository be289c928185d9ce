"""One way from a form to an act: looked over, foreseen, confirmed on a page of its own, done.

Between the look and the yes somebody else may have acted: then what was foreseen is foreseen
anew, and nobody's text is lost.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.enrolling import new_order_id
from hjemover.application.handle import Order, handle, handle_as_seen
from hjemover.application.way import Way, foresee
from hjemover.engine.commands import AnyCommand
from hjemover.errors import CommandRefused
from hjemover.web.answers import FieldView
from hjemover.web.pages import redirect, render, say
from hjemover.web.refusals import say_fault, say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.way.reading import Seen
from hjemover.web.wording import N_

Fields = tuple[FieldView, ...]


class Act(Struct, frozen=True, kw_only=True):
    """What a page is about to do.

    Args:
        title: The heading of its form, and of the page that asks for the yes; words.
        yes: What the button says that does it.
        kept: The form's own fields, to be carried over the confirmation.
        done: A msgid, told when it is done.
        show: The form again, with errors by field or a sentence for all of it.
        undo: Fields that post the opposite to the same address; None when there is none.
    """

    command: AnyCommand
    title: str
    yes: str
    kept: Mapping[str, str | list[str]]
    done: str
    show: Callable[[Mapping[str, str], str, int], Response]
    undo: Mapping[str, str] | None = None
    intro: str = ""
    danger: bool = False


def decide_on(request: Request, visitor: Visitor, seen: Seen, act: Act) -> Response:
    """Show what *act* would do, or do it when the form says yes to what was shown."""
    way, form = seen.way, request.state.form
    sure = form.get("ja") == "ja"
    try:
        if sure:
            return _done(request, visitor, way, act)
    except CommandRefused as refusal:
        if refusal.code != "version-conflict":
            return _refused(request, visitor, way, act, refusal)
    try:
        effect = foresee(site(request).house, way.ref, act.command, visitor.actor, way.labels)
    except CommandRefused as refusal:
        return _refused(request, visitor, way, act, refusal)
    return render(
        request,
        visitor,
        "way/confirm.html.j2",
        status=409 if sure else 200,
        act=act,
        sight=seen.sight,
        effect=effect,
        stale=sure,
        back=f"/forlop/{way.ref}",
        action=request.url.path,
        fields={
            **act.kept,
            "sett": str(way.history[-1].sequence),
            "ordre": str(form.get("ordre") or new_order_id()),
            "ja": "ja",
        },
    )


def _done(request: Request, visitor: Visitor, way: Way, act: Act) -> Response:
    """Do it, and go back to the way; the same form twice is done once and answered alike.

    Raises:
        CommandRefused: Among them ``version-conflict``: something has happened since the look.
    """
    form, house = request.state.form, site(request).house
    order = Order(
        id=str(form.get("ordre") or new_order_id()),
        ref=way.ref,
        command=act.command,
        by=visitor.actor,
    )
    if form.get("angre") == "ja":
        handle(house, order)  # what is taken back was just shown
    else:
        seen = str(form.get("sett") or "")
        handle_as_seen(house, order, int(seen) if seen.isdecimal() else -1)
    undo = {**act.undo, "ordre": new_order_id()} if act.undo else None
    say(request, act.done, undo=request.url.path if undo else None, undo_fields=undo)
    return redirect(f"/forlop/{way.ref}")


def _refused(
    request: Request, visitor: Visitor, way: Way, act: Act, refusal: CommandRefused
) -> Response:
    words = words_of(request, visitor)
    field = str(refusal.facts.get("field") or refusal.facts.get("name") or "")
    sentence = say_refusal(refusal, words, way.labels.addresses, way.definition)
    if refusal.code == "answer-invalid":
        return act.show({field: say_fault(str(refusal.facts.get("why")), words)}, "", 422)
    if refusal.code in ("answer-missing", "date-in-future", "date-before-start"):
        missing = words.text(N_("Må fylles ut."))
        told = missing if refusal.code == "answer-missing" else sentence
        return act.show({field: told}, "", 422)
    return act.show({}, sentence, status_of(refusal))
