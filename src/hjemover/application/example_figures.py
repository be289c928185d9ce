"""What an example comes to: the days that accrued, and each measure of this one pathway."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from hjemover.application.measures import Pair, counted
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import events as e
from hjemover.engine.accruals import accrued
from hjemover.engine.measuring import PairBegun, PairEnded, PairsLapsed, PairsRetimed, measured
from hjemover.engine.state import Pathway


def days_accrued(definition: PathwayDefinition, pathway: Pathway, now: datetime) -> dict[str, int]:
    """How many days each accrual has grown by *now*."""
    return {name: one.days for name, one in accrued(definition, pathway, now).items()}


def figures(
    definition: PathwayDefinition, journal: Sequence[e.AnyEvent], now: datetime
) -> dict[str, str]:
    """Each measure by *now*, as an example says it: "1 of 2" of a share, "36 hours", "3"."""
    pairs: dict[str, list[tuple[str, Pair]]] = {name: [] for name in definition.measures}
    for seen in measured(definition, None, journal, 1):
        match seen:
            case PairBegun():
                pair = Pair(begun=seen.at, ended=None, limit=seen.limit, lapsed=None)
                pairs[seen.measure].append((seen.row, pair))
            case PairEnded():
                pairs[seen.measure] = [
                    (row, _ended(pair, seen.at) if seen.row in ("", row) or not row else pair)
                    for row, pair in pairs[seen.measure]
                ]
            case PairsRetimed():
                pairs[seen.measure] = [
                    (row, replace(pair, begun=seen.begun or pair.begun, limit=seen.limit))
                    for row, pair in pairs[seen.measure]
                ]
            case PairsLapsed():
                pairs = {
                    name: [(row, _lapsed(pair, seen.at)) for row, pair in some]
                    for name, some in pairs.items()
                }
    return {
        name: _said(measure.kind, [pair for _, pair in pairs[name]], now)
        for name, measure in definition.measures.items()
    }


def _ended(pair: Pair, at: datetime) -> Pair:
    over = pair.ended is not None or pair.lapsed is not None
    return pair if over else replace(pair, ended=at)


def _lapsed(pair: Pair, at: datetime) -> Pair:
    over = pair.ended is not None or pair.lapsed is not None
    return pair if over else replace(pair, lapsed=at)


def _said(kind: str, pairs: list[Pair], now: datetime) -> str:
    numbers = counted(kind, pairs, now)
    if kind == "share":
        return f"{numbers['numerator']} of {numbers['denominator']}"
    if kind == "count":
        return str(numbers["numerator"])
    hours = numbers["median_hours"]
    return "none" if hours is None else f"{hours:g} hours"
