"""What is done for patients who are to leave the hospital, as ward and municipality say it."""

from datetime import timedelta

import norwegian_days as days
import pytest
from installation import BEDS, DISCHARGE
from pytest_bdd import given, then, when
from words import AT, LABEL, ON, PATIENT, PLACE, UNIT, step, unit_of
from world import World

from hjemover.calendar import local_day
from hjemover.definition.models import TaskStep
from hjemover.engine import events as e
from hjemover.errors import CommandRefused

DOCUMENTS = ("health-information", "discharge-note", "ready-message")
PACKED = ("patient", "relatives", "transport", "summary", "report")
"""What is always to be in place before a patient travels."""
HOW = {"har": "yes", "ikke har": "no"}
SEPARATELY = r"(?P<codes>\d+(?:(?:, | og )\d+)*)"


# --- admission and early notice -----------------------------------------------------------------


@step(given, rf"{PATIENT} fra {PLACE} er innlagt på sengeposten")
@step(when, rf"{PATIENT} fra {PLACE} blir innlagt på sengeposten")
def admitted(world: World, patient: str, place: str) -> None:
    world.knows(patient, place.lower())
    today = local_day(world.now)
    world.enrol_on(patient, DISCHARGE, {"ward": BEDS}, {"admitted-on": today})


@step(given, rf"sengeposten har meldt at {PATIENT} (?P<how>har|ikke har) tjenester fra kommunen")
@step(when, rf"sengeposten melder at {PATIENT} (?P<how>har|ikke har) tjenester fra kommunen")
def has_services(world: World, patient: str, how: str) -> None:
    world.complete(patient, "has-services", HOW[how], by=BEDS, mental_health=False)


@step(given, rf"sengeposten har sendt tidligmelding om {PATIENT}")
@step(when, rf"sengeposten sender tidligmelding om {PATIENT}")
def early_notice(world: World, patient: str) -> None:
    _tell(world, patient, "early-notice", "sent")


@step(when, rf"sengeposten sender oppdaterte helseopplysninger om {PATIENT}")
def update(world: World, patient: str) -> None:
    _tell(world, patient, "update-notice", "done")


def _tell(world: World, patient: str, step: str, outcome: str) -> None:
    status, course = "Oppegående med støtte.", "Hjem om noen dager."
    world.complete(patient, step, outcome, by=BEDS, status=status, course=course)


@step(when, rf"sengeposten vurderer at {PATIENT} ikke trenger kommunale tjenester")
def no_need(world: World, patient: str) -> None:
    world.complete(patient, "early-notice", "no_need", by=BEDS, reason="Klarer seg selv.")


@step(
    then,
    rf"får ikke sengeposten vurdere at {PATIENT} ikke trenger kommunale tjenester",
)
def need_is_known(world: World, patient: str) -> None:
    with pytest.raises(CommandRefused, match="gate-closed"):
        no_need(world, patient)


@step(when, rf"{UNIT} sender innleggelsesrapport om {PATIENT}")
def admission_report(world: World, unit: str, patient: str) -> None:
    world.complete(patient, "admission-report", "sent", by=unit_of(unit))


@step(given, rf"{UNIT} har planlagt for {PATIENT}")
@step(when, rf"{UNIT} planlegger for {PATIENT}")
def planned(world: World, unit: str, patient: str) -> None:
    _plan(world, unit, patient, medicines=False)


@step(when, rf"{UNIT} planlegger for {PATIENT} og ber om at legemidler følger med")
def planned_with_medicines(world: World, unit: str, patient: str) -> None:
    _plan(world, unit, patient, medicines=True)


def _plan(world: World, unit: str, patient: str, *, medicines: bool) -> None:
    step = "plan-services"
    world.complete(patient, step, "done", by=unit_of(unit), medicines=medicines, equipment=False)


@step(when, rf"sengeposten setter forventet utskrivning for {PATIENT} til {ON}")
def expected(world: World, patient: str, day: str) -> None:
    world.report(patient, "expected-time", by=BEDS, expected_on=days.day(day).isoformat())


@step(when, rf"sengeposten flytter forventet utskrivning for {PATIENT} til {ON}")
def expected_moved(world: World, patient: str, day: str) -> None:
    expected_on = days.day(day).isoformat()
    world.report(patient, "expected-time-moved", by=BEDS, expected_on=expected_on)


# --- ready, and the municipality's answer -------------------------------------------------------


