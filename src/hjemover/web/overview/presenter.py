"""The overview in words and numbers: what the templates lay out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from hjemover.application.figures import (
    Elsewhere,
    HandoffCount,
    Kept,
    LimitCount,
    Period,
    UnitDays,
    Way,
    What,
    period_of,
)
from hjemover.application.measures import MeasureFigures
from hjemover.application.opaque import definition_code, measure_code, unit_code
from hjemover.vocabulary import DeadlineClass, HandoffStatus
from hjemover.web import formats
from hjemover.web.leading.naming import Names
from hjemover.web.overview.asked import WAYS, Asked, say_period
from hjemover.web.wording import N_

WHATS: Final[Mapping[What, str]] = {
    "offered": N_("Tilbudt"),
    "accepted": N_("Mottatt"),
    "returned": N_("Med spørsmål tilbake"),
    "rejected": N_("Avvist"),
    "forwarded": N_("Videresendt"),
    "withdrawn": N_("Trukket tilbake"),
    "expired": N_("Utløpt"),
    "open": N_("Venter på svar"),
    "in-time": N_("Besvart innen fristen"),
    "late": N_("Besvart for sent"),
    "overdue": N_("Over fristen og ikke besvart"),
}
STATUSES: Final[Mapping[HandoffStatus, str]] = {
    HandoffStatus.OFFERED: N_("sendt"),
    HandoffStatus.DELIVERED: N_("levert"),
    HandoffStatus.UNDELIVERED: N_("ikke levert"),
    HandoffStatus.SEEN: N_("sett"),
    HandoffStatus.RETURNED: N_("spørsmål tilbake"),
    HandoffStatus.ACCEPTED: N_("mottatt"),
    HandoffStatus.REJECTED: N_("avvist av mottakeren"),
    HandoffStatus.WITHDRAWN: N_("trukket tilbake"),
    HandoffStatus.EXPIRED: N_("utløpt"),
}
CLASSES: Final[Mapping[DeadlineClass, str]] = {
    DeadlineClass.LEGAL: N_("Lovfestet"),
    DeadlineClass.REGULATION: N_("Forskriftsfestet"),
    DeadlineClass.RECOMMENDED: N_("Anbefalt nasjonalt"),
    DeadlineClass.LOCAL: N_("Lokalt avtalt"),
}
KEPT: Final[Mapping[Kept, str]] = {
    "met": N_("Holdt"),
    "missed": N_("Ikke holdt"),
    "late-met": N_("Kom for sent, tatt samme dag"),
    "late-missed": N_("Kom for sent, og ble liggende"),
}
WAY_NAMES: Final[Mapping[Way, str]] = {
    "sent": N_("Sendt fra oss"),
    "received": N_("Mottatt hos oss"),
}


class Cell(Struct, frozen=True, kw_only=True):
    """A number, and the list it counts; no address for a number that is no count."""

    text: str
    url: str = ""


class Row(Struct, frozen=True, kw_only=True):
    label: str
    cells: tuple[Cell, ...]


class Card(Struct, frozen=True, kw_only=True):
    """One of the counts that stand first."""

    count: int
    label: str
    url: str
    urgent: bool


def number(value: float | None, names: Names, *, places: int = 1) -> str:
    if value is None:
        return "–"
    return formats.number(round(value, places), names.words.language)


def percent(share: float | None, names: Names) -> str:
    return "–" if share is None else f"{number(100 * share, names, places=0)} %"


def count_rows(sides: Sequence[tuple[Way, HandoffCount, Asked]], names: Names) -> tuple[Row, ...]:
    """One row for each thing that is counted; a column for each of *sides*."""
    codes = {way: code for code, way in WAYS.items()}
    words = names.words

    def cell(way: Way, what: What, found: HandoffCount, asked: Asked) -> Cell:
        count = found.counts[what]
        url = asked.url("/overforinger", vei=codes[way], hva=what) if count else ""
        return Cell(text=str(count), url=url)

    rows = [
        Row(
            label=words.text(label),
            cells=tuple(cell(way, what, found, asked) for way, found, asked in sides),
        )
        for what, label in WHATS.items()
    ]
    return (*rows, *_times([found for _, found, _ in sides], names))


def _times(sides: Sequence[HandoffCount], names: Names) -> list[Row]:
    words = names.words
    return [
        Row(
            label=words.text("Andel besvart innen fristen"),
            cells=tuple(Cell(text=percent(one.share_in_time, names)) for one in sides),
        ),
        Row(
            label=words.text("Dager fra tilbud til mottak, median"),
            cells=tuple(Cell(text=number(one.median_days, names)) for one in sides),
        ),
        Row(
            label=words.text("Ni av ti mottatt innen, dager"),
            cells=tuple(Cell(text=number(one.ninety_percent_days, names)) for one in sides),
        ),
    ]


SPLIT: Final[tuple[What, ...]] = ("offered", "accepted", "returned", "rejected", "open", "late")


def split_rows(
    found: Mapping[str, HandoffCount],
    label: Mapping[str, str],
    asked: Mapping[str, Asked],
    way: Way,
    names: Names,
) -> tuple[Row, ...]:
    """One row for each counterpart or pathway, the most first."""
    code = next(code for code, one in WAYS.items() if one == way)
    ordered = sorted(found, key=lambda one: (-found[one].offered, label[one]))
    rows = []
    for one in ordered:
        counted = [
            Cell(
                text=str(found[one].counts[what]),
                url=asked[one].url("/overforinger", vei=code, hva=what)
                if found[one].counts[what]
                else "",
            )
            for what in SPLIT
        ]
        rows.append(
            Row(
                label=label[one],
                cells=(
                    *counted,
                    Cell(text=percent(found[one].share_in_time, names)),
                    Cell(text=number(found[one].median_days, names)),
                ),
            )
        )
    return tuple(rows)


def limit_rows(found: Sequence[LimitCount], asked: Asked, names: Names) -> tuple[Row, ...]:
    rows = []
    for one in found:
        counts: dict[Kept, int] = {
            "met": one.met,
            "missed": one.missed,
            "late-met": one.late_met,
            "late-missed": one.late_missed,
        }
        cells = [
            Cell(
                text=str(count),
                url=asked.url("/frister", klasse=one.deadline_class.value, hva=kept)
                if count
                else "",
            )
            for kept, count in counts.items()
        ]
        rows.append(
            Row(
                label=names.words.text(CLASSES[one.deadline_class]),
                cells=(
                    *cells,
                    Cell(text=percent(one.share, names)),
                    Cell(text=percent(one.share_of_all, names)),
                ),
            )
        )
    return tuple(rows)


def day_rows(found: Sequence[UnitDays], names: Names) -> tuple[Row, ...]:
    return tuple(
        Row(
            label=names.unit(one.unit),
            cells=(
                Cell(text=str(one.obligations)),
                Cell(text=number(one.days, names, places=0)),
                Cell(text=number(one.days_each, names)),
            ),
        )
        for one in found
    )


def elsewhere_rows(found: Sequence[Elsewhere], least: int, names: Names) -> tuple[Row, ...]:
    hidden = names.words.text("under %(least)d", least=least)
    return tuple(
        Row(
            label=names.organisation(one.organisation),
            cells=(
                Cell(text=hidden if one.offered is None else str(one.offered)),
                Cell(text=number(one.median_days, names)),
                Cell(text=percent(one.share_in_time, names)),
            ),
        )
        for one in found
    )


def measure_tables(
    found: Sequence[MeasureFigures], asked: Asked, names: Names
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What the definitions themselves measure, by the pathway's name, each with its chart."""
    by_pathway: dict[str, list[MeasureFigures]] = {}
    for one in found:
        by_pathway.setdefault(names.pathway(one.definition), []).append(one)
    return tuple(
        (pathway, _measure_rows(by_pathway[pathway], asked, names))
        for pathway in sorted(by_pathway)
    )


