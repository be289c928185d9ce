"""What definitions measure, as managers ask for it (måltall): the same figures for both sides.

Each figure counts the pairs of its definition's milestones that began in a period and concern an
organisation: because its unit was measured, or because its unit had the ball when the pair
ended. Small numbers are for an organisation's own eyes.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from statistics import median, quantiles
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import ColumnElement, or_, select

from hjemover.application.house import House
from hjemover.calendar import local_day, start_of_day
from hjemover.definition.models import Measure, PathwayDefinition, Text
from hjemover.store import definitions
from hjemover.store.tables import measure_log, unit
from hjemover.store.tables import organisation as organisations
from hjemover.store.transaction import Transaction

Period = Literal["month", "year"]
EVERYBODY = ""
"""The organisation of a figure that counts all of them."""


class MeasureFigures(Struct, frozen=True, kw_only=True):
    """One measure of one organisation in one period, with the text it is to be shown with.

    Args:
        period: ``2026-03``, or ``2026``.
        organisation: Its id; empty for all of them together.
        numerator: Of a share, how many ended within the limit; otherwise how many there were.
        denominator: Of a share, how many could have; of a median, how many ended.
        share: In per cent.
        median_hours: Between the two milestones, with the tenth and the ninetieth percentile.
        hidden: There are so few that it could be told who, here or where this and the total would
            tell of others. All the numbers are None.
    """

    definition: str
    version: int
    measure: str
    name: Text
    kind: str
    target: float | None
    source: str
    verified: bool
    organisation: str
    period: str
    numerator: int | None = None
    denominator: int | None = None
    share: float | None = None
    median_hours: float | None = None
    tenth_hours: float | None = None
    ninetieth_hours: float | None = None
    hidden: bool = False

    @property
    def on_target(self) -> bool | None:
        """Whether a share is as high as it should be, or a median as short; None where unknown."""
        if self.target is None:
            return None
        if self.share is not None:
            return self.share >= self.target
        return self.median_hours <= self.target if self.median_hours is not None else None


class Pair(Struct, frozen=True, kw_only=True):
    """When one milestone came, and the one that it is measured to."""

    begun: datetime
    ended: datetime | None
    limit: datetime | None
    lapsed: datetime | None

    @property
    def in_time(self) -> bool:
        return self.ended is not None and (self.limit is None or self.ended <= self.limit)

    def settled(self, now: datetime) -> bool:
        """Whether it can be said that it came in time, or did not."""
        if self.ended is not None:
            return True
        last = min(self.lapsed or now, now)
        return self.limit <= last if self.limit is not None else self.lapsed is not None

    @property
    def hours(self) -> float:
        assert self.ended is not None
        return max((self.ended - self.begun).total_seconds(), 0.0) / 3600


def measures(
    house: House,
    *,
    own: Collection[str] = (),
    organisation: str | None = None,
    definition: str | None = None,
    measure: str | None = None,
    since: date | None = None,
    until: date | None = None,
    period: Period = "month",
) -> list[MeasureFigures]:
    """Every measure by definition, period and organisation, and for all organisations together.

    Args:
        own: The organisations of whoever looks. Small numbers of all others are hidden, and so
            are those of everybody together. Without any, what would tell of them is hidden too.
        organisation: Only its own figures, one of *own*: those of others are not even read.
        definition: Only of this one.
        measure: Only this one.
        since: Only pairs that began on that day in Oslo or later.
        until: Only pairs that began before that day.
    """
    now = house.clock.now()
    with house.database.reading() as tx:
        homes = _unit_homes(tx)
        conditions = list(_conditions(homes, organisation, definition, measure, since, until))
        grouped = _grouped(tx, homes, conditions, period)
        if organisation is not None:
            grouped = {key: pairs for key, pairs in grouped.items() if key[3] == organisation}
        rules = _rules(house, tx, {(key[0], key[1]) for key in grouped})
        kinds = {} if own else _kinds(tx)
    found = [
        _figures(rules[key[:2]], key, pairs, now, seen=key[3] in own)
        for key, pairs in sorted(grouped.items())
        if key[:2] in rules
    ]
    sizes = {key: len(pairs) for key, pairs in grouped.items()}
    return found if own else _without_remainders(found, kinds, sizes)


def _without_remainders(
    found: list[MeasureFigures],
    kinds: Mapping[str, str],
    sizes: Mapping["_Key", int],
) -> list[MeasureFigures]:
    """No hidden figure can be had by taking those that are shown from the total.

    Where a single organisation of its kind is hidden, the smallest other one of the kind is
    hidden as well; where there is none to hide, the total is.
    """
    together: dict[tuple[str, str, str], list[MeasureFigures]] = {}
    for one in found:
        together.setdefault((one.definition, one.measure, one.period), []).append(one)
    hiding: set[_Key] = set()
    for figures in together.values():
        for kind in {kinds.get(one.organisation) for one in figures} - {None}:
            alike = [one for one in figures if kinds.get(one.organisation) == kind]
            if sum(one.hidden for one in alike) != 1:
                continue
            shown = [_key(one) for one in alike if not one.hidden]
            smallest = min(shown, key=lambda key: (sizes[key], key), default=None)
            hiding.add(smallest or (*_key(figures[0])[:3], EVERYBODY))
    return [_hidden(one) if _key(one) in hiding else one for one in found]


def _key(one: MeasureFigures) -> "_Key":
    return one.definition, one.measure, one.period, one.organisation


def _hidden(one: MeasureFigures) -> MeasureFigures:
    return replace(
        one,
        numerator=None,
        denominator=None,
        share=None,
        median_hours=None,
        tenth_hours=None,
        ninetieth_hours=None,
        hidden=True,
    )


_Key = tuple[str, str, str, str]  # definition, measure, period, organisation


def _conditions(
    homes: Mapping[str, str],
    organisation: str | None,
    definition: str | None,
    measure: str | None,
    since: date | None,
    until: date | None,
) -> Iterator[ColumnElement[bool]]:
    if organisation is not None:
        yield _concerns(homes, organisation)
    if definition is not None:
        yield measure_log.c.definition == definition
    if measure is not None:
        yield measure_log.c.measure == measure
    if since is not None:
        yield measure_log.c.from_at >= start_of_day(since)
    if until is not None:
        yield measure_log.c.from_at < start_of_day(until)


def concerns(tx: Transaction, organisation: str) -> ColumnElement[bool]:
    """That a pair of milestones is counted for the organisation."""
    return _concerns(_unit_homes(tx), organisation)


def _concerns(homes: Mapping[str, str], organisation: str) -> ColumnElement[bool]:
    units = [one for one, home in homes.items() if home == organisation]
    return or_(measure_log.c.unit.in_(units), measure_log.c.ended_by.in_(units))


def _grouped(
    tx: Transaction,
    homes: Mapping[str, str],
    conditions: Sequence[ColumnElement[bool]],
    period: Period,
) -> dict[_Key, list[Pair]]:
    grouped: dict[_Key, list[Pair]] = {}
    for row in tx.execute(select(measure_log).where(*conditions)).all():
        pair = Pair(begun=row.from_at, ended=row.to_at, limit=row.limit_at, lapsed=row.lapsed_at)
        when = f"{local_day(row.from_at):{'%Y-%m' if period == 'month' else '%Y'}}"
        for home in _concerned(row, homes):
            grouped.setdefault((row.definition, row.measure, when, home), []).append(pair)
    return grouped


def _unit_homes(tx: Transaction) -> dict[str, str]:
    """The organisation of each unit."""
    return {row.id: row.organisation for row in tx.execute(select(unit.c.id, unit.c.organisation))}


def _kinds(tx: Transaction) -> dict[str, str]:
    """The kind of each organisation."""
    homes = tx.execute(select(organisations.c.id, organisations.c.kind))
    return {row.id: row.kind for row in homes}


def _concerned(row: Any, homes: Mapping[str, str]) -> set[str]:
    """The organisations that a pair of milestones is counted for, with everybody."""
    found = {homes.get(row.unit), homes.get(row.ended_by) if row.ended_by else None}
    return {EVERYBODY, *(home for home in found if home)}


class _Rule(Struct, frozen=True):
    definition: PathwayDefinition
    measure: Measure


def _rules(
    house: House, tx: Transaction, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], _Rule]:
    """The measures in the words of the newest version that has them."""
    versions: dict[str, list[int]] = {}
    for one in definitions.published(tx):
        versions.setdefault(one.id, []).append(one.version)
    found: dict[tuple[str, str], _Rule] = {}
    for name, measure in wanted:
        for version in sorted(versions.get(name, ()), reverse=True):
            definition = house.rules(tx, name, version).definition
            rule = definition.measures.get(measure)
            if rule is not None:
                found[name, measure] = _Rule(definition, rule)
                break
    return found


def _figures(
    rule: _Rule, key: _Key, pairs: list[Pair], now: datetime, *, seen: bool
) -> MeasureFigures:
    measure = rule.measure
    numbers = counted(measure.kind, pairs, now)
    hidden = not seen and _small(numbers, measure.small)
    return MeasureFigures(
        definition=key[0],
        version=rule.definition.version,
        measure=key[1],
        name=measure.name,
        kind=measure.kind,
        target=measure.target,
        source=measure.source,
        verified=measure.verified,
        organisation=key[3],
        period=key[2],
        hidden=hidden,
        **({} if hidden else numbers),
    )


def _share(pairs: list[Pair], now: datetime) -> dict[str, Any]:
    settled = [pair for pair in pairs if pair.settled(now)]
    in_time = sum(pair.in_time for pair in settled)
    return {
        "numerator": in_time,
        "denominator": len(settled),
        "share": 100 * in_time / len(settled) if settled else None,
    }


def _median(pairs: list[Pair], now: datetime) -> dict[str, Any]:
    hours = [pair.hours for pair in pairs if pair.ended is not None]
    tenths = quantiles(hours, n=10, method="inclusive") if len(hours) > 1 else None
    return {
        "numerator": len(hours),
        "denominator": len(hours),
        "median_hours": median(hours) if hours else None,
        "tenth_hours": tenths[0] if tenths else None,
        "ninetieth_hours": tenths[-1] if tenths else None,
    }


def _count(pairs: list[Pair], now: datetime) -> dict[str, Any]:
    return {"numerator": len(pairs)}


_COUNTED = {"share": _share, "median": _median, "count": _count}


def counted(kind: str, pairs: list[Pair], now: datetime) -> dict[str, Any]:
    """The numbers of a measure of *kind* by *now*, as `MeasureFigures` calls them."""
    return _COUNTED[kind](pairs, now)


def _small(numbers: Mapping[str, Any], small: int) -> bool:
    """Whether it could be told who: so few there are, or so few on either side of a share."""
    some, all_ = numbers["numerator"], numbers.get("denominator")
    counts = [some] if all_ is None else [some, all_, all_ - some]
    return any(0 < count < small for count in counts)


# --- the yearly figures -----------------------------------------------------------------------

_COLUMNS = (
    "definition", "version", "measure", "name", "kind", "organisation", "year", "numerator",
    "denominator", "share", "median_hours", "tenth_hours", "ninetieth_hours", "target", "verified",
)  # fmt: skip


def yearly_figures(house: House, year: int, *, definition: str | None = None) -> str:
    """The measures of a year as CSV, with nobody's small numbers in it: to be given to anybody.

    What is hidden because it is small says ``<5`` (or what the measure calls small); what is
    hidden so that another cannot be reckoned says the same.
    """
    figures = measures(
        house,
        definition=definition,
        since=date(year, 1, 1),
        until=date(year + 1, 1, 1),
        period="year",
    )
    with house.database.reading() as tx:
        names = {one.id: one.name for one in house.addresses(tx).organisations.values()}
        rules = _rules(house, tx, {(one.definition, one.measure) for one in figures})
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\n")
    table.writerow(_COLUMNS)
    for one in figures:
        small = f"<{rules[one.definition, one.measure].measure.small}"
        table.writerow(_row(one, names.get(one.organisation, ""), small))
    return written.getvalue()


def _row(one: MeasureFigures, organisation: str, small: str) -> list[object]:
    numbers = [
        one.numerator, one.denominator, one.share, one.median_hours, one.tenth_hours,
        one.ninetieth_hours,
    ]  # fmt: skip
    said = [
        small if one.hidden else "" if number is None else f"{number:.4g}" for number in numbers
    ]
    return [
        one.definition, one.version, one.measure, one.name.nb, one.kind, organisation, one.period,
        *said, "" if one.target is None else f"{one.target:g}", "yes" if one.verified else "no",
    ]  # fmt: skip
