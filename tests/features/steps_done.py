"""What time brings and people do, as a nurse says it."""

from datetime import timedelta

import norwegian_days as days
import pytest
from installation import only_person
from pytest_bdd import given, then, when
from words import AT, LABEL, ON, PATIENT, PLACE, TO_UNIT, UNIT, WHY, step, unit_of
from world import World

from hjemover.calendar import local_day
from hjemover.errors import CommandRefused

SAID = r"«(?P<said>[^»]+)»"

# --- time ---------------------------------------------------------------------------------------


@step(given, rf"det er {AT}")
@step(given, rf"det har blitt {AT}")
@step(when, rf"det blir {AT}")
def time_passes(world: World, time: str) -> None:
    world.let_time_pass_to(days.instant(time))


@step(when, rf"systemet er nede fram til {AT}")
def outage(world: World, time: str) -> None:
    instant = days.instant(time)
    world.had_it_been_up = world.without_the_outage(instant)
    world.stand_still_to(instant)


@step(then, rf"er historien til {PATIENT} den samme som om systemet hadde vært oppe")
def same_story(world: World, patient: str) -> None:
    assert world.had_it_been_up is not None
    assert world.journal(patient) == world.had_it_been_up.journal(patient)
    assert world.journal(patient)


# --- where a scenario begins --------------------------------------------------------------------


@step(given, rf"{PATIENT} bor i {PLACE} og fikk diagnosen {ON}")
def patient_known(world: World, patient: str, place: str, day: str) -> None:
    world.knows(patient, place.lower(), days.day(day))


@step(given, rf"sykehuset har meldt inn {PATIENT}")
@step(when, rf"sykehuset melder inn {PATIENT}")
def enrolled(world: World, patient: str) -> None:
    world.enrol(patient)


@step(given, rf"sykehuset har sendt {PATIENT} over til kommunen")
@step(when, rf"sykehuset sender {PATIENT} over til kommunen")
def sent_over(world: World, patient: str) -> None:
    world.write_handover(patient)


@step(given, rf"kreftkoordinatoren i {PLACE} følger {PATIENT}")
@step(when, rf"kreftkoordinatoren i {PLACE} begynner å følge {PATIENT}")
def followed(world: World, place: str, patient: str) -> None:
    world.follow(patient)
    assert world.holders(patient) == {f"{place.lower()}/cancer-coordinator"}


@step(given, rf"samtale 2 med {PATIENT} er holdt uten behov")
def talk_2_held(world: World, patient: str) -> None:
    tomorrow = local_day(world.now) + timedelta(days=1)
    world.complete(patient, "invite-2", "booked", booked_for=tomorrow.isoformat())
    world.hold_talk(patient, "hold-2", "held_no_need")


# --- the handoff --------------------------------------------------------------------------------


@step(given, rf"systemet i {PLACE} har kvittert for {PATIENT}")
@step(when, rf"systemet i {PLACE} kvitterer for {PATIENT}")
def receipt(world: World, place: str, patient: str) -> None:
    assert world.obligation(patient, "send-1").awaits.startswith(f"{place.lower()}/")
    world.receipt(patient, "send-1", arrived=True)


@step(when, rf"meldingen om {PATIENT} kommer i retur som ikke levert")
def lost(world: World, patient: str) -> None:
    world.receipt(patient, "send-1", arrived=False)


@step(when, rf"{UNIT} åpner overføringen av {PATIENT}")
def opened(world: World, unit: str, patient: str) -> None:
    world.open(patient, "send-1", unit_of(unit))


@step(when, rf"{UNIT} sender meldingen om {PATIENT} på nytt")
def again(world: World, unit: str, patient: str) -> None:
    world.send_again(patient, "send-1", unit_of(unit))


@step(given, rf"{UNIT} har tatt imot {PATIENT}")
@step(when, rf"{UNIT} tar imot {PATIENT}")
def accepted(world: World, unit: str, patient: str) -> None:
    [offer] = world.offers_to(patient, unit_of(unit))
    world.accept(patient, offer, unit_of(unit))


