"""Codes that somebody must register elsewhere: when, by whom, and as they were that day."""

from datetime import date

from msgspec.structs import replace

from hjemover.definition.models import DatedCode, Outcome, Registration, Registrations
from hjemover.engine import events as e
from tests.engine.definitions import end, event, handoff, limit, out, task, text
from tests.engine.story import Story, every, rules_of

DATED = Registration(
    code_set="lokal",
    code="",
    verified=True,
    by_date=(
        DatedCode(valid_from=date(2019, 1, 1), code="GAMMEL", verified=True),
        DatedCode(valid_from=date(2026, 4, 1), code="NY", verified=False),
    ),
)


def code(written: str, at: str = "done") -> Registration:
    return Registration(code_set="NPR", code=written, verified=True, at=at)  # type: ignore[arg-type] # started or done


def told(facts: object) -> list[tuple[str, str, str]]:
    """(step, unit, code) of each code that is to be registered."""
    return [(one.step, one.unit, one.code) for one in every(e.CodeToRegister, facts)]  # type: ignore[arg-type] # facts


def coded(name: str, *register: Registration) -> Outcome:
    return Outcome(label=text(name), then=name, register=register)


def story_of(ready: Registrations, *, now: str = "2026-03-02") -> Story:
    steps = [
        task("ready", "hospital", limit("1 day"), then="ask", register=ready),
        replace(
            handoff(
                "ask",
                ("hospital", "intake"),
                limit("1 day", expire=True),
                {
                    "accepted": coded("home", code("7")),
                    "rejected": coded("ready", code("6")),
                    "expired": coded("ready", code("X")),
                    "withdrawn": out("ready"),
                },
            ),
            register=code("3", "started"),
        ),
        replace(end("home", "FULLFORT"), register=code("E", "started")),
    ]
    rules = rules_of(steps, event("ill", goto="ready", register=code("4")))
    return Story(rules, now).enrol()


def test_a_step_may_have_a_code_for_its_beginning_and_one_for_its_end() -> None:
    story = story_of((code("1", "started"), code("2")))

    assert told(story.events) == [("ready", "ward", "1")]
    assert told(story.complete("ready")) == [("ready", "ward", "2"), ("ask", "ward", "3")]


def test_the_answer_to_a_handoff_has_the_code_of_its_outcome() -> None:
    story = story_of(None)
    story.complete("ready")

    assert told(story.accept("ask")) == [("ask", "intake-a", "7"), ("home", "intake-a", "E")]
    assert isinstance(story.events[-1], e.PathwayClosed)


def test_an_offer_that_ran_out_has_the_code_of_its_outcome() -> None:
    story = story_of(None)
    story.complete("ready")

    assert told(story.wake("2026-03-10")) == [("ask", "ward", "X")]


def test_an_event_has_a_code_of_its_own() -> None:
    story = story_of(None)

    assert told(story.report("ill")) == [("event:ill", "ward", "4")]


def test_late_registration_gets_the_code_that_was_in_force_then() -> None:
    before, after = story_of(DATED, now="2026-03-30"), story_of(DATED, now="2026-03-30")

    late = before.on("2026-04-02").complete("ready", effective="2026-03-31")

    assert told(late)[0][2] == "GAMMEL"
    assert told(after.on("2026-04-02").complete("ready"))[0][2] == "NY"


def test_before_its_first_code_a_set_has_nothing_to_register() -> None:
    young = replace(DATED, by_date=DATED.by_date[1:])

    assert told(story_of(young).complete("ready")) == [("ask", "ward", "3")]
