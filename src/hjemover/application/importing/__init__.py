"""Files in, plain records out: the half of ``hjemover import`` that needs no database.

A file is imported whole or not at all. Every problem in it is collected, each with its place,
what is wrong and the next move; see docs/import.md for the formats.
"""

from hjemover.application.importing.address_book import parse_address_book
from hjemover.application.importing.enrolments import Known, People, parse_enrolments
from hjemover.application.importing.occurrences import KnownOccurrences, parse_occurrences
from hjemover.application.importing.problems import ImportProblem, Parsed
from hjemover.application.importing.records import (
    Absence,
    AddressBook,
    ContactPoint,
    Deputy,
    EnrolmentRow,
    Membership,
    NumberOverride,
    OccurrenceRow,
    Organisation,
    Person,
    Service,
    Unit,
    UnitService,
)

__all__ = [
    "Absence",
    "AddressBook",
    "ContactPoint",
    "Deputy",
    "EnrolmentRow",
    "ImportProblem",
    "Known",
    "KnownOccurrences",
    "Membership",
    "NumberOverride",
    "OccurrenceRow",
    "Organisation",
    "Parsed",
    "People",
    "Person",
    "Service",
    "Unit",
    "UnitService",
    "parse_address_book",
    "parse_enrolments",
    "parse_occurrences",
]
