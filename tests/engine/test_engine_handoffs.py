"""The contract between two units: delivery is not acceptance, and the sender keeps the patient."""

from collections.abc import Callable
from itertools import product

import pytest

from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.handoffs import MAX_TRAIL
from hjemover.engine.moves import HANDOFF_MOVES
from hjemover.engine.state import CopyState, HandoffState
from hjemover.vocabulary import ConsentDecision, CopyStatus, HandoffStatus
from tests.engine.story import Story, at, every, kinds, only

SEND = "send#1"
H = HandoffStatus
YES, NO = ConsentDecision.GIVEN, ConsentDecision.OBJECTED


def sent(when: str = "2026-03-02") -> Story:
    return Story(now=when).enrol(start="send")


def contract(story: Story) -> HandoffState:
    handoff = story.open("send").handoff
    assert handoff is not None
    return handoff


def copy(story: Story) -> CopyState:
    return story.pathway.copies["send#1/gp"]


def test_an_offer_goes_to_the_receiver_and_the_sender_keeps_the_patient() -> None:
    story = sent()

    assert story.open("send").holder == "ward"
    assert story.open("send").awaits == "intake-a"
    assert story.messages() == [("handoff-offered", "intake-a"), ("handoff-copy", "gp-1")]


def test_delivered_and_seen_are_not_accepted() -> None:
    story = sent()

    story.do(c.ConfirmDelivery(obligation=SEND, attempt=1))
    story.do(c.MarkSeen(obligation=SEND))

    assert contract(story).status is H.SEEN
    assert story.open("send").holder == "ward"


def test_the_receiver_has_the_patient_when_a_named_person_accepts() -> None:
    story = sent()

    facts = story.accept("send")

    accepted = only(e.HandoffAccepted, facts)
    assert (accepted.receiver, accepted.person) == ("intake-a", "kari")
    assert story.open("appoint").holder == "intake-a"
    assert story.messages() == [("handoff-accepted", "ward"), ("task-requested", "intake-a")]


def test_who_accepts_has_had_it_before_them_whatever_the_receipts_say() -> None:
    assert kinds(sent().accept("send"))[:3] == [
        "HandoffDelivered",
        "HandoffSeen",
        "HandoffAccepted",
    ]


def test_an_acceptance_told_late_counts_from_when_it_was_given() -> None:
    story = sent()
    story.on("2026-03-05")

    facts = story.accept("send", effective="2026-03-03 14:00")

    assert only(e.HandoffAccepted, facts).at == at("2026-03-03 14:00")
    assert only(e.HandoffSeen, facts).at == at("2026-03-03 14:00")
    assert story.open("appoint").since == at("2026-03-03 14:00")


def test_nobody_accepts_before_it_was_offered() -> None:
    story = Story().enrol(start="hold")
    story.on("2026-03-10").complete("hold", "held")

    refusal = story.refused(
        c.AcceptHandoff(obligation=SEND, person="kari", effective=at("2026-03-09"))
    )

    assert refusal.code == "date-before-start"


def test_a_rejection_goes_back_with_its_reason() -> None:
    story = sent()

    facts = story.do(
        c.RejectHandoff(obligation=SEND, reason="Feil bydel", answers={"why": "wrong-municipality"})
    )

    assert only(e.HandoffRejected, facts).reason == "Feil bydel"
    assert story.open("choose-receiver").holder == "ward"
    assert ("handoff-rejected", "ward") in story.messages()


def test_a_rejection_needs_a_reason_and_what_the_definition_asks() -> None:
    story = sent()

    assert story.refused(c.RejectHandoff(obligation=SEND, reason=" ")).code == "reason-missing"
    assert story.refused(c.RejectHandoff(obligation=SEND, reason="x")).code == "answer-missing"


def test_after_a_rejection_it_is_sent_to_where_the_patient_really_lives() -> None:
    story = sent()
    story.do(c.RejectHandoff(obligation=SEND, reason="Feil", answers={"why": "wrong-municipality"}))

    facts = story.complete("choose-receiver", "chosen", municipality="kommune-b")

    assert only(e.HandoffOffered, facts).receiver == "intake-b"
    assert only(e.PartyResolved, facts).previous == "intake-a"


