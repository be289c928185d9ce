"""Errors that a person can mend, as sentences with an exit status. Everything else is our bug."""

import psycopg
from sqlalchemy.exc import DBAPIError

from hjemover.application.accounts import UnknownLogin
from hjemover.application.publishing import AlreadyPublished, PublishingRefused
from hjemover.application.registering import ImportRefused
from hjemover.bootstrap import SettingsWrong
from hjemover.cli.wording import say_refusal
from hjemover.errors import CommandRefused
from hjemover.messages import NotificationsInvalid
from hjemover.store.engines import sqlite_module
from hjemover.store.journal import JournalUnreadable
from hjemover.store.migrating import StoreBehind, StoreTooNew

PROBLEMS, FAILED = 1, 2
"""Exit statuses: the input has problems; the command could not be carried out."""

_DRIVERS: tuple[type[Exception], ...] = (psycopg.Error, sqlite_module().Error)
MENDABLE: tuple[type[Exception], ...] = (
    PublishingRefused, ImportRefused, NotificationsInvalid, CommandRefused, AlreadyPublished,
    JournalUnreadable, SettingsWrong, StoreBehind, StoreTooNew, UnknownLogin, OSError, DBAPIError,
    *_DRIVERS,
)  # fmt: skip


def say_error(error: Exception) -> tuple[list[str], int]:
    """The lines to show for one of :data:`MENDABLE`, and the exit status."""
    match error:
        case PublishingRefused() | ImportRefused():
            problems = [str(problem) for problem in error.problems]
            return [*problems, f"{error}. Nothing was changed."], PROBLEMS
        case NotificationsInvalid():
            return [str(finding) for finding in error.findings], PROBLEMS
        case UnknownLogin():
            return [
                f'Nobody in the address book signs in as "{error.args[0]}". Look for the login in'
                " the file that was imported."
            ], FAILED
        case CommandRefused():
            return [say_refusal(error)], FAILED
        case DBAPIError():
            return [_say_database(error.orig or error)], FAILED
        case OSError() if error.filename is not None:
            return [
                f"{error.filename}: {error.strerror}. Check the path and who may use it."
            ], FAILED
    return [_say_database(error) if isinstance(error, _DRIVERS) else str(error)], FAILED


def _say_database(error: BaseException) -> str:
    """What is the matter with the database. Not the driver's own text: that may show an address."""
    if isinstance(error, psycopg.errors.UndefinedTable) or "no such table" in str(error):
        return "The database has not been set up by this release. Run `hjemover doctor` to do it."
    return (
        f"The database could not be used ({type(error).__name__}). Check"
        " HJEMOVER_DATABASE_URL and that the server is up."
    )
