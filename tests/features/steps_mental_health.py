"""What is done for patients in mental health care, as those who treat them say it."""

import norwegian_days as days
import pytest
from installation import CLINIC, COORDINATOR, MENTAL_HEALTH, WARD
from pytest_bdd import given, then, when
from words import LABEL, ON, PATIENT, PLACE, TO_UNIT, UNIT, step, unit_of
from world import World

from hjemover.calendar import local_day
from hjemover.engine import events as e
from hjemover.errors import CommandRefused

OUTCOME = r"«(?P<outcome>[^»]+)»"
LETTERS = ("patient", "contact")
"""What is ticked off when a pathway is started."""


# --- the referral and the first meeting ---------------------------------------------------------


@step(given, rf"{PATIENT} bor i {PLACE} og er henvist til poliklinikken {ON}")
def referred(world: World, patient: str, place: str, day: str) -> None:
    world.knows(patient, place.lower())
    world.enrol_on(patient, MENTAL_HEALTH, {"clinic": CLINIC}, {"referred": days.day(day)})


@step(when, rf"poliklinikken gir {PATIENT} rett til helsehjelp")
def granted(world: World, patient: str) -> None:
    world.complete(patient, "assess-referral", "granted", by=CLINIC)


@step(when, rf"forløpskoordinatoren starter forløpet til {PATIENT} med frist {ON}")
def started(world: World, patient: str, day: str) -> None:
    for letter in LETTERS:
        world.tick(patient, "start-pathway", letter)
    _start(world, patient, day)


@step(
    then,
    rf"får ikke forløpskoordinatoren starte forløpet til {PATIENT} før pasienten har fått brev",
)
def may_not_start(world: World, patient: str) -> None:
    with pytest.raises(CommandRefused, match="gate-closed"):
        _start(world, patient, "fredag 27. mars 2026")


def _start(world: World, patient: str, day: str) -> None:
    world.complete(
        patient,
        "start-pathway",
        "done",
        by=COORDINATOR,
        legal_date=days.day(day).isoformat(),
        coordinator="Koordinator",
    )


@step(given, rf"{PATIENT} venter på første møte med frist {ON}")
def waiting(world: World, patient: str, day: str) -> None:
    granted(world, patient)
    started(world, patient, day)


@step(given, rf"poliklinikken har møtt {PATIENT} første gang")
@step(when, rf"poliklinikken møter {PATIENT} første gang")
def met(world: World, patient: str) -> None:
    if world.is_open(patient, "assess-referral"):
        waiting(world, patient, "fredag 27. mars 2026")
    step = "first-attendance" if world.is_open(patient, "first-attendance") else "attend-again"
    today = local_day(world.now).isoformat()
    world.complete(patient, step, "held", by=CLINIC, held_on=today, therapist_name="Psykolog")


@step(when, rf"{PATIENT} møter ikke")
def no_show(world: World, patient: str) -> None:
    step = "first-attendance" if world.is_open(patient, "first-attendance") else "attend-again"
    world.complete(patient, step, "no_show", by=CLINIC)


@step(when, rf"poliklinikken gir {PATIENT} ny time {ON}")
def new_time(world: World, patient: str, day: str) -> None:
    booked_for = days.day(day).isoformat()
    world.complete(patient, "offer-time", "booked", by=CLINIC, booked_for=booked_for)


@step(when, rf"{PATIENT} ber om å vente til {ON}")
def wants_to_wait(world: World, patient: str, day: str) -> None:
    again_on = days.day(day).isoformat()
    world.complete(patient, "first-attendance", "later", by=CLINIC, again_on=again_on)


@step(when, rf"poliklinikken ser at henvisningen av {PATIENT} er øyeblikkelig hjelp")
def is_emergency(world: World, patient: str) -> None:
    world.complete(patient, "assess-referral", "emergency", by=CLINIC)


@step(when, rf"øyeblikkelig hjelp til {PATIENT} er over")
def emergency_over(world: World, patient: str) -> None:
    today = local_day(world.now).isoformat()
    world.complete(patient, "emergency", "done", by=CLINIC, ended_on=today)


# --- assessment, decision, treatment ------------------------------------------------------------


