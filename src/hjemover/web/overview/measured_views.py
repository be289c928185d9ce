"""/oversikt/mal: a measure that a pathway declares, month by month, and what each number counts."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from hjemover.application.figures import Period, period_of
from hjemover.application.measured import Counted, Measured, counted, measured
from hjemover.application.opaque import measure_code
from hjemover.calendar import local_day
from hjemover.store import patients
from hjemover.vocabulary import Role
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.patients import name_of, patients_of
from hjemover.web.overview import charting, presenter
from hjemover.web.overview.asked import say_period
from hjemover.web.overview.here import Here
from hjemover.web.overview.rebasing import kept_rebases, rebase_view
from hjemover.web.pages import NotFound, page, render
from hjemover.web.visitor import Visitor

_ROLES = (Role.MANAGER,)
MOST: Final = 1_000


class AskedMeasure:
    """Which measure of which pathway is asked for, in one's own organisation."""

    def __init__(self, here: Here, code: str) -> None:
        self.here = here
        self.code = code[:40]
        definition = here.slice.definition
        rules = here.names.definitions[definition].measures if definition else {}
        found = next((one for one in rules if measure_code(one) == self.code), None)
        if definition is None or found is None:
            raise NotFound
        self.definition, self.measure = definition, found
        self.name = here.names.words.plain(rules[found].name)
        self.kind = rules[found].kind

    @property
    def name_of_chart(self) -> str:
        """What new limits of its chart are kept under."""
        return f"measure/{self.definition}/{self.measure}"

    def read(self) -> Measured | None:
        here, wanted = self.here, self.here.wanted
        return measured(
            here.house, here.slice.organisation, self.definition, self.measure,
            # The last whole month: one that is cut off looks like a fall.
            period_of(local_day(here.now), "month").before,
            rebases=kept_rebases(here, self.name_of_chart), screen=wanted.screen,
        )  # fmt: skip

    def counted(self, period: Period) -> list[Counted]:
        here = self.here
        return counted(
            here.house, here.slice.organisation, self.definition, self.measure, period, most=MOST
        )

    def drawn(self, found: Measured) -> charting.ChartView:
        words = self.here.names.words
        unit = {"share": "%", "median": words.text("timer")}.get(self.kind, "")
        drawn = charting.Drawn(title=self.name, unit=unit, periods=found.periods, chart=found.chart)
        return charting.drawn_view(drawn, self.here.names)

    def url(self, path: str, **other: str) -> str:
        return self.here.asked.url(path, maltall=self.code, **other)


def asked_in(here: Here, fields: Mapping[str, str]) -> AskedMeasure:
    """The measure that an address or a form names, of the pathway that it names.

    Raises:
        NotFound: There is none.
    """
    return AskedMeasure(here, fields.get("maltall", ""))


@page(*_ROLES)
def chart(request: Request, visitor: Visitor) -> Response:
    """The measure over time, drawn and in a table whose numbers lead to what they count."""
    here = Here(request, visitor)
    return show(request, visitor, asked_in(here, request.query_params))


def show(
    request: Request,
    visitor: Visitor,
    asked: AskedMeasure,
    wrong: Mapping[str, str] = {},
    status: int = 200,
) -> Response:
    """The page; *wrong* is what is wrong with new limits that were to be kept."""
    here, names = asked.here, asked.here.names
    found = asked.read()
    return render(
        request,
        visitor,
        "overview/measured.html.j2",
        status=status,
        **rebase_view(here, asked.name_of_chart, here.asked, asked.code, wrong),
        title=asked.name,
        pathway=names.pathway(asked.definition),
        organisation=names.organisation(here.slice.organisation),
        chart=asked.drawn(found) if found else None,
        rows=_rows(asked, found) if found else (),
        target=_target(asked, found, here) if found else "",
        verified=found.latest.verified if found else True,
        file=asked.url("/mal.csv"),
        back=here.asked.but(forlop="", nybasis="", merknad="").url(),
    )


def _target(asked: AskedMeasure, found: Measured, here: Here) -> str:
    goal = found.latest.target
    if goal is None:
        return ""
    said = presenter.number(goal, here.names)
    return f"{said} %" if asked.kind == "share" else f"{said} {here.names.words.text('timer')}"


def _rows(asked: AskedMeasure, found: Measured) -> list[presenter.Row]:
    """The newest month first: it is what one looks for."""
    names = asked.here.names
    rows = []
    for period, one, point in reversed(
        list(zip(found.periods, found.figures, found.chart.points, strict=True))
    ):
        url = asked.url("/mal/liste", fra=period.first.isoformat(), periode="maned")
        rows.append(
            presenter.Row(
                label=say_period(period, names),
                cells=(
                    presenter.Cell(text=presenter.measure_value(one, names) if one else "–"),
                    presenter.Cell(text=str(point.count), url=url if one else ""),
                ),
            )
        )
    return rows


@page(*_ROLES)
def chart_file(request: Request, visitor: Visitor) -> Response:
    """The numbers of the chart as a file."""
    here = Here(request, visitor)
    asked = asked_in(here, request.query_params)
    found = asked.read()
    if found is None:
        raise NotFound
    view = asked.drawn(found)
    return csv_file(f"mal-{local_day(here.now).isoformat()}", view.columns, view.rows)


class _Line(Struct, frozen=True, kw_only=True):
    ref: str
    patient: str
    begun: str
    ended: str
    limit: str
    kept: str


@page(*_ROLES)
def listed(request: Request, visitor: Visitor) -> Response:
    """The pathways that one month's number rests on, as far as the visitor may see them."""
    here = Here(request, visitor)
    asked, names = asked_in(here, request.query_params), here.names
    period = period_of(here.slice.period.first, "month")
    found = asked.counted(period)
    refs = {one.ref for one in found}
    seen = patients_of(request, visitor, refs, "measure")
    with here.house.database.reading() as tx:
        about_somebody = patients.patients_of(tx, refs)
    shown = [one for one in found if one.ref in seen or one.ref not in about_somebody]
    return render(
        request,
        visitor,
        "overview/measured_list.html.j2",
        title=asked.name,
        pathway=names.pathway(asked.definition),
        period=say_period(period, names),
        rows=[
            _Line(
                ref=one.ref,
                patient=name_of(seen.get(one.ref)),
                begun=presenter.moment(one.begun, names),
                ended=presenter.moment(one.ended, names),
                limit=presenter.moment(one.limit, names),
                kept=_kept(one, here),
            )
            for one in shown
        ],
        hidden=len(found) - len(shown),
        most=MOST,
        back=asked.url("/mal"),
    )


def _kept(one: Counted, here: Here) -> str:
    words = here.names.words
    if one.limit is None:
        return ""
    if one.ended is not None:
        return words.text("ja") if one.ended <= one.limit else words.text("nei")
    return words.text("nei") if one.limit <= here.now else words.text("ikke ute")
