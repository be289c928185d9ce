"""The weekly meeting in words: what the templates lay out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from hjemover.application.following_up import Meeting, MeetingRow, WeeklyList
from hjemover.application.opaque import obligation_key
from hjemover.application.queries import days_stuck
from hjemover.application.seeing import Sight
from hjemover.web import formats
from hjemover.web.leading.causes import CAUSES
from hjemover.web.leading.naming import Names
from hjemover.web.leading.patients import name_of
from hjemover.web.stuck.presenter import FollowUpView, StuckView, follow_up_view, row_view

URL = "/ukemote"


class RowView(Struct, frozen=True, kw_only=True):
    """One row of Monday's list.

    Args:
        now: How it stands now; None: it has loosened.
        open: What is not done of what was agreed on, this time and before.
    """

    number: int
    url: str
    patient: str
    ref: str
    step: str
    pathway: str
    cause: str
    days: str
    holder: str
    awaits: str
    due: datetime | None
    now: StuckView | None
    agreed: tuple[FollowUpView, ...]
    carried: tuple[FollowUpView, ...]
    reviewed: str
    loosened: bool


class LeftView(Struct, frozen=True, kw_only=True):
    """A follow-up about what is not on this list any more."""

    ref: str
    follow_up: FollowUpView


class MeetingView(Struct, frozen=True, kw_only=True):
    monday: date
    title: str
    frozen: datetime
    url: str
    rows: tuple[RowView, ...]
    left_over: tuple[LeftView, ...]
    reviewed: int
    agreed: int
    loosened: int
    missing: int  # left out of the list
    next_url: str  # the first that the meeting is not through with; empty: through with all
    weeks: tuple[tuple[str, str, bool], ...]


def week_title(monday: date, names: Names) -> str:
    """ "uke 11, 2026"."""
    year, week, _ = monday.isocalendar()
    return names.words.text("uke %(week)d, %(year)d", week=week, year=year)


def week_url(monday: date) -> str:
    return f"{URL}/{monday.isoformat()}"


def row_url(monday: date, ref: str, obligation: str) -> str:
    return f"{week_url(monday)}/{ref}/{obligation_key(obligation)}"


def meeting_view(
    found: Meeting,
    weeks: Iterable[WeeklyList],
    patients: Mapping[str, Sight],
    names: Names,
    now: datetime,
) -> MeetingView:
    monday = found.week.monday
    rows = tuple(view_of(row, found.week, patients, names, now) for row in found.rows)
    return MeetingView(
        monday=monday,
        title=week_title(monday, names),
        frozen=found.week.frozen_at,
        url=week_url(monday),
        rows=rows,
        left_over=tuple(
            LeftView(ref=one.ref, follow_up=follow_up_view(one, names, now))
            for one in found.left_over
        ),
        reviewed=found.reviewed,
        agreed=found.agreed,
        loosened=found.loosened,
        missing=found.week.left_out,
        next_url=next((row.url for row in rows if not row.reviewed), ""),
        weeks=tuple(
            (one.monday.isoformat(), week_title(one.monday, names), one.monday == monday)
            for one in weeks
        ),
    )


def view_of(
    row: MeetingRow,
    week: WeeklyList,
    patients: Mapping[str, Sight],
    names: Names,
    now: datetime,
) -> RowView:
    then, words = row.row, names.words
    names = names.about(then.ref)
    reviewed = ""
    if row.review is not None:
        reviewed = words.text(
            "Gjennomgått %(when)s av %(who)s",
            when=formats.instant(row.review.at, words.language, weekday=False),
            who=names.person(row.review.by),
        )
    return RowView(
        number=row.number,
        url=row_url(week.monday, then.ref, then.obligation),
        patient=name_of(patients.get(then.ref)),
        ref=then.ref,
        step=names.step(then.definition, then.step, then.kind),
        pathway=names.pathway(then.definition),
        cause=words.text(CAUSES[then.cause]),
        days=formats.days(days_stuck(then.stuck_since, then.due_at, week.frozen_at), words),
        holder=names.unit(then.holder),
        awaits=names.unit(then.awaits) if then.awaits != then.holder else "",
        due=then.due_at,
        now=row_view(row.now, names, now) if row.now else None,
        agreed=tuple(follow_up_view(one, names, now) for one in row.agreed),
        carried=tuple(follow_up_view(one, names, now) for one in row.carried),
        reviewed=reviewed,
        loosened=row.now is None,
    )
