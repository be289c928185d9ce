"""Before a patient is enrolled: the number checked, what would follow told, nothing written."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from hjemover.application.admitting import FilledIn, check, enrolled_by, ways_in
from hjemover.application.enrolling import enrol
from hjemover.birth_number import make_synthetic
from hjemover.engine.commands import ReportEvent
from hjemover.errors import CommandRefused
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    PATIENT,
    Town,
    at,
)
from tests.application.way.test_telling import kreft_hjem

NUMBER = make_synthetic(date(1950, 3, 1), 0)
REAL = "82345678928"
"""Well formed and not synthetic; a shared help number, so that it is nobody's all the same."""


def way_in(town: Town, unit: str = HOSPITAL, pathway: str = "kort-hjem"):
    return next(one for one in ways_in(town.house, at(unit)) if one.definition.id == pathway)


def draft(town: Town, **other) -> FilledIn:
    known = {
        "order": "innmelding-x",
        "way_in": way_in(town),
        "name": PATIENT,
        "birth_number": NUMBER,
        "municipality": BERGEN,
        "dates": {"diagnosed": date(2026, 3, 1)},
    }
    return FilledIn(**(known | other))


def looked_over(town: Town, *, real: bool = False, unit: str = HOSPITAL, **other):
    return check(town.house, draft(town, **other), at(unit), "nb", real=real)


def codes(found) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in found]


# --- the ways in ----------------------------------------------------------------------------------


def test_any_ward_of_a_house_with_the_service_may_enrol_its_own_patients(town):
    for ward in (HOSPITAL, LUNG_WARD):
        assert [one.key for one in ways_in(town.house, at(ward))] == [
            ("kort-hjem", "hospital", ward)
        ]


def test_a_house_without_the_service_may_not_enrol(town):
    for unit in (INTAKE, NURSE):
        assert ways_in(town.house, at(unit)) == []


def test_the_municipality_may_begin_where_the_definition_lets_it(town):
    town.publish(kreft_hjem())
    (ours,) = [one for one in ways_in(town.house, at(INTAKE)) if one.definition.id == "kreft-hjem"]
    assert (ours.party, ours.unit, ours.step) == ("intake", INTAKE, "start-from-home")
    checked = looked_over(town, unit=INTAKE, way_in=ours)
    assert checked.enrolment is not None
    ref = enrol(town.house, checked.enrolment, at(INTAKE)).ref
    assert town.open(ref, "start-from-home").holder == INTAKE


def test_another_units_way_in_cannot_be_taken(town):
    ours = way_in(town)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        looked_over(town, unit=LUNG_WARD, way_in=ours)


# --- what would follow ----------------------------------------------------------------------------


def test_what_would_follow_is_told_and_nothing_is_written(town):
    before = town.contents()
    checked = looked_over(town)
    assert town.contents() == before
    assert checked.findings == ()
    assert checked.effect is not None
    assert checked.effect.sentences == (
        "Kreftavdelingen, Helse Bergen sender «Overfør til kommunen» til Mottak Bergen, Bergen."
        " Kreftavdelingen, Helse Bergen har pasienten til noen der tar imot.",
        "Får varsel: Mottak Bergen, Bergen.",
    )
    assert checked.effect.leaves_house


def test_what_was_told_is_what_happens_and_twice_is_once(town):
    checked = looked_over(town)
    assert checked.enrolment is not None
    assert enrolled_by(town.house, "innmelding-x") is None
    first = enrol(town.house, checked.enrolment, at(HOSPITAL))
    assert enrolled_by(town.house, "innmelding-x") == first.ref
    before = town.contents()
    again = enrol(town.house, checked.enrolment, at(HOSPITAL))
    assert (again.ref, again.repeated, town.contents()) == (first.ref, True, before)
    assert town.open(first.ref, "send").awaits == INTAKE


def test_nothing_that_is_shown_of_a_draft_names_the_patient(town):
    shown = repr(draft(town))
    assert PATIENT not in shown
    assert NUMBER not in shown


# --- the number -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "empty"),
        ("hemmelig", "not-digits"),
        (NUMBER[1:], "ten-digits"),
        (NUMBER[:8], "wrong-length"),
        ("3213" + NUMBER[4:], "no-such-day"),
        (NUMBER[:10] + str((int(NUMBER[10]) + 1) % 10), "check-digits"),
    ],
)
def test_a_number_that_is_none_says_what_is_wrong_with_it(town, number, code):
    checked = looked_over(town, birth_number=number)
    assert codes(checked.errors) == [("birth_number", code)]
    assert checked.enrolment is None


