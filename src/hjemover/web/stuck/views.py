"""/fast: the list, one row in full, follow-ups for one or several, and sending again."""

import secrets
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import following_up
from hjemover.application.following_up import Note, Stuck, StuckFilter
from hjemover.application.handle import Order, handle
from hjemover.calendar import local_day
from hjemover.engine import commands as c
from hjemover.engine.preview import Preview
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.answers import FieldView, Option
from hjemover.web.leading.causes import CAUSES
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.leading.patients import patients_of
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.refusals import say_refusal, status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.stuck.presenter import (
    URL,
    code_of,
    filter_of,
    find_row,
    follow_up_view,
    list_view,
    read_asked,
    row_view,
)
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

MOST_IN_A_FILE = 5_000
MOST_ON_PAPER = 500
_ROLES = (Role.MANAGER,)


def names_for(request: Request, visitor: Visitor) -> Names:
    return Names.read(site(request).house, words_of(request, visitor))


@page(*_ROLES)
def stuck(request: Request, visitor: Visitor) -> Response:
    """The list, the longest first."""
    house, names = site(request).house, names_for(request, visitor)
    asked = read_asked(request.query_params)
    wanted = filter_of(asked, names, visitor.actor.units)
    number = request.query_params.get("side", "1")
    found = following_up.stuck_list(
        house, visitor.actor, wanted, page=int(number) if number.isdecimal() else 1
    )
    patients = patients_of(request, visitor, {row.item.ref for row in found.rows}, "stuck")
    view = list_view(found, asked, names, house.clock.now(), patients)
    return render(request, visitor, "stuck/stuck.html.j2", fragment="liste", view=view)


@page(*_ROLES)
def printed(request: Request, visitor: Visitor) -> Response:
    """The whole list on paper."""
    rows, names = _whole(request, visitor, MOST_ON_PAPER)
    now = site(request).house.clock.now()
    patients = patients_of(request, visitor, {row.item.ref for row in rows}, "stuck-print")
    return render(
        request,
        visitor,
        "stuck/printed.html.j2",
        rows=[row_view(row, names, now, patients) for row in rows],
        most=MOST_ON_PAPER,
    )


@page(*_ROLES)
def as_file(request: Request, visitor: Visitor) -> Response:
    """The whole list, or what is filtered of it, as a file. It shows no patient."""
    rows, names = _whole(request, visitor, MOST_IN_A_FILE)
    words, now = names.words, site(request).house.clock.now()
    columns = (
        words.text("Årsak"), words.text("Dager fast"), words.text("Hva"), words.text("Forløp"),
        words.text("Sak"), words.text("Har ansvaret"), words.text("Venter på"),
        words.text("Frist"), words.text("Oppfølging"), words.text("Hvem følger opp"),
        words.text("Innen"),
    )  # fmt: skip
    table = []
    for row in rows:
        view = row_view(row, names, now)
        latest = view.follow_ups[0] if view.follow_ups else None
        table.append((
            words.text(CAUSES[row.cause]), row.days, view.step, view.pathway, view.ref,
            view.holder, view.awaits, row.breach, latest.text if latest else "",
            latest.owner if latest else "", latest.day if latest else None,
        ))  # fmt: skip
    return csv_file(f"fast-{local_day(now).isoformat()}", columns, table)


def _whole(request: Request, visitor: Visitor, most: int) -> tuple[list[Stuck], Names]:
    names = names_for(request, visitor)
    wanted = filter_of(read_asked(request.query_params), names, visitor.actor.units)
    found = following_up.stuck_export(site(request).house, visitor.actor, wanted, most=most)
    return found, names


# --- one row ------------------------------------------------------------------------------------


@page(*_ROLES)
def one(request: Request, visitor: Visitor) -> Response:
    """One row in full: why, what to try and what that would do, and what has been agreed on."""
    row = _row(request, visitor)
    form = NoteForm(id=secrets.token_urlsafe(12), sak=(code_of(*row.key),))
    return _one(request, visitor, row, form)


