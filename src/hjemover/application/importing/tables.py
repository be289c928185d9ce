"""The tables and columns that the files may hold. YAML and CSV are two spellings of them.

In CSV a table is a file and a row is a line. In YAML a table stands nested where it belongs:
the units under their organisation, the services under their unit.
"""

from typing import Final

from msgspec import Struct

WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip


class Column(Struct, frozen=True, kw_only=True):
    """One column.

    Args:
        many: Takes several values: a list in YAML, separated by spaces in CSV.
    """

    required: bool = False
    many: bool = False


class Nested(Struct, frozen=True, kw_only=True):
    """A table that YAML writes inside a row of another.

    Args:
        given: Column of the nested row, to the column of the outer row that it is taken from.
        inherited: The same, for columns that the outer row may lack.
        short: The column that is meant when a nested row is a bare word.
    """

    table: str
    given: dict[str, str] = {}
    inherited: dict[str, str] = {}
    short: str | None = None


class Table(Struct, frozen=True, kw_only=True):
    """Columns by name, and what YAML may nest under which word."""

    name: str
    columns: dict[str, Column]
    nested: dict[str, Nested] = {}


_ONE: Final = Column()
_MUST: Final = Column(required=True)
_MANY: Final = Column(many=True)

_ADDRESS_BOOK: Final = (
    Table(
        name="services",
        columns={
            "code": _MUST, "name_nb": _MUST, "name_nn": _ONE, "name_en": _ONE,
            "required_of": _MANY,
        },
    ),
    Table(
        name="organisations",
        columns={
            "id": _MUST, "name": _MUST, "kind": _MUST, "region": _ONE, "parent": _ONE,
            "language": _ONE,
        },
        nested={
            "units": Nested(
                table="units", given={"organisation": "id"}, inherited={"language": "language"}
            ),
        },
    ),
    Table(
        name="units",
        columns={
            "id": _MUST, "organisation": _MUST, "name": _MUST, "language": _ONE,
            "digest_hour": _ONE,
            **{f"hours_{weekday}": _ONE for weekday in WEEKDAYS},
            "closed": _MANY, "closed_yearly": _MANY,
        },
        nested={
            "services": Nested(table="unit-services", given={"unit": "id"}, short="service"),
            "contact": Nested(table="contact-points", given={"unit": "id"}),
            "deputies": Nested(table="deputies", given={"unit": "id"}, short="deputy"),
            "members": Nested(table="memberships", given={"unit": "id"}, short="person"),
        },
    ),
    Table(
        name="unit-services",
        columns={
            "unit": _MUST, "service": _MUST, "chosen_by_name": _ONE, "also_for": _MANY,
        },
    ),
    Table(
        name="contact-points",
        columns={"unit": _MUST, "channel": _MUST, "address": _MUST, "role": _ONE},
    ),
    Table(
        name="deputies",
        columns={"unit": _MUST, "deputy": _MUST, "from": _ONE, "to": _ONE},
    ),
    Table(
        name="people",
        columns={"id": _MUST, "name": _MUST, "login": _ONE, "hpr_number": _ONE},
        nested={"absences": Nested(table="absences", given={"person": "id"})},
    ),
    Table(
        name="memberships",
        columns={"person": _MUST, "unit": _MUST, "role": _ONE},
    ),
    Table(
        name="absences",
        columns={"person": _MUST, "from": _MUST, "to": _ONE},
    ),
    Table(
        name="number-overrides",
        columns={
            "pathway": _MUST, "number": _MUST, "scope": _MUST, "id": _MUST, "from": _MUST,
            "value": _MUST,
        },
    ),
)  # fmt: skip

ADDRESS_BOOK: Final[dict[str, Table]] = {table.name: table for table in _ADDRESS_BOOK}

ADDRESS_BOOK_FILE: Final = Table(
    name="address book",
    columns={"region": _ONE},
    nested={
        "services": Nested(table="services"),
        "organisations": Nested(table="organisations", inherited={"region": "region"}),
        "people": Nested(table="people"),
        "number_overrides": Nested(table="number-overrides"),
    },
)
"""The outermost level of the YAML file. ``region`` there is the region of all organisations."""


def enrolments(dates: tuple[str, ...]) -> Table:
    """The one table of an enrolment file. *dates* are the named dates it may give."""
    return Table(
        name="enrolments",
        columns={
            "pathway": _MUST, "version": _ONE, "birth_number": _MUST, "name": _MUST,
            "hospital_unit": _MUST, "municipality": _MUST, "gp": _ONE,
            **dict.fromkeys(dates, _ONE),
            "enrolled_at": _ONE,
        },
    )  # fmt: skip


def occurrences(data: tuple[str, ...]) -> Table:
    """The one table of a file of occurrences. *data* are the fields that may be told with one."""
    return Table(
        name="occurrences",
        columns={
            "id": _MUST, "occurrence": _MUST, "birth_number": _ONE, "reference": _ONE, "at": _MUST,
            "unit": _MUST, **dict.fromkeys(data, _ONE),
        },
    )  # fmt: skip


OCCURRENCES_FILE: Final = Table(
    name="file of occurrences",
    columns={},
    nested={"occurrences": Nested(table="occurrences")},
)

ENROLMENTS_FILE: Final = Table(
    name="enrolment file",
    columns={},
    nested={"enrolments": Nested(table="enrolments")},
)