def test_a_question_goes_back_to_the_sender_and_the_answer_restarts_the_receivers_clock() -> None:
    story = sent("2026-03-02")  # due at the end of Wednesday the 4th

    returned = only(
        e.HandoffReturned,
        story.on("2026-03-04").do(c.ReturnHandoff(obligation=SEND, question="Tolk?")),
    )
    assert returned.due is not None
    assert story.open("send").awaits == story.open("send").holder == "ward"
    assert ("handoff-returned", "ward") in story.messages()

    answered = only(
        e.HandoffAnswered,
        story.on("2026-03-06").do(c.AnswerHandoff(obligation=SEND, answer="Ja, polsk")),
    )
    assert answered.due is not None
    assert answered.due.day.isoformat() == "2026-03-10"
    assert story.open("send").awaits == "intake-a"
    assert contract(story).question == "Tolk?"
    assert contract(story).answer == "Ja, polsk"


def test_correcting_a_date_leaves_the_clock_of_an_answered_question_alone() -> None:
    story = sent()
    story.do(c.ReturnHandoff(obligation=SEND, question="Tolk?"))
    story.on("2026-03-06").do(c.AnswerHandoff(obligation=SEND, answer="Ja"))

    facts = story.do(c.CorrectDate(name="told", value=at("2026-03-01").date()))

    assert kinds(facts) == ["DateSet"]


def test_a_second_question_in_the_same_offer_is_knocked_about_again() -> None:
    story = sent()
    for question in ("Tolk?", "Pårørende?"):
        story.do(c.ReturnHandoff(obligation=SEND, question=question))
        assert story.messages() == [("handoff-returned", "ward")]
        story.do(c.AnswerHandoff(obligation=SEND, answer="Ja"))

    keys = [entry.key for entry in story.entries]
    assert len(keys) == len(set(keys))


def test_a_question_and_an_answer_must_say_something() -> None:
    story = sent()

    assert story.refused(c.ReturnHandoff(obligation=SEND, question=" ")).code == "reason-missing"
    story.do(c.ReturnHandoff(obligation=SEND, question="?"))
    assert story.refused(c.AnswerHandoff(obligation=SEND, answer="")).code == "reason-missing"


def test_a_forwarded_offer_keeps_its_trail_and_begins_a_new_attempt() -> None:
    story = sent()

    story.do(c.ForwardHandoff(obligation=SEND, to="intake-b", note="Bor hos dere"))

    handoff = contract(story)
    assert (handoff.receiver, handoff.trail, handoff.attempt) == ("intake-b", ("intake-a",), 2)
    assert handoff.status is H.OFFERED
    assert story.open("send").holder == "ward"
    assert story.messages() == [("handoff-offered", "intake-b")]


def test_the_unit_a_forwarded_offer_ends_at_is_the_party_from_then_on() -> None:
    story = sent()
    story.do(c.ForwardHandoff(obligation=SEND, to="intake-b"))

    facts = story.accept("send")

    resolved = only(e.PartyResolved, facts)
    assert (resolved.unit, resolved.previous, resolved.reason) == (
        "intake-b",
        "intake-a",
        "forwarded",
    )
    assert story.open("appoint").holder == "intake-b"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("nowhere", "unknown-unit"),
        ("ward", "cannot-forward-there"),
        ("intake-a", "cannot-forward-there"),
    ],
)
def test_an_offer_is_not_forwarded_to_sender_receiver_or_nobody(to: str, code: str) -> None:
    assert sent().refused(c.ForwardHandoff(obligation=SEND, to=to)).code == code


def test_an_offer_does_not_wander_for_ever() -> None:
    story = sent()
    for round_ in range(MAX_TRAIL):
        to = "intake-b" if round_ % 2 == 0 else "owner-a"
        story.do(c.ForwardHandoff(obligation=SEND, to=to))

    refusal = story.refused(c.ForwardHandoff(obligation=SEND, to="intake-b"))

    assert refusal.code == "cannot-forward-there"


def test_the_sender_takes_an_offer_back_and_the_way_goes_on_as_after_a_rejection() -> None:
    story = sent()
    story.do(c.MarkSeen(obligation=SEND))

    facts = story.do(c.WithdrawHandoff(obligation=SEND, reason="Pasienten er innlagt igjen"))

    assert only(e.HandoffWithdrawn, facts).reason == "Pasienten er innlagt igjen"
    assert story.steps == {"choose-receiver"}
    assert ("handoff-withdrawn", "intake-a") in story.messages()


