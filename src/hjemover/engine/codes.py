"""Codes that somebody must register elsewhere: prompted for, never entered by us."""

from datetime import datetime
from typing import Literal

from hjemover.calendar import local_day
from hjemover.definition.models import Registrations, registrations
from hjemover.engine import events as e
from hjemover.engine.turn import Turn


def register(
    turn: Turn,
    written: Registrations,
    step: str,
    unit: str,
    at: datetime,
    *,
    when: Literal["started", "done"] = "done",
) -> None:
    """Say which codes of *written* are to be registered, each as it was on the day of *at*."""
    for one in registrations(written):
        code = one.on(local_day(at)) if one.at == when else None
        if code is not None:
            turn.emit(
                e.CodeToRegister(at=at, step=step, unit=unit, code_set=one.code_set, code=code)
            )
