"""Rates by day, and what accrues by them."""

from itertools import pairwise

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.milestones import milestones
from hjemover.definition.compiling.moments import amount, ref
from hjemover.definition.compiling.parts import optional_text, text
from hjemover.definition.grammar.keeping import AccrualWords, TableWords, TriggerWords
from hjemover.definition.models import Accrual, Condition, Rate, RateTable, StartRef
from hjemover.definition.source import Path
from hjemover.definition.wording import describe


def compile_tables(draft: Draft) -> dict[str, RateTable]:
    return {name: _table(draft, name, words) for name, words in draft.words.tables.items()}


def _table(draft: Draft, name: str, words: TableWords) -> RateTable:
    path: Path = ("tables", name)
    for at, (earlier, later) in enumerate(pairwise(words.rows), start=1):
        if later.valid_from <= earlier.valid_from:
            draft.problems.error(
                (*path, "rows", at, "from"),
                "out-of-order",
                f"{describe((*path, 'rows', at))} begins no later than the one above it.",
                "Write the earliest first.",
            )
    for at, row in enumerate(words.rows):
        if row.until is not None and row.until < row.valid_from:
            draft.problems.error(
                (*path, "rows", at, "until"),
                "out-of-range",
                f"{describe((*path, 'rows', at))} ends before it begins.",
            )
    return RateTable(
        name=optional_text(draft.problems, words.name, (*path, "name")),
        unit=words.unit,
        source=words.source,
        verified=words.verified,
        rows=tuple(
            Rate(valid_from=row.valid_from, until=row.until, value=float(row.value))
            for row in words.rows
        ),
    )


def compile_accruals(draft: Draft) -> dict[str, Accrual]:
    return {name: _accrual(draft, name, words) for name, words in draft.words.accruals.items()}


def _accrual(draft: Draft, name: str, words: AccrualWords) -> Accrual:
    path: Path = ("accruals", name)
    if words.rate is not None:
        draft.refer("table", words.rate, (*path, "rate"))
    if words.party is not None:
        draft.refer("party", words.party, (*path, "party"))
    of = ref(draft, words.of, (*path, "of")) if words.of is not None else None
    starts, conditions = _triggers(draft, words, (*path, "starts"))
    stops = milestones(draft, words.stops, (*path, "stops"))
    for milestone in starts:
        if milestone in stops:
            draft.problems.error(
                (*path, "stops"),
                "starts-and-stops",
                f'accrual "{name}" is both started and stopped by {milestone}.',
                "Take it out of one of them.",
                key=True,
            )
    return Accrual(
        name=text(draft.problems, words.name, (*path, "name")),
        rate=words.rate,
        of=None if isinstance(of, StartRef) else of,
        grace=amount(draft, words.grace, (*path, "grace")) if words.grace is not None else None,
        starts=starts,
        conditions=conditions,
        stops=stops,
        inclusive=words.counts == "inclusive",
        keeps=words.keeps,
        party=words.party,
    )


def _triggers(
    draft: Draft, words: AccrualWords, path: Path
) -> tuple[tuple[str, ...], dict[str, Condition]]:
    """The milestones that start it, and what must be true at some of them."""
    listed = words.starts if isinstance(words.starts, list) else [words.starts]
    starts: list[str] = []
    conditions: dict[str, Condition] = {}
    for at, written in enumerate(listed):
        here: Path = (*path, at) if isinstance(words.starts, list) else path
        if isinstance(written, TriggerWords):
            starts += milestones(draft, written.on, (*here, "on"))
            conditions[written.on] = Condition(source=written.when.strip())
        else:
            starts += milestones(draft, written, here)
        if starts[-1].partition(".")[0] == "closed":
            draft.problems.error(
                here,
                "starts-at-the-end",
                f"{starts[-1]} is the end of the pathway, and nothing grows after it.",
                "Write what happens before, as starts: hand-over.overdue.",
            )
        if starts[-1] in starts[:-1]:
            draft.problems.error(
                here,
                "written-twice",
                f'{starts[-1]} stands twice under "starts".',
                "Write it once; put two conditions together with ||.",
            )
    return tuple(starts), conditions
