"""For managers: what is measured and what has accrued, and the yearly figures for anybody."""

from datetime import date
from pathlib import Path

from cyclopts import App
from rich.table import Table

from hjemover.application.accruing import AccrualFigures, accruals
from hjemover.application.house import House
from hjemover.application.measures import MeasureFigures, measures, yearly_figures
from hjemover.cli.console import out, say, table
from hjemover.cli.opening import open_house
from hjemover.vocabulary import Language

_DAYS_FROM = 72.0  # hours: what takes longer is told in days

EVERYBODY = {"nb": "Alle", "nn": "Alle", "en": "Everybody"}


def register(app: App) -> None:
    app.command(figures)


def figures(
    *,
    year: int | None = None,
    definition: str | None = None,
    language: Language = "nb",
    csv: Path | None = None,
) -> int:
    """What is measured (small numbers hidden) and what has accrued, by organisation.

    Args:
        year: Only of this year; this year without it.
        definition: Only of this pathway.
        csv: Write the year's measures to this file instead, as they may be given to anybody.
    """
    house = open_house()
    year = year or house.clock.now().year
    if not 1900 < year < 2200:
        say(f"{year} is not a likely year. Write four digits, for example 2026.")
        return 1
    if csv is not None:
        csv.write_text(yearly_figures(house, year, definition=definition), "utf-8")
        say(f"Wrote the figures of {year} to {csv}. Small numbers are hidden in it.")
        return 0
    begins, ends = date(year, 1, 1), date(year + 1, 1, 1)
    measured = measures(house, definition=definition, since=begins, until=ends, period="year")
    accrued = accruals(house, definition=definition, since=begins, until=ends)
    names = _names(house) | {"": EVERYBODY[language]}
    if not measured and not accrued:
        say(f"Nothing was measured and nothing accrued in {year}.")
    if measured:
        out.print(_measures(year, measured, names, language))
    if accrued:
        out.print(_accruals(year, accrued, names, language))
    return 0


def _names(house: House) -> dict[str, str]:
    with house.database.reading() as tx:
        return {one.id: one.name for one in house.addresses(tx).organisations.values()}


def _measures(
    year: int, found: list[MeasureFigures], names: dict[str, str], language: Language
) -> Table:
    rows = table(f"Measured in {year}", "What", "Organisation", "How many", "Figure", "Target")
    for one in found:
        rows.add_row(
            one.name.in_language(language),
            names.get(one.organisation, one.organisation),
            "few" if one.hidden else _count(one),
            "hidden" if one.hidden else _figure(one),
            "" if one.target is None else f"{one.target:g}",
        )
    return rows


def _count(one: MeasureFigures) -> str:
    return f"{one.numerator} of {one.denominator}" if one.kind == "share" else str(one.numerator)


def _figure(one: MeasureFigures) -> str:
    if one.share is not None:
        return f"{one.share:.0f} %"
    if one.median_hours is None:
        return ""
    if one.median_hours >= _DAYS_FROM:
        return f"{one.median_hours / 24:.1f} days"
    return f"{one.median_hours:.1f} hours"


def _accruals(
    year: int, found: list[AccrualFigures], names: dict[str, str], language: Language
) -> Table:
    rows = table(
        f"Accrued, started in {year}", "What", "Organisation", "Pathways", "Days", "Amount"
    )
    for one in found:
        amount = "" if one.amount is None else f"{one.amount:g} {one.unit}"
        if one.unknown_days:
            amount += f", and {one.unknown_days} days without a known rate"
        rows.add_row(
            one.name.in_language(language),
            names.get(one.organisation, one.organisation),
            str(one.pathways),
            f"{one.days} (growing)" if one.running else str(one.days),
            amount,
        )
    return rows
