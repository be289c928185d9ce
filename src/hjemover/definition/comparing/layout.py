"""A comparison as text: the groups in the order of their weight, a point for each difference."""

from typing import TYPE_CHECKING

from hjemover.definition.comparing.words import GROUPS, WORDS

if TYPE_CHECKING:
    from hjemover.definition.comparing.differences import Comparison


def as_text(comparison: "Comparison") -> str:
    words = WORDS[comparison.language]
    lines = [comparison.title, comparison.versions]
    if comparison.same:
        return "\n".join([*lines, words.same]) + "\n"
    lines.append(words.stays if comparison.of_patients else words.cases_stay)
    for group in GROUPS:
        found = comparison.of(group)
        if found:
            lines += ["", words.groups[group], *(f"- {one.said}" for one in found)]
    return "\n".join(lines) + "\n"
