"""Short codes for what must not stand in an address: steps, definitions, units (koder i adresser).

A step's id can tell of an illness, and a ward's too. Addresses end up in logs, in history lists
and over shoulders, so they carry these instead. They are found again by trying what is known.
"""

from collections.abc import Iterable
from hashlib import blake2b


def obligation_key(obligation: str) -> str:
    """What stands for an obligation beside its pathway's reference: ``/oppgave/{ref}/{key}``."""
    return _short("o", obligation)


def definition_code(definition: str) -> str:
    """What stands for a definition in filters."""
    return _short("d", definition)


def step_code(step: str) -> str:
    """What stands for a step within its definition."""
    return _short("s", step)


def answer_code(step: str, field: str) -> str:
    """What stands for one answer: to a question of a step."""
    return step_code(f"{step}/{field}")


def measure_code(measure: str) -> str:
    """What stands for a measure within its definition."""
    return _short("m", measure)


def unit_code(unit: str) -> str:
    """What stands for a unit in filters."""
    return _short("u", unit)


def person_code(person: str) -> str:
    """What stands for somebody who works here, in filters."""
    return _short("p", person)


def find_by_key(key: str, obligations: Iterable[str]) -> str | None:
    """The obligation that *key* stands for, among those of its pathway."""
    return next((one for one in obligations if obligation_key(one) == key), None)


def _short(kind: str, name: str) -> str:
    return blake2b(name.encode(), digest_size=5, person=kind.encode()).hexdigest()
