"""The desk a definition is compiled on: what there is to refer to, and what has been used."""

from collections import defaultdict
from collections.abc import Mapping

from hjemover.definition.grammar import DefinitionWords
from hjemover.definition.grammar.parts import WindowWords
from hjemover.definition.grammar.steps import TaskWords
from hjemover.definition.models import JOINED, Field, Form, Number, Recipient
from hjemover.definition.problems import Problems
from hjemover.definition.source import Path

# Sections of the file by the word for one entry of them.
_SECTION = {
    "party": "parties",
    "date": "dates",
    "number": "numbers",
    "window": "windows",
    "consent": "consents",
    "outcome code": "outcomes",
    "step": "steps",
    "form": "forms",
    "event": "events",
    "table": "tables",
    "occurrence": "occurrences",
}


class Draft:
    """What is known of a definition while it is compiled.

    A name counts as known when its key stands in the file, even if its entry is broken: one
    slip should give one problem.
    """

    def __init__(
        self, words: DefinitionWords, problems: Problems, forms: Mapping[str, Form | None]
    ) -> None:
        self.words = words
        self.problems = problems
        self.forms = forms
        self.numbers: dict[str, Number] = {}
        self.answers: dict[str, dict[str, Field]] = {}
        self.vague: set[str] = set()  # steps whose answers cannot be known, for an error of theirs
        self.used: dict[str, set[str]] = defaultdict(set)  # section -> names that are referred to
        self.unresolved_targets = False
        self.known = {section: self._names(section) for section in _SECTION.values()}
        self.known["forms"] = set(forms)
        self.known["windows"] |= {
            name
            for name, step in words.steps.items()
            if isinstance(step, TaskWords) and isinstance(step.window, WindowWords)
        }

    def refer(self, kind: str, name: str, path: Path) -> bool:
        """Note that *path* refers to a *kind* called *name*; a problem when there is none."""
        section = _SECTION[kind]
        if name in self.known[section]:
            self.used[section].add(name)
            return True
        self.problems.unknown(path, kind, name, self.known[section])
        return False

    def note_vague(self) -> None:
        """Note the steps that could not be read, and those whose form could not."""
        self.vague = self.known["steps"] - self.words.steps.keys()
        for name, step in self.words.steps.items():
            if isinstance(step, TaskWords) and step.form and not self.forms.get(step.form):
                self.vague.add(name)

    def target(self, name: str, path: Path) -> str:
        """A step that *path* leads to, or ``joined``; where that may stand is checked later."""
        if name != JOINED and not self.refer("step", name, path):
            self.unresolved_targets = True
        return name

    def recipient(self, written: str, path: Path) -> Recipient:
        """``intake`` or ``intake.lead``."""
        party, _, role = written.partition(".")
        self.refer("party", party, path)
        if role not in ("", "lead"):
            self.problems.error(
                path,
                "unknown-role",
                f'"{written}" names a role there is none of.',
                f'Write "{party}", or "{party}.lead" for its leader.',
            )
        return Recipient(party=party, role="lead" if role == "lead" else "unit")

    def consent(self, written: str | None, path: Path) -> str | None:
        """``consent.sharing``, as ``needs:`` has it, without its prefix."""
        if written is None:
            return None
        prefix, _, purpose = written.partition(".")
        if prefix != "consent" or not purpose:
            self.problems.error(
                path, "bad-consent", f'"{written}" is not a consent.', 'Write "consent.<its name>".'
            )
            return None
        return purpose if self.refer("consent", purpose, path) else None

    def _names(self, section: str) -> set[str]:
        written = self.problems.source.find((section,))
        # A list of names is as good as a mapping of them.
        named = written if isinstance(written, dict | list) else ()
        return {name for name in named if isinstance(name, str)}
