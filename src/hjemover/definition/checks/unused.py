"""What is written and never used: usually the trace of a slip elsewhere."""

from hjemover.definition.checks.case import Case

_ENTRIES = {
    "parties": "party",
    "numbers": "number",
    "windows": "window",
    "consents": "consent",
    "outcomes": "outcome code",
    "tables": "table",
}


def check_unused(case: Case) -> None:
    for section, kind in _ENTRIES.items():
        for name in getattr(case.draft.words, section):
            if name not in case.draft.used[section]:
                case.problems.warning(
                    (section, name), "unused", f'{kind} "{name}" is not used.', key=True
                )
