"""The form of a follow-up, on the stuck list and in the weekly meeting."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request

from hjemover.application import following_up
from hjemover.application.following_up import NewFollowUp
from hjemover.errors import CommandRefused
from hjemover.web.answers import FieldView, Option
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.refusals import say_fault, say_refusal
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

Faults = Mapping[str, str]
"""What is wrong, in words, by the field it stands by; under "" what is no field's fault."""
NONE: Final[Faults] = {}

_FIELDS: Final = {
    "reason-missing": "tekst", "text": "tekst", "unknown-person": "hvem", "date-in-past": "dag",
    "dag": "dag",
}  # fmt: skip
"""The field, by the refusal's code or by what it calls the answer."""


class FollowUpForm(Struct, frozen=True, kw_only=True):
    """A follow-up as it was typed."""

    id: str
    sak: tuple[str, ...]
    tekst: str = ""
    hvem: str = ""
    dag: str = ""


def empty_form(*items: str) -> FollowUpForm:
    """A form that nobody has typed in, for the rows that *items* stand for."""
    return FollowUpForm(id=secrets.token_urlsafe(12), sak=items)


def read_form(form: FormData) -> FollowUpForm:
    get = form.get
    return FollowUpForm(
        id=str(get("id") or secrets.token_urlsafe(12))[:64],
        sak=tuple(str(one) for one in form.getlist("sak")),
        tekst=str(get("tekst") or ""),
        hvem=str(get("hvem") or ""),
        dag=str(get("dag") or "").strip(),
    )


def form_fields(
    request: Request, visitor: Visitor, form: FollowUpForm, names: Names, faults: Faults
) -> tuple[FieldView, ...]:
    words = names.words
    people = following_up.owners(site(request).house, visitor.actor)
    options = [Option(v, label) for v, label in sorted_by_name((p.id, p.name) for p in people)]
    return (
        FieldView(name="tekst", type="long-text", label=words.text("Hva gjøres nå?"),
                  value=form.tekst, error=faults.get("tekst", ""),
                  help=words.text("Skriv ikke navn eller helseopplysninger her.")),
        FieldView(name="hvem", type="unit", label=words.text("Hvem følger opp?"), required=False,
                  values=(form.hvem,), options=tuple(options), error=faults.get("hvem", "")),
        FieldView(name="dag", type="date", label=words.text("Innen når?"), required=False,
                  value=form.dag, error=faults.get("dag", "")),
    )  # fmt: skip


def faults_of(request: Request, refusal: CommandRefused, words: Words) -> Faults:
    """Why a follow-up was not written."""
    said = str(refusal.facts.get("field", ""))
    field = _FIELDS.get(refusal.code) or _FIELDS.get(said, "")
    if refusal.code == "reason-missing":
        return {field: words.text(N_("Skriv hva som skal gjøres."))}
    if said:
        return {field: say_fault(str(refusal.facts.get("why", "missing")), words)}
    house = site(request).house
    with house.database.reading() as tx:
        return {field: say_refusal(refusal, words, house.addresses(tx))}


def typed_follow_up(
    form: FollowUpForm, items: Sequence[tuple[str, str]], week: date | None = None
) -> NewFollowUp:
    """The follow-up that was typed.

    Raises:
        CommandRefused: The day cannot be read.
    """
    try:
        day = date.fromisoformat(form.dag) if form.dag else None
    except ValueError:
        raise CommandRefused("answer-invalid", field="dag", why="not-a-date") from None
    return NewFollowUp(
        id=form.id, items=items, text=form.tekst, owner=form.hvem or None, day=day, week=week
    )
