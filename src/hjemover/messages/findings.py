"""What is wrong with a message, as values that its author can act on (funn)."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class MessageFinding(Struct, frozen=True, kw_only=True):
    """One thing to mend in ``notifications/``. All are collected before any is shown.

    Args:
        file: From the notifications folder's own name on: "notifications/reminder/nb.txt.j2".
        line: From 1. So is the column.
        code: One short word for the kind of finding, for tests and for filtering.
    """

    file: str
    line: int = 1
    column: int = 1
    code: str
    severity: Severity = "error"
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class NotificationsInvalid(ValueError):
    """The folder has errors, so no message can be sent from it. Carries every one of them."""

    def __init__(self, findings: Iterable[MessageFinding]) -> None:
        self.findings = tuple(findings)
        told = "\n".join(str(finding) for finding in self.findings)
        super().__init__(f"The messages cannot be used before these are mended:\n{told}")


def in_reading_order(findings: Iterable[MessageFinding]) -> tuple[MessageFinding, ...]:
    """Sorted by place, each once."""
    return tuple(sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.code, f.message)))
