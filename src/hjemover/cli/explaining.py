"""``hjemover explain``: a definition in plain sentences."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from hjemover.cli.console import say
from hjemover.cli.reading import only
from hjemover.definition.explaining import as_text, explain
from hjemover.vocabulary import Language


def register(app: App) -> None:
    app.command(explain_definition, name="explain")


def explain_definition(
    path: Path,
    *,
    language: Language = "nb",
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> int:
    """Tell a definition in plain sentences that a patient's next of kin could follow.

    Args:
        path: The definition's file; of a pathway's folder, its newest version.
        output: Where to write it, instead of showing it.
    """
    definition = only(path, "be explained")
    if definition is None:
        return 1
    text = as_text(explain(definition, language))
    if output is None:
        say(text.rstrip("\n"))
    else:
        output.write_text(text, "utf-8")
        say(f"Told {definition.id} version {definition.version} in {output}.")
    return 0