@step(given, rf"poliklinikken har utredet {PATIENT}")
@step(when, rf"poliklinikken er ferdig med å utrede {PATIENT}")
def assessed(world: World, patient: str) -> None:
    world.complete(patient, _assessment(world, patient), "done", by=CLINIC, summary="Depresjon.")


@step(when, rf"poliklinikken er ferdig med å utrede {PATIENT} for sent fordi «(?P<why>[^»]+)»")
def assessed_late(world: World, patient: str, why: str) -> None:
    world.complete(
        patient,
        _assessment(world, patient),
        "done",
        by=CLINIC,
        late_because=why,
        summary="Depresjon.",
    )


@step(
    then, rf"får ikke poliklinikken avslutte utredningen av {PATIENT} uten å si hvorfor det er sent"
)
def must_say_why(world: World, patient: str) -> None:
    with pytest.raises(CommandRefused, match="late-reason-missing"):
        assessed(world, patient)


def _assessment(world: World, patient: str) -> str:
    return "assess" if world.is_open(patient, "assess") else "extended-assess"


@step(given, rf"poliklinikken og {PATIENT} har besluttet {OUTCOME}")
@step(when, rf"poliklinikken og {PATIENT} beslutter {OUTCOME}")
def decided(world: World, patient: str, outcome: str) -> None:
    step = "decision" if world.is_open(patient, "decision") else "decision-2"
    code = world.outcome_called(patient, step, outcome)
    world.complete(patient, step, code, by=CLINIC, with_patient=True)


@step(then, rf"kan ikke {OUTCOME} velges for {PATIENT}")
def not_among_the_choices(world: World, outcome: str, patient: str) -> None:
    [item] = [one for one in world.inbox(CLINIC, patient) if one.step.startswith("decision")]
    choices = world.definition_of(patient).steps[item.step].outcomes  # type: ignore[union-attr]
    assert outcome not in [one.label.nb for one in choices.values()]


@step(given, rf"{PATIENT} er i behandling")
def in_treatment(world: World, patient: str) -> None:
    _to_plan(world, patient)
    _plan(world, patient)


@step(given, rf"{PATIENT} er i behandling og skal ha kriseplan, individuell plan og ansvarsgruppe")
def in_treatment_with_plans(world: World, patient: str) -> None:
    _to_plan(world, patient)
    _plan(world, patient, crisis_plan=True, individual_plan=True, responsible_group=True)


def _to_plan(world: World, patient: str) -> None:
    met(world, patient)
    assessed(world, patient)
    decided(world, patient, "Behandling i psykisk helsevern")


def _plan(world: World, patient: str, **wishes: bool) -> None:
    goals, treatment = "Tilbake i jobb.", "Samtaler hver uke."
    world.complete(patient, "plan", "done", by=CLINIC, goals=goals, treatment=treatment, **wishes)


@step(when, rf"{UNIT} evaluerer behandlingen av {PATIENT} som {OUTCOME}")
def evaluated(world: World, unit: str, patient: str, outcome: str) -> None:
    [step] = [
        one.step
        for one in world.pathway(patient).obligations.values()
        if one.step.startswith("evaluate-")
    ]
    code = world.outcome_called(patient, step, outcome)
    world.complete(patient, step, code, by=unit_of(unit), patient_says="Det går bedre.")


@step(when, rf"{PATIENT} blir innlagt på døgnposten")
def admitted(world: World, patient: str) -> None:
    today = local_day(world.now).isoformat()
    world.report(patient, "admitted", by=CLINIC, admitted_on=today, therapist=WARD)


@step(when, rf"{PATIENT} blir utskrevet til poliklinikken")
def discharged(world: World, patient: str) -> None:
    today = local_day(world.now).isoformat()
    world.report(patient, "discharged", by=WARD, discharged_on=today, therapist=CLINIC)


@step(when, rf"{UNIT} holder samarbeidsmøte om {PATIENT}")
def meeting_held(world: World, unit: str, patient: str) -> None:
    _hold_meeting(world, unit, patient, "discharge-meeting", "held")


