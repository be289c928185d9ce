"""Publishing definitions (publisering): what is published never changes, and is never bad."""

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from hjemover.application.house import House
from hjemover.definition import Loaded, Problem, load_folder
from hjemover.store import definitions
from hjemover.store.definitions import AlreadyPublished
from hjemover.store.transaction import Transaction


class PublishingRefused(Exception):
    """Nothing was published. Carries every problem found."""

    def __init__(self, problems: Collection[Problem]) -> None:
        count = len(problems)
        super().__init__(
            "1 problem stands in the way of publishing"
            if count == 1
            else f"{count} problems stand in the way of publishing"
        )
        self.problems = tuple(problems)


class Publishing(Struct, frozen=True, kw_only=True):
    """What a publishing came to: new versions, and those that were published already."""

    new: tuple[tuple[str, int], ...]
    known: tuple[tuple[str, int], ...]


def publish_folder(house: House, folder: Path, by: str) -> Publishing:
    """Publish every version found in *folder*, all or none.

    Raises:
        PublishingRefused: At least one has an error.
        AlreadyPublished: A version is published with another content.
    """
    loaded = load_folder(folder)
    errors = [p for one in loaded for p in one.problems if p.severity == "error"]
    if errors:
        raise PublishingRefused(errors)
    return house.database.run_writing(lambda tx: _publish(house, tx, loaded, by))


def _publish(house: House, tx: Transaction, loaded: Collection[Loaded], by: str) -> Publishing:
    new: list[tuple[str, int]] = []
    known: list[tuple[str, int]] = []
    for one in loaded:
        assert one.definition is not None
        sources = source_files(Path(one.file))
        fresh = definitions.publish(tx, one.definition, sources, by=by, now=house.clock.now())
        (new if fresh else known).append(one.definition.key)
    return Publishing(new=tuple(new), known=tuple(known))


def source_files(file: Path) -> dict[str, str]:
    """The files a version was read from, by name: kept with it, to be shown a year later."""
    home = file.parent
    files = [file, *sorted((home / "forms").glob("*.yaml"))]
    return {path.relative_to(home).as_posix(): path.read_text(encoding="utf-8") for path in files}


__all__ = ["AlreadyPublished", "Publishing", "PublishingRefused", "publish_folder"]
