"""For the designer: check, draw, publish; and the schema that editors complete from."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from hjemover.application.checking import check_pathways
from hjemover.application.publishing import publish_folder
from hjemover.bootstrap import read_settings
from hjemover.cli.console import counted, say
from hjemover.cli.opening import open_house
from hjemover.definition import Problem, json_schema, load_definition
from hjemover.definition.diagram import swimlanes
from hjemover.messages import MessageFinding, check_notifications
from hjemover.vocabulary import Language


def register(app: App) -> None:
    app.command(check)
    app.command(diagram)
    app.command(publish)
    app.command(schema)


def check(*paths: Path) -> int:
    """Check definitions, their examples and the messages. Exit status 1 when there are errors.

    Args:
        paths: Definition files or folders, or a folder of messages. Without any: all built-in
            content.
    """
    settings = read_settings()
    chosen = paths or (settings.pathways, settings.notifications)
    errors = warnings = 0
    for path in chosen:
        if not path.exists():
            say(f"{path}: there is no such file or folder.")
            errors += 1
            continue
        for finding in _findings(path, settings.pathways):
            say(str(finding))
            errors += finding.severity == "error"
            warnings += finding.severity == "warning"
    say(_summary(errors, warnings))
    return 1 if errors else 0


def _findings(path: Path, pathways: Path) -> Sequence[Problem | MessageFinding]:
    if _holds_messages(path):
        names = sorted(one.name for one in pathways.iterdir() if one.is_dir())
        return check_notifications(path, names)
    return check_pathways(path)


def _holds_messages(path: Path) -> bool:
    return path.is_dir() and any(path.glob("*/*.txt.j2"))


def _summary(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "No problems."
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}."


def diagram(
    path: Path,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    language: Language = "nb",
    theme: Literal["auto", "light", "dark", "print"] = "auto",
) -> int:
    """Draw a definition as swimlanes, to an SVG file.

    Args:
        path: The definition's file, such as pathways/kreft-hjem/1.yaml; of a folder, its newest.
        output: Where the drawing is written.
    """
    file = newest_version(path)
    if not file.is_file():
        say(f"{path}: there is no definition here. Name a file such as kreft-hjem/1.yaml.")
        return 1
    loaded = load_definition(file)
    if loaded.definition is None:
        for problem in loaded.problems:
            say(str(problem))
        say(f"{file} cannot be drawn until its errors are mended.")
        return 1
    output.write_text(swimlanes(loaded.definition, language=language, theme=theme), "utf-8")
    say(f"Drew {loaded.definition.id} version {loaded.definition.version} in {output}.")
    return 0


def newest_version(path: Path) -> Path:
    """The file of the newest version in the folder *path*; a file is itself."""
    versions = [one for one in path.glob("*.yaml") if one.stem.isdigit()] if path.is_dir() else []
    return max(versions, key=lambda one: int(one.stem), default=path)


def publish(path: Path | None = None, *, by: str = "designer") -> int:
    """Publish every version found in a folder, all or none. What is published never changes.

    Args:
        path: The folder; the built-in pathways without it.
        by: Who publishes, for the record.
    """
    settings = read_settings()
    house = open_house(settings, migrate=True)
    done = publish_folder(house, path or settings.pathways, by)
    for key in done.new:
        say(f"Published {key[0]} version {key[1]}. Patients under way stay on theirs.")
    for key in done.known:
        say(f"{key[0]} version {key[1]} was published already.")
    return 0


def schema() -> int:
    """Print the JSON Schema of a definition, for editors."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
