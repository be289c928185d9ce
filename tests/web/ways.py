"""Patients on the cancer pathway, for the screens: enrolled, and brought as far as one needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hjemover.definition.models import Field
from hjemover.engine import commands as c
from hjemover.store.address_book import Organisation, Unit, UnitService
from tests.application.town import BERGEN, DAY, HOSPITAL, MONDAY, NURSE, Town
from tests.application.way.test_telling import kreft_hjem

GP = "lege-torget"
ASSESSMENT, HANDOVER, INCLUSION = "needs-assessment", "handover", "inclusion"


def prepare(town: Town) -> None:
    """Publish the pathway, and give it the parties that the town lacks."""
    town.publish(kreft_hjem())
    town.change(
        UnitService(organisation=BERGEN, service="cancer-coordinator", unit=NURSE),
        Organisation(id=GP, name="Legekontoret på Torget", kind="gp-office"),
        Unit(id=f"{GP}-post", organisation=GP, name="Legekontoret på Torget"),
        UnitService(organisation=GP, service="gp", unit=f"{GP}-post"),
    )


def filled(form: str) -> dict[str, Any]:
    """Answers to all that a form demands."""
    return {
        name: _answer(field)
        for name, field in kreft_hjem().forms[form].fields.items()
        if field.required
    }


def _answer(field: Field) -> Any:
    simple: Mapping[str, Any] = {
        "text": "Trenger hjelp hjemme", "long-text": "Trenger hjelp hjemme", "number": 1,
        "date": MONDAY.date().isoformat(), "yes-no": False,
    }  # fmt: skip
    return simple[field.type] if field.type in simple else next(iter(field.choices))


def newly_enrolled(town: Town, number: int = 0) -> str:
    """A patient whom the ward has just enrolled."""
    if number == 0:
        prepare(town)
    return town.enrol(
        number,
        pathway="kreft-hjem",
        gp=GP,
        dates={"diagnosed": date(2026, 2, 20), "told": date(2026, 2, 24)},
    )


def offered(town: Town) -> str:
    """A patient whom the ward has offered to the municipality, which has not answered."""
    ref = newly_enrolled(town)
    for step, outcome, form in (
        ("include", "done", INCLUSION),
        ("offer-1", "accepted", ""),
        ("hold-1", "held", ASSESSMENT),
        ("write-handover", "done", HANDOVER),
    ):
        answers = filled(form) if form else {}
        done = c.CompleteTask(obligation=town.open(ref, step).id, outcome=outcome, answers=answers)
        town.order(ref, done, HOSPITAL)
    town.post()
    return ref


def later(town: Town, days: int) -> None:
    """Let that many days pass since Monday."""
    town.until(MONDAY + days * DAY)
