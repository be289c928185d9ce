"""What happens to the patient elsewhere, and what it begins here."""

from typing import Annotated

from pydantic import Field, Tag

from hjemover.definition.grammar.base import LIST, MAP, Code, Name, Words, Written, by_shape
from hjemover.definition.grammar.parts import AnyField, Length, TextWords


class OccurrenceWords(Words):
    """Something that another system tells of (forekomst): an admission, a measurement."""

    name: TextWords | None = None
    data: dict[Code, AnyField] = {}


Occurrences = Annotated[
    Annotated[Annotated[list[Name], Field(max_length=50)], Tag(LIST)]
    | Annotated[Annotated[dict[Name, OccurrenceWords], Field(max_length=50)], Tag(MAP)],
    by_shape,
]


class BeginsWords(Words):
    """An occurrence that begins this pathway, perhaps only so long after another."""

    on: Name
    when: Written | None = None
    of: Name | None = Field(default=None, description="The pathway that must have been closed.")
    after: Length | None = None
    within: Length | None = None
    set_dates: dict[Name, Code] = Field(default={}, alias="set")