def _row(request: Request, visitor: Visitor) -> Stuck:
    ref, key = request.path_params["ref"], request.path_params["key"]
    rows = following_up.stuck_with(site(request).house, visitor.actor, [ref])
    row = find_row(rows, f"{ref}.{key}")
    if row is None:
        raise NotFound
    return row


def _one(
    request: Request,
    visitor: Visitor,
    row: Stuck,
    form: "NoteForm",
    error: str = "",
    status: int = 200,
) -> Response:
    house, names = site(request).house, names_for(request, visitor)
    now = house.clock.now()
    return render(
        request,
        visitor,
        "stuck/one.html.j2",
        status=status,
        row=row_view(row, names, now, patients_of(request, visitor, [row.item.ref], "stuck-item")),
        effect=_effect(request, visitor, row) if row.suggestion.act == "reoffer-handoff" else None,
        agreed=[
            follow_up_view(one, names, now)
            for one in following_up.notes_on(house, visitor.actor, row.key)
        ],
        form=form,
        fields=note_fields(request, visitor, form, names),
        error=error,
    )


class Effect(Struct, frozen=True, kw_only=True):
    """What sending again would come to, in numbers; *refused* in words when it cannot be done."""

    prompts: int = 0
    due: object = None
    refused: str = ""


def _effect(request: Request, visitor: Visitor, row: Stuck) -> Effect:
    house = site(request).house
    try:
        found: Preview = following_up.preview_reoffer(house, visitor.actor, *row.key)
    except CommandRefused as refusal:
        return Effect(refused=_worded(request, visitor, refusal))
    moved = next((one for one in found.moved if one.obligation == row.item.obligation), None)
    after = moved.after if moved else None
    return Effect(prompts=found.prompts, due=after.at if after else None)


def _worded(request: Request, visitor: Visitor, refusal: CommandRefused) -> str:
    house = site(request).house
    with house.database.reading() as tx:
        addresses = house.addresses(tx)
    return say_refusal(refusal, words_of(request, visitor), addresses)


# --- follow-ups ---------------------------------------------------------------------------------


class NoteForm(Struct, frozen=True, kw_only=True):
    """A follow-up as it was typed."""

    id: str
    sak: tuple[str, ...]
    tekst: str = ""
    hvem: str = ""
    dag: str = ""


def read_note(form: object) -> NoteForm:
    get = form.get  # type: ignore[attr-defined]
    return NoteForm(
        id=str(get("id") or secrets.token_urlsafe(12))[:64],
        sak=tuple(str(one) for one in form.getlist("sak")),  # type: ignore[attr-defined]
        tekst=str(get("tekst") or ""),
        hvem=str(get("hvem") or ""),
        dag=str(get("dag") or "").strip(),
    )


def note_fields(
    request: Request, visitor: Visitor, form: NoteForm, names: Names
) -> tuple[FieldView, ...]:
    words = names.words
    people = following_up.owners(site(request).house, visitor.actor)
    options = [Option(v, label) for v, label in sorted_by_name((p.id, p.name) for p in people)]
    return (
        FieldView(name="tekst", type="long-text", label=words.text("Hva gjøres nå?"),
                  value=form.tekst,
                  help=words.text("Skriv ikke navn eller helseopplysninger her.")),
        FieldView(name="hvem", type="unit", label=words.text("Hvem følger opp?"), required=False,
                  values=(form.hvem,), options=tuple(options)),
        FieldView(name="dag", type="date", label=words.text("Innen når?"), required=False,
                  value=form.dag),
    )  # fmt: skip


def note_of(form: NoteForm, items: Sequence[tuple[str, str]], week: date | None = None) -> Note:
    """The follow-up that was typed.

    Raises:
        CommandRefused: The day cannot be read.
    """
    try:
        day = date.fromisoformat(form.dag) if form.dag else None
    except ValueError:
        raise CommandRefused("answer-invalid", field="dag", why="not-a-date") from None
    return Note(
        id=form.id, items=items, text=form.tekst, owner=form.hvem or None, day=day, week=week
    )