@step(when, rf"{UNIT} avviser {PATIENT} som «(?P<why>[^»]+)»")
def rejected(world: World, unit: str, patient: str, why: str) -> None:
    world.reject(patient, "send-1", unit_of(unit), why, why=WHY[why])


@step(when, rf"{UNIT} returnerer {PATIENT} med spørsmålet «(?P<question>[^»]+)»")
def returned(world: World, unit: str, patient: str, question: str) -> None:
    world.ask(patient, "send-1", unit_of(unit), question)


@step(when, rf"{UNIT} svarer «(?P<answer>[^»]+)» om {PATIENT}")
def answered(world: World, unit: str, answer: str, patient: str) -> None:
    world.answer(patient, "send-1", unit_of(unit), answer)


@step(when, rf"{UNIT} sender {PATIENT} videre til {TO_UNIT}")
def forwarded(world: World, unit: str, patient: str, to: str) -> None:
    world.forward(patient, "send-1", unit_of(unit), unit_of(to))


@step(when, rf"{UNIT} trekker overføringen av {PATIENT} tilbake fordi «(?P<reason>[^»]+)»")
def withdrawn(world: World, unit: str, patient: str, reason: str) -> None:
    world.withdraw(patient, "send-1", unit_of(unit), reason)


@step(when, rf"{UNIT} velger {TO_UNIT} som mottaker for {PATIENT}")
def receiver_chosen(world: World, unit: str, to: str, patient: str) -> None:
    chosen = unit_of(to)
    world.complete(patient, "choose-receiver", "resend", by=unit_of(unit), intake=chosen)


# --- tasks --------------------------------------------------------------------------------------


@step(given, rf"{UNIT} har fullført {LABEL} for {PATIENT} med «(?P<outcome>[^»]+)»")
@step(when, rf"{UNIT} fullfører {LABEL} for {PATIENT} med «(?P<outcome>[^»]+)»")
def completed(world: World, unit: str, label: str, patient: str, outcome: str) -> None:
    name = world.step_called(patient, label)
    world.complete(patient, name, world.outcome_called(patient, name, outcome), by=unit_of(unit))


@step(when, rf"{UNIT} fullfører {LABEL} for {PATIENT} med «(?P<outcome>[^»]+)» og svarer {SAID}")
def completed_with_answer(
    world: World, unit: str, label: str, patient: str, outcome: str, said: str
) -> None:
    """What the outcome asks is answered with the same words."""
    name = world.step_called(patient, label)
    code = world.outcome_called(patient, name, outcome)
    answers = dict.fromkeys(world.asked(patient, name, code), said)
    world.complete(patient, name, code, by=unit_of(unit), **answers)


@step(given, rf"{UNIT} har avtalt samtale 2 med {PATIENT} til {ON}")
@step(when, rf"{UNIT} avtaler samtale 2 med {PATIENT} til {ON}")
def booked(world: World, unit: str, patient: str, day: str) -> None:
    booked_for = days.day(day).isoformat()
    world.complete(patient, "invite-2", "booked", by=unit_of(unit), booked_for=booked_for)


@step(when, rf"{UNIT} holder samtale 2 med {PATIENT} og finner behov")
def needs_found(world: World, unit: str, patient: str) -> None:
    world.hold_talk(patient, "hold-2", "held", by=unit_of(unit))


@step(when, rf"{UNIT} planlegger at {TO_UNIT} skal hjelpe {PATIENT}")
def need_planned(world: World, unit: str, to: str, patient: str) -> None:
    service = unit_of(to).partition("/")[2]
    need = {
        "theme": "physical_activity",
        "need": "Komme i gang med trening",
        "solution": "service",
        "service": service,
    }
    world.complete(patient, "plan-2", "done", by=unit_of(unit), needs=[need])


@step(when, rf"{UNIT} skriver i planen at {PATIENT} har et behov om seksuell helse uten tilbud")
def need_without_service(world: World, unit: str, patient: str) -> None:
    need = {"theme": "sexual_health", "need": "Samtale om samliv", "solution": "no_offer"}
    world.complete(patient, "plan-2", "done", by=unit_of(unit), needs=[need])


