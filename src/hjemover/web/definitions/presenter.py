"""What the pages of published pathways say, in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from hjemover.application.administering.looking import norwegian
from hjemover.application.catalogue import PublishedVersion, Version
from hjemover.application.opaque import definition_code
from hjemover.definition.comparing import Comparison, compare
from hjemover.definition.comparing.words import GROUPS
from hjemover.definition.comparing.words import WORDS as COMPARING
from hjemover.definition.explaining import Explanation, explain
from hjemover.vocabulary import Language
from hjemover.web.wording import N_, Words

URL = "/forlopsbeskrivelser"


class VersionRow(Struct, frozen=True, kw_only=True):
    """A version on the list. *under_way* and *state* are sentences."""

    number: int
    url: str
    valid_from: date
    under_way: str
    in_force: bool


class Family(Struct, frozen=True, kw_only=True):
    """A pathway, its versions newest first."""

    name: Markup
    description: Markup
    url: str
    versions: Sequence[VersionRow]


class Change(Struct, frozen=True, kw_only=True):
    heading: str
    points: Sequence[str]


class VersionView(Struct, frozen=True, kw_only=True):
    """One version whole.

    Args:
        changes: What differs from the version before, most telling first; empty for the first.
        before: The number of the version before.
        unchecked: How many of its numbers nobody has checked against a source.
        files: Name and address of the files it was read from.
    """

    name: str
    row: VersionRow
    explanation: Explanation
    before: int | None
    changes: Sequence[Change]
    unchecked: int
    numbers: int
    files: Sequence[tuple[str, str]]


def families(versions: Iterable[Version], words: Words, least: int) -> list[Family]:
    """The pathways by name, as they are sorted in Norwegian."""
    found = []
    for definition, group in groupby(versions, key=lambda one: one.definition):
        family = list(group)
        shown = next((one for one in family if one.in_force), family[0])
        found.append(
            Family(
                name=words.of(shown.name),
                description=words.of(shown.description) if shown.description else Markup(""),
                url=f"{URL}/{definition_code(definition)}",
                versions=[_row(one, words, least) for one in family],
            )
        )
    return sorted(found, key=lambda one: norwegian(str(one.name)))


def version_view(
    found: PublishedVersion, words: Words, language: Language, least: int
) -> VersionView:
    row = _row(found.listed, words, least)
    definition, before = found.definition, found.before
    return VersionView(
        name=words.plain(definition.name),
        row=row,
        explanation=explain(definition, language),
        before=before.version if before else None,
        changes=_changes(compare(before, definition, language)) if before else (),
        unchecked=sum(not one.verified for one in definition.numbers.values()),
        numbers=len(definition.numbers),
        files=[(name, f"{row.url}/fil/{place}") for place, name in enumerate(found.files)],
    )


def version_url(definition: str, number: int) -> str:
    """Where a version is told of."""
    return f"{URL}/{definition_code(definition)}/{number}"


def _row(one: Version, words: Words, least: int) -> VersionRow:
    if one.under_way is None:
        under_way = words.text(N_("Færre enn %(least)d under veis"), least=least)
    elif one.under_way == 0:
        under_way = words.text(N_("Ingen under veis"))
    else:
        under_way = words.text(N_("%(count)d under veis"), count=one.under_way)
    return VersionRow(
        number=one.version,
        url=version_url(one.definition, one.version),
        valid_from=one.valid_from,
        under_way=under_way,
        in_force=one.in_force,
    )


def _changes(comparison: Comparison) -> list[Change]:
    headings = COMPARING[comparison.language].groups
    return [
        Change(heading=headings[group], points=[one.said for one in comparison.of(group)])
        for group in GROUPS
        if comparison.of(group)
    ]
