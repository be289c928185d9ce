"""What other systems tell of, and what they fail to tell: events that strike by themselves."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import (
    AbsentOccurrence,
    Amount,
    Beginning,
    Condition,
    Field,
    Interrupt,
    Occurrence,
)
from hjemover.engine import Rules, next_wakeup, timers
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.occurrences import beginning, dates_of
from hjemover.engine.others import Others
from hjemover.vocabulary import RungKind
from tests.engine.definitions import (
    ADDRESS_BOOK,
    amount,
    define,
    end,
    event,
    limit,
    task,
    text,
    told,
)
from tests.engine.story import Story, at, every, only

OCCURRENCES = {
    "measured": Occurrence(data={"value": Field(type="number", label=text("Verdi"))}),
    "admitted": Occurrence(
        data={
            "acute": Field(type="yes-no", label=text("Akutt")),
            "since": Field(type="date", label=text("Siden")),
        }
    ),
}


def within(said: str) -> Amount:
    return amount(said)


def story_of(*events: Interrupt, others: Others | None = None) -> Story:
    definition = replace(
        define(
            [
                task("monitor", "hospital", None, then="over"),
                task("call", "hospital", limit("1 day"), then="monitor"),
                end("over", "FULLFORT"),
            ],
            events=[
                *events,
                event("ended", goto="call"),
                event("death", close="DOD", silent=True),
            ],
        ),
        occurrences=OCCURRENCES,
    )
    rules = Rules(definition=definition, directory=ADDRESS_BOOK, others=others or Others())
    return Story(rules).enrol()


def tell(
    story: Story, what: str, when: str | None = None, **data: object
) -> tuple[e.AnyEvent, ...]:
    return story.do(
        c.TellOccurrence(
            occurrence=what,
            told="x",
            data=data,  # type: ignore[arg-type] # answers
            effective=at(when) if when else None,
        )
    )


SILENT = event(
    "silent",
    absence=AbsentOccurrence(occurrence="measured", within=within("3 days"), during="monitor"),
    goto="call",
)
BACK = event("back", on="admitted", when=Condition(source="occurrence.acute"), goto="call")


# --- told ---------------------------------------------------------------------------------------


def test_an_event_strikes_when_it_is_told_of_and_its_condition_is_true() -> None:
    story = story_of(BACK)

    facts = tell(story, "admitted", acute=True)

    assert only(e.OccurrenceTold, facts).data == {"acute": True}
    assert only(e.InterruptReported, facts).event == "back"
    assert story.steps == {"call"}


def test_it_does_not_strike_when_the_condition_is_not_true_but_it_is_noted() -> None:
    story = story_of(BACK)

    facts = tell(story, "admitted", acute=False)

    assert every(e.InterruptReported, facts) == []
    assert story.pathway.occurrences == {"admitted": story.now}


def test_what_is_told_answers_what_the_event_asks() -> None:
    ask = {"since": Field(type="date", label=text("Siden"))}
    story = story_of(event("back", on="admitted", ask=ask, set_dates={"told": "since"}))

    tell(story, "admitted", since="2026-02-20")

    assert story.pathway.dates["told"] == date(2026, 2, 20)
    assert story.pathway.answers["@back"] == {"since": "2026-02-20"}


def test_it_strikes_when_it_was_so_though_it_is_told_late() -> None:
    story = story_of(BACK).on("2026-03-10")

    facts = tell(story, "admitted", "2026-03-05 14:00", acute=True)

    assert only(e.InterruptReported, facts).at == at("2026-03-05 14:00")


def test_what_was_before_the_pathway_or_after_it_changes_nothing() -> None:
    story = story_of(BACK).on("2026-03-10")
    assert tell(story, "admitted", "2026-02-01", acute=True) == ()
    story.report("death")

    assert tell(story, "admitted", acute=True) == ()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.TellOccurrence(occurrence="unheard"), "unknown-event"),
        (c.TellOccurrence(occurrence="admitted", data={"acute": "kanskje"}), "answer-invalid"),
        (c.TellOccurrence(occurrence="admitted", effective=at("2027-01-01")), "date-in-future"),
    ],
)
def test_what_cannot_be_so_is_refused(command: c.TellOccurrence, code: str) -> None:
    assert story_of(BACK).refused(command).code == code


# --- not told -----------------------------------------------------------------------------------


def test_silence_strikes_at_the_end_of_its_days() -> None:
    story = story_of(SILENT)

    facts = story.wake("2026-03-09")

    noticed = only(e.AbsenceNoticed, facts)
    assert (noticed.obligation, noticed.occurrence) == ("monitor#1", "measured")
    assert noticed.at == at("2026-03-06 00:00")
    assert only(e.InterruptReported, facts).at == noticed.at
    assert story.steps == {"call"}


def test_each_time_it_is_told_of_the_days_begin_anew() -> None:
    story = story_of(SILENT)
    tell(story.on("2026-03-04"), "measured", value=7)
    assert every(e.InterruptReported, story.wake("2026-03-07 12:00")) == []

    assert only(e.AbsenceNoticed, story.wake("2026-03-08 01:00")).at == at("2026-03-08 00:00")


def test_what_is_told_late_does_not_bring_the_day_closer() -> None:
    story = story_of(SILENT)
    tell(story.on("2026-03-04"), "measured")
    before = next_wakeup(story.pathway)

    assert every(e.AbsenceWatched, tell(story, "measured", "2026-03-02 10:00")) == []
    assert next_wakeup(story.pathway) == before


def test_it_strikes_once_until_it_is_told_of_again() -> None:
    again = event(
        "silent",
        absence=AbsentOccurrence(occurrence="measured", within=within("3 days"), during="monitor"),
        tell=told("hospital"),
    )
    story = story_of(again)
    assert len(every(e.AbsenceNoticed, story.wake("2026-04-30"))) == 1
    tell(story, "measured")

    assert len(every(e.AbsenceNoticed, story.wake("2026-06-30"))) == 1


def test_nobody_waits_for_it_when_the_step_is_not_open() -> None:
    story = story_of(SILENT)
    story.report("ended")

    assert every(e.AbsenceNoticed, story.wake("2026-03-30")) == []
    assert all(timer.kind is not RungKind.ABSENT for timer in timers(story.pathway))


def test_it_is_a_timer_of_its_own_and_the_step_is_not_without_time() -> None:
    story = story_of(SILENT)

    (timer,) = timers(story.pathway)

    assert (timer.kind, timer.obligation) == (RungKind.ABSENT, "monitor#1")
    assert next_wakeup(story.pathway) == timer.at
    assert story.standing().obligations[0].causes == ()


def test_an_outage_gives_the_same_story_as_none() -> None:
    awake, asleep = story_of(SILENT), story_of(SILENT)
    for day in range(3, 30):
        awake.wake(f"2026-03-{day:02} 13:00")
    asleep.wake("2026-03-29 13:00")

    assert awake.pathway == asleep.pathway
    assert [(one.at, type(one)) for one in awake.events] == [
        (one.at, type(one)) for one in asleep.events
    ]


def test_what_never_comes_and_leads_back_to_itself_comes_to_a_stop() -> None:
    at_once = event(
        "silent",
        absence=AbsentOccurrence(occurrence="measured", within=within("0 hours"), during="monitor"),
        goto="monitor",
    )
    story = story_of(at_once)

    story.wake("2026-03-03")

    assert [one.kind.value for one in story.pathway.obligations.values()] == ["repair"]


# --- begun --------------------------------------------------------------------------------------

RULE = Beginning(
    on="admitted",
    when=Condition(source="occurrence.acute && others.open_count == 0"),
    of="utskriving",
    after=within("8 hours"),
    within=within("30 days"),
    set_dates={"diagnosed": "occurred", "told": "since"},
)


def begins(others: Others, when: str, **data: object) -> bool:
    definition = replace(define([end("over", "FULLFORT")]), occurrences=OCCURRENCES, begins=(RULE,))
    rules = Rules(definition=definition, directory=ADDRESS_BOOK, others=others)
    return beginning(rules, "admitted", data, at(when)) is not None  # type: ignore[arg-type] # answers


HOME = Others(closed={"utskriving": 1}, closed_at={"utskriving": at("2026-03-01 12:00")})


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("2026-03-01 19:59", False),
        ("2026-03-01 20:00", True),
        ("2026-03-31 23:59", True),
        ("2026-04-01 00:00", False),
        ("2026-02-28 12:00", False),
    ],
)
def test_a_readmission_is_from_eight_hours_to_thirty_days_after(when: str, wanted: bool) -> None:
    assert begins(HOME, when, acute=True) is wanted


def test_a_patient_who_is_on_it_already_does_not_begin_again() -> None:
    assert not begins(replace(HOME, open={"try-out": ("p9",)}), "2026-03-05", acute=True)


@pytest.mark.parametrize("data", [{"acute": False}, {}])
def test_only_what_the_rule_asks_for_begins_it(data: dict[str, object]) -> None:
    assert not begins(HOME, "2026-03-05", **data)


def test_who_never_left_cannot_come_back() -> None:
    assert not begins(Others(), "2026-03-05", acute=True)


def test_the_new_pathway_begins_with_the_dates_that_were_told() -> None:
    assert dates_of(RULE, {"since": "2026-02-03"}, at("2026-03-05")) == {
        "diagnosed": date(2026, 3, 5),
        "told": date(2026, 2, 3),
    }
