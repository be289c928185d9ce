"""What happens when a limit is let pass: written at the limit, or once for its class."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.grammar.parts import (
    AcceptWords,
    BreachWords,
    ClassBreachWords,
    LimitWords,
)
from hjemover.definition.models import Breach, Recipient
from hjemover.definition.source import Path
from hjemover.definition.wording import describe
from hjemover.vocabulary import DeadlineClass


def breach(
    draft: Draft, words: LimitWords, of: DeadlineClass, path: Path
) -> tuple[Breach | None, tuple[Recipient, ...]]:
    """What goes for a limit of class *of*, and whom its passing is told to at once."""
    if words.breach is not None:
        _check(draft, words, words.breach, (*path, "breach"))
        found: ClassBreachWords = words.breach
        path = (*path, "breach")
    else:
        default = draft.words.classes.get(of.value)
        if default is None:
            return None, ()
        found, path = default.breach, ("classes", of.value, "breach")
    then = found.then if isinstance(found, BreachWords) else None
    told = tuple(draft.recipient(to, (*path, "tell", at)) for at, to in enumerate(found.tell))
    compiled = Breach(
        ask_reason=found.ask is not None,
        then=draft.target(then, (*path, "then")) if then is not None else None,
        start=found.start,
    )
    return (None if compiled == Breach() else compiled), told


def _check(draft: Draft, limit: LimitWords, words: BreachWords, path: Path) -> None:
    if not (words.ask or words.then or words.start or words.tell):
        draft.problems.error(
            path,
            "breach-does-nothing",
            f"{describe(path)} does nothing.",
            "Write what it does, as ask: reason, tell, start or then.",
            key=True,
        )
    at_task = not isinstance(limit, AcceptWords)
    if words.then is not None and at_task and (words.ask or limit.escalate):
        draft.problems.error(
            (*path, "then"),
            "given-up",
            f"{describe(path[:-1])} is given up when it is let pass, so nothing comes after.",
            'Delete "escalate" and "ask", or "then".',
            key=True,
        )


def check_classes(draft: Draft) -> None:
    """That the classes which have something written for them are classes of limits."""
    known = [one.value for one in DeadlineClass]
    for name, words in draft.words.classes.items():
        if name not in known:
            draft.problems.error(
                ("classes", name),
                "unknown-class",
                f'"{name}" is not a class of limit.',
                f"Write one of {', '.join(known)}.",
                key=True,
            )
        for at, to in enumerate(words.breach.tell):
            draft.recipient(to, ("classes", name, "breach", "tell", at))
