"""/oversikt: counts that are links, figures of one's own, charts, and how it goes elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import figures, following_up
from hjemover.application.figures import Way
from hjemover.application.following_up import StuckFilter
from hjemover.application.measures import MeasureFigures, measures
from hjemover.application.opaque import definition_code, unit_code
from hjemover.calendar import local_day
from hjemover.vocabulary import Role
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.naming import sorted_by_name
from hjemover.web.overview import charting, lists, measured_views, presenter, rebasing
from hjemover.web.overview.asked import (
    KINDS,
    MEASURES,
    URL,
    WAYS,
    Asked,
    code_of_kind,
    say_period,
)
from hjemover.web.overview.here import Here
from hjemover.web.overview.rebasing import kept_rebases, rebase_view
from hjemover.web.pages import page, redirect, render
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

_ROLES = (Role.MANAGER,)
KIND_NAMES = {"maned": N_("Måned"), "kvartal": N_("Kvartal"), "ar": N_("År")}
STEP_NAMES = {"uke": N_("Uke"), "maned": N_("Måned"), "kvartal": N_("Kvartal")}


@page(*_ROLES)
def overview(request: Request, visitor: Visitor) -> Response:
    """The whole of it: the counts first, each with its list, all of one moment."""
    with site(request).house.database.one_moment():
        return show(request, visitor, Here(request, visitor))


def show(
    request: Request, visitor: Visitor, here: Here, wrong: Mapping[str, str] = {}, status: int = 200
) -> Response:
    """The page; *wrong* is what is wrong with new limits that were to be kept."""
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
        status=status,
        **rebase_view(here, chart_name(here), asked.but(trinn=here.asked.trinn), "", wrong),
        title=names.organisation(wanted.organisation),
        cards=_cards(here),
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
        declared=presenter.measure_tables(_declared(here), asked, names),
        chart=charting.chart_view(_series(here), names),
        chart_file=asked.url("/graf.csv"),
        **_chart_form(here),
    )


_SHORT: Mapping[Way, str] = {"sent": N_("Sendt"), "received": N_("Mottatt")}
_Side = tuple[Way, figures.HandoffCount, Asked]


def _used(sides: Sequence[_Side]) -> list[_Side]:
    """Without the way that nothing has gone, so that nobody reads columns of noughts."""
    gone = {way for way, found, _ in sides if found.offered}
    return [one for one in sides if not gone or one[0] in gone]


def _cards(here: Here) -> list[presenter.Card]:
    """What needs somebody: each count is a link to the list it counts."""
    words = here.names.words
    stuck, alone = following_up.stuck_counts(
        here.house, here.actor, StuckFilter(), StuckFilter(unfollowed=True)
    )
    causes = stuck.causes
    cards = [
        (stuck.total, words.text("står fast"), "/fast"),
        (alone.total, words.text("står fast uten oppfølging"), "/fast?uten=1"),
    ]
    for cause, label in (
        ("no-answer", words.text("overføringer uten svar innen fristen")),
        ("not-delivered", words.text("kom ikke fram")),
    ):
        count = next((n for one, n in causes.items() if one.value == cause), 0)
        cards.append((count, label, f"/fast?arsak={cause}"))
    return [
        presenter.Card(count=count, label=label, url=url, urgent=count > 0)
        for count, label, url in cards
    ]


def _filters(here: Here, asked: Asked) -> dict[str, object]:
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
    here: Here, asked: Asked, way: Way, found: Mapping[str, figures.HandoffCount]
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


def _declared(here: Here) -> list[MeasureFigures]:
    """What the definitions measure, for one's own organisation in the period."""
    period, home = here.slice.period, here.slice.organisation
    return measures(
        here.house,
        own={home},
        organisation=home,
        definition=here.slice.definition,
        since=period.first,
        until=period.after,
        period="year" if period.kind == "year" else "month",
    )


def chart_name(here: Here) -> str:
    """What new limits of the chart are kept under: for just what it shows."""
    wanted = here.wanted
    narrowed = (here.slice.definition or "", here.slice.counterpart or "")
    return "/".join(("handoffs", wanted.way, wanted.measure, *narrowed))


def _series(here: Here) -> figures.Series:
    wanted = here.wanted
    return figures.series(
        here.house, here.actor, wanted.slice, wanted.way, wanted.measure, wanted.step,
        rebases=(*kept_rebases(here, chart_name(here)), *wanted.rebases), screen=wanted.screen,
    )  # fmt: skip


def _chart_form(here: Here) -> dict[str, Any]:
    words, wanted = here.names.words, here.wanted
    measure = next(code for code, one in MEASURES.items() if one == wanted.measure)
    way = next(code for code, one in WAYS.items() if one == wanted.way)
    named = [
        (code, words.text(charting.MEASURE_NAMES[one])) for code, one in MEASURES.items()
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
    here = Here(request, visitor)
    view = charting.chart_view(_series(here), here.names)
    return csv_file(f"graf-{local_day(here.now).isoformat()}", view.columns, view.rows)


# --- elsewhere ----------------------------------------------------------------------------------


@page(*_ROLES)
def others(request: Request, visitor: Visitor) -> Response:
    """How it goes where one's own organisation has no part: one pathway, one quarter, no sums."""
    here = Here(request, visitor)
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

# --- new limits ---------------------------------------------------------------------------------


@page(*_ROLES)
def rebase(request: Request, visitor: Visitor) -> Response:
    """Keep new limits of a chart from a day on, or take them away."""
    form = {name: str(value) for name, value in request.state.form.items()}
    here = Here(request, visitor, form)
    asked = measured_views.asked_in(here, form) if form.get("maltall") else None
    name = asked.name_of_chart if asked else chart_name(here)
    back = asked.url("/mal") if asked else here.asked.but(nybasis="", merknad="").url() + "#graf"
    wrong = rebasing.change(request, visitor, here, name, back, form)
    if not wrong:
        return redirect(back)
    if asked:
        return measured_views.show(request, visitor, asked, wrong, status=422)
    return show(request, visitor, here, wrong, status=422)


FEATURE = Feature(
    name="overview",
    routes=(
        Route(URL, overview, methods=["GET"]),
        Route(f"{URL}/graf.csv", chart_file, methods=["GET"]),
        Route(f"{URL}/overforinger", lists.handoffs, methods=["GET"]),
        Route(f"{URL}/overforinger.csv", lists.handoffs_file, methods=["GET"]),
        Route(f"{URL}/frister", lists.limits, methods=["GET"]),
        Route(f"{URL}/frister.csv", lists.limits_file, methods=["GET"]),
        Route(f"{URL}/nybasis", rebase, methods=["POST"]),
        Route(f"{URL}/mal", measured_views.chart, methods=["GET"]),
        Route(f"{URL}/mal.csv", measured_views.chart_file, methods=["GET"]),
        Route(f"{URL}/mal/liste", measured_views.listed, methods=["GET"]),
        Route(f"{URL}/andre-steder", others, methods=["GET"]),
    ),
    links=(Link(label=N_("Oversikt"), url=URL, icon="BarChart", roles=_ROLES, order=40),),
)