@step(when, rf"{UNIT} holder samarbeidsmøte om {PATIENT} og blir enig om at {OUTCOME}")
def meeting_agreed(world: World, unit: str, patient: str, outcome: str) -> None:
    code = world.outcome_called(patient, "meeting", outcome)
    _hold_meeting(world, unit, patient, "meeting", code)


def _hold_meeting(world: World, unit: str, patient: str, step: str, outcome: str) -> None:
    world.complete(
        patient,
        step,
        outcome,
        by=unit_of(unit),
        settled_on=local_day(world.now).isoformat(),
        took_part=["patient", "municipality"],
        agreement="Kommunen ringer hver uke.",
    )


@step(when, rf"poliklinikken finner at {PATIENT} skal til {TO_UNIT} som {OUTCOME}")
def next_chosen(world: World, patient: str, to: str, outcome: str) -> None:
    if not world.is_open(patient, "choose-next"):
        world.report(patient, "hand-over", by=CLINIC)
    code = world.outcome_called(patient, "choose-next", outcome)
    world.complete(patient, "choose-next", code, by=CLINIC, next=unit_of(to))


@step(when, rf"{UNIT} sier nei til {PATIENT} fordi det ikke er plass")
def no_room(world: World, unit: str, patient: str) -> None:
    [offer] = world.offers_to(patient, unit_of(unit))
    world.reject(patient, offer, unit_of(unit), "Fullt.", why="no_capacity")


@step(when, rf"{PATIENT} vil ikke fortsette")
def stops(world: World, patient: str) -> None:
    world.report(patient, "stops")


@step(when, rf"{PATIENT} er borte fram til {ON}")
def away(world: World, patient: str, day: str) -> None:
    world.report(patient, "away", review_on=days.day(day).isoformat())


@step(when, rf"{PATIENT} er tilbake")
def back(world: World, patient: str) -> None:
    world.report(patient, "back")


# --- clocks -------------------------------------------------------------------------------------


@step(when, rf"{UNIT} stopper klokka for {LABEL} for {PATIENT} fordi pasienten er for syk")
def clock_stopped(world: World, unit: str, label: str, patient: str) -> None:
    world.stop_clock(patient, world.step_called(patient, label), unit_of(unit), "patient-ill")


@step(when, rf"{UNIT} lar klokka for {LABEL} for {PATIENT} gå igjen")
def clock_started(world: World, unit: str, label: str, patient: str) -> None:
    world.start_clock(patient, world.step_called(patient, label), unit_of(unit))


# --- what can be seen ---------------------------------------------------------------------------


@step(then, rf"skal koden «(?P<code>[^»]+)» registreres for {PATIENT}")
def to_be_registered(world: World, code: str, patient: str) -> None:
    found = [one.code for one in world.journal(patient) if isinstance(one, e.CodeToRegister)]
    assert found[-1:] == [code]


@step(then, rf"er {LABEL} planlagt for {PATIENT} hos {UNIT}")
def is_planned(world: World, label: str, patient: str, unit: str) -> None:
    found = [(world.label(one), one.holder) for one in world.planned(patient)]
    assert (label, unit_of(unit)) in found


@step(then, rf"er grunnen «(?P<why>[^»]+)» skrevet i historien til {PATIENT}")
def reason_kept(world: World, why: str, patient: str) -> None:
    found = [getattr(one, "late_because", "") for one in world.journal(patient)]
    assert why in found


@step(then, rf"het forløpet til {PATIENT} {LABEL} til og med {ON}")
def was_called(world: World, patient: str, label: str, day: str) -> None:
    known = [(one.name.nb, one.until) for one in world.definition_of(patient).aliases]
    assert (label, days.day(day)) in known


@step(
    then, r"ser sykehuset i årstallene for (?P<year>\d{4}) at «(?P<name>[^»]+)» var "
    r"(?P<some>\d+) av (?P<all>\d+) mot et mål på (?P<target>\d+) prosent"
)  # fmt: skip
def share_against_target(
    world: World, year: str, name: str, some: str, all: str, target: str
) -> None:
    figures = world.figures("nordre", int(year), name)
    assert (figures.numerator, figures.denominator) == (int(some), int(all))
    assert figures.target == int(target)
    assert figures.verified