def test_test_people_only_where_it_is_for_test_people(town):
    assert codes(looked_over(town, birth_number=REAL).errors) == [("birth_number", "may-be-real")]
    assert looked_over(town, birth_number=REAL, real=True).errors == ()
    assert codes(looked_over(town, real=True).errors) == [("birth_number", "test-person")]


def test_a_patient_without_a_number_is_enrolled_without_one(town):
    checked = looked_over(town, birth_number="", without_number=True)
    assert checked.errors == ()
    assert checked.enrolment is not None
    assert checked.enrolment.birth_number is None


def test_a_number_written_with_a_space_is_the_same(town):
    checked = looked_over(town, birth_number=f" {NUMBER[:6]} {NUMBER[6:]} ")
    assert checked.enrolment is not None
    assert checked.enrolment.birth_number == NUMBER


# --- who it is already ----------------------------------------------------------------------------


def test_a_patient_on_the_pathway_already_is_told_of_and_where(town):
    ref = town.enrol(birth_number=NUMBER)
    checked = looked_over(town)
    assert codes(checked.warnings) == [
        ("birth_number", "known-patient"), ("birth_number", "open-here"),
    ]  # fmt: skip
    assert [(one.ref, one.definition) for one in checked.open] == [(ref, "kort-hjem")]
    assert checked.enrolment is not None


def test_a_pathway_of_other_units_is_told_of_without_its_reference(town):
    town.enrol(birth_number=NUMBER, parties={"hospital": LUNG_WARD})
    checked = looked_over(town)
    assert [one.ref for one in checked.open] == [None]


def test_a_pathway_that_is_over_is_no_warning(town):
    ref = town.enrol(birth_number=NUMBER)
    town.order(ref, ReportEvent(event="death"), HOSPITAL)
    assert codes(looked_over(town).warnings) == [("birth_number", "known-patient")]


def test_another_organisations_patients_are_not_told_of(town):
    town.publish(kreft_hjem())
    town.enrol(birth_number=NUMBER)
    ours = way_in(town, INTAKE, "kreft-hjem")
    assert looked_over(town, unit=INTAKE, way_in=ours).warnings == ()


# --- the rest -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"name": "  "}, ("name", "name-missing")),
        ({"name": "x" * 201}, ("name", "name-too-long")),
        ({"name": "Tål\nmodig"}, ("name", "name-too-long")),
        ({"dates": {}}, ("date.diagnosed", "date-missing")),
        ({"dates": {"diagnosed": date(2026, 3, 3)}}, ("date.diagnosed", "date-in-future")),
        ({"dates": {"diagnosed": date(1949, 3, 3)}}, ("date.diagnosed", "date-before-birth")),
        ({"municipality": None}, ("municipality", "place-missing")),
    ],
    ids=str,
)
def test_what_is_missing_or_cannot_be_is_told_by_its_field(town, other, found):
    checked = looked_over(town, **other)
    assert codes(checked.errors) == [found]
    assert checked.enrolment is None


def test_all_that_is_wrong_is_told_at_once(town):
    checked = looked_over(town, name="", birth_number="", dates={}, municipality=None)
    assert len(checked.errors) == 4


def test_a_place_where_nobody_answers_is_told_of_before_the_patient_waits_there(town):
    checked = looked_over(town, municipality="9999")
    assert [(one.field, one.code, one.party) for one in checked.warnings] == [
        ("municipality", "nobody-answers", "intake")
    ]
    assert checked.effect is not None
    assert "må velge" in checked.effect.sentences[0]


def test_what_is_late_when_it_comes_is_told_as_the_senders_delay(town):
    town.publish(kreft_hjem())
    ours = way_in(town, pathway="kreft-hjem")
    checked = looked_over(
        town, way_in=ours, dates={"diagnosed": MONDAY.date() - timedelta(days=60)}
    )
    assert [one.code for one in checked.warnings] == ["late-on-arrival"]
    assert checked.warnings[0].days > 40


def test_a_draft_is_looked_over_against_the_day_it_is(town):
    tomorrow = replace(draft(town), dates={"diagnosed": date(2026, 3, 3)})
    town.clock.set(MONDAY + DAY)
    assert check(town.house, tomorrow, at(HOSPITAL), "nb", real=False).errors == ()


def test_the_other_towns_intake_is_foreseen_for_its_own_people(town):
    checked = looked_over(town, municipality=ASKOY)
    assert checked.effect is not None
    assert "Mottak Askøy, Askøy" in checked.effect.sentences[0]
