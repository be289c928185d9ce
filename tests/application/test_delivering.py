"""Messages go out while they are true, once for each item and rung, and say little."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hjemover.application.delivering import Delivered, InboxCarrier, deliver
from hjemover.application.queries import history, inbox, stuck
from hjemover.calendar import OpeningHours
from hjemover.engine import commands as c
from hjemover.messages.channels import SendResult
from hjemover.store import address_book, journal, outbox
from hjemover.store.address_book import Unit
from hjemover.store.tables import delivery
from hjemover.store.tables import outbox as queue
from hjemover.vocabulary import HandoffStatus, StuckCause
from tests.application.town import (
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    PATIENT,
    PERMANENT,
    LosingCarrier,
    Mailbox,
    Town,
    at,
    temporary,
)
from tests.store.planting import edit

EVENING = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)


def _messages(town: Town) -> dict[str, tuple[str, str]]:
    """Message to (status, last error), for a town with one patient."""
    with town.house.database.reading() as tx:
        rows = tx.execute(select(queue.c.message, queue.c.status, queue.c.last_error))
        return {row.message: (row.status, row.last_error) for row in rows}


def _tries(town: Town) -> list[Any]:
    with town.house.database.reading() as tx:
        return list(tx.execute(select(delivery).order_by(delivery.c.id)))


def _handoff(town: Town, ref: str) -> HandoffStatus:
    handoff = town.open(ref, "send").handoff
    assert handoff is not None
    return handoff.status


# --- on its way -------------------------------------------------------------------------------


def test_an_offer_is_delivered_with_a_receipt_and_the_receiver_is_knocked_on(town):
    ref = town.enrol()
    mailbox = Mailbox()
    assert town.post(mailbox) == Delivered(sent=1)
    assert _handoff(town, ref) is HandoffStatus.DELIVERED
    assert mailbox.addresses == [f"{INTAKE}@post.example"]
    receipt = history(town.house, ref)[-1]
    assert (receipt.event_type, receipt.envelope.actor) == ("handoff-delivered", "system")
    [tried] = _tries(town)
    assert (tried.result, tried.channel, tried.address_kind) == ("sent", "email", "unit")


def test_nothing_to_send_is_nothing_done(town):
    assert town.post() == Delivered()
    town.enrol()
    town.post()
    assert town.post() == Delivered()


def test_delivery_is_not_acceptance_the_sender_keeps_the_ball(town):
    ref = town.enrol()
    town.post()
    open_ = town.open(ref, "send")
    assert (open_.holder, open_.awaits) == (HOSPITAL, INTAKE)


def test_every_item_and_rung_is_one_mail(town):
    ref = town.enrol()
    mailbox = Mailbox()
    for day in range(12):  # the day's sweep and post, twice, as when two drivers are at work
        for _ in range(2):
            town.until(MONDAY + day * DAY)
            town.post(mailbox)
    assert town.told(ref).count("escalated") == 1
    assert [(one.to, one.content.subject.split(":")[0]) for one in mailbox.sent] == [
        (f"{INTAKE}@post.example", "Mottak Bergen")
    ] * 3 + [("leder@post.example", "Mottak Bergen")]
    assert len({one.id for one in mailbox.sent}) == 4
    with town.house.database.reading() as tx:
        said = list(tx.execute(select(queue.c.message).order_by(queue.c.id)).scalars())
    assert said == ["handoff-offered", "reminder", "deadline-passed", "escalation"]


def test_a_mail_has_neither_name_number_pathway_step_nor_reference(town):
    ref = town.enrol()
    mailbox = Mailbox()
    for day in range(12):
        town.until(MONDAY + day * DAY)
        town.post(mailbox)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.clock.set(MONDAY + 14 * DAY)
    town.post(mailbox)
    wanted = town.enrolment()
    assert wanted.birth_number is not None
    assert len(mailbox.sent) >= 6
    for mail in mailbox.sent:
        whole = f"{mail.content.subject}\n{mail.content.text}\n{mail.content.html}"
        for own in ("Kreftsykepleier", "Kreftavdelingen"):  # whoever has the mailbox knows it
            whole = whole.replace(own, "")
        for secret in (
            *PATIENT.split(), wanted.birth_number, wanted.birth_number[:6], ref, "kort-hjem",
            "Kort vei hjem", "kreft", "Overfør til kommunen", "Besøk", "send#1",
        ):  # fmt: skip
            assert secret.lower() not in whole.lower(), secret
        assert "https://hjemover.example/innboks" in mail.content.text


# --- looked at again when it is sent -----------------------------------------------------------


def _now_and_tomorrow(town: Town, mailbox: Mailbox) -> None:
    """What goes at once, and what is gathered until the next morning."""
    town.post(mailbox)
    town.clock.set(town.clock.now() + DAY)
    town.post(mailbox)


def _obsolete(town: Town, message: str) -> None:
    assert _messages(town)[message][0] == "obsolete"


def test_what_is_done_already_is_not_knocked_about(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.CompleteTask(obligation="visit#1", outcome="done"), NURSE)
    mailbox = Mailbox()
    _now_and_tomorrow(town, mailbox)
    # Of three that were queued only the sender hears: the patient was taken over.
    assert mailbox.addresses == [f"{HOSPITAL}@post.example"]
    _obsolete(town, "handoff-offered")
    _obsolete(town, "task-requested")
    assert _messages(town)["handoff-accepted"][0] == "sent"


def test_what_was_sent_on_is_not_knocked_about_at_the_first_receiver(town):
    ref = town.enrol()
    town.order(ref, c.ForwardHandoff(obligation="send#1", to=OTHER_INTAKE), INTAKE)
    mailbox = Mailbox()
    assert town.post(mailbox) == Delivered(sent=1, obsolete=1)
    assert mailbox.addresses == [f"{OTHER_INTAKE}@post.example"]


def test_nobody_is_reminded_when_it_is_the_other_ones_turn(town):
    ref = town.enrol()
    town.post()
    town.until(MONDAY + DAY)  # the reminder is queued
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvilken dose?"), INTAKE)
    mailbox = Mailbox()
    town.post(mailbox)
    _obsolete(town, "reminder")
    assert mailbox.addresses == [f"{HOSPITAL}@post.example"]


def test_a_question_that_was_answered_before_its_mail_went_out_is_not_knocked_about(town):
    ref = town.enrol()
    town.post()
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvilken dose?"), INTAKE)
    town.order(ref, c.AnswerHandoff(obligation="send#1", answer="Se vedlegg"), HOSPITAL)
    mailbox = Mailbox()
    town.post(mailbox)
    _obsolete(town, "handoff-returned")
    assert mailbox.addresses == [f"{INTAKE}@post.example"]


def test_a_task_that_another_unit_took_over_is_not_knocked_about_at_the_first(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.AssignParty(party="nurse", unit=OTHER_INTAKE, reason="Ferie"), NURSE)
    transfer = next(
        one for one in town.pathway(ref).obligations.values() if one.kind.value == "transfer"
    )
    town.order(ref, c.AcceptHandoff(obligation=transfer.id, person="eva"), OTHER_INTAKE)
    assert town.open(ref, "visit").holder == OTHER_INTAKE
    mailbox = Mailbox()
    _now_and_tomorrow(town, mailbox)
    _obsolete(town, "task-requested")
    assert mailbox.addresses.count(f"{OTHER_INTAKE}@post.example") == 1  # it is theirs now


def test_after_a_death_nothing_leaves_the_house(town):
    ref = town.enrol()
    town.until(MONDAY + DAY)
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    mailbox = Mailbox()
    carrier = LosingCarrier()
    town.post(mailbox, carrier)
    for day in range(2, 20):
        town.until(MONDAY + day * DAY)
        town.post(mailbox, carrier)
    assert (mailbox.sent, carrier.carried) == ([], [])
    assert {status for status, _ in _messages(town).values()} == {"obsolete"}


def test_what_waited_for_the_morning_stays_in_the_house_after_a_death(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    mailbox = Mailbox()
    town.post(mailbox)  # that they took over is told to the hospital tomorrow
    town.order(ref, c.ReportEvent(event="death"), NURSE)
    _now_and_tomorrow(town, mailbox)
    assert mailbox.sent == []
    _obsolete(town, "handoff-accepted")


def test_a_pathway_that_is_gone_has_nothing_sent_about_it(town):
    town.enrol()
    database = town.house.database
    edit(
        database,
        "DELETE FROM journal_payload", "DELETE FROM journal", "DELETE FROM pathway",
    )  # fmt: skip
    mailbox = Mailbox()
    assert town.post(mailbox) == Delivered(obsolete=1)
    assert mailbox.sent == []


def test_a_pathway_that_cannot_be_read_holds_back_its_own_messages_only(town):
    broken, well = town.enrol(1), town.enrol(2)
    edit(town.house.database, f"UPDATE pathway SET state_format = 99 WHERE ref = '{broken}'")
    mailbox = Mailbox()
    done = town.post(mailbox)
    assert (done.sent, done.failed) == (1, 1)
    assert _handoff(town, well) is HandoffStatus.DELIVERED
    # When it can be read again its message goes out, late.
    edit(town.house.database, f"UPDATE pathway SET state_format = 1 WHERE ref = '{broken}'")
    town.clock.set(MONDAY + timedelta(minutes=2))
    assert town.post(mailbox).sent == 1
    assert _handoff(town, broken) is HandoffStatus.DELIVERED


# --- failing ----------------------------------------------------------------------------------


def test_what_cannot_be_sent_just_now_is_tried_again_with_longer_and_longer_pauses(town):
    ref = town.enrol()
    mailbox = Mailbox(*temporary(2))
    assert town.post(mailbox) == Delivered(failed=1)
    assert _handoff(town, ref) is HandoffStatus.DELIVERED  # it stands in the inbox already
    town.clock.set(MONDAY + timedelta(seconds=59))
    assert town.post(mailbox) == Delivered()
    town.clock.set(MONDAY + timedelta(minutes=1))
    assert town.post(mailbox) == Delivered(failed=1)
    town.clock.set(MONDAY + timedelta(minutes=5))
    assert town.post(mailbox) == Delivered()
    town.clock.set(MONDAY + timedelta(minutes=6))
    assert town.post(mailbox) == Delivered(sent=1)
    assert [one.result for one in _tries(town)] == ["temporary", "temporary", "sent"]
    assert town.told(ref).count("handoff-delivered") == 1
    assert stuck(town.house) == []


def test_an_address_that_never_answers_becomes_a_dead_letter_that_somebody_sees(town):
    town.enrol()
    mailbox = Mailbox(*temporary(20))
    moment = MONDAY
    while _messages(town)["handoff-offered"][0] != "dead":
        assert moment < MONDAY + 3 * DAY, "it is known before the third day"
        town.clock.set(moment)
        town.post(mailbox)
        moment += timedelta(hours=1)
    assert mailbox.sent == []
    assert [row.cause for row in stuck(town.house, at(HOSPITAL))] == [StuckCause.NOT_DELIVERED]


def test_an_address_that_does_not_exist_is_marked_and_not_tried_again(town):
    town.enrol(1)
    mailbox = Mailbox(PERMANENT)
    assert town.post(mailbox) == Delivered(dead=1)
    with town.house.database.reading() as tx:
        known = address_book.records(tx, address_book.ContactPoint)
    points = {one.unit: one.status for one in known if one.role == "unit"}
    assert points.pop(INTAKE) == "bounced"
    assert set(points.values()) == {"ok"}
    town.enrol(2)
    assert town.post(mailbox) == Delivered(dead=1)
    assert mailbox.sent == []
    assert len(stuck(town.house, at(HOSPITAL))) == 2
    # The offers themselves stand in the inbox all the same.
    assert len(inbox(town.house, at(INTAKE))) == 2


def test_when_the_address_has_been_corrected_a_dead_letter_can_be_sent_again(town):
    ref = town.enrol()
    town.post(Mailbox(PERMANENT))
    town.change(address_book.ContactPoint(unit=INTAKE, channel="email", address="ny@post.example"))
    database, now = town.house.database, town.clock.now()
    with database.reading() as tx:
        ids = list(tx.execute(select(queue.c.id)).scalars())
    database.run_writing(lambda tx: outbox.mark(tx, ids, "queued", now))
    mailbox = Mailbox()
    assert town.post(mailbox) == Delivered(sent=1)
    assert mailbox.addresses == ["ny@post.example"]
    assert stuck(town.house) == []
    assert town.told(ref).count("handoff-delivered") == 1


def test_a_handoff_that_cannot_be_carried_is_tried_again_and_then_told_to_the_sender(town):
    ref = town.enrol()
    carrier = LosingCarrier(*temporary(20))
    mailbox = Mailbox()
    moment = MONDAY
    while _handoff(town, ref) is not HandoffStatus.UNDELIVERED:
        assert moment < MONDAY + 3 * DAY
        town.clock.set(moment)
        town.post(mailbox, carrier)
        moment += timedelta(hours=1)
    town.post(mailbox, carrier)
    assert mailbox.addresses == [f"{HOSPITAL}@post.example"]
    assert "ikke" in mailbox.sent[0].content.subject.lower() + mailbox.sent[0].content.text
    assert town.open(ref, "send").awaits == HOSPITAL
    assert [row.cause for row in stuck(town.house, at(HOSPITAL))] == [StuckCause.NOT_DELIVERED]
    town.order(ref, c.ReofferHandoff(obligation="send#1"), HOSPITAL)
    town.post(mailbox)
    assert _handoff(town, ref) is HandoffStatus.DELIVERED


def test_a_receipt_that_comes_twice_is_one_receipt(town):
    """The process died between the receipt and the note that it was sent."""
    ref = town.enrol()
    database, lease = town.house.database, timedelta(seconds=town.house.lease_seconds)
    database.run_writing(lambda tx: outbox.claim(tx, town.clock.now(), 10, "død", lease))
    assert town.post() == Delivered()  # somebody has it
    town.clock.set(MONDAY + lease)
    town.post()
    assert town.told(ref).count("handoff-delivered") == 1
    with database.reading() as tx:
        [claim] = tx.execute(select(queue.c.status, queue.c.attempts)).all()
    assert tuple(claim) == ("sent", 2)


def test_a_late_sender_cannot_undo_what_another_has_settled(town):
    """One froze with the message in hand; when it woke its lease had gone to another."""
    town.enrol()

    class Frozen(Mailbox):
        def send(self, message: Any) -> SendResult:
            town.clock.set(MONDAY + timedelta(minutes=5))
            town.post(Mailbox())
            return super().send(message)

    late = Frozen()
    deliver(town.house, InboxCarrier(), late, "sen")
    assert _messages(town)["handoff-offered"][0] == "sent"
    assert [one.result for one in _tries(town)] == ["sent"]
    assert len(late.sent) == 1  # at least once: a copy may come, with the same id


# --- opening hours ----------------------------------------------------------------------------


@pytest.fixture
def day_time(town: Town) -> Town:
    """Bergen's intake is open from eight to four on weekdays."""
    hours = OpeningHours(time(8), time(16))
    town.change(
        Unit(
            id=INTAKE, organisation=BERGEN, name="Mottak Bergen", lead="ola",
            week=(hours,) * 5 + (None, None),
        )
    )  # fmt: skip
    return town


