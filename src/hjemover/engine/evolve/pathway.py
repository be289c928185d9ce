"""A pathway's beginning, its way from step to step, and its end."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.remembered import remember, remember_answers
from hjemover.engine.state import Hold, Pathway
from hjemover.vocabulary import PathwayStatus


def enrolled(event: e.PathwayEnrolled) -> Pathway:
    return Pathway(
        ref=event.ref,
        definition=event.definition,
        version=event.version,
        enrolled=event.at,
        subject=event.subject,
        parties=event.parties,
        dates=event.dates,
        answers=event.answers,
        answered=tuple(sorted(event.answers)),
        responsible=event.responsible,
        parent=event.parent,
    )


def step_entered(pathway: Pathway, event: e.StepEntered) -> Pathway:
    rounds = {**pathway.rounds, event.step: event.occurrence}
    if event.branch:
        within = f"{event.step}@{event.branch}"
        rounds[within] = rounds.get(within, 0) + 1
    return replace(
        pathway,
        rounds=rounds,
        started=remember(pathway.started, pathway, event.step, event.at, event.branch),
        steps_taken=pathway.steps_taken + 1,
    )


def rounds_exhausted(pathway: Pathway, event: e.RoundsExhausted) -> Pathway:
    # It counts as a step, so that loops that only lead out of each other come to an end as well.
    return replace(pathway, steps_taken=pathway.steps_taken + 1)


def interrupted(pathway: Pathway, event: e.InterruptReported) -> Pathway:
    # Answers to an event stand beside the steps' own, under a name no step can have.
    name = f"@{event.event}"
    rounds = {**pathway.rounds, name: pathway.rounds.get(name, 0) + 1}
    return replace(pathway, rounds=rounds, **remember_answers(pathway, name, event.answers))


def held(pathway: Pathway, event: e.PathwayHeld) -> Pathway:
    return replace(
        pathway, status=PathwayStatus.ON_HOLD, hold=Hold(since=event.at, review=event.review)
    )


def resumed(pathway: Pathway, event: e.PathwayResumed) -> Pathway:
    return replace(pathway, status=PathwayStatus.ACTIVE, hold=None)


def closed(pathway: Pathway, event: e.PathwayClosed) -> Pathway:
    return replace(
        pathway,
        status=PathwayStatus.COMPLETED,
        outcome=event.outcome,
        silent=pathway.silent or event.silent,
        obligations={},
        joins={},
        quorums={},
        hold=None,
    )
