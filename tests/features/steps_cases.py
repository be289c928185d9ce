"""What is done with cases between organisations, as those who work with them say it."""

from datetime import timedelta

import norwegian_days as days
import pytest
from installation import CASES, HUB, kind_of_place
from pytest_bdd import given, then, when
from words import LABEL, ON, PATIENT, PLACE, TO_UNIT, UNIT, step, unit_of
from world import World

from hjemover.calendar import local_day
from hjemover.errors import CommandRefused

YEAR = r"(?P<year>\d{4})"
MEASURE = r"«(?P<name>[^»]+)»"

DIRECTIONS = {
    ("municipality", "hospital-trust"): "municipality_to_hospital",
    ("hospital-trust", "municipality"): "hospital_to_municipality",
    ("municipality", "municipality"): "between_municipalities",
}


# --- from the one who reports to the hub --------------------------------------------------------


@step(given, rf"{UNIT} har begynt på {PATIENT}")
@step(when, rf"{UNIT} begynner på {PATIENT}")
def begun(world: World, unit: str, patient: str) -> None:
    world.open_case(patient, CASES, "reporter", unit_of(unit))


@step(given, rf"{UNIT} har skrevet {PATIENT}")
@step(when, rf"{UNIT} skriver {PATIENT}")
def written(world: World, unit: str, patient: str) -> None:
    if patient not in world.patients:
        begun(world, unit, patient)
    _write(world, unit, patient, kind="deviation")


@step(when, rf"{UNIT} skriver forslaget i {PATIENT}")
def suggested(world: World, unit: str, patient: str) -> None:
    begun(world, unit, patient)
    _write(world, unit, patient, kind="improvement")


def _write(world: World, unit: str, patient: str, kind: str) -> None:
    happened = (local_day(world.now) - timedelta(days=3)).isoformat()
    world.complete(
        patient,
        "report",
        "done",
        by=unit_of(unit),
        kind=kind,
        happened_on=happened,
        what_happened="Legemiddellisten fulgte ikke med hjem.",
    )


@step(given, rf"lederen i {UNIT} har godkjent {PATIENT}")
@step(when, rf"lederen i {UNIT} godkjenner {PATIENT}")
def approved(world: World, unit: str, patient: str) -> None:
    world.complete(patient, "own-check", "approved", by=unit_of(unit), serious=False)


@step(when, rf"lederen i {UNIT} godkjenner {PATIENT} som alvorlig")
def approved_as_serious(world: World, unit: str, patient: str) -> None:
    world.complete(patient, "own-check", "approved", by=unit_of(unit), serious=True)


@step(given, rf"samhandlingssekretariatet har fått {PATIENT} fra {UNIT}")
def with_the_hub(world: World, patient: str, unit: str) -> None:
    written(world, unit, patient)
    approved(world, unit, patient)
    world.accept(patient, "to-hub", HUB)


# --- from the hub to those it concerns, and back ------------------------------------------------


@step(given, rf"samhandlingssekretariatet har sendt {PATIENT} til {TO_UNIT}")
@step(when, rf"samhandlingssekretariatet sender {PATIENT} til {TO_UNIT}")
def registered(world: World, patient: str, to: str) -> None:
    _register(world, patient, unit_of(to))


@step(given, rf"samhandlingssekretariatet har sendt {PATIENT} til {TO_UNIT} og {UNIT}")
@step(when, rf"samhandlingssekretariatet sender {PATIENT} til {TO_UNIT} og {UNIT}")
def registered_for_two(world: World, patient: str, to: str, unit: str) -> None:
    _register(world, patient, unit_of(to), unit_of(unit))


def _register(world: World, patient: str, *receivers: str) -> None:
    reporter = world.pathway(patient).parties["reporter"]
    sides = kind_of_place(reporter), kind_of_place(receivers[0])
    world.complete(
        patient,
        "register",
        "registered",
        by=HUB,
        direction=DIRECTIONS[sides],
        receivers=[{"receiver": one} for one in receivers],
    )


@step(given, rf"{UNIT} har behandlet {PATIENT}")
@step(when, rf"{UNIT} behandler {PATIENT}")
def handled(world: World, unit: str, patient: str) -> None:
    world.complete(
        patient,
        "handle",
        "handled",
        by=unit_of(unit),
        cause="Listen ble skrevet for hånd.",
        staff_involved=True,
        answer="Listen sendes nå fra journalen.",
    )


@step(when, rf"{UNIT} sier at {PATIENT} ikke gjelder dem")
def not_ours(world: World, unit: str, patient: str) -> None:
    world.reject(patient, "forward", unit_of(unit), "Gjelder ikke oss.", why="not_ours")


