"""/oversikt: counts that are links, figures of one's own, charts, and how it goes elsewhere."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import figures, following_up
from hjemover.application.figures import HandoffRow, Kept, Slice, Way, What
from hjemover.application.following_up import StuckFilter
from hjemover.application.house import House
from hjemover.application.measures import MeasureFigures, measures
from hjemover.application.opaque import definition_code, unit_code
from hjemover.calendar import local_day
from hjemover.vocabulary import DeadlineClass, ObligationKind, Role
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.naming import Names, sorted_by_name
from hjemover.web.overview import presenter
from hjemover.web.overview.asked import (
    KINDS,
    MEASURES,
    URL,
    WAYS,
    Asked,
    Wanted,
    code_of_kind,
    read_asked,
    say_period,
    understand,
)
from hjemover.web.pages import NotFound, page, render
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

_ROLES = (Role.MANAGER,)
MOST = 1_000
KIND_NAMES = {"maned": N_("Måned"), "kvartal": N_("Kvartal"), "ar": N_("År")}
STEP_NAMES = {"uke": N_("Uke"), "maned": N_("Måned"), "kvartal": N_("Kvartal")}


class _Here:
    """What every page here starts from: who asks for what, in which words."""

    def __init__(self, request: Request, visitor: Visitor) -> None:
        self.house: House = site(request).house
        self.actor = visitor.actor
        self.names = Names.read(self.house, words_of(request, visitor))
        with self.house.database.reading() as tx:
            own = figures.own_organisations(self.house, tx, self.actor)
        labels = [(one, self.names.organisation(one)) for one in own]
        self.own = [one for one, _ in sorted_by_name(labels)]
        if not self.own:
            raise NotFound
        self.asked: Asked = read_asked(request.query_params)
        self.now: datetime = self.house.clock.now()
        self.wanted: Wanted = understand(self.asked, self.own, self.names, local_day(self.now))

    @property
    def slice(self) -> Slice:
        return self.wanted.slice

    def about(self, refs: Collection[str]) -> Names:
        """What everything is called, to tell the visitor about each of the pathways."""
        return self.names.shielding(self.house, self.actor, refs)


@page(*_ROLES)
def overview(request: Request, visitor: Visitor) -> Response:
    """The whole of it: the counts first, each with its list."""
    here = _Here(request, visitor)
    names, wanted, period = here.names, here.slice, here.slice.period
    asked = here.asked.but(
        fra=period.first.isoformat(), periode=code_of_kind(period.kind),
        virksomhet=unit_code(wanted.organisation) if len(here.own) > 1 else "",
    )  # fmt: skip
    splits = {
        way: figures.by_counterpart_and_period(
            here.house, here.actor, wanted, way, [period.before, period]
        )
        for way in WAYS.values()
    }
    sides = [
        (way, figures.together(split[of].values()), asked.but(fra=of.first.isoformat()))
        for way, split in splits.items()
        for of in (period, period.before)
    ]
    return render(
        request,
        visitor,
        "overview/overview.html.j2",
        title=names.organisation(wanted.organisation),
        cards=_cards(here, sides[0][1]),
        asked=asked,
        filters=_filters(here, asked),
        period=say_period(period, names),
        earlier=presenter.period_link(asked, period.before),
        later=presenter.period_link(asked, figures.period_of(period.after, period.kind))
        if period.ends <= here.now
        else "",
        counts=presenter.count_rows(_used(sides), names),
        columns=[
            f"{names.words.text(_SHORT[way])}, {when}"
            for way in {one: None for one, _, _ in _used(sides)}
            for when in (say_period(period, names), say_period(period.before, names))
        ],
        splits=[_split(here, asked, way, split[period]) for way, split in splits.items()],
        limits=presenter.limit_rows(
            figures.limits_in(here.house, here.actor, wanted), asked, names
        ),
        days=presenter.day_rows(figures.days_held(here.house, here.actor, wanted), names),
        declared=presenter.measure_rows(_declared(here), names),
        chart=presenter.chart_view(_series(here), names),
        chart_file=asked.url("/graf.csv"),
        **_chart_form(here),
    )


_SHORT: Mapping[Way, str] = {"sent": N_("Sendt"), "received": N_("Mottatt")}
_Side = tuple[Way, figures.HandoffCount, Asked]


def _used(sides: Sequence[_Side]) -> list[_Side]:
    """Without the way that nothing has gone, so that nobody reads columns of noughts."""
    gone = {way for way, found, _ in sides if found.offered}
    return [one for one in sides if not gone or one[0] in gone]


def _cards(here: _Here, sent: figures.HandoffCount) -> list[presenter.Card]:
    """What needs somebody: each count is a link to the list it counts."""
    words = here.names.words
    stuck, alone = following_up.stuck_counts(
        here.house, here.actor, StuckFilter(), StuckFilter(unfollowed=True)
    )
    causes = stuck.causes
    cards = [
        (stuck.total, words.text("står fast"), "/fast", True),
        (alone.total, words.text("står fast uten oppfølging"), "/fast?uten=1", True),
    ]
    for cause, label in (
        ("no-answer", words.text("overføringer uten svar innen fristen")),
        ("not-delivered", words.text("kom ikke fram")),
    ):
        count = next((n for one, n in causes.items() if one.value == cause), 0)
        cards.append((count, label, f"/fast?arsak={cause}", True))
    return [
        presenter.Card(count=count, label=label, url=url, urgent=urgent and count > 0)
        for count, label, url, urgent in cards
    ]


def _filters(here: _Here, asked: Asked) -> dict[str, object]:
    names, words = here.names, here.names.words
    others = figures.counterparts(here.house, here.actor, here.slice.organisation)
    return {
        "own": presenter.choices(
            presenter.organisation_choices(here.own, names), unit_code(here.slice.organisation)
        )
        if len(here.own) > 1
        else (),
        "pathways": presenter.choices(
            sorted_by_name((definition_code(one), names.pathway(one)) for one in names.definitions),
            asked.forlop,
        ),
        "counterparts": presenter.choices(
            sorted_by_name(presenter.organisation_choices(others, names)), asked.motpart
        ),
        "kinds": presenter.choices(
            [(code, words.text(label)) for code, label in KIND_NAMES.items()], asked.periode
        ),
    }


def _split(
    here: _Here, asked: Asked, way: Way, found: Mapping[str, figures.HandoffCount]
) -> dict[str, object]:
    home, names = here.slice.organisation, here.names
    return {
        "title": names.words.text(presenter.WAY_NAMES[way]),
        "rows": presenter.split_rows(
            found,
            {one: presenter.counterpart_label(one, home, names) for one in found},
            {one: asked.but(motpart=unit_code(one)) for one in found},
            way,
            names,
        ),
    }


def _declared(here: _Here) -> list[MeasureFigures]:
    """What the definitions measure, for one's own organisation in the period."""
    period, home = here.slice.period, here.slice.organisation
    found = measures(
        here.house,
        own={home},
        definition=here.slice.definition,
        since=period.first,
        until=period.after,
        period="year" if period.kind == "year" else "month",
    )
    return [one for one in found if one.organisation == home]


