"""A chart in words, in a table and drawn, whatever it measures."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from hjemover.application.charts import Assurance, Chart, Judgement, Rule, Segment
from hjemover.application.figures import Measure, Period, Series
from hjemover.web.leading.naming import Names
from hjemover.web.overview.asked import say_period, short_period
from hjemover.web.overview.drawing import Drawing, draw
from hjemover.web.overview.presenter import number
from hjemover.web.wording import N_

MEASURE_NAMES: Final[Mapping[Measure, str]] = {
    "median-days": N_("Dager til mottak, median"),
    "share-in-time": N_("Besvart innen fristen, prosent"),
    "offered": N_("Tilbudte overføringer"),
    "stuck": N_("Står fast på mandag"),
}
JUDGEMENTS: Final[Mapping[Judgement, str]] = {
    Judgement.BETTER: N_("Bedre"),
    Judgement.WORSE: N_("Verre"),
    Judgement.CHANGED: N_("Endring"),
}
RULES: Final[Mapping[Rule, str]] = {
    Rule.OUTSIDE: N_("utenfor grensene"),
    Rule.TREND: N_("sju på rad i samme retning"),
    Rule.TWO_OF_THREE: N_("to av tre nær grensen"),
    Rule.SHIFT: N_("sju på rad på samme side"),
}
ASSURANCES: Final[Mapping[Assurance, str]] = {
    Assurance.ALWAYS: N_("Målet nås hver gang, slik det går nå."),
    Assurance.NEVER: N_("Målet nås ikke uten at noe endres."),
    Assurance.HIT_OR_MISS: N_("Målet nås noen ganger, av tilfeldigheter."),
}


class ChartView(Struct, frozen=True, kw_only=True):
    """A chart: drawn, in a table, and in a sentence."""

    title: str
    drawing: Drawing | None
    summary: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signals: int


def chart_view(found: Series, names: Names) -> ChartView:
    """The chart with its numbers in a table: the same ones."""
    drawn = Drawn(
        title=names.words.text(MEASURE_NAMES[found.measure]),
        unit="%" if found.measure == "share-in-time" else "",
        periods=found.periods,
        chart=found.chart,
    )
    return drawn_view(drawn, names)


class Drawn(Struct, frozen=True, kw_only=True):
    """What a chart is drawn of, whatever it measures."""

    title: str
    unit: str
    periods: tuple[Period, ...]
    chart: Chart


def drawn_view(found: Drawn, names: Names) -> ChartView:
    """As :func:`chart_view`, for any measure."""
    words, chart, unit = names.words, found.chart, found.unit
    said = [
        "–" if point.value is None else _with_unit(point.value, unit, names)
        for point in chart.points
    ]
    signals = [_signal(found, place, names) for place in range(len(chart.points))]
    titles = [
        f"{say_period(period, names)}: {value}" + (f" ({signal})" if signal else "")
        for period, value, signal in zip(found.periods, said, signals, strict=True)
    ]
    return ChartView(
        title=found.title,
        drawing=draw(
            chart,
            [short_period(one, names) for one in found.periods],
            titles,
            lambda value: number(value, names),
            unit=unit,
            highest=100.0 if unit == "%" else None,
        )
        if any(point.value is not None for point in chart.points)
        else None,
        summary=tuple(_summary(found, names)),
        columns=(
            words.text("Periode"), words.text("Verdi"), words.text("Bygger på"),
            words.text("Signal"),
        ),
        rows=tuple(
            (say_period(period, names), value, str(point.count), signal or "–")
            for period, value, point, signal in zip(
                found.periods, said, chart.points, signals, strict=True
            )
        ),
        signals=sum(bool(one) for one in signals),
    )  # fmt: skip


def _signal(found: Drawn, place: int, names: Names) -> str:
    signal, judged = found.chart.signals[place], found.chart.judgement(place)
    if signal is None or judged is None:
        return ""
    return f"{names.words.text(JUDGEMENTS[judged])}: {names.words.text(RULES[signal.rule])}"


def _summary(found: Drawn, names: Names) -> list[str]:
    latest = found.chart.latest
    if latest is None:
        return [names.words.text("Det er ingenting å vise ennå.")]
    said = [_level(latest, found.unit, names)]
    if latest.note:
        said.append(names.words.text("Nye grenser regnes fra %(when)s: %(note)s.",
            when=say_period(found.periods[latest.first], names), note=latest.note))  # fmt: skip
    if found.chart.assurance is not None:
        said.append(names.words.text(ASSURANCES[found.chart.assurance]))
    return said


def _with_unit(value: float, unit: str, names: Names) -> str:
    return f"{number(value, names)} {unit}".strip()


def _level(latest: Segment, unit: str, names: Names) -> str:
    words = names.words
    if latest.xmr is not None:
        return words.text(
            "Gjennomsnittet er %(mean)s. Mellom %(lower)s og %(upper)s er som ventet.",
            mean=_with_unit(latest.xmr.mean, unit, names),
            lower=number(max(latest.xmr.lower, 0.0), names),
            upper=_with_unit(latest.xmr.upper, unit, names),
        )
    if latest.run is not None:
        said = words.text(
            "Medianen er %(median)s. Det trengs tolv punkter før grenser sier noe.",
            median=_with_unit(latest.run.median, unit, names),
        )
        if latest.run.changed:
            said += " " + words.text("Rekken tyder på at noe har endret seg.")
        return said
    return words.text("Det er ingenting å vise ennå.")
