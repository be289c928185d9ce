"""The words of Bokmål, Nynorsk and English that dates and reasons are said with."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec
from babel import Locale

from hjemover.calendar.durations import Unit
from hjemover.calendar.norway import UNNAMED_HOLIDAY
from hjemover.calendar.working import CLOSED, UNIT_CLOSED_WEEKDAY, WEEKEND


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between the languages."""

    language: str
    units: Mapping[Unit, tuple[str, str]]
    after: str
    working_days_after: str
    before: str
    and_: str
    day_number: str
    at: str
    clock: str
    summer_time: str
    standard_time: str
    skipped: str
    skipped_many: str
    opening_days_only: str
    month_end: str
    moved: str
    extended: str
    stood_still: str
    closed: Mapping[str, str]


WORDS: Final = {
    "nb": Words(
        language="nb",
        units={
            Unit.HOURS: ("time", "timer"),
            Unit.DAYS: ("dag", "dager"),
            Unit.WEEKS: ("uke", "uker"),
            Unit.MONTHS: ("måned", "måneder"),
            Unit.YEARS: ("år", "år"),
            Unit.WORKING_DAYS: ("virkedag", "virkedager"),
            Unit.WORKING_HOURS: ("arbeidstime", "arbeidstimer"),
        },
        after="etter",
        working_days_after="fra",
        before="før",
        and_="og",
        day_number="{}.",
        at="kl.",
        clock="%H.%M",
        summer_time="sommertid",
        standard_time="vintertid",
        skipped="hoppet over {}",
        skipped_many="hoppet over {} helligdager og stengte dager",
        opening_days_only="bare åpningsdager er talt",
        month_end="siste dag i måneden",
        moved="flyttet fra {} til virkedagen før",
        extended="forlenget {}",
        stood_still="klokka sto stille fra {} til {}",
        closed={
            WEEKEND: "helg",
            CLOSED: "stengt",
            UNIT_CLOSED_WEEKDAY: "ikke åpningsdag",
            UNNAMED_HOLIDAY: "helligdag",
        },
    ),
    "nn": Words(
        language="nn",
        units={
            Unit.HOURS: ("time", "timar"),
            Unit.DAYS: ("dag", "dagar"),
            Unit.WEEKS: ("veke", "veker"),
            Unit.MONTHS: ("månad", "månader"),
            Unit.YEARS: ("år", "år"),
            Unit.WORKING_DAYS: ("virkedag", "virkedagar"),
            Unit.WORKING_HOURS: ("arbeidstime", "arbeidstimar"),
        },
        after="etter",
        working_days_after="frå",
        before="før",
        and_="og",
        day_number="{}.",
        at="kl.",
        clock="%H.%M",
        summer_time="sommartid",
        standard_time="vintertid",
        skipped="hoppa over {}",
        skipped_many="hoppa over {} heilagdagar og stengde dagar",
        opening_days_only="berre opningsdagar er talde",
        month_end="siste dag i månaden",
        moved="flytta frå {} til virkedagen før",
        extended="forlengd {}",
        stood_still="klokka stod stille frå {} til {}",
        closed={
            WEEKEND: "helg",
            CLOSED: "stengt",
            UNIT_CLOSED_WEEKDAY: "ikkje opningsdag",
            UNNAMED_HOLIDAY: "heilagdag",
        },
    ),
    "en": Words(
        language="en",
        units={unit: (unit.value.removesuffix("s"), unit.value) for unit in Unit},
        after="after",
        working_days_after="from",
        before="before",
        and_="and",
        day_number="{}",
        at="at",
        clock="%H:%M",
        summer_time="summer time",
        standard_time="standard time",
        skipped="skipping {}",
        skipped_many="skipping {} public holidays and closed days",
        opening_days_only="counting opening days only",
        month_end="last day of the month",
        moved="moved from {} to the working day before",
        extended="extended {}",
        stood_still="the clock stood still from {} to {}",
        closed={
            WEEKEND: "weekend",
            CLOSED: "closed",
            UNIT_CLOSED_WEEKDAY: "not an opening day",
            UNNAMED_HOLIDAY: "public holiday",
        },
    ),
}


@lru_cache
def words_of(language: str) -> Words:
    """The words of a language tag ("nn", "en-GB"); Bokmål for any we do not speak."""
    return WORDS.get(language.replace("_", "-").split("-")[0].casefold(), WORDS["nb"])


@lru_cache
def month_names(language: str) -> Mapping[int, str]:
    return dict(Locale.parse(language).months["format"]["wide"])


@lru_cache
def weekday_names(language: str) -> Mapping[int, str]:
    return dict(Locale.parse(language).days["format"]["wide"])
