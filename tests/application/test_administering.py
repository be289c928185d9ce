"""The address book is changed by those who look after it, who see first what it would come to."""

from datetime import date, timedelta

import pytest

from hjemover.application import accounts
from hjemover.application.administering import (
    Change,
    LeavesNobody,
    apply,
    changes,
    consequences,
    entry,
    invite,
    person_entry,
    search,
    search_people,
    standing,
    undo,
    unit_entry,
)
from hjemover.application.house import Actor
from hjemover.application.queries import inbox
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import (
    Absence,
    ContactPoint,
    Deputy,
    Membership,
    NumberSetting,
    Organisation,
    Person,
    Unit,
    UnitService,
)
from hjemover.vocabulary import Role
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    Town,
    at,
)

EVER = date(2020, 1, 1)
ADMIN = Actor(id="anne", units=frozenset({INTAKE}))
LAST = MONDAY.date() + timedelta(days=6)


@pytest.fixture
def town(town: Town) -> Town:
    town.change(
        Person(id="anne", name="Anne", login="anne"),
        Membership(person="anne", unit=INTAKE, role=Role.ADMINISTRATOR, from_day=EVER),
    )
    return town


def quits(person: str, unit: str, last: date = LAST) -> Membership:
    return Membership(person=person, unit=unit, role="coordinator", from_day=EVER, to_day=last)


def seen(town: Town, unit: str) -> str:
    found = unit_entry(town.house, unit)
    assert found is not None
    return found.seen


# --- looking ----------------------------------------------------------------------------------


def test_everybody_finds_everybody_by_parts_of_names_in_norwegian_order(town):
    town.change(
        Organisation(id="1", name="Ørland", kind="municipality"),
        Organisation(id="2", name="Ås", kind="municipality"),
        Organisation(id="3", name="Ævik", kind="municipality"),
        Organisation(id="4", name="Zebra", kind="municipality"),
    )
    names = [one.organisation.name for one in search(town.house)]
    assert names == ["Askøy", "Bergen", "Helse Bergen", "Zebra", "Ævik", "Ørland", "Ås"]
    [askoy] = search(town.house, "mottak ask")
    assert [one.unit.id for one in askoy.units] == [OTHER_INTAKE]
    assert [len(one.units) for one in search(town.house, "BERGEN")] == [2, 2]
    assert search(town.house, "finnes ikke") == []


def test_a_unit_is_shown_with_all_that_hangs_on_it(town):
    town.change(Absence(person="ola", from_day=EVER), quits("nina", INTAKE, MONDAY.date() - DAY))
    found = unit_entry(town.house, INTAKE)
    assert found is not None
    assert [one.service for one in found.services] == ["intake"]
    assert {one.address for one in found.contacts} == {
        "bergen-mottak@post.example", "leder@post.example",
    }  # fmt: skip
    assert [person.id for _, person in found.people] == ["anne", "ola"]  # nina has left
    assert found.away == {"ola"}
    assert found.alone, "an administrator does not do the unit's work"
    assert unit_entry(town.house, "finnes-ikke") is None
    assert entry(town.house, "finnes-ikke") is None
    assert entry(town.house, BERGEN).organisation.name == "Bergen"


# --- changing ---------------------------------------------------------------------------------


def test_a_change_is_made_and_logged_with_who_and_what_it_was(town):
    new_address = ContactPoint(unit=INTAKE, channel="email", address="ny@post.example")
    apply(
        town.house, ADMIN, "Anne", Change(put=[new_address], about=INTAKE, seen=seen(town, INTAKE))
    )
    assert new_address in unit_entry(town.house, INTAKE).contacts
    [line] = changes(town.house, ADMIN)
    assert (line.by, line.by_name, line.at, line.record) == (
        "anne", "Anne", MONDAY, "ContactPoint",
    )  # fmt: skip
    assert line.fields == [("address", "bergen-mottak@post.example", "ny@post.example")]
    assert changes(town.house, at(OTHER_INTAKE)) == []


def test_what_did_not_change_is_not_logged(town):
    same = ContactPoint(unit=INTAKE, channel="email", address="bergen-mottak@post.example")
    apply(town.house, ADMIN, "Anne", Change(put=[same]))
    assert changes(town.house, ADMIN) == []


def test_the_log_cannot_be_changed(town):
    address = ContactPoint(unit=INTAKE, channel="email", address="ny@post.example")
    apply(town.house, ADMIN, "Anne", Change(put=[address]))
    for act in ("UPDATE address_change SET by_name = 'X'", "DELETE FROM address_change"):
        with pytest.raises(Exception, match="append-only"), town.house.database.writing() as tx:
            tx.connection.exec_driver_sql(act)


