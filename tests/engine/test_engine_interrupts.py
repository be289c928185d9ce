"""Events that strike at any step: death, a move, a relapse, a pause, an objection."""

import pytest

from hjemover.definition.models import Step
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.state import Subject
from hjemover.vocabulary import ObligationKind, PathwayStatus
from tests.engine.definitions import (
    JOINED,
    TRY_OUT,
    end,
    event,
    handoff,
    limit,
    out,
    parallel,
    task,
    told,
)
from tests.engine.story import Story, at, every, kinds, only, rules_of

WEEK = limit("1 week")
FINISH = end("finish", "FULLFORT")


# --- death ------------------------------------------------------------------------------------


def test_a_death_ends_everything_and_nothing_leaves_the_house() -> None:
    story = Story().enrol(start="send")
    story.do(c.MarkSeen(obligation="send#1"))

    facts = story.report("death")

    assert only(e.PathwayClosed, facts).outcome == "DOD"
    assert only(e.HandoffWithdrawn, facts).reason == "closed"
    assert story.pathway.obligations == {}
    assert {("notice", "ward"), ("notice", "gp-1")} <= set(story.messages())
    assert all(entry.inbox_only for entry in story.latest)


def test_reminders_that_time_had_brought_are_not_sent_when_the_same_act_tells_of_a_death() -> None:
    story = Story().enrol()
    story.on("2026-04-30")

    facts = story.report("death", effective="2026-03-04")

    assert {"ReminderDue", "DeadlinePassed", "Escalated"} <= set(kinds(facts))
    assert all(entry.inbox_only for entry in story.latest)
    assert only(e.PathwayClosed, facts).at == at("2026-03-04")


def test_time_brings_nothing_to_the_dead() -> None:
    story = Story().enrol()
    story.report("death")

    assert story.wake("2027-03-01") == ()
    assert story.latest == []


def test_receipts_may_still_come_in_after_a_death_and_lead_to_nothing() -> None:
    story = Story().enrol(start="send")
    story.report("death")

    facts = story.do(c.ReportUndelivered(obligation="send#1", attempt=1, copy_party="gp"))

    assert kinds(facts) == ["CopyUndelivered"]
    assert story.latest == []


@pytest.mark.parametrize(
    "command",
    [
        c.ReportEvent(event="better"),
        c.CorrectDate(name="told", value=at("2026-03-01").date()),
        c.CorrectAnswer(step="offer", field="again_on", value="2026-05-01", reason="x"),
        c.AssignParty(party="intake", unit="intake-b"),
        c.RecordConsent(purpose="sharing", decision="given"),  # type: ignore[arg-type] # refused before it is read
        c.MarkSeen(obligation="send#1"),
    ],
)
def test_a_closed_pathway_takes_no_orders(command: c.AnyCommand) -> None:
    story = Story().enrol()
    story.report("death")

    assert story.refused(command).code in ("pathway-closed", "unknown-obligation")


# --- moving -----------------------------------------------------------------------------------


def test_when_the_patient_moves_the_old_unit_keeps_until_the_new_one_accepts() -> None:
    story = Story().enrol(start="appoint")

    facts = story.report("moved", municipality="kommune-b")

    assert only(e.SubjectMoved, facts).subject == Subject(
        municipality="kommune-b", gp="legekontor-1"
    )
    offer = only(e.HandoffOffered, facts)
    assert (offer.sender, offer.receiver, offer.party) == ("intake-a", "intake-b", "intake")
    assert story.open("appoint").holder == "intake-a"

    accepted = story.do(c.AcceptHandoff(obligation=offer.obligation, person="kari"))

    assert only(e.TaskReassigned, accepted).owner == "intake-b"
    assert story.open("appoint").holder == "intake-b"
    assert story.pathway.parties["intake"] == "intake-b"


def test_what_has_struck_and_what_is_due_do_not_move_with_the_patient() -> None:
    story = Story().enrol(start="appoint")
    story.wake("2026-03-10")
    due = story.open("appoint").due
    story.report("moved", municipality="kommune-b")

    story.accept("transfer:intake")

    assert story.open("appoint").due == due


