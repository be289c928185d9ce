"""The doors in: a file, a text, or a folder of pathways. Bad input only gives problems."""

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Final

from hjemover.definition.grammar import DefinitionWords
from hjemover.definition.grammar.parts import LimitWords
from hjemover.definition.problems import Problem, Problems
from hjemover.definition.reading import Loaded, Work, children, finish, read_file, read_text
from hjemover.definition.source import Path, Source

_NO_FORMS: Final[Mapping[str, str]] = {}
# What else may stand in a pathway's folder.
_COMPANIONS = frozenset(("examples.yaml",))


def load_definition(path: FilePath, *, services: Collection[str] | None = None) -> Loaded:
    """One version, from ``<pathway>/<version>.yaml`` and the forms beside it.

    Args:
        services: Those that some unit answers for. Without it, services are not checked.
    """
    return finish(read_file(path, services))


def load_text(
    text: str,
    *,
    file: str = "<text>",
    forms: Mapping[str, str] = _NO_FORMS,
    services: Collection[str] | None = None,
) -> Loaded:
    """One version from *text*; *forms* are the texts of its forms, by id."""
    return finish(
        read_text(text, file, {f"{name}.yaml": raw for name, raw in forms.items()}, services)
    )


def load_folder(path: FilePath, *, services: Collection[str] | None = None) -> tuple[Loaded, ...]:
    """Every version under *path*: one file, a pathway's folder, or a folder of such folders.

    Here is also checked what takes more than one file: that later versions begin later, that
    the pathways events start exist, and that every form is used by some version.
    """
    folders = _pathway_folders(path)
    works = [
        work
        for folder in folders
        for work in _read_versions(folder, path if path.is_file() else None, services)
    ]
    if not works:
        problem = Problem(
            str(path), 1, 1, "no-definition", "error", "There is no pathway definition here.",
            "A definition is a file <pathway>/<version>.yaml.",
        )  # fmt: skip
        return (Loaded(definition=None, problems=(problem,), file=str(path)),)
    known = {folder.resolve().name for folder in folders}
    if folders:
        known |= {
            f.name for f in children(folders[0].resolve().parent) if f.is_dir() and _versions(f)
        }
    for work in works:
        _check_started(work, known)
    return tuple(finish(work) for work in works)


def _versions(folder: FilePath) -> list[FilePath]:
    """The files of *folder* that are versions, in their order."""
    found = [f for f in children(folder) if f.suffix == ".yaml" and f.stem.isdecimal()]
    return sorted(found, key=lambda file: int(file.stem))


def _pathway_folders(path: FilePath) -> list[FilePath]:
    if path.is_file():
        return [path.parent]
    if _versions(path):
        return [path]
    return [folder for folder in children(path) if folder.is_dir() and _versions(folder)]


def _read_versions(
    folder: FilePath, only: FilePath | None, services: Collection[str] | None
) -> list[Work]:
    files = _versions(folder)
    if only is not None and only not in files:
        files.append(only)
    works = {file: read_file(file, services) for file in files}
    _check_order([work for file, work in works.items() if file != only or file.stem.isdecimal()])
    chosen = list(works.values()) if only is None else [works[only]]
    _keep_unused_in_all(list(works.values()))
    if chosen and only is None:
        _check_strangers(folder, chosen[-1])
    return chosen


def _check_order(works: list[Work]) -> None:
    for earlier, later in pairwise(works):
        if earlier.words is None or later.words is None:
            continue
        if later.words.valid_from < earlier.words.valid_from:
            later.problems.error(
                ("valid_from",),
                "valid-too-early",
                f"Version {later.words.version} is valid from {later.words.valid_from}, before "
                f"version {earlier.words.version} ({earlier.words.valid_from}).",
                "Let each version begin after the one before it.",
            )


def _keep_unused_in_all(works: list[Work]) -> None:
    """A form is unused only when no version uses it; then it is told once, with the last."""
    unused = [
        {p for part in work.form_problems for p in part.found if p.code == "unused"}
        for work in works
    ]
    in_all = set.intersection(*unused) if unused else set()
    for work in works:
        for part in work.form_problems:
            part.found = [p for p in part.found if p.code != "unused" or p in in_all]


def _check_strangers(folder: FilePath, work: Work) -> None:
    for file in children(folder):
        is_version = file.suffix == ".yaml" and file.stem.isdecimal()
        if file.suffix in (".yaml", ".yml") and not is_version and file.name not in _COMPANIONS:
            stranger = Problems(Source(str(file), ""))
            stranger.warning(
                (),
                "unknown-file",
                "This file is not read.",
                "A version is called by its number, as 2.yaml.",
            )
            work.form_problems.append(stranger)


def _check_started(work: Work, known: set[str]) -> None:
    if work.words is None:
        return
    for name, event in work.words.events.items():
        if event.start is not None and event.start not in known:
            work.problems.unknown(("events", name, "start"), "pathway", event.start, known)
    for path, start in _started_by_breaches(work.words):
        if start not in known:
            work.problems.unknown((*path, "breach", "start"), "pathway", start, known)


def _started_by_breaches(words: DefinitionWords) -> Iterator[tuple[Path, str]]:
    """The pathways that begin when a limit is let pass, with the limit or class."""
    for name, of_class in words.classes.items():
        if of_class.breach.start:
            yield ("classes", name), of_class.breach.start
    for name, step in words.steps.items():
        for key in ("due", "accept"):
            limit = getattr(step, key, None)
            if isinstance(limit, LimitWords) and limit.breach and limit.breach.start:
                yield ("steps", name, key), limit.breach.start


__all__ = ["Loaded", "load_definition", "load_folder", "load_text"]
