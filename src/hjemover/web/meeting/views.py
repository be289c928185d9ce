"""/ukemote: a week's frozen list, walked row by row."""

import secrets
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import following_up
from hjemover.application.following_up import Meeting, MeetingRow, NewFollowUp
from hjemover.application.opaque import obligation_key
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.leading.files import csv_file
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
from hjemover.web.leading.naming import Names
from hjemover.web.leading.patients import patients_of
from hjemover.web.meeting.presenter import (
    URL,
    MeetingView,
    RowView,
    meeting_view,
    view_of,
    week_title,
    week_url,
)
from hjemover.web.pages import NotFound, page, redirect, render, say
from hjemover.web.refusals import status_of
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_, Words

_ROLES = (Role.MANAGER,)


@page(*_ROLES)
def latest(request: Request, visitor: Visitor) -> Response:
    """On to the latest week, or to the one asked for; without any, how there comes to be one."""
    asked = request.query_params.get("uke", "")
    weeks = following_up.weeks(site(request).house)
    if not weeks:
        return render(request, visitor, "meeting/none.html.j2")
    known = {one.monday.isoformat() for one in weeks}
    return redirect(f"{URL}/{asked}" if asked in known else week_url(weeks[0].monday))


@page(*_ROLES)
def freeze(request: Request, visitor: Visitor) -> Response:
    """Freeze this week's list by hand. The night has done it if the installation is well."""
    week = following_up.freeze_week(site(request).house)
    say(request, N_("Listen for uken er klar."))
    return redirect(week_url(week.monday))


@page(*_ROLES)
def week(request: Request, visitor: Visitor) -> Response:
    """The whole list of a week, with what has been agreed on."""
    return render(request, visitor, "meeting/week.html.j2", view=_view(request, visitor, "meeting"))


def _meeting(request: Request, visitor: Visitor) -> Meeting:
    try:
        monday = date.fromisoformat(request.path_params["monday"])
    except ValueError:
        raise NotFound from None
    found = following_up.meeting(site(request).house, visitor.actor, monday)
    if found is None:
        raise NotFound
    return found


def _names(request: Request, visitor: Visitor, found: Meeting) -> Names:
    house = site(request).house
    names = Names.read(house, words_of(request, visitor))
    return names.shielding(house, visitor.actor, {row.row.ref for row in found.rows})


def _view(request: Request, visitor: Visitor, thing: str) -> MeetingView:
    found, house = _meeting(request, visitor), site(request).house
    patients = patients_of(request, visitor, {row.row.ref for row in found.rows}, thing)
    return meeting_view(
        found,
        following_up.weeks(house),
        patients,
        _names(request, visitor, found),
        house.clock.now(),
    )


@page(*_ROLES)
def as_file(request: Request, visitor: Visitor) -> Response:
    """The week's list as a file. It shows patients: each is in the access log."""
    view, words = _view(request, visitor, "meeting-export"), words_of(request, visitor)
    columns = (
        words.text("Nr."), words.text("Pasient"), words.text("Sak"), words.text("Hva"),
        words.text("Årsak"), words.text("Dager fast"), words.text("Har ansvaret"),
        words.text("Venter på"), words.text("Frist"), words.text("Nå"), words.text("Oppfølging"),
        words.text("Hvem følger opp"), words.text("Innen"),
    )  # fmt: skip
    return csv_file(f"ukemote-{view.monday.isoformat()}", columns, [
        (
            row.number, row.patient, row.ref, row.step, row.cause, row.days, row.holder,
            row.awaits, row.due, _now(row, words),
            "\n".join(one.text for one in (*row.agreed, *row.carried)),
            "\n".join(one.owner for one in (*row.agreed, *row.carried)),
            "\n".join(str(one.day or "") for one in (*row.agreed, *row.carried)),
        )
        for row in view.rows
    ])  # fmt: skip


def _now(row: RowView, words: Words) -> str:
    return words.text("løst") if row.loosened else row.now.cause if row.now else ""


# --- one row ------------------------------------------------------------------------------------


def _row(request: Request, found: Meeting) -> MeetingRow:
    ref, key = request.path_params["ref"], request.path_params["key"]
    for row in found.rows:
        if row.row.ref == ref and obligation_key(row.row.obligation) == key:
            return row
    raise NotFound


