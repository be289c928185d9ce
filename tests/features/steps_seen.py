"""What can be seen afterwards, as a nurse says it."""

import norwegian_days as days
from pytest_bdd import then
from seeing import Sent
from words import (
    AT,
    CAUSES,
    LABEL,
    LISTENER,
    MESSAGES,
    ON,
    PATIENT,
    PLACE,
    UNIT,
    step,
    unit_of,
)
from world import World

from hjemover.engine import events as e


@step(then, rf"er det (?:fortsatt )?{UNIT} som har {PATIENT}")
def has_the_patient(world: World, unit: str, patient: str) -> None:
    assert world.holders(patient) == {unit_of(unit)}


@step(then, rf"står {LABEL} for {PATIENT} hos {UNIT}")
def in_inbox(world: World, label: str, patient: str, unit: str) -> None:
    assert label in [world.label(one) for one in world.inbox(unit_of(unit), patient)]


@step(then, rf"står ingenting om {PATIENT} hos {UNIT}")
def on_no_list(world: World, patient: str, unit: str) -> None:
    assert [world.label(one) for one in world.lists(unit_of(unit), patient)] == []


@step(then, rf"står {LABEL} for {PATIENT} som ikke bekreftet levert hos {UNIT}")
def lost_but_there(world: World, label: str, patient: str, unit: str) -> None:
    assert [world.label(one) for one in world.undelivered(unit_of(unit), patient)] == [label]


@step(then, rf"står ingenting om {PATIENT} som ikke bekreftet levert hos {UNIT}")
def nothing_lost(world: World, patient: str, unit: str) -> None:
    assert world.undelivered(unit_of(unit), patient) == []


@step(then, rf"er fristen for {LABEL} for {PATIENT} {ON}")
def due(world: World, label: str, patient: str, day: str) -> None:
    assert world.due_day(patient, world.step_called(patient, label)) == days.day(day)


@step(then, rf"begrunnelsen sier at tidsvinduet slutter {ON}")
def window_stays(world: World, day: str) -> None:
    assert days.day(day) in world.moved_from_windows()


@step(then, rf"står {LABEL} for {PATIENT} som forfalt hos {UNIT}")
def overdue(world: World, label: str, patient: str, unit: str) -> None:
    lines = {world.label(one): one.passed for one in world.lists(unit_of(unit), patient)}
    assert lines[label]


@step(then, rf"står ingenting om {PATIENT} som forfalt")
def nothing_overdue(world: World, patient: str) -> None:
    items = world.awaited(patient) + world.planned(patient)
    assert items
    assert [world.label(one) for one in items if one.passed] == []


@step(then, rf"vises det at {PATIENT} kom (?P<late>\d+) dager for sent")
def late(world: World, patient: str, late: str) -> None:
    assert {one.late_on_arrival for one in world.awaited(patient)} == {int(late)}


@step(then, rf"vises {PATIENT} som utsatt av pasienten")
def postponed(world: World, patient: str) -> None:
    assert all(one.postponed for one in world.planned(patient))
    assert world.silence_is_healthy(patient)


@step(then, rf"er alt som det skal med {PATIENT}, og det neste er planlagt")
def healthy(world: World, patient: str) -> None:
    assert world.silence_is_healthy(patient)


@step(then, rf"har {LISTENER} fått varselet «(?P<message>[^»]+)» om {PATIENT}")
def told(world: World, listener: str, message: str, patient: str) -> None:
    found = [one.message for one in _messages(world, listener, patient)]
    assert MESSAGES[message] in found


@step(then, rf"har {LISTENER} fått varselet «(?P<message>[^»]+)» om {PATIENT} nøyaktig én gang")
def told_once(world: World, listener: str, message: str, patient: str) -> None:
    found = [one.message for one in _messages(world, listener, patient)]
    assert found.count(MESSAGES[message]) == 1


@step(then, rf"har {LISTENER} ikke fått varselet «(?P<message>[^»]+)» om {PATIENT}")
def not_told_that(world: World, listener: str, message: str, patient: str) -> None:
    found = [one.message for one in _messages(world, listener, patient)]
    assert MESSAGES[message] not in found


