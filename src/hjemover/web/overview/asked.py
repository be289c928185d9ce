"""What the address of an overview asks for, and the addresses of other ones."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict, replace

from hjemover.application.charts import Rebase
from hjemover.application.figures import Measure, Period, PeriodKind, Slice, Way, period_of
from hjemover.application.opaque import unit_code
from hjemover.web.leading.naming import Names
from hjemover.web.wording import N_

URL: Final = "/oversikt"
Kind = Literal["uke", "maned", "kvartal", "ar"]
KINDS: Final[Mapping[str, PeriodKind]] = {
    "uke": "week", "maned": "month", "kvartal": "quarter", "ar": "year",
}  # fmt: skip
WAYS: Final[Mapping[str, Way]] = {"sendt": "sent", "mottatt": "received"}
MEASURES: Final[Mapping[str, Measure]] = {
    "median": "median-days", "andel": "share-in-time", "antall": "offered", "fast": "stuck",
}  # fmt: skip


class Asked(Struct, frozen=True, kw_only=True):
    """In codes, as they stand in the address. What is not asked for is empty."""

    virksomhet: str = ""
    forlop: str = ""
    motpart: str = ""
    periode: str = ""
    fra: str = ""
    vei: str = ""
    mal: str = ""
    trinn: str = ""
    nybasis: str = ""
    merknad: str = ""
    alle: str = ""

    def url(self, path: str = "", **other: str) -> str:
        fields = {name: value for name, value in {**asdict(self), **other}.items() if value}
        return f"{URL}{path}?{urlencode(fields)}" if fields else f"{URL}{path}"

    def but(self, **other: str) -> "Asked":
        return replace(self, **other)


class Wanted(Struct, frozen=True, kw_only=True):
    """The same, understood. What cannot be understood is as if it was not asked for."""

    slice: Slice
    way: Way
    measure: Measure
    step: PeriodKind
    rebases: tuple[Rebase, ...]
    screen: bool


def read_asked(query: Mapping[str, str]) -> Asked:
    return Asked(**{name: query.get(name, "")[:200] for name in Asked.__struct_fields__})


def understand(asked: Asked, own: list[str], names: Names, today: date) -> Wanted:
    """*own* are the organisations that may be looked at; the first unless another is asked for."""
    home = next((one for one in own if unit_code(one) == asked.virksomhet), own[0])
    kind = KINDS.get(asked.periode, "month")
    first = _day(asked.fra)
    new_base = _day(asked.nybasis)
    counterpart = next(
        (one for one in names.addresses.organisations if unit_code(one) == asked.motpart), None
    )
    return Wanted(
        slice=Slice(
            organisation=home,
            # The last whole period, unless another is asked for.
            period=period_of(first, kind) if first else period_of(today, kind).before,
            definition=names.definition_of(asked.forlop) if asked.forlop else None,
            counterpart=counterpart if asked.motpart else None,
        ),
        way=WAYS.get(asked.vei, "sent"),
        measure=MEASURES.get(asked.mal, "median-days"),
        step=KINDS.get(asked.trinn, "month"),
        rebases=(Rebase(on=new_base, note=asked.merknad),) if new_base else (),
        screen=not asked.alle,
    )


def code_of_kind(kind: PeriodKind) -> str:
    return next(code for code, known in KINDS.items() if known == kind)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def say_period(period: Period, names: Names) -> str:
    """ "mars 2026", "1. kvartal 2026", "uke 12, 2026"."""
    words, first = names.words, period.first
    if period.kind == "week":
        year, week, _ = first.isocalendar()
        return words.text("uke %(week)d, %(year)d", week=week, year=year)
    if period.kind == "quarter":
        return words.text(
            "%(n)d. kvartal %(year)d", n=(first.month - 1) // 3 + 1, year=first.year
        )  # fmt: skip
    if period.kind == "year":
        return str(first.year)
    return f"{words.text(MONTHS[first.month - 1])} {first.year}"


def short_period(period: Period, names: Names) -> str:
    """As a mark on an axis: "mars 26", "1. kv. 26", "u. 12"."""
    words, first, year = names.words, period.first, f"{period.first.year % 100:02d}"
    if period.kind == "week":
        return words.text("u. %(week)d", week=first.isocalendar()[1])
    if period.kind == "quarter":
        return words.text("%(n)d. kv. %(year)s", n=(first.month - 1) // 3 + 1, year=year)
    return year if period.kind == "year" else f"{words.text(MONTHS[first.month - 1])[:3]} {year}"


MONTHS: Final = (
    N_("januar"), N_("februar"), N_("mars"), N_("april"), N_("mai"), N_("juni"), N_("juli"),
    N_("august"), N_("september"), N_("oktober"), N_("november"), N_("desember"),
)  # fmt: skip
