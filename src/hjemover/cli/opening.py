"""The installation that a command works on: opened by the command, closed when it ends."""

from hjemover.application.house import House
from hjemover.bootstrap import build
from hjemover.settings import Settings

_opened: list[House] = []


def open_house(
    settings: Settings | None = None, *, migrate: bool = False, any_keys: bool = False
) -> House:
    """As :func:`hjemover.bootstrap.build`. Nobody needs to close it: the program's end does."""
    house = build(settings, migrate=migrate, any_keys=any_keys)
    _opened.append(house)
    return house


def close_houses() -> None:
    """Give back every connection."""
    while _opened:
        _opened.pop().database.dispose()
