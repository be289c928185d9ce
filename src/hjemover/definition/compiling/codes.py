"""Codes that somebody must register elsewhere, with the days they are in force."""

from itertools import pairwise
from typing import Literal

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.grammar.parts import DatedCodeWords, RegistrationWords
from hjemover.definition.models import DatedCode, Registration, Registrations
from hjemover.definition.source import Path
from hjemover.definition.wording import describe

Written = RegistrationWords | list[RegistrationWords] | None
Where = Literal["act", "passage", "moment"]
"""A step that somebody does; one that is only passed; a way out or an event, which just happen."""

_DEFAULT: dict[Where, Literal["started", "done"]] = {
    "act": "done",
    "passage": "started",
    "moment": "done",
}


def compile_registrations(draft: Draft, words: Written, path: Path, where: Where) -> Registrations:
    """One code, several, or none, as it is written."""
    if words is None:
        return None
    if isinstance(words, RegistrationWords):
        return _registration(draft, words, path, where)
    return tuple(_registration(draft, one, (*path, at), where) for at, one in enumerate(words))


def _registration(draft: Draft, words: RegistrationWords, path: Path, where: Where) -> Registration:
    _check_at(draft, words, path, where)
    dated: tuple[DatedCode, ...] = ()
    if not isinstance(words.code, str):
        dated = _by_date(draft, words, words.code, (*path, "code"))
    return Registration(
        code_set=words.code_set,
        code=words.code if isinstance(words.code, str) else "",
        verified=words.verified,
        source=words.source or "",
        at=words.at or _DEFAULT[where],
        by_date=dated,
    )


def _check_at(draft: Draft, words: RegistrationWords, path: Path, where: Where) -> None:
    if words.at is None or where == "act" or words.at == _DEFAULT[where] != "done":
        return
    said = (
        "is registered when the way reaches it; only a task or a handoff can be done"
        if where == "passage"
        else "is registered when it happens"
    )
    message = f"{describe(path[:-1])} {said}."
    draft.problems.error((*path, "at"), "wrong-key-for-type", message, "Delete it.", key=True)


def _by_date(
    draft: Draft, words: RegistrationWords, codes: list[DatedCodeWords], path: Path
) -> tuple[DatedCode, ...]:
    for at, (earlier, later) in enumerate(pairwise(codes), start=1):
        if later.valid_from <= earlier.valid_from:
            draft.problems.error(
                (*path, at, "from"),
                "out-of-order",
                f"{describe((*path, at))} begins no later than the one above it.",
                "Write the earliest first.",
            )
    if codes[0].valid_from > draft.words.valid_from:
        draft.problems.warning(
            (*path, 0, "from"),
            "code-not-in-force",
            f"Until {codes[0].valid_from} there is no code, and the pathway is in force"
            f" from {draft.words.valid_from}.",
            "Add the code that was in force before.",
        )
    return tuple(
        DatedCode(
            valid_from=one.valid_from,
            code=one.code,
            verified=words.verified if one.verified is None else one.verified,
            source=one.source or "",
        )
        for one in codes
    )
