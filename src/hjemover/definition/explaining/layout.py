"""An explanation as text for a terminal, a mail or a page."""

from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hjemover.definition.explaining.telling import Entry, Explanation, Section

_WIDTH = 92


def as_text(explanation: "Explanation") -> str:
    """Headings underlined, steps numbered, what can come of each as points."""
    lines = [explanation.title, "=" * len(explanation.title), ""]
    lines += [_wrapped(sentence, "") for sentence in explanation.sentences]
    for section in explanation.sections:
        lines += ["", section.heading, "-" * len(section.heading)]
        lines += _section(section)
    return "\n".join(lines) + "\n"


def _section(section: "Section") -> Iterator[str]:
    for sentence in section.sentences:
        yield _wrapped(sentence, "")
    for point in section.points:
        yield _wrapped(point, "", bullet="- ")
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: "Entry") -> Iterator[str]:
    yield ""
    yield entry.heading
    indent = "   "
    if entry.sentences:
        yield _wrapped(" ".join(entry.sentences), indent)
    for point in entry.points:
        yield _wrapped(point, indent, bullet="- ")
    if entry.after:
        yield _wrapped(" ".join(entry.after), indent)


def _wrapped(said: str, indent: str, bullet: str = "") -> str:
    return fill(
        said,
        _WIDTH,
        initial_indent=indent + bullet,
        subsequent_indent=indent + " " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
