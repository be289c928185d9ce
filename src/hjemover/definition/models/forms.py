"""What people are asked."""

from typing import Literal

from msgspec import Struct

from hjemover.definition.models.text import Text


class Field(Struct, frozen=True, kw_only=True):
    """One question of a form, typed (felt)."""

    type: Literal[
        "text", "long-text", "date", "yes-no", "number", "choice", "choices",
        "municipality", "unit", "service", "table", "list",
    ]  # fmt: skip
    label: Text
    required: bool = False
    choices: dict[str, Text] = {}
    at_least: float | None = None
    at_most: float | None = None
    rows: dict[str, Text] = {}  # table: fixed rows
    columns: "dict[str, Field]" = {}  # table and list: the fields of one row
    may_be_future: bool = True  # date
    help: Text | None = None


class Form(Struct, frozen=True, kw_only=True):
    """A form with typed fields (skjema), in a file of its own."""

    id: str
    name: Text
    fields: dict[str, Field]
