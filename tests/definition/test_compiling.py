"""What a designer writes in short, the engine reads in full."""

from hjemover.calendar import Duration, Unit
from hjemover.definition import load_text
from hjemover.definition.models import (
    Amount,
    AnswerRef,
    DateRef,
    EndStep,
    HandoffStep,
    Limit,
    Moment,
    ParallelStep,
    PathwayDefinition,
    Recipient,
    Rounds,
    StartRef,
    Step,
    StepRef,
    TaskStep,
    WaitStep,
    WindowRef,
)
from hjemover.vocabulary import DeadlineClass
from tests.definition.good import BASE, FORMS


def compiled(old: str = "", new: str = "") -> PathwayDefinition:
    assert old in BASE
    loaded = load_text(BASE.replace(old, new, 1) if old else BASE, forms=FORMS)
    assert loaded.definition is not None, [str(problem) for problem in loaded.errors]
    return loaded.definition


def task(step: Step) -> TaskStep:
    assert isinstance(step, TaskStep)
    return step


def days(amount: int, unit: Unit = Unit.DAYS) -> Amount:
    return Amount(duration=Duration(amount, unit))


def test_a_step_with_only_then_has_the_one_outcome_done():
    talk = task(compiled().steps["talk"])

    assert {code: outcome.then for code, outcome in talk.outcomes.items()} == {"done": "send"}
    assert talk.outcomes["done"].label.nb == "Gjort"
    assert talk.register is not None
    assert (talk.register.code_set, talk.register.code, talk.register.verified) == (
        "NCMP", "WMFG11", False,
    )  # fmt: skip


def test_a_limit_counts_from_the_start_of_the_step_unless_it_says_otherwise():
    steps = compiled().steps

    assert task(steps["talk"]).due == Limit(until=Moment(of=StartRef(), offset=days(3, Unit.WEEKS)))
    due = task(steps["offer"]).due
    assert due is not None
    assert due.until == Moment(of=DateRef(name="clock"), offset=days(10))
    assert due.remind == (days(1),)
    assert due.escalate[0].after == days(3, Unit.WORKING_DAYS)
    assert due.escalate[0].to == (Recipient(party="hospital", role="lead"),)


def test_a_day_may_be_the_limit_itself_and_have_all_that_a_limit_has():
    due = task(
        compiled(
            "due: {within: 3 weeks}", "due: {of: told, class: legal, remind: 1 day before}"
        ).steps["talk"]
    ).due

    assert due is not None
    assert due.until == Moment(of=DateRef("told"))
    assert due.deadline_class is DeadlineClass.LEGAL
    assert due.remind == (days(1),)


def test_a_task_with_a_window_is_due_when_it_closes_and_has_the_class_of_its_number():
    second = task(compiled().steps["second-talk"])

    assert second.window == "second"
    assert second.due == Limit(
        until=Moment(of=WindowRef(window="second", edge="closes")),
        deadline_class=DeadlineClass.RECOMMENDED,
        remind=(days(1, Unit.WEEKS),),
    )


def test_a_task_with_a_window_and_no_due_has_the_limit_all_the_same():
    second = task(compiled("    due: {remind: 1 week before}\n", "").steps["second-talk"])

    assert second.due is not None
    assert second.due.until == Moment(of=WindowRef(window="second", edge="closes"))


def test_a_window_written_in_the_step_has_the_steps_name_and_its_own_start():
    inline = "window: {opens: {after: 1 day, of: start}, closes: {after: 3 weeks, of: start}}"
    definition = compiled("due: {within: 3 weeks}", inline)

    assert task(definition.steps["talk"]).window == "talk"
    window = definition.windows["talk"]
    assert window.name.nb == "Hold første samtale"
    assert window.opens == Moment(of=StepRef(step="talk", edge="started"), offset=days(1))


def test_a_window_may_be_planned_from_its_own_opening():
    plan = compiled().windows["second"].plan

    assert plan == Moment(
        of=WindowRef(window="second", edge="opens"),
        offset=days(3, Unit.WEEKS),
        direction="before",
    )


def test_a_wait_lasts_until_an_answer_and_else_a_time_from_its_start():
    wait = compiled().steps["ask-again"]

    assert isinstance(wait, WaitStep)
    assert wait.until == Moment(of=AnswerRef(field="again_on"))
    assert wait.otherwise == Moment(of=StartRef(), offset=days(4, Unit.WEEKS))
    assert wait.postponed
    assert wait.rounds == Rounds(at_most=2, then="send")


