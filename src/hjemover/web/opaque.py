"""What stands in addresses for steps and definitions, whose own names tell of the patient."""

from hjemover.application.opaque import (
    definition_code,
    find_by_key,
    obligation_key,
    person_code,
    step_code,
    unit_code,
)

__all__ = [
    "definition_code",
    "find_by_key",
    "obligation_key",
    "person_code",
    "step_code",
    "unit_code",
]
