"""All commands in one place, and the one place where errors become sentences."""

import logging
import os
import sys
from collections.abc import Sequence

from cyclopts import App
from rich.console import Console

from hjemover import __version__
from hjemover.cli import (
    accounts,
    comparing,
    demo,
    designing,
    explaining,
    importing,
    keys,
    looking,
    measuring,
    operating,
    reporting,
    simulating,
    trying,
)
from hjemover.cli.failing import MENDABLE, say_error
from hjemover.cli.opening import close_houses

app = App(
    name="hjemover",
    version=__version__,
    help="Runs patient pathways: who has the ball, what is due, what is stuck and why.",
)
for module in (
    designing,
    explaining,
    trying,
    comparing,
    simulating,
    importing,
    reporting,
    measuring,
    looking,
    operating,
    accounts,
    keys,
    demo,
):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Nobody sees a traceback for what a person can mend."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        code = app(arguments, result_action="return_value")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has gone; at its end the interpreter would write to them once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except MENDABLE as error:
        lines, status = say_error(error)
        errors = Console(stderr=True, highlight=False, soft_wrap=True)
        for line in lines:
            errors.print(line, markup=False)
        sys.exit(status)
    finally:
        close_houses()
    sys.exit(code if isinstance(code, int) else 0)
