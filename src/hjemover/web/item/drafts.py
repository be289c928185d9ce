"""What is typed on an item and not sent: kept, found again, thrown away and brought back."""

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.desk import writing
from hjemover.application.opaque import obligation_key
from hjemover.store.desk.texts import Draft
from hjemover.vocabulary import Role
from hjemover.web import formats
from hjemover.web.item import typed
from hjemover.web.item.handling.form import written
from hjemover.web.opaque import find_by_key
from hjemover.web.pages import page, redirect, render, say
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


def keep_draft(
    request: Request, visitor: Visitor, obligation: str, before: Draft | None, word: str
) -> Response:
    """Save what is typed under *word*, and let the reader go."""
    house, form, ref = site(request).house, request.state.form, request.path_params["ref"]
    empty = word == typed.NOTE and not written(form, typed.NOTE)
    text = typed.without(word, before) if empty else typed.keep(word, form, before)
    writing.save_draft(house, visitor.actor, ref, obligation, text)
    if request.headers.get("HX-Request") == "true":
        now = formats.clock(house.clock.now())
        return render(
            request, visitor, "item/saved.html.j2",
            text=words_of(request, visitor).text(N_("Lagret kl. %(clock)s."), clock=now),
        )  # fmt: skip
    say(request, N_("Kladden er lagret. Den venter på deg her."))
    return redirect(f"/oppgave/{ref}/{obligation_key(obligation)}")


@page(Role.COORDINATOR, Role.MANAGER)
def drop_draft(request: Request, visitor: Visitor) -> Response:
    """Throw away what is typed for one handling, or all of it; the banner brings it back."""
    house, ref, key = site(request).house, request.path_params["ref"], request.path_params["key"]
    obligation = find_by_key(key, writing.drafts_on(house, visitor.actor, ref))
    if obligation is not None:
        before = writing.draft_on(house, visitor.actor, ref, obligation)
        word = written(request.state.form, "hva")
        left = typed.without(word, before) if word else ""
        writing.drop_draft(house, visitor.actor, ref, obligation, left)
    address = f"/oppgave/{ref}/{key}"
    say(
        request,
        N_("Kladden er slettet."),
        undo=f"{address}/kladd/tilbake" if obligation else None,
    )
    return redirect(address)


@page(Role.COORDINATOR, Role.MANAGER)
def bring_back(request: Request, visitor: Visitor) -> Response:
    """The draft as it was before it was thrown away."""
    house, ref, key = site(request).house, request.path_params["ref"], request.path_params["key"]
    obligation = find_by_key(key, writing.drafts_aside_on(house, visitor.actor, ref))
    if obligation and writing.bring_back_draft(house, visitor.actor, ref, obligation):
        say(request, N_("Kladden er hentet tilbake."))
    else:
        say(request, N_("Det kan ikke angres lenger."), kind="warning")
    return redirect(f"/oppgave/{ref}/{key}")