@step(given, rf"{PATIENT} fra {PLACE} er meldt utskrivningsklar")
def ready(world: World, patient: str, place: str) -> None:
    admitted(world, patient, place)
    has_services(world, patient, "ikke har")
    early_notice(world, patient)
    planned(world, f"tjenestekontoret i {place}", patient)
    declared(world, patient)


@step(given, rf"sengeposten har meldt {PATIENT} utskrivningsklar")
@step(when, rf"sengeposten melder {PATIENT} utskrivningsklar")
def declared(world: World, patient: str) -> None:
    for document in DOCUMENTS:
        world.tick(patient, "declare-ready", document)
    world.complete(patient, "declare-ready", "ready", by=BEDS)


@step(when, rf"sengeposten har sendt alt om {PATIENT} unntatt {LABEL}")
def all_but_one(world: World, patient: str, label: str) -> None:
    rule = world.definition_of(patient).steps["declare-ready"]
    assert isinstance(rule, TaskStep)
    assert label in {one.label.nb for one in rule.checklist.values()}
    for document in DOCUMENTS:
        if rule.checklist[document].label.nb != label:
            world.tick(patient, "declare-ready", document)


@step(then, rf"får ikke sengeposten melde {PATIENT} utskrivningsklar")
def not_ready(world: World, patient: str) -> None:
    with pytest.raises(CommandRefused, match="gate-closed"):
        world.complete(patient, "declare-ready", "ready", by=BEDS)


@step(when, rf"systemet i {PLACE} kvitterer for utskrivningsmeldingen om {PATIENT}")
def notice_arrived(world: World, place: str, patient: str) -> None:
    offer = world.obligation(patient, "ask").handoff
    assert offer is not None
    assert offer.receiver.startswith(f"{place.lower()}/")
    world.receipt(patient, "ask", arrived=True)


@step(when, rf"{UNIT} svarer at de kan ta imot {PATIENT}")
def can_receive(world: World, unit: str, patient: str) -> None:
    world.accept(patient, "ask", unit_of(unit))


@step(when, rf"{UNIT} svarer at de kan ta imot {PATIENT} {ON}")
def can_receive_later(world: World, unit: str, patient: str, day: str) -> None:
    offer_on = days.day(day).isoformat()
    world.reject(patient, "ask", unit_of(unit), "Fullt.", why="later", offer_on=offer_on)


@step(when, rf"{UNIT} svarer at de ikke kan ta imot {PATIENT}")
def cannot_receive(world: World, unit: str, patient: str) -> None:
    world.reject(patient, "ask", unit_of(unit), "Fullt.", why="cannot")


@step(when, rf"{UNIT} sier at tilbudet til {PATIENT} er klart")
def offer_ready(world: World, unit: str, patient: str) -> None:
    step = "find-offer" if world.is_open(patient, "find-offer") else "say-when"
    world.complete(patient, step, "offer_ready", by=unit_of(unit))


@step(when, rf"sengeposten melder av {PATIENT} fordi «(?P<reason>[^»]+)»")
def withdrawn(world: World, patient: str, reason: str) -> None:
    world.report(patient, "withdrawn", by=BEDS, reason=reason)


@step(when, rf"{PATIENT} reiser før kommunen har svart")
def leaves_unanswered(world: World, patient: str) -> None:
    world.report(patient, "leaves-unanswered", by=BEDS, reason="Avtalt på telefon.")


# --- travelling ---------------------------------------------------------------------------------


@step(given, rf"sengeposten har gjort {PATIENT} utreiseklar")
@step(when, rf"sengeposten gjør {PATIENT} utreiseklar")
def made_ready(world: World, patient: str) -> None:
    for item in PACKED:
        world.tick(patient, "make-ready", item)
    world.complete(patient, "make-ready", "done", by=BEDS)


@step(then, rf"får ikke sengeposten gjøre {PATIENT} utreiseklar før legemidlene er klare")
def medicines_missing(world: World, patient: str) -> None:
    with pytest.raises(CommandRefused, match="gate-closed"):
        made_ready(world, patient)
    world.tick(patient, "make-ready", "medicines")
    made_ready(world, patient)


@step(given, rf"{PATIENT} har reist hjem")
@step(when, rf"{PATIENT} reiser hjem")
def left(world: World, patient: str) -> None:
    today = local_day(world.now).isoformat()
    world.complete(patient, "leave", "left", by=BEDS, left_on=today, where_to="home")


@step(when, rf"{PATIENT} reiser hjem uten tjenester")
def left_without(world: World, patient: str) -> None:
    world.complete(patient, "leave-without", "left", by=BEDS)


