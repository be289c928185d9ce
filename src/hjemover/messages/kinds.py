"""The neutral words for what waits: the most a message may say of the work itself.

A step's or a pathway's name is health data in an open mail, so there is a closed list of kinds
here instead, worded by us and not by the pathway.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from hjemover.engine.outbox import MessageId
from hjemover.vocabulary import Language, ObligationKind


class WorkKind(StrEnum):
    """What sort of thing waits (arbeidsslag)."""

    HANDOFF = "handoff"
    COPY = "copy"
    TASK = "task"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION = "decision"
    INFORMATION = "information"
    EMERGENCY = "emergency"


WORDS: Final[Mapping[Language, Mapping[WorkKind, tuple[str, str]]]] = {
    "nb": {
        WorkKind.HANDOFF: ("overføring", "overføringer"),
        WorkKind.COPY: ("kopi", "kopier"),
        WorkKind.TASK: ("oppgave", "oppgaver"),
        WorkKind.QUESTION: ("spørsmål", "spørsmål"),
        WorkKind.ANSWER: ("svar", "svar"),
        WorkKind.DECISION: ("avgjørelse", "avgjørelser"),
        WorkKind.INFORMATION: ("orientering", "orienteringer"),
        WorkKind.EMERGENCY: ("bruk av nødrett", "bruk av nødrett"),
    },
    "nn": {
        WorkKind.HANDOFF: ("overføring", "overføringar"),
        WorkKind.COPY: ("kopi", "kopiar"),
        WorkKind.TASK: ("oppgåve", "oppgåver"),
        WorkKind.QUESTION: ("spørsmål", "spørsmål"),
        WorkKind.ANSWER: ("svar", "svar"),
        WorkKind.DECISION: ("avgjerd", "avgjerder"),
        WorkKind.INFORMATION: ("orientering", "orienteringar"),
        WorkKind.EMERGENCY: ("bruk av naudrett", "bruk av naudrett"),
    },
    "en": {
        WorkKind.HANDOFF: ("handoff", "handoffs"),
        WorkKind.COPY: ("copy", "copies"),
        WorkKind.TASK: ("task", "tasks"),
        WorkKind.QUESTION: ("question", "questions"),
        WorkKind.ANSWER: ("answer", "answers"),
        WorkKind.DECISION: ("decision", "decisions"),
        WorkKind.INFORMATION: ("update", "updates"),
        WorkKind.EMERGENCY: ("use of emergency access", "uses of emergency access"),
    },
}

_BY_MESSAGE: Final[Mapping[MessageId, WorkKind]] = {
    "handoff-offered": WorkKind.HANDOFF,
    "handoff-copy": WorkKind.COPY,
    "handoff-undelivered": WorkKind.HANDOFF,
    "handoff-returned": WorkKind.QUESTION,
    "handoff-answered": WorkKind.ANSWER,
    "handoff-rejected": WorkKind.HANDOFF,
    "handoff-accepted": WorkKind.HANDOFF,
    "handoff-withdrawn": WorkKind.HANDOFF,
    "notice": WorkKind.INFORMATION,
    "pathway-closed": WorkKind.INFORMATION,
    "choice-needed": WorkKind.DECISION,
    "emergency-taken": WorkKind.EMERGENCY,
    "auditor-unreached": WorkKind.EMERGENCY,
}

_BY_OBLIGATION: Final[Mapping[ObligationKind, WorkKind]] = {
    ObligationKind.TASK: WorkKind.TASK,
    ObligationKind.HANDOFF: WorkKind.HANDOFF,
    ObligationKind.WAIT: WorkKind.TASK,
    ObligationKind.TRANSFER: WorkKind.HANDOFF,
    ObligationKind.CHOOSE_UNIT: WorkKind.DECISION,
    ObligationKind.REPAIR: WorkKind.DECISION,
    ObligationKind.OVERLAP: WorkKind.HANDOFF,
    ObligationKind.SUBPATHWAY: WorkKind.TASK,
}


def work_kind(message: MessageId, obligation: ObligationKind | None = None) -> WorkKind:
    """The kind a message speaks of.

    Reminders, passed limits and the like can be about anything: they take the kind of the
    *obligation*, and speak of a task where it is not known.
    """
    settled = _BY_MESSAGE.get(message)
    if settled is not None:
        return settled
    return _BY_OBLIGATION[obligation] if obligation is not None else WorkKind.TASK


def say_kind(kind: WorkKind, count: int, language: Language) -> str:
    """ "overføring" of one, "overføringer" of any other number."""
    one, many = WORDS[language][kind]
    return one if count == 1 else many
