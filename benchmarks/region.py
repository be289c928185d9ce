"""A house with the sample region, the built-in pathways and enrolled patients, to measure in."""

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from hjemover.application.enrolling import Enrolment, enrol
from hjemover.application.handle import Order
from hjemover.application.house import THE_SYSTEM, Actor, House, SetClock
from hjemover.application.importing import parse_address_book
from hjemover.application.publishing import publish_folder
from hjemover.application.registering import register_address_book
from hjemover.application.simulation.filling import fill
from hjemover.bootstrap import build
from hjemover.calendar import local_day
from hjemover.definition.models import TaskStep
from hjemover.engine.commands import CompleteTask
from hjemover.engine.directory import Rules
from hjemover.engine.state import Obligation
from hjemover.engine.tasks import fields_of_step
from hjemover.settings import Settings, content_folder
from hjemover.store import journal

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WARD = "st-olavs-kreft"
NURSE = Actor(id="bench-nurse", units=frozenset({WARD}))


def house_at(url: str, home: Path, clock: SetClock) -> House:
    """A house on the database at *url*; its keys are under *home*."""
    settings = Settings(home=home, database_url=url, environment="test")
    return build(settings, clock=clock, migrate=True)


def furnish(house: House) -> None:
    """Publish the pathways and import the region."""
    publish_folder(house, content_folder("pathways"), "bench")
    parsed = parse_address_book(content_folder("region") / "address-book.yaml")
    assert parsed.value is not None
    register_address_book(house, parsed.value)


def enrol_many(
    house: House, count: int, pathway: str = "kreft-hjem", municipality: str = "5001"
) -> list[str]:
    """Enrol *count* made-up patients; their references."""
    return [
        enrol(
            house,
            Enrolment(
                id=f"bench/{number}",
                pathway=pathway,
                name="Snill Fjellrev",
                parties={"hospital": WARD},
                municipality=municipality,
                dates={"diagnosed": date(2026, 2, 27)},
            ),
            THE_SYSTEM,
        ).ref
        for number in range(count)
    ]


def completing(house: House, ref: str) -> Order:
    """An order to complete the patient's first open task by its first way out, as the ward."""
    with house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
        assert stored is not None
        pathway = stored.pathway
        rules = house.rules(tx, pathway.definition, pathway.version)
    open_ = next(iter(pathway.obligations.values()))
    command = _completion(rules, open_, Random(1), START)
    return Order(id=f"act/{ref}/{open_.id}", ref=ref, command=command, by=NURSE)


def _completion(rules: Rules, open_: Obligation, rng: Random, now: datetime) -> CompleteTask:
    """Complete an open task by its first way out."""
    step = rules.definition.steps[open_.step]
    assert isinstance(step, TaskStep)
    outcome = next(iter(step.outcomes))
    answers = fill(
        fields_of_step(rules, step, outcome),
        rng,
        local_day(now),
        municipalities=["5001"],
        units=[WARD],
        services=["rehabilitation"],
    )
    return CompleteTask(obligation=open_.id, outcome=outcome, answers=answers)
