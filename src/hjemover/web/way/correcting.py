"""Correcting a date or an answer, with what moves shown before it is saved."""

from collections.abc import Mapping
from datetime import date, datetime

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.opaque import answer_code, step_code
from hjemover.application.way import AnswerFact, DateFact, Way
from hjemover.calendar import local_day, say_day
from hjemover.engine import commands as c
from hjemover.vocabulary import Role
from hjemover.web.answers import (
    TELLS_WHERE,
    FieldView,
    field_views,
    read_answers,
    read_day,
    with_rows,
)
from hjemover.web.pages import NotFound, page, render
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.visitor import Visitor
from hjemover.web.way.deciding import Act, decide_on
from hjemover.web.way.reading import Seen, places_of, way_at
from hjemover.web.wording import N_, Words


@page(Role.COORDINATOR)
def date_page(request: Request, visitor: Visitor) -> Response:
    """One named date: its form, what moves, and the correction."""
    seen = way_at(request, visitor, thing="change")
    way = seen.way
    fact = next(
        (one for one in way.dates if step_code(one.name) == request.path_params["code"]), None
    )
    if fact is None or way.closed or not seen.acts:
        raise NotFound
    words, form = words_of(request, visitor), request.state.form
    title = words.text(N_("Rett «%(name)s»"), name=fact.label)

    def show(errors: Mapping[str, str], wrong: str, status: int) -> Response:
        fields = _date_fields(fact, way, words, form, errors, local_day(_now(request)))
        return form_page(request, visitor, seen, title, fields, wrong, status)

    if request.method == "GET":
        return show({}, "", 200)
    written = str(form.get("dato") or "")
    value = day_of(read_day(written)) if written else None
    if written and value is None:
        return show({fact.name: words.text(N_("Skriv en dato, som 24.11.2026."))}, "", 422)
    act = Act(
        command=c.CorrectDate(name=fact.name, value=value, reason=str(form.get("grunn") or "")),
        title=title,
        yes=words.text(N_("Lagre rettelsen")),
        intro=_from_to(fact.value, value, words),
        kept={"dato": value.isoformat() if value else "", "grunn": str(form.get("grunn") or "")},
        done=N_("Datoen er rettet."),
        show=show,
        undo={
            "dato": fact.value.isoformat() if fact.value else "",
            "grunn": words.text(N_("Angret")),
            "ja": "ja",
            "angre": "ja",
        },
    )
    return decide_on(request, visitor, seen, act)


def _date_fields(
    fact: DateFact,
    way: Way,
    words: Words,
    form: Mapping[str, object],
    errors: Mapping[str, str],
    today: date,
) -> tuple[FieldView, ...]:
    written = form.get("dato")
    before = fact.value.isoformat() if fact.value else ""
    return (
        FieldView(
            name="dato",
            type="date",
            label=fact.label,
            required=fact.required,
            value=str(written) if written is not None else before,
            error=errors.get(fact.name, "") or errors.get("dato", ""),
            latest="" if fact.may_be_future else today.isoformat(),
        ),
        _reason(words, form, required=False),
    )


def _reason(
    words: Words, form: Mapping[str, object], *, required: bool, error: str = ""
) -> FieldView:
    return FieldView(
        name="grunn",
        type="text",
        label=words.text(N_("Hvorfor rettes det?")),
        help=words.text(N_("Blir stående i historien.")),
        required=required,
        value=str(form.get("grunn") or ""),
        error=error,
    )


@page(Role.COORDINATOR)
def answer_page(request: Request, visitor: Visitor) -> Response:
    """One answer: its form, what moves, and the correction."""
    seen = way_at(request, visitor, thing="change")
    way = seen.way
    code = request.path_params["code"]
    fact = next((one for one in way.answers if answer_code(one.step, one.name) == code), None)
    if fact is None or way.closed or not seen.acts:
        raise NotFound
    if seen.protected and fact.field.type in TELLS_WHERE:
        raise NotFound  # the form would show the place
    words, changed = words_of(request, visitor), with_rows(request.state.form)
    form = request.state.form if changed is None else changed
    title = words.text(N_("Rett svaret på «%(name)s»"), name=fact.label)
    given = read_answers({fact.name: fact.field}, form)

    def show(errors: Mapping[str, str], wrong: str, status: int) -> Response:
        told = dict(errors)
        reason = told.pop("grunn", "")
        fields = (
            *field_views(
                {fact.name: fact.field},
                given if request.method == "POST" else {fact.name: fact.value},
                words,
                places=places_of(way.labels.addresses),
                errors=told,
                today=local_day(_now(request)),
                growing=form,
            ),
            _reason(words, form, required=True, error=reason),
        )
        return form_page(request, visitor, seen, title, fields, wrong, status, source=fact.source)

    if request.method == "GET" or changed is not None:
        return show({}, "", 200)
    reason = str(form.get("grunn") or "").strip()
    if not reason:
        return show({"grunn": words.text(N_("Skriv noen ord om hvorfor."))}, "", 422)
    command = c.CorrectAnswer(
        step=fact.step, field=fact.name, value=given.get(fact.name), reason=reason
    )
    act = Act(
        command=command,
        title=title,
        yes=words.text(N_("Lagre rettelsen")),
        intro=words.text(
            N_("%(before)s blir til %(after)s"),
            before=way.labels.answer(fact.field, fact.value),
            after=way.labels.answer(fact.field, command.value),
        ),
        kept=kept_fields(form),
        done=N_("Svaret er rettet."),
        show=show,
        undo=_undo(fact, words),
    )
    return decide_on(request, visitor, seen, act)


def _undo(fact: AnswerFact, words: Words) -> dict[str, str] | None:
    """The fields that put the answer back; None for tables and lists, which banners cannot hold."""
    value = fact.value
    if isinstance(value, bool):
        written = "ja" if value else "nei"
    elif isinstance(value, str | int | float) or value is None:
        written = "" if value is None else str(value)
    else:
        return None
    return {
        f"svar.{fact.name}": written,
        "grunn": words.text(N_("Angret")),
        "ja": "ja",
        "angre": "ja",
    }


# --- shared ---------------------------------------------------------------------------------------


def form_page(
    request: Request,
    visitor: Visitor,
    seen: Seen,
    title: str,
    fields: tuple[FieldView, ...],
    wrong: str,
    status: int,
    *,
    source: str = "",
    help: str = "",
) -> Response:
    """The form of one change, with what is wrong in it."""
    return render(
        request,
        visitor,
        "way/form.html.j2",
        status=status,
        title=title,
        source=source,
        help=help,
        fields=fields,
        wrong=wrong,
        action=request.url.path,
        back=f"/forlop/{seen.way.ref}",
        sight=seen.sight,
    )


def kept_fields(form: FormData) -> dict[str, str | list[str]]:
    """The form's own fields, all values of each, for the page that asks for the yes."""
    kept: dict[str, str | list[str]] = {}
    for name in form:
        if name not in ("_token", "sett", "ordre", "ja", "angre", "knapp"):
            values = [str(one) for one in form.getlist(name)]
            kept[name] = values[0] if len(values) == 1 else values
    return kept


def _from_to(before: date | None, after: date | None, words: Words) -> str:
    unknown = words.text(N_("ikke kjent"))
    said = [
        say_day(one, words.language, weekday=False) if one else unknown for one in (before, after)
    ]
    return words.text(N_("%(before)s blir til %(after)s"), before=said[0], after=said[1])


def day_of(text: str) -> date | None:
    """The day of an ISO text; None when it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _now(request: Request) -> datetime:
    return site(request).house.clock.now()