def test_nobody_is_told_that_an_offer_that_never_arrived_was_taken_back() -> None:
    story = sent()

    story.do(c.WithdrawHandoff(obligation=SEND, reason="Sendt for tidlig"))

    assert "handoff-withdrawn" not in dict(story.messages())


def test_the_sender_can_send_it_to_another_unit_instead() -> None:
    story = sent()

    facts = story.do(c.WithdrawHandoff(obligation=SEND, reason="Feil", to="intake-b"))

    assert only(e.HandoffReoffered, facts).receiver == "intake-b"
    assert contract(story).trail == ("intake-a",)
    refusal = story.refused(c.WithdrawHandoff(obligation=SEND, reason="Feil", to="ward"))
    assert refusal.code == "cannot-forward-there"
    refusal = story.refused(c.WithdrawHandoff(obligation=SEND, reason="Feil", to="nowhere"))
    assert refusal.code == "unknown-unit"
    assert story.refused(c.WithdrawHandoff(obligation=SEND, reason="")).code == "reason-missing"


# --- receipts ---------------------------------------------------------------------------------


def test_a_missing_receipt_is_told_to_the_sender_within_its_limit() -> None:
    story = sent()

    facts = story.wake("2026-03-04 00:00")

    assert only(e.HandoffUndelivered, facts).reason == "no-receipt"
    assert contract(story).status is H.UNDELIVERED
    assert ("handoff-undelivered", "ward") in story.messages()
    assert story.open("send").awaits == "ward"


def test_a_receipt_in_time_silences_that_limit() -> None:
    story = sent()
    story.do(c.ConfirmDelivery(obligation=SEND, attempt=1))

    assert every(e.HandoffUndelivered, story.wake("2026-03-30")) == []


def test_a_receipt_for_an_earlier_attempt_changes_nothing() -> None:
    story = sent()
    story.do(c.ReofferHandoff(obligation=SEND))

    assert story.do(c.ConfirmDelivery(obligation=SEND, attempt=1)) == ()
    assert story.do(c.ReportUndelivered(obligation=SEND, attempt=1)) == ()
    assert story.do(c.ConfirmDelivery(obligation="nothing#1", attempt=1)) == ()
    assert contract(story).status is H.OFFERED


def test_a_receipt_that_comes_twice_counts_once() -> None:
    story = sent()

    assert len(story.do(c.ConfirmDelivery(obligation=SEND, attempt=1))) == 1
    assert story.do(c.ConfirmDelivery(obligation=SEND, attempt=1)) == ()


def test_a_receipt_after_a_failed_delivery_puts_it_right() -> None:
    story = sent()
    story.do(c.ReportUndelivered(obligation=SEND, attempt=1, reason="ukjent mottaker"))
    assert story.messages() == [("handoff-undelivered", "ward")]
    story.do(c.ReportUndelivered(obligation=SEND, attempt=1, reason="ukjent mottaker"))
    assert story.messages() == []

    story.do(c.ConfirmDelivery(obligation=SEND, attempt=1))

    assert contract(story).status is H.DELIVERED
    assert story.open("send").awaits == "intake-a"


def test_a_receipt_for_what_was_long_accepted_is_no_error() -> None:
    story = sent()
    story.accept("send")

    assert story.do(c.ConfirmDelivery(obligation=SEND, attempt=1)) == ()


# --- copies -----------------------------------------------------------------------------------


def test_a_copy_has_receipts_of_its_own() -> None:
    story = sent()
    assert copy(story).unit == "gp-1"

    story.do(c.ConfirmDelivery(obligation=SEND, attempt=1, copy_party="gp"))
    assert copy(story).status is CopyStatus.DELIVERED
    assert contract(story).status is H.OFFERED

    story.do(c.AcknowledgeCopy(obligation=SEND, party="gp"))
    assert copy(story).status is CopyStatus.ACKNOWLEDGED


def test_a_late_receipt_does_not_take_back_that_the_gp_has_read_it() -> None:
    story = sent()
    story.do(c.AcknowledgeCopy(obligation=SEND, party="gp"))

    assert story.do(c.ConfirmDelivery(obligation=SEND, attempt=1, copy_party="gp")) == ()
    assert story.do(c.ReportUndelivered(obligation=SEND, attempt=1, copy_party="gp")) == ()
    assert story.do(c.AcknowledgeCopy(obligation=SEND, party="gp")) == ()