@page(*_ROLES)
def one(request: Request, visitor: Visitor) -> Response:
    """One row before the meeting: as it was, as it is, and what to do."""
    found = _meeting(request, visitor)
    row = _row(request, found)
    return _one(request, visitor, found, row, empty_form())


def _one(
    request: Request,
    visitor: Visitor,
    found: Meeting,
    row: MeetingRow,
    form: FollowUpForm,
    faults: Faults = NONE,
    status: int = 200,
    carrying: str = "",
) -> Response:
    """*carrying*: the follow-up that *form* was to carry on; empty when it is a new one."""
    house, names = site(request).house, _names(request, visitor, found)
    new, new_faults = (empty_form(), NONE) if carrying else (form, faults)
    now = house.clock.now()
    patients = patients_of(request, visitor, [row.row.ref], "meeting")
    views = {
        name: view_of(found.rows[place], found.week, {}, names, now)
        for name, place in (("before", row.number - 2), ("after", row.number))
        if 0 <= place < len(found.rows)
    }
    return render(
        request,
        visitor,
        "meeting/one.html.j2",
        status=status,
        week=week_title(found.week.monday, names),
        week_url=week_url(found.week.monday),
        row=view_of(row, found.week, patients, names, now),
        count=len(found.rows),
        before=views.get("before"),
        after=views.get("after"),
        form=form,
        fields=form_fields(request, visitor, new, names, new_faults),
        carry_id=secrets.token_urlsafe(12),
        carrying=carrying,
        wrong_day=faults.get("dag", "") if carrying else "",
        error=faults.get("", ""),
    )


@page(*_ROLES)
def go_on(request: Request, visitor: Visitor) -> Response:
    """Write what was agreed on, or carry on what was not done, and go to the next row."""
    found = _meeting(request, visitor)
    row, posted = _row(request, found), request.state.form
    form, act = read_form(posted), str(posted.get("gjor") or "")
    house, monday, item = site(request).house, found.week.monday, row.row.item
    try:
        if act == "lagre":
            following_up.follow_up(house, visitor.actor, typed_follow_up(form, [item], monday))
            say(request, N_("Oppfølgingen er skrevet."))
        elif act == "for-videre":
            _carry_on(request, visitor, row, form, monday)
            say(request, N_("Oppfølgingen er ført videre."))
            return redirect(request.url.path)
        following_up.reviewed(house, visitor.actor, monday, item)
    except CommandRefused as refusal:
        faults = faults_of(request, refusal, words_of(request, visitor))
        carrying = str(posted.get("gammel") or "") if act == "for-videre" else ""
        return _one(
            request, visitor, found, row, form, faults, status_of(refusal), carrying=carrying
        )
    return redirect(_next(found, row))


def _carry_on(
    request: Request, visitor: Visitor, row: MeetingRow, form: FollowUpForm, monday: date
) -> None:
    old = next(
        (one for one in row.carried if one.id == str(request.state.form.get("gammel") or "")), None
    )
    if old is None:
        raise CommandRefused("follow-up-settled")
    typed = typed_follow_up(form, [row.row.item], monday)
    following_up.carry_on(
        site(request).house,
        visitor.actor,
        old.id,
        NewFollowUp(
            id=typed.id, items=typed.items, text=old.text, owner=old.owner, day=typed.day,
            week=monday,
        ),
    )  # fmt: skip


def _next(found: Meeting, row: MeetingRow) -> str:
    """The row after this one; after the last, the list."""
    if row.number < len(found.rows):
        after = found.rows[row.number].row
        return f"{week_url(found.week.monday)}/{after.ref}/{obligation_key(after.obligation)}"
    return week_url(found.week.monday)


FEATURE = Feature(
    name="meeting",
    routes=(
        Route(URL, latest, methods=["GET"]),
        Route(f"{URL}/frys", freeze, methods=["POST"]),
        Route(f"{URL}/{{monday}}", week, methods=["GET"]),
        Route(f"{URL}/{{monday}}/fil.csv", as_file, methods=["GET"]),
        Route(f"{URL}/{{monday}}/{{ref}}/{{key}}", one, methods=["GET"]),
        Route(f"{URL}/{{monday}}/{{ref}}/{{key}}", go_on, methods=["POST"]),
    ),
    links=(Link(label=N_("Ukemøte"), url=URL, icon="Calendar", roles=_ROLES, order=35),),
)