def test_an_offer_on_its_way_is_sent_to_where_the_patient_lives_now() -> None:
    story = Story().enrol(start="send")

    facts = story.report("moved", municipality="kommune-b")

    assert only(e.HandoffReoffered, facts).receiver == "intake-b"
    assert only(e.PartyResolved, facts).unit == "intake-b"
    assert story.open("send").holder == "ward"


def test_a_patient_who_moves_twice_is_offered_to_the_last_place_only() -> None:
    story = Story().enrol(start="send")
    story.report("moved", municipality="kommune-b")

    facts = story.report("moved", municipality="kommune-a")

    assert only(e.HandoffReoffered, facts).receiver == "intake-a"
    assert story.open("send").awaits == "intake-a"


def test_a_patient_who_moves_back_stays_and_the_offer_to_the_new_place_is_withdrawn() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")

    facts = story.report("moved", municipality="kommune-a")

    assert only(e.HandoffWithdrawn, facts).reason == "moved"
    assert story.steps == {"appoint"}
    assert story.pathway.parties["intake"] == "intake-a"


def test_a_new_place_that_refuses_leaves_the_old_one_to_choose_another() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")
    transfer = story.open("transfer:intake").id

    story.do(c.RejectHandoff(obligation=transfer, reason="Bor ikke her"))

    choice = story.open("transfer:intake")
    assert choice.kind is ObligationKind.CHOOSE_UNIT
    assert choice.holder == "intake-a"
    assert story.open("appoint").holder == "intake-a"
    facts = story.do(c.AssignParty(party="intake", unit="owner-b"))
    assert only(e.HandoffOffered, facts).receiver == "owner-b"


def test_a_move_to_a_place_without_a_unit_asks_a_person_once() -> None:
    story = Story().enrol(start="appoint")

    story.report("moved", municipality="kommune-without-units")
    story.report("moved", municipality="kommune-elsewhere")

    assert [one.kind for one in story.all_open("transfer:intake")] == [ObligationKind.CHOOSE_UNIT]
    facts = story.report("moved", municipality="kommune-b")
    assert only(e.TaskCancelled, facts).reason == "moved"
    assert only(e.HandoffOffered, facts).receiver == "intake-b"


def test_a_transfer_does_not_expire_and_may_be_forwarded_returned_and_withdrawn() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")
    transfer = story.open("transfer:intake").id
    story.wake("2027-01-01")
    assert story.open("transfer:intake").kind is ObligationKind.TRANSFER

    story.do(c.ReturnHandoff(obligation=transfer, question="Når?"))
    story.do(c.AnswerHandoff(obligation=transfer, answer="Straks"))
    story.do(c.ForwardHandoff(obligation=transfer, to="owner-b"))
    story.accept("transfer:intake")
    assert story.pathway.parties["intake"] == "owner-b"

    story.report("moved", municipality="kommune-a")
    story.do(c.WithdrawHandoff(obligation="transfer:intake#2", reason="Feil"))
    assert story.open("transfer:intake").kind is ObligationKind.CHOOSE_UNIT


def test_a_move_before_anything_was_sent_changes_only_where_it_will_be_sent() -> None:
    story = Story().enrol()

    assert kinds(story.report("moved", municipality="kommune-b")) == [
        "InterruptReported",
        "SubjectMoved",
    ]
    story.complete("offer", "declined", scope="all")
    assert story.open("send").awaits == "intake-b"


def test_a_new_gp_gets_the_copies_from_then_on() -> None:
    story = Story().enrol()

    story.report("new-gp", gp="legekontor-2")
    story.complete("offer", "declined", scope="all")

    assert story.pathway.copies["send#1/gp"].unit == "gp-2"


# --- relapse, pause, the rest -----------------------------------------------------------------


