"""All commands in one place, and the one place where errors become sentences."""

import logging
import sys
from collections.abc import Sequence

from cyclopts import App
from rich.console import Console
from sqlalchemy.exc import DBAPIError

from hjemover import __version__
from hjemover.application.publishing import AlreadyPublished, PublishingRefused
from hjemover.application.registering import ImportRefused
from hjemover.bootstrap import SettingsWrong
from hjemover.cli import demo, designing, importing, looking, operating
from hjemover.cli.wording import say_refusal
from hjemover.errors import CommandRefused
from hjemover.messages import NotificationsInvalid
from hjemover.store.journal import JournalUnreadable

PROBLEMS, FAILED = 1, 2
"""Exit statuses: the input has problems; the command could not be carried out."""

app = App(
    name="hjemover",
    version=__version__,
    help="Runs patient pathways: who has the ball, what is due, what is stuck and why.",
)
for module in (designing, importing, looking, operating, demo):
    module.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Nobody sees a traceback for what a person can mend."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        code = app(arguments, result_action="return_value")
    except (PublishingRefused, ImportRefused) as refused:
        for problem in refused.problems:
            errors.print(str(problem), markup=False)
        errors.print(f"{refused}. Nothing was changed.", markup=False)
        sys.exit(PROBLEMS)
    except NotificationsInvalid as invalid:
        for finding in invalid.findings:
            errors.print(str(finding), markup=False)
        sys.exit(PROBLEMS)
    except CommandRefused as refusal:
        errors.print(say_refusal(refusal), markup=False)
        sys.exit(FAILED)
    except (AlreadyPublished, JournalUnreadable, SettingsWrong) as error:
        errors.print(str(error), markup=False)
        sys.exit(FAILED)
    except DBAPIError as error:
        errors.print(
            f"The database could not be used ({type(error.orig).__name__}). Check"
            " HJEMOVER_DATABASE_URL and that the server is up; `hjemover doctor` says more.",
            markup=False,
        )
        sys.exit(FAILED)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
