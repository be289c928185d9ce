"""A step that is another pathway: begun, joined or skipped; waited for or not; and how it ended."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import DateRef, Field, Outcome, SubpathwayStep
from hjemover.engine import Rules, timers
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.others import Others
from hjemover.engine.subpathways import MAX_DEPTH
from hjemover.vocabulary import ObligationKind, StuckCause
from tests.engine.definitions import (
    ADDRESS_BOOK,
    define,
    end,
    event,
    limit,
    task,
    text,
)
from tests.engine.story import Story, at, every, kinds, only

CHILDREN = Field(
    type="list",
    label=text("Barn"),
    columns={"born": Field(type="date", label=text("Født"))},
)


def sub(**more: object) -> SubpathwayStep:
    known = {
        "id": "pain",
        "label": text("Smerte"),
        "pathway": "smerte",
        "dates": {"since": DateRef("diagnosed"), "unknown": DateRef("surgery")},
        "due": limit("5 days", escalate=(("1 day", ("hospital.lead",)),)),
        "outcomes": {"SMERTEFRI": "well", "AVBRUTT": "ill"},
        "otherwise": "other",
    }
    return SubpathwayStep(**(known | more))  # type: ignore[arg-type] # keywords of SubpathwayStep


def story_of(step: SubpathwayStep, others: Others | None = None, *, enrol: bool = True) -> Story:
    first = task(
        "first",
        "hospital",
        limit("5 days"),
        outcomes={"done": Outcome(label=text("d"), then="pain", ask={"kids": CHILDREN})},
    )
    steps = [
        first,
        step,
        *(task(name, "hospital", limit("5 days"), then="over") for name in ("well", "ill")),
        task("other", "hospital", limit("5 days"), then="over"),
        end("over", "FULLFORT"),
    ]
    definition = define(steps, events=[event("death", close="DOD"), event("back", goto="first")])
    rules = Rules(definition=definition, directory=ADDRESS_BOOK, others=others or Others())
    story = Story(rules)
    return story.enrol() if enrol else story


def over(child: str, outcome: str, when: str | None = None) -> c.EndSubpathway:
    return c.EndSubpathway(child=child, outcome=outcome, effective=at(when) if when else None)


def test_a_new_pathway_begins_and_this_one_waits_for_it() -> None:
    story = story_of(sub())

    facts = story.complete("first")

    waiting = story.open("pain")
    assert (waiting.kind, waiting.holder) == (ObligationKind.SUBPATHWAY, "ward")
    assert waiting.rests
    spawned = only(e.PathwaySpawned, facts)
    assert (spawned.definition, spawned.ref, spawned.step) == ("smerte", "p1-2", "pain")
    assert spawned.dates == {"since": date(2026, 3, 2)}
    assert spawned.parties == {"hospital": "ward"}
    assert kinds(facts)[-2:] == ["SubpathwayStarted", "PathwaySpawned"]


@pytest.mark.parametrize(
    ("outcome", "then"), [("SMERTEFRI", "well"), ("AVBRUTT", "ill"), ("DOD", "other")]
)
def test_what_it_ended_as_chooses_the_way(outcome: str, then: str) -> None:
    story = story_of(sub())
    story.complete("first")

    facts = story.do(over("p1-2", outcome))

    assert only(e.SubpathwayEnded, facts).outcome == outcome
    assert story.steps == {then}
    assert story.pathway.done["pain"].outcome == outcome


def test_the_end_is_told_once_however_often_it_comes() -> None:
    story = story_of(sub())
    story.complete("first")
    story.do(over("p1-2", "SMERTEFRI"))

    assert story.do(over("p1-2", "SMERTEFRI")) == ()
    assert story.do(over("p9", "SMERTEFRI")) == ()


def test_the_end_of_one_that_nobody_waits_for_any_more_changes_nothing() -> None:
    left, dead = story_of(sub()), story_of(sub())
    for story, what in ((left, "back"), (dead, "death")):
        story.complete("first")
        story.report(what)

    assert left.do(over("p1-2", "SMERTEFRI")) == ()
    assert dead.do(over("p1-2", "SMERTEFRI")) == ()


def test_what_ended_before_the_limit_was_in_time_though_it_is_told_after() -> None:
    story = story_of(sub())
    story.complete("first")

    facts = story.on("2026-03-20").do(over("p1-2", "SMERTEFRI", "2026-03-05 12:00"))

    assert only(e.SubpathwayEnded, facts).at == at("2026-03-05 12:00")
    mine = [one for one in every(e.DeadlinePassed, facts) if one.obligation == "pain#1"]
    assert mine == []


def test_one_that_takes_too_long_is_told_of_and_may_be_left_by_hand() -> None:
    story = story_of(sub())
    story.complete("first")

    story.wake("2026-03-12")

    assert story.standing().obligations[0].causes == (StuckCause.SUBPATHWAY_LATE,)
    assert ("escalation", "ward") in [(one.message, one.unit) for one in story.entries]
    story.do(c.ChooseWay(obligation="pain#1", step="well", reason="venter ikke lenger"))
    assert story.steps == {"well"}
    assert story.do(over("p1-2", "AVBRUTT")) == ()


def test_without_a_limit_it_is_not_stuck_for_the_other_has_time_of_its_own() -> None:
    story = story_of(sub(due=None))
    story.complete("first")

    assert story.standing().obligations[0].causes == ()
    assert timers(story.pathway) == ()


def test_this_one_may_go_on_without_waiting() -> None:
    story = story_of(sub(waits=False, due=None, outcomes={}))

    facts = story.complete("first")

    assert only(e.PathwaySpawned, facts).ref == "p1-2"
    assert story.steps == {"other"}


OPEN = Others(open={"smerte": ("p7", "p8")})


def test_one_that_is_open_is_joined_and_no_other_is_begun() -> None:
    story = story_of(sub(if_open="join"), OPEN)

    facts = story.complete("first")

    started = only(e.SubpathwayStarted, facts)
    assert (started.children, started.joined) == (("p8",), True)
    assert every(e.PathwaySpawned, facts) == []
    story.do(over("p8", "SMERTEFRI"))
    assert story.steps == {"well"}


def test_one_that_waits_for_this_is_not_joined() -> None:
    others = replace(OPEN, waiting=frozenset({"p8"}))
    story = story_of(sub(if_open="join"), others)
    assert only(e.SubpathwayStarted, story.complete("first")).children == ("p7",)

    alone = story_of(sub(if_open="join"), replace(OPEN, waiting=frozenset({"p7", "p8"})))
    assert only(e.SubpathwayStarted, alone.complete("first")).joined is False


def test_one_that_is_open_may_be_reason_to_begin_none() -> None:
    story = story_of(sub(if_open="skip"), OPEN)

    facts = story.complete("first")

    assert only(e.SubpathwaySkipped, facts).definition == "smerte"
    assert story.steps == {"other"}
    assert every(e.PathwaySpawned, story_of(sub(if_open="skip")).complete("first")) != []


def test_each_row_has_a_pathway_and_the_last_to_end_lets_this_one_go_on() -> None:
    step = sub(each="first.kids", item_dates={"born": "born"}, dates={})
    story = story_of(step)

    facts = story.complete("first", kids=[{"born": "2020-01-01"}, {"born": "2022-02-02"}])

    assert [one.ref for one in every(e.PathwaySpawned, facts)] == ["p1-2", "p1-3"]
    assert [one.dates["born"].year for one in every(e.PathwaySpawned, facts)] == [2020, 2022]
    assert kinds(story.do(over("p1-3", "SMERTEFRI"))) == ["SubpathwayReported"]
    assert story.steps == {"pain"}
    assert only(e.SubpathwayEnded, story.do(over("p1-2", "SMERTEFRI"))).outcome == "SMERTEFRI"
    assert story.steps == {"well"}


def test_rows_that_end_differently_take_the_other_way() -> None:
    story = story_of(sub(each="first.kids"))
    story.complete("first", kids=[{"born": "2020-01-01"}, {"born": "2022-02-02"}])
    story.do(over("p1-2", "SMERTEFRI"))

    assert only(e.SubpathwayEnded, story.do(over("p1-3", "AVBRUTT"))).outcome == ""
    assert story.steps == {"other"}


def test_no_rows_are_no_pathways() -> None:
    story = story_of(sub(each="first.kids"))

    assert every(e.SubpathwayStarted, story.complete("first", kids=[])) == []
    assert story.steps == {"other"}


# --- what cannot begin --------------------------------------------------------------------------


def test_one_that_could_not_begin_is_a_choice_for_a_person() -> None:
    story = story_of(sub())
    story.complete("first")

    facts = story.do(c.EndSubpathway(child="p1-2", refused="answer-missing", step="pain"))

    assert only(e.SubpathwayRefused, facts).why == "answer-missing"
    repair = story.open("pain")
    assert (repair.kind, repair.detail) == (ObligationKind.REPAIR, "subpathway: answer-missing")
    story.do(c.ChooseWay(obligation=repair.id, step="ill", reason="uten"))
    assert story.steps == {"ill"}


def test_one_that_nobody_waits_for_and_that_could_not_begin_is_told_of() -> None:
    story = story_of(sub(waits=False, due=None, outcomes={}))
    story.complete("first")

    facts = story.do(c.EndSubpathway(child="p1-2", refused="answer-missing", step="pain"))

    assert only(e.NoticeGiven, facts).to == (("ward", "unit"),)
    assert story.steps == {"other"}


def test_what_is_not_in_force_is_a_choice_before_anything_is_begun() -> None:
    story = story_of(sub(), Others(startable=frozenset({"noe-annet"})))

    facts = story.complete("first")

    assert every(e.PathwaySpawned, facts) == []
    assert story.open("pain").detail == "subpathway: unknown-definition"


def test_pathways_in_pathways_come_to_an_end() -> None:
    story = story_of(sub(), enrol=False)
    deep = "-2" * MAX_DEPTH
    story.do(
        c.EnrolPathway(
            ref=f"p1{deep}", parties={"hospital": "ward"}, dates={"diagnosed": date(2026, 3, 2)}
        )
    )

    story.complete("first")

    assert story.open("pain").detail == "subpathway: too-deep"


# --- the other side -----------------------------------------------------------------------------


def test_a_pathway_knows_who_waits_for_it() -> None:
    story = story_of(sub())

    facts = story.do(c.AwaitPathway(by="p9"))

    assert only(e.PathwayAwaited, facts).by == "p9"
    assert story.pathway.awaited_by == ("p9",)
    assert story.do(c.AwaitPathway(by="p9")) == ()


def test_a_pathway_that_is_over_is_not_waited_for() -> None:
    story = story_of(sub())
    story.report("death")

    assert story.do(c.AwaitPathway(by="p9")) == ()


def test_a_corrected_date_moves_how_long_it_may_take() -> None:
    story = story_of(sub(due=limit("10 days", DateRef("diagnosed"))))
    story.complete("first")

    story.do(c.CorrectDate(name="diagnosed", value=date(2026, 2, 27), reason="feil"))

    due = story.open("pain").due
    assert due is not None
    assert due.day == date(2026, 3, 9)


def test_a_clock_that_has_gone_back_does_not_let_it_end_in_the_future() -> None:
    story = story_of(sub())
    story.complete("first")

    ended = only(e.SubpathwayEnded, story.on("2026-03-02 08:59").do(over("p1-2", "SMERTEFRI")))

    assert ended.at == story.now


def test_the_same_refusal_twice_is_told_once_and_one_for_all_the_rows_of_a_list() -> None:
    story = story_of(sub(each="first.kids", waits=False, due=None, outcomes={}))
    story.complete("first", kids=[{"born": "2020-01-01"}, {"born": "2022-02-02"}])
    no = [c.EndSubpathway(child=f"p1-{n}", refused="x", step="pain") for n in (2, 3)]

    assert len(every(e.NoticeGiven, story.do(no[0]))) == 1
    assert kinds(story.do(no[1])) == ["SubpathwayRefused"]
    assert story.do(no[0]) == ()
