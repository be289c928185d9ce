"""What people read, through gettext: bokmål is the msgid, each feature has its own catalogues.

A text that is missing falls back to bokmål, and is marked with its language.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from markupsafe import Markup, escape
from msgspec import Struct

from hjemover.definition.models import Text
from hjemover.vocabulary import LANGUAGES, Language

HERE = Path(__file__).parent
SOURCE: Language = LANGUAGES[0]

Forms = tuple[str, ...]


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for the catalogues where it is not yet to be translated."""
    return msgid


class Words:
    """Every text in one language."""

    def __init__(self, language: Language, forms: dict[str, Forms]) -> None:
        self.language = language
        self._forms = forms

    def text(self, msgid: str, **values: object) -> str:
        """The text, plain: for Python, and for what is not HTML."""
        found = self._forms.get(msgid)
        return (found[0] if found else msgid) % values

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The text for *n* of something. ``num`` is there to be named in it."""
        found = self._forms.get(one)
        # Bokmål, nynorsk and English have one and many; a language with more needs its own rule.
        said = found[n != 1] if found and len(found) > 1 else (one if n == 1 else many)
        return said % {"num": n, **values}

    def has(self, msgid: str) -> bool:
        return self.language == SOURCE or msgid in self._forms

    def html(self, msgid: str) -> str:
        """The msgid's text as HTML, not yet filled in; marked where it is not in this language."""
        found = self._forms.get(msgid)
        if found:
            return found[0]
        return msgid if self.language == SOURCE else f'<span lang="{SOURCE}">{msgid}</span>'

    def html_count(self, one: str, many: str, n: int) -> str:
        found = self._forms.get(one)
        if found and len(found) > 1:
            return found[n != 1]
        said = one if n == 1 else many
        return said if self.language == SOURCE else f'<span lang="{SOURCE}">{said}</span>'

    def of(self, text: Text) -> Markup:
        """A definition's own wording as HTML, marked where it is not in this language."""
        said = {"nb": text.nb, "nn": text.nn, "en": text.en}[self.language]
        if said:
            return escape(said)
        return Markup('<span lang="{}">{}</span>').format(SOURCE, text.nb)

    def plain(self, text: Text) -> str:
        """A definition's own wording, for attributes and for what is not HTML."""
        return text.in_language(self.language)


class Wording(Struct, frozen=True):
    """All languages, read once at the start."""

    by_language: dict[Language, Words]

    def __getitem__(self, language: Language) -> Words:
        return self.by_language[language]


def catalogue_files(language: str) -> Iterator[Path]:
    """The catalogues of a language, one for each feature that has texts."""
    return iter(sorted(HERE.rglob(f"{language}.po")))


def read_catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def load_wording() -> Wording:
    """Every catalogue, all features of a language together."""
    return Wording({language: _load(language) for language in LANGUAGES})


def _load(language: Language) -> Words:
    forms: dict[str, Forms] = {}
    for path in catalogue_files(language):
        for message in read_catalogue(path, language):
            if not message.id or message.fuzzy:
                continue
            msgid = message.id[0] if isinstance(message.id, tuple | list) else message.id
            said = message.string
            found = said if isinstance(said, tuple | list) else (said,)
            if all(found):
                forms[msgid] = tuple(str(one) for one in found)
    return Words(language, forms)