def test_somebody_new_gets_a_name_and_a_place_in_one_go(town):
    apply(
        town.house, ADMIN, "Anne",
        Change(put=[
            Person(id="ny", name="Ny Sykepleier", login="ny"),
            Membership(person="ny", unit=NURSE, role=Role.COORDINATOR, from_day=MONDAY.date()),
        ]),
    )  # fmt: skip
    found = unit_entry(town.house, NURSE)
    assert [person.name for _, person in found.people] == ["Ansatt nina", "Ny Sykepleier"]
    assert {(line.record, line.organisation) for line in changes(town.house, ADMIN)} == {
        ("Person", BERGEN), ("Membership", BERGEN),
    }  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        Organisation(id=ASKOY, name="Tatt over", kind="municipality"),
        Organisation(id="ny", name="Ny", kind="other"),
        Unit(id=OTHER_INTAKE, organisation=ASKOY, name="Tatt over"),
        Unit(id=OTHER_INTAKE, organisation=BERGEN, name="Flyttet til oss"),
        Unit(id=INTAKE, organisation=ASKOY, name="Flyttet til dem"),
        UnitService(organisation=ASKOY, service="intake", unit=INTAKE),
        ContactPoint(unit=OTHER_INTAKE, channel="email", address="x@post.example"),
        Deputy(unit=OTHER_INTAKE, deputy=INTAKE, from_day=EVER),
        Person(id="eva", name="Annet navn", login="eva"),
        Membership(person="anne", unit=OTHER_INTAKE, role=Role.ADMINISTRATOR, from_day=EVER),
        NumberSetting(
            definition="kort-hjem", number="accept-within", scope="organisation",
            scope_id=ASKOY, valid_from=EVER, value="9 working days",
        ),
        NumberSetting(
            definition="kort-hjem", number="accept-within", scope="region",
            scope_id="", valid_from=EVER, value="9 working days",
        ),
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_what_is_another_organisations_is_left_alone(town, record):
    before = town.contents()
    for ask in (
        lambda: apply(town.house, ADMIN, "Anne", Change(put=[record]), accepted=True),
        lambda: consequences(town.house, ADMIN, Change(put=[record])),
    ):
        with pytest.raises(CommandRefused, match="not-your-organisation"):
            ask()
    assert town.contents() == before


def test_who_acts_for_no_unit_changes_nothing(town):
    nobody = Actor(id="ingen")
    for record in (
        Person(id="ny", name="Ny", login="ny"), Absence(person="ola", from_day=EVER),
    ):  # fmt: skip
        with pytest.raises(CommandRefused, match="not-your-organisation"):
            apply(town.house, nobody, "Ingen", Change(put=[record]))


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (Deputy(unit=INTAKE, deputy="finnes-ikke", from_day=EVER), "unknown-unit"),
        (ContactPoint(unit="finnes-ikke", channel="email", address="x@y.example"), "unknown-unit"),
        (UnitService(organisation=BERGEN, service="gp", unit="finnes-ikke"), "unknown-unit"),
        (quits("finnes-ikke", INTAKE), "unknown-person"),
        (Unit(id=INTAKE, organisation=BERGEN, name="Mottak", lead="finnes-ikke"), "unknown-person"),
    ],
)
def test_a_record_must_point_to_somebody(town, record, code):
    with pytest.raises(CommandRefused, match=code):
        apply(town.house, ADMIN, "Anne", Change(put=[record]))


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(town):
    old = seen(town, INTAKE)
    address = ContactPoint(unit=INTAKE, channel="email", address="en@post.example")
    apply(town.house, ADMIN, "Anne", Change(put=[address], about=INTAKE, seen=old))
    late = ContactPoint(unit=INTAKE, channel="email", address="to@post.example")
    with pytest.raises(CommandRefused, match="version-conflict"):
        apply(town.house, ADMIN, "Anne", Change(put=[late], about=INTAKE, seen=old))
    apply(
        town.house, ADMIN, "Anne", Change(put=[late], about=INTAKE, seen=seen(town, INTAKE))
    )  # fmt: skip


# --- what it would come to --------------------------------------------------------------------


