"""What stands in addresses for steps and definitions, whose own names tell of the patient."""

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


def find_by_key(key: str, obligations: Iterable[str]) -> str | None:
    """The obligation that *key* stands for, among those of its pathway."""
    return next((one for one in obligations if obligation_key(one) == key), None)


def _short(kind: str, name: str) -> str:
    return blake2b(name.encode(), digest_size=5, person=kind.encode()).hexdigest()
