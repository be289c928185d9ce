"""What a drawn definition keeps beside its way: dates, hours, what accrues and is measured."""

from random import Random
from typing import Any

_LENGTHS = ("1 day", "3 days", "2 working days", "$short", "$long")
_EDGES = {
    "task": ("started", "done", "overdue", "came_in_time", "came_late"),
    "handoff": ("started", "done", "overdue", "delivered", "seen", "accepted", "rejected"),
    "wait": ("started", "done"),
}


def derived_dates(dice: Random) -> dict[str, Any]:
    """An age and a while before it, counted from the date that is known from the start."""
    if dice.random() < 0.5:
        return {}
    return {
        "turns": {
            "name": _text("turns"),
            "after": dice.choice(["1 year", "3 weeks"]),
            "of": "clock",
        },
        "ahead": {"name": _text("ahead"), "before": "2 weeks", "of": "turns"},
    }


def hours(dice: Random) -> dict[str, Any]:
    """Opening hours of a party's own, now and then with closed days in between."""
    days = dice.choice([{"mon-fri": "08:00-15:30"}, {"tue": "09:00-12:00", "thu": "09:00-12:00"}])
    return {"hours": days} if dice.random() < 0.2 else {}


def kept(dice: Random, steps: dict[str, dict[str, Any]], dates: dict[str, Any]) -> dict[str, Any]:
    """Accruals with rates and measures over *steps*, and what begins the pathway by itself."""
    made: dict[str, Any] = {}
    if dice.random() < 0.4:
        made["tables"] = {"rates": _rates(dice)}
        made["accruals"] = {"days": _accrual(dice, steps)}
    if dice.random() < 0.5:
        made["measures"] = {f"m-{at}": _measure(dice, steps, dates) for at in range(2)}
    if dice.random() < 0.2:
        made["begins"] = [{"on": "measured", "set": {"diagnosed": "occurred"}}]
    return made


def table(dice: Random, asked: list[tuple[str, str, str]], after: list[str]) -> Any:
    """A decision table over what may have been answered; None where nothing fits."""
    fitting = [(step, field) for step, field, kind in asked if kind in ("yes-no", "number")]
    if not fitting:
        return None
    step, field = dice.choice(fitting)
    kind = next(kind for one, name, kind in asked if (one, name) == (step, field))
    cell: Any = dice.choice([True, False]) if kind == "yes-no" else dice.choice([3, ">= 4"])
    row = {"it": cell, "then": dice.choice(after)}
    return {"read": {"it": f"{step.replace('-', '_')}.{field}"}, "rows": [row]}


def _milestone(dice: Random, steps: dict[str, dict[str, Any]]) -> str:
    kinds = [(name, kind) for name, step in steps.items() for kind in _EDGES if kind in step]
    if not kinds or dice.random() < 0.15:
        return dice.choice(["enrolled", "closed"])
    name, kind = dice.choice(kinds)
    return f"{name}.{dice.choice(_EDGES[kind])}"


def _before_the_end(dice: Random, steps: dict[str, dict[str, Any]]) -> str:
    found = _milestone(dice, steps)
    return "enrolled" if found == "closed" else found


def _accrual(dice: Random, steps: dict[str, dict[str, Any]]) -> dict[str, Any]:
    starts: list[Any] = [_before_the_end(dice, steps)]
    asked = _before_the_end(dice, steps)
    if asked not in starts and dice.random() < 0.5:
        starts.append({"on": asked, "when": _when(dice, steps)})
    named = {one["on"] if isinstance(one, dict) else one for one in starts}
    stops = next(
        (one for _ in range(9) if (one := _milestone(dice, steps)) not in named), "closed.DOD"
    )
    made = {"name": _text("days"), "per": "day", "rate": "rates", "starts": starts, "stops": stops}
    if dice.random() < 0.3:
        made["grace"] = dice.choice(["24 hours", "2 days"])
    return made | {"keeps": dice.random() < 0.7, "counts": dice.choice(["inclusive", "exclusive"])}


def _when(dice: Random, steps: dict[str, dict[str, Any]]) -> str:
    step, word = dice.choice(list(steps)), "overdue"
    sent = [name for name, one in steps.items() if "handoff" in one]
    if sent and dice.random() < 0.6:
        step, word = dice.choice(sent), "arrived"
    return f"{dice.choice(['', '!'])}{word}.{step.replace('-', '_')}"


def _measure(
    dice: Random, steps: dict[str, dict[str, Any]], dates: dict[str, Any]
) -> dict[str, Any]:
    begins = _milestone(dice, steps)
    ends = next((one for _ in range(9) if (one := _milestone(dice, steps)) != begins), "closed.DOD")
    made: dict[str, Any] = {
        "name": _text("m"), "kind": dice.choice(["share", "median", "count"]), "from": begins,
        "source": "proposal", "verified": False,
    }  # fmt: skip
    if made["kind"] != "count":
        made["to"] = ends
        if dice.random() < 0.5:
            made["of"] = dice.choice(list(dates))
    if made["kind"] == "share" and ("of" in made or dice.random() < 0.5):
        made[dice.choice(["within", "before"]) if "of" in made else "within"] = dice.choice(
            _LENGTHS
        )
    if dice.random() < 0.3:
        made["when"] = _when(dice, steps)
    return made


def _rates(dice: Random) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [{"from": "2025-01-01", "value": 100}]
    if dice.random() < 0.5:
        rows.append({"from": "2026-06-01", "until": "2026-12-31", "value": 110})
    return {"unit": "NOK", "source": "proposal", "verified": False, "rows": rows}


def _text(said: str) -> dict[str, str]:
    return {"nb": said, "nn": said, "en": said}
