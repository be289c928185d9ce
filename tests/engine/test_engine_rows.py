"""One branch for each row of a list: what is done for one row is never taken for another's."""

from msgspec.structs import replace

from hjemover.calendar import local_day
from hjemover.definition.models import Field, Measure, Party, StepRef
from hjemover.engine import Rules
from hjemover.engine import commands as c
from hjemover.engine.evolve import fold
from hjemover.engine.measuring import PairBegun, PairEnded, measured
from hjemover.engine.state import Obligation
from tests.engine.definitions import (
    ADDRESS_BOOK,
    JOINED,
    ask,
    choose,
    define,
    each,
    end,
    handoff,
    limit,
    out,
    task,
    text,
)
from tests.engine.story import Story, at

RECEIVERS = Field(
    type="list",
    label=text("Mottakere"),
    columns={"receiver": Field(type="unit", label=text("Mottaker"), required=True)},
)
STEPS = [
    task(
        "register",
        "hospital",
        limit("2 working days"),
        outcomes={"done": out("send-out", {"receivers": RECEIVERS})},
    ),
    each("send-out", "close-case", "register.receivers", "send"),
    handoff(
        "send",
        ("hospital", "receiver"),
        limit("2 working days"),
        {"accepted": out("handle"), "rejected": out("find-another")},
    ),
    task(
        "find-another",
        "hospital",
        limit("1 working day"),
        outcomes={"sent": out("send", ask(receiver="unit"))},
    ),
    task(
        "handle",
        "receiver",
        limit("4 weeks", StepRef(step="send", edge="done")),
        outcomes={"done": out("sort", ask(cause="known|unknown")), "asks": out("explain")},
    ),
    task("explain", "hospital", limit("1 working day"), then="handle"),
    choose("sort", JOINED, learn='handle.cause == "known" && outcome.handle == "done"'),
    task("learn", "receiver", limit("2 weeks"), then=JOINED),
    task("close-case", "hospital", limit("1 week"), then="finish"),
    end("finish", "FULLFORT"),
]
DEFINITION = define(STEPS)
RECEIVER = Party(name=text("Mottakeren"), service="item.receiver")
RULES = Rules(
    definition=replace(DEFINITION, parties={**DEFINITION.parties, "receiver": RECEIVER}),
    directory=ADDRESS_BOOK,
)


def sent_to(*receivers: str) -> Story:
    """A case that has been sent to each of *receivers*, on Monday 2 March."""
    story = Story(RULES).enrol()
    story.complete("register", receivers=[{"receiver": one} for one in receivers])
    return story


def accept_as(story: Story, unit: str) -> None:
    offer = next(one for one in story.all_open("send") if one.awaits == unit)
    story.do(c.AcceptHandoff(obligation=offer.id, person="kari"))


def of(story: Story, step: str, unit: str) -> Obligation:
    """What is open at *step* in the branch of *unit*'s row."""
    [found] = [one for one in story.all_open(step) if one.item["receiver"] == unit]
    return found


def done(story: Story, step: str, unit: str, outcome: str = "done", **answers: str) -> None:
    command = c.CompleteTask(
        obligation=of(story, step, unit).id, outcome=outcome, answers=dict(answers)
    )
    story.do(command)


def due(story: Story, step: str, unit: str) -> str:
    found = of(story, step, unit).due
    assert found is not None
    return local_day(at(found.day.isoformat())).isoformat()


def test_a_row_may_name_the_unit_itself() -> None:
    story = sent_to("intake-a", "physio-a")
    assert {one.awaits for one in story.all_open("send")} == {"intake-a", "physio-a"}


def test_each_receivers_limit_counts_from_its_own_yes() -> None:
    story = sent_to("intake-a", "intake-b")
    accept_as(story, "intake-a")
    story.on("2026-03-11")
    accept_as(story, "intake-b")

    done(story, "handle", "intake-a", "asks")
    done(story, "explain", "intake-a")

    assert due(story, "handle", "intake-a") == "2026-03-30"
    assert due(story, "handle", "intake-b") == "2026-04-08"


