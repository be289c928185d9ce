"""Random acts on a pathway of any definition: some that fit, some that nobody should try."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from msgspec import Struct

from hjemover.calendar import local_day
from hjemover.definition.expressions import step_fields
from hjemover.definition.models import Field, HandoffStep, TaskStep
from hjemover.engine import Pathway, Rules
from hjemover.engine import commands as c
from hjemover.engine.graph import outermost_steps
from hjemover.engine.state import Answers, Obligation, Subject, Value
from hjemover.engine.tasks import fields_of_step
from hjemover.vocabulary import ConsentDecision, HandoffStatus, ObligationKind


class Trial(Struct, frozen=True, kw_only=True):
    """What a random story is played on: the rules, and where patients may belong."""

    rules: Rules
    enrolled_with: dict[str, str]
    municipalities: tuple[str, ...]
    gps: tuple[str, ...]
    services: tuple[str, ...]

    @property
    def units(self) -> list[str]:
        return sorted(self.rules.directory.units)

    @property
    def organisations(self) -> list[str]:
        return sorted({unit.organisation for unit in self.rules.directory.units.values()})


def enrolment(trial: Trial, dice: Random, now: datetime) -> c.EnrolPathway:
    """A patient who may belong nowhere, diagnosed up to a year ago, enrolled up to a week ago."""
    today, of_nobody = local_day(now), trial.rules.definition.about_nobody
    dates = {
        name: today - timedelta(days=dice.randrange(0, 365))
        for name, rule in trial.rules.definition.dates.items()
        if not rule.derived and (rule.required or dice.random() < 0.3)
    }
    return c.EnrolPathway(
        ref="p1",
        parties=trial.enrolled_with,
        dates=dates,
        subject=Subject(
            municipality=dice.choice([*trial.municipalities, None]),
            gp=dice.choice([*trial.gps, None]),
            organisation=dice.choice(trial.organisations) if of_nobody else None,
        ),
        start=dice.choice([None, *sorted(outermost_steps(trial.rules.definition))]),
        effective=dice.choice([None, now - timedelta(days=dice.randrange(0, 8))]),
    )


def fitting(trial: Trial, pathway: Pathway, dice: Random, now: datetime) -> c.AnyCommand:
    """Something that the holder, or the receiver, of an open obligation might well do now."""
    if not pathway.obligations:
        return c.AdvanceTime()
    chosen = pathway.obligations[dice.choice(sorted(pathway.obligations))]
    if dice.random() < 0.15:
        return _limit_moved(trial, chosen, dice, now)
    match chosen.kind:
        case ObligationKind.TASK:
            return _on_task(trial, chosen, dice, now)
        case ObligationKind.HANDOFF | ObligationKind.TRANSFER:
            return _on_handoff(trial, chosen, dice, now)
        case ObligationKind.CHOOSE_UNIT:
            which = dice.choice([chosen.id, ""])
            unit = dice.choice(trial.units)
            return c.AssignParty(party=chosen.detail, unit=unit, obligation=which)
        case ObligationKind.REPAIR:
            step = dice.choice([*sorted(trial.rules.definition.steps), "joined"])
            return c.ChooseWay(obligation=chosen.id, step=step, reason="r")
        case ObligationKind.OVERLAP if dice.random() < 0.3:
            return c.EndOverlap(obligation=chosen.id, reason="r")
        case ObligationKind.SUBPATHWAY:
            return _on_subpathway(trial, chosen, dice, now)
        case ObligationKind.WAIT | ObligationKind.OVERLAP:
            return c.AdvanceTime()


def _limit_moved(trial: Trial, chosen: Obligation, dice: Random, now: datetime) -> c.AnyCommand:
    """A limit prolonged, or its clock stopped or started: whether it may be or not."""
    until = local_day(now) + timedelta(days=dice.randrange(0, 40))
    acts: list[c.AnyCommand] = [
        c.ExtendLimit(obligation=chosen.id, reason="r"),
        c.StopClock(obligation=chosen.id, reason="r"),
        c.StopClock(obligation=chosen.id, reason="r", until=until),
        c.StopClock(obligation=chosen.id, reason="r", effective=_said_late(dice, now)),
        c.StartClock(obligation=chosen.id, effective=_said_late(dice, now)),
        c.StartClock(obligation=chosen.id),
    ]
    return dice.choice(acts)


def _on_subpathway(trial: Trial, chosen: Obligation, dice: Random, now: datetime) -> c.AnyCommand:
    """The other pathway ends, could not begin, or is not waited for any longer."""
    child = dice.choice([*(one.ref for one in chosen.children), "p404"])
    if dice.random() < 0.15:
        step = dice.choice([*sorted(trial.rules.definition.steps), "joined"])
        return c.ChooseWay(obligation=chosen.id, step=step, reason="r")
    if dice.random() < 0.15:
        return c.EndSubpathway(child=child, refused="answer-missing", step=chosen.step)
    return c.EndSubpathway(
        child=child,
        outcome=dice.choice(["FRISK", "DOD", "ANNET"]),
        effective=_said_late(dice, now),
    )


def _on_task(trial: Trial, chosen: Obligation, dice: Random, now: datetime) -> c.AnyCommand:
    step = trial.rules.definition.steps[chosen.step]
    assert isinstance(step, TaskStep)
    if dice.random() < 0.15:
        return c.ClaimTask(obligation=chosen.id, person=dice.choice(["kari", "ola"]))
    if dice.random() < 0.1:
        return c.ReleaseTask(obligation=chosen.id)
    if step.checklist and dice.random() < 0.6:
        item = dice.choice(sorted(step.checklist))
        return c.CheckItem(obligation=chosen.id, item=item, done=dice.random() < 0.8)
    outcome = dice.choice(sorted(step.outcomes))
    fields = fields_of_step(trial.rules, step, outcome)
    return c.CompleteTask(
        obligation=chosen.id,
        outcome=outcome,
        answers=_answers(trial, fields, dice, now),
        effective=_said_late(dice, now),
        late_because=dice.choice(["", "r"]),
    )


def _on_handoff(trial: Trial, chosen: Obligation, dice: Random, now: datetime) -> c.AnyCommand:
    handoff, which = chosen.handoff, chosen.id
    assert handoff is not None
    if handoff.status is HandoffStatus.RETURNED and dice.random() < 0.7:
        return c.AnswerHandoff(obligation=which, answer="a")
    attempt = handoff.attempt - (dice.random() < 0.2)
    unit = dice.choice(trial.units)
    step = trial.rules.definition.steps.get(chosen.step)
    fields = step.outcomes["rejected"].ask if isinstance(step, HandoffStep) else {}
    acts: list[c.AnyCommand] = [
        c.AcceptHandoff(obligation=which, person="kari", effective=_said_late(dice, now)),
        c.AcceptHandoff(obligation=which, person="kari"),
        c.AcceptHandoff(obligation=which, person="kari"),
        c.RejectHandoff(obligation=which, reason="r", answers=_answers(trial, fields, dice, now)),
        c.ReturnHandoff(obligation=which, question="q"),
        c.ForwardHandoff(obligation=which, to=unit),
        c.WithdrawHandoff(obligation=which, reason="r", to=dice.choice([None, unit])),
        c.ReofferHandoff(obligation=which),
        c.MarkSeen(obligation=which),
        c.ConfirmDelivery(obligation=which, attempt=attempt),
        c.ReportUndelivered(obligation=which, attempt=attempt, reason="r"),
    ]
    return dice.choice(acts)


def whole_pathway(trial: Trial, pathway: Pathway, dice: Random, now: datetime) -> c.AnyCommand:
    """An event, a correction, a consent, a choice of unit, a receipt for a copy."""
    definition = trial.rules.definition
    if pathway.children and dice.random() < 0.1:
        child = dice.choice([*pathway.children, "p404"])
        return c.EndSubpathway(child=child, outcome="FRISK", effective=_said_late(dice, now))
    if dice.random() < 0.03:
        return c.AwaitPathway(by=dice.choice(["p8", "p9"]))
    if definition.occurrences and dice.random() < 0.2:
        name = dice.choice(sorted(definition.occurrences))
        return c.TellOccurrence(
            occurrence=name,
            data=_answers(trial, definition.occurrences[name].data, dice, now),
            effective=_said_late(dice, now),
        )
    kind = dice.randrange(6)
    if kind == 0 and definition.events:
        event = definition.events[dice.choice(sorted(definition.events))]
        if event.close is None or dice.random() < 0.25:  # or few stories would be long
            return c.ReportEvent(
                event=event.id,
                answers=_answers(trial, event.ask, dice, now),
                effective=_said_late(dice, now),
            )
    if kind == 1 and definition.dates:
        value = _day(dice, now) if dice.random() < 0.85 else None
        return c.CorrectDate(name=dice.choice(sorted(definition.dates)), value=value)
    if kind == 2 and pathway.answers:
        return _corrected_answer(trial, pathway, dice, now)
    if kind == 3 and definition.consents:
        return c.RecordConsent(
            purpose=dice.choice(sorted(definition.consents)),
            decision=dice.choice(list(ConsentDecision)),
            party=dice.choice([None, *sorted(definition.parties)]),
            effective=_said_late(dice, now),
        )
    if kind == 4 and pathway.copies:
        copy = dice.choice(sorted(pathway.copies))
        which, _, party = copy.rpartition("/")
        receipts: list[c.AnyCommand] = [
            c.AcknowledgeCopy(obligation=which, party=party),
            c.ConfirmDelivery(obligation=which, attempt=1, copy_party=party),
            c.ReportUndelivered(obligation=which, attempt=1, copy_party=party),
        ]
        return dice.choice(receipts)
    party, unit = dice.choice(sorted(definition.parties)), dice.choice(trial.units)
    return c.AssignParty(party=party, unit=unit)


def _corrected_answer(trial: Trial, pathway: Pathway, dice: Random, now: datetime) -> c.AnyCommand:
    name = dice.choice(sorted(pathway.answers))
    definition = trial.rules.definition
    if name.startswith("@"):
        fields: Mapping[str, Field] = definition.events[name[1:]].ask
    else:
        step = definition.steps.get(name)
        fields = step_fields(definition, step) if step else {}
    field = dice.choice([*sorted(fields), "no-such-field"])
    value = _value(trial, fields[field], dice, now) if field in fields else "x"
    return c.CorrectAnswer(step=name, field=field, value=value, reason="r")


def unfitting(trial: Trial, pathway: Pathway | None, dice: Random, now: datetime) -> c.AnyCommand:
    """Orders that are mostly wrong: what is done, what never was, values of every kind."""
    steps = sorted(trial.rules.definition.steps)
    which = dice.choice(
        [*(pathway.obligations if pathway else ()), f"{dice.choice(steps)}#1", "#", "x#y", "?!"]
    )
    value = _rubbish(dice)
    late = dice.choice([None, now + timedelta(hours=2), now - timedelta(days=4000)])
    unit = dice.choice([*trial.units, "nowhere"])
    attempt = dice.randrange(-1, 4)
    acts: list[c.AnyCommand] = [
        c.EnrolPathway(ref="p2", parties=trial.enrolled_with),
        c.ClaimTask(obligation=which, person="ola"),
        c.ReleaseTask(obligation=which),
        c.CompleteTask(
            obligation=which,
            outcome=dice.choice(["done", "accepted", "x"]),
            answers={dice.choice(["again_on", "needs", "distress", "x"]): value},
            effective=late,
        ),
        c.CheckItem(obligation=which, item=dice.choice(["", "keys", "x"])),
        c.ExtendLimit(obligation=which, reason=dice.choice(["", "r"])),
        c.StopClock(obligation=which, reason="r", effective=late),
        c.StartClock(obligation=which, effective=late),
        c.ConfirmDelivery(obligation=which, attempt=attempt, effective=late),
        c.ReportUndelivered(obligation=which, attempt=attempt, copy_party="gp"),
        c.MarkSeen(obligation=which),
        c.AcceptHandoff(obligation=which, person="ola", effective=late),
        c.RejectHandoff(obligation=which, reason=dice.choice(["", "r"]), answers={"why": value}),
        c.ReturnHandoff(obligation=which, question=""),
        c.AnswerHandoff(obligation=which, answer="a"),
        c.ForwardHandoff(obligation=which, to=unit),
        c.WithdrawHandoff(obligation=which, reason="r", to=unit),
        c.ReofferHandoff(obligation=which),
        c.AcknowledgeCopy(obligation=which, party="gp"),
        c.EndOverlap(obligation=which, reason=dice.choice(["", "r"])),
        c.AssignParty(party=dice.choice(["gp", "x"]), unit=unit, obligation=which),
        c.ChooseWay(obligation=which, step=dice.choice(["x", "joined"]), reason="r"),
        c.ReportEvent(event=dice.choice(["death", "x"]), answers={"x": value}, effective=late),
        c.CorrectDate(name=dice.choice(["clock", "x"]), value=date(26, 3, 1)),
        c.CorrectDate(name="diagnosed", value=dice.choice([date.max, date.min])),
        c.CorrectAnswer(step="offer", field="again_on", value=value, reason="r"),
        c.RecordConsent(purpose="x", decision=ConsentDecision.GIVEN, effective=late),
    ]
    return dice.choice(acts)


# --- answers ----------------------------------------------------------------------------------


def _said_late(dice: Random, now: datetime) -> datetime | None:
    return now - timedelta(hours=dice.randrange(0, 100)) if dice.random() < 0.2 else None


def _day(dice: Random, now: datetime) -> date:
    return local_day(now) + timedelta(days=dice.randrange(-400, 60))


def _answers(trial: Trial, fields: Mapping[str, Field], dice: Random, now: datetime) -> Answers:
    return {
        name: _value(trial, field, dice, now)
        for name, field in fields.items()
        if field.required or dice.random() < 0.5
    }


def _value(trial: Trial, field: Field, dice: Random, now: datetime) -> Value:
    match field.type:
        case "date":
            future = dice.randrange(1, 90) if field.may_be_future else -dice.randrange(1, 90)
            return (local_day(now) + timedelta(days=future)).isoformat()
        case "yes-no":
            return dice.random() < 0.5
        case "number":
            return dice.randrange(int(field.at_least or 0), int(field.at_most or 10) + 1)
        case "choice":
            return dice.choice(sorted(field.choices))
        case "choices":
            return [name for name in field.choices if dice.random() < 0.5]
        case "municipality":
            return dice.choice(trial.municipalities)
        case "unit":
            return dice.choice(trial.units)
        case "service":
            return dice.choice(trial.services)
        case "table":
            return {name: _answers(trial, field.columns, dice, now) for name in field.rows}
        case "list":
            return [_answers(trial, field.columns, dice, now) for _ in range(dice.randrange(0, 4))]
        case _:
            return dice.choice(["x", "legekontor-2", "æøå"])


def _rubbish(dice: Random) -> Value:
    return dice.choice(RUBBISH)


_TEXTS: list[Value] = ["", "x", "\x00", "\ud800", "x" * 30_000, "2026-02-30", "9999-12-31"]
_NUMBERS: list[Value] = [None, True, 0, -1, 10**400, 1.5, float("nan"), float("inf")]
_NESTED: list[Value] = [[], {}, [{}], ["x", []], {"x": {}}]
RUBBISH = [*_TEXTS, *_NUMBERS, *_NESTED]