def test_what_comes_at_night_waits_and_is_gathered_into_one_mail_in_the_morning(day_time):
    town, mailbox = day_time, Mailbox()
    town.clock.set(EVENING)
    refs = [town.enrol(number) for number in range(3)]
    assert town.post(mailbox) == Delivered(held=3)
    # It stands in the inbox meanwhile, with its receipt.
    assert {_handoff(town, ref) for ref in refs} == {HandoffStatus.DELIVERED}
    town.clock.set(NEXT_MORNING - timedelta(minutes=1))
    assert town.post(mailbox) == Delivered()
    town.clock.set(NEXT_MORNING)
    assert town.post(mailbox) == Delivered(sent=3)
    [mail] = mailbox.sent
    assert mail.content.subject == "Mottak Bergen: 3 saker i innboksen"
    assert "3 overføringer" in mail.content.text
    assert {one.message_id for one in _tries(town)} == {mail.id}


def test_a_held_message_has_not_used_up_a_try(day_time):
    town = day_time
    town.clock.set(EVENING)
    town.enrol()
    town.post()
    with town.house.database.reading() as tx:
        assert tx.execute(select(queue.c.attempts)).scalar_one() == 0


def test_what_is_done_during_the_night_is_not_in_the_morning_mail(day_time):
    town, mailbox = day_time, Mailbox()
    town.clock.set(EVENING)
    kept, done = town.enrol(1), town.enrol(2)
    town.post(mailbox)
    town.order(done, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.clock.set(NEXT_MORNING)
    town.post(mailbox)
    to_intake = [one for one in mailbox.sent if one.to == f"{INTAKE}@post.example"]
    assert [one.content.subject for one in to_intake] == [
        "Mottak Bergen: 1 overføring venter på svar"
    ]
    assert _handoff(town, kept) is HandoffStatus.DELIVERED


def test_an_escalation_does_not_wait_for_the_morning(day_time):
    town, mailbox = day_time, Mailbox()
    ref = town.enrol()
    town.post()
    escalates = next(
        rung.at for rung in town.open(ref, "send").schedule if rung.kind.value == "escalate"
    )
    town.until(escalates)
    town.post(mailbox)
    assert town.told(ref).count("escalated") == 1
    assert "leder@post.example" in mailbox.addresses


def test_a_unit_without_a_mailbox_finds_it_in_the_inbox(town):
    town.change(
        Unit(id="uten-post", organisation=BERGEN, name="Uten post"),
        address_book.UnitService(organisation=BERGEN, service="intake", unit="uten-post"),
    )
    ref = town.enrol()
    mailbox = Mailbox()
    assert town.post(mailbox) == Delivered(sent=1)
    assert mailbox.sent == []
    assert [(one.channel, one.result) for one in _tries(town)] == [("inbox", "sent")]
    assert [item.ref for item in inbox(town.house, at("uten-post"))] == [ref]


def test_two_who_deliver_at_once_send_each_message_once(town):
    for number in range(6):
        town.enrol(number)
    one, other = Mailbox(), Mailbox()
    first = deliver(town.house, InboxCarrier(), one, "en", limit=3)
    second = deliver(town.house, InboxCarrier(), other, "to", limit=3)
    assert first + second == Delivered(sent=6)
    ids = [mail.id for mail in (*one.sent, *other.sent)]
    assert len(ids) == len(set(ids)) == 6
    with town.house.database.reading() as tx:
        stored = journal.load(tx, town.enrol(0), for_update=False)
    assert stored is not None