@step(when, rf"{PATIENT} svarer at samtale 1 må vente til {ON}")
def later_1(world: World, patient: str, day: str) -> None:
    world.complete(patient, "offer-1", "later", again_on=days.day(day).isoformat())


@step(when, rf"{PATIENT} svarer at samtale 2 må vente til {ON}")
def later_2(world: World, patient: str, day: str) -> None:
    world.complete(patient, "invite-2", "later", again_on=days.day(day).isoformat())


@step(when, rf"{PATIENT} takker nei til hele forløpet")
def declines(world: World, patient: str) -> None:
    world.complete(patient, "offer-1", "declined", scope="whole_pathway")


@step(when, rf"{PATIENT} motsetter seg at opplysninger deles")
def objects(world: World, patient: str) -> None:
    world.report(patient, "objects")


@step(when, rf"{PATIENT} tillater at opplysninger deles")
def allows(world: World, patient: str) -> None:
    world.report(patient, "allows-sharing")


@step(given, rf"{UNIT} har fått {PATIENT} fra sykehuset")
def received(world: World, unit: str, patient: str) -> None:
    world.receive(patient)
    assert world.holders(patient) == {unit_of(unit)}


@step(when, rf"{UNIT} oppnevner kreftkoordinatoren for {PATIENT}")
def appointed(world: World, unit: str, patient: str) -> None:
    world.complete(patient, "appoint", "appointed", by=unit_of(unit))


@step(then, rf"får ikke {UNIT} avtale samtale 2 med {PATIENT} til {ON}")
def may_not_book(world: World, unit: str, patient: str, day: str) -> None:
    with pytest.raises(CommandRefused, match="not-your-unit"):
        booked(world, unit, patient, day)


# --- who is at work -----------------------------------------------------------------------------


@step(given, rf"{UNIT} er stedfortreder for {TO_UNIT}")
def deputy(world: World, unit: str, to: str) -> None:
    world.stands_in(unit_of(to), deputy=unit_of(unit))


@step(given, rf"den eneste hos {UNIT} er borte fra {ON} til (?P<last>{days.DAY})")
@step(when, rf"den eneste hos {UNIT} er borte fra {ON} til (?P<last>{days.DAY})")
def away(world: World, unit: str, day: str, last: str) -> None:
    world.is_away(only_person(unit_of(unit)), days.day(day), days.day(last))


# --- events -------------------------------------------------------------------------------------


@step(when, rf"det blir meldt at {PATIENT} er død")
def dies(world: World, patient: str) -> None:
    world.report(patient, "death")


@step(when, rf"{PATIENT} flytter til {PLACE}")
def moves(world: World, patient: str, place: str) -> None:
    world.report(patient, "moved", municipality=place.lower())


@step(when, rf"{PATIENT} får tilbakefall {ON}")
def relapses(world: World, patient: str, day: str) -> None:
    world.report(patient, "relapse", diagnosed=days.day(day).isoformat())


@step(when, rf"{PATIENT} blir for syk fram til {ON}")
def too_ill(world: World, patient: str, day: str) -> None:
    world.report(patient, "too-ill", review_on=days.day(day).isoformat())


@step(when, rf"{UNIT} melder at kreftkoordinatoren er borte og tar over for {PATIENT}")
def owner_away(world: World, unit: str, patient: str) -> None:
    world.report(patient, "owner-away", by=unit_of(unit), caseowner=unit_of(unit))


@step(when, rf"{PATIENT} overføres til {TO_UNIT}")
def new_hospital(world: World, patient: str, to: str) -> None:
    world.report(patient, "new-hospital", hospital=unit_of(to))


@step(when, rf"behandlingen av {PATIENT} blir lindrende")
def palliative(world: World, patient: str) -> None:
    world.report(patient, "palliative")


@step(when, rf"diagnosedatoen til {PATIENT} rettes til {ON}")
def corrected(world: World, patient: str, day: str) -> None:
    world.correct(patient, "diagnosed", days.day(day))


@step(when, rf"noen ser på hva det betyr å rette diagnosedatoen til {PATIENT} til {ON}")
def previewed(world: World, patient: str, day: str) -> None:
    world.preview(patient, "diagnosed", days.day(day))
