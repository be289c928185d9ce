"""What is published here, and how many are under way on each version (publiserte forløp)."""

from datetime import date, datetime
from typing import Final

from msgspec import Struct
from sqlalchemy import func, select

from hjemover.application.house import House
from hjemover.application.opaque import definition_code
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition, Text
from hjemover.store import definitions
from hjemover.store.tables import pathway
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import PathwayStatus


class Version(Struct, frozen=True, kw_only=True):
    """One published version, as it stands on a list.

    Args:
        in_force: Whether enrolments of today begin on it.
        under_way: The pathways on it that are open, in the whole installation. None when there
            are some, but fewer than are shown of people whom one does not work with.
    """

    definition: str
    version: int
    name: Text
    description: Text | None
    valid_from: date
    published: datetime
    in_force: bool
    under_way: int | None


class PublishedVersion(Struct, frozen=True, kw_only=True):
    """One version whole: the definition, the one before it, and the files it was read from."""

    listed: Version
    definition: PathwayDefinition
    before: PathwayDefinition | None
    files: tuple[str, ...]


_OPEN: Final = (
    select(pathway.c.definition, pathway.c.definition_version, func.count())
    .where(pathway.c.status != PathwayStatus.COMPLETED)
    .group_by(pathway.c.definition, pathway.c.definition_version)
)


def versions(house: House) -> list[Version]:
    """Every published version: by definition, the newest first."""
    with house.database.reading() as tx:
        return _versions(house, tx)


def version(house: House, code: str, number: int) -> PublishedVersion | None:
    """One published version of the pathway that *code* stands for; None where there is none."""
    with house.database.reading() as tx:
        family = [one for one in _versions(house, tx) if definition_code(one.definition) == code]
        listed = next((one for one in family if one.version == number), None)
        if listed is None:
            return None
        name = listed.definition
        earlier = [one.version for one in family if one.version < number]
        return PublishedVersion(
            listed=listed,
            definition=house.rules(tx, name, number).definition,
            before=house.rules(tx, name, max(earlier)).definition if earlier else None,
            files=tuple(sorted(definitions.sources(tx, name, number) or ())),
        )


def definition_of(house: House, code: str, number: int) -> PathwayDefinition | None:
    """The version alone, for a drawing of it."""
    with house.database.reading() as tx:
        name = _published(tx, code, number)
        return house.rules(tx, name, number).definition if name else None


def source(house: House, code: str, number: int, place: int) -> tuple[str, str] | None:
    """One of the files of a version, by its place among them: its name and its text."""
    with house.database.reading() as tx:
        name = _published(tx, code, number)
        files = sorted((definitions.sources(tx, name, number) or {}).items()) if name else []
    return files[place] if place < len(files) else None


def _published(tx: Transaction, code: str, number: int) -> str | None:
    """The pathway that *code* stands for, where that version of it is published."""
    return next(
        (
            one.id
            for one in definitions.published(tx)
            if one.version == number and definition_code(one.id) == code
        ),
        None,
    )


def _versions(house: House, tx: Transaction) -> list[Version]:
    today = local_day(house.clock.now())
    published = definitions.published(tx)
    begun: dict[str, tuple[date, int]] = {}
    for one in published:
        if one.valid_from <= today:
            begun[one.id] = max(begun.get(one.id, (date.min, 0)), (one.valid_from, one.version))
    open_ = {(name, number): count for name, number, count in tx.execute(_OPEN)}
    found = []
    for one in reversed(published):
        definition = house.rules(tx, one.id, one.version).definition
        count = open_.get((one.id, one.version), 0)
        found.append(
            Version(
                definition=one.id,
                version=one.version,
                name=definition.name,
                description=definition.description,
                valid_from=one.valid_from,
                published=one.published,
                in_force=begun.get(one.id) == (one.valid_from, one.version),
                under_way=None if 0 < count < house.small_numbers else count,
            )
        )
    return found
