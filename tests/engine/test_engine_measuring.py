"""What measures see in a pathway's facts: pairs of milestones, from any part of a journal."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec.structs import replace

from hjemover.calendar import Duration, Unit, after, start_of_day
from hjemover.definition.models import Accrual, Condition, DateRef, Measure
from hjemover.engine import Rules
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.evolve import fold
from hjemover.engine.measuring import (
    PairBegun,
    PairEnded,
    PairMoved,
    PairsLapsed,
    PairsRetimed,
    Seen,
    measured,
)
from tests.engine.definitions import ADDRESS_BOOK, TRY_OUT, amount, text
from tests.engine.story import Story, at


def measure(begins: str, ends: str, **more: object) -> Measure:
    known = {
        "name": text("m"),
        "kind": "share",
        "begins": (begins,),
        "ends": tuple(ends.split()),
        "source": "proposal",
        "verified": False,
    }
    return Measure(**(known | more))  # type: ignore[arg-type] # keywords of Measure


MEASURES = {
    "answered": measure("send.started", "send.accepted send.rejected", within=amount("24 hours")),
    "urgent": measure("hold.done", "send.accepted", when=Condition(source="hold.urgent")),
    "intake": measure("enrolled", "event.moved", party="intake"),
    "early": measure("offer.done", "send.delivered", within=amount("2 working days")),
    "lost": measure("enrolled", "send.overdue"),
    "ahead": measure(
        "enrolled", "send.accepted", of=DateRef("diagnosed"), within=amount("1 month")
    ),
    "waited": measure("enrolled", "hold.done", kind="median", of=DateRef("diagnosed")),
}
DEFINITION = replace(TRY_OUT, measures=MEASURES)


def story() -> Story:
    return Story(Rules(definition=DEFINITION, directory=ADDRESS_BOOK)).enrol()


def seen(told: Story, *, parts: Sequence[int] = ()) -> list[Seen]:
    """What is seen in the whole journal, told in one or in as many parts as asked."""
    edges, found = [0, *parts, len(told.events)], list[Seen]()
    for first, last in pairwise(edges):
        before = fold(told.events[:first]) if first else None
        found += measured(DEFINITION, before, told.events[first:last], first + 1)
    return found


def of(found: list[Seen], name: str) -> list[Seen]:
    return [one for one in found if getattr(one, "measure", name) == name]


def test_a_pair_begins_and_ends_at_the_times_of_its_facts() -> None:
    told = story()
    told.complete("offer", "declined", scope="all")
    told.on("2026-03-03 08:00").accept("send")

    begun, ended = of(seen(told), "answered")

    assert isinstance(begun, PairBegun)
    assert isinstance(ended, PairEnded)
    assert (begun.at, begun.unit, begun.limit) == (at("2026-03-02"), "ward", at("2026-03-03"))
    assert (ended.at, ended.unit) == (at("2026-03-03 08:00"), "intake-a")
    assert begun.sequence == next(
        number
        for number, event in enumerate(told.events, 1)
        if isinstance(event, e.StepEntered) and event.step == "send"
    )


def test_only_what_the_measure_is_taken_of_begins_a_pair() -> None:
    calm, urgent = story(), story()
    for told, answer in ((calm, False), (urgent, True)):
        told.complete("offer", "accepted")
        told.complete("hold", "held", urgent=answer)

    assert of(seen(calm), "urgent") == []
    assert len(of(seen(urgent), "urgent")) == 1


def test_a_pair_is_its_partys_from_when_the_party_is_known() -> None:
    told = story()
    told.complete("offer", "declined", scope="all")

    begun, moved = of(seen(told), "intake")

    assert isinstance(begun, PairBegun)
    assert isinstance(moved, PairMoved)
    assert (begun.unit, moved.unit) == ("ward", "intake-a")


def test_working_days_are_those_of_the_national_calendar() -> None:
    told = story().on("2026-04-01")  # the day before Maundy Thursday
    told.complete("offer", "declined", scope="all")

    (begun,) = of(seen(told), "early")

    assert isinstance(begun, PairBegun)
    assert begun.limit is not None
    assert begun.limit - at("2026-04-08 00:00") == timedelta(days=1)


def test_when_the_pathway_is_over_what_has_not_ended_never_will() -> None:
    told = story()

    told.report("death")

    assert seen(told)[-1] == PairsLapsed(at=told.now)


def test_a_limit_that_passes_is_a_milestone_of_its_step() -> None:
    told = story()
    told.complete("offer", "declined", scope="all")
    told.wake("2026-03-10")

    assert [type(one) for one in of(seen(told), "lost")] == [PairBegun, PairEnded]


def test_the_journal_in_parts_and_as_a_whole_give_the_same() -> None:
    told = story()
    told.complete("offer", "accepted")
    told.complete("hold", "held", urgent=True)
    told.wake("2026-03-12")
    told.accept("send")
    told.do(c.ReportEvent(event="moved", answers={"municipality": "kommune-b"}))
    told.report("death")

    whole = seen(told)

    assert len(whole) > 6
    for number in range(1, len(told.events)):
        assert seen(told, parts=(number,)) == whole
    assert seen(told, parts=range(1, len(told.events))) == whole


def test_a_definition_without_measures_sees_nothing() -> None:
    assert list(measured(TRY_OUT, None, story().events, 1)) == []


def test_a_limit_counts_from_a_date_and_moves_when_the_date_is_corrected() -> None:
    told = story()
    known = told.pathway.dates["diagnosed"]
    told.do(c.CorrectDate(name="diagnosed", value=known - timedelta(days=7)))

    begun, moved = of(seen(told), "ahead")

    assert isinstance(begun, PairBegun)
    assert isinstance(moved, PairsRetimed)
    assert (begun.limit, moved.limit) == (
        after(known, Duration(1, Unit.MONTHS)).closes(),
        after(known - timedelta(days=7), Duration(1, Unit.MONTHS)).closes(),
    )


def test_the_hours_of_a_median_count_from_the_date_and_not_from_when_it_began() -> None:
    told = story()
    known = told.pathway.dates["diagnosed"]
    told.do(c.CorrectDate(name="diagnosed", value=known - timedelta(days=7)))

    begun, moved = of(seen(told), "waited")

    assert isinstance(begun, PairBegun)
    assert isinstance(moved, PairsRetimed)
    assert (begun.at, moved.begun) == (
        start_of_day(known),
        start_of_day(known - timedelta(days=7)),
    )


def test_nothing_grows_from_the_end_of_a_pathway_on() -> None:
    late = Accrual(name=text("late"), starts=("closed",), stops=("enrolled",))
    definition = replace(TRY_OUT, accruals={"late": late})
    told = Story(Rules(definition=definition, directory=ADDRESS_BOOK)).enrol()

    told.report("death")

    assert told.pathway.accruals == {}
