"""The inbox in words: what the template lays out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.desk.asking import View
from hjemover.application.desk.inbox import MOST_AT_ONCE, Page
from hjemover.store.desk.keeping import Colleague, SavedView
from hjemover.vocabulary import Urgency
from hjemover.web import formats
from hjemover.web.inbox.address import URGENCY_WORDS, Chosen, Known
from hjemover.web.inbox.filters import (
    GROUP_NAMES,
    FilterView,
    Offered,
    chips,
    filter_views,
)
from hjemover.web.inbox.rows import NOT_CONFIRMED, Maker, RowView, finished_view, row_view
from hjemover.web.wording import N_

VIEW_NAMES: Final[Mapping[View, str]] = {
    View.ALL: N_("Alt som venter på oss"),
    View.NEW: N_("Nye til oss"),
    View.MINE: N_("Mine"),
    View.UNCLAIMED: N_("Ikke fordelt"),
    View.WITH_OTHERS: N_("Venter på andre"),
    View.OVERDUE: N_("Forfalt"),
    View.SNOOZED: N_("Utsatt"),
    View.DONE: N_("Ferdig siste 30 dager"),
}
GROUP_HELP: Final[Mapping[Urgency, str]] = {
    Urgency.CRITICAL: N_("Fristen er passert, og en leder har fått varsel om det."),
    Urgency.OVERDUE: N_("Fristen er passert."),
    Urgency.SOON: N_("Fristen er i dag eller neste virkedag."),
    Urgency.LATER: N_("Fristen er senere, eller det er ingen frist."),
}
_NOTHING: Final[Mapping[View, str]] = {
    View.ALL: N_("Ingen oppgaver til dere."),
    View.NEW: N_("Ingen nye oppgaver til dere."),
    View.MINE: N_("Du har ingen oppgaver."),
    View.UNCLAIMED: N_("Alt er fordelt."),
    View.WITH_OTHERS: N_("Dere venter ikke på noen."),
    View.OVERDUE: N_("Ingenting er forfalt."),
    View.SNOOZED: N_("Ingenting er utsatt."),
    View.DONE: N_("Ingenting er gjort ferdig de siste 30 dagene."),
}
_ELSEWHERE: Final = (View.ALL, View.UNCLAIMED, View.WITH_OTHERS, View.SNOOZED)


class GroupView(Struct, frozen=True, kw_only=True):
    """Rows under one heading, with how many there are of them in all."""

    name: str
    help: str
    count: int
    url: str
    rows: list[RowView]
    urgent: bool


class ViewLink(Struct, frozen=True, kw_only=True):
    """A view, with how many there are in it."""

    name: str
    count: int
    url: str
    here: bool


class SavedLink(Struct, frozen=True, kw_only=True):
    """A saved view. *id* is what it is removed by."""

    id: str
    name: str
    url: str
    whose: str
    here: bool


class Empty(Struct, frozen=True, kw_only=True):
    """Why there is nothing here, and where there is something."""

    title: str
    text: str
    links: list[tuple[str, str]]


class InboxView(Struct, frozen=True, kw_only=True):
    """The whole page.

    Args:
        groups: The rows under headings; *rows* when they stand in another order.
        lost: What did not arrive, first of all, under a heading of its own.
        lost_more: How many of those the page has no room for.
        acts: Whether anything can be done with several of them.
        acts_on: How many of the list it can be done with, *at_once* of them at a time.
        token: What the browser tells of the list it has, when it asks for news.
    """

    title: str
    total: int
    views: list[ViewLink]
    saved: list[SavedLink]
    lost: GroupView | None
    lost_more: int
    groups: list[GroupView]
    rows: list[RowView]
    chips: list[tuple[str, str]]
    clear: str
    filters: list[FilterView]
    by_age: bool
    sort_url: str
    here: str
    query: str
    hidden: list[tuple[str, str]]
    next: str
    first: str
    print_url: str
    empty: Empty | None
    colleagues: list[tuple[str, str]]
    tomorrow: date
    acts: bool
    acts_on: int
    at_once: int
    snoozed: bool
    token: str


def inbox_view(
    page: Page,
    chosen: Chosen,
    known: Known,
    offered: Offered,
    maker: Maker,
    *,
    saved: Sequence[SavedView],
    token: str,
    tomorrow: date,
) -> InboxView:
    """The page in words."""
    words = maker.words
    grouped = not chosen.by_age and chosen.view is not View.DONE
    rows = [row_view(row, maker) for row in page.rows]
    rows += [finished_view(one, maker) for one in page.finished]
    return InboxView(
        title=words.text(VIEW_NAMES[chosen.view]),
        total=page.total,
        views=[_view_link(view, page, chosen, maker) for view in View],
        saved=[_saved(one, chosen, maker) for one in saved],
        lost=_lost(page, chosen, maker) if page.undelivered else None,
        lost_more=page.undelivered_total - len(page.undelivered) if page.undelivered else 0,
        groups=_groups(page, rows, chosen, maker) if grouped else [],
        rows=[] if grouped else rows,
        chips=chips(chosen, offered, known, maker),
        clear=chosen.cleared().url(),
        filters=filter_views(chosen, offered, maker),
        by_age=chosen.by_age,
        sort_url=replace(chosen, by_age=not chosen.by_age, after="").url(),
        here=chosen.url(),
        query=chosen.first_page().query(),
        hidden=[pair for pair in chosen.pairs() if pair[0] in ("visning", "sorter")],
        next=replace(chosen, after=str(page.next)).url() if page.next else "",
        first=chosen.first_page().url() if chosen.after else "",
        print_url=chosen.first_page().url("/innboks/utskrift"),
        empty=None if rows or page.undelivered else _empty(page, chosen, maker),
        colleagues=_receivers(offered.colleagues, maker),
        tomorrow=tomorrow,
        acts=bool(page.rows) and chosen.view is not View.WITH_OTHERS,
        acts_on=page.total - page.undelivered_total,
        at_once=MOST_AT_ONCE,
        snoozed=chosen.view is View.SNOOZED,
        token=token,
    )


def _receivers(colleagues: Sequence[Colleague], maker: Maker) -> list[tuple[str, str]]:
    """Those who can be given something: everybody but the reader, who takes it."""
    return [(one.id, one.name) for one in colleagues if one.id != maker.person]


def _view_link(view: View, page: Page, chosen: Chosen, maker: Maker) -> ViewLink:
    return ViewLink(
        name=maker.words.text(VIEW_NAMES[view]),
        count=page.views[view],
        url=Chosen(view=view, unit=chosen.unit).url(),
        here=view is chosen.view,
    )


def _lost(page: Page, chosen: Chosen, maker: Maker) -> GroupView:
    """What was sent here and did not arrive, before anything else."""
    words = maker.words
    return GroupView(
        name=words.text(NOT_CONFIRMED),
        help=words.text(
            N_(
                "Dette er sendt til dere, men meldingen kom ikke fram."
                " Når noen av dere åpner det, ser avsenderen at dere har det."
            )
        ),
        count=page.undelivered_total,
        url="",
        rows=[row_view(row, maker) for row in page.undelivered],
        urgent=True,
    )


def _groups(page: Page, rows: Sequence[RowView], chosen: Chosen, maker: Maker) -> list[GroupView]:
    """The groups that have rows on this page; each number is of the whole list."""
    found = []
    for group in Urgency:
        here = [view for row, view in zip(page.rows, rows, strict=True) if row.group is group]
        if here:
            only = replace(chosen, urgencies=(URGENCY_WORDS[group],), after="")
            found.append(
                GroupView(
                    name=maker.words.text(GROUP_NAMES[group]),
                    help=maker.words.text(GROUP_HELP[group]),
                    count=page.groups[group],
                    url=only.url(),
                    rows=here,
                    urgent=group in (Urgency.CRITICAL, Urgency.OVERDUE),
                )
            )
    return found


def _saved(view: SavedView, chosen: Chosen, maker: Maker) -> SavedLink:
    of_unit = view.owner_kind == "unit"
    return SavedLink(
        id=view.id,
        name=view.name,
        url=f"/innboks?{view.query}" if view.query else "/innboks",
        whose=maker.addresses.unit_name(view.owner) if of_unit else maker.words.text(N_("din")),
        here=view.query == chosen.first_page().query(),
    )


def _empty(page: Page, chosen: Chosen, maker: Maker) -> Empty:
    """Nothing to do, nothing that fits the filter, or a page after the last: each says which."""
    words, at = maker.words, formats.clock(page.now)
    if chosen.after:
        return Empty(
            title=words.text(N_("Ingen flere.")),
            text=words.text(N_("Du har kommet til slutten av listen.")),
            links=[(words.text(N_("Til begynnelsen av listen")), chosen.first_page().url())],
        )
    if chosen.narrowed and page.views[chosen.view]:
        return Empty(
            title=words.text(N_("Ingenting passer filteret.")),
            text=words.count(
                "Uten filter er det %(num)d i denne visningen.",
                "Uten filter er det %(num)d i denne visningen.",
                page.views[chosen.view],
            ),
            links=[(words.text(N_("Fjern filteret")), chosen.cleared().url())],
        )
    links = [
        (f"{words.text(VIEW_NAMES[view])} ({page.views[view]})", Chosen(view=view).url())
        for view in _ELSEWHERE
        if view is not chosen.view and page.views[view]
    ]
    return Empty(
        title=words.text(_NOTHING[chosen.view]),
        text=words.text(N_("Sist sjekket %(clock)s."), clock=at),
        links=links,
    )
