"""New limits of a chart (ny basis), kept for the organisation: shown, added and taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from starlette.requests import Request

from hjemover.application import rebasing
from hjemover.application.charts import Rebase
from hjemover.application.opaque import unit_code
from hjemover.errors import CommandRefused
from hjemover.web import formats
from hjemover.web.answers import FieldView, read_day
from hjemover.web.overview.asked import Asked
from hjemover.web.overview.here import Here
from hjemover.web.pages import say
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_


class KeptView(Struct, frozen=True, kw_only=True):
    """One that is kept, in words; *day* is what its form sends back."""

    said: str
    who: str
    day: str


def kept_rebases(here: Here, chart: str) -> tuple[Rebase, ...]:
    return tuple(Rebase(on=one.on_day, note=one.note) for one in here.rebases(chart))


def rebase_view(
    here: Here, chart: str, asked: Asked, maltall: str, wrong: Mapping[str, str]
) -> dict[str, Any]:
    """What the template shows beside a chart."""
    words = here.names.words
    language = words.language
    kept = [
        KeptView(
            said=f"{formats.day(one.on_day, language, weekday=False)}: {one.note}",
            who=words.text(
                "%(name)s, %(when)s", name=one.by_name,
                when=formats.instant(one.at, language, weekday=False),
            ),
            day=one.on_day.isoformat(),
        )
        for one in here.rebases(chart)
    ]  # fmt: skip
    carried = {
        "virksomhet": unit_code(here.slice.organisation), "forlop": asked.forlop,
        "motpart": asked.motpart, "periode": asked.periode, "fra": asked.fra,
        "vei": asked.vei or here.asked.vei, "mal": asked.mal or here.asked.mal,
        "trinn": asked.trinn, "maltall": maltall,
    }  # fmt: skip
    fields = (
        FieldView(
            name="fradag", type="date", label=words.text("Nye grenser fra dag"),
            value=wrong.get("typed-day", ""), error=wrong.get("fradag", ""),
        ),
        FieldView(
            name="hvorfor", type="text", label=words.text("Fordi"),
            help=words.text("Som «ny rutine». Høyst 60 tegn."),
            value=wrong.get("typed-note", ""), error=wrong.get("hvorfor", ""),
        ),
    )  # fmt: skip
    return {
        "kept_rebases": kept,
        "rebase_fields": fields,
        "rebase_carried": {name: value for name, value in carried.items() if value},
        "rebase_open": bool(wrong),
    }


def change(
    request: Request, visitor: Visitor, here: Here, chart: str, back: str, form: Mapping[str, str]
) -> Mapping[str, str]:
    """Do what the form asks. Returns what is wrong with it, by field; nothing when it is done."""
    home, actor, words = here.slice.organisation, visitor.actor, here.names.words
    gone = _day(form.get("bort", ""))
    if gone is not None:
        rebasing.forget(here.house, actor, home, chart, gone)
        say(request, N_("Grensene regnes som før."))
        return {}
    typed = {"typed-day": form.get("fradag", ""), "typed-note": form.get("hvorfor", "")}
    first = _day(typed["typed-day"])
    if first is None:
        return {**typed, "fradag": words.text(N_("Skriv en dato, som 24.11.2026."))}
    try:
        rebasing.keep(here.house, actor, visitor.name, home, chart, first, typed["typed-note"])
    except CommandRefused as refusal:
        if refusal.code == "reason-missing":
            return {**typed, "hvorfor": words.text(N_("Skriv noen ord om hvorfor."))}
        if refusal.code == "date-in-future":
            return {**typed, "fradag": words.text(N_("Dagen har ikke vært ennå."))}
        raise
    say(request, N_("Grensene regnes på nytt fra den dagen, for alle i virksomheten."))
    return {}


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(read_day(text.strip()))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