def test_who_is_the_last_to_leave_is_told_whose_patients_they_leave(town):
    refs = sorted(town.enrol(number) for number in range(3))
    town.enrol(9, municipality=ASKOY)
    before = town.contents()
    found = consequences(town.house, ADMIN, Change(put=[quits("ola", INTAKE)]))
    [left] = found.left_alone
    assert (left.unit, left.on) == (INTAKE, LAST + timedelta(days=1))
    assert left.services == ((BERGEN, "intake"),)
    assert (list(left.patients), left.touched) == (refs, 3)
    assert town.contents() == before, "to look is to leave no trace"

    with pytest.raises(LeavesNobody) as stopped:
        apply(town.house, ADMIN, "Anne", Change(put=[quits("ola", INTAKE)]))
    assert stopped.value.consequences == found
    assert town.contents() == before

    made = apply(town.house, ADMIN, "Anne", Change(put=[quits("ola", INTAKE)]), accepted=True)
    assert made.consequences == found
    assert [line.record for line in changes(town.house, ADMIN)] == ["Membership"]


def test_where_somebody_else_is_at_work_or_stands_in_nobody_is_left(town):
    deputy = Deputy(unit=INTAKE, deputy=NURSE, from_day=EVER)
    assert consequences(town.house, ADMIN, Change(put=[quits("ola", INTAKE), deputy])).none
    successor = Membership(person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=LAST)
    assert consequences(town.house, ADMIN, Change(put=[quits("ola", INTAKE), successor])).none
    too_late = Membership(
        person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=LAST + timedelta(days=5)
    )
    found = consequences(town.house, ADMIN, Change(put=[quits("ola", INTAKE), too_late]))
    assert [one.on for one in found.left_alone] == [LAST + timedelta(days=1)]


