"""What can be seen in an installation, asked the way the screens ask it."""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from installation import PATHWAY, only_person
from sqlalchemy import select

from hjemover.application import queries
from hjemover.application.accruing import AccrualFigures, accruals
from hjemover.application.desk.asking import Asked
from hjemover.application.desk.inbox import read_page
from hjemover.application.house import Actor, House
from hjemover.application.measures import MeasureFigures, measures, yearly_figures
from hjemover.application.queries import WorkItem
from hjemover.calendar import local_day
from hjemover.definition.models import HandoffStep, PathwayDefinition, TaskStep
from hjemover.engine import events as e
from hjemover.engine.accruals import Accrued, accrued
from hjemover.engine.state import Obligation, Pathway
from hjemover.store import definitions, journal
from hjemover.store import mail as kept_mail
from hjemover.store.journal import Stored
from hjemover.store.mail import Mail
from hjemover.store.tables import delivery, outbox
from hjemover.vocabulary import LANGUAGES, ObligationKind, PathwayStatus, StuckCause


class Patient(NamedTuple):
    """Whom a feature speaks of. Synthetic, all of them; of a case there is only the name."""

    name: str  # as the feature says it
    full_name: str = ""
    birth_number: str = ""
    municipality: str = ""
    diagnosed: date | None = None
    ref: str | None = None
    pathway: str = PATHWAY


class Sent(NamedTuple):
    """A message that has left the house, by mail."""

    at: datetime
    ref: str
    message: str
    unit: str
    role: str


def someone_in(*units: str) -> Actor:
    """Somebody who acts for *units*."""
    return Actor(id=only_person(units[0]), units=frozenset(units))


