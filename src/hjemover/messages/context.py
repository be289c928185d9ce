"""All that a message outside the inbox can say (meldingens innhold).

There is no field for a person, a diagnosis, a step or a pathway, so no template can ask for
one. Mail is an open postcard (reliability-security L10): organisation, count, a neutral word,
a deadline and a link, and nothing more. What it is about stands in the inbox.
"""

import re
from datetime import datetime
from typing import Annotated, Final
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from hjemover.calendar import say_deadline
from hjemover.messages.kinds import WorkKind, say_kind
from hjemover.vocabulary import Language

LONGEST_NAME: Final = 200
MOST_LINES: Final = 50

# Eleven digits on their own, also written in two groups: birth, D and help numbers alike. An
# opaque id may hold eleven digits among its letters, so those do not count.
BIRTH_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])\d{6}[ .\-]?\d{5}(?![0-9A-Za-z])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")

Instant = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0)]


class ContextRefused(ValueError):
    """A value may not leave the house in a message. Names the field, never the value."""


class MessageContext(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one message may know.

    Args:
        unit_name: The unit that gets it.
        organisation_name: Whom that unit belongs to.
        count: How many things of this kind the message is about; nearly always 1.
        deadline: When an answer or a result is due, UTC.
        late: The deadline has passed.
        link: To the inbox, or to one item by its opaque id. No query, so nothing can hide there.
        other_unit_name: The counterpart. Give the *organisation's* name: a ward's name may tell
            a diagnosis.
        settings_link: Where the unit changes or stops its messages.

    Raises:
        ContextRefused: A name or link that could carry more than it should.
    """

    unit_name: str
    organisation_name: str
    count: Count = 1
    kind_of_work: WorkKind
    deadline: Instant | None = None
    late: bool = False
    link: str
    other_unit_name: str | None = None
    settings_link: str

    def __post_init__(self) -> None:
        _check_name("unit_name", self.unit_name)
        _check_name("organisation_name", self.organisation_name)
        _check_name("other_unit_name", self.other_unit_name)
        _check_link("link", self.link)
        _check_link("settings_link", self.settings_link)


class DigestLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of work in a digest: how many, and the earliest deadline among them."""

    kind_of_work: WorkKind
    count: Count
    deadline: Instant | None = None
    late: bool = False


class DigestContext(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a digest (samlevarsel) may know: the same as a message, a line per kind of work."""

    unit_name: str
    organisation_name: str
    lines: Annotated[tuple[DigestLine, ...], Meta(min_length=1, max_length=MOST_LINES)]
    link: str
    settings_link: str

    def __post_init__(self) -> None:
        _check_name("unit_name", self.unit_name)
        _check_name("organisation_name", self.organisation_name)
        _check_link("link", self.link)
        _check_link("settings_link", self.settings_link)


class SaidLine(Struct, frozen=True, kw_only=True):
    """A digest's line in words, as its template reads it."""

    kind_of_work: str
    count: int
    deadline: str | None
    late: bool


Said = dict[str, str | int | bool | tuple[SaidLine, ...] | None]
"""A context in words: just what a template sees."""


def say_context(context: MessageContext, language: Language) -> Said:
    """Deadline and kind of work in *language*; everything else as it is."""
    return {
        "unit_name": context.unit_name,
        "organisation_name": context.organisation_name,
        "count": context.count,
        "kind_of_work": say_kind(context.kind_of_work, context.count, language),
        "deadline": _say_deadline(context.deadline, language),
        "late": context.late,
        "link": context.link,
        "other_unit_name": context.other_unit_name,
        "settings_link": context.settings_link,
    }


def say_digest(context: DigestContext, language: Language) -> Said:
    """As `say_context`; *count* is the sum of the lines."""
    lines = tuple(
        SaidLine(
            kind_of_work=say_kind(line.kind_of_work, line.count, language),
            count=line.count,
            deadline=_say_deadline(line.deadline, language),
            late=line.late,
        )
        for line in context.lines
    )
    return {
        "unit_name": context.unit_name,
        "organisation_name": context.organisation_name,
        "count": sum(line.count for line in lines),
        "lines": lines,
        "link": context.link,
        "settings_link": context.settings_link,
    }


def _say_deadline(deadline: datetime | None, language: Language) -> str | None:
    return None if deadline is None else say_deadline(deadline, language)


def _check_name(field: str, name: str | None) -> None:
    if name is None:
        return
    if not name.strip() or len(name) > LONGEST_NAME or _CONTROL.search(name):
        raise ContextRefused(
            f"{field} must be one line of 1 to {LONGEST_NAME} characters."
            " Correct the name in the address book."
        )
    if BIRTH_NUMBER.search(name):
        raise ContextRefused(
            f"{field} holds what looks like a birth number. Correct the name in the address book."
        )


def _check_link(field: str, link: str) -> None:
    parts = urlsplit(link)
    plain = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    if not plain or parts.query or parts.fragment or re.search(r"[\s<>\"\\]", link):
        raise ContextRefused(
            f"{field} must be a plain http(s) address without user, query and fragment."
            " Check the public address in the settings."
        )
    if BIRTH_NUMBER.search(link):
        raise ContextRefused(f"{field} holds what looks like a birth number. Use the opaque id.")
