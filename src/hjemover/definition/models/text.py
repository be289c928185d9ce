"""Wording in the three languages."""

from msgspec import Struct

from hjemover.vocabulary import Language


class Text(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Wording in the three languages. Bokmål is always there."""

    nb: str
    nn: str | None = None
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The wording in *language*, or in bokmål when it is missing."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}[language] or self.nb
