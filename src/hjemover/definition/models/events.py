"""What can strike at any step, and what other systems tell of."""

from typing import Literal

from msgspec import Struct

from hjemover.definition.models.codes import Registrations
from hjemover.definition.models.forms import Field
from hjemover.definition.models.limits import Recipient
from hjemover.definition.models.moments import Amount
from hjemover.definition.models.outcomes import Condition
from hjemover.definition.models.text import Text


class Occurrence(Struct, frozen=True, kw_only=True):
    """Something that another system tells of (forekomst), and what it tells with it."""

    name: Text | None = None
    data: dict[str, Field] = {}


class Beginning(Struct, frozen=True, kw_only=True):
    """An occurrence that begins this pathway (starter forløpet).

    Args:
        of: The pathway that must have been closed before, *after* so long at the earliest and
            *within* so long at the latest.
        set_dates: Date to the field of the occurrence it comes from; ``occurred`` for its day.
    """

    on: str
    when: Condition | None = None
    of: str | None = None
    after: Amount | None = None
    within: Amount | None = None
    set_dates: dict[str, str] = {}


class AbsentOccurrence(Struct, frozen=True, kw_only=True):
    """That an occurrence has not been told of for so long, while a step was open (uteblitt)."""

    occurrence: str
    within: Amount
    during: str


class Interrupt(Struct, frozen=True, kw_only=True):
    """Something that can strike at any step (hendelse som avbryter), and what it does.

    The effects happen in the order of the fields: dates and consent are set, parties are
    readdressed, steps are cancelled, clocks stop and go again, then the pathway closes, pauses,
    resumes or goes on at a step, a new pathway starts, and somebody is told.
    """

    id: str
    name: Text
    ask: dict[str, Field] = {}
    set_dates: dict[str, str] = {}  # date <- field
    consent: dict[str, Literal["given", "objected"]] = {}
    readdress: tuple[str, ...] = ()
    cancel: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()  # steps whose clocks stop
    restart: tuple[str, ...] = ()  # steps whose clocks go again
    close: str | None = None
    silent: bool = False
    pause_until: str | None = None  # the field with the review date
    resume: bool = False
    goto: str | None = None
    start: str | None = None  # another pathway, linked to this one
    tell: tuple[Recipient, ...] = ()
    on: str | None = None  # strikes when this occurrence is told of
    when: Condition | None = None
    absence: AbsentOccurrence | None = None  # strikes when an occurrence is not told of
    register: Registrations = None
