"""The stuck list in words: what the template lays out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict

from hjemover.application.following_up import FollowUp, Stuck, StuckFilter, StuckPage
from hjemover.application.opaque import definition_code, obligation_key, unit_code
from hjemover.application.seeing import Sight
from hjemover.calendar import local_day
from hjemover.vocabulary import StuckCause
from hjemover.web import formats
from hjemover.web.leading.causes import ACTS, CAUSES, DOES, WHY
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.leading.patients import name_of

URL = "/fast"


class FollowUpView(Struct, frozen=True, kw_only=True):
    """One follow-up as it is read."""

    id: str
    text: str
    owner: str
    day: date | None
    late: bool
    written: datetime
    by: str
    times_carried: int
    done: str  # who did it and when; empty: it is not done
    carried: bool


class StuckView(Struct, frozen=True, kw_only=True):
    """One row.

    Args:
        code: What stands for it in addresses and forms.
        act: The label of the act these units can do; empty: it is for *whose*.
        act_url: Where it is done.
    """

    code: str
    url: str
    task_url: str
    way_url: str
    cause: str
    why: str
    step: str
    pathway: str
    patient: str
    ref: str
    holder: str
    awaits: str
    receiver: str
    days: str
    since: datetime
    breach: datetime | None
    act: str
    act_url: str
    act_does: str
    whose: str
    can_resend: bool
    follow_ups: tuple[FollowUpView, ...]


class Choice(Struct, frozen=True, kw_only=True):
    """One value of a filter, with how many it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


class FilterView(Struct, frozen=True, kw_only=True):
    name: str
    label: str
    all: str
    choices: tuple[Choice, ...]


class ListView(Struct, frozen=True, kw_only=True):
    """The whole page."""

    total: int
    everything: int
    rows: tuple[StuckView, ...]
    filters: tuple[FilterView, ...]
    chips: tuple[tuple[str, str], ...]
    unfollowed: bool
    page: int
    pages: int
    query: str
    page_urls: tuple[str, ...]
    causes: tuple[tuple[str, int, str], ...]


class Asked(Struct, frozen=True, kw_only=True):
    """What the address asks for, in codes."""

    arsak: str = ""
    forlop: str = ""
    enhet: str = ""
    motpart: str = ""
    uten: str = ""

    def url(self, base: str = URL, **other: str | int) -> str:
        fields = {name: value for name, value in {**asdict(self), **other}.items() if value}
        return f"{base}?{urlencode(fields)}" if fields else base


def read_asked(query: Mapping[str, str]) -> Asked:
    return Asked(**{name: query.get(name, "") for name in Asked.__struct_fields__})


def filter_of(asked: Asked, names: Names, units: Iterable[str]) -> StuckFilter:
    """What is asked for. A code that stands for nothing finds nothing, rather than everything."""
    known = set(StuckCause)
    return StuckFilter(
        cause=StuckCause(asked.arsak) if asked.arsak in known else None,
        definition=(names.definition_of(asked.forlop) or "?") if asked.forlop else None,
        unit=next((one for one in units if unit_code(one) == asked.enhet), "?")
        if asked.enhet
        else None,
        counterpart=_organisation(asked.motpart, names) if asked.motpart else None,
        unfollowed=bool(asked.uten),
    )


def _organisation(code: str, names: Names) -> str:
    return next((one for one in names.addresses.organisations if unit_code(one) == code), "?")


def list_view(
    page: StuckPage, asked: Asked, names: Names, now: datetime, patients: Mapping[str, Sight]
) -> ListView:
    words = names.words
    counts = page.counts
    causes = [
        (cause.value, words.text(CAUSES[cause]), counts.causes[cause])
        for cause in sorted(counts.causes, key=lambda one: -counts.causes[one])
    ]
    filters = (
        _filter("arsak", words.text("Årsak"), words.text("Alle årsaker"), asked.arsak, causes),
        _filter(
            "motpart",
            words.text("Motpart"),
            words.text("Alle motparter"),
            asked.motpart,
            _named(
                (unit_code(o), names.organisation(o), n) for o, n in counts.counterparts.items()
            ),
        ),
        _filter(
            "forlop",
            words.text("Forløp"),
            words.text("Alle forløp"),
            asked.forlop,
            _named(
                (definition_code(d), names.pathway(d), n) for d, n in counts.definitions.items()
            ),
        ),
        _filter(
            "enhet",
            words.text("Enhet hos oss"),
            words.text("Alle enheter"),
            asked.enhet,
            _named((unit_code(u), names.unit(u), n) for u, n in counts.units.items()),
        ),
    )
    return ListView(
        total=counts.total,
        everything=page.everything,
        rows=tuple(row_view(row, names, now, patients) for row in page.rows),
        filters=filters,
        chips=_chips(asked, filters, names),
        unfollowed=bool(asked.uten),
        page=page.page,
        pages=page.pages,
        query=asked.url(""),
        page_urls=tuple(asked.url(side=number) for number in range(page.pages + 2)),
        causes=tuple(
            (label, count, _with(asked, arsak="" if asked.arsak == value else value).url())
            for value, label, count in causes
        ),
    )


