"""For the operator: which keys are in use, sealing anew with another, and a new one."""

from itertools import groupby

from cyclopts import App

from hjemover.application import rekeying
from hjemover.application.house import House
from hjemover.bootstrap import new_key
from hjemover.cli.console import out, say
from hjemover.cli.opening import open_house
from hjemover.store.sealed import Usage

keys = App(name="keys", help="Keys that names, birth numbers and texts are sealed with.")

_TELL_EACH = 10_000


def register(app: App) -> None:
    app.command(keys)


@keys.command
def show() -> int:
    """Say how many rows lie under each key, and which keys nothing needs any more."""
    house = open_house(migrate=True, any_keys=True)
    ring, found = house.keys, rekeying.usage(house)
    for table, lines in groupby(found, key=lambda one: (one.table, one.index)):
        say(f"{table[0]}{' (look-up)' if table[1] else ''}")
        for one in lines:
            say(f"  {_name(house, one):<24} {one.rows:>10,} rows{_remark(house, one)}")
    if not found:
        say("Nothing is sealed yet.")
    missing = [one for one in found if _remark(house, one).startswith("  !!")]
    if missing:
        say("Put the missing keys back. Nothing else starts without them.")
        return 1
    left = rekeying.left(house, found)
    if left:
        say(f"{left:,} rows are not yet as the ring has it. Run `hjemover keys reseal`.")
        return 0
    spare = sorted(ring.names - {ring.current})
    for name in spare:
        say(f'Nothing needs "{name}" any more: it can leave the ring.')
    if len(ring.index_ids) > 1:
        say('No patient is found by "index-also" any more: it can leave the ring.')
    if not spare and len(ring.index_ids) == 1:
        say("Everything is as the ring has it.")
    return 0


def _name(house: House, one: Usage) -> str:
    if not one.index:
        return str(one.key)
    names = dict(zip(house.keys.index_ids, ("index", "index-also"), strict=False))
    return "not marked yet" if one.key is None else names.get(one.key, f"another ({one.key})")


def _remark(house: House, one: Usage) -> str:
    ring = house.keys
    if one.index:
        if one.key is None or one.key in ring.index_ids:
            return ""
        return "  !! not on the ring"
    if one.key not in ring.names:
        return "  !! not on the ring"
    return "  (new rows)" if one.key == ring.current else ""


@keys.command
def reseal() -> int:
    """Seal everything with the first key of the ring, while everybody works.

    It may be stopped at any moment, and run again.
    """
    house = open_house(migrate=True)
    tell_at = _TELL_EACH

    def told(rows: int) -> None:
        nonlocal tell_at
        if rows >= tell_at:
            say(f"{rows:,} rows …")
            tell_at = rows - rows % _TELL_EACH + _TELL_EACH

    done = rekeying.reseal(house, told)
    say(f'{done.rows:,} rows were sealed with "{house.keys.current}".')
    for one in done.doubles:
        say(
            f"Patient {one.patient} is the same person as {one.other} at the same organisation,"
            ' and keeps the old look-up. Do not take "index-also" away; report it.'
        )
    if done.left and not done.doubles:
        say(
            f"{done.left:,} rows came meanwhile under another key: a process still runs with the"
            " ring from before. Start it again, then run this once more."
        )
    return 1 if done.left else 0


@keys.command
def make() -> int:
    """Print a new key, to be put on the ring. It is kept nowhere."""
    out.print(new_key(), markup=False, soft_wrap=True)
    return 0
