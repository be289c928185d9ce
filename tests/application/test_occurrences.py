"""What another system tells of reaches the pathways that listen, once, and begins others."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from hjemover.application.house import Actor
from hjemover.application.occurrences import Told, report_occurrence
from hjemover.application.others import others_of
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.errors import CommandRefused
from hjemover.store import journal
from tests.application.town import (
    BERGEN,
    DAY,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    SHORT,
    Town,
)

LISTENING = (
    SHORT.replace("pathway: kort-hjem", "pathway: maling")
    + """
  silent: {name: {nb: Stille, nn: Stille, en: Silent}, absent: measured, within: 3 days, while: visit, tell: [nurse]}
  back: {name: {nb: Tilbake, nn: Tilbake, en: Back}, on: admitted, when: "occurrence.acute && others.open.kort_hjem > 0", close: DOD}
occurrences:
  measured: {}
  admitted: {data: {acute: {type: yes-no, name: {nb: Akutt, nn: Akutt, en: Acute}}}}
"""  # noqa: E501
)
READMITTED = (
    SHORT.replace("pathway: kort-hjem", "pathway: gjennomgang")
    + """
occurrences: {admitted: {data: {acute: {type: yes-no, name: {nb: Akutt, nn: Akutt, en: Acute}}}}}
begins: [{on: admitted, when: "occurrence.acute", of: kort-hjem, after: 8 hours, within: 30 days, set: {diagnosed: occurred}}]
"""  # noqa: E501
)
SYSTEM = Actor(id="adt", system=True)


@cache
def load(text: str) -> PathwayDefinition:
    loaded = load_text(text)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


@pytest.fixture
def ear(town: Town) -> Town:
    town.publish(load(LISTENING))
    town.publish(load(READMITTED))
    return town


def patient_of(town: Town, ref: str) -> str:
    with town.house.database.reading() as tx:
        stored = journal.load(tx, ref, for_update=False)
    assert stored is not None
    assert stored.patient_id is not None
    return stored.patient_id


@pytest.fixture
def tell(ear: Town) -> Callable[..., Any]:
    def tell(ref: str, what: str, **more: Any) -> Any:
        known = {
            "id": "adt-1",
            "patient": patient_of(ear, ref),
            "occurrence": what,
            "at": ear.clock.now(),
            "unit": LUNG_WARD,
        }
        return report_occurrence(ear.house, Told(**(known | more)), SYSTEM)

    return tell


def closed(town: Town, number: int = 0) -> str:
    """A patient whose pathway home is over."""
    ref = town.enrol(number)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.CompleteTask(obligation="visit#1", outcome="done"), "bergen-kreft")
    assert town.pathway(ref).outcome == "FULLFORT"
    return ref


def test_only_pathways_that_listen_hear_of_it(ear: Town, tell: Any) -> None:
    deaf, listening = ear.enrol(1), ear.enrol(1, id="other", pathway="maling")

    heard = tell(deaf, "measured")

    assert heard.listened == (listening,)
    assert "occurrence-told" in ear.told(listening)
    assert "occurrence-told" not in ear.told(deaf)


def test_the_same_thing_told_twice_is_heard_once(ear: Town, tell: Any) -> None:
    ref = ear.enrol(1, pathway="maling")
    tell(ref, "measured")
    before = ear.contents()

    again = tell(ref, "measured")

    assert again.listened == (ref,)
    assert ear.contents() == before


def test_the_same_id_for_another_thing_is_refused(ear: Town, tell: Any) -> None:
    ref = ear.enrol(1, pathway="maling")
    tell(ref, "measured")

    with pytest.raises(CommandRefused) as refused:
        tell(ref, "measured", at=ear.clock.now() - timedelta(hours=1))

    assert refused.value.code == "command-id-reused"


def test_another_patients_pathway_hears_nothing(ear: Town, tell: Any) -> None:
    mine, theirs = ear.enrol(1, pathway="maling"), ear.enrol(2, pathway="maling")

    tell(mine, "measured")

    assert "occurrence-told" not in ear.told(theirs)


def test_a_condition_reads_the_patients_other_pathways(ear: Town, tell: Any) -> None:
    alone, busy = ear.enrol(1, pathway="maling"), ear.enrol(2, pathway="maling")
    ear.enrol(2, id="other")

    tell(alone, "admitted", data={"acute": True})
    tell(busy, "admitted", id="adt-2", data={"acute": True})

    assert ear.pathway(alone).outcome is None
    assert ear.pathway(busy).outcome == "DOD"


def test_silence_strikes_in_the_sweep_and_tells_the_nurse(ear: Town, tell: Any) -> None:
    ref = ear.enrol(1, pathway="maling")
    ear.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    ear.until(MONDAY + 2 * DAY)
    tell(ref, "measured")

    ear.until(MONDAY + 4 * DAY)
    assert "absence-noticed" not in ear.told(ref)
    ear.until(MONDAY + 6 * DAY)

    assert ear.told(ref).count("absence-noticed") == 1


def test_a_readmission_within_thirty_days_begins_a_review(ear: Town, tell: Any) -> None:
    home = closed(ear)
    ear.clock.set(MONDAY + 10 * DAY)

    heard = tell(home, "admitted", data={"acute": True})

    (review,) = heard.began
    begun = ear.pathway(review)
    assert (begun.definition, begun.parties["hospital"]) == ("gjennomgang", LUNG_WARD)
    assert begun.subject.municipality == BERGEN
    assert begun.dates["diagnosed"] == (MONDAY + 10 * DAY).date()
    assert patient_of(ear, review) == patient_of(ear, home)


def test_a_review_begins_once_however_often_it_is_told(ear: Town, tell: Any) -> None:
    home = closed(ear)
    ear.clock.set(MONDAY + 10 * DAY)
    first = tell(home, "admitted", data={"acute": True})
    before = ear.contents()

    assert tell(home, "admitted", data={"acute": True}) == first
    assert ear.contents() == before
    assert tell(home, "admitted", id="adt-2", data={"acute": True}).began == ()


def test_what_came_too_late_or_was_no_emergency_begins_nothing(ear: Town, tell: Any) -> None:
    home = closed(ear)
    ear.clock.set(MONDAY + timedelta(hours=7))
    assert tell(home, "admitted", data={"acute": True}).began == ()
    ear.clock.set(MONDAY + 10 * DAY)
    assert tell(home, "admitted", id="adt-2", data={"acute": False}).began == ()
    ear.clock.set(MONDAY + 40 * DAY)
    assert tell(home, "admitted", id="adt-3", data={"acute": True}).began == ()


def test_what_does_not_fit_leaves_nothing_changed(ear: Town, tell: Any) -> None:
    home = closed(ear)
    ref = ear.enrol(0, id="again", pathway="maling")
    before = ear.contents()

    for more in ({"data": {"acute": "kanskje"}}, {"at": MONDAY + DAY}):
        with pytest.raises(CommandRefused):
            tell(home, "admitted", **more)

    assert ear.contents() == before
    assert ear.pathway(ref).occurrences == {}


def test_what_the_others_are_is_read_from_the_store(ear: Town) -> None:
    home = closed(ear)
    open_ = ear.enrol(0, id="second")
    mine = ear.enrol(0, id="third", pathway="maling")

    with ear.house.database.reading() as tx:
        found = others_of(ear.house, tx, patient_of(ear, mine), mine)

    assert found.open == {"kort-hjem": (open_,)}
    assert (found.closed, found.closed_at) == ({"kort-hjem": 1}, {"kort-hjem": MONDAY})
    assert found.services == 1  # the intake has an offer to answer
    assert home not in found.open["kort-hjem"]


def test_a_decision_keeps_what_it_read_of_the_others(town: Town) -> None:
    text = (
        SHORT.replace("pathway: kort-hjem", "pathway: valg")
        .replace("      accepted: visit\n", "      accepted: which\n")
        .replace(
            "  visit:\n",
            '  which:\n    decide: [{when: "others.open_count > 1", then: finish}]\n'
            "    else: visit\n"
            "  visit:\n",
        )
    )
    town.publish(load(text))
    for number in range(2):
        town.enrol(0, id=f"other-{number}")
    ref = town.enrol(0, id="mine", pathway="valg")

    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)

    with town.house.database.reading() as tx:
        (decided,) = [one for one in journal.events(tx, ref) if isinstance(one, e.DecisionTaken)]
    assert decided.inputs == {"others.open_count": 2}
    assert (decided.then, town.pathway(ref).outcome) == ("finish", "FULLFORT")
