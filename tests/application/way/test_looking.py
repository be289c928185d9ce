"""One patient's way for the one who looks: what is behind, now and ahead, and who has the ball."""

from datetime import date

import pytest

from hjemover.application.way import foresee, look
from hjemover.calendar import local_day
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import Absence, Deputy
from hjemover.vocabulary import HandoffStatus, RungKind, StuckCause
from tests.application.town import (
    ASKOY,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Town,
    at,
    definition,
)
from tests.application.way.test_telling import kreft_hjem


def way(town: Town, ref: str, unit: str = HOSPITAL, language="nb"):
    return look(town.house, ref, at(unit), language)


def said(told) -> list[str]:
    return [one.said for one in told.history if not one.by_itself]


# --- who may look ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [LUNG_WARD, OTHER_INTAKE, NURSE])
def test_a_unit_without_a_part_is_not_told_that_the_pathway_exists(town, unit):
    ref = town.enrol()
    with pytest.raises(CommandRefused) as refused:
        way(town, ref, unit)
    with pytest.raises(CommandRefused) as unknown:
        way(town, "p-none", unit)
    assert refused.value.code == unknown.value.code == "unknown-pathway"


def test_both_sides_of_a_handoff_see_the_same(town):
    ref = town.enrol()
    ours, theirs = way(town, ref), way(town, ref, INTAKE)
    assert ours.now == theirs.now
    assert ours.shares == theirs.shares
    assert (ours.units, theirs.units) == ({HOSPITAL}, {INTAKE})


def test_a_deputy_sees_the_way_while_it_stands_in_and_no_longer(town):
    ref = town.enrol()
    town.change(
        Deputy(unit=INTAKE, deputy=LUNG_WARD, from_day=MONDAY.date()),
        Absence(person="ola", from_day=MONDAY.date(), to_day=MONDAY.date()),
    )
    assert way(town, ref, LUNG_WARD).units == {INTAKE}
    town.clock.set(MONDAY + DAY)
    with pytest.raises(CommandRefused, match="unknown-pathway"):
        way(town, ref, LUNG_WARD)


# --- now ------------------------------------------------------------------------------------------


def test_the_sender_has_the_ball_and_the_receiver_the_turn(town):
    ref = town.enrol()
    town.clock.set(MONDAY + DAY)
    (now,) = way(town, ref).now
    contract = now.contract
    assert contract is not None
    assert (now.obligation.holder, now.obligation.awaits) == (HOSPITAL, INTAKE)
    assert (contract.turn, contract.status) == ("receiver", HandoffStatus.OFFERED)
    assert (contract.sender_days, contract.receiver_days) == (1.0, 1.0)
    assert now.what == "Overfør til kommunen"
    assert now.due is not None
    assert now.due.day == date(2026, 3, 4)
    assert now.due_reason == "2 virkedager fra 2. mars 2026"


def test_the_receivers_clock_starts_again_where_it_is_sent_on_and_the_senders_goes_on(town):
    ref = town.enrol()
    town.clock.set(MONDAY + DAY)
    town.order(ref, c.ForwardHandoff(obligation="send#1", to=OTHER_INTAKE), INTAKE)
    town.clock.set(MONDAY + 3 * DAY)
    (now,) = way(town, ref).now
    contract = now.contract
    assert contract is not None
    assert contract.trail == (INTAKE,)
    assert (contract.sender_days, contract.receiver_days) == (3.0, 2.0)
    assert contract.offered == MONDAY
    assert contract.with_receiver_from == MONDAY + DAY


def test_a_question_turns_the_contract_and_is_there_to_be_read(town):
    ref = town.enrol()
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvem er pårørende?"), INTAKE)
    told = way(town, ref)
    contract = told.now[0].contract
    assert contract is not None
    assert (contract.turn, contract.question) == ("sender", "Hvem er pårørende?")
    assert ("Spørsmål", "Hvem er pårørende?") in told.history[-1].details


