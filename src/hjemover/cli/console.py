"""Where commands write: one console, wide enough for a table when it is not a terminal."""

import sys

from rich.console import Console
from rich.table import Table

_WIDE = 120

out = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)


def say(text: object) -> None:
    """Print a line as it is, however long: nothing in it is markup."""
    out.print(str(text), markup=False, soft_wrap=True)


def counted(number: int, word: str) -> str:
    """ "1 error", "2 errors"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def table(title: str, *headings: str, numbers: bool = False) -> Table:
    """A table without lines. With *numbers* every column but the first is set to the right."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, title_style="bold")
    for place, heading in enumerate(headings):
        right = numbers and place > 0
        made.add_column(heading, justify="right" if right else "left", overflow="fold")
    return made
