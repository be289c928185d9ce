"""Ways that run at once: all, the first, a number of them, one for each item of a list."""

from hjemover.definition.models import ParallelStep, Step
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.vocabulary import ObligationKind
from tests.engine.definitions import (
    JOINED,
    TRY_OUT,
    after,
    choose,
    each,
    end,
    limit,
    notice,
    parallel,
    task,
    wait,
)
from tests.engine.story import Story, every, kinds, only, rules_of

WEEK = limit("1 week")
FINISH = end("finish", "FULLFORT")
A = task("a", "hospital", WEEK, then=JOINED)
B = task("b", "hospital", WEEK, then=JOINED)
C = task("c", "hospital", WEEK, then=JOINED)
NEXT = task("next", "hospital", WEEK, then="finish")


def opened(join: ParallelStep, *more: Step) -> Story:
    return Story(rules_of([join, A, B, C, NEXT, FINISH, *more])).enrol()


def test_the_way_goes_on_when_all_branches_are_done() -> None:
    story = opened(parallel("fork", "next", x="a", y="b"))
    assert story.steps == {"a", "b"}

    story.complete("b")
    assert story.steps == {"a"}
    facts = story.complete("a")

    assert only(e.BranchesJoined, facts).step == "fork"
    assert story.steps == {"next"}
    assert story.pathway.joins == {}


def test_the_first_branch_that_is_done_cancels_the_rest() -> None:
    story = opened(parallel("fork", "next", "any", x="a", y="b", z="c"))

    facts = story.complete("b")

    assert {one.obligation for one in every(e.TaskCancelled, facts)} == {"a#1", "c#1"}
    assert {one.reason for one in every(e.TaskCancelled, facts)} == {"joined"}
    assert story.steps == {"next"}


def test_two_of_three_are_enough_when_the_definition_says_so() -> None:
    story = opened(parallel("fork", "next", 2, x="a", y="b", z="c"))

    story.complete("c")
    assert story.steps == {"a", "b"}
    story.complete("a")

    assert story.steps == {"next"}


def test_a_branch_that_ends_at_once_may_be_enough() -> None:
    story = opened(
        parallel("fork", "next", "any", x="tell", y="b"), notice("tell", JOINED, "hospital")
    )

    assert story.steps == {"next"}
    assert every(e.TaskRequested, story.events)[0].step == "next"


def test_branches_within_branches_end_with_the_outer_one() -> None:
    inner = parallel("inner", JOINED, x="b", y="c")
    story = opened(parallel("fork", "next", "any", p="a", q="inner"), inner)
    assert story.steps == {"a", "b", "c"}

    facts = story.complete("a")

    assert only(e.BranchesLeft, facts).join == "inner#1"
    assert story.steps == {"next"}
    assert story.pathway.joins == {}


def test_an_inner_join_is_a_step_of_its_branch() -> None:
    inner = parallel("inner", JOINED, x="b", y="c")
    story = opened(parallel("fork", "next", p="a", q="inner"), inner)

    story.complete("b")
    story.complete("c")
    assert story.steps == {"a"}
    story.complete("a")

    assert story.steps == {"next"}


def test_an_end_inside_a_branch_ends_the_pathway() -> None:
    story = opened(parallel("fork", "next", x="a", y="finish"))

    assert story.pathway.outcome == "FULLFORT"
    assert story.pathway.obligations == {}


def test_a_branch_that_is_over_cannot_be_done_again() -> None:
    story = opened(parallel("fork", "next", "any", x="a", y="b"))
    story.complete("a")

    refusal = story.refused(c.CompleteTask(obligation="b#1", outcome="done"))

    assert refusal.code == "already-done"


# --- one branch for each ----------------------------------------------------------------------


def with_needs(*services: str) -> Story:
    story = Story().enrol(start="talk-2")
    story.complete("talk-2", "held", needs=[{"service": one} for one in services])
    story.complete("plan")
    story.complete("consider-ip", "no")
    return story


def test_each_need_has_a_branch_and_a_unit_of_its_own() -> None:
    story = with_needs("physio", "work")

    offers = story.all_open("need-offer")
    assert [one.awaits for one in offers] == ["physio-a", "work-a"]
    assert [one.item["service"] for one in offers] == ["physio", "work"]
    assert len({one.id for one in offers}) == 2


