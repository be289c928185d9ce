"""Ways out of a step, and what must hold before one can be taken."""

from msgspec import Struct

from hjemover.definition.models.codes import Registrations
from hjemover.definition.models.forms import Field
from hjemover.definition.models.text import Text


class Condition(Struct, frozen=True, kw_only=True):
    """A CEL expression. Compiled and type-checked when the definition was loaded."""

    source: str


class ChecklistItem(Struct, frozen=True, kw_only=True):
    """One thing to tick off in a task (sjekkpunkt). It applies when *when* is true."""

    label: Text
    when: Condition | None = None
    optional: bool = False


class Gate(Struct, frozen=True, kw_only=True):
    """What must hold before a way can be taken (sperre): the checklist, a condition, or both."""

    checklist: bool = False
    when: Condition | None = None
    say: Text | None = None  # what to tell while the condition does not hold


class Outcome(Struct, frozen=True, kw_only=True):
    """A named way out of a step (utfall), with what must be answered to take it."""

    label: Text
    then: str
    ask: dict[str, Field] = {}
    gate: Gate | None = None
    register: Registrations = None


class Rounds(Struct, frozen=True, kw_only=True):
    """A bound on a loop: entered *at_most* times; the next time the way goes to *then*."""

    at_most: int
    then: str