def test_who_is_to_leave_already_is_no_successor(town):
    town.change(
        Membership(person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
        quits("ola", INTAKE, LAST + timedelta(days=20)),
    )
    found = consequences(town.house, ADMIN, Change(put=[quits("nina", INTAKE)]))
    assert [(one.unit, one.on) for one in found.left_alone] == [(INTAKE, LAST + timedelta(days=21))]
    leave = Absence(person="nina", from_day=LAST + timedelta(days=21))
    assert [
        one.on for one in consequences(town.house, ADMIN, Change(put=[leave])).left_alone
        if one.unit == INTAKE
    ] == [LAST + timedelta(days=21)]  # fmt: skip


def test_to_take_away_a_deputy_who_stands_in_just_now_leaves_somebody(town):
    deputy = Deputy(unit=INTAKE, deputy=NURSE, from_day=EVER)
    town.change(Absence(person="ola", from_day=EVER), deputy)
    found = consequences(town.house, ADMIN, Change(remove=[deputy]))
    assert [one.unit for one in found.left_alone] == [INTAKE]


def test_a_service_that_no_unit_would_answer_for_is_told(town):
    gone = UnitService(organisation=BERGEN, service="intake", unit=INTAKE)
    found = consequences(town.house, ADMIN, Change(remove=[gone]))
    assert found.unanswered == ((BERGEN, "intake"),)
    moved = UnitService(organisation=BERGEN, service="intake", unit=NURSE)
    assert consequences(town.house, ADMIN, Change(put=[moved])).none


def test_the_last_administrator_is_warned_before_they_lock_themselves_out(town):
    leaves = Membership(
        person="anne", unit=INTAKE, role=Role.ADMINISTRATOR, from_day=EVER,
        to_day=MONDAY.date() - timedelta(days=1),
    )  # fmt: skip
    assert consequences(town.house, ADMIN, Change(put=[leaves])).without_administrator == (BERGEN,)


def test_what_was_bad_before_is_not_this_changes_doing(town):
    town.change(Absence(person="ola", from_day=EVER))
    found = consequences(town.house, ADMIN, Change(put=[quits("ola", INTAKE)]))
    assert found.none


def test_what_is_changed_counts_at_once(town):
    town.enrol(1)
    apply(town.house, ADMIN, "Anne", Change(put=[quits("ola", INTAKE)]), accepted=True)
    town.clock.set(MONDAY + 7 * DAY)
    assert unit_entry(town.house, INTAKE).alone
    assert HOSPITAL in {one.unit.id for e in search(town.house) for one in e.units}


# --- under one's own organisation --------------------------------------------------------------

OFFICE = Organisation(id="4601-lege", name="Legekontoret", kind="gp-office", parent=BERGEN)


def test_an_office_under_ones_own_is_looked_after_until_somebody_there_does(town):
    desk = Unit(id="4601-lege-1", organisation=OFFICE.id, name="Skranken")
    apply(town.house, ADMIN, "Anne", Change(put=[OFFICE, desk]))
    assert entry(town.house, OFFICE.id).units[0].unit == desk
    apply(town.house, ADMIN, "Anne", Change(put=[
        Person(id="liv", name="Liv", login="liv"),
        Membership(person="liv", unit=desk.id, role=Role.ADMINISTRATOR, from_day=EVER),
    ]))  # fmt: skip

    renamed = Unit(id=desk.id, organisation=OFFICE.id, name="Tatt over")
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        apply(town.house, ADMIN, "Anne", Change(put=[renamed]))
    liv = Actor(id="liv", units=frozenset({desk.id}))
    apply(town.house, liv, "Liv", Change(put=[renamed]))


@pytest.mark.parametrize("parent", [None, ASKOY])
def test_nobody_brings_in_an_organisation_under_another_or_under_nobody(town, parent):
    new = Organisation(id="ny", name="Ny", kind="gp-office", parent=parent)
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        apply(town.house, ADMIN, "Anne", Change(put=[new]))


def test_an_organisation_is_not_taken_by_putting_it_under_ones_own(town):
    taken = Organisation(id=ASKOY, name="Askøy", kind="municipality", parent=BERGEN)
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        apply(town.house, ADMIN, "Anne", Change(put=[taken]))


# --- people -----------------------------------------------------------------------------------


def test_people_are_found_by_parts_of_their_names_until_they_have_left(town):
    assert [one.id for one in search_people(town.house, "ansatt NI")] == ["nina"]
    assert search_people(town.house, "") == []
    town.change(quits("nina", NURSE, MONDAY.date() - DAY))
    assert search_people(town.house, "nina") == []
    assert person_entry(town.house, "nina").homes == {BERGEN}
    assert person_entry(town.house, "finnes-ikke") is None


def test_who_is_away_leaves_somebody_and_what_they_had_taken_comes_back(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    away = Change(put=[Absence(person="nina", from_day=MONDAY.date(), to_day=LAST)])
    with pytest.raises(LeavesNobody) as stopped:
        apply(town.house, ADMIN, "Anne", away)
    [left] = stopped.value.consequences.left_alone
    assert (left.unit, left.on, left.patients) == (NURSE, MONDAY.date(), (ref,))

    made = apply(town.house, ADMIN, "Anne", away, accepted=True)
    assert made.returned == 1
    [item] = inbox(town.house, at(NURSE))
    assert (item.ref, item.claimed_by) == (ref, None)
    assert changes(town.house, ADMIN)[0].record == "Absence"


def test_what_somebody_who_has_left_had_taken_comes_back(town):
    town.change(
        Membership(person="ola", unit=NURSE, role=Role.COORDINATOR, from_day=EVER),
        Membership(person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
    )
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    apply(town.house, ADMIN, "Anne", Change(put=[quits("nina", NURSE)]))
    town.until(MONDAY + 6 * DAY)
    assert [one.claimed_by for one in inbox(town.house, at(NURSE))] == ["nina"]
    town.until(MONDAY + 7 * DAY)
    assert [one.claimed_by for one in inbox(town.house, at(NURSE))] == [None]
    assert town.told(ref).count("task-released") == 1


def test_who_moves_to_the_unit_that_stands_in_keeps_what_they_had_taken(town):
    town.change(
        Membership(person="ola", unit=NURSE, role=Role.COORDINATOR, from_day=EVER),
        Membership(person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER),
        Deputy(unit=NURSE, deputy=INTAKE, from_day=EVER),
    )
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.order(ref, c.ClaimTask(obligation="visit#1", person="nina"), NURSE)
    gone = quits("nina", NURSE, MONDAY.date() - DAY)
    assert apply(town.house, ADMIN, "Anne", Change(put=[gone])).returned == 0


@pytest.mark.parametrize("person", ["eva", "finnes-ikke"])
def test_another_organisations_people_are_not_said_to_be_away(town, person):
    away = Absence(person=person, from_day=EVER)
    with pytest.raises(CommandRefused, match=r"not-your-organisation|unknown-person"):
        apply(town.house, ADMIN, "Anne", Change(put=[away]), accepted=True)


def test_who_works_in_two_organisations_may_be_away_by_either_and_renamed_by_neither(town):
    town.change(Membership(person="nina", unit=OTHER_INTAKE, role=Role.COORDINATOR, from_day=EVER))
    away = Absence(person="nina", from_day=LAST)
    apply(town.house, ADMIN, "Anne", Change(put=[away]), accepted=True)
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        apply(town.house, ADMIN, "Anne", Change(put=[Person(id="nina", name="N", login="nina")]))
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        invite(town.house, ADMIN, "Anne", "nina")


# --- a link -----------------------------------------------------------------------------------


def test_an_administrator_makes_a_link_that_holds_for_three_days_and_once(town):
    assert standing(town.house, "nina").invited_until is None
    made = invite(town.house, ADMIN, "Anne", "nina")
    assert made.until == MONDAY + 3 * DAY
    assert made.token not in repr(made)
    assert standing(town.house, "nina").invited_until == made.until
    assert accounts.set_up(town.house, made.token, "et langt nok passord").person == "nina"
    after = standing(town.house, "nina")
    assert (after.ready, after.invited_until) == (True, None)
    with pytest.raises(accounts.LinkVoid):
        accounts.set_up(town.house, made.token, "et annet langt passord")

    [line] = changes(town.house, ADMIN)
    assert (line.record, line.by, line.after) == ("Invitation", "anne", {"person": "nina"})
    assert made.token not in repr(town.contents())


@pytest.mark.parametrize("person", ["eva", "finnes-ikke"])
def test_nobody_makes_a_link_for_another_organisations_people(town, person):
    before = town.contents()
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        invite(town.house, ADMIN, "Anne", person)
    assert town.contents() == before


# --- taking it back ---------------------------------------------------------------------------


def without_log(town: Town) -> dict[str, object]:
    kept = town.contents()
    return {name: rows for name, rows in kept.items() if not name.startswith("address_")}


def test_a_change_is_taken_back_and_both_stand_in_the_log(town):
    before = without_log(town)
    made = apply(town.house, ADMIN, "Anne", Change(
        put=[
            ContactPoint(unit=INTAKE, channel="email", address="ny@post.example"),
            Person(id="ny", name="Ny Sykepleier", login="ny"),
            Membership(person="ny", unit=NURSE, role=Role.COORDINATOR, from_day=MONDAY.date()),
        ],
        remove=[ContactPoint(unit=INTAKE, role="lead", channel="email",
                             address="leder@post.example")],
    ))  # fmt: skip
    assert len(made.lines) == 4
    undo(town.house, ADMIN, "Anne", made.lines)
    assert without_log(town) == before
    assert len(changes(town.house, ADMIN)) == 8


def test_what_has_been_changed_since_is_not_taken_back(town):
    address = ContactPoint(unit=INTAKE, channel="email", address="en@post.example")
    made = apply(town.house, ADMIN, "Anne", Change(put=[address]))
    later = ContactPoint(unit=INTAKE, channel="email", address="to@post.example")
    apply(town.house, ADMIN, "Anne", Change(put=[later]))
    with pytest.raises(CommandRefused, match="cannot-undo"):
        undo(town.house, ADMIN, "Anne", made.lines)
    assert later in unit_entry(town.house, INTAKE).contacts


def test_what_something_has_come_to_hang_on_is_not_taken_back(town):
    person = apply(town.house, ADMIN, "Anne", Change(put=[
        Person(id="ny", name="Ny", login="ny"),
        Membership(person="ny", unit=NURSE, role=Role.COORDINATOR, from_day=MONDAY.date()),
    ]))  # fmt: skip
    invite(town.house, ADMIN, "Anne", "ny")
    unit = apply(
        town.house, ADMIN, "Anne", Change(put=[Unit(id="ny-enhet", organisation=BERGEN, name="Ny")])
    )
    address = ContactPoint(unit="ny-enhet", channel="email", address="ny@post.example")
    apply(town.house, ADMIN, "Anne", Change(put=[address]))
    for made in (person, unit):
        with pytest.raises(CommandRefused, match="cannot-undo"):
            undo(town.house, ADMIN, "Anne", made.lines)


def test_taking_back_what_leaves_somebody_with_nobody_is_asked_of_first(town):
    made = apply(town.house, ADMIN, "Anne", Change(
        put=[Membership(person="nina", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER)]
    ))  # fmt: skip
    apply(town.house, ADMIN, "Anne", Change(put=[quits("ola", INTAKE)]))
    with pytest.raises(LeavesNobody):
        undo(town.house, ADMIN, "Anne", made.lines)


def test_nobody_takes_back_what_another_organisation_did(town):
    address = ContactPoint(unit=INTAKE, channel="email", address="en@post.example")
    made = apply(town.house, ADMIN, "Anne", Change(put=[address]))
    with pytest.raises(CommandRefused, match="not-your-organisation"):
        undo(town.house, at(OTHER_INTAKE), "Eva", made.lines)
    for nothing in ((), (10**9,), (*made.lines, 10**9)):
        with pytest.raises(CommandRefused, match="cannot-undo"):
            undo(town.house, ADMIN, "Anne", nothing)