def test_what_is_stuck_says_why_and_what_loosens_it(town):
    ref = town.enrol()
    town.until(MONDAY + 3 * DAY)
    (now,) = way(town, ref).now
    assert (now.cause, now.suggested_act) == (StuckCause.NO_ANSWER, "withdraw-handoff")


# --- behind ---------------------------------------------------------------------------------------


def test_what_is_behind_says_who_did_it_and_both_times(town):
    ref = town.enrol()
    town.clock.set(MONDAY + DAY)
    accept = c.AcceptHandoff(obligation="send#1", person="ola", effective=MONDAY)
    town.order(ref, accept, INTAKE)
    accepted = next(one for one in way(town, ref).history if "tok imot" in one.said)
    assert accepted.said == (
        "Ansatt ola hos Mottak Bergen, Bergen tok imot «Overfør til kommunen» og har nå ansvaret"
    )
    assert (accepted.effective, accepted.recorded, accepted.late) == (MONDAY, MONDAY + DAY, True)
    assert accepted.actor_unit == "Mottak Bergen, Bergen"


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("nb", "Pasienten ble meldt inn"),
        ("nn", "Pasienten vart meld inn"),
        ("en", "The patient was enrolled"),
    ],
)
def test_the_history_is_told_in_the_language_asked_for(town, language, first):
    assert said(way(town, town.enrol(), language=language))[0] == first


def test_the_ledger_counts_the_days_of_each_unit_once(town):
    ref = town.enrol()
    town.clock.set(MONDAY + 2 * DAY)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.clock.set(MONDAY + 5 * DAY)
    told = way(town, ref)
    assert [(one.unit, one.days, one.now) for one in told.shares] == [
        (HOSPITAL, 2.0, False),
        (NURSE, 3.0, True),
    ]
    assert [(one.unit, one.since, one.until) for one in told.held] == [
        (HOSPITAL, MONDAY, MONDAY + 2 * DAY),
        (NURSE, MONDAY + 2 * DAY, None),
    ]


def test_a_handoff_that_is_over_stands_with_how_long_it_took(town):
    ref = town.enrol()
    town.clock.set(MONDAY + DAY)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    (over,) = way(town, ref).handoffs
    assert (over.status, over.within_limit, over.days(town.clock.now())) == (
        HandoffStatus.ACCEPTED, True, 1.0,
    )  # fmt: skip


# --- ahead ----------------------------------------------------------------------------------------


def test_the_next_steps_stand_by_the_outcome_that_leads_there(town):
    ahead = way(town, town.enrol()).ahead
    assert {(one.outcome, one.step) for one in ahead.nexts} == {
        ("accepted", "visit"), ("rejected", "choose"), ("withdrawn", "choose"),
    }  # fmt: skip
    assert [one.kind for one in ahead.coming] == [
        RungKind.REMIND, RungKind.DUE, RungKind.ESCALATE,
    ]  # fmt: skip


def test_a_closed_pathway_has_nothing_ahead_and_all_behind(town):
    ref = town.enrol()
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    told = way(town, ref)
    assert told.closed
    assert (told.now, told.ahead.coming, told.ahead.nexts) == ((), (), ())
    assert said(told)[-1] == "Forløpet ble avsluttet: Død. Ingenting sendes ut av huset"


# --- the version ----------------------------------------------------------------------------------


def test_a_newer_version_is_told_of_when_it_is_in_force(town):
    ref = town.enrol()
    assert way(town, ref).newest is None
    town.publish(definition(version=2, valid_from="2026-03-10"))
    assert way(town, ref).newest is None
    town.clock.set(MONDAY + 10 * DAY)
    newest = way(town, ref).newest
    assert newest is not None
    assert (newest.version, newest.valid_from) == (2, date(2026, 3, 10))


# --- what may be done, and what it would do -------------------------------------------------------


