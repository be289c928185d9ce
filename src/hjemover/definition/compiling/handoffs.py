"""Handoffs: who gives the patient to whom, how long they have, and every way it can go."""

from msgspec.structs import replace

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.gates import gate
from hjemover.definition.compiling.moments import amount, limit
from hjemover.definition.compiling.outcomes import compile_outcome, rounds, step_codes, step_help
from hjemover.definition.compiling.parts import text
from hjemover.definition.compiling.stretching import RECEIPTS, refuse_words
from hjemover.definition.grammar.parts import OutcomeWords
from hjemover.definition.grammar.steps import HandoffWords
from hjemover.definition.models import HandoffStep, Limit, Outcome, Overlap
from hjemover.definition.source import Path
from hjemover.definition.words import HANDOFF_OUTCOME_WORDS

HANDOFF_OUTCOMES = ("accepted", "rejected", "objected", "expired", "withdrawn", "blocked")


def handoff(draft: Draft, name: str, words: HandoffWords) -> HandoffStep:
    path: Path = ("steps", name)
    draft.refer("party", words.sender, (*path, "from"))
    receivers = _receivers(draft, name, words)
    for at, party in enumerate(words.copies):
        draft.refer("party", party, (*path, "copy", at))
    for at, step in enumerate(words.carries):
        _carried(draft, step, (*path, "carries", at))
    if words.delivered:
        why = "a receipt comes from a system, not from a person"
        refuse_words(draft, words.delivered, (*path, "delivered"), why, RECEIPTS)
    _check_silence(draft, name, words)
    consent = draft.consent(words.needs, (*path, "needs"))
    outcomes = {
        code: compile_outcome(draft, name, code, way, HANDOFF_OUTCOME_WORDS)
        for code, way in words.outcomes.items()
    }
    _check_handoff_outcomes(draft, name, words)
    if "rejected" in outcomes and "withdrawn" not in outcomes:
        label = HANDOFF_OUTCOME_WORDS["withdrawn"]
        outcomes["withdrawn"] = Outcome(label=label, then=outcomes["rejected"].then)
    return HandoffStep(
        id=name,
        label=text(draft.problems, words.handoff, (*path, "handoff")),
        sender=words.sender,
        receiver=receivers[0],
        more=receivers[1:],
        quorum=words.quorum or "all",
        copies=tuple(words.copies),
        consent=consent,
        carries=tuple(words.carries),
        gate=gate(draft, words.gate, (*path, "gate")),
        accept=limit(draft, words.accept, (*path, "accept")),
        delivered=_receipt(draft, words, path),
        overlap=_overlap(draft, words, path),
        outcomes=outcomes,
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words, done=True),
    )


def _carried(draft: Draft, step: str, path: Path) -> None:
    if not draft.refer("step", step, path) or step in draft.vague:
        return
    if not draft.answers.get(step):
        draft.problems.error(
            path,
            "carries-nothing",
            f'step "{step}" has no answers to carry along.',
            "Name a step that has a form or asks something, or delete it here.",
        )


_COMES_OF = {
    "objected": 'Write the consent that it needs under "needs"',
    "blocked": 'Write a "gate"',
    "expired": 'Write "expire: true" under "accept"',
}


def _check_handoff_outcomes(draft: Draft, name: str, words: HandoffWords) -> None:
    path: Path = ("steps", name, "outcomes")
    for code in words.outcomes:
        if code not in HANDOFF_OUTCOMES:
            draft.problems.error(
                (*path, code),
                "unknown-outcome",
                f'"{code}" is not an outcome of a handoff.',
                draft.problems.nearest(code, HANDOFF_OUTCOMES),
                key=True,
            )
    _check_gates(draft, name, words)
    needed = {
        "accepted": "Write the step that follows when the receiver takes over.",
        "rejected": "A handoff needs a way back: write the step to go to when it is refused.",
    }
    if words.needs:
        needed["objected"] = "Write the step to go to when the patient objects."
    if words.gate:
        needed["blocked"] = "Write the step to go to while the gate is shut."
    if words.accept.expire:
        needed["expired"] = "Write the step to go to when nobody answers."
    for code, move in _COMES_OF.items():
        if code in words.outcomes and code not in needed:
            draft.problems.warning(
                (*path, code),
                "never-comes",
                f'outcome "{code}" of step "{name}" can never come.',
                f"{move}, or delete it.",
                key=True,
            )
    for code, move in needed.items():
        if code not in words.outcomes:
            draft.problems.error(
                path, "missing-outcome", f'step "{name}" has no outcome "{code}".', move, key=True
            )


