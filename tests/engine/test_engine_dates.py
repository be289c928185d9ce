"""Dates that come from an age, a week of pregnancy, or so long after or before another."""

from datetime import date

from msgspec.structs import replace

from hjemover.calendar import say_reason
from hjemover.definition.models import Counted, DateRef, NamedDate, Step
from hjemover.engine import Rules
from hjemover.engine import commands as c
from hjemover.engine import events as e
from tests.engine.definitions import (
    ADDRESS_BOOK,
    DATES,
    amount,
    ask,
    choose,
    define,
    end,
    event,
    limit,
    task,
    text,
)
from tests.engine.story import Story, kinds

COUNTED = {
    "born": NamedDate(name=text("Født")),
    "turns-16": NamedDate(
        name=text("16 år"), counted=Counted(of="born", offset=amount("16 years"))
    ),
    "talk-by": NamedDate(
        name=text("Samtale"),
        counted=Counted(of="turns-16", offset=amount("3 months"), direction="before"),
    ),
    "either": NamedDate(name=text("En av dem"), first_known_of=("talk-by", "diagnosed")),
}


def story(due: str = "talk-by", *, born: str | None = "2010-06-15") -> Story:
    steps: list[Step] = [
        choose("which", "talk", end_now='date.turns_16 != "" && date.turns_16 < "2026-01-01"'),
        task("talk", "hospital", limit("1 week", DateRef(due)), then="end-now"),
        end("end-now", "FULLFORT"),
    ]
    events = [event("born", ask=ask(day="past"), set_dates={"born": "day"})]
    definition = replace(define(steps, events=events), dates=DATES | COUNTED)
    told = Story(Rules(definition=definition, directory=ADDRESS_BOOK))
    dates = {"diagnosed": date(2026, 3, 2)} | ({"born": date.fromisoformat(born)} if born else {})
    told.do(c.EnrolPathway(ref="p1", parties={"hospital": "ward"}, dates=dates))
    return told


def test_a_limit_counts_from_an_age_and_says_how_it_came_to_it() -> None:
    due = story().open("talk").due

    assert due is not None
    assert due.day == date(2026, 3, 22)
    names = {"talk-by": "samtalen", "turns-16": "16 år", "born": "født"}
    assert say_reason(due.reason, "nb", names=names) == (
        "1 uke etter samtalen 15. mars 2026 (3 måneder før 16 år 15. juni 2026)"
    )


def test_a_date_moves_with_the_one_it_comes_from() -> None:
    told = story()

    moved = told.do(c.CorrectDate(name="born", value=date(2010, 6, 20)))

    assert kinds(moved) == ["DateSet", "DeadlineMoved"]
    due = told.open("talk").due
    assert due is not None
    assert due.day == date(2026, 3, 27)


def test_what_rests_on_an_unknown_date_is_timed_when_it_is_known() -> None:
    told = story(born=None)
    assert told.open("talk").date_missing

    told.do(c.CorrectDate(name="born", value=date(2010, 6, 15)))

    assert told.open("talk").due is not None


def test_the_first_that_is_known_may_be_one_that_is_counted() -> None:
    known, unknown = story("either"), story("either", born=None)

    assert known.open("talk").due.day == date(2026, 3, 22)  # type: ignore[union-attr]
    assert unknown.open("talk").due.day == date(2026, 3, 9)  # type: ignore[union-attr]


def test_nobody_sets_or_corrects_a_date_that_is_counted() -> None:
    told = story()

    assert told.refused(c.CorrectDate(name="turns-16", value=None)).code == "unknown-date"
    command = c.EnrolPathway(
        ref="p2", parties={"hospital": "ward"}, dates={"turns-16": date(2026, 1, 1)}
    )
    other = Story(told.rules)
    assert other.refused(command).code == "unknown-date"


def test_conditions_read_it_as_any_date() -> None:
    told = story(born="2009-06-15")

    assert told.pathway.outcome == "FULLFORT"
    assert [type(one) for one in told.events][-1] is e.PathwayClosed
