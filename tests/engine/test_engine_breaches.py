"""What happens when a limit is let pass, silence that is acceptance, and senders who stay."""

from datetime import date

import pytest
from msgspec.structs import replace

from hjemover.definition.models import BREACHED, Breach, Limit, Overlap, Step
from hjemover.engine import Rules, fold
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.access import check_access
from hjemover.errors import CommandRefused
from hjemover.vocabulary import ObligationKind, StuckCause
from tests.engine.definitions import amount, choose, end, event, handoff, limit, out, task
from tests.engine.story import Story, at, every, kinds, only, rules_of

ASK = Breach(ask_reason=True)


def assessing(breach: Breach) -> Story:
    due = replace(limit("10 days"), breach=breach)
    steps: list[Step] = [
        task("assess", "hospital", due, then="finish"),
        choose("which", "finish", write='outcome.assess == "breached"'),
        task("write", "hospital", limit("2 days"), then="finish"),
        end("finish", "FULLFORT"),
    ]
    return Story(rules_of(steps)).enrol()


# --- a reason ---------------------------------------------------------------------------------


def test_what_is_done_late_needs_a_reason_that_is_kept() -> None:
    story = assessing(ASK).on("2026-03-16")
    done = c.CompleteTask(obligation="assess#1", outcome="done")

    assert story.refused(done).code == "late-reason-missing"
    completed = only(e.TaskCompleted, story.do(replace(done, late_because="Ferie")))

    assert completed.late_because == "Ferie"


def test_what_is_done_in_time_or_was_so_and_told_late_needs_none() -> None:
    in_time = assessing(ASK).on("2026-03-12")
    told_late = assessing(ASK).on("2026-03-20")

    assert only(e.TaskCompleted, in_time.complete("assess")).late_because == ""
    done = told_late.complete("assess", effective="2026-03-12 12:00")
    assert only(e.TaskCompleted, done).at == at("2026-03-12 12:00")


def test_nobody_asks_for_a_reason_where_the_definition_does_not() -> None:
    story = assessing(Breach()).on("2026-03-16")

    story.complete("assess")

    assert story.pathway.outcome == "FULLFORT"


def test_who_accepts_late_is_asked_as_well() -> None:
    story = offering(replace(limit("2 days"), breach=ASK)).on("2026-03-09")
    accept = c.AcceptHandoff(obligation="offer#1", person="kari")

    assert story.refused(accept).code == "late-reason-missing"
    accepted = only(e.HandoffAccepted, story.do(replace(accept, late_because="Ferie")))

    assert accepted.late_because == "Ferie"


# --- another way, another pathway -------------------------------------------------------------


def test_a_task_is_given_up_at_its_limit_and_the_way_goes_on() -> None:
    story = assessing(Breach(then="which"))

    told = story.wake("2026-03-20")

    given_up = only(e.TaskGivenUp, told)
    assert given_up.at == at("2026-03-13 00:00")
    assert story.steps == {"write"}
    assert story.pathway.done["assess"].outcome == BREACHED
    assert story.open("write").started == given_up.at
    assert fold(story.events) == story.pathway


def test_another_pathway_begins_once_for_each_limit_that_is_let_pass() -> None:
    story = assessing(Breach(start="try-out"))

    spawned = only(e.PathwaySpawned, story.wake("2026-03-20"))

    assert (spawned.definition, spawned.by_itself) == ("try-out", True)
    assert spawned.unit == "ward"  # whose draft a case would be
    assert spawned.parties == {"hospital": "ward"}
    assert story.wake("2026-04-20") == ()
    assert story.pathway.children == (spawned.ref,)


# --- silence ----------------------------------------------------------------------------------


def offering(accept: Limit, *, overlap: Overlap | None = None) -> Story:
    return Story(handing_over(accept, overlap)).enrol()


def handing_over(accept: Limit, overlap: Overlap | None) -> Rules:
    steps: list[Step] = [
        replace(
            handoff(
                "offer",
                ("hospital", "intake"),
                accept,
                {"accepted": out("follow"), "rejected": out("again")},
            ),
            overlap=overlap,
        ),
        task("again", "hospital", limit("1 day"), then="offer"),
        task(
            "follow",
            "intake",
            limit("2 weeks"),
            outcomes={"done": out("rest"), "no": out("follow")},
        ),
        task("rest", "intake", limit("2 weeks"), then="finish"),
        end("finish", "FULLFORT"),
    ]
    return rules_of(steps, event("start-over", goto="again"), event("no-offer", cancel=("offer",)))


TACIT = replace(limit("2 days", remind=("1 day",)), tacit=True)


def arrived(story: Story) -> Story:
    story.do(c.ConfirmDelivery(obligation="offer#1", attempt=1))
    return story


def test_an_offer_that_arrived_and_nobody_objected_to_is_accepted_at_its_limit() -> None:
    story = arrived(offering(TACIT))

    accepted = only(e.HandoffAccepted, story.wake("2026-03-09"))

    assert (accepted.tacit, accepted.person, accepted.receiver) == (True, "", "intake-a")
    assert accepted.at == at("2026-03-05 00:00")
    assert story.open("follow").holder == "intake-a"
    assert ("handoff-accepted", "ward") in story.messages()


def test_an_offer_that_never_arrived_is_not_accepted_by_silence() -> None:
    story = offering(TACIT)

    told = story.wake("2026-03-09")

    assert every(e.HandoffAccepted, told) == []
    only(e.DeadlinePassed, told)
    assert story.open("offer").holder == "ward"
    assert story.standing().obligations[0].stuck is StuckCause.NO_ANSWER


