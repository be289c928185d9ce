"""What every form of the address book does: make the change, ask first, offer to undo it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import administering
from hjemover.application.administering import Applied, Change, LeavesNobody
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store import address_book as book
from hjemover.vocabulary import Role
from hjemover.web.address_book import presenter
from hjemover.web.address_book.presenter import URL
from hjemover.web.address_book.typed import Faulty
from hjemover.web.leading.naming import Names
from hjemover.web.pages import redirect, render, say
from hjemover.web.refusals import say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

UNDO: Final = f"{URL}/angre"
_PLACE = re.compile(r"(enhet|virksomhet|person)/[0-9a-f]{10}")


def names_of(request: Request, visitor: Visitor) -> Names:
    return Names.read(site(request).house, words_of(request, visitor))


def looked_after(house: House, visitor: Visitor) -> frozenset[str]:
    """The organisations that the visitor may change, on pages that are for everybody too."""
    actor = Actor(id=visitor.person, units=visitor.units_as(Role.ADMINISTRATOR))
    with house.database.reading() as tx:
        return administering.looked_after(house, tx, actor)


def what_was_typed(request: Request) -> dict[str, str]:
    form = request.state.form
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def refusal_in_words(request: Request, visitor: Visitor, refusal: CommandRefused) -> str:
    """For the top of the form that was refused; a change of another's is let through."""
    if refusal.code == "not-your-organisation":
        raise refusal
    house = site(request).house
    with house.database.reading() as tx:
        addresses = house.addresses(tx)
    return say_refusal(refusal, words_of(request, visitor), addresses)


class Shown(Struct, frozen=True, kw_only=True):
    """What a page shows of a form that was refused.

    Args:
        form: Which of the page's forms.
        filled: What was typed in it.
        faulty: What is wrong, by field; *error* is what is wrong with the whole.
    """

    form: str = ""
    filled: Mapping[str, Any] = {}
    faulty: Faulty | None = None
    error: str = ""
    status: int = 200


AS_IT_IS: Final = Shown()
"""No form was refused."""


def or_shown_again(
    request: Request,
    visitor: Visitor,
    attempt: Callable[[], Response],
    show: Callable[[Shown], Response],
) -> Response:
    """What *attempt* answers; refused, the page again with what was typed and what is wrong."""
    which, filled = request.path_params["hva"], what_was_typed(request)
    try:
        return attempt()
    except Faulty as faulty:
        return show(Shown(form=which, filled=filled, faulty=faulty, status=422))
    except CommandRefused as refusal:
        said = refusal_in_words(request, visitor, refusal)
        return show(Shown(form=which, filled=filled, error=said, status=status_of(refusal)))


def refuse_taken_login(house: House, change: Change) -> None:
    """Nobody must be written over somebody there is, nor sign in as them."""
    with house.database.reading() as tx:
        people = book.records(tx, book.Person)
    old = {one.id: one for one in people}
    for new in (one for one in change.put if isinstance(one, book.Person)):
        if new.id in old and change.about != new.id:
            raise _taken(old[new.id])
        for one in people:
            if one.id != new.id and new.login in (one.id, one.login):
                raise _taken(one)


def _taken(by: book.Person) -> Faulty:
    return Faulty(
        brukernavn=N_(
            "Brukernavnet er tatt av %(name)s. Er det samme person, legg til rollen på siden til"
            " vedkommende. Ellers velg et annet."
        )
    ).naming(name=by.name)


def make(request: Request, visitor: Visitor, change: Change, back: str) -> Response:
    """Make the change and go *back*; ask first when it would leave somebody with nobody."""
    house = site(request).house

    def act(accepted: bool) -> Applied:
        return administering.apply(house, visitor.actor, visitor.name, change, accepted=accepted)

    return carry_out(request, visitor, act, back)


def carry_out(
    request: Request,
    visitor: Visitor,
    act: Callable[[bool], Applied],
    back: str,
    *,
    said: str = N_("Adresseboken er endret."),
) -> Response:
    """*act* is told whether what it comes to has been accepted."""
    form = request.state.form
    try:
        made = act(form.get("likevel") == "ja")
    except LeavesNobody as stopped:
        names = names_of(request, visitor)
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str) and name not in ("_token", "likevel"):
                fields.setdefault(name, []).append(value)
        return render(
            request,
            visitor,
            "address_book/consequences.html.j2",
            status=409,
            found=presenter.consequences_view(stopped.consequences, names),
            action=request.url.path,
            back=back,
            opens=visitor.may(Role.COORDINATOR, Role.MANAGER),
            fields={**fields, "likevel": "ja"},
        )
    _say(request, made, back, said)
    return redirect(back)


def _say(request: Request, made: Applied, back: str, said: str) -> None:
    if not made.lines:
        say(request, N_("Det var slik fra før. Ingenting er endret."), kind="info")
        return
    undo: dict[str, Any] = {
        "undo": UNDO,
        "undo_fields": {
            "linjer": " ".join(map(str, made.lines)), "hvor": back.removeprefix(f"{URL}/"),
        },
    }  # fmt: skip
    if made.returned:
        said = N_("Adresseboken er endret. Oppgaver som kom tilbake på listen: %(n)d.")
        undo["n"] = made.returned
    say(request, said, **undo)


def back_to(where: str) -> str:
    """The page that a form names, if it is one of ours."""
    return f"{URL}/{where}" if _PLACE.fullmatch(where) else URL
