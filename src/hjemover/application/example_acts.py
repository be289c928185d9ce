"""What an example does, as commands to the engine."""

from collections.abc import Callable
from datetime import date
from typing import Final

from hjemover.application.example_words import DoWords
from hjemover.definition.models import PathwayDefinition
from hjemover.definition.problems import Problems
from hjemover.definition.source import Path
from hjemover.engine import commands as c
from hjemover.engine.state import Obligation, Pathway
from hjemover.engine.timing import as_date
from hjemover.vocabulary import ObligationKind

PERSON: Final = "example-person"
"""Who does things in examples; the engine only asks that somebody does."""

_TEXT: Final = "Fordi eksempelet sier det."

_ON_OBLIGATIONS: Final[dict[str, Callable[[Obligation, DoWords], c.AnyCommand]]] = {
    "complete": lambda one, do: c.CompleteTask(
        obligation=one.id,
        outcome=do.outcome or "done",
        answers=do.answers,
        effective=do.on,
        late_because=do.late_because or "",
    ),
    "check": lambda one, do: c.CheckItem(obligation=one.id, item=do.item or ""),
    "uncheck": lambda one, do: c.CheckItem(obligation=one.id, item=do.item or "", done=False),
    "extend": lambda one, do: c.ExtendLimit(obligation=one.id, reason=do.text or _TEXT),
    "stop": lambda one, do: c.StopClock(
        obligation=one.id, reason=do.text or _TEXT, until=as_date(do.to), effective=do.on
    ),
    "start": lambda one, do: c.StartClock(obligation=one.id, effective=do.on),
    "accept": lambda one, do: c.AcceptHandoff(
        obligation=one.id, person=PERSON, effective=do.on, late_because=do.late_because or ""
    ),
    "reject": lambda one, do: c.RejectHandoff(
        obligation=one.id, reason=do.text or _TEXT, answers=do.answers, effective=do.on
    ),
    "return": lambda one, do: c.ReturnHandoff(obligation=one.id, question=do.text or _TEXT),
    "answer": lambda one, do: c.AnswerHandoff(obligation=one.id, answer=do.text or _TEXT),
    "forward": lambda one, do: c.ForwardHandoff(obligation=one.id, to=str(do.to)),
    "withdraw": lambda one, do: c.WithdrawHandoff(
        obligation=one.id, reason=do.text or _TEXT, to=str(do.to) if do.to else None
    ),
    "end_overlap": lambda one, do: c.EndOverlap(obligation=one.id, reason=do.text or _TEXT),
    "deliver": lambda one, do: c.ConfirmDelivery(obligation=one.id, attempt=_attempt(one)),
    "end": lambda one, do: c.EndSubpathway(
        child=_child(one), outcome=do.outcome or "", effective=do.on
    ),
    "lose": lambda one, do: c.ReportUndelivered(obligation=one.id, attempt=_attempt(one)),
}

_OTHERS: Final = ("report", "correct", "assign", "consent", "tell")


def command_for(
    definition: PathwayDefinition,
    pathway: Pathway,
    do: DoWords,
    path: Path,
    problems: Problems,
    *,
    to_be_refused: bool = False,
) -> c.AnyCommand | None:
    """The command that *do* stands for; None after telling *problems* why there is none.

    Args:
        to_be_refused: The example expects a refusal, so the thing need not be open.
    """
    named = {"return": do.return_} | {
        act: getattr(do, act) for act in (*_ON_OBLIGATIONS, *_OTHERS) if act != "return"
    }
    acts = {act: value for act, value in named.items() if value is not None}
    if len(acts) != 1:
        problems.error(
            path,
            "not-one-act",
            f"This does {len(acts)} things; each moment does one.",
            f"Write one of {', '.join(named)}.",
        )
        return None
    [(act, name)] = acts.items()
    if act in _ON_OBLIGATIONS:
        found = _open(pathway, name, do.party)
        if found is None and to_be_refused and _known(definition, name):
            found = _not_open(pathway, name)
        if found is None:
            _tell_not_open(definition, pathway, name, (*path, act), problems)
            return None
        return _ON_OBLIGATIONS[act](found, do)
    return {
        "report": _report,
        "correct": _correct,
        "assign": _assign,
        "consent": _consent,
        "tell": _tell,
    }[act](definition, name, do, (*path, act), problems)