def _check_gates(draft: Draft, name: str, words: HandoffWords) -> None:
    """A handoff has one gate, before it is sent: its answers are the receiver's own."""
    for code, way in words.outcomes.items():
        if isinstance(way, OutcomeWords) and way.gate:
            draft.problems.error(
                ("steps", name, "outcomes", code, "gate"),
                "gate-on-an-answer",
                f'outcome "{code}" of step "{name}" is an answer, and cannot have a gate.',
                'Write "gate" under the step itself: it is tried before the handoff is sent.',
                key=True,
            )
    if words.gate and words.gate.checklist:
        draft.problems.error(
            ("steps", name, "gate", "checklist"),
            "no-checklist",
            f'step "{name}" is a handoff, and has no checklist.',
            "Let the task before it have the checklist and the gate.",
            key=True,
        )


def _receivers(draft: Draft, name: str, words: HandoffWords) -> tuple[str, ...]:
    """The parties that it goes to, each once, and none of them the sender."""
    path: Path = ("steps", name)
    many = isinstance(words.receiver, list)
    receivers = words.receiver if isinstance(words.receiver, list) else [words.receiver]
    for at, party in enumerate(receivers):
        where = (*path, "to", at) if many else (*path, "to")
        draft.refer("party", party, where)
        if party == words.sender:
            draft.problems.error(
                where,
                "same-party",
                f'step "{name}" hands the patient over to its own sender.',
                'Write another party under "to".',
            )
        if party in receivers[:at]:
            draft.problems.error(
                where,
                "party-twice",
                f'step "{name}" is sent to party "{party}" twice.',
                "Write each receiver once.",
            )
    if words.quorum is not None and (not many or words.quorum not in ("all", "any")):
        most = len(receivers)
        if not many or int(words.quorum) > most:
            draft.problems.error(
                (*path, "quorum"),
                "bad-quorum",
                f'step "{name}" has {most} {"receiver" if most == 1 else "receivers"}.',
                f"Write a number up to {most}, or all." if many else 'Delete "quorum".',
            )
    return tuple(receivers)


def _receipt(draft: Draft, words: HandoffWords, path: Path) -> Limit | None:
    """The limit for a receipt. That it is let pass is told the sender, whatever its class says."""
    if words.delivered is None:
        return None
    return replace(limit(draft, words.delivered, (*path, "delivered")), breach=None)


def _overlap(draft: Draft, words: HandoffWords, path: Path) -> Overlap | None:
    if words.overlap is None:
        return None
    path = (*path, "overlap")
    draft.refer("step", words.overlap.until, (*path, "until"))
    within = amount(draft, words.overlap.within, (*path, "within"))
    return Overlap(until=words.overlap.until, within=within)


def _check_silence(draft: Draft, name: str, words: HandoffWords) -> None:
    """That silence means one thing only."""
    path: Path = ("steps", name, "accept")
    if words.accept.tacit and words.accept.expire:
        draft.problems.error(
            (*path, "expire"),
            "tacit-and-expire",
            f'step "{name}" is both accepted and ended when nobody answers.',
            'Keep one of "tacit" and "expire".',
            key=True,
        )
    if words.accept.breach and words.accept.breach.then is not None:
        draft.problems.error(
            (*path, "breach", "then"),
            "breach-of-an-offer",
            f'step "{name}" cannot go on by itself while the receiver has not answered.',
            'Write expire: true, and an outcome "expired".',
            key=True,
        )
