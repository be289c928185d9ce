"""The stretch a patient is on, done, open and coming, as a picture that is also told."""

from xml.etree import ElementTree

import pytest

from hjemover.application.way import course, look
from hjemover.definition.diagram import Station, draw_course
from hjemover.engine import commands as c
from tests.application.town import DAY, HOSPITAL, INTAKE, MONDAY, at

SVG = "{http://www.w3.org/2000/svg}"


def stations(town, ref, language="nb") -> list[Station]:
    return course(look(town.house, ref, at(HOSPITAL), language))


def test_a_patient_who_was_just_offered_is_here_and_the_receivers_task_is_next(town):
    here, following = stations(town, town.enrol())
    assert (here.title, here.lane, here.state, here.handoff) == (
        "Overfør til kommunen", "Kreftavdelingen, Helse Bergen", "here", True,
    )  # fmt: skip
    assert here.note == "4. mars 2026"
    assert (following.title, following.state, following.after) == (
        "Besøk pasienten", "ahead", (0,),
    )  # fmt: skip


def test_what_is_done_stands_before_what_is_open_with_the_day_it_was_done(town):
    ref = town.enrol()
    town.clock.set(MONDAY + DAY)
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    done, here, following = stations(town, ref)
    assert (done.state, done.lane, done.note) == ("done", "Mottak Bergen, Bergen", "3. mars 2026")
    assert (here.state, here.lane, here.after) == ("here", "Kreftsykepleier, Bergen", (0,))
    assert (following.title, following.after) == ("Fullført", (1,))


def test_a_closed_pathway_ends_with_what_was_done_last(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    assert [one.state for one in stations(town, ref)] == ["done"]


@pytest.mark.parametrize(
    ("language", "here"), [("nb", "Du er her"), ("nn", "Du er her"), ("en", "You are here")]
)
def test_who_cannot_see_the_picture_is_told_the_same(town, language, here):
    found = stations(town, town.enrol(), language)
    root = ElementTree.fromstring(draw_course(found, "Veien", language))
    assert root.findtext(f"{SVG}title") == "Veien"
    told = root.findtext(f"{SVG}desc") or ""
    assert told.startswith(f"{here}: {found[0].title} (Kreftavdelingen, Helse Bergen)")
    assert all(one.title in told for one in found)


def test_the_picture_has_a_mark_for_each_state_and_neither_style_nor_script(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    svg = draw_course(stations(town, ref), "A & B <c>", "nb")
    root = ElementTree.fromstring(svg)
    states = [g.attrib["class"].split()[-1] for g in root.iter(f"{SVG}g")]
    assert states == ["done", "here", "ahead"]
    marks = [len(g.findall(f"{SVG}*[@class='mark']")) for g in root.iter(f"{SVG}g")]
    assert marks == [1, 1, 0]
    assert not any(part in svg for part in ("<style", "<script", " style=", "://www.example"))


def test_open_work_of_two_units_stands_side_by_side_in_one_column() -> None:
    two = [
        Station(title="Send", lane="A", state="here"),
        Station(title="Vent", lane="B", state="here"),
        Station(title="Besøk", lane="B", state="ahead", after=(0, 1)),
    ]
    root = ElementTree.fromstring(draw_course(two, "x", "nb"))
    places = [g.attrib["transform"].split("(")[1].split()[0] for g in root.iter(f"{SVG}g")]
    assert places[0] == places[1] != places[2]


def test_nowhere_to_be_is_no_picture() -> None:
    assert draw_course([], "x", "nb") == ""
