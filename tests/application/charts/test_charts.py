"""What the charts say, against examples counted by hand and properties that always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.application.charts import (
    Assurance,
    Judgement,
    Point,
    Rebase,
    Rule,
    Signal,
    chart,
    run_chart,
    xmr,
)
from hjemover.application.charts.runs import fewest_crossings

WHOLE = st.lists(st.integers(-1_000, 1_000).map(float), min_size=1, max_size=60)


def rules(values, **how):
    return [signal.rule if signal else None for signal in xmr(values, **how).signals]


def points(*values, first=date(2025, 1, 1)):
    return [Point(on=first + timedelta(days=31 * n), value=v) for n, v in enumerate(values)]


# --- limits -----------------------------------------------------------------------------------


def test_limits_by_hand():
    """Mean 5; the ranges 2, 4, 2, 4, 2 have the mean 2.8; 2.66 times 2.8 is 7.448."""
    found = xmr([4.0, 6.0, 2.0, 4.0, 8.0, 6.0], screen=False)
    assert found.mean == pytest.approx(5)
    assert found.mean_range == pytest.approx((2 + 4 + 2 + 4 + 2) / 5)
    assert found.upper == pytest.approx(5 + 2.66 * 2.8)
    assert found.lower == pytest.approx(5 - 2.66 * 2.8)
    assert found.near_upper == pytest.approx(5 + 2.66 * 2.8 * 2 / 3)
    assert found.near_lower == pytest.approx(5 - 2.66 * 2.8 * 2 / 3)


def test_a_wild_jump_does_not_widen_the_limits_that_should_catch_it():
    values = [10, 11, 10, 11, 10, 11, 10, 40, 10, 11, 10, 11, 10, 11, 10, 11]
    screened, plain = xmr(values), xmr(values, screen=False)
    assert screened.screened == 2  # up to forty, and down again
    assert plain.screened == 0
    assert screened.mean_range == pytest.approx(1)
    assert screened.upper < plain.upper
    assert rules(values)[7] is Rule.OUTSIDE


def test_values_that_never_change_have_limits_on_the_mean_and_nothing_to_say():
    found = xmr([3.0] * 20)
    assert (found.lower, found.mean, found.upper) == (3.0, 3.0, 3.0)
    assert found.signals == (None,) * 20


def test_a_chart_of_nothing_is_refused():
    with pytest.raises(ValueError, match="a value"):
        xmr([])
    with pytest.raises(ValueError, match="a value"):
        run_chart([])
    assert chart([]).segments == ()


# --- the four rules ---------------------------------------------------------------------------

QUIET = [10, 12, 9, 11, 8, 12, 10, 9, 11, 10, 12, 9]


def test_chance_is_left_alone():
    assert rules(QUIET) == [None] * len(QUIET)


def test_a_point_outside_the_limits():
    found = rules([*QUIET, 30])
    assert found[-1] is Rule.OUTSIDE
    assert found[:-1] == [None] * len(QUIET)


def test_seven_that_rise_are_a_trend_and_six_are_not():
    wide = [2, 20, 3, 19, 2, 21, 3, 18]
    seven, six = [8, 9, 10, 11, 12, 13, 14], [9, 10, 11, 12, 13, 14]
    assert rules([*wide, *seven])[-7:] == [Rule.TREND] * 7
    assert Rule.TREND not in rules([*wide, *six])
    falling = xmr([*wide, *reversed(seven)]).signals[-1]
    assert falling == Signal(rule=Rule.TREND, side="below")


def test_two_of_three_beyond_the_near_limit_are_marked_and_the_third_is_not():
    values = [10, 11, 9, 10, 11, 9, 10, 9, 11, 10, 14, 12, 14, 11, 10, 9, 10, 9]
    found = xmr(values)
    assert found.near_upper < 14 < found.upper
    marked = [place for place, signal in enumerate(found.signals) if signal]
    assert marked == [10, 12]
    assert {signal.rule for signal in found.signals if signal} == {Rule.TWO_OF_THREE}


def test_one_beyond_each_near_limit_is_chance():
    values = [10, 11, 9, 10, 11, 9, 10, 9, 11, 10, 14, 6, 10, 9]
    assert Rule.TWO_OF_THREE not in rules(values)


def test_seven_on_one_side_are_a_shift_and_one_on_the_mean_breaks_it():
    below, above = [9, 7, 9, 7, 9, 7, 8], [11, 13, 11, 13, 11, 13, 12]
    assert rules([*below, *above]) == [Rule.SHIFT] * 14
    broken = [9, 7, 9, 10, 9, 7, 8, 11, 13, 11, 10, 11, 13, 12]
    assert sum(broken) / len(broken) == 10
    assert Rule.SHIFT not in rules(broken)


def test_a_point_has_the_first_rule_that_fits():
    """The last of a long rise is outside the limits too; outside comes first."""
    found = rules([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 12, 13, 14, 15, 16, 17, 18, 30])
    assert found[-1] is Rule.OUTSIDE
    assert Rule.TREND in found


@given(WHOLE)
def test_limits_stand_in_order_around_the_mean_and_the_same_distance_from_it(values):
    found = xmr(values)
    assert found.lower <= found.near_lower <= found.mean <= found.near_upper <= found.upper
    assert found.upper - found.mean == pytest.approx(found.mean - found.lower)
    assert len(found.signals) == len(values)


@given(WHOLE)
def test_turned_upside_down_the_same_points_tell_of_the_other_side(values):
    found, turned = xmr(values), xmr([-value for value in values])
    other = {"above": "below", "below": "above"}
    assert [(s.rule, other[s.side]) if s else None for s in found.signals] == [
        (s.rule, s.side) if s else None for s in turned.signals
    ]


@given(WHOLE)
def test_every_point_beyond_a_limit_is_outside_and_no_other_is(values):
    found = xmr(values)
    reach = found.upper - found.mean
    for value, signal in zip(values, found.signals, strict=True):
        beyond = abs(value - found.mean) > reach
        assert (signal is not None and signal.rule is Rule.OUTSIDE) == beyond


@given(WHOLE)
def test_screening_never_widens_the_limits(values):
    assert xmr(values).mean_range <= xmr(values, screen=False).mean_range + 1e-9


# --- the run chart ----------------------------------------------------------------------------


def test_a_run_chart_by_hand():
    """Median 5.5. Below, below, below, above, above, above: one crossing, runs of three."""
    found = run_chart([1, 2, 3, 8, 9, 10])
    assert (found.median, found.useful, found.longest, found.crossings) == (5.5, 6, 3, 1)
    assert found.longest_expected == 6  # log2 of 6 is 2.6: three and three
    assert not found.changed


def test_points_on_the_median_neither_cross_nor_break_a_run():
    found = run_chart([1, 5, 2, 5, 9, 5, 8])
    assert (found.median, found.useful, found.longest, found.crossings) == (5, 4, 2, 1)


def test_a_long_run_is_more_than_chance():
    found = run_chart([1, 2, 1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8, 9, 8])
    assert found.longest == 8
    assert (found.long_run, found.few_crossings, found.changed) == (True, True, True)
    assert found.longest_expected == 7


@pytest.mark.parametrize(
    ("useful", "fewest"), [(1, 0), (5, 0), (10, 2), (11, 2), (12, 3), (20, 6), (24, 8)]
)
def test_the_fewest_crossings_are_those_of_the_published_table(useful, fewest):
    """Anhøj and Olesen 2014, the table that the Danish and Norwegian courses hand out."""
    assert fewest_crossings(useful) == fewest


@given(WHOLE)
def test_a_run_and_its_crossings_share_the_useful_points(values):
    found = run_chart(values)
    assert found.longest <= found.useful <= len(values)
    assert found.crossings <= max(found.useful - 1, 0)
    if found.useful:
        assert found.longest * (found.crossings + 1) >= found.useful


# --- the chart --------------------------------------------------------------------------------


def test_eleven_points_are_a_run_chart_and_twelve_have_limits():
    eleven, twelve = chart(points(*QUIET[:11])), chart(points(*QUIET))
    assert eleven.latest.xmr is None
    assert eleven.latest.run is not None
    assert eleven.latest.centre == 10
    assert twelve.latest.run is None
    assert twelve.latest.centre == pytest.approx(sum(QUIET) / 12)


def test_periods_without_a_value_are_gaps_and_count_for_nothing():
    found = chart(points(*QUIET[:6], None, *QUIET[6:], 30))
    assert found.latest.xmr == xmr([*QUIET, 30])
    assert found.signals[6] is None
    assert found.signals[-1] == Signal(rule=Rule.OUTSIDE, side="above")
    assert chart(points(None, None)).latest.centre is None


def test_limits_are_reckoned_anew_from_the_day_of_a_new_routine():
    before, after = [20, 22, 19, 21, 18, 22, 20, 19, 21, 20, 22, 19], QUIET
    all_ = points(*before, *after)
    found = chart(all_, rebases=[Rebase(on=all_[12].on, note="ny rutine")])
    assert [(one.first, one.end, one.note) for one in found.segments] == [
        (0, 12, ""),
        (12, 24, "ny rutine"),
    ]
    assert found.signals == (None,) * 24
    assert found.segments[1].xmr == xmr(after)
    assert any(chart(all_).signals), "without it the change is a signal"


def test_a_new_base_before_or_after_all_points_changes_nothing():
    all_ = points(*QUIET)
    for day in (date(2020, 1, 1), date(2030, 1, 1)):
        assert chart(all_, rebases=[Rebase(on=day, note="x")]) == chart(all_)


def test_whether_a_signal_is_good_depends_on_the_measure():
    high = [*QUIET, 30]
    assert chart(points(*high), better="lower").judgement(12) is Judgement.WORSE
    assert chart(points(*high), better="higher").judgement(12) is Judgement.BETTER
    assert chart(points(*high)).judgement(12) is Judgement.CHANGED
    assert chart(points(*high)).judgement(0) is None


def test_a_target_outside_the_limits_is_always_or_never_met_and_within_them_now_and_then():
    def assured(target, better):
        return chart(points(*QUIET), better=better, target=target).assurance

    assert assured(100, "lower") is Assurance.ALWAYS
    assert assured(1, "lower") is Assurance.NEVER
    assert assured(10, "lower") is Assurance.HIT_OR_MISS
    assert assured(100, "higher") is Assurance.NEVER
    assert assured(1, "higher") is Assurance.ALWAYS
    assert assured(1, "neither") is None
    assert chart(points(*QUIET[:5]), better="lower", target=100).assurance is None
    assert chart(points(*QUIET), better="lower").assurance is None
    assert chart(points(*[5.0] * 12), better="lower", target=5.0).assurance is Assurance.ALWAYS