class Sight:
    """What the people of a region see: lists, messages, the journal."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.patients: dict[str, Patient] = {}
        with house.database.reading() as tx:
            found = [definitions.get(tx, one.id, one.version) for one in definitions.published(tx)]
            self.definitions = {one.id: one for one in found if one is not None}
            self.units = tuple(house.directory(tx).units)

    # --- lists ----------------------------------------------------------------------------------

    def inbox(self, unit: str, name: str) -> list[WorkItem]:
        """What awaits the unit about the patient."""
        return self._about(name, queries.inbox(self.house, someone_in(unit)))

    def undelivered(self, unit: str, name: str) -> list[WorkItem]:
        """What was sent to the unit about the patient and did not arrive, as its inbox has it."""
        shown = read_page(self.house, someone_in(unit), Asked())
        return self._about(name, [row.item for row in shown.undelivered])

    def lists(self, unit: str, name: str) -> list[WorkItem]:
        """What the unit has on its lists about the patient: to do, or waiting for others."""
        waiting = queries.awaiting_others(self.house, someone_in(unit))
        return self.inbox(unit, name) + self._about(name, waiting)

    def awaited(self, name: str) -> list[WorkItem]:
        """What awaits anybody about the patient."""
        return self._about(name, queries.inbox(self.house, someone_in(*self.units)))

    def planned(self, name: str) -> list[WorkItem]:
        """What rests until its time about the patient."""
        return self._about(name, queries.planned(self.house, someone_in(*self.units)))

    def stuck(self, name: str) -> set[StuckCause]:
        """Why the patient is stuck, as those who hold or are awaited for it are told."""
        rows = queries.stuck(self.house, someone_in(*self.units))
        ours = {ref for ref, _ in self._pathways(name)}
        return {row.cause for row in rows if row.item.ref in ours}

    def silence_is_healthy(self, name: str) -> bool:
        """Nobody has anything to do, nothing is stuck, and something is planned."""
        return not self.awaited(name) and not self.stuck(name) and bool(self.planned(name))

    def due_day(self, name: str, step: str, unit: str | None = None) -> date:
        """The last day of what is open at a step (and held by *unit*), as lists show it."""
        items = self.awaited(name) + self.planned(name)
        [item] = [one for one in items if one.step == step and unit in (None, one.holder)]
        assert item.due is not None, f"{step} har ingen frist"
        return local_day(item.due - timedelta(microseconds=1))  # midnight ends the day before

    def due_at(self, name: str, step: str) -> datetime:
        """The very instant that the limit of a step ends."""
        due = self.obligation(name, step).due
        assert due is not None, f"{step} har ingen frist"
        return due.at

    def label(self, item: WorkItem) -> str:
        if item.kind is ObligationKind.TRANSFER:
            return "Overta pasienten"
        return self.definitions[item.definition].steps[item.step].label.nb

    def _about(self, name: str, items: list[WorkItem]) -> list[WorkItem]:
        ours = {ref for ref, _ in self._pathways(name)}
        return [one for one in items if one.ref in ours]

    # --- one patient ----------------------------------------------------------------------------

    def pathway(self, name: str) -> Pathway:
        """The patient's first pathway, as it is stored."""
        return self._pathways(name)[0][1].pathway

    def _pathways(self, name: str) -> list[tuple[str, Stored]]:
        """The patient's first pathway, and those that followed from it."""
        ref = self.patients[name].ref
        assert ref is not None, f"{name} er ikke meldt inn"
        with self.house.database.reading() as tx:
            found, waiting = [], [ref]
            while waiting:
                one = waiting.pop(0)
                stored = journal.load(tx, one, for_update=False)
                assert stored is not None, f"forløpet {one} finnes ikke"
                found.append((one, stored))
                waiting += stored.pathway.children
        return found

    def later_pathways(self, name: str) -> list[Pathway]:
        """Pathways that were begun from the first one, for the very same patient."""
        (_, first), *later = self._pathways(name)
        assert {one.patient_id for _, one in later} <= {first.patient_id}
        return [one.pathway for _, one in later]

    def begun_from(self, name: str, case: str) -> Pathway:
        """What has begun from the patient's pathway, about nobody; spoken of as *case* from now."""
        [ref] = self.pathway(name).children
        with self.house.database.reading() as tx:
            stored = journal.load(tx, ref, for_update=False)
        assert stored is not None
        assert stored.patient_id is None
        self.patients[case] = Patient(name=case, ref=ref, pathway=stored.pathway.definition)
        return stored.pathway

    def obligation(self, name: str, step: str, unit: str | None = None) -> Obligation:
        """What is open at *step*: that which awaits *unit*, where there are several."""
        open_ = self.pathway(name).obligations.values()
        found = [one for one in open_ if one.step == step]
        assert found, f"{step} er ikke åpen for {name}: {[one.step for one in open_]}"
        return next((one for one in found if one.awaits == unit), found[0])

    def moved_from_windows(self) -> set[date | None]:
        """The days that the work was to be done before, because nobody works on them."""
        return {
            one.due.reason.moved_from
            for name in self.patients
            for one in self.pathway(name).obligations.values()
            if one.due is not None
        }

    def offers_to(self, name: str, unit: str) -> list[str]:
        """The steps that a unit is asked to take over."""
        return [
            one.step
            for one in self.pathway(name).obligations.values()
            if one.handoff is not None and one.handoff.receiver == unit
        ]

    def is_open(self, name: str, step: str) -> bool:
        if self.patients[name].ref is None:
            return False
        return any(one.step == step for one in self.pathway(name).obligations.values())

    def is_about_somebody(self, name: str) -> bool:
        """Whether there is a patient behind it."""
        return self._pathways(name)[0][1].patient_id is not None

    def holders(self, name: str) -> set[str]:
        return {one.holder for one in self.pathway(name).obligations.values()}

    def ended_as(self, name: str) -> str | None:
        """The words for how it ended; None while it goes on."""
        pathway = self.pathway(name)
        if pathway.status is not PathwayStatus.COMPLETED:
            return None
        return self.definition_of(name).outcomes[str(pathway.outcome)].nb

    def journal(self, name: str) -> list[e.AnyEvent]:
        entries = queries.history(self.house, self.pathway(name).ref)
        return [entry.event for entry in entries if entry.event is not None]

    def last_actor_unit(self, name: str) -> str | None:
        """The unit of whoever did the latest thing in the patient's journal."""
        return queries.history(self.house, self.pathway(name).ref)[-1].envelope.actor_unit

    def needs_without_service(self) -> int:
        """How many needs nobody had anything for, which is what leaders count."""
        return sum(
            isinstance(one, e.StepEntered) and one.step.startswith("need-none-")
            for name in self.patients
            for one in self.journal(name)
        )

    # --- figures --------------------------------------------------------------------------------

    def figures(self, organisation: str, year: int, called: str) -> MeasureFigures:
        """A measure's figures of a year, as the organisation itself sees them."""
        found = [
            one
            for one in measures(
                self.house,
                own=[organisation],
                since=date(year, 1, 1),
                until=date(year + 1, 1, 1),
                period="year",
            )
            if (one.organisation, one.name.nb) == (organisation, called)
        ]
        assert len(found) == 1, f"«{called}» er ikke ett måltall: {found}"
        return found[0]

    def public_figures(self, year: int) -> str:
        """The figures of a year that anybody may have."""
        return yearly_figures(self.house, year)

    def to_pay(self, name: str, now: datetime | None = None) -> Accrued:
        """What somebody is to pay for the patient."""
        rules = self.definition_of(name)
        come = accrued(rules, self.pathway(name), now or self.house.clock.now())
        [found] = come.values()
        return found

    def owed_by(self, organisation: str) -> list[AccrualFigures]:
        """What an organisation is to pay for all patients, as managers see it."""
        return [one for one in accruals(self.house) if one.organisation == organisation]

    # --- messages -------------------------------------------------------------------------------

    def sent(self, name: str, unit: str, role: str = "unit") -> list[Sent]:
        """What has left by mail about the patient, for a unit or for its leader."""
        return [one for one in self._all_sent(name) if (one.unit, one.role) == (unit, role)]

    def has_heard(self, name: str) -> set[str]:
        """Every unit that anything at all about the patient has been sent to by mail."""
        return {one.unit for one in self._all_sent(name)}

    def _all_sent(self, name: str) -> list[Sent]:
        ours = [ref for ref, _ in self._pathways(name)]
        query = (
            select(delivery.c.at, outbox.c.ref, outbox.c.message, outbox.c.unit, outbox.c.role)
            .select_from(outbox.join(delivery))
            .where(outbox.c.ref.in_(ours))
            .where(delivery.c.result == "sent", delivery.c.channel == "email")
            .order_by(delivery.c.id)
        )
        with self.house.database.reading() as tx:
            return [Sent(*row) for row in tx.execute(query)]

    def mails(self) -> list[Mail]:
        """Every mail as it would have been sent, the oldest first."""
        with self.house.database.reading() as tx:
            return kept_mail.latest(tx, limit=10_000)[::-1]

    def mails_to(self, unit: str) -> list[Mail]:
        """The unit's mails, without those to its leader."""
        with self.house.database.reading() as tx:
            address = self.house.addresses(tx).mail[(unit, "unit")].address
        return [one for one in self.mails() if one.to_address == address]

    def told_in_mail(self) -> set[str]:
        """What the mails say that they must not: whom it is about, or what the pathway is."""
        mails = "\n".join(f"{one.subject}\n{one.text}\n{one.html}" for one in self.mails())
        return told_in(mails, self._secrets())

    def _secrets(self) -> set[str]:
        found = set(self.definitions)
        for one in self.patients.values():
            found |= {*one.full_name.split(), one.birth_number, one.ref or ""}
        for rules in self.definitions.values():
            texts = (rules.name, *(one.label for one in rules.steps.values()))
            found |= {getattr(text, language) for text in texts for language in LANGUAGES}
        return found - {""}

    # --- words ----------------------------------------------------------------------------------

    def definition_of(self, name: str) -> PathwayDefinition:
        return self.definitions[self.patients[name].pathway]

    def step_called(self, name: str, label: str) -> str:
        """The step that is called *label* in Norwegian."""
        steps = self.definition_of(name).steps.values()
        found = [one.id for one in steps if one.label.nb == label]
        assert len(found) == 1, f"«{label}» er ikke navnet på ett steg: {found}"
        return found[0]

    def outcome_called(self, name: str, step: str, label: str) -> str:
        rule = self.definition_of(name).steps[step]
        assert isinstance(rule, TaskStep | HandoffStep)
        found = [code for code, one in rule.outcomes.items() if one.label.nb == label]
        known = [one.label.nb for one in rule.outcomes.values()]
        assert len(found) == 1, f"«{label}» er ikke et utfall av {step}: {known}"
        return found[0]

    def asked(self, name: str, step: str, outcome: str) -> list[str]:
        """The fields in words that must be answered to choose an outcome of a task."""
        rule = self.definition_of(name).steps[step]
        assert isinstance(rule, TaskStep | HandoffStep)
        asked = rule.outcomes[outcome].ask.items()
        return [field for field, one in asked if one.required and "text" in one.type]


def told_in(text: str, secrets: set[str]) -> set[str]:
    """Those of *secrets* that stand in *text* as words of their own."""
    return {
        secret
        for secret in secrets
        if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text, re.IGNORECASE)
    }
