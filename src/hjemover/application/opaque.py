"""Short codes for what must not stand in an address: steps, definitions, units (koder i adresser).

A step's id can tell of an illness, and a ward's too. Addresses end up in logs, in history lists
and over shoulders, so they carry these instead. They are found again by trying what is known.
"""

from collections.abc import Iterable
from hashlib import blake2b

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are taken for each other
_LENGTH = 8


def code_of(*names: str) -> str:
    """Eight letters and digits that stand for *names*, the same each time."""
    number = int.from_bytes(blake2b("\x1f".join(names).encode(), digest_size=8).digest())
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


def item_key(obligation: str) -> str:
    """What an obligation is called in ``/oppgave/{ref}/{key}``. Unique within its pathway."""
    return code_of("item", obligation)


def find_item(key: str, obligations: Iterable[str]) -> str | None:
    """The obligation that *key* stands for, among those of one pathway."""
    return next((one for one in obligations if item_key(one) == key), None)
