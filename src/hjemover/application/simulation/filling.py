"""Answers that fit the fields that ask (utfylling), drawn from a seeded generator."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from hjemover.definition.models import Field
from hjemover.engine.state import Answers, Value

_TEXT = "Syntetisk svar."


def fill(
    fields: Mapping[str, Field],
    rng: Random,
    today: date,
    *,
    municipalities: Sequence[str],
    units: Sequence[str],
    services: Sequence[str],
) -> Answers:
    """An answer to every required field, and to half of the others."""

    def one(field: Field) -> Value:
        match field.type:
            case "text" | "long-text":
                return _TEXT
            case "date":
                ahead = rng.randint(7, 60) if field.may_be_future else -rng.randint(0, 5)
                return (today + timedelta(days=ahead)).isoformat()
            case "yes-no":
                return rng.random() < 0.5
            case "number":
                low = int(field.at_least or 0)
                return rng.randint(low, max(low, int(field.at_most or low + 10)))
            case "choice":
                return rng.choice(list(field.choices))
            case "choices":
                chosen = [name for name in field.choices if rng.random() < 0.4]
                return list[Value](chosen or [next(iter(field.choices))])
            case "municipality":
                return rng.choice(municipalities)
            case "unit":
                return rng.choice(units)
            case "service":
                return rng.choice(services)
            case "table":
                return {row: columns(field) for row in field.rows}
            case "list":
                return [columns(field) for _ in range(rng.choice((0, 1, 1, 2)) or field.required)]

    def columns(field: Field) -> Answers:
        return {name: one(column) for name, column in field.columns.items() if wanted(column)}

    def wanted(field: Field) -> bool:
        return field.required or rng.random() < 0.5

    return {name: one(field) for name, field in fields.items() if wanted(field)}