def _measure_rows(found: Sequence[MeasureFigures], asked: Asked, names: Names) -> tuple[Row, ...]:
    words = names.words
    rows = []
    for one in found:
        on_target = {
            True: words.text("ja"), False: words.text("nei"), None: "–",
        }[one.on_target]  # fmt: skip
        rows.append(
            Row(
                label=words.plain(one.name),
                cells=(
                    Cell(text=_counted_in(one.period, names)),
                    Cell(text=measure_value(one, names)),
                    Cell(text=str(one.denominator) if one.denominator is not None else "–"),
                    Cell(text=on_target),
                    Cell(text="" if one.verified else words.text("ikke bekreftet kilde")),
                    Cell(
                        text=words.text("Graf og liste"),
                        url=asked.but(forlop=definition_code(one.definition)).url(
                            "/mal", maltall=measure_code(one.measure)
                        ),
                    ),
                ),
            )
        )
    return tuple(rows)


def _counted_in(period: str, names: Names) -> str:
    """ "oktober 2026" of ``2026-10``; a year is itself."""
    year, _, month = period.partition("-")
    if not month:
        return year
    return say_period(period_of(date(int(year), int(month), 1), "month"), names)


def measure_value(one: MeasureFigures, names: Names) -> str:
    """ "80 %", "12,5 timer" or "7"; a dash where there is nothing to say."""
    if one.kind == "share":
        return f"{number(one.share, names, places=0)} %" if one.share is not None else "–"
    if one.kind == "median":
        if one.median_hours is None:
            return "–"
        return names.words.text("%(hours)s timer", hours=number(one.median_hours, names))
    return "–" if one.numerator is None else str(one.numerator)


def period_link(asked: Asked, period: Period) -> str:
    return asked.but(fra=period.first.isoformat()).url()


def counterpart_label(organisation: str, home: str, names: Names) -> str:
    if organisation == home:
        return names.words.text("Mellom egne enheter")
    return names.organisation(organisation)


def choices(values: Sequence[tuple[str, str]], chosen: str) -> tuple[tuple[str, str, bool], ...]:
    """(code, label, chosen) for a select."""
    return tuple((value, label, value == chosen) for value, label in values)


def organisation_choices(ids: Sequence[str], names: Names) -> list[tuple[str, str]]:
    return [(unit_code(one), names.organisation(one)) for one in ids]


def moment(value: datetime | None, names: Names) -> str:
    return formats.instant(value, names.words.language, weekday=False) if value else "–"
