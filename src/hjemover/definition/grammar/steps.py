"""The seven kinds of step. The kind key (``task``, ``handoff`` …) says which it is."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from hjemover.definition.grammar.base import (
    LIST,
    MAP,
    SCALAR,
    TAG,
    Code,
    Name,
    Said,
    UpperCode,
    Words,
    Written,
    by_shape,
)
from hjemover.definition.grammar.parts import (
    AcceptWords,
    Checklist,
    GateWords,
    Length,
    Limit,
    LimitWords,
    Moment,
    Outcomes,
    Registrations,
    RoundsWords,
    TextWords,
    WindowWords,
)

KINDS: Final = ("task", "handoff", "wait", "decide", "notice", "parallel", "subpathway", "end")
NO_KIND: Final = f"{TAG}no kind»"
SEVERAL_KINDS: Final = f"{TAG}several kinds»"


class StepWords(Words):
    """What a step of any kind may have."""

    rounds: RoundsWords | None = None
    help: TextWords | None = None
    registration: Registrations | None = Field(default=None, alias="register")


Window = Annotated[
    Annotated[Name, Tag(SCALAR)] | Annotated[WindowWords, Tag(MAP)],
    by_shape,
]


class TaskWords(StepWords):
    """Work for one unit (oppgave)."""

    task: TextWords
    party: Name
    due: Limit | None = None
    window: Window | None = None
    form: Name | None = None
    checklist: Checklist = {}
    then: Written | None = None
    outcomes: Outcomes | None = None


class OverlapWords(Words):
    """How long the sender stays beside the receiver who has accepted (overlapp)."""

    until: Name = Field(description="The step that ends it, as the first attendance.")
    within: Length


Receivers = Annotated[
    Annotated[Name, Tag(SCALAR)]
    | Annotated[list[Name], Field(min_length=1, max_length=20), Tag(LIST)],
    by_shape,
]


def _quorum(value: object) -> object:
    if value is None or value in ("all", "any") or (type(value) is int and value >= 1):
        return value
    raise Said(
        "bad-quorum",
        "does not say how many receivers must accept.",
        "Write all, any, or a number from 1.",
    )


class HandoffWords(StepWords):
    """Responsibility goes from one unit to another, when a person accepts (overføring)."""

    handoff: TextWords
    sender: Name = Field(alias="from")
    receiver: Receivers = Field(alias="to")
    quorum: Annotated[Literal["all", "any"] | int, BeforeValidator(_quorum)] | None = None
    copies: list[Name] = Field(default=[], alias="copy")
    needs: Written | None = Field(default=None, description='As "consent.sharing".')
    carries: list[Name] = []
    gate: GateWords | None = Field(default=None, description="What must hold before it is sent.")
    accept: AcceptWords
    delivered: LimitWords | None = None
    overlap: OverlapWords | None = None
    outcomes: Outcomes


class WaitingWords(Words):
    """What a wait waits for: a moment (with another if it is not known), or a length of time."""

    until: Moment | None = None
    otherwise: Moment | None = Field(default=None, alias="else")
    lasting: Length | None = Field(
        default=None, alias="for", description='A duration or "$number".'
    )


class WaitWords(StepWords):
    """Nothing to do until a moment has come (venter)."""

    wait: WaitingWords
    label: TextWords
    party: Name | None = None
    postponed: bool = False
    then: Written


class BranchWords(Words):
    """One way of a decision, and when it is taken."""

    when: Written
    then: Written


Cell = str | int | float | bool | list[str | int | float | bool]


class DecisionTableWords(Words):
    """A decision as a table (beslutningstabell): what is read, and a row for each way."""

    read: dict[Code, Written] = Field(min_length=1, max_length=12)
    rows: list[dict[str, Cell]] = Field(min_length=1, max_length=200)


def _deciding(value: Any) -> str:
    if isinstance(value, list):
        return LIST
    if not isinstance(value, Mapping):
        return SCALAR
    # One condition that lacks its brackets is no table.
    return LIST if "when" in value and not {"read", "rows"} & value.keys() else MAP


class DecideWords(StepWords):
    """The definition chooses the way: the first that is true (automatisk valg)."""

    decide: Annotated[
        Annotated[list[BranchWords], Field(min_length=1), Tag(LIST)]
        | Annotated[DecisionTableWords, Tag(MAP)],
        Discriminator(_deciding),
    ]
    otherwise: Written = Field(alias="else")
    label: TextWords | None = None


class NoticeWords(StepWords):
    """Somebody is told; nobody has to answer (melding til orientering)."""

    notice: TextWords
    to: list[Written] = Field(min_length=1)
    needs: Written | None = None
    then: Written


class EachWords(Words):
    """One branch for each row of a list answer."""

    each: Written
    start: Written


def _branching(value: Any) -> str:
    if not isinstance(value, Mapping):
        return SCALAR
    return f"{TAG}each»" if "each" in value else MAP


def _join(value: object) -> object:
    if value in ("all", "any") or (type(value) is int and value >= 1):
        return value
    raise Said(
        "bad-join",
        "does not say how many branches to wait for.",
        "Write all, any, or a number from 1.",
    )


class ParallelWords(StepWords):
    """Several ways at once, joined again (parallelle grener)."""

    parallel: Annotated[
        Annotated[EachWords, Tag(f"{TAG}each»")]
        | Annotated[Annotated[dict[Code, Written], Field(min_length=1)], Tag(MAP)],
        Discriminator(_branching),
    ]
    join: Annotated[Literal["all", "any"] | int, BeforeValidator(_join)] = "all"
    label: TextWords | None = None
    then: Written


class HandWords(Words):
    """What the other pathway gets from this one."""

    dates: dict[Name, Written] = {}


class SubpathwayWords(StepWords):
    """Another pathway for the same patient, waited for or not (underforløp)."""

    subpathway: TextWords
    pathway: Name
    if_open: Literal["new", "join", "skip"] = "new"
    waits: bool = True
    each: Written | None = None
    hand: HandWords | None = None
    party: Name | None = None
    due: Limit | None = None
    then: Written | None = None
    outcomes: Annotated[dict[UpperCode, Written], Field(min_length=1)] | None = None
    otherwise: Written | None = Field(default=None, alias="else")


class EndWords(StepWords):
    """The pathway is over, with an outcome (slutt)."""

    end: Written
    label: TextWords | None = None
    silent: bool = False


def _kind(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return SCALAR
    kinds = [kind for kind in KINDS if kind in value]
    if len(kinds) > 1:
        return SEVERAL_KINDS
    # The tag is not the bare kind: that is also a key of the step.
    return f"{TAG}{kinds[0]}»" if kinds else NO_KIND


AnyStep = Annotated[
    Annotated[TaskWords, Tag(f"{TAG}task»")]
    | Annotated[HandoffWords, Tag(f"{TAG}handoff»")]
    | Annotated[WaitWords, Tag(f"{TAG}wait»")]
    | Annotated[DecideWords, Tag(f"{TAG}decide»")]
    | Annotated[NoticeWords, Tag(f"{TAG}notice»")]
    | Annotated[ParallelWords, Tag(f"{TAG}parallel»")]
    | Annotated[SubpathwayWords, Tag(f"{TAG}subpathway»")]
    | Annotated[EndWords, Tag(f"{TAG}end»")],
    Discriminator(_kind),
]

__all__ = [
    "KINDS",
    "NO_KIND",
    "SEVERAL_KINDS",
    "AnyStep",
    "BranchWords",
    "DecideWords",
    "DecisionTableWords",
    "EachWords",
    "EndWords",
    "HandWords",
    "HandoffWords",
    "NoticeWords",
    "OverlapWords",
    "ParallelWords",
    "StepWords",
    "SubpathwayWords",
    "TaskWords",
    "WaitWords",
    "WaitingWords",
]
