"""A whole definition, and its bytes."""

from datetime import date

import msgspec
from msgspec import Struct

from hjemover.definition.models.events import Beginning, Interrupt, Occurrence
from hjemover.definition.models.forms import Form
from hjemover.definition.models.measures import Accrual, Measure, RateTable
from hjemover.definition.models.moments import Window
from hjemover.definition.models.numbers import NamedDate, Number
from hjemover.definition.models.parties import ConsentRule, Party, SubjectKind
from hjemover.definition.models.steps import Step
from hjemover.definition.models.text import Text


class Alias(Struct, frozen=True, kw_only=True):
    """A name that people knew the pathway by (tidligere navn), until a day."""

    name: Text
    valid_from: date | None = None
    until: date


class PathwayDefinition(Struct, frozen=True, kw_only=True):
    """One published version of a pathway."""

    id: str
    version: int
    valid_from: date
    name: Text
    aliases: tuple[Alias, ...] = ()
    description: Text | None = None
    tags: tuple[str, ...] = ()
    subject: SubjectKind = "patient"
    parties: dict[str, Party]
    dates: dict[str, NamedDate]
    numbers: dict[str, Number] = {}
    windows: dict[str, Window] = {}
    consents: dict[str, ConsentRule] = {}
    forms: dict[str, Form] = {}
    outcomes: dict[str, Text]
    start: str
    steps: dict[str, Step]
    events: dict[str, Interrupt] = {}
    occurrences: dict[str, Occurrence] = {}
    begins: tuple[Beginning, ...] = ()
    tables: dict[str, RateTable] = {}
    accruals: dict[str, Accrual] = {}
    measures: dict[str, Measure] = {}
    fingerprint: str = ""  # SHA-256 over the source files

    @property
    def key(self) -> tuple[str, int]:
        return (self.id, self.version)

    @property
    def about_nobody(self) -> bool:
        """Whether it is about a case or an organisation: no patient is behind it."""
        return self.subject in ("case", "organisation")


def encode(definition: PathwayDefinition) -> bytes:
    """The definition as JSON: the same bytes for the same definition, in its designer's order."""
    return msgspec.json.encode(definition)


def decode(raw: bytes) -> PathwayDefinition:
    return msgspec.json.decode(raw, type=PathwayDefinition)
