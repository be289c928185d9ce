"""When the only cancer nurse is on leave, what she had taken is on the list the same day."""

from datetime import date, timedelta

import pytest

from hjemover.application.absences import absences, come_back, go_away, return_claimed
from hjemover.application.notice_log import notices
from hjemover.application.queries import inbox
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import Deputy, Membership, Person
from hjemover.vocabulary import Role
from tests.application.town import DAY, INTAKE, MONDAY, NURSE, Mailbox, at

TODAY = MONDAY.date()
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def visit(town) -> str:
    """A patient whom the nurse has taken."""
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    return ref


def colleague(town) -> None:
    town.change(
        Person(id="nora", name="Ansatt nora", login="nora"),
        Membership(person="nora", unit=NURSE, role=Role.COORDINATOR, from_day=date(2020, 1, 1)),
    )


def test_what_she_had_taken_is_on_the_units_list_the_same_day(town, visit):
    colleague(town)
    away = go_away(town.house, "nina", TODAY, FRIDAY)
    assert (away.returned, away.alone) == (1, ())
    (item,) = inbox(town.house, at(NURSE))
    assert (item.ref, item.claimed_by) == (visit, None)
    assert town.told(visit)[-1] == "task-released"


def test_the_only_one_of_the_unit_leaves_it_to_the_deputy(town, visit):
    town.change(Deputy(unit=NURSE, deputy=INTAKE, from_day=TODAY))
    away = go_away(town.house, "nina", TODAY, FRIDAY)
    assert away.alone == ()
    assert [(item.ref, item.claimed_by) for item in inbox(town.house, at(INTAKE))] == [
        (visit, None)
    ]


def test_without_a_deputy_it_is_said_at_once_that_nobody_is_there(town, visit):
    assert go_away(town.house, "nina", TODAY, FRIDAY).alone == (NURSE,)


def test_the_unit_hears_of_it_once(town, visit):
    colleague(town)
    town.post()
    go_away(town.house, "nina", TODAY, FRIDAY)
    return_claimed(town.house)
    town.clock.set(MONDAY + DAY)
    out = Mailbox()
    town.post(out)
    assert out.addresses.count(f"{NURSE}@post.example") == 1
    told = [one.message for one in notices(town.house, at(NURSE))]
    assert told == ["task-requested", "task-requested"]


def test_an_absence_that_begins_later_takes_the_work_back_on_its_first_morning(town, visit):
    colleague(town)
    assert go_away(town.house, "nina", TODAY + timedelta(days=2), FRIDAY).returned == 0
    town.until(MONDAY + DAY)
    assert inbox(town.house, at(NURSE))[0].claimed_by == "nina"
    town.until(MONDAY + 2 * DAY)
    assert inbox(town.house, at(NURSE))[0].claimed_by is None


def test_what_others_have_taken_stays_with_them(town, visit):
    colleague(town)
    other = town.enrol(2)
    town.order(other, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(other, c.ClaimTask(obligation="visit#1", person="nora"), NURSE)
    go_away(town.house, "nina", TODAY, FRIDAY)
    claimed = {item.ref: item.claimed_by for item in inbox(town.house, at(NURSE))}
    assert claimed == {visit: None, other: "nora"}


def test_whoever_comes_back_takes_what_they_want_anew(town, visit):
    colleague(town)
    go_away(town.house, "nina", TODAY, FRIDAY)
    come_back(town.house, "nina", TODAY)
    assert absences(town.house, {"nina"}) == []
    assert inbox(town.house, at(NURSE))[0].claimed_by is None
    town.order(visit, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    assert return_claimed(town.house) == 0


def test_putting_back_twice_puts_back_once(town, visit):
    colleague(town)
    go_away(town.house, "nina", TODAY, FRIDAY)
    before = town.contents()
    assert return_claimed(town.house) == 0
    assert town.contents() == before


@pytest.mark.parametrize(("first", "last"), [(FRIDAY, TODAY), (date(2026, 1, 5), date(2026, 1, 9))])
def test_an_absence_that_cannot_be_is_refused_and_nothing_is_put_back(town, visit, first, last):
    with pytest.raises(CommandRefused, match="answer-invalid"):
        go_away(town.house, "nina", first, last)
    assert absences(town.house, {"nina"}) == []
    assert inbox(town.house, at(NURSE))[0].claimed_by == "nina"


def test_taking_out_an_absence_that_is_not_there_changes_nothing(town):
    with pytest.raises(LookupError):
        come_back(town.house, "nina", TODAY)
