"""Refusals: what the rules say no to, as facts that a presenter words.

The other two families live elsewhere: a :class:`~hjemover.definition.problems.Problem`
is a value the designer mends, and everything else is our own bug and is let crash.
"""

from collections.abc import Mapping
from typing import Literal

RefusalCode = Literal[
    "unknown-pathway",
    "unknown-definition",
    "unknown-obligation",
    "unknown-unit",
    "unknown-event",
    "unknown-date",
    "unknown-party",
    "unknown-step",
    "already-enrolled",
    "already-done",
    "pathway-closed",
    "not-your-unit",
    "wrong-status",
    "unknown-outcome",
    "unknown-item",
    "gate-closed",
    "cannot-be-extended",
    "cannot-be-stopped",
    "answer-missing",
    "answer-invalid",
    "date-in-future",
    "date-before-start",
    "reason-missing",
    "late-reason-missing",
    "consent-missing",
    "cannot-forward-there",
    "nobody-there",
    "already-claimed",
    "snooze-past-limit",
    "snooze-not-ahead",
    "too-many-views",
    "cannot-undo",
    "version-conflict",
    "command-id-reused",
    "unknown-person",
    "not-your-organisation",
    "unknown-follow-up",
    "unknown-week",
    "follow-up-settled",
    "nothing-chosen",
    "date-in-past",
    "store-busy",
]


class CommandRefused(Exception):
    """The rules say no, and nothing has changed.

    Args:
        code: Which rule. One of a closed list; the wording tables have a sentence for each.
        facts: What the sentence needs: step ids, unit ids, dates. Never a person's name or number.
    """

    def __init__(self, code: RefusalCode, **facts: object) -> None:
        super().__init__(code)
        self.code: RefusalCode = code
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