def _child(obligation: Obligation) -> str:
    """The first of the pathways that it waits for still."""
    open_ = [child.ref for child in obligation.children if child.outcome is None]
    return open_[0] if open_ else ""


def _attempt(obligation: Obligation) -> int:
    return obligation.handoff.attempt if obligation.handoff else 0


def _open(pathway: Pathway, name: str, party: str | None) -> Obligation | None:
    """The first open obligation of that step, or the one with that very id.

    Args:
        party: Of many receivers, the one that is meant.
    """
    named = [one for one in pathway.obligations.values() if name in (one.id, one.step)]
    to_party = [one for one in named if one.handoff and one.handoff.party == party]
    return next(iter(to_party if party else named), None)


def _known(definition: PathwayDefinition, name: str) -> bool:
    step = name.partition("#")[0]
    return step in definition.steps or step.startswith("transfer:")


def _not_open(pathway: Pathway, name: str) -> Obligation:
    """Something to give an order about that the engine is expected to refuse."""
    step = name.partition("#")[0]
    return Obligation(
        id=name if "#" in name else f"{step}#{pathway.rounds.get(step, 1)}",
        step=step,
        kind=ObligationKind.TASK,
        holder=pathway.responsible,
        awaits=pathway.responsible,
        since=pathway.enrolled,
        started=pathway.enrolled,
    )


def _tell_not_open(
    definition: PathwayDefinition, pathway: Pathway, name: str, path: Path, problems: Problems
) -> None:
    if not _known(definition, name):
        problems.unknown(path, "step", name, definition.steps)
        return
    still = ", ".join(one.step for one in pathway.obligations.values()) or "nothing"
    problems.error(path, "example-differs", f"Expected {name} to be open, was open: {still}.")


def _report(
    definition: PathwayDefinition, name: str, do: DoWords, path: Path, problems: Problems
) -> c.AnyCommand | None:
    if name not in definition.events:
        problems.unknown(path, "event", name, definition.events)
        return None
    return c.ReportEvent(event=name, answers=do.answers, effective=do.on)


def _correct(
    definition: PathwayDefinition, name: str, do: DoWords, path: Path, problems: Problems
) -> c.AnyCommand | None:
    step, dot, field = name.partition(".")
    if dot:
        return c.CorrectAnswer(step=step, field=field, value=do.to, reason=do.text or _TEXT)
    if name not in definition.dates:
        problems.unknown(path, "date", name, definition.dates)
        return None
    try:
        value = date.fromisoformat(str(do.to)) if do.to else None
    except ValueError:
        problems.error(
            path, "bad-date", "The right date is not a date.", "Write it under to: 2026-01-31."
        )
        return None
    return c.CorrectDate(name=name, value=value, reason=do.text or _TEXT)


def _assign(
    definition: PathwayDefinition, name: str, do: DoWords, path: Path, problems: Problems
) -> c.AnyCommand | None:
    if name not in definition.parties:
        problems.unknown(path, "party", name, definition.parties)
        return None
    return c.AssignParty(party=name, unit=str(do.to), reason=do.text or _TEXT)


def _consent(
    definition: PathwayDefinition, name: str, do: DoWords, path: Path, problems: Problems
) -> c.AnyCommand | None:
    if name not in definition.consents:
        problems.unknown(path, "consent", name, definition.consents)
        return None
    if do.decision is None:
        problems.error(
            path, "missing-key", "What the patient says is missing.", "Write decision: objected."
        )
        return None
    return c.RecordConsent(purpose=name, decision=do.decision, party=do.party, effective=do.on)


def _tell(
    definition: PathwayDefinition, name: str, do: DoWords, path: Path, problems: Problems
) -> c.AnyCommand | None:
    if name not in definition.occurrences:
        problems.unknown(path, "occurrence", name, definition.occurrences)
        return None
    return c.TellOccurrence(occurrence=name, data=do.answers, effective=do.on)