def test_a_relapse_closes_the_old_pathway_and_begins_a_new_one_with_its_own_clock() -> None:
    story = Story().enrol(start="talk-2", diagnosed="2025-12-01")

    facts = story.report("relapse", relapse_date="2026-03-01")

    spawned = only(e.PathwaySpawned, facts)
    assert (spawned.definition, spawned.ref) == ("try-out", "p1-2")
    assert spawned.parties == {"hospital": "ward"}
    assert spawned.dates == {"diagnosed": at("2026-03-01").date()}
    assert story.pathway.outcome == "ERSTATTET"
    assert story.pathway.dates["diagnosed"] == at("2025-12-01").date()
    assert story.pathway.children == ("p1-2",)
    assert story.wake("2027-12-01") == ()


def paused() -> Story:
    story = Story().enrol()
    story.report("too-ill", review_on="2026-04-13")
    return story


def test_nobody_is_reminded_during_a_pause_and_time_goes_on() -> None:
    story = paused()
    assert story.pathway.status is PathwayStatus.ON_HOLD

    facts = story.wake("2026-04-12")

    assert kinds(facts) == ["ReminderDue", "DeadlinePassed", "Escalated"]
    assert story.latest == []
    assert story.standing().obligations[0].causes == ()
    assert story.standing().healthy_silence


def test_a_pause_ends_at_its_review_and_whoever_has_something_to_do_hears_of_it() -> None:
    story = paused()

    facts = story.wake("2026-04-20")

    assert only(e.PathwayResumed, facts).at == at("2026-04-13 00:00")
    assert only(e.PathwayResumed, facts).reason == "review-date"
    assert story.messages() == [("reminder", "ward")]
    assert story.pathway.status is PathwayStatus.ACTIVE


def test_a_pause_can_end_early_and_begin_again() -> None:
    story = paused()

    assert kinds(story.on("2026-03-04").report("better")) == ["InterruptReported", "PathwayResumed"]
    assert kinds(story.report("better")) == ["InterruptReported"]
    story.report("too-ill", review_on="2026-05-04")
    assert story.wake("2026-04-20")
    assert story.pathway.status is PathwayStatus.ON_HOLD


def test_two_pauses_that_are_over_at_the_same_moment_are_two_messages() -> None:
    story = Story().enrol()
    for _ in range(2):
        story.report("too-ill", review_on="2026-04-13")
        story.report("better")

    told = [entry.key for entry in story.entries if entry.message == "reminder"]
    assert len(set(told)) == len(told) == 2


@pytest.mark.parametrize("review_on", ["2026-03-02", "2026-02-01"])
def test_a_pause_without_a_day_ahead_to_review_it_is_refused(review_on: str) -> None:
    story = Story().enrol()

    refusal = story.refused(c.ReportEvent(event="too-ill", answers={"review_on": review_on}))

    assert refusal.code == "answer-invalid"
    assert refusal.facts["field"] == "review_on"


def test_starting_over_leaves_every_branch_and_everything_open() -> None:
    story = Story().enrol(start="follow-up")

    facts = story.report("start-over")

    assert only(e.BranchesLeft, facts).join == "follow-up#1"
    assert story.steps == {"offer"}
    assert story.pathway.joins == {}


def test_starting_over_does_not_forget_that_the_patient_has_moved() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")

    story.report("start-over")

    assert story.steps == {"offer", "transfer:intake"}
    story.accept("transfer:intake")
    assert story.pathway.parties["intake"] == "intake-b"


def test_cancelling_the_last_step_of_a_branch_ends_the_branch() -> None:
    story = Story().enrol(start="follow-up")

    facts = story.report("no-plan")
    assert only(e.TaskCancelled, facts).reason == "event"
    assert ("notice", "owner-a") in story.messages()
    story.complete("consider-ip", "no")

    assert only(e.BranchesJoined, [one for one in story.events if _of(one, "follow-up")])
    assert "report" in story.pathway.rounds


def _of(one: e.AnyEvent, step: str) -> bool:
    return isinstance(one, e.BranchesJoined) and one.step == step