def test_a_corrected_date_says_what_moves_before_it_is_saved(town):
    ref = town.enrol()
    before = town.contents()
    told = way(town, ref)
    fact = next(one for one in told.dates if one.name == "diagnosed")
    assert (fact.label, fact.value, fact.required) == ("Diagnosedato", date(2026, 3, 1), True)
    effect = foresee(
        town.house, ref, c.CorrectDate(name="diagnosed", value=date(2026, 2, 20)),
        at(HOSPITAL), told.labels,
    )  # fmt: skip
    assert effect.nothing_moves
    assert effect.sentences == ("Ingen frister og oppgaver endres.", "Ingen får varsel.")
    assert town.contents() == before


def test_a_corrected_date_says_which_deadline_moves_from_when_to_when(town):
    town.publish(kreft_hjem())
    ref = town.enrol(pathway="kreft-hjem")
    town.order(ref, c.CorrectDate(name="told", value=MONDAY.date()), HOSPITAL)
    command = c.CorrectDate(name="told", value=date(2026, 2, 25))
    effect = foresee(town.house, ref, command, at(HOSPITAL), way(town, ref).labels)
    assert effect.sentences[0] == (
        "Fristen for «Registrer pasienten i forløpet» flyttes"
        " fra mandag 9. mars 2026 til onsdag 4. mars 2026."
    )
    town.order(ref, command, HOSPITAL)
    (now,) = way(town, ref).now
    assert now.due is not None
    assert now.due.day == date(2026, 3, 4)
    assert now.due_reason == "5 virkedager fra pasienten fikk vite diagnosen 25. februar 2026"


def test_death_says_that_all_ends_and_that_nothing_leaves_the_house(town):
    ref = town.enrol()
    told = way(town, ref)
    effect = foresee(town.house, ref, c.ReportEvent(event="death"), at(HOSPITAL), told.labels)
    assert (effect.closes, effect.leaves_house) == (True, False)
    assert effect.sentences == (
        "Hele forløpet avsluttes: Død. Alt som er åpent, avsluttes.",
        "«Overfør til kommunen» trekkes tilbake fra Mottak Bergen, Bergen.",
        "Ingen får varsel.",
    )


def test_what_is_foreseen_of_an_acceptance_is_what_happens(town):
    ref = town.enrol()
    accept = c.AcceptHandoff(obligation="send#1", person="ola")
    effect = foresee(town.house, ref, accept, at(INTAKE), way(town, ref).labels)
    assert effect.sentences[1] == (
        "Kreftsykepleier, Bergen får oppgaven «Besøk pasienten», frist mandag 9. mars 2026."
    )
    assert (
        effect.sentences[2]
        == "Får varsel: Kreftavdelingen, Helse Bergen og Kreftsykepleier, Bergen."
    )
    town.order(ref, accept, INTAKE)
    (now,) = way(town, ref).now
    assert (now.what, now.obligation.holder) == ("Besøk pasienten", NURSE)


def test_a_relapse_says_that_a_new_pathway_begins(town):
    town.publish(definition("nytt-forlop"))
    ref = town.enrol()
    command = c.ReportEvent(event="relapse", answers={"diagnosed": "2026-03-02"})
    effect = foresee(town.house, ref, command, at(HOSPITAL), way(town, ref).labels)
    assert effect.sentences[:2] == (
        "Hele forløpet avsluttes: Erstattet. Alt som er åpent, avsluttes.",
        "Et nytt forløp starter for pasienten.",
    )


def test_a_stranger_is_not_shown_what_an_event_would_do(town):
    ref = town.enrol()
    labels = way(town, ref).labels
    with pytest.raises(CommandRefused, match="not-your-unit"):
        foresee(town.house, ref, c.ReportEvent(event="death"), at(LUNG_WARD), labels)


def test_the_window_of_the_day_is_the_offices_own(town):
    """The days told are civil days in Oslo, not those of the clock's zone."""
    ref = town.enrol(municipality=ASKOY)
    due = way(town, ref).now[0].due
    assert due is not None
    assert due.day == local_day(due.at - DAY / 24 / 60)
