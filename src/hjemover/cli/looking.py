"""For whoever wants to look without a browser: a unit's inbox, what is stuck, one patient's way."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cyclopts import App
from msgspec import Struct
from rich.table import Table

from hjemover.application.house import THE_SYSTEM, Actor, Addresses, House
from hjemover.application.queries import (
    StuckRow,
    WorkItem,
    awaiting_others,
    inbox,
    planned,
    stuck,
)
from hjemover.application.way import look
from hjemover.calendar import days_between, local_day, say_deadline, say_instant
from hjemover.cli.console import out, say, table
from hjemover.cli.opening import open_house
from hjemover.errors import CommandRefused
from hjemover.store import definitions
from hjemover.vocabulary import Language

CAUSES = {
    "no-answer": "no answer within the limit",
    "not-delivered": "not delivered",
    "no-active-person": "nobody at work there",
    "overdue": "overdue",
    "subpathway-late": "another pathway takes longer than its limit",
    "still-overlapping": "the sender should have been done",
    "clock-stopped": "the clock is stopped without a day",
    "date-missing": "a date is missing",
    "ask-again-passed": "the day to ask again has passed",
    "nothing-scheduled": "nothing is scheduled",
    "nobody-owns": "nobody owns the decision",
    "definition-failed": "a rule failed",
}


def register(app: App) -> None:
    app.command(show_inbox, name="inbox")
    app.command(show_stuck, name="stuck")
    app.command(show_way, name="way")


class Labels(Struct, frozen=True, kw_only=True):
    """What units and steps are called, in one language."""

    addresses: Addresses
    steps: dict[tuple[str, str], str]
    language: Language

    @classmethod
    def read(cls, house: House, items: Iterable[WorkItem], language: Language) -> "Labels":
        today = local_day(house.clock.now())
        steps: dict[tuple[str, str], str] = {}
        with house.database.reading() as tx:
            for name in {item.definition for item in items}:
                definition = definitions.in_force(tx, name, today)
                for step in definition.steps.values() if definition else ():
                    steps[(name, step.id)] = step.label.in_language(language)
            return cls(addresses=house.addresses(tx), steps=steps, language=language)

    def step(self, item: WorkItem) -> str:
        return self.steps.get((item.definition, item.step), item.step)

    def unit(self, unit: str) -> str:
        return self.addresses.unit_name(unit)


def show_inbox(unit: str, *, language: Language = "nb") -> int:
    """What waits for a unit, most urgent first, and what it waits for itself.

    Args:
        unit: The unit's id in the address book.
    """
    house = open_house()
    actor = Actor(id="console", units=frozenset({unit}))
    items, waiting, later = (
        inbox(house, actor),
        awaiting_others(house, actor),
        planned(house, actor),
    )
    labels = Labels.read(house, [*items, *waiting], language)
    if unit not in labels.addresses.units:
        return _no_such_unit(unit)
    name, now = labels.unit(unit), house.clock.now()
    if items:
        out.print(_items(f"Waits for {name}", items, labels, now))
    else:
        say(f"Nothing waits for {name}.")
    if waiting:
        out.print(_items(f"\n{name} waits for others", waiting, labels, now))
    say(f"\n{len(items)} wait, {len(waiting)} wait for others, {len(later)} are planned.")
    return 0


def _no_such_unit(unit: str) -> int:
    say(f"There is no unit {unit} in the address book. Check its id, or import it.")
    return 1


def _items(title: str, items: Sequence[WorkItem], labels: Labels, now: datetime) -> Table:
    rows = table(title, "What", "Pathway", "Due", "Whose turn", "Days")
    for item in items:
        due = say_deadline(item.due, labels.language) if item.due else "no limit"
        late = " (passed)" if item.due and item.due <= now else ""
        rows.add_row(
            labels.step(item),
            item.ref,
            due + late,
            labels.unit(item.awaits),
            str(days_between(item.since, now)),
        )
    return rows


def show_stuck(unit: str | None = None, *, language: Language = "nb") -> int:
    """What is stuck, why, and who has the ball.

    Args:
        unit: Only what this unit holds or is awaited for; the whole installation without it.
    """
    house = open_house()
    actor = Actor(id="console", units=frozenset({unit})) if unit else None
    found = stuck(house, actor)
    if unit is not None and unit not in Labels.read(house, (), language).addresses.units:
        return _no_such_unit(unit)
    if not found:
        say("Nothing is stuck.")
        return 0
    out.print(stuck_table(house, found, language=language))
    return 0


def stuck_table(
    house: House, found: Sequence[StuckRow], *, title: str = "Stuck", language: Language = "nb"
) -> Table:
    """One row for each stuck handoff or task, the longest first."""
    labels = Labels.read(house, [row.item for row in found], language)
    rows = table(title, "Why", "What", "Pathway", "Has the ball", "Awaits", "Days")
    for row in sorted(found, key=lambda one: -one.days):
        rows.add_row(
            CAUSES[row.cause.value],
            labels.step(row.item),
            row.item.ref,
            labels.unit(row.item.holder),
            labels.unit(row.item.awaits),
            str(row.days),
        )
    return rows


def show_way(ref: str, *, language: Language = "nb") -> int:
    """One pathway's history: what happened, when it was true, when it was learnt, who said so.

    Args:
        ref: The pathway's opaque reference.
    """
    house = open_house()
    try:
        way = look(house, ref, THE_SYSTEM, language)
    except CommandRefused:
        say(f"There is no pathway {ref}. Check the reference; `hjemover inbox` shows them.")
        return 1
    rows = table("", "#", "What", "True from", "Learnt", "By")
    for told in way.history:
        rows.add_row(
            str(told.sequence),
            told.said,
            say_instant(told.effective, language, weekday=False),
            say_instant(told.recorded, language, weekday=False),
            told.actor,
        )
    out.print(rows)
    return 0
