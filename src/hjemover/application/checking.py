"""All that ``hjemover check`` says of definitions: of themselves, and of their examples."""

from pathlib import Path

from hjemover.application.examples import play
from hjemover.definition import Problem, load_folder
from hjemover.definition.models import PathwayDefinition

EXAMPLES = "examples.yaml"


def check_pathways(path: Path) -> tuple[Problem, ...]:
    """Every problem in *path*: a definition's file, a pathway's folder, or a folder of those.

    Examples are played only with a definition that has passed its own checks, the newest
    version there is.
    """
    loaded = load_folder(path)
    found = [problem for one in loaded for problem in one.problems]
    newest: dict[str, PathwayDefinition] = {}
    for one in loaded:
        if one.definition is not None:
            known = newest.get(one.definition.id)
            if known is None or known.version < one.definition.version:
                newest[one.definition.id] = one.definition
    for definition in newest.values():
        file = _home(path, definition.id) / EXAMPLES
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            results = play(definition, text, file=str(file))
            found.extend(problem for result in results for problem in result.problems)
    return tuple(found)


def _home(path: Path, pathway: str) -> Path:
    """The folder of *pathway*, wherever in it or above it *path* points."""
    if path.is_file():
        return path.parent
    return path if path.name == pathway else path / pathway
