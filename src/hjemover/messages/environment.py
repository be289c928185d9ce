"""The Jinja environment of messages: sandboxed, strict, and with nearly nothing in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hjemover.phrasing import capital

FILTERS: Final[dict[str, Callable[[str], str]]] = {
    "capitalize": capital,
    "lower": str.lower,
    "upper": str.upper,
    "trim": str.strip,
}
"""All that a template may do to a word. ``capitalize`` leaves the rest of a name as it is."""


class NothingToPrint(ValueError):
    """A template printed a value that is missing from this message."""


def make_environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """Templates from *folder*, HTML ones escaped. Missing values raise instead of printing."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=_is_html,
        undefined=StrictUndefined,
        finalize=_something,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # range(), lipsum() and the rest can fill the memory; the language needs none of them.
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(FILTERS)
    return environment


def _is_html(name: str | None) -> bool:
    return name is None or not name.endswith(".txt.j2")


def _something(value: object) -> object:
    if value is None:
        raise NothingToPrint("A value that this message does not have was printed.")
    return value