def test_a_list_without_needs_leads_straight_on() -> None:
    story = with_needs()

    assert "meet-needs" not in {one.step for one in every(e.BranchesOpened, story.events)}
    assert "report" in story.pathway.rounds


def test_a_need_nobody_offers_asks_for_a_unit_and_the_others_go_on() -> None:
    story = with_needs("physio", "sex-counselling")

    choice = next(
        one for one in story.all_open("need-offer") if one.kind is ObligationKind.CHOOSE_UNIT
    )
    assert (choice.detail, choice.holder) == ("provider", "owner-a")

    facts = story.do(c.AssignParty(party="provider", unit="work-a", obligation=choice.id))

    offer = only(e.HandoffOffered, facts)
    assert (offer.receiver, offer.item["service"]) == ("work-a", "sex-counselling")
    assert offer.obligation == "need-offer#2"
    assert {one.awaits for one in story.all_open("need-offer")} == {"physio-a", "work-a"}
    story.do(c.AcceptHandoff(obligation=offer.obligation, person="kari"))
    assert story.open("need-do").holder == "work-a"


def test_a_choice_for_one_need_is_not_a_choice_for_the_others() -> None:
    story = with_needs("x-service", "y-service")
    first, second = story.all_open("need-offer")

    story.do(c.AssignParty(party="provider", unit="work-a", obligation=first.id))
    assert story.pathway.obligations[second.id].kind is ObligationKind.CHOOSE_UNIT
    story.do(c.AssignParty(party="provider", unit="physio-a", obligation=second.id))

    assert {one.awaits for one in story.all_open("need-offer")} == {"work-a", "physio-a"}


def test_a_need_that_was_forwarded_stays_with_the_unit_that_took_it() -> None:
    story = with_needs("physio", "physio")
    first, second = (one.id for one in story.all_open("need-offer"))

    story.do(c.ForwardHandoff(obligation=first, to="work-a"))
    story.do(c.AcceptHandoff(obligation=first, person="kari"))
    story.do(c.AcceptHandoff(obligation=second, person="ola"))

    assert [one.holder for one in story.all_open("need-do")] == ["work-a", "physio-a"]


def test_the_rounds_of_one_need_are_not_the_rounds_of_another() -> None:
    story = with_needs("physio", "work")
    for obligation in [one.id for one in story.all_open("need-offer")]:
        story.do(c.ForwardHandoff(obligation=obligation, to="owner-b"))
    story.wake("2026-04-01")
    again = [one.id for one in story.all_open("need-again")]
    assert len(again) == 2

    for obligation in again:
        story.do(c.CompleteTask(obligation=obligation, outcome="again"))
    story.wake("2026-05-01")

    assert len(story.all_open("need-again")) == 2
    assert every(e.RoundsExhausted, story.events) == []


def test_what_a_rule_reads_of_an_item_is_that_of_its_own_branch() -> None:
    talk = TRY_OUT.steps["talk-2"]
    rules = rules_of(
        [
            talk,
            each("follow-up", "finish", "talk-2.needs", "sort"),
            choose("sort", JOINED, call='item.what == "ring"'),
            task("call", "caseowner", WEEK, then=JOINED),
            end("report", "FULLFORT"),
            FINISH,
        ]
    )
    story = Story(rules).enrol()

    story.complete(
        "talk-2",
        "held",
        needs=[{"service": "physio"}, {"service": "work", "what": "ring"}],
    )

    assert [one.item["service"] for one in story.all_open("call")] == ["work"]
    taken = every(e.DecisionTaken, story.events)
    assert [one.inputs for one in taken] == [{"item.what": ""}, {"item.what": "ring"}]


def test_a_loop_inside_a_branch_counts_anew_each_time_the_branch_is_opened() -> None:
    steps: list[Step] = [
        parallel("fork", "again", x="a", y="b"),
        A,
        B,
        wait("again", "fork", otherwise=after("1 day")),
        FINISH,
    ]
    story = Story(rules_of(steps)).enrol()
    story.complete("a")
    story.complete("b")

    facts = story.wake("2026-03-04")

    assert kinds(facts)[:3] == ["WaitEnded", "StepEntered", "BranchesOpened"]
    assert only(e.BranchesOpened, facts).join == "fork#2"
    assert {one.id for one in story.pathway.obligations.values()} == {"a#2", "b#2"}