@page(*_ROLES)
def write_for(request: Request, visitor: Visitor) -> Response:
    """The form for several at once."""
    chosen = _chosen(request, visitor, request.query_params.getlist("sak"))
    form = NoteForm(
        id=secrets.token_urlsafe(12), sak=tuple(code_of(*row.key) for row in chosen)
    )  # fmt: skip
    return _several(request, visitor, chosen, form)


def _several(
    request: Request,
    visitor: Visitor,
    chosen: list[Stuck],
    form: NoteForm,
    error: str = "",
    status: int = 200,
) -> Response:
    names, now = names_for(request, visitor), site(request).house.clock.now()
    return render(
        request,
        visitor,
        "stuck/several.html.j2",
        status=status,
        rows=[row_view(row, names, now) for row in chosen],
        form=form,
        fields=note_fields(request, visitor, form, names),
        error=error,
    )


@page(*_ROLES)
def write(request: Request, visitor: Visitor) -> Response:
    """Write the follow-up, for one or for several."""
    form = read_note(request.state.form)
    chosen = _chosen(request, visitor, form.sak)
    try:
        following_up.note(
            site(request).house, visitor.actor, note_of(form, [row.key for row in chosen])
        )
    except CommandRefused as refusal:
        again = _one_again if len(chosen) == 1 else _several
        error, status = _worded(request, visitor, refusal), status_of(refusal)
        return again(request, visitor, chosen, form, error, status)
    if len(chosen) == 1:
        say(request, N_("Oppfølgingen er skrevet."))
        return redirect(_url(chosen[0]))
    say(request, N_("Oppfølgingen er skrevet på %(num)d rader."), num=len(chosen))
    return redirect(URL)


def _one_again(
    request: Request, visitor: Visitor, chosen: list[Stuck], form: NoteForm, error: str, status: int
) -> Response:
    return _one(request, visitor, chosen[0], form, error, status)


def _url(row: Stuck) -> str:
    return f"{URL}/{code_of(*row.key).replace('.', '/')}"


def _chosen(request: Request, visitor: Visitor, codes: Sequence[str]) -> list[Stuck]:
    """The rows that were ticked and are stuck still.

    Raises:
        CommandRefused: ``nothing-chosen``: none of them is.
    """
    wanted = list(dict.fromkeys(codes))[:200]
    refs = {code.partition(".")[0] for code in wanted}
    rows = following_up.stuck_with(site(request).house, visitor.actor, refs)
    found = [row for code in wanted if (row := find_row(rows, code)) is not None]
    if not found:
        raise CommandRefused("nothing-chosen")
    return found


@page(*_ROLES)
def finish(request: Request, visitor: Visitor) -> Response:
    """It is done; can be taken back."""
    house, back = site(request).house, _back(request)
    id = str(request.state.form.get("id") or "")
    before = following_up.finish(house, visitor.actor, id)
    if before.done_by != visitor.person:
        names = names_for(request, visitor)
        say(
            request,
            N_("%(who)s hadde alt meldt den som gjort."),
            kind="info",
            who=names.person(before.done_by),
        )
    else:
        say(
            request,
            N_("Oppfølgingen er gjort."),
            undo=f"{URL}/ikke-gjort",
            undo_fields={"id": id, "tilbake": back},
        )
    return redirect(back)


@page(*_ROLES)
def reopen(request: Request, visitor: Visitor) -> Response:
    """It was not done after all."""
    following_up.reopen(site(request).house, visitor.actor, str(request.state.form.get("id") or ""))
    say(request, N_("Oppfølgingen er åpen igjen."))
    return redirect(_back(request))


