"""Limits that are prolonged, and clocks that stand still: by people, by events, by the day."""

from datetime import date, time

import pytest
from msgspec.structs import replace

from hjemover.calendar import OpeningHours
from hjemover.definition.models import Extension, Interrupt, Limit, Step
from hjemover.engine import Rules, fold
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import check_access
from hjemover.engine.timing import rung_order
from hjemover.errors import CommandRefused
from hjemover.vocabulary import StuckCause
from tests.engine.definitions import (
    ADDRESS_BOOK,
    CLOCK,
    PARTIES,
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
from tests.engine.story import Story, at, kinds, only, rules_of

ASSESS = "assess#1"
STOP = c.StopClock(obligation=ASSESS, reason="Pasienten er syk")


def movable(said: str, **more: object) -> Limit:
    one = limit(said, remind=("1 day",), escalate=(("2 days", ("hospital.lead",)),))
    return replace(one, stops=True, extend=Extension(by=amount("1 week"), at_most=2), **more)


def assessing(due: Limit, *events: Interrupt) -> Story:
    steps: list[Step] = [task("assess", "hospital", due, then="finish"), end("finish", "FULLFORT")]
    return Story(rules_of(steps, *events)).enrol()


def day_of(story: Story, step: str = "assess") -> date | None:
    due = story.open(step).due
    return due.day if due else None


# --- prolonged --------------------------------------------------------------------------------


def test_a_limit_is_prolonged_with_a_reason_as_often_as_it_may_be() -> None:
    story = assessing(movable("10 days"))
    longer = c.ExtendLimit(obligation=ASSESS, reason="Venter på prøvesvar")
    assert day_of(story) == date(2026, 3, 12)

    extended = only(e.LimitExtended, story.do(longer))
    assert (extended.reason, day_of(story)) == ("Venter på prøvesvar", date(2026, 3, 19))
    story.do(longer)
    assert day_of(story) == date(2026, 3, 26)

    refusal = story.refused(longer)
    assert (refusal.code, refusal.facts["why"]) == ("cannot-be-extended", "too-often")
    assert fold(story.events) == story.pathway


def test_a_prolonged_limit_says_what_it_was_before() -> None:
    story = assessing(movable("10 days"))

    story.do(c.ExtendLimit(obligation=ASSESS, reason="x"))

    due = story.open("assess").due
    assert due is not None
    assert due.reason.extended
    assert due.reason.then is not None
    assert str(due.reason.then.duration) == "10 days"


def test_what_was_to_strike_before_the_old_limit_strikes_before_the_new() -> None:
    story = assessing(movable("10 days"))
    story.do(c.ExtendLimit(obligation=ASSESS, reason="x"))

    assert story.wake("2026-03-13") == ()
    assert kinds(story.wake("2026-03-18 12:00")) == ["ReminderDue"]
    assert kinds(story.wake("2026-03-30")) == ["DeadlinePassed", "Escalated"]


def test_a_limit_is_prolonged_after_it_was_let_pass_and_is_then_not_overdue() -> None:
    story = assessing(movable("10 days"))
    story.wake("2026-03-16")
    assert story.standing().obligations[0].stuck is StuckCause.OVERDUE

    story.do(c.ExtendLimit(obligation=ASSESS, reason="x"))

    assert story.standing().obligations[0].stuck is None


def test_a_corrected_date_keeps_the_extension() -> None:
    story = assessing(replace(movable("10 days"), until=limit("10 days", CLOCK).until))
    story.do(c.ExtendLimit(obligation=ASSESS, reason="x"))

    story.do(c.CorrectDate(name="diagnosed", value=date(2026, 2, 27)))

    assert day_of(story) == date(2026, 3, 16)


def test_without_a_reason_or_where_the_definition_says_nothing_it_is_refused() -> None:
    story = assessing(movable("10 days"))
    assert story.refused(c.ExtendLimit(obligation=ASSESS, reason=" ")).code == "reason-missing"

    other = assessing(limit("10 days"))
    refusal = other.refused(c.ExtendLimit(obligation=ASSESS, reason="x"))
    assert (refusal.code, refusal.facts["why"]) == ("cannot-be-extended", "not-allowed")


# --- stopped ----------------------------------------------------------------------------------


def test_a_limit_moves_by_the_days_its_clock_stood_still() -> None:
    story = assessing(movable("10 days"))

    only(e.ClockStopped, story.on("2026-03-04").do(STOP))
    assert day_of(story) is None
    assert story.wake("2026-04-04") == ()
    only(e.ClockStarted, story.on("2026-04-06").do(c.StartClock(obligation=ASSESS)))

    assert day_of(story) == date(2026, 4, 14)
    due = story.open("assess").due
    assert due is not None
    assert due.reason.stops == ((at("2026-03-04"), at("2026-04-06")),)
    assert fold(story.events) == story.pathway


def test_twice_stopped_moves_twice_and_stopping_what_is_stopped_changes_nothing() -> None:
    story = assessing(movable("10 days"))
    start = c.StartClock(obligation=ASSESS)

    assert story.do(start) == ()
    story.on("2026-03-03").do(STOP)
    assert story.do(STOP) == ()
    story.on("2026-03-05").do(start)
    assert story.do(start) == ()
    story.on("2026-03-10").do(STOP)
    story.on("2026-03-11").do(start)

    assert day_of(story) == date(2026, 3, 15)


def test_a_stop_with_no_day_is_shown_until_somebody_starts_it() -> None:
    story = assessing(movable("10 days"))

    story.do(STOP)
    stands = story.on("2026-06-01").standing()

    assert stands.obligations[0].causes == (StuckCause.CLOCK_STOPPED,)
    assert not stands.healthy_silence


def test_a_stop_until_a_day_ends_itself_on_that_day_and_the_unit_is_told() -> None:
    story = assessing(movable("10 days"))
    story.do(c.StopClock(obligation=ASSESS, reason="x", until=date(2026, 3, 9)))
    assert story.standing().healthy_silence

    started = only(e.ClockStarted, story.wake("2026-03-12"))

    assert (started.at, started.by) == (at("2026-03-09 00:00"), "day")
    assert story.messages() == [("limit-moved", "ward")]
    assert day_of(story) == date(2026, 3, 19)


def test_time_that_passed_while_nobody_woke_the_pathway_is_the_same_story() -> None:
    stop = c.StopClock(obligation=ASSESS, reason="x", until=date(2026, 3, 9))
    awake, asleep = assessing(movable("10 days")), assessing(movable("10 days"))
    awake.do(stop)
    asleep.do(stop)

    for day in range(3, 31):
        awake.wake(f"2026-03-{day:02}")
    asleep.wake("2026-03-30")

    assert [event.at for event in awake.events] == [event.at for event in asleep.events]
    assert awake.pathway == asleep.pathway


def test_a_stop_told_late_takes_back_that_the_limit_was_let_pass() -> None:
    story = assessing(movable("10 days"))
    story.wake("2026-03-16")

    story.do(replace(STOP, effective=at("2026-03-10")))
    story.on("2026-03-18").do(c.StartClock(obligation=ASSESS))

    assert day_of(story) == date(2026, 3, 20)
    assert story.standing().obligations[0].stuck is None


@pytest.mark.parametrize(
    ("when", "effective", "code"),
    [
        ("2026-03-16", None, "cannot-be-stopped"),
        ("2026-03-04", "2026-03-01", "date-before-start"),
    ],
)
def test_a_clock_cannot_stop_when_it_did_not_run(
    when: str, effective: str | None, code: str
) -> None:
    story = assessing(movable("10 days")).on(when)

    refusal = story.refused(replace(STOP, effective=at(effective) if effective else None))

    assert refusal.code == code


def test_a_clock_cannot_start_before_it_stopped_or_stop_until_yesterday() -> None:
    story = assessing(movable("10 days")).on("2026-03-04")
    yesterday = c.StopClock(obligation=ASSESS, reason="x", until=date(2026, 3, 4))
    assert story.refused(yesterday).facts["field"] == "until"

    story.do(STOP)
    early = c.StartClock(obligation=ASSESS, effective=at("2026-03-03"))
    assert story.refused(early).code == "date-before-start"


def test_only_the_reasons_that_the_definition_lists_stop_the_clock() -> None:
    story = assessing(movable("10 days", stop_reasons={"patient-ill": text("Syk")}))

    assert story.refused(STOP).facts["why"] == "not-a-choice"
    story.do(c.StopClock(obligation=ASSESS, reason="patient-ill"))

    assert story.open("assess").stopped is not None


def test_a_corrected_date_while_the_clock_is_stopped_counts_when_it_goes_again() -> None:
    story = assessing(replace(movable("10 days"), until=limit("10 days", CLOCK).until))
    story.on("2026-03-04").do(STOP)

    assert kinds(story.do(c.CorrectDate(name="diagnosed", value=date(2026, 2, 27)))) == ["DateSet"]
    story.on("2026-03-06").do(c.StartClock(obligation=ASSESS))

    assert day_of(story) == date(2026, 3, 11)


def test_an_event_stops_the_clocks_it_names_and_another_lets_them_go() -> None:
    story = assessing(
        movable("10 days"),
        event("admitted", stop=("assess",)),
        event("discharged", restart=("assess",)),
    )

    stopped = only(e.ClockStopped, story.on("2026-03-04").report("admitted"))
    assert stopped.reason == "admitted"
    assert kinds(story.report("admitted")) == ["InterruptReported"]
    only(e.ClockStarted, story.on("2026-03-09").report("discharged"))

    assert day_of(story) == date(2026, 3, 17)
    assert story.messages() == [("limit-moved", "ward")]


def test_an_event_told_late_stops_a_clock_from_when_it_began() -> None:
    story = assessing(movable("10 days"), event("admitted", stop=("assess",)))
    story.on("2026-03-05")

    story.report("admitted", effective="2026-03-02 09:00")

    assert story.open("assess").stops[0].since == story.open("assess").started


def test_only_the_unit_that_is_awaited_moves_its_limit() -> None:
    story = offering(movable("2 days"))

    for command in (
        c.ExtendLimit(obligation="offer#1", reason="x"),
        c.StopClock(obligation="offer#1", reason="x"),
        c.StartClock(obligation="offer#1"),
    ):
        check_access(story.pathway, command, frozenset({"intake-a"}))
        with pytest.raises(CommandRefused, match="not-your-unit"):
            check_access(story.pathway, command, frozenset({"ward"}))


# --- handoffs ---------------------------------------------------------------------------------


def offering(accept: Limit, *, receipt: Limit | None = None) -> Story:
    steps: list[Step] = [
        handoff(
            "offer",
            ("hospital", "intake"),
            accept,
            {"accepted": out("finish"), "rejected": out("again")},
            delivered=receipt,
        ),
        task("again", "hospital", limit("1 day"), then="offer"),
        end("finish", "FULLFORT"),
    ]
    return Story(rules_of(steps)).enrol()


def test_a_receiver_that_takes_longer_tells_the_sender() -> None:
    story = offering(movable("2 days"))

    story.do(c.ExtendLimit(obligation="offer#1", reason="Mangler opplysninger"))

    assert story.messages() == [("limit-moved", "ward")]
    assert day_of(story, "offer") == date(2026, 3, 11)


def test_a_missing_receipt_is_told_though_the_receivers_clock_stands_still() -> None:
    story = offering(movable("5 days"), receipt=limit("1 day"))
    story.do(c.StopClock(obligation="offer#1", reason="x"))

    assert kinds(story.wake("2026-03-05")) == ["HandoffUndelivered"]


def test_a_clock_that_goes_again_the_moment_a_receipt_is_missing_keeps_the_order_of_rungs() -> None:
    story = offering(movable("5 days"), receipt=limit("1 day"))

    story.do(c.StopClock(obligation="offer#1", reason="x", until=date(2026, 3, 4)))

    schedule = story.open("offer").schedule
    assert {rung.at for rung in schedule} == {at("2026-03-04 00:00")}
    assert list(schedule) == sorted(schedule, key=rung_order)
    assert kinds(story.wake("2026-03-04 00:00")) == ["ClockStarted", "HandoffUndelivered"]


def test_an_offer_that_is_forwarded_has_a_new_clock_and_no_extension() -> None:
    story = offering(movable("2 days"))
    story.do(c.ExtendLimit(obligation="offer#1", reason="x"))
    story.on("2026-03-04").do(c.StopClock(obligation="offer#1", reason="x"))

    story.do(c.ForwardHandoff(obligation="offer#1", to="intake-b"))

    offer = story.open("offer")
    assert (offer.extended, offer.stops) == (0, ())
    assert day_of(story, "offer") == date(2026, 3, 6)


def test_a_question_is_not_prolonged_with_the_answers_limit() -> None:
    story = offering(movable("2 days"))
    story.do(c.ReturnHandoff(obligation="offer#1", question="Hvem?"))

    refusal = story.refused(c.ExtendLimit(obligation="offer#1", reason="x"))

    assert refusal.facts["why"] == "not-allowed"


# --- the hours of a party ---------------------------------------------------------------------


def open_from_eight() -> Rules:
    office = (OpeningHours(time(8), time(15, 30)),) * 5 + (None, None)
    steps: list[Step] = [
        task("assess", "hospital", limit("4 working hours"), then="finish"),
        end("finish", "FULLFORT"),
    ]
    parties = {**PARTIES, "hospital": replace(PARTIES["hospital"], hours=office)}
    return Rules(definition=replace(define(steps), parties=parties), directory=ADDRESS_BOOK)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-02 09:00", "2026-03-02 13:00"),
        ("2026-03-06 13:00", "2026-03-09 09:30"),
        ("2026-03-07 12:00", "2026-03-09 12:00"),
    ],
)
def test_a_party_with_its_own_hours_has_its_limits_by_them(now: str, due: str) -> None:
    story = Story(open_from_eight(), now=now).enrol(diagnosed="2026-03-01")

    found = story.open("assess").due
    assert found is not None
    assert found.at == at(due)