def test_an_offer_that_was_lost_is_accepted_when_it_is_sent_again_and_arrives() -> None:
    story = offering(TACIT)
    story.do(c.ReportUndelivered(obligation="offer#1", attempt=1))
    story.wake("2026-03-09")

    story.do(c.ReofferHandoff(obligation="offer#1"))
    story.do(c.ConfirmDelivery(obligation="offer#1", attempt=2))

    assert only(e.HandoffAccepted, story.wake("2026-03-16")).at == at("2026-03-12 00:00")


def test_an_objection_within_the_limit_holds() -> None:
    story = arrived(offering(TACIT))

    story.on("2026-03-04").do(c.RejectHandoff(obligation="offer#1", reason="Ikke vår"))

    assert story.steps == {"again"}


def test_a_sender_that_does_not_answer_a_question_is_not_taken_to_have_accepted() -> None:
    story = arrived(offering(TACIT))
    story.do(c.ReturnHandoff(obligation="offer#1", question="Hvem?"))

    assert every(e.HandoffAccepted, story.wake("2026-03-16")) == []
    assert story.standing().obligations[0].stuck is StuckCause.OVERDUE

    story.do(c.AnswerHandoff(obligation="offer#1", answer="En sønn"))
    assert only(e.HandoffAccepted, story.wake("2026-03-30")).tacit


def test_a_change_of_unit_is_never_accepted_by_silence() -> None:
    story = arrived(offering(TACIT))
    story.wake("2026-03-09")
    story.do(c.AssignParty(party="intake", unit="intake-b"))
    moving = story.open("transfer:intake")
    story.do(c.ConfirmDelivery(obligation=moving.id, attempt=1))

    assert every(e.HandoffAccepted, story.wake("2026-04-09")) == []


# --- senders who stay -------------------------------------------------------------------------

STAYING = Overlap(until="follow", within=amount("10 days"))


def test_the_sender_stays_until_the_receivers_first_step_is_done() -> None:
    story = offering(limit("2 days"), overlap=STAYING)

    began = only(e.OverlapBegan, story.accept("offer"))
    assert (began.obligation, began.holder) == ("offer#1~", "ward")
    assert story.pathway.responsible == "intake-a"
    assert {one.holder for one in story.pathway.obligations.values()} == {"ward", "intake-a"}

    ended = only(e.OverlapEnded, story.on("2026-03-06").complete("follow"))
    assert (ended.at, ended.reason) == (at("2026-03-06"), "")
    assert story.steps == {"rest"}
    assert fold(story.events) == story.pathway


def test_the_sender_that_still_stays_past_its_time_is_shown_and_may_say_why() -> None:
    story = offering(limit("2 days"), overlap=STAYING)
    story.accept("offer")
    assert story.standing().obligations[0].causes == ()

    story.wake("2026-03-16")
    assert ("deadline-passed", "ward") in story.messages()
    [staying] = [one for one in story.standing().obligations if one.holder == "ward"]
    assert staying.stuck is StuckCause.STILL_OVERLAPPING

    done = c.EndOverlap(obligation="offer#1~", reason="Pasienten er trygg")
    assert story.refused(replace(done, reason="")).code == "reason-missing"
    assert only(e.OverlapEnded, story.do(done)).reason == "Pasienten er trygg"
    assert story.refused(done).code == "already-done"


def test_a_first_step_that_was_done_before_the_offer_does_not_end_it() -> None:
    story = offering(limit("2 days"), overlap=STAYING)
    story.accept("offer")
    story.on("2026-03-04").complete("follow")
    story.report("start-over")
    story.complete("again")
    story.accept("offer")

    assert {one.kind for one in story.all_open("offer")} == {ObligationKind.OVERLAP}
    story.on("2026-03-05").complete("follow", "no")
    assert story.all_open("offer") == []


def test_an_overlap_ends_with_its_pathway_and_with_what_cancels_the_handoff() -> None:
    story = offering(limit("2 days"), overlap=STAYING)
    story.accept("offer")

    assert "TaskCancelled" in kinds(story.report("no-offer"))
    assert story.steps == {"follow"}


def test_only_the_sender_says_that_it_no_longer_stays() -> None:
    story = offering(limit("2 days"), overlap=STAYING)
    story.accept("offer")
    command = c.EndOverlap(obligation="offer#1~", reason="x")

    check_access(story.pathway, command, frozenset({"ward"}))
    with pytest.raises(CommandRefused, match="not-your-unit"):
        check_access(story.pathway, command, frozenset({"intake-a"}))
    refusal = story.refused(replace(command, obligation="follow#1"))
    assert refusal.code == "wrong-status"


def test_an_overlap_follows_the_sender_to_another_unit() -> None:
    story = offering(limit("2 days"), overlap=STAYING)
    story.accept("offer")

    story.do(c.AssignParty(party="hospital", unit="ward-2"))
    story.do(c.AcceptHandoff(obligation=story.open("transfer:hospital").id, person="ola"))

    assert story.open("offer").holder == "ward-2"
    assert story.open("offer").awaits == "ward-2"


def test_an_overlap_counts_from_when_the_receiver_accepted() -> None:
    story = offering(limit("2 days"), overlap=STAYING).on("2026-03-04")

    story.accept("offer", effective="2026-03-03 10:00")

    due = story.open("offer").due
    assert due is not None
    assert due.day == date(2026, 3, 13)
