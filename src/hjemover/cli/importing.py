"""For the administrator: bring in an address book or enrolments. All of a file, or nothing."""

from pathlib import Path

from cyclopts import App

from hjemover.application.house import THE_SYSTEM, House
from hjemover.application.importing import (
    ImportProblem,
    Known,
    parse_address_book,
    parse_enrolments,
    parse_occurrences,
)
from hjemover.application.registering import (
    known_to_store,
    register_address_book,
    register_enrolments,
)
from hjemover.application.registering_occurrences import known_occurrences, register_occurrences
from hjemover.bootstrap import read_settings
from hjemover.calendar import local_day
from hjemover.cli.console import say
from hjemover.cli.opening import open_house


def register(app: App) -> None:
    app.command(import_, name="import")


def import_(*paths: Path, check: bool = False) -> int:
    """Import address books, enrolments and occurrences. Bad rows are listed with line and reason.

    Args:
        paths: YAML or CSV. Address books (or folders of CSV) go first, then files called
            enrolments…, then files called occurrences….
        check: Only say what is wrong; change nothing.
    """
    if not paths:
        say("Give the files to import: an address book (YAML, or a folder of CSV) or enrolments.")
        return 1
    settings = read_settings()
    house = open_house(settings, migrate=True)
    status = 0
    for path in sorted(paths, key=_in_order):
        if not path.exists():
            say(f"{path}: there is no such file or folder.")
            status = 1
        elif _is_occurrences(path):
            status |= _occurrences(house, path, check)
        elif _is_enrolments(path):
            status |= _enrolments(house, path, check, settings.environment == "production")
        else:
            status |= _address_book(house, path, check)
    return status


def _is_enrolments(path: Path) -> bool:
    return path.is_file() and path.stem.startswith("enrolments")


def _is_occurrences(path: Path) -> bool:
    return path.is_file() and path.stem.startswith("occurrences")


def _in_order(path: Path) -> tuple[int, str]:
    return 2 * _is_occurrences(path) + _is_enrolments(path), str(path)


def _address_book(house: House, path: Path, check: bool) -> int:
    parsed = parse_address_book(path)
    _tell(parsed.problems)
    if parsed.value is None:
        return _nothing(path, len(parsed.errors))
    if not check:
        count = register_address_book(house, parsed.value)
        say(f"{path}: {count} records imported.")
    else:
        say(f"{path}: nothing stands in the way.")
    return 0


def _enrolments(house: House, path: Path, check: bool, real_people: bool) -> int:
    known: Known = known_to_store(house)
    parsed = parse_enrolments(
        path,
        known=known,
        today=local_day(house.clock.now()),
        people="real" if real_people else "synthetic",
    )
    _tell(parsed.problems)
    if parsed.value is None:
        return _nothing(path, len(parsed.errors))
    if check:
        say(f"{path}: nothing stands in the way.")
        return 0
    new = register_enrolments(house, parsed.value, THE_SYSTEM)
    known_before = len(parsed.value) - new
    say(f"{path}: {new} patients enrolled, {known_before} were enrolled before.")
    return 0


def _occurrences(house: House, path: Path, check: bool) -> int:
    parsed = parse_occurrences(path, known=known_occurrences(house), now=house.clock.now())
    _tell(parsed.problems)
    if parsed.value is None:
        return _nothing(path, len(parsed.errors))
    if check:
        say(f"{path}: nothing stands in the way.")
        return 0
    heard = register_occurrences(house, parsed.value, THE_SYSTEM)
    listened, began = sum(len(one.listened) for one in heard), sum(len(one.began) for one in heard)
    say(f"{path}: {len(heard)} occurrences told; {listened} pathways heard, {began} began.")
    return 0


def _tell(problems: tuple[ImportProblem, ...]) -> None:
    for problem in problems:
        say(str(problem))


def _nothing(path: Path, errors: int) -> int:
    say(f"{path}: {errors} rows to mend. Nothing was imported.")
    return 1