def test_whoever_has_the_patient_hears_of_a_copy_that_did_not_arrive() -> None:
    story = sent()
    story.accept("send")

    facts = story.do(c.ReportUndelivered(obligation=SEND, attempt=1, copy_party="gp"))

    assert kinds(facts) == ["CopyUndelivered"]
    assert story.messages() == [("handoff-undelivered", "intake-a")]


def test_a_copy_that_never_was_sent_cannot_be_acknowledged() -> None:
    story = sent()

    refusal = story.refused(c.AcknowledgeCopy(obligation=SEND, party="caseowner"))

    assert refusal.code == "unknown-obligation"


# --- every move, and no other -----------------------------------------------------------------

Reach = Callable[[Story], object]

REACHED: dict[H, Reach] = {
    H.OFFERED: lambda story: None,
    H.DELIVERED: lambda story: story.do(c.ConfirmDelivery(obligation=SEND, attempt=1)),
    H.UNDELIVERED: lambda story: story.do(c.ReportUndelivered(obligation=SEND, attempt=1)),
    H.SEEN: lambda story: story.do(c.MarkSeen(obligation=SEND)),
    H.RETURNED: lambda story: story.do(c.ReturnHandoff(obligation=SEND, question="?")),
    H.ACCEPTED: lambda story: story.accept("send"),
    H.REJECTED: lambda story: story.do(MOVES[H.REJECTED]),
    H.WITHDRAWN: lambda story: story.do(MOVES[H.WITHDRAWN]),
}
MOVES: dict[H, c.AnyCommand] = {
    H.OFFERED: c.ReofferHandoff(obligation=SEND),
    H.DELIVERED: c.ConfirmDelivery(obligation=SEND, attempt=1),
    H.UNDELIVERED: c.ReportUndelivered(obligation=SEND, attempt=1),
    H.SEEN: c.MarkSeen(obligation=SEND),
    H.RETURNED: c.ReturnHandoff(obligation=SEND, question="?"),
    H.ACCEPTED: c.AcceptHandoff(obligation=SEND, person="kari"),
    H.REJECTED: c.RejectHandoff(obligation=SEND, reason="x", answers={"why": "not-our-patient"}),
    H.WITHDRAWN: c.WithdrawHandoff(obligation=SEND, reason="x"),
}
QUIET = {H.DELIVERED, H.UNDELIVERED, H.SEEN}
"""Receipts: what does not fit is no error of anybody's, and changes nothing."""


@pytest.mark.parametrize(("start", "to"), list(product(REACHED, MOVES)))
def test_a_contract_moves_as_the_table_says_and_in_no_other_way(start: H, to: H) -> None:
    story = sent()
    REACHED[start](story)
    allowed = to in HANDOFF_MOVES[start]
    if start is H.RETURNED and to is H.SEEN:
        allowed = False  # only an answer brings it back before the receiver

    if allowed:
        assert story.do(MOVES[to])
        assert to in (H.ACCEPTED, H.REJECTED, H.WITHDRAWN) or contract(story).status is to
    elif (to in QUIET and story.all_open("send")) or to in QUIET - {H.SEEN}:
        assert story.do(MOVES[to]) == ()
    else:
        assert story.refused(MOVES[to]).code in ("wrong-status", "already-done")


def test_an_answer_is_given_only_to_a_question() -> None:
    story = sent()

    assert story.refused(c.AnswerHandoff(obligation=SEND, answer="Ja")).code == "wrong-status"


def test_the_acts_of_a_handoff_do_not_fit_a_task() -> None:
    story = Story().enrol()

    for command in (
        c.AcceptHandoff(obligation="offer#1", person="kari"),
        c.ReturnHandoff(obligation="offer#1", question="?"),
        c.AnswerHandoff(obligation="offer#1", answer="x"),
    ):
        assert story.refused(command).code == "wrong-status"
    assert story.do(c.MarkSeen(obligation="offer#1")) == ()


# --- when nobody answers, and consent ---------------------------------------------------------


