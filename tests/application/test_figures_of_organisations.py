"""A manager's figures: whole at home, the same from both sides, nothing small from elsewhere."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from hjemover.application import figures
from hjemover.application.charts import Rebase
from hjemover.application.figures import Period, Slice, period_of, up_to
from hjemover.application.figures.elsewhere import shown
from hjemover.application.figures.handoffs import NOTHING, HandoffCount
from hjemover.application.following_up import freeze_week
from hjemover.application.house import Actor
from hjemover.calendar import local_day
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.vocabulary import DeadlineClass
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Town,
    at,
)

MARCH = Period(kind="month", first=date(2026, 3, 1))
HUS = Slice(organisation="hus", period=MARCH)


@pytest.fixture
def month(town: Town) -> list[str]:
    """Five offers to Bergen and one to Askøy on the first Monday of March.

    Bergen: accepted after one and two days, six days late; one rejected, one forwarded after a
    question and still open. Askøy: accepted at once.
    """
    refs = [town.enrol(n, municipality=ASKOY if n == 5 else BERGEN) for n in range(6)]
    accept(town, refs[5], OTHER_INTAKE)
    town.order(refs[4], c.ReturnHandoff(obligation="send#1", question="Hvem?"), INTAKE)
    town.order(refs[4], c.AnswerHandoff(obligation="send#1", answer="Hun"), HOSPITAL)
    town.order(refs[4], c.ForwardHandoff(obligation="send#1", to=NURSE), INTAKE)
    town.order(
        refs[3],
        c.RejectHandoff(obligation="send#1", reason="Feil", answers={"why": "wrong-municipality"}),
        INTAKE,
    )
    for ref, after in zip(refs, (1, 2, 8), strict=False):
        town.until(MONDAY + after * DAY)
        accept(town, ref, INTAKE)
    return refs


def accept(town: Town, ref: str, unit: str) -> None:
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), unit)


def by_counterpart(house, actor, wanted, way):
    split = figures.by_counterpart_and_period(house, actor, wanted, way, [wanted.period])
    return split[wanted.period]


def handoffs_in(house, actor, wanted, way):
    return figures.together(by_counterpart(house, actor, wanted, way).values())


# --- the counts -------------------------------------------------------------------------------


def test_what_was_sent_in_a_month_by_what_became_of_it(town, month):
    found = handoffs_in(town.house, at(HOSPITAL), HUS, "sent")
    assert found.counts == {
        "offered": 6, "accepted": 4, "returned": 1, "rejected": 1, "forwarded": 1, "withdrawn": 0,
        "expired": 0, "open": 1, "in-time": 4, "late": 1, "overdue": 1,
    }  # fmt: skip
    assert found.days == pytest.approx((0, 1, 2, 8), abs=1e-6)
    assert found.median_days == pytest.approx(1.5)
    assert found.ninety_percent_days is None, "of four, nine of ten says nothing"
    assert found.share_in_time == pytest.approx(4 / 5)


def test_nine_of_ten_from_ten_on():
    ten = HandoffCount(counts=NOTHING.counts, days=tuple(float(day) for day in range(10)))
    assert ten.ninety_percent_days == pytest.approx(8.1)
    assert NOTHING.median_days is NOTHING.share_in_time is None


def test_both_sides_of_a_handoff_see_the_same_figures(town, month):
    for theirs, unit in ((BERGEN, INTAKE), (ASKOY, OTHER_INTAKE)):
        sent = Slice(organisation="hus", period=MARCH, counterpart=theirs)
        received = Slice(organisation=theirs, period=MARCH, counterpart="hus")
        ours = handoffs_in(town.house, at(HOSPITAL), sent, "sent")
        assert ours == handoffs_in(town.house, at(unit), received, "received")
        assert ours.offered > 0
        assert handoffs_in(town.house, at(unit), received, "sent") == NOTHING


def test_the_parts_make_the_whole(town, month):
    whole = handoffs_in(town.house, at(HOSPITAL), HUS, "sent")
    for split in (by_counterpart, figures.by_definition):
        parts = split(town.house, at(HOSPITAL), HUS, "sent")
        for what, count in whole.counts.items():
            assert sum(part.counts[what] for part in parts.values()) == count
        assert sorted(day for part in parts.values() for day in part.days) == pytest.approx(
            list(whole.days)
        )
    assert set(by_counterpart(town.house, at(HOSPITAL), HUS, "sent")) == {BERGEN, ASKOY}
    assert figures.counterparts(town.house, at(HOSPITAL), "hus") == [BERGEN, ASKOY]
    assert figures.counterparts(town.house, at(INTAKE), BERGEN) == ["hus"]


def test_splits_taken_together_are_the_whole(town, month):
    for way, unit, wanted in (
        ("sent", HOSPITAL, HUS),
        ("received", INTAKE, Slice(organisation=BERGEN, period=MARCH)),
    ):
        whole = handoffs_in(town.house, at(unit), wanted, way)
        parts = figures.by_definition(town.house, at(unit), wanted, way)
        assert figures.together(parts.values()) == whole
    assert figures.together([]) == NOTHING


@pytest.mark.parametrize("measure", ["median-days", "share-in-time", "offered"])
def test_a_chart_counts_only_what_it_shows_and_counts_it_right(town, month, measure):
    town.clock.set(MONDAY.replace(month=4, day=2))
    drawn = figures.series(town.house, at(HOSPITAL), HUS, "sent", measure, "month")
    whole = figures.by_period(town.house, at(HOSPITAL), HUS, "sent", list(drawn.periods))
    expected = {
        "median-days": [(one.median_days, len(one.days)) for one in whole.values()],
        "share-in-time": [
            (100 * one.share_in_time, one.counts["in-time"] + one.counts["late"])
            for one in whole.values()
        ],
        "offered": [(one.offered, one.offered) for one in whole.values()],
    }[measure]
    assert [(one.value, one.count) for one in drawn.chart.points] == expected
    assert expected


def test_every_count_is_the_length_of_the_list_it_leads_to(town, month):
    for way, actor, wanted in (
        ("sent", at(HOSPITAL), HUS),
        ("received", at(INTAKE), Slice(organisation=BERGEN, period=MARCH, counterpart="hus")),
        ("sent", at(HOSPITAL), Slice(organisation="hus", period=MARCH, definition="finnes-ikke")),
    ):
        counted = handoffs_in(town.house, actor, wanted, way)
        for what, count in counted.counts.items():
            assert len(figures.handoff_list(town.house, actor, wanted, way, what)) == count, what
    late = figures.handoff_list(town.house, at(HOSPITAL), HUS, "sent", "late")
    assert [(row.ref, row.sender, row.receiver) for row in late] == [(month[2], HOSPITAL, INTAKE)]
    assert late[0].days == pytest.approx(8)


def test_a_handoff_is_counted_in_the_period_it_was_offered_in_by_oslo_time(town):
    town.clock.set(MONDAY.replace(month=2, day=28, hour=23, minute=30))  # half past midnight
    town.enrol(1)
    by_month = figures.by_period(town.house, at(HOSPITAL), HUS, "sent", up_to(MARCH, 3))
    assert [one.offered for one in by_month.values()] == [0, 0, 1]
    one = figures.by_period(town.house, at(HOSPITAL), HUS, "sent", [MARCH])
    assert one[MARCH].offered == 1


@pytest.mark.parametrize(
    ("kind", "first", "after"),
    [
        ("week", date(2026, 3, 16), date(2026, 3, 23)),
        ("month", date(2026, 3, 1), date(2026, 4, 1)),
        ("quarter", date(2026, 1, 1), date(2026, 4, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_periods_follow_each_other_without_a_gap(kind, first, after):
    found = period_of(date(2026, 3, 22), kind)
    assert (found.first, found.after) == (first, after)
    row = up_to(found, 30)
    assert row[-1] == found
    assert all(one.after == following.first for one, following in pairwise(row))
    assert all(period_of(one.after - timedelta(days=1), kind) == one for one in row)


def test_no_figure_of_an_organisation_is_for_those_who_do_not_work_there(town, month):
    asked = [
        lambda actor: handoffs_in(town.house, actor, HUS, "sent"),
        lambda actor: by_counterpart(town.house, actor, HUS, "sent"),
        lambda actor: figures.by_definition(town.house, actor, HUS, "sent"),
        lambda actor: figures.by_period(town.house, actor, HUS, "sent", [MARCH]),
        lambda actor: figures.handoff_list(town.house, actor, HUS, "sent", "offered"),
        lambda actor: figures.counterparts(town.house, actor, "hus"),
        lambda actor: figures.limits_in(town.house, actor, HUS),
        lambda actor: figures.limit_list(
            town.house, actor, HUS, DeadlineClass.LOCAL, "met"
        ),
        lambda actor: figures.days_held(town.house, actor, HUS),
    ]  # fmt: skip
    for ask in asked:
        for stranger in (at(INTAKE), Actor(id="ingen")):
            with pytest.raises(CommandRefused, match="not-your-unit"):
                ask(stranger)
        ask(at(LUNG_WARD))  # a colleague in the same organisation


# --- limits and days --------------------------------------------------------------------------


def test_limits_by_class_with_what_came_too_late_apart(town, month):
    bergen = Slice(organisation=BERGEN, period=MARCH)
    [local, *_] = [
        one
        for one in figures.limits_in(town.house, at(INTAKE), bergen)
        if one.deadline_class is DeadlineClass.LOCAL
    ]
    # Two accepted and one rejected in time; one late, one not answered yet.
    assert (local.met, local.missed, local.came_late) == (3, 2, 0)
    assert local.share == local.share_of_all == pytest.approx(3 / 5)


def test_what_came_after_its_limit_is_the_senders_delay(town):
    text = definition_with_a_limit_from_diagnosis()
    town.publish(text)
    ref = town.enrol(
        1, pathway="sen-hjem", dates={"diagnosed": local_day(MONDAY) - timedelta(days=40)}
    )
    accept(town, ref, INTAKE)
    town.order(ref, c.CompleteTask(obligation="visit#1", outcome="done"), NURSE)
    bergen = Slice(organisation=BERGEN, period=MARCH, definition="sen-hjem")
    [recommended] = [
        one
        for one in figures.limits_in(town.house, at(NURSE), bergen)
        if one.deadline_class is DeadlineClass.RECOMMENDED
    ]
    assert (recommended.met, recommended.missed) == (0, 0)
    assert (recommended.late_met, recommended.came_late) == (1, 1)
    assert recommended.days_late > 20
    assert recommended.share is None
    assert recommended.share_of_all == 0.0
    for kept, count in (("met", 0), ("missed", 0), ("late-met", 1), ("late-missed", 0)):
        rows = figures.limit_list(
            town.house, at(NURSE), bergen, DeadlineClass.RECOMMENDED, kept
        )  # fmt: skip
        assert len(rows) == count


def definition_with_a_limit_from_diagnosis():
    from hjemover.definition import load_text
    from tests.application.town import SHORT

    text = SHORT.replace("pathway: kort-hjem", "pathway: sen-hjem").replace(
        "due: {within: $visit-within}", "due: {within: $visit-within, of: diagnosed}"
    )
    loaded = load_text(text)
    assert loaded.definition is not None, loaded.problems
    return loaded.definition


def test_days_with_the_ball_are_those_within_the_period(town, month):
    town.until(MONDAY + 60 * DAY)
    march = {one.unit: one for one in figures.days_held(town.house, at(HOSPITAL), HUS)}
    # Five that somebody took over or refused, after 0, 1, 2 and 8 days; the refused one led to a
    # choice, and that one and the open one have been the hospital's since.
    assert set(march) == {HOSPITAL}
    until_april = (MARCH.ends - MONDAY).total_seconds() / 86_400
    assert march[HOSPITAL].days == pytest.approx(0 + 1 + 2 + 8 + 2 * until_april, abs=0.01)
    april = Slice(organisation="hus", period=Period(kind="month", first=date(2026, 4, 1)))
    [later] = figures.days_held(town.house, at(HOSPITAL), april)
    assert later.obligations == 2
    assert later.days_each == pytest.approx(30, abs=0.01)
    none = Slice(organisation="hus", period=MARCH, definition="finnes-ikke")
    assert figures.days_held(town.house, at(HOSPITAL), none) == []


# --- elsewhere --------------------------------------------------------------------------------


def test_elsewhere_is_what_one_is_no_part_of(town, month):
    on = date(2026, 2, 1)
    assert figures.elsewhere(town.house, at(HOSPITAL), "kort-hjem", on) == []
    # Bergen sees that Askøy received one, and not how many.
    [askoy] = figures.elsewhere(town.house, at(INTAKE), "kort-hjem", on)
    assert (askoy.organisation, askoy.offered, askoy.median_days) == (ASKOY, None, None)
    [bergen] = figures.elsewhere(town.house, at(OTHER_INTAKE), "kort-hjem", on)
    assert (bergen.organisation, bergen.offered) == (BERGEN, 5)
    assert bergen.median_days == 2.0
    assert bergen.share_in_time is None, "one was late: that is few"
    assert figures.elsewhere(town.house, at(INTAKE), "noe-annet", on) == []
    assert figures.elsewhere(town.house, Actor(id="ingen"), "kort-hjem", on) == []


def test_what_one_took_part_in_is_left_out_before_it_is_looked_at_whether_it_is_small(town):
    for number in range(4):
        town.enrol(number, municipality=ASKOY)
    town.enrol(9, municipality=ASKOY, parties={"hospital": LUNG_WARD})
    town.house.small_numbers = 5
    [askoy] = figures.elsewhere(town.house, at(INTAKE), "kort-hjem", date(2026, 3, 1))
    assert askoy.offered == 5
    assert figures.elsewhere(town.house, at(LUNG_WARD), "kort-hjem", date(2026, 3, 1)) == []


def test_no_small_count_can_be_told_from_what_is_shown():
    """For every little world: each of its small counts could as well have been another one."""
    least = 3
    worlds = list(product(range(8), repeat=3))
    seen: dict[object, list[tuple[int, ...]]] = {}
    for world in worlds:
        seen.setdefault(_shown(world, least), []).append(world)
    for world in worlds:
        alike = seen[_shown(world, least)]
        for place, count in enumerate(world):
            if 1 <= count < least:
                assert len({other[place] for other in alike}) > 1, (world, alike)
        if 1 <= sum(world) < least:
            assert len({sum(other) for other in alike}) > 1, (world, alike)


def _shown(world: tuple[int, ...], least: int) -> object:
    in_time, late, unanswered = world
    counts = {
        **NOTHING.counts, "offered": sum(world), "in-time": in_time, "late": late,
        "open": unanswered,
    }  # fmt: skip
    # The same days for all, so that what differs is the counts alone.
    told = shown("x", HandoffCount(counts=counts, days=(1.0,) * (in_time + late)), least)
    return (told.offered, told.median_days, told.share_in_time)


# --- over time --------------------------------------------------------------------------------


def test_a_series_ends_with_the_last_whole_period_and_begins_with_the_first_known(town):
    for number in range(14):
        town.clock.set(MONDAY + number * 7 * DAY)
        ref = town.enrol(number)
        town.clock.set(MONDAY + (number * 7 + 1) * DAY)
        accept(town, ref, INTAKE)
    town.clock.set(MONDAY + 14 * 7 * DAY)
    found = figures.series(town.house, at(HOSPITAL), HUS, "sent", "median-days", "week")
    assert len(found.periods) == len(found.chart.points) == 14
    assert found.periods[0].first == date(2026, 3, 2)
    assert [point.value for point in found.chart.points] == pytest.approx([1.0] * 14, abs=1e-6)
    assert found.chart.better == "lower"
    assert found.chart.latest.xmr is not None
    share = figures.series(town.house, at(HOSPITAL), HUS, "sent", "share-in-time", "week")
    assert {point.value for point in share.chart.points} == {100.0}
    by_month = figures.series(
        town.house, at(HOSPITAL), HUS, "sent", "offered", "month",
        rebases=(Rebase(on=date(2026, 4, 1), note="ny rutine"),),
    )  # fmt: skip
    assert [point.value for point in by_month.chart.points] == [5, 4, 4]
    assert [one.note for one in by_month.chart.segments] == ["", "ny rutine"]


def test_how_much_was_stuck_each_monday_is_a_series_of_the_frozen_lists(town):
    town.enrol(1)
    for week in (1, 2, 4):  # the third was never frozen
        town.until(MONDAY + week * 7 * DAY)
        freeze_week(town.house)
    town.clock.set(MONDAY + 5 * 7 * DAY)
    found = figures.series(town.house, at(HOSPITAL), HUS, "sent", "stuck", "month")
    assert [point.value for point in found.chart.points] == [1, 1, None, 1]
    empty = figures.series(town.house, at(LUNG_WARD), HUS, "sent", "stuck", "month")
    assert [point.value for point in empty.chart.points] == [0, 0, None, 0]


def test_nothing_at_all_is_a_chart_of_no_points(town):
    found = figures.series(town.house, at(HOSPITAL), HUS, "sent", "median-days", "month")
    assert (found.periods, found.chart.points, found.chart.segments) == ((), (), ())