def test_a_wait_for_a_time_counts_from_its_start():
    wait = compiled("{until: again_on, else: 4 weeks}", "{for: 2 weeks}").steps["ask-again"]

    assert isinstance(wait, WaitStep)
    assert wait.until == Moment(of=StartRef(), offset=days(2, Unit.WEEKS))
    assert wait.otherwise is None


def test_a_field_of_a_named_step_can_be_waited_for():
    wait = compiled("until: again_on", "until: {after: 1 day, of: offer.again_on}").steps[
        "ask-again"
    ]

    assert isinstance(wait, WaitStep)
    assert wait.until == Moment(of=AnswerRef(field="again_on", step="offer"), offset=days(1))


def test_a_handoff_knows_who_has_how_long_and_what_goes_along():
    send = compiled().steps["send"]

    assert isinstance(send, HandoffStep)
    assert (send.sender, send.receiver, send.copies) == ("hospital", "intake", ("gp",))
    assert (send.consent, send.carries) == ("sharing", ("talk",))
    assert send.accept.until == Moment(of=StartRef(), offset=Amount(number="accept-within"))
    assert send.accept.deadline_class is DeadlineClass.LOCAL
    assert send.outcomes["accepted"].label.nb == "Mottatt"


def test_a_withdrawn_handoff_goes_the_way_of_a_rejected_one_unless_it_says_otherwise():
    send = compiled().steps["send"]
    said = compiled("objected: tell-gp", "objected: tell-gp\n      withdrawn: tell-gp").steps[
        "send"
    ]

    assert isinstance(send, HandoffStep)
    assert isinstance(said, HandoffStep)
    assert send.outcomes["withdrawn"].then == "find-receiver"
    assert send.outcomes["withdrawn"].ask == {}
    assert said.outcomes["withdrawn"].then == "tell-gp"


def test_what_an_outcome_asks_is_required_and_what_a_form_asks_is_not():
    definition = compiled()

    asked = task(definition.steps["offer"]).outcomes["declined"].ask["scope"]
    assert asked.required
    assert (asked.type, asked.label.nb) == ("choice", "Hva det gjelder")
    assert {code: text.nb for code, text in asked.choices.items()} == {
        "this-talk": "Denne samtalen",
        "whole-pathway": "Hele forløpet",
    }
    assert not definition.forms["needs"].fields["distress"].required
    assert definition.forms["needs"].fields["distress"].at_most == 10


def test_a_name_in_the_file_wins_over_the_built_in_word():
    definition = compiled(
        "yes: joined", "yes: {name: {nb: Ønsker, nn: Ønskjer, en: Yes}, then: joined}"
    )

    assert task(definition.steps["consider-plan"]).outcomes["yes"].label.nb == "Ønsker"
    assert task(definition.steps["consider-plan"]).outcomes["no"].label.nb == "Nei"


def test_branches_are_named_or_one_for_each_row():
    steps = compiled().steps

    both, each = steps["both"], steps["each-need"]
    assert isinstance(both, ParallelStep)
    assert isinstance(each, ParallelStep)
    assert (both.branches, both.join) == ({"visit": "home-visit", "plan": "consider-plan"}, "all")
    assert (each.each, each.start, each.branches) == ("second-talk.needs", "offer-need", {})
    assert both.label.nb == "Parallelle grener"


def test_an_end_is_called_what_its_outcome_is_called():
    end = compiled().steps["finished"]

    assert isinstance(end, EndStep)
    assert (end.outcome, end.label.en, end.silent) == ("FULLFORT", "Completed", False)


def test_events_have_their_effects():
    events = compiled().events

    assert (events["death"].close, events["death"].silent) == ("DOD", True)
    assert events["death"].tell == (Recipient(party="nurse"),)
    assert events["told"].set_dates == {"told": "told_on"}
    assert events["too-ill"].pause_until == "review_on"
    assert events["objects"].consent == {"sharing": "objected"}
    assert events["moved"].readdress == ("intake", "nurse")
    assert events["better"].resume


def test_numbers_are_durations_or_plain_and_may_be_overridden():
    override = "{region: vest, from: 2026-05-01, value: 3 working days}"
    numbers = compiled(
        "verified: false}\n  opens", f"verified: false, overrides: [{override}]}}\n  opens"
    ).numbers

    assert numbers["accept-within"].value == Duration(2, Unit.WORKING_DAYS)
    (vest,) = numbers["accept-within"].overrides
    assert (vest.scope, vest.id) == ("region", "vest")
    assert vest.value == Duration(3, Unit.WORKING_DAYS)
    assert numbers["high"].value == 4
    assert numbers["opens"].verified
