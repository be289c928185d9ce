"""What grows for each day: started, stopped, moved, kept, and counted by the rates of the days."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import Accrual, Amount, DateRef, Rate, RateTable, Ref, StepRef
from hjemover.engine import Rules, fold
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.accruals import MAX_DAYS, Accrued, accrued
from tests.engine.definitions import (
    ADDRESS_BOOK,
    amount,
    define,
    end,
    event,
    handoff,
    limit,
    out,
    task,
    text,
)
from tests.engine.story import Story, every, only

RATES = RateTable(
    unit="NOK",
    source="domain notes",
    verified=True,
    rows=(
        Rate(valid_from=date(2025, 1, 1), value=4000.0),
        Rate(valid_from=date(2026, 3, 4), until=date(2026, 3, 20), value=5000.0),
    ),
)


def story_of(
    *,
    grace: str | None = None,
    of: Ref | None = None,
    inclusive: bool = True,
    keeps: bool = True,
    rate: str | None = "daily",
) -> Story:
    accrual = Accrual(
        name=text("Betalingsdøgn"),
        rate=rate,
        of=of,
        grace=Amount(duration=amount(grace).duration) if grace else None,
        starts=("ask.rejected", "ask.overdue"),
        stops=("ask.accepted", "event.offer-ready", "event.withdrawn"),
        inclusive=inclusive,
        keeps=keeps,
        party="intake",
    )
    steps = [
        task("ready", "hospital", limit("5 days"), then="ask"),
        handoff(
            "ask",
            ("hospital", "intake"),
            limit("24 hours"),
            {"accepted": out("home"), "rejected": out("hold"), "withdrawn": out("hold")},
        ),
        task("hold", "hospital", limit("30 days"), then="ask"),
        end("home", "FULLFORT"),
    ]
    events = [
        event("offer-ready", tell=()),
        event("withdrawn", goto="ready"),
        event("death", close="DOD", silent=True),
    ]
    definition = replace(
        define(steps, events=events), tables={"daily": RATES}, accruals={"payment": accrual}
    )
    story = Story(Rules(definition=definition, directory=ADDRESS_BOOK)).enrol()
    story.complete("ready")
    return story


def reject(story: Story) -> tuple[e.AnyEvent, ...]:
    return story.do(c.RejectHandoff(obligation=story.open("ask").id, reason="ingen plass"))


def come(story: Story) -> Accrued:
    return accrued(story.rules.definition, story.pathway, story.now)["payment"]


def test_a_no_from_the_municipality_starts_the_days_and_an_offer_stops_them() -> None:
    story = story_of()
    started = only(e.AccrualStarted, reject(story))
    assert (started.because, started.unit) == ("ask.rejected", "intake-a")

    stopped = only(e.AccrualStopped, story.on("2026-03-04").report("offer-ready"))

    assert (stopped.because, stopped.voided) == ("event.offer-ready", False)
    three_days = come(story)
    assert (three_days.days, three_days.amount, three_days.running) == (3, 13000.0, False)
    assert [(row.first, row.days, row.rate) for row in three_days.rows] == [
        (date(2026, 3, 2), 2, 4000.0),
        (date(2026, 3, 4), 1, 5000.0),
    ]


def test_no_answer_starts_them_at_the_instant_the_limit_passed() -> None:
    story = story_of()

    started = only(e.AccrualStarted, story.wake("2026-03-09"))

    assert started.because == "ask.overdue"
    assert started.at == only(e.DeadlinePassed, story.events).at
    assert come(story).days == 7  # the third to the ninth, both included


def test_three_days_without_a_clock_come_to_the_same() -> None:
    awake, asleep = story_of(), story_of()
    for day in ("2026-03-03 10:00", "2026-03-04", "2026-03-05", "2026-03-06"):
        awake.wake(day)
    asleep.wake("2026-03-06")

    assert come(awake) == come(asleep)
    assert awake.pathway.accruals == asleep.pathway.accruals


def test_the_days_may_count_from_before_what_started_them() -> None:
    story = story_of(of=StepRef("ready"))
    story.wake("2026-03-04")

    assert come(story).rows[0].first == date(2026, 3, 2)


def test_within_the_grace_nothing_has_grown() -> None:
    story = story_of(grace="24 hours")
    reject(story)

    assert come(story.on("2026-03-02 20:00")).days == 0
    assert come(story.on("2026-03-03 12:00")).days == 1
    story.report("offer-ready")
    assert come(story.on("2026-03-30")).days == 1


def test_an_offer_within_the_grace_costs_nothing() -> None:
    story = story_of(grace="24 hours")
    reject(story)

    story.on("2026-03-03 08:00").report("offer-ready")

    assert (come(story).days, come(story).amount) == (0, 0)


def test_the_last_day_may_be_left_out() -> None:
    story = story_of(inclusive=False)
    reject(story)

    assert come(story).days == 0
    story.on("2026-03-05").report("offer-ready")
    assert come(story).days == 3


def test_a_day_counts_once_though_it_was_stopped_and_started_again() -> None:
    story = story_of()
    reject(story)
    story.on("2026-03-03").report("withdrawn")
    story.complete("ready")
    reject(story)

    story.on("2026-03-04").report("offer-ready")

    assert len(story.pathway.accruals["payment"]) == 2
    assert come(story).days == 3


def test_a_withdrawal_keeps_what_has_grown() -> None:
    story = story_of()
    reject(story)

    story.on("2026-03-05").report("withdrawn")

    assert come(story.on("2026-04-01")).days == 4


def test_what_is_not_kept_is_nothing_afterwards() -> None:
    story = story_of(keeps=False)
    reject(story)

    assert only(e.AccrualStopped, story.on("2026-03-05").report("withdrawn")).voided
    assert (come(story).days, come(story).rows) == (0, ())


def test_the_end_of_the_pathway_stops_them_and_is_told_last() -> None:
    story = story_of()
    reject(story)

    facts = story.on("2026-03-05").report("death")

    assert only(e.AccrualStopped, facts).because == "closed"
    assert isinstance(facts[-1], e.PathwayClosed)
    assert not come(story).running


def test_days_past_the_last_rate_count_and_their_amount_is_unknown() -> None:
    story = story_of()
    reject(story)

    story.on("2026-03-22").report("offer-ready")

    came = come(story)
    assert (came.days, came.unknown_days, came.amount) == (21, 2, 2 * 4000.0 + 17 * 5000.0)
    assert (came.rows[-1].rate, came.rows[-1].amount, came.rows[-1].days) == (None, None, 2)


def test_what_has_no_rate_is_only_counted() -> None:
    story = story_of(rate=None)
    reject(story)

    assert (come(story).days, come(story).amount, come(story).unknown_days) == (1, None, 0)


def test_a_corrected_date_moves_what_the_days_count_from() -> None:
    story = story_of(of=DateRef("diagnosed"))
    reject(story)
    story.on("2026-03-03").report("offer-ready")

    moved = only(
        e.AccrualMoved,
        story.do(c.CorrectDate(name="diagnosed", value=date(2026, 2, 27), reason="feil")),
    )

    assert moved.run == 0
    assert moved.previous > moved.counts_from
    assert come(story).days == 5


def test_starting_what_runs_and_stopping_what_does_not_changes_nothing() -> None:
    story = story_of()
    assert every(e.AccrualStopped, story.report("offer-ready")) == []
    reject(story)
    story.complete("hold")

    assert every(e.AccrualStarted, reject(story)) == []


def test_nobody_is_charged_for_more_than_ten_years() -> None:
    story = story_of()
    reject(story)

    assert come(story.on("2046-03-02")).days == MAX_DAYS


@pytest.mark.parametrize("acts", [1, 2])
def test_the_journal_tells_all_of_it(acts: int) -> None:
    story = story_of()
    reject(story)
    if acts == 2:
        story.report("offer-ready")

    assert fold(story.events) == story.pathway