@step(then, rf"har {LISTENER} ikke fått noe om {PATIENT}")
def not_told(world: World, listener: str, patient: str) -> None:
    assert _messages(world, listener, patient) == []


@step(then, rf"har ingen utenfor sykehuset fått noe om {PATIENT}")
def nothing_left_the_house(world: World, patient: str) -> None:
    ref = world.pathway(patient).ref
    got = world.has_heard(patient) | {one.unit for one in world.systems.brought if one.ref == ref}
    assert {unit for unit in got if not unit.startswith("nordre/")} == set()


@step(then, rf"har {LISTENER} ikke fått noe nytt om {PATIENT} etter {AT}")
def not_told_since(world: World, listener: str, patient: str, time: str) -> None:
    sent = [one.at for one in _messages(world, listener, patient)]
    assert [at for at in sent if at > days.instant(time)] == []


def _messages(world: World, listener: str, patient: str) -> list[Sent]:
    unit = listener.removeprefix("lederen for ")
    return world.sent(patient, unit_of(unit), "unit" if unit == listener else "lead")


@step(then, rf"er forløpet til {PATIENT} avsluttet som «(?P<outcome>[^»]+)»")
def ended(world: World, patient: str, outcome: str) -> None:
    assert world.ended_as(patient) == outcome


@step(then, rf"går forløpet til {PATIENT} fortsatt")
def goes_on(world: World, patient: str) -> None:
    assert world.ended_as(patient) is None


@step(then, rf"begynner et nytt forløp for {PATIENT} som henger sammen med det gamle")
def new_pathway(world: World, patient: str) -> None:
    [begun] = world.later_pathways(patient)
    assert begun.parent == world.pathway(patient).ref


@step(then, r"telles (?P<count>\d+) behov uten tilbud")
def needs_without_service(world: World, count: str) -> None:
    assert world.needs_without_service() == int(count)


@step(then, rf"sier systemet at {PATIENT} står fast fordi (?P<cause>.+)")
def stuck(world: World, patient: str, cause: str) -> None:
    assert CAUSES[cause] in world.stuck(patient)


@step(then, rf"står ikke {PATIENT} fast")
def not_stuck(world: World, patient: str) -> None:
    assert world.stuck(patient) == set()


@step(then, rf"er det {UNIT} som gjorde det siste for {PATIENT}")
def done_by(world: World, unit: str, patient: str) -> None:
    assert world.last_actor_unit(patient) == unit_of(unit)


@step(then, rf"har {UNIT} fått én e-post, og den sier «(?P<said>[^»]+)»")
def one_mail(world: World, unit: str, said: str) -> None:
    [mail] = world.mails_to(unit_of(unit))
    assert said in mail.text


@step(then, r"forteller ingen e-post hvem det gjelder eller hva forløpet heter")
def nothing_told(world: World) -> None:
    assert world.mails()
    assert world.told_in_mail() == set()


@step(then, rf"har systemet i {PLACE} fått overføringen av {PATIENT} nøyaktig én gang")
def brought_once(world: World, place: str, patient: str) -> None:
    ref = world.pathway(patient).ref
    brought = [one.unit for one in world.systems.brought if one.ref == ref]
    assert [one for one in brought if one.startswith(f"{place.lower()}/")] == [
        f"{place.lower()}/intake"
    ]


@step(then, rf"ville fristen for {LABEL} flytte seg fra {ON} til (?P<later>{days.DAY})")
def would_move(world: World, label: str, day: str, later: str) -> None:
    assert world.last_preview is not None
    found = {
        (one.before.day, one.after.day)
        for one in world.last_preview.moved
        if one.step == world.step_called(world.previewed, label) and one.before and one.after
    }
    assert found == {(days.day(day), days.day(later))}


@step(then, rf"er den gamle diagnosedatoen til {PATIENT} fortsatt i historien")
def nothing_erased(world: World, patient: str) -> None:
    changes = [one for one in world.journal(patient) if isinstance(one, e.DateSet)]
    assert [one.previous for one in changes] == [world.patients[patient].diagnosed]