def _back(request: Request) -> str:
    """Where the form was: one of our own pages, and nowhere else."""
    asked = str(request.state.form.get("tilbake") or URL)
    return asked if asked.startswith((f"{URL}/", "/ukemote")) or asked == URL else URL


# --- sending again ------------------------------------------------------------------------------


class Result(Struct, frozen=True, kw_only=True):
    """How it went with one of several."""

    step: str
    unit: str
    done: bool
    words: str


@page(*_ROLES)
def confirm_sending(request: Request, visitor: Visitor) -> Response:
    """What would be sent, to whom, before it leaves the house."""
    chosen = _chosen(request, visitor, request.query_params.getlist("sak"))
    names, now = names_for(request, visitor), site(request).house.clock.now()
    looked = [(row, _effect(request, visitor, row)) for row in chosen]
    can = [(row_view(row, names, now), effect) for row, effect in looked if not effect.refused]
    cannot = [(row_view(row, names, now), effect) for row, effect in looked if effect.refused]
    return render(
        request, visitor, "stuck/sending.html.j2", can=can, cannot=cannot,
        id=secrets.token_urlsafe(12),
    )  # fmt: skip


@page(*_ROLES)
def send(request: Request, visitor: Visitor) -> Response:
    """Send each again: one that is refused stops no other."""
    form = request.state.form
    id = str(form.get("id") or secrets.token_urlsafe(12))[:64]
    names, house = names_for(request, visitor), site(request).house
    codes = [str(one) for one in form.getlist("sak")]
    refs = {code.partition(".")[0] for code in codes}
    rows = following_up.stuck_with(house, visitor.actor, refs)
    results = []
    for code in dict.fromkeys(codes):
        row = find_row(rows, code)
        if row is None:
            results.append(Result(step="", unit="", done=False,
                                  words=names.words.text("Står ikke fast lenger.")))  # fmt: skip
            continue
        results.append(_send_one(request, visitor, row, f"{id}/{code}", names))
    done = sum(one.done for one in results)
    if done == len(results):
        say(request, N_("Sendt på nytt: %(num)d."), num=done)
        return redirect(URL)
    return render(
        request, visitor, "stuck/sent.html.j2", status=409, results=results, done=done
    )  # fmt: skip


def _send_one(request: Request, visitor: Visitor, row: Stuck, id: str, names: Names) -> Result:
    item = row.item
    step = names.step(item.definition, item.step, item.kind)
    unit = names.unit(item.receiver)
    try:
        handle(
            site(request).house,
            Order(
                id=id,
                ref=item.ref,
                command=c.ReofferHandoff(obligation=item.obligation),
                by=visitor.actor,
            ),
        )
    except CommandRefused as refusal:
        return Result(step=step, unit=unit, done=False, words=_worded(request, visitor, refusal))
    return Result(step=step, unit=unit, done=True, words=names.words.text("Sendt på nytt."))


__all__ = ["FEATURE", "NoteForm", "StuckFilter", "names_for", "note_fields", "note_of", "read_note"]

FEATURE = Feature(
    name="stuck",
    routes=(
        Route(URL, stuck, methods=["GET"]),
        Route(f"{URL}/utskrift", printed, methods=["GET"]),
        Route(f"{URL}/fil.csv", as_file, methods=["GET"]),
        Route(f"{URL}/oppfolging", write_for, methods=["GET"]),
        Route(f"{URL}/oppfolging", write, methods=["POST"]),
        Route(f"{URL}/gjort", finish, methods=["POST"]),
        Route(f"{URL}/ikke-gjort", reopen, methods=["POST"]),
        Route(f"{URL}/send", confirm_sending, methods=["GET"]),
        Route(f"{URL}/send", send, methods=["POST"]),
        Route(f"{URL}/{{ref}}/{{key}}", one, methods=["GET"]),
    ),
    links=(
        Link(
            label=N_("Står fast"), url=URL, icon="ExclamationmarkTriangle", roles=_ROLES, order=30
        ),
    ),
    styles=("leading.css",),
)