def test_cancelling_a_parallel_step_ends_all_its_branches_and_leaves_a_choice() -> None:
    story = Story().enrol(start="follow-up")

    story.report("no-follow-up")

    choice = story.open("event:no-follow-up")
    assert choice.kind is ObligationKind.REPAIR
    assert choice.detail == "nothing-left-open"
    story.do(c.ChooseWay(obligation=choice.id, step="report", reason="Ikke aktuelt"))
    assert "call" in story.steps


def test_a_change_of_unit_alone_is_no_way_on() -> None:
    story = Story().enrol(start="appoint")
    story.report("moved", municipality="kommune-b")

    story.report("no-follow-up")  # ends the only task there was
    story.accept("transfer:intake")

    assert story.steps == {"event:no-follow-up"}
    assert story.open("event:no-follow-up").kind is ObligationKind.REPAIR


def test_cancelling_a_parallel_step_inside_a_branch_ends_that_branch() -> None:
    inner = parallel("inner", JOINED, x="b", y="c")
    steps: list[Step] = [
        parallel("fork", "finish", p="a", q="inner"),
        inner,
        *(task(name, "hospital", WEEK, then=JOINED) for name in "abc"),
        FINISH,
    ]
    story = Story(rules_of(steps, event("stop", cancel=("inner",)))).enrol()

    story.report("stop")
    assert story.steps == {"a"}
    story.complete("a")

    assert story.pathway.outcome == "FULLFORT"


def test_an_objection_stops_all_offers_also_when_the_first_of_them_ends_the_pathway() -> None:
    ways = {"accepted": out(JOINED), "rejected": out(JOINED), "objected": out("silence")}
    steps: list[Step] = [
        parallel("both", "finish", x="tell_intake", y="tell_owner"),
        handoff("tell-intake", ("hospital", "intake"), WEEK, ways, consent="sharing"),
        handoff("tell-owner", ("hospital", "caseowner"), WEEK, ways, consent="sharing"),
        end("silence", "RESERVERT", silent=True),
        FINISH,
    ]
    story = Story(rules_of(steps, TRY_OUT.events["objects"])).enrol()

    facts = story.report("objects")

    assert [one.reason for one in every(e.HandoffWithdrawn, facts)] == ["objected", "closed"]
    assert story.pathway.outcome == "RESERVERT"
    assert story.latest == []


def test_a_date_an_event_tells_of_moves_what_hangs_on_it() -> None:
    check = task("check", "hospital", None, window="open-ended", then="finish")
    operated = event(
        "operated",
        ask=Story().rules.definition.events["operated"].ask,
        set_dates={"surgery": "day"},
    )
    story = Story(rules_of([check, FINISH], operated)).enrol()

    facts = story.report("operated", day="2026-03-20")

    assert kinds(facts) == ["InterruptReported", "DateSet", "DeadlineMoved"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ReportEvent(event="unknown"), "unknown-event"),
        (c.ReportEvent(event="moved"), "answer-missing"),
        (c.ReportEvent(event="relapse", answers={"relapse_date": "2026-04-01"}), "answer-invalid"),
        (c.ReportEvent(event="relapse", answers={"relapse_date": "i går"}), "answer-invalid"),
        (c.ReportEvent(event="death", effective=at("2026-04-01")), "date-in-future"),
    ],
)
def test_an_event_that_cannot_be_is_refused(command: c.AnyCommand, code: str) -> None:
    assert Story().enrol().refused(command).code == code


def test_whoever_is_to_be_told_of_an_event_is_told_each_time_it_strikes() -> None:
    steps: list[Step] = [task("a", "hospital", WEEK, then="finish"), FINISH]
    fell = event("fell", tell=told("hospital", "hospital.lead"))
    story = Story(rules_of(steps, fell)).enrol()

    story.report("fell")
    story.report("fell")

    keys = [entry.key for entry in story.entries if entry.message == "notice"]
    assert len(set(keys)) == 4
    assert every(e.NoticeGiven, story.events)[0].to == (("ward", "unit"), ("ward", "lead"))