def test_an_offer_nobody_answers_is_reminded_passed_and_escalated_and_stays_with_the_sender() -> (
    None
):
    story = sent()
    story.do(c.ConfirmDelivery(obligation=SEND, attempt=1))

    facts = story.wake("2026-03-31")

    assert kinds(facts) == ["ReminderDue", "DeadlinePassed", "Escalated", "Escalated"]
    assert every(e.Escalated, facts)[0].to == (("ward", "lead"), ("intake-a", "lead"))
    assert story.open("send").holder == "ward"
    assert [entry.role for entry in story.latest if entry.message == "escalation"] == ["lead"] * 3


def test_an_offer_that_may_expire_does_so_after_its_last_rung() -> None:
    story = Story().enrol(start="talk-2")
    story.complete("talk-2", "held", needs=[{"service": "physio"}])
    story.complete("plan")
    story.complete("consider-ip", "no")
    assert story.open("need-offer").awaits == "physio-a"

    facts = story.wake("2026-04-01")

    assert only(e.HandoffExpired, facts).step == "need-offer"
    assert only(e.HandoffExpired, facts).at == at("2026-03-10 00:00")
    assert story.open("need-again").holder == "owner-a"


def test_an_objection_stops_an_offer_on_its_way_and_nothing_more_is_sent() -> None:
    story = sent()

    facts = story.report("objects")

    assert only(e.HandoffWithdrawn, facts).reason == "objected"
    assert story.steps == {"keep-quiet"}
    blocked = story.wake("2026-03-31")
    assert only(e.HandoffBlocked, blocked).purpose == "sharing"


def test_a_copy_is_withheld_from_whom_the_patient_does_not_want_it_shared_with() -> None:
    story = Story().enrol(start="hold")
    story.do(c.RecordConsent(purpose="sharing", decision=NO, party="gp"))

    facts = story.complete("hold", "held")

    assert only(e.CopyWithheld, facts).party == "gp"
    assert story.messages() == [("handoff-offered", "intake-a")]


def test_what_the_patient_says_of_one_receiver_goes_before_what_is_said_of_all() -> None:
    story = Story().enrol(start="hold")
    story.report("objects")
    story.do(c.RecordConsent(purpose="sharing", decision=YES, party="intake"))

    facts = story.complete("hold", "held")

    assert only(e.HandoffOffered, facts).receiver == "intake-a"
    assert only(e.CopyWithheld, facts).party == "gp"


# --- who at the awaited unit has it -----------------------------------------------------------


def test_a_person_who_takes_an_offer_has_not_accepted_it() -> None:
    story = sent()

    story.do(c.ClaimTask(obligation=SEND, person="kari"))

    assert story.open("send").claimed_by == "kari"
    assert story.open("send").holder == "ward"
    assert contract(story).status is H.OFFERED
    story.do(c.ReleaseTask(obligation=SEND))
    assert story.open("send").claimed_by is None
    assert contract(story).status is H.OFFERED


def test_an_offer_that_goes_to_another_unit_is_nobodys_there() -> None:
    story = sent()
    story.do(c.ClaimTask(obligation=SEND, person="kari"))

    story.do(c.ForwardHandoff(obligation=SEND, to="intake-b"))

    assert story.open("send").claimed_by is None


def test_the_answer_to_a_question_comes_back_to_whoever_asked() -> None:
    story = sent()
    story.do(c.ClaimTask(obligation=SEND, person="kari"))

    story.do(c.ReturnHandoff(obligation=SEND, question="Hvem ringer?"))
    assert story.open("send").claimed_by is None
    story.do(c.ClaimTask(obligation=SEND, person="per"))
    story.do(c.AnswerHandoff(obligation=SEND, answer="Vi gjør det."))

    assert story.open("send").claimed_by == "kari"


def test_an_answer_to_a_question_that_nobody_had_taken_comes_back_to_the_unit() -> None:
    story = sent()
    story.do(c.ReturnHandoff(obligation=SEND, question="Hvem ringer?"))
    story.do(c.ClaimTask(obligation=SEND, person="per"))

    story.do(c.AnswerHandoff(obligation=SEND, answer="Vi gjør det."))

    assert story.open("send").claimed_by is None


def test_what_comes_back_is_as_old_on_the_list_as_its_question() -> None:
    story = sent()
    assert story.open("send").listed is None

    story.on("2026-03-04")
    story.do(c.ReturnHandoff(obligation=SEND, question="Hvem ringer?"))

    assert story.open("send").listed == story.now
    assert story.open("send").started < story.now