@step(given, rf"{PATIENT} fra {PLACE} har vært innlagt og reist hjem")
def been_and_gone(world: World, patient: str, place: str) -> None:
    ready(world, patient, place)
    can_receive(world, f"tjenestekontoret i {place}", patient)
    made_ready(world, patient)
    left(world, patient)


@step(when, rf"sykehusets system melder at {PATIENT} er akutt innlagt igjen")
def back(world: World, patient: str) -> None:
    world.tell(patient, "admitted", BEDS, acute=True)


@step(when, rf"sykehusets system melder at {PATIENT} er innlagt igjen som planlagt")
def back_as_planned(world: World, patient: str) -> None:
    world.tell(patient, "admitted", BEDS, acute=False)


@step(then, rf"begynner et nytt forløp for {PATIENT} av seg selv")
def began(world: World, patient: str) -> None:
    world.follow_what_began(patient)
    assert world.is_open(patient, "has-services")


@step(then, rf"begynner ikke noe nytt forløp for {PATIENT}")
def did_not_begin(world: World, patient: str) -> None:
    assert world.last_heard is not None
    assert world.last_heard.began == ()


# --- what can be seen ---------------------------------------------------------------------------


@step(then, rf"er fristen for {LABEL} for {PATIENT} {AT}")
def due_at(world: World, label: str, patient: str, time: str) -> None:
    assert world.due_at(patient, world.step_called(patient, label)) == days.instant(time)


@step(
    then,
    r"ser sykehuset i årstallene for (?P<year>\d{4}) at «(?P<name>[^»]+)» var "
    r"(?P<some>\d+) av (?P<all>\d+)",
)
def share_of_hospital(world: World, year: str, name: str, some: str, all: str) -> None:
    figures = world.figures("nordre", int(year), name)
    assert (figures.numerator, figures.denominator) == (int(some), int(all))
    assert not figures.verified


@step(then, rf"har {LABEL} for {PATIENT} ingen frist ennå")
def no_limit_yet(world: World, label: str, patient: str) -> None:
    assert world.obligation(patient, world.step_called(patient, label)).due is None


@step(then, rf"er ingen ting igjen av {LABEL} for {PATIENT}")
def not_open(world: World, label: str, patient: str) -> None:
    assert not world.is_open(patient, world.step_called(patient, label))


@step(then, rf"er tidspunktene {SEPARATELY} registrert for {PATIENT}")
def time_points(world: World, codes: str, patient: str) -> None:
    found = [one.code for one in world.journal(patient) if isinstance(one, e.CodeToRegister)]
    assert found == codes.replace(" og ", ", ").split(", ")


@step(then, rf"har {PLACE} ingenting å betale for {PATIENT}")
def nothing_to_pay(world: World, place: str, patient: str) -> None:
    assert world.to_pay(patient).days == 0
    assert world.owed_by(place.lower()) == []


@step(then, rf"har {PLACE} (?P<count>\d+) døgn å betale for {PATIENT}, (?P<amount>\d+) kroner")
def to_pay(world: World, place: str, count: str, patient: str, amount: str) -> None:
    come = world.to_pay(patient)
    assert (come.days, come.amount, come.unknown_days) == (int(count), int(amount), 0)
    [owed] = world.owed_by(place.lower())
    assert (owed.days, owed.amount) == (int(count), int(amount))


@step(then, rf"har {PLACE} (?P<count>\d+) døgn å betale for {PATIENT}, uten kjent sats")
def to_pay_unknown(world: World, place: str, count: str, patient: str) -> None:
    come = world.to_pay(patient)
    assert (come.days, come.unknown_days) == (int(count), int(count))
    [owed] = world.owed_by(place.lower())
    assert owed.unknown_days == int(count)


@step(then, rf"øker det {PLACE} skal betale for {PATIENT} fortsatt")
def still_growing(world: World, place: str, patient: str) -> None:
    assert world.to_pay(patient).running
    [owed] = world.owed_by(place.lower())
    assert owed.running == 1


@step(then, rf"øker det {PLACE} skal betale for {PATIENT} ikke lenger")
def grows_no_more(world: World, place: str, patient: str) -> None:
    before = world.to_pay(patient)
    assert not before.running
    assert world.to_pay(patient, world.now + timedelta(days=30)) == before
    [owed] = world.owed_by(place.lower())
    assert owed.running == 0


@step(then, rf"er det fortsatt {UNIT} som har ansvaret for {PATIENT}")
def responsible(world: World, unit: str, patient: str) -> None:
    assert world.pathway(patient).responsible == unit_of(unit)