@pytest.mark.parametrize("copied", [True, False])
def test_an_event_is_no_way_around_an_objection(copied: bool) -> None:
    fell = event("fell", tell=told("hospital", "gp"))
    story = Story(rules_of([*TRY_OUT.steps.values()], fell, TRY_OUT.events["objects"]))
    story.enrol(start="send" if copied else "offer")  # the offer has a copy to the GP
    story.report("objects")

    facts = story.report("fell")

    heard = {unit for unit, _ in only(e.NoticeGiven, facts).to}
    assert heard == {"ward"}


# --- who hears that their work fell away ----------------------------------------------------------

DEATH = event("death", tell=told("hospital"), close="DOD", silent=True)
CANCEL = event("cancel", cancel=("visit",))


def visited(*events: object) -> Story:
    """The municipality has a task; the hospital has nothing left to do."""
    steps: list[Step] = [task("visit", "intake", WEEK, then="finish"), FINISH]
    return Story(rules_of(steps, *events)).enrol()  # type: ignore[arg-type]


def test_whoever_has_open_work_learns_of_a_silent_end_in_the_house_though_no_rule_tells_them() -> (
    None
):
    story = visited(DEATH)

    story.report("death")

    assert ("pathway-closed", "intake-a") in story.messages()
    assert all(entry.inbox_only for entry in story.latest)
    # The ward is told by the rule; it had nothing open, and hears of none that fell away.
    assert {message for message, unit in story.messages() if unit == "ward"} == {"notice"}


def test_a_receiver_with_an_offer_learns_in_the_house_that_it_fell_away_with_a_death() -> None:
    story = Story().enrol(start="send")
    story.do(c.MarkSeen(obligation="send#1"))

    story.report("death")

    assert ("handoff-withdrawn", "intake-a") in story.messages()
    assert all(entry.inbox_only for entry in story.latest)


def test_a_task_that_an_event_cancels_is_told_of_to_who_had_it_and_to_nobody_else() -> None:
    story = visited(CANCEL)

    story.report("cancel")

    ended = [unit for message, unit in story.messages() if message == "pathway-closed"]
    assert ended == ["intake-a"]
    assert not any(entry.inbox_only for entry in story.latest)


def test_the_sender_of_a_question_that_fell_away_unanswered_hears_it_too() -> None:
    story = Story().enrol(start="send")
    story.do(c.ReturnHandoff(obligation="send#1", question="Hvem?"))

    story.report("death")

    assert {("handoff-withdrawn", "intake-a"), ("pathway-closed", "ward")} <= set(story.messages())


def test_who_had_an_offer_that_was_sent_elsewhere_hears_that_it_is_theirs_no_more() -> None:
    story = Story().enrol(start="send")
    story.do(c.MarkSeen(obligation="send#1"))

    story.do(c.WithdrawHandoff(obligation="send#1", reason="Feil mottak", to="intake-b"))

    assert set(story.messages()) == {
        ("handoff-offered", "intake-b"),
        ("handoff-withdrawn", "intake-a"),
    }


@pytest.mark.parametrize("objects", [True, False])
def test_who_has_work_is_told_of_a_death_after_an_objection_and_who_got_a_copy_is_not(
    objects: bool,
) -> None:
    story = Story(rules_of([*TRY_OUT.steps.values()], TRY_OUT.events["death"],
                           TRY_OUT.events["objects"]))  # fmt: skip
    story.enrol(start="send")  # the offer has a copy to the GP
    story.accept("send")
    if objects:
        story.report("objects")

    story.report("death")

    heard = {unit for _, unit in story.messages()}
    assert "intake-a" in heard
    assert ("gp-1" in heard) is not objects


def test_who_had_an_offer_taken_back_is_not_told_of_what_strikes_later() -> None:
    fell = event("fell", tell=told("hospital", "intake"))
    story = Story(rules_of([*TRY_OUT.steps.values()], fell)).enrol(start="send")
    assert {unit for unit, _ in only(e.NoticeGiven, story.report("fell")).to} == {
        "ward",
        "intake-a",
    }
    story.do(c.WithdrawHandoff(obligation="send#1", reason="Innlagt igjen"))

    assert {unit for unit, _ in only(e.NoticeGiven, story.report("fell")).to} == {"ward"}