def _series(here: _Here) -> figures.Series:
    wanted = here.wanted
    return figures.series(
        here.house, here.actor, wanted.slice, wanted.way, wanted.measure, wanted.step,
        rebases=wanted.rebases, screen=wanted.screen,
    )  # fmt: skip


def _chart_form(here: _Here) -> dict[str, Any]:
    words, wanted = here.names.words, here.wanted
    measure = next(code for code, one in MEASURES.items() if one == wanted.measure)
    way = next(code for code, one in WAYS.items() if one == wanted.way)
    named = [
        (code, words.text(presenter.MEASURE_NAMES[one])) for code, one in MEASURES.items()
    ]  # fmt: skip
    ways = [(code, words.text(presenter.WAY_NAMES[one])) for code, one in WAYS.items()]
    steps = [(code, words.text(label)) for code, label in STEP_NAMES.items()]
    return {
        "measures": presenter.choices(named, measure),
        "ways": presenter.choices(ways, way),
        "steps": presenter.choices(steps, code_of_kind(wanted.step)),
        "screened": wanted.screen,
    }


@page(*_ROLES)
def chart_file(request: Request, visitor: Visitor) -> Response:
    """The numbers of the chart as a file: the very ones that are drawn."""
    here = _Here(request, visitor)
    view = presenter.chart_view(_series(here), here.names)
    return csv_file(f"graf-{local_day(here.now).isoformat()}", view.columns, view.rows)


# --- the lists behind the numbers ---------------------------------------------------------------


def _handoffs(here: _Here, request: Request) -> tuple[What, Sequence[HandoffRow]]:
    what = request.query_params.get("hva", "")
    known: What | None = next((one for one in presenter.WHATS if one == what), None)
    if known is None:
        raise NotFound
    rows = figures.handoff_list(
        here.house, here.actor, here.slice, here.wanted.way, known, most=MOST
    )
    return known, rows


@page(*_ROLES)
def handoffs(request: Request, visitor: Visitor) -> Response:
    """The handoffs that a number counts."""
    here = _Here(request, visitor)
    what, rows = _handoffs(here, request)
    names = here.about({row.ref for row in rows})
    return render(
        request,
        visitor,
        "overview/handoffs.html.j2",
        title=names.words.text(presenter.WHATS[what]),
        way=names.words.text(presenter.WAY_NAMES[here.wanted.way]),
        period=say_period(here.slice.period, names),
        narrowed=_narrowed(here),
        rows=[_handoff_view(row, names) for row in rows],
        most=MOST,
        back=here.asked.url(),
        file=here.asked.url("/overforinger.csv", hva=what),
    )


