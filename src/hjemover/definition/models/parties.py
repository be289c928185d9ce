"""Whom a pathway is about, who takes part, and what the patient may say no to."""

from typing import Literal

from msgspec import Struct

from hjemover.calendar import OpeningHours
from hjemover.definition.models.text import Text

SubjectKind = Literal["patient", "case", "organisation", "family"]
PARTY_HOMES = ("enrolment", "patient.municipality", "patient.gp", "subject.organisation")
"""Where a party may belong, besides in the organisation of another."""


class Party(Struct, frozen=True, kw_only=True):
    """A lane (part): a service role that is resolved to a unit, at enrolment or when first needed.

    A service written ``item.<field>`` is read from the list item of the branch it stands in (or
    the unit itself, from a field of type unit), so each branch has a unit of its own.
    """

    name: Text
    service: str
    of: str = "enrolment"  # a place of PARTY_HOMES, or another party
    informed_only: bool = False
    hours: tuple[OpeningHours | None, ...] = ()  # Monday to Sunday; empty for the unit's own


class ConsentRule(Struct, frozen=True, kw_only=True):
    """A purpose that sharing must have leave for (samtykke).

    With basis ``objection`` sharing is allowed until the patient objects (helsepersonelloven
    § 45); with ``explicit`` it is not allowed until the patient has said yes.
    """

    name: Text
    basis: Literal["objection", "explicit"]
    source: str = ""
