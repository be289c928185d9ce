"""Follow-ups on what is stuck: written for one or for several, done, and taken back."""

from starlette.requests import Request
from starlette.responses import Response

from hjemover.application import following_up
from hjemover.application.following_up import Stuck
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.leading.follow_up_form import (
    NONE,
    Faults,
    FollowUpForm,
    empty_form,
    faults_of,
    form_fields,
    read_form,
    typed_follow_up,
)
from hjemover.web.leading.patients import patients_of
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.refusals import status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.stuck.finding import names_for, rows_chosen
from hjemover.web.stuck.presenter import URL, code_of, find_row, follow_up_view, row_view
from hjemover.web.stuck.sending import effect_of
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


@page(Role.MANAGER)
def one(request: Request, visitor: Visitor) -> Response:
    """One row in full: why, what to try and what that would do, and what has been agreed on."""
    row = _row(request, visitor)
    form = empty_form(code_of(*row.key))
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
    form: FollowUpForm,
    faults: Faults = NONE,
    status: int = 200,
) -> Response:
    house, names = site(request).house, names_for(request, visitor, [row])
    now = house.clock.now()
    return render(
        request,
        visitor,
        "stuck/one.html.j2",
        status=status,
        row=row_view(row, names, now, patients_of(request, visitor, [row.item.ref], "stuck-item")),
        effect=effect_of(request, visitor, row)
        if row.suggestion.act == "reoffer-handoff"
        else None,
        agreed=[
            follow_up_view(one, names, now)
            for one in following_up.follow_ups_on(house, visitor.actor, row.key)
        ],
        form=form,
        fields=form_fields(request, visitor, form, names, faults),
        error=faults.get("", ""),
    )


@page(Role.MANAGER)
def write_for(request: Request, visitor: Visitor) -> Response:
    """The form for several at once."""
    chosen = rows_chosen(request, visitor, request.query_params.getlist("sak"))
    form = empty_form(*(code_of(*row.key) for row in chosen))
    return _several(request, visitor, chosen, form)


def _several(
    request: Request,
    visitor: Visitor,
    chosen: list[Stuck],
    form: FollowUpForm,
    faults: Faults = NONE,
    status: int = 200,
) -> Response:
    names, now = names_for(request, visitor, chosen), site(request).house.clock.now()
    return render(
        request,
        visitor,
        "stuck/several.html.j2",
        status=status,
        rows=[row_view(row, names, now) for row in chosen],
        form=form,
        fields=form_fields(request, visitor, form, names, faults),
        error=faults.get("", ""),
    )


@page(Role.MANAGER)
def write(request: Request, visitor: Visitor) -> Response:
    """Write the follow-up, for one or for several."""
    form = read_form(request.state.form)
    chosen = rows_chosen(request, visitor, form.sak)
    try:
        following_up.follow_up(
            site(request).house, visitor.actor, typed_follow_up(form, [row.key for row in chosen])
        )
    except CommandRefused as refusal:
        again = _one_again if len(chosen) == 1 else _several
        faults = faults_of(request, refusal, words_of(request, visitor))
        return again(request, visitor, chosen, form, faults, status_of(refusal))
    if len(chosen) == 1:
        say(request, N_("Oppfølgingen er skrevet."))
        return redirect(_url(chosen[0]))
    say(request, N_("Oppfølgingen er skrevet på %(num)d rader."), num=len(chosen))
    return redirect(URL)


def _one_again(
    request: Request,
    visitor: Visitor,
    chosen: list[Stuck],
    form: FollowUpForm,
    faults: Faults,
    status: int,
) -> Response:
    return _one(request, visitor, chosen[0], form, faults, status)


def _url(row: Stuck) -> str:
    return f"{URL}/{code_of(*row.key).replace('.', '/')}"


@page(Role.MANAGER)
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


@page(Role.MANAGER)
def reopen(request: Request, visitor: Visitor) -> Response:
    """It was not done after all."""
    following_up.reopen(site(request).house, visitor.actor, str(request.state.form.get("id") or ""))
    say(request, N_("Oppfølgingen er åpen igjen."))
    return redirect(_back(request))


def _back(request: Request) -> str:
    """Where the form was: one of our own pages, and nowhere else."""
    asked = str(request.state.form.get("tilbake") or URL)
    return asked if asked.startswith((f"{URL}/", "/ukemote")) or asked == URL else URL
