"""What a pathway remembers of a step: the latest of all, and each row's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from hjemover.engine.scopes import own_name
from hjemover.engine.state import Answers, Done, Pathway

V = TypeVar("V")


def remember(
    known: Mapping[str, V], pathway: Pathway, step: str, new: V, branch: str
) -> dict[str, V]:
    """*known* with what is *new* of *step*: the latest of all, and the row's own."""
    name = own_name(pathway, step, branch)
    return {**known, step: new, name: new} if name else {**known, step: new}


def remember_done(
    pathway: Pathway,
    step: str,
    at: datetime,
    outcome: str,
    unit: str,
    branch: str,
    late: int = 0,
) -> dict[str, Done]:
    done = Done(at=at, outcome=outcome, unit=unit, late=late)
    return remember(pathway.done, pathway, step, done, branch)


def remember_answers(
    pathway: Pathway, name: str, answers: Answers, branch: str = ""
) -> dict[str, Any]:
    """The changes that make *answers* the latest ones. The order of a dict is not kept in JSON."""
    earlier = (other for other in pathway.answered if other != name)
    latest = remember(pathway.answers, pathway, name, answers, branch)
    return {"answers": latest, "answered": (*earlier, name)}