@step(when, rf"{UNIT} sier at svaret i {PATIENT} ikke er godt nok")
def not_good_enough(world: World, unit: str, patient: str) -> None:
    world.reject(patient, "read-answer", unit_of(unit), "Ingen endring.")


@step(when, rf"samhandlingssekretariatet sender {PATIENT} videre til {TO_UNIT} i stedet")
def another_receiver(world: World, patient: str, to: str) -> None:
    world.complete(patient, "find-receiver", "sent", by=HUB, receiver=unit_of(to))


@step(when, rf"samhandlingssekretariatet sender {PATIENT} tilbake fordi opplysninger mangler")
def sent_back(world: World, patient: str) -> None:
    world.reject(patient, "to-hub", HUB, "Hvilken avtale?", why="missing_information")


@step(when, rf"{UNIT} forlenger fristen for {LABEL} for {PATIENT} fordi «(?P<reason>[^»]+)»")
def extended(world: World, unit: str, label: str, patient: str, reason: str) -> None:
    world.extend(patient, world.step_called(patient, label), unit_of(unit), reason)


@step(
    then, rf"får ikke {UNIT} forlenge fristen for {LABEL} for {PATIENT} (?P<how>uten grunn|igjen)"
)
def may_not_extend(world: World, unit: str, label: str, patient: str, how: str) -> None:
    reason, code = {
        "uten grunn": ("", "reason-missing"),
        "igjen": ("Trenger mer tid.", "cannot-be-extended"),
    }[how]
    with pytest.raises(CommandRefused, match=code):
        extended(world, unit, label, patient, reason)


@step(when, rf"samhandlingssekretariatet lukker {PATIENT}")
def closed(world: World, patient: str) -> None:
    _close(world, patient)


@step(when, rf"samhandlingssekretariatet lukker {PATIENT} som noe andre kan lære av")
def closed_for_learning(world: World, patient: str) -> None:
    _close(world, patient, others_may_learn=True, learning="Send listen fra journalen.")


def _close(world: World, patient: str, **more: object) -> None:
    paragraph = "Tjenesteavtale 5, punkt 4"
    world.complete(
        patient,
        "close-case",
        "done",
        by=HUB,
        theme="medicines",
        agreement_paragraph=paragraph,
        **more,
    )


@step(when, rf"{UNIT} trekker {PATIENT}")
def case_withdrawn(world: World, unit: str, patient: str) -> None:
    world.report(patient, "withdrawn", by=unit_of(unit), reason="Vi har snakket sammen.")


@step(then, rf"har {UNIT} fått utkastet (?P<case>[A-ZÆØÅ][a-zæøå]+) om samarbeidet rundt {PATIENT}")
def drafted(world: World, unit: str, case: str, patient: str) -> None:
    draft = world.begun_from(patient, case)
    assert draft.definition == CASES
    assert draft.parties == {"reporter": unit_of(unit)}
    assert draft.parent is None


# --- what can be seen ---------------------------------------------------------------------------


@step(then, rf"har {UNIT} frist til {ON} for {LABEL} for {PATIENT}")
def due_for(world: World, unit: str, day: str, label: str, patient: str) -> None:
    found = world.due_day(patient, world.step_called(patient, label), unit_of(unit))
    assert found == days.day(day)


@step(then, rf"er {PATIENT} avsluttet som «(?P<outcome>[^»]+)»")
def case_ended(world: World, patient: str, outcome: str) -> None:
    assert world.ended_as(patient) == outcome


@step(then, rf"er {PATIENT} ikke avsluttet")
def case_goes_on(world: World, patient: str) -> None:
    assert world.ended_as(patient) is None


@step(then, rf"finnes det ingen pasient i {PATIENT}")
def about_nobody(world: World, patient: str) -> None:
    assert not world.is_about_somebody(patient)
    subject = world.pathway(patient).subject
    assert (subject.municipality, subject.gp) == (None, None)
    assert subject.organisation


@step(then, rf"ser {PLACE} i årstallene for {YEAR} at {MEASURE} var (?P<some>\d+) av (?P<all>\d+)")
def share_of_year(world: World, place: str, year: str, name: str, some: str, all: str) -> None:
    figures = world.figures(place.lower(), int(year), name)
    assert (figures.numerator, figures.denominator) == (int(some), int(all))


@step(then, rf"ser {PLACE} i årstallene for {YEAR} at {MEASURE} var (?P<some>\d+)")
def count_of_year(world: World, place: str, year: str, name: str, some: str) -> None:
    assert world.figures(place.lower(), int(year), name).numerator == int(some)


@step(then, rf"er årstallene for {YEAR} til alle andre uten små tall")
def nothing_small_in_public(world: World, year: str) -> None:
    counted = [line.split(";") for line in world.public_figures(int(year)).splitlines()[1:]]
    assert counted
    assert {line[7] for line in counted} == {"<5"}
