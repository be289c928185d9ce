"""Walks a definition at random: patients, people and units that answer, or do not.

Seeded, so that a walk that fails can be walked again. What has been chosen seldom is chosen
sooner, so that a few hundred walks go everywhere.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from hjemover.calendar import local_day
from hjemover.definition.models import Field, HandoffStep, PathwayDefinition, TaskStep
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.decide import deliberate
from hjemover.engine.directory import Directory, Others, Rules, UnitFacts
from hjemover.engine.evolve import fold
from hjemover.engine.state import Answers, Obligation, Pathway, Subject, Value
from hjemover.engine.tasks import fields_of_step
from hjemover.engine.timers import next_wakeup
from hjemover.errors import CommandRefused
from hjemover.vocabulary import HandoffStatus, ObligationKind, PathwayStatus, TaskStatus

HOSPITALS = ("nordre-sykehus", "sondre-sykehus")
MUNICIPALITIES = ("innbygda", "utbygda")
GPS = ("legesenteret",)
FROM_HOME = "start-from-home"
"""A way to begin that some pathways have: the patient asks, and no handoff has come."""
OFFERED = ("physiotherapy", "nutrition", "mental-health")
NOT_OFFERED = "sexual-health"
MOST_ACTS = 400
EVERY_SO_MANY = 7
"""How many patients there are to one who was on the same pathway shortly before."""


@dataclass
class Seen:
    """What the walks have been through so far, all of them together."""

    steps: Counter[str] = field(default_factory=Counter)
    choices: Counter[tuple[str, str]] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)


def address_book(definition: PathwayDefinition) -> Directory:
    """Everybody has every service, but for one need that nobody has anything for."""
    lanes = [one.service for one in definition.parties.values() if "." not in one.service]
    services = [*lanes, *OFFERED]
    pairs = [
        (place, service) for place in (*HOSPITALS, *MUNICIPALITIES, *GPS) for service in services
    ]
    return Directory(
        units={
            f"{place}/{service}": UnitFacts(
                id=f"{place}/{service}", organisation=place, services=(service,)
            )
            for place, service in pairs
        },
        services={(place, service): f"{place}/{service}" for place, service in pairs},
    )


def named_at_enrolment(definition: PathwayDefinition) -> dict[str, str]:
    """The parties that come with enrolment, all of them in the first hospital."""
    return {
        name: f"{HOSPITALS[0]}/{party.service}"
        for name, party in definition.parties.items()
        if party.of == "enrolment" and not party.service.startswith("item.")
    }


def organisation_of(definition: PathwayDefinition) -> str | None:
    """Whom a case is enrolled for; a patient has no need of it."""
    return HOSPITALS[0] if definition.subject in ("case", "organisation") else None


class Walk:
    """One patient on one random way."""

    def __init__(self, rules: Rules, seed: int, seen: Seen) -> None:
        self.random = random.Random(seed)
        self.rules = rules
        self.seen = seen
        self.journal: list[e.AnyEvent] = []
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(
            days=self.random.randrange(400), hours=self.random.randrange(8)
        )
        self.pathway: Pathway | None = None
        if seed % EVERY_SO_MANY == 0:
            before = {rules.definition.id: self.now - timedelta(days=10)}
            self.rules = replace(rules, others=Others(closed_at=before))
        # Some go the main way, which is written first. Some are alike from first to last:
        # never answering, always declining. The rest may do anything.
        self.temper = self.random.choice(("main way", "set", "anything"))
        self.empty_branches: list[str] = []
        self.leanings: dict[str, float] = {}
        self.willing = self.random.choice((0.9, 0.7, 0.1))

    def go(self) -> Pathway:
        """Walk until the pathway closes, or nobody has done anything for long enough.

        Raises:
            AssertionError: The patient was lost: nothing to do, and nothing scheduled.
        """
        self._enrol()
        for _ in range(MOST_ACTS):
            pathway = self._standing()
            if pathway.status is PathwayStatus.COMPLETED:
                self.seen.endings[str(pathway.outcome)] += 1
                return pathway
            self._something()
        return self._standing()

    def _standing(self) -> Pathway:
        assert self.pathway is not None
        return self.pathway

    def tell(self) -> str:
        """The way walked, for the one who has to find out what went wrong."""
        return " > ".join(one.step for one in self.journal if isinstance(one, e.StepEntered))

    # --- acts ---------------------------------------------------------------------------------

    def _decide(self, command: c.AnyCommand) -> bool:
        try:
            turn = deliberate(self.rules, self.pathway, command, self.now)
        except CommandRefused:
            return False
        self.journal.extend(turn.events)
        self.pathway = turn.pathway
        for event in turn.events:
            if isinstance(event, e.StepEntered):
                self.seen.steps[event.step] += 1
            elif isinstance(event, e.InterruptReported):
                self.seen.events[event.event] += 1
        return True

    def _enrol(self) -> None:
        definition, today = self.rules.definition, local_day(self.now)
        required = {name for name, rule in definition.dates.items() if rule.required}
        known = {
            name
            for name, rule in definition.dates.items()
            if not rule.derived and (name in required or self.random.random() < 0.4)
        }
        ago = self.random.choice((0, 1, 3, 14, 160, 400))
        parties, start, answers = self._beginning()
        enrolled = self._decide(
            c.EnrolPathway(
                ref="walk",
                parties=parties,
                dates=dict.fromkeys(sorted(known), today - timedelta(days=ago)),
                subject=Subject(
                    municipality="innbygda",
                    gp="legesenteret",
                    organisation=organisation_of(definition),
                ),
                answers=answers,
                start=start,
            )
        )
        assert enrolled

    def _beginning(self) -> tuple[dict[str, str], str | None, dict[str, Answers]]:
        """The parties named, another first step, and what is known from before."""
        definition = self.rules.definition
        if self.random.random() >= 0.2 or FROM_HOME not in definition.steps:
            return named_at_enrolment(definition), None, {}
        parties = {"intake": "innbygda/intake"}
        if self.random.random() < 0.5:
            return parties, FROM_HOME, {}
        return parties, None, {FROM_HOME: {"asked_by": "patient"}}

    def _something(self) -> None:
        pathway = self._standing()
        wakeup = next_wakeup(pathway)
        at_hand = [one for one in pathway.obligations.values() if self._can_be_done(one)]
        assert wakeup is not None or at_hand, f"the patient is lost after {self.tell()}"
        self.empty_branches += _empty_branches(pathway)
        luck = self.random.random()
        if luck < 0.02:
            self._strike()
        elif luck < 0.03:
            self._correct()
        elif luck < 0.04 and at_hand:
            self._linger(self.random.choice(at_hand))
        elif at_hand and (wakeup is None or luck < 0.75):
            self.now += timedelta(hours=self.random.randrange(1, 30))
            self._act(self.random.choice(at_hand))
        elif wakeup is not None:
            self.now = max(self.now, wakeup) + timedelta(days=self.random.choice((0, 0, 0, 3)))
            assert self._decide(c.AdvanceTime())

    def _can_be_done(self, one: Obligation) -> bool:
        if one.kind is ObligationKind.WAIT:
            return False
        # Planned work is now and then done before its time.
        return one.status is not TaskStatus.DRAFT or self.random.random() < 0.1

    def _act(self, one: Obligation) -> None:
        assert self._decide(c.AdvanceTime())
        if one.id not in self._standing().obligations:
            return
        match one.kind:
            case ObligationKind.CHOOSE_UNIT:
                service = self.rules.definition.parties[one.detail].service
                place = self.random.choice((*HOSPITALS, *MUNICIPALITIES))
                if service.startswith("item."):
                    service = self.random.choice(OFFERED)
                assert self._decide(c.AssignParty(party=one.detail, unit=f"{place}/{service}"))
            case ObligationKind.TASK:
                self._complete(one)
            case ObligationKind.HANDOFF | ObligationKind.TRANSFER:
                self._answer(one)
            case _:
                raise AssertionError(f"a rule failed: {one.detail} after {self.tell()}")

    def _complete(self, one: Obligation) -> None:
        step = self.rules.definition.steps[one.step]
        assert isinstance(step, TaskStep)
        outcome = self._rarest(step.id, tuple(step.outcomes))
        for item in step.checklist:
            self._decide(c.CheckItem(obligation=one.id, item=item))
        # Behind a gate that is shut is not the only way.
        others = [name for name in step.outcomes if name != outcome and _gated(step, outcome)]
        done = any(self._done(one, step, name) for name in (outcome, *others))
        assert done, f"{step.id} could not be completed as {outcome}"

    def _done(self, one: Obligation, step: TaskStep, outcome: str) -> bool:
        fields = fields_of_step(self.rules, step, outcome)
        done = c.CompleteTask(
            obligation=one.id,
            outcome=outcome,
            answers=self._answers(step.id, fields),
            late_because="Ferie.",
        )
        return self._decide(done)

    def _answer(self, one: Obligation) -> None:
        """Somebody accepts, or it is rejected, questioned, forwarded, lost or taken back."""
        assert one.handoff is not None
        step = self.rules.definition.steps.get(one.step)
        ask = step.outcomes["rejected"].ask if isinstance(step, HandoffStep) else {}
        answers = {
            "accept": c.AcceptHandoff(obligation=one.id, person="somebody", late_because="Ferie."),
            "reject": c.RejectHandoff(
                obligation=one.id, reason="Nei.", answers=self._answers(one.step, ask)
            ),
            "return": c.ReturnHandoff(obligation=one.id, question="Hvem?"),
            "forward": c.ForwardHandoff(obligation=one.id, to=self._forwarded_to(one)),
            "withdraw": c.WithdrawHandoff(obligation=one.id, reason="Feil."),
            "lose": c.ReportUndelivered(obligation=one.id, attempt=one.handoff.attempt),
        }
        if one.handoff.status is HandoffStatus.RETURNED:
            self._decide(c.AnswerHandoff(obligation=one.id, answer="Ja."))
        elif self.random.random() < self.willing:
            assert self._decide(answers["accept"])
        else:
            weights = (1, 12, 1, 1, 1, 1)
            self._decide(answers[self.random.choices(tuple(answers), weights)[0]])

    def _forwarded_to(self, one: Obligation) -> str:
        """Another unit of the second municipality: somebody who should not have it after all."""
        others = [unit for unit in self.rules.directory.units if unit.startswith("utbygda/")]
        return next(unit for unit in others if unit != one.awaits)

    def _strike(self) -> None:
        name = self._rarest("@events", tuple(self.rules.definition.events))
        ask = self.rules.definition.events[name].ask
        answers = self._answers(f"@{name}", ask)
        struck = self._decide(c.ReportEvent(event=name, answers=answers))
        assert struck, f"{name} was refused with {answers}"

    def _linger(self, one: Obligation) -> None:
        """The limit is prolonged, or its clock stopped for some days, where that is allowed."""
        until = local_day(self.now) + timedelta(days=self.random.randrange(1, 20))
        if not self._decide(c.ExtendLimit(obligation=one.id, reason="Trenger mer tid.")):
            step = self.rules.definition.steps.get(one.step)
            limit = step.due if isinstance(step, TaskStep) else None
            reasons = (*(limit.stop_reasons if limit else ()), "Sykdom.")
            self._decide(c.StopClock(obligation=one.id, reason=reasons[0], until=until))

    def _correct(self) -> None:
        """A date turns out to have been another."""
        dates = self.rules.definition.dates
        names = [one for one, rule in dates.items() if not rule.derived]
        if not names:
            return
        name = self.random.choice(names)
        day = local_day(self.now) - timedelta(days=self.random.randrange(500))
        assert self._decide(c.CorrectDate(name=name, value=day, reason="Feil."))

    # --- answers ------------------------------------------------------------------------------

    def _rarest(self, of: str, choices: tuple[str, ...]) -> str:
        if of in self.rules.definition.steps:
            if self.temper == "main way" and self.random.random() < 0.85:
                return choices[0]
            if self.temper == "set":
                return max(choices, key=self._leaning)
        weights = [1 / (1 + self.seen.choices[(of, one)]) ** 2 for one in choices]
        chosen = self.random.choices(choices, weights)[0]
        self.seen.choices[(of, chosen)] += 1
        return chosen

    def _leaning(self, outcome: str) -> float:
        return self.leanings.setdefault(outcome, self.random.random())

    def _answers(self, of: str, fields: dict[str, Field]) -> Answers:
        return {
            name: self._value(f"{of}.{name}", name, rule)
            for name, rule in fields.items()
            if rule.required or self.random.random() < 0.6
        }

    def _value(self, of: str, name: str, rule: Field) -> Value:
        match rule.type:
            case "text" | "long-text":
                return "En setning."
            case "date":
                return self._day(name, rule).isoformat()
            case "yes-no":
                return self.random.random() < 0.5
            case "number":
                return self.random.randint(int(rule.at_least or 0), int(rule.at_most or 10))
            case "choice":
                return self._rarest(of, tuple(rule.choices))
            case "choices":
                return [self._rarest(of, tuple(rule.choices))]
            case "municipality":
                return self.random.choice(MUNICIPALITIES)
            case "unit":
                return self._unit(name)
            case "service":
                return self.random.choice((*OFFERED, NOT_OFFERED))
            case "table":
                filled = self.random.sample(tuple(rule.rows), 2)
                return {row: self._answers(of, rule.columns) for row in filled}
            case "list":
                rows = self.random.choice((1, 2, 3) if rule.required else (0, 2, 3, 5))
                return [self._answers(of, rule.columns) for _ in range(rows)]

    def _day(self, name: str, rule: Field) -> date:
        today = local_day(self.now)
        if not rule.may_be_future:
            return today - timedelta(days=self.random.randrange(10))
        return today + timedelta(days=self.random.randrange(1, 90))

    def _unit(self, name: str) -> str:
        party = self.rules.definition.parties.get(name)
        if party is None or party.service.startswith("item."):
            return self.random.choice(tuple(self.rules.directory.units))
        places = HOSPITALS if party.of == "enrolment" else MUNICIPALITIES
        return f"{self.random.choice(places)}/{party.service}"


def _gated(step: TaskStep, outcome: str) -> bool:
    gate = step.outcomes[outcome].gate
    return gate is not None and gate.when is not None


def _empty_branches(pathway: Pathway) -> list[str]:
    """Branches that a join waits for, and where nothing is open: the join would wait for ever."""
    inside = {one.branch for one in pathway.obligations.values()}
    inside |= {join.branch for join in pathway.joins.values()}
    return [
        f"{join.id}/{name}"
        for join in pathway.joins.values()
        for name in join.open
        if f"{join.id}/{name}" not in inside
    ]


def same_story(walk: Walk) -> bool:
    """Whether the journal alone tells how the pathway stands."""
    return fold(walk.journal) == walk.pathway