def _named(found: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    rows = list(found)
    counts = {value: count for value, _, count in rows}
    labels = sorted_by_name((value, label) for value, label, _ in rows)
    return [(value, label, counts[value]) for value, label in labels]


def _with(asked: Asked, **other: str) -> Asked:
    return Asked(**{**asdict(asked), **other})


def _filter(
    name: str, label: str, everything: str, chosen: str, found: list[tuple[str, str, int]]
) -> FilterView:
    return FilterView(
        name=name,
        label=label,
        all=everything,
        choices=tuple(
            Choice(value=value, label=said, count=count, chosen=value == chosen)
            for value, said, count in found
        ),
    )


def _chips(
    asked: Asked, filters: tuple[FilterView, ...], names: Names
) -> tuple[tuple[str, str], ...]:
    found = []
    for one in filters:
        value = getattr(asked, one.name)
        label = next((choice.label for choice in one.choices if choice.value == value), None)
        if value:
            # What is filtered on may have nothing left; it is still to be taken away.
            found.append((label or f"{one.label} (0)", _with(asked, **{one.name: ""}).url()))
    if asked.uten:
        found.append((names.words.text("Uten oppfølging"), _with(asked, uten="").url()))
    return tuple(found)


def row_view(
    row: Stuck, names: Names, now: datetime, patients: Mapping[str, Sight] | None = None
) -> StuckView:
    item, words = row.item, names.words
    names = names.about(item.ref)
    key = obligation_key(item.obligation)
    act, code = row.suggestion.act, code_of(item.ref, item.obligation)
    task_url = f"/oppgave/{item.ref}/{key}"
    act_url = task_url
    if act == "reoffer-handoff":
        act_url = f"{URL}/send?sak={code}"
    elif act in ("set-deputy", "mend-address"):
        act_url = f"/adressebok/enhet/{unit_code(row.suggestion.unit)}"
    return StuckView(
        code=code,
        url=f"{URL}/{item.ref}/{key}",
        task_url=task_url,
        way_url=f"/forlop/{item.ref}",
        cause=words.text(CAUSES[row.cause]),
        why=words.text(WHY[row.cause]),
        step=names.step(item.definition, item.step, item.kind),
        pathway=names.pathway(item.definition),
        patient=name_of((patients or {}).get(item.ref)),
        ref=item.ref,
        holder=names.unit(item.holder),
        awaits=names.unit(item.awaits) if item.awaits != item.holder else "",
        receiver=names.unit(item.receiver),
        days=formats.days(row.days, words),
        since=row.since,
        breach=row.breach,
        act=words.text(ACTS[act]) if act else "",
        act_url=act_url,
        act_does=words.text(DOES[act]) if act else "",
        whose=names.unit(row.suggestion.unit),
        can_resend=act == "reoffer-handoff",
        follow_ups=tuple(follow_up_view(one, names, now) for one in row.follow_ups),
    )


def code_of(ref: str, obligation: str) -> str:
    return f"{ref}.{obligation_key(obligation)}"


def find_row(rows: Iterable[Stuck], code: str) -> Stuck | None:
    return next((row for row in rows if code_of(*row.key) == code), None)


def follow_up_view(one: FollowUp, names: Names, now: datetime) -> FollowUpView:
    done = ""
    if one.done_at is not None:
        done = names.words.text(
            "Gjort %(when)s av %(who)s",
            when=formats.instant(one.done_at, names.words.language, weekday=False),
            who=names.person(one.done_by),
        )
    return FollowUpView(
        id=one.id,
        text=one.text,
        owner=names.person(one.owner),
        day=one.day,
        late=one.open and one.day is not None and one.day < local_day(now),
        written=one.written_at,
        by=names.person(one.written_by),
        times_carried=one.times_carried,
        done=done,
        carried=one.carried_to is not None,
    )
