"""The world the features speak of: what people do in it, and a clock that the test sets.

Every act goes through the real application. The steps only say what nurses say.
"""

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import cast

from installation import GP_OFFICE, HOSPITAL, LONG_AGO, PATHWAY, Systems, place_of
from seeing import Patient, Sight, someone_in
from sqlalchemy import ColumnElement, func, select

from hjemover.application.delivering import deliver_all
from hjemover.application.desk.item import open_item
from hjemover.application.enrolling import Enrolment, enrol, new_order_id
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, House, SetClock
from hjemover.application.occurrences import Heard, Told, report_occurrence
from hjemover.application.opaque import obligation_key
from hjemover.application.previewing import preview_order
from hjemover.application.sweeping import sweep_once
from hjemover.birth_number import make_synthetic
from hjemover.bootstrap import Settings, mail_channel
from hjemover.calendar import local_day
from hjemover.engine import commands as c
from hjemover.engine.preview import Preview
from hjemover.engine.state import Answers, Obligation
from hjemover.store import address_book, wakeups
from hjemover.store.tables import outbox

SURNAME = "Tålmodig"

CopyOf = Callable[[House], House]


class World(Sight):
    """Everything a feature can do and see.

    Args:
        house: On a database of its own, with a :class:`SetClock`.
        settings: Those the house was built with; they have no mail server.
        copied: Makes a house on a copy of another's database.
    """

    def __init__(self, house: House, settings: Settings, copied: CopyOf) -> None:
        super().__init__(house)
        assert isinstance(house.clock, SetClock)
        self._clock = house.clock
        self._settings = settings
        self._copied = copied
        self.systems = Systems()
        self.last_heard: Heard | None = None
        self.last_preview: Preview | None = None
        self.previewed = ""
        self.had_it_been_up: World | None = None

    # --- time ---------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        assert self._clock.now() != LONG_AGO, "the feature has not said what time it is"
        return self._clock.now()

    def let_time_pass_to(self, instant: datetime) -> None:
        """The clock goes, and everything happens when its time comes."""
        assert instant >= self._clock.now(), "time does not go backwards"
        while (soonest := self._next()) is not None and soonest <= instant:
            assert soonest > self._clock.now(), "something that is due was left"
            self._clock.set(soonest)
            self._work()
        self._clock.set(instant)

    def stand_still_to(self, instant: datetime) -> None:
        """The clock goes, but the system is down until then."""
        assert instant >= self.now
        self._clock.set(instant)
        self._work()

    def _work(self) -> None:
        """What the workers do, once: fire what is due, and send what is to be sent."""
        fired = sweep_once(self.house, by="sweeper")
        assert fired.failed == ()
        channel = mail_channel(self.house, self._settings)
        deliver_all(self.house, self.systems, channel, by="postman")
        channel.close()

    def _next(self) -> datetime | None:
        with self.house.database.reading() as tx:
            moments = wakeups.next_due(tx), self._next_message()
        return min((one for one in moments if one is not None), default=None)

    def _next_message(self, *conditions: ColumnElement[bool]) -> datetime | None:
        """When the outbox next has something to send, or to send again."""
        query = select(func.min(outbox.c.not_before)).where(outbox.c.status == "queued")
        with self.house.database.reading() as tx:
            found: datetime | None = tx.execute(query.where(*conditions)).scalar_one()
        return found

    def without_the_outage(self, instant: datetime) -> "World":
        """The same world, had the system been up until *instant*."""
        other = World(self._copied(self.house), self._settings, self._copied)
        other.patients = dict(self.patients)
        other.systems = copy.deepcopy(self.systems)
        other.let_time_pass_to(instant)
        return other

    # --- where people are ---------------------------------------------------------------------

    def is_away(self, person: str, first: date, last: date) -> None:
        absence = address_book.Absence(person=person, from_day=first, to_day=last)
        self._write(absence)

    def stands_in(self, unit: str, deputy: str) -> None:
        """*deputy* is there for *unit* on days when nobody else is."""
        self._write(address_book.Deputy(unit=unit, deputy=deputy, from_day=local_day(self.now)))

    def _write(self, record: address_book.Record) -> None:
        self.house.database.run_writing(lambda tx: address_book.put(tx, record))
        self.house.forget_directory()

    # --- what people do -----------------------------------------------------------------------

    def knows(self, name: str, municipality: str, diagnosed: date | None = None) -> None:
        born = date(1950, 3, 1) + timedelta(days=len(self.patients))
        self.patients[name] = Patient(
            name=name,
            full_name=f"{name} {SURNAME}",
            birth_number=make_synthetic(born, 0),
            municipality=municipality,
            diagnosed=diagnosed,
        )

    def enrol(self, name: str) -> None:
        """The hospital reports the patient and fills in the form."""
        diagnosed = self.patients[name].diagnosed
        assert diagnosed is not None
        self.enrol_on(name, PATHWAY, {"hospital": HOSPITAL}, {"diagnosed": diagnosed})
        self.complete(name, "include", "done", kind="new")

    def enrol_on(
        self, name: str, pathway: str, parties: dict[str, str], dates: dict[str, date]
    ) -> None:
        """The first of *parties* enrols somebody who is known."""
        patient = self.patients[name]
        answer = enrol(
            self.house,
            Enrolment(
                id=new_order_id(),
                pathway=pathway,
                name=patient.full_name,
                birth_number=patient.birth_number,
                parties=parties,
                municipality=patient.municipality,
                gp=GP_OFFICE,
                dates=dates,
            ),
            someone_in(next(iter(parties.values()))),
        )
        self.patients[name] = patient._replace(ref=answer.ref, pathway=pathway)
        self._work()

    def open_case(self, name: str, pathway: str, party: str, unit: str) -> None:
        """Somebody at *unit* begins a case, which is about no patient."""
        answer = enrol(
            self.house,
            Enrolment(
                id=new_order_id(),
                pathway=pathway,
                parties={party: unit},
                organisation=place_of(unit),
            ),
            someone_in(unit),
        )
        self.patients[name] = Patient(name=name, ref=answer.ref, pathway=pathway)
        self._work()

    def complete(
        self,
        name: str,
        step: str,
        outcome: str,
        *,
        by: str | None = None,
        late_because: str = "",
        **answers: object,
    ) -> None:
        """Whoever has the task does it, or tries to: *by*."""
        task = self.obligation(name, step, by)
        command = c.CompleteTask(
            obligation=task.id,
            outcome=outcome,
            answers=_said(answers),
            late_because=late_because,
        )
        self._do(name, command, by or task.holder)

    def tick(self, name: str, step: str, item: str) -> None:
        task = self.obligation(name, step)
        self._do(name, c.CheckItem(obligation=task.id, item=item), task.holder)

    def stop_clock(self, name: str, step: str, by: str, reason: str) -> None:
        task = self.obligation(name, step, by)
        self._do(name, c.StopClock(obligation=task.id, reason=reason), by)

    def start_clock(self, name: str, step: str, by: str) -> None:
        task = self.obligation(name, step, by)
        self._do(name, c.StartClock(obligation=task.id), by)

    def open(self, name: str, step: str, by: str) -> None:
        """A person of the unit has the item before them on the screen."""
        offer, ref = self.obligation(name, step), self.pathway(name).ref
        assert open_item(self.house, someone_in(by), ref, obligation_key(offer.id)) is not None
        self._work()

    def accept(self, name: str, step: str, by: str) -> None:
        offer = self.obligation(name, step, by)
        person = someone_in(by).id
        self._do(name, c.AcceptHandoff(obligation=offer.id, person=person), by)

    def reject(self, name: str, step: str, by: str, reason: str, **answers: object) -> None:
        offer = self.obligation(name, step, by)
        said = _said(answers)
        self._do(name, c.RejectHandoff(obligation=offer.id, reason=reason, answers=said), by)

    def ask(self, name: str, step: str, by: str, question: str) -> None:
        offer = self.obligation(name, step)
        self._do(name, c.ReturnHandoff(obligation=offer.id, question=question), by)

    def answer(self, name: str, step: str, by: str, answer: str) -> None:
        offer = self.obligation(name, step)
        self._do(name, c.AnswerHandoff(obligation=offer.id, answer=answer), by)

    def forward(self, name: str, step: str, by: str, to: str) -> None:
        offer = self.obligation(name, step)
        self._do(name, c.ForwardHandoff(obligation=offer.id, to=to), by)

    def extend(self, name: str, step: str, by: str, reason: str) -> None:
        task = self.obligation(name, step, by)
        self._do(name, c.ExtendLimit(obligation=task.id, reason=reason), by)

    def withdraw(self, name: str, step: str, by: str, reason: str) -> None:
        offer = self.obligation(name, step)
        self._do(name, c.WithdrawHandoff(obligation=offer.id, reason=reason), by)

    def send_again(self, name: str, step: str, by: str) -> None:
        offer = self.obligation(name, step)
        self._do(name, c.ReofferHandoff(obligation=offer.id), by)

    def receipt(self, name: str, step: str, *, arrived: bool) -> None:
        """The receiver's system says, when it is next asked, that the message came or did not."""
        offer = self.obligation(name, step)
        self.systems.say(_place(offer), "takes" if arrived else "bounces")
        ours = outbox.c.ref == self.pathway(name).ref
        asked = self._next_message(ours, outbox.c.purpose == "handoff")
        assert asked is not None, "ingen overføring venter på kvittering"
        self.let_time_pass_to(asked)

    def report(self, name: str, event: str, *, by: str | None = None, **answers: object) -> None:
        command = c.ReportEvent(event=event, answers=_said(answers))
        self._do(name, command, by or self.pathway(name).responsible)

    def tell(self, name: str, occurrence: str, unit: str, **data: object) -> None:
        """A system tells that something has happened to the patient, at a unit."""
        [(_, stored), *_] = self._pathways(name)
        assert stored.patient_id is not None
        told = Told(
            id=new_order_id(),
            patient=stored.patient_id,
            occurrence=occurrence,
            at=self.now,
            unit=unit,
            data=_said(data),
        )
        self.last_heard = report_occurrence(self.house, told, THE_SYSTEM)
        self._work()

    def follow_what_began(self, name: str) -> None:
        """From here on the patient's pathway is the one that began by what was told."""
        assert self.last_heard is not None
        [ref] = self.last_heard.began
        self.patients[name] = self.patients[name]._replace(ref=ref)

    def correct(self, name: str, what: str, value: date) -> None:
        self._do(name, _correction(what, value), self.pathway(name).responsible)

    def preview(self, name: str, what: str, value: date) -> None:
        """See what a correction would change, without doing it."""
        pathway = self.pathway(name)
        self.previewed = name
        by = someone_in(pathway.responsible)
        self.last_preview = preview_order(self.house, pathway.ref, _correction(what, value), by)

    def _do(self, name: str, command: c.AnyCommand, by: str) -> None:
        """*by* a person of that unit; then the workers do what follows of it."""
        ref = self.pathway(name).ref
        handle(self.house, Order(id=new_order_id(), ref=ref, command=command, by=someone_in(by)))
        self._work()

    # --- longer pieces of the main way ----------------------------------------------------------

    def write_handover(self, name: str) -> None:
        """The hospital comes as far as to send the patient over."""
        if self.patients[name].ref is None:
            self.enrol(name)
        if self.is_open(name, "offer-1"):
            self.complete(name, "offer-1", "accepted")
        if self.is_open(name, "hold-1"):
            self.hold_talk(name, "hold-1", "held")
        self.complete(name, "write-handover", "done", talk_1="held", asked_for="talk_2")

    def hold_talk(self, name: str, step: str, outcome: str, by: str | None = None) -> None:
        today = local_day(self.now).isoformat()
        self.complete(name, step, outcome, by=by, held_on=today, held_by="Sykepleier")

    def receive(self, name: str) -> None:
        """The municipality's intake has the patient."""
        if not self.is_open(name, "send-1"):
            self.write_handover(name)
        self.accept(name, "send-1", self.obligation(name, "send-1").awaits)

    def follow(self, name: str) -> None:
        """Somebody in the municipality has the patient, and follows them."""
        self.receive(name)
        self.complete(name, "appoint", "appointed")
        self.accept(name, "to-owner", self.obligation(name, "to-owner").awaits)


def _said(answers: dict[str, object]) -> Answers:
    return cast("Answers", answers)


def _correction(what: str, value: date) -> c.CorrectDate:
    return c.CorrectDate(name=what, value=value, reason="Feil dato i henvisningen.")


def _place(offer: Obligation) -> str:
    """The organisation that a handoff is to."""
    assert offer.handoff is not None
    return place_of(offer.handoff.receiver)
