"""Codes that somebody must register elsewhere."""

from datetime import date
from typing import Literal

from msgspec import Struct


class DatedCode(Struct, frozen=True, kw_only=True):
    """The code of a set from a day on, until the next one."""

    valid_from: date
    code: str
    verified: bool
    source: str = ""


class Registration(Struct, frozen=True, kw_only=True):
    """A code that somebody must register elsewhere when this happens (registreringskode).

    Args:
        code: Empty where the code depends on the day (*by_date*, the earliest first).
        at: For a step: when the way reaches it, or when it is done.
    """

    code_set: str
    code: str
    verified: bool
    source: str = ""
    at: Literal["started", "done"] = "done"
    by_date: tuple[DatedCode, ...] = ()

    def on(self, day: date) -> str | None:
        """The code in force on *day*; None before the first of them."""
        if not self.by_date:
            return self.code
        begun = [one.code for one in self.by_date if one.valid_from <= day]
        return begun[-1] if begun else None


Registrations = Registration | tuple[Registration, ...] | None
"""As it is written: one code, several, or none."""


def registrations(written: Registrations) -> tuple[Registration, ...]:
    """Each of the codes."""
    if written is None:
        return ()
    return written if isinstance(written, tuple) else (written,)
