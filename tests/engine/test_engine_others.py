"""The patient's other pathways in conditions: an argument of the decision, kept with it."""

from datetime import date, timedelta

from msgspec.structs import replace

from hjemover.engine import Rules
from hjemover.engine import events as e
from hjemover.engine.others import Others
from tests.engine.definitions import ADDRESS_BOOK, after, choose, define, end, limit, task, wait
from tests.engine.story import Story, at, only

CONDITION = (
    "others.open.kreft_hjem > 0 && others.days_since.utskriving >= 0"
    " && others.days_since.utskriving <= 30 && others.services >= 2"
)


def story_of(others: Others) -> Story:
    definition = define(
        [
            wait("first", "which", otherwise=after("5 days"), party="hospital"),
            choose("which", "plain", review=CONDITION),
            task("review", "hospital", limit("1 day"), then="over"),
            task("plain", "hospital", limit("1 day"), then="over"),
            end("over", "FULLFORT"),
        ]
    )
    return Story(Rules(definition=definition, directory=ADDRESS_BOOK, others=others)).enrol()


BUSY = Others(
    open={"kreft-hjem": ("p7",), "psykisk-helse": ("p8", "p9")},
    closed={"utskriving": 2},
    closed_at={"utskriving": at("2026-02-10")},
    services=3,
    read=at("2026-03-02"),
)


def test_a_patient_with_much_at_once_takes_another_way_and_what_was_read_is_kept() -> None:
    story = story_of(BUSY)

    decided = only(e.DecisionTaken, story.wake("2026-03-07"))

    assert decided.then == "review"
    assert decided.inputs == {
        "others.open.kreft_hjem": 1,
        "others.days_since.utskriving": 25,
        "others.services": 3,
    }


def test_days_since_are_counted_to_when_it_was_decided_not_to_when_the_clock_came_back() -> None:
    story = story_of(BUSY)

    decided = only(e.DecisionTaken, story.wake("2026-03-25"))

    assert decided.inputs["others.days_since.utskriving"] == 25
    assert decided.then == "review"


def test_a_patient_with_nothing_else_has_none_of_anything() -> None:
    story = story_of(Others())

    decided = only(e.DecisionTaken, story.wake("2026-03-09"))

    assert decided.then == "plain"
    assert decided.inputs["others.open.kreft_hjem"] == 0
    assert decided.inputs["others.days_since.utskriving"] == -1


def test_the_same_others_give_the_same_decision_and_other_others_another() -> None:
    calm = replace(BUSY, closed_at={"utskriving": at("2026-02-10") - timedelta(days=30)})

    story = story_of(calm)

    assert only(e.DecisionTaken, story.wake("2026-03-09")).then == "plain"


def test_they_are_counted_in_whole_days_in_oslo() -> None:
    late = Others(closed_at={"x": at("2026-03-01 23:30")})

    assert late.facts(at("2026-03-02 00:30"))["days_since"] == {"x": 1}
    assert Others().facts(at("2026-03-02"))["open_count"] == 0
    assert date(2026, 3, 2)