def test_a_rule_reads_what_its_own_row_answered_and_not_what_another_did() -> None:
    story = sent_to("intake-a", "intake-b")
    accept_as(story, "intake-a")
    accept_as(story, "intake-b")

    done(story, "handle", "intake-a", cause="known")
    done(story, "handle", "intake-b", cause="unknown")

    assert [one.holder for one in story.all_open("learn")] == ["intake-a"]


def test_a_row_that_has_not_answered_knows_nothing_of_what_another_row_did() -> None:
    story = sent_to("intake-a", "intake-b")
    accept_as(story, "intake-a")
    story.on("2026-03-11")
    # Nobody has taken it for this row yet, so its own clock has not begun.
    [offer] = story.all_open("send")
    story.do(c.RejectHandoff(obligation=offer.id, reason="Feil enhet"))
    done(story, "find-another", "intake-b", "sent", receiver="owner-b")
    story.on("2026-03-12")
    accept_as(story, "owner-b")

    assert due(story, "handle", "intake-b") == "2026-04-09"


def test_another_unit_chosen_in_one_branch_is_for_that_branch_only() -> None:
    story = sent_to("intake-a", "intake-b")
    story.do(c.RejectHandoff(obligation=story.all_open("send")[0].id, reason="Feil enhet"))

    done(story, "find-another", "intake-a", "sent", receiver="physio-a")

    assert {one.awaits for one in story.all_open("send")} == {"physio-a", "intake-b"}
    accept_as(story, "physio-a")
    assert of(story, "handle", "intake-a").holder == "physio-a"


def test_a_unit_that_nobody_knows_cannot_be_chosen() -> None:
    story = sent_to("intake-a")
    story.do(c.RejectHandoff(obligation=story.open("send").id, reason="Feil enhet"))

    refusal = story.refused(
        c.CompleteTask(
            obligation=story.open("find-another").id,
            outcome="sent",
            answers={"receiver": "ingen"},
        )
    )
    assert refusal.code == "unknown-unit"


def test_a_corrected_answer_is_the_rows_own_as_well() -> None:
    story = sent_to("intake-a", "intake-b")
    accept_as(story, "intake-a")
    done(story, "handle", "intake-a", cause="known")

    story.do(c.CorrectAnswer(step="handle", field="cause", value="unknown", reason="Feil"))

    assert {
        answers["cause"] for name, answers in story.pathway.answers.items() if "handle" in name
    } == {"unknown"}


def test_when_all_rows_are_done_the_latest_is_what_counts_and_nothing_more_is_kept() -> None:
    story = sent_to("intake-a", "intake-b")
    for unit in ("intake-a", "intake-b"):
        accept_as(story, unit)
        done(story, "handle", unit, cause="unknown")

    assert story.steps == {"close-case"}
    assert story.pathway.done["handle"].unit == "intake-b"
    kept = {**story.pathway.answers, **story.pathway.done, **story.pathway.started}
    assert [name for name in kept if "@send-out" in name] == []


def test_the_journal_tells_the_rows_apart_as_well() -> None:
    story = sent_to("intake-a", "intake-b")
    accept_as(story, "intake-a")
    done(story, "handle", "intake-a", cause="known")

    assert fold(story.events) == story.pathway


def test_each_row_is_measured_by_its_own_pair() -> None:
    answered = Measure(
        name=text("Svar"),
        kind="share",
        begins=("send.started",),
        ends=("handle.done",),
        source="proposal",
        verified=False,
    )
    whole = replace(answered, begins=("register.done",), ends=("handle.done",))
    closed = replace(answered, ends=("close-case.done",))
    definition = replace(
        RULES.definition, measures={"answered": answered, "first": whole, "closed": closed}
    )
    story = sent_to("intake-a", "intake-b")
    for unit in ("intake-a", "intake-b"):
        accept_as(story, unit)
    done(story, "handle", "intake-b", cause="unknown")

    found = list(measured(definition, None, story.events, 1))

    begun = [one.row for one in found if isinstance(one, PairBegun) and one.measure == "answered"]
    ended = [one.row for one in found if isinstance(one, PairEnded) and one.measure == "answered"]
    assert begun == ["send-out#1/1", "send-out#1/2"]
    assert ended == ["send-out#1/2"]
    assert {one.row for one in found if isinstance(one, PairBegun) and one.measure == "first"} == {
        ""
    }
