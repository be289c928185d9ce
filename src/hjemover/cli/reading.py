"""The definitions that a designer's command works on, or what is wrong with them."""

from pathlib import Path

from hjemover.cli.console import say
from hjemover.definition import Loaded, load_folder
from hjemover.definition.models import PathwayDefinition


def newest(path: Path, what_for: str) -> tuple[PathwayDefinition, ...] | None:
    """The newest version of each pathway in *path*; None after saying why there is none.

    Args:
        path: A definition's file, a pathway's folder, or a folder of those.
        what_for: What cannot be done until errors are mended, as "be explained".
    """
    if not path.exists():
        say(f"{path}: there is no such file or folder. Write the path of a definition.")
        return None
    loaded = load_folder(path)
    latest: dict[str, Loaded] = {}
    for one in loaded:  # in the order of versions
        latest[str(Path(one.file).parent)] = one
    broken = [one for one in latest.values() if one.definition is None]
    for one in broken:
        for problem in one.errors:
            say(problem)
    if broken:
        say(f"{broken[0].file} cannot {what_for} until its errors are mended.")
        return None
    return tuple(one.definition for one in latest.values() if one.definition is not None)


def only(path: Path, what_for: str) -> PathwayDefinition | None:
    """As :func:`newest`, where one pathway is asked for."""
    found = newest(path, what_for)
    if found is not None and len(found) > 1:
        names = ", ".join(one.id for one in found)
        say(f"{path} has several pathways: {names}. Name one of them.")
        return None
    return found[0] if found else None


def folder_of(path: Path, definition: PathwayDefinition) -> Path:
    """The folder of *definition*, wherever in it or above it *path* points."""
    if path.is_file():
        return path.parent
    return path if path.resolve().name == definition.id else path / definition.id
