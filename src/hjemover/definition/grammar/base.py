"""What all the words have in common: strict models, short and full forms, names."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationInfo, model_validator
from pydantic import Discriminator as PydanticDiscriminator

# Tags stand in error locations between real keys. No key of a file begins with this sign.
TAG: Final = "«"
SCALAR: Final = "«scalar»"
LIST: Final = "«list»"
MAP: Final = "«map»"

KEBAB: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
CODE: Final = r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"
UPPER: Final = r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$"

Name = Annotated[str, StringConstraints(pattern=KEBAB, max_length=60)]
"""Of a step, party, date, number, window, form, event or consent: kebab-case."""

Code = Annotated[str, StringConstraints(pattern=CODE, max_length=60)]
"""Of an outcome, a choice or a field: snake_case or kebab-case."""

UpperCode = Annotated[str, StringConstraints(pattern=UPPER, max_length=60)]
"""Of an end outcome: UPPER_SNAKE."""

Written = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Something for people to read, or a reference that is resolved later."""


class Said(ValueError):
    """A value that a word cannot have. *message* follows what it is said of: "is not a date."."""

    def __init__(self, code: str, message: str, next_move: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next_move = next_move


class Words(BaseModel):
    """A mapping in the file. Unknown keys are errors; nothing is converted.

    Validated with a context dict under ``allowed``, it notes which keys each mapping may have,
    so that the wording of an unknown key can name the nearest.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _note_allowed(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, dict) and info.context is not None:
            info.context["allowed"][id(value)] = cls.keywords()
        return value

    @classmethod
    def keywords(cls) -> tuple[str, ...]:
        """The keys of this mapping, as they are written in the file."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


def _shape(value: Any) -> str:
    if isinstance(value, Mapping | BaseModel):
        return MAP
    return LIST if isinstance(value, list | tuple) else SCALAR


by_shape: Final = PydanticDiscriminator(_shape)
"""Tells a short form from a full one by whether a mapping, a list or a plain value stands there."""