def _handoff_view(row: HandoffRow, names: Names) -> dict[str, object]:
    names = names.about(row.ref)
    return {
        "ref": row.ref,
        "step": names.step(row.definition, row.step, ObligationKind.HANDOFF),
        "pathway": names.pathway(row.definition),
        "sender": names.unit(row.sender),
        "receiver": names.unit(row.receiver),
        "status": names.words.text(presenter.STATUSES[row.status]),
        "offered": presenter.moment(row.offered, names),
        "ended": presenter.moment(row.ended, names),
        "days": presenter.number(row.days, names),
    }


def _narrowed(here: _Here) -> list[str]:
    found = []
    if here.slice.definition:
        found.append(here.names.pathway(here.slice.definition))
    if here.slice.counterpart:
        found.append(here.names.organisation(here.slice.counterpart))
    return found


@page(*_ROLES)
def handoffs_file(request: Request, visitor: Visitor) -> Response:
    here = _Here(request, visitor)
    what, rows = _handoffs(here, request)
    names = here.about({row.ref for row in rows})
    words = names.words
    columns = (
        words.text("Sak"), words.text("Hva"), words.text("Forløp"), words.text("Fra"),
        words.text("Til"), words.text("Status"), words.text("Sendt"), words.text("Avsluttet"),
        words.text("Dager"),
    )  # fmt: skip
    table = []
    for row in rows:
        view = _handoff_view(row, names)
        table.append((
            row.ref, str(view["step"]), str(view["pathway"]), str(view["sender"]),
            str(view["receiver"]), str(view["status"]), row.offered, row.ended, row.days,
        ))  # fmt: skip
    return csv_file(f"overforinger-{what}-{here.slice.period.first.isoformat()}", columns, table)


@page(*_ROLES)
def limits(request: Request, visitor: Visitor) -> Response:
    """The limits that a number counts."""
    here = _Here(request, visitor)
    kept: Kept | None = next(
        (one for one in presenter.KEPT if one == request.query_params.get("hva")), None
    )
    asked_class = request.query_params.get("klasse", "")
    if kept is None or asked_class not in set(DeadlineClass):
        raise NotFound
    of_class, names = DeadlineClass(asked_class), here.names
    rows = figures.limit_list(here.house, here.actor, here.slice, of_class, kept, most=MOST)
    return render(
        request,
        visitor,
        "overview/limits.html.j2",
        title=names.words.text(presenter.KEPT[kept]),
        of_class=names.words.text(presenter.CLASSES[of_class]),
        period=say_period(here.slice.period, names),
        narrowed=_narrowed(here),
        rows=[
            {
                "ref": row.ref,
                "step": names.step(row.definition, row.step, ObligationKind.TASK),
                "pathway": names.pathway(row.definition),
                "unit": names.unit(row.unit),
                "due": row.due,
                "ended": presenter.moment(row.ended, names),
                "late": row.late_on_arrival,
            }
            for row in rows
        ],
        most=MOST,
        back=here.asked.url(),
    )


# --- elsewhere ----------------------------------------------------------------------------------


@page(*_ROLES)
def others(request: Request, visitor: Visitor) -> Response:
    """How it goes where one's own organisation has no part: one pathway, one quarter, no sums."""
    here = _Here(request, visitor)
    names = here.names
    pathways = sorted_by_name((one, names.pathway(one)) for one in names.definitions)
    chosen = here.slice.definition or (pathways[0][0] if pathways else "")
    first = here.slice.period.first
    quarter = figures.period_of(first, "quarter")
    found = figures.elsewhere(here.house, here.actor, chosen, first) if chosen else []
    asked = Asked(
        virksomhet=here.asked.virksomhet,
        forlop=definition_code(chosen) if chosen else "",
        periode="kvartal",
        fra=quarter.first.isoformat(),
    )
    return render(
        request,
        visitor,
        "overview/others.html.j2",
        pathways=presenter.choices(
            [(definition_code(one), label) for one, label in pathways], asked.forlop
        ),
        period=say_period(quarter, names),
        first=quarter.first.isoformat(),
        earlier=asked.but(fra=quarter.before.first.isoformat()).url("/andre-steder"),
        later=asked.but(fra=quarter.after.isoformat()).url("/andre-steder")
        if quarter.ends <= here.now
        else "",
        rows=presenter.elsewhere_rows(found, here.house.small_numbers, names),
        least=here.house.small_numbers,
    )


assert set(KINDS) >= {*KIND_NAMES, *STEP_NAMES}

FEATURE = Feature(
    name="overview",
    routes=(
        Route(URL, overview, methods=["GET"]),
        Route(f"{URL}/graf.csv", chart_file, methods=["GET"]),
        Route(f"{URL}/overforinger", handoffs, methods=["GET"]),
        Route(f"{URL}/overforinger.csv", handoffs_file, methods=["GET"]),
        Route(f"{URL}/frister", limits, methods=["GET"]),
        Route(f"{URL}/andre-steder", others, methods=["GET"]),
    ),
    links=(Link(label=N_("Oversikt"), url=URL, icon="BarChart", roles=_ROLES, order=40),),
)
