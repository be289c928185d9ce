"""The inbox: one list, the most urgent first; every view says how many, and the number is true."""

from datetime import timedelta

import pytest

from hjemover.application.desk.asking import Asked, Cursor, View
from hjemover.application.desk.doing import act
from hjemover.application.desk.inbox import (
    Page,
    around,
    batch_of,
    count_views,
    read_page,
    undelivered_of,
)
from hjemover.application.desk.item import open_item
from hjemover.application.desk.sharing_out import (
    Claim,
    Give,
    MarkOpened,
    Snooze,
    Wake,
    share_out,
)
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, Actor
from hjemover.application.opaque import obligation_key
from hjemover.application.queries import awaiting_others
from hjemover.engine import commands as c
from hjemover.store.desk.conditions import Narrowing
from hjemover.store.projections import rebuild
from hjemover.vocabulary import HandoffStatus, ObligationKind, Urgency
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
)

OLA = Actor(id="ola", units=frozenset({INTAKE}))
KARI = Actor(id="kari", units=frozenset({HOSPITAL}))
SEND = "send#1"


def refs(page: Page) -> list[str]:
    return [row.item.ref for row in page.rows]


def page(town: Town, view: View = View.ALL, actor: Actor = OLA, **other: object) -> Page:
    return read_page(town.house, actor, Asked(view=view, **other))


def share(town: Town, deed: object, *found: str, actor: Actor = OLA, order: str = "o") -> object:
    return share_out(town.house, actor, order, [(ref, SEND) for ref in found], deed)


def everything(town: Town, actor: Actor) -> None:
    """Each count is how many rows its view has, and the groups add up."""
    counted = count_views(town.house, actor)
    for view in View:
        shown = page(town, view, actor, size=500)
        rows = shown.finished if view is View.DONE else shown.rows
        assert counted[view] == shown.total == len(rows), view
        assert counted == shown.views
        if view is not View.DONE:
            assert sum(shown.groups.values()) == shown.total


# --- whose ------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", list(View))
def test_no_view_shows_anything_of_another_units(town, view):
    ours = town.enrol(1)
    theirs = town.enrol(2, parties={"hospital": LUNG_WARD}, municipality=ASKOY)
    for ref, unit in ((ours, INTAKE), (theirs, OTHER_INTAKE)):
        town.order(ref, c.AcceptHandoff(obligation=SEND, person="x"), unit)
    town.enrol(3), town.enrol(4, parties={"hospital": LUNG_WARD}, municipality=ASKOY)
    town.until(MONDAY + 8 * DAY)
    seen = {}
    for unit in (HOSPITAL, LUNG_WARD, INTAKE, NURSE, OTHER_INTAKE):
        shown = page(town, view, at(unit), size=500)
        seen[unit] = set(refs(shown)) | {one.row.ref for one in shown.finished}
    assert not (seen[HOSPITAL] | seen[INTAKE] | seen[NURSE]) & (
        seen[LUNG_WARD] | seen[OTHER_INTAKE]
    )


@pytest.mark.parametrize("view", list(View))
def test_a_unit_that_is_not_ones_own_gives_an_empty_list(town, view):
    town.enrol(1, municipality=ASKOY)
    shown = page(town, view, OLA, unit=OTHER_INTAKE)
    assert (shown.rows, shown.finished, shown.total) == ([], [], 0)
    assert set(shown.views.values()) == {0}


def test_who_acts_for_no_unit_sees_nothing(town):
    town.enrol()
    assert page(town, actor=Actor(id="ingen")).total == 0


# --- how urgent -------------------------------------------------------------------------------


def test_the_groups_are_told_by_the_limit_and_by_whether_anybody_above_was_told(town):
    town.enrol(1)  # limit Wednesday
    assert page(town).groups == {
        Urgency.CRITICAL: 0, Urgency.OVERDUE: 0, Urgency.SOON: 0, Urgency.LATER: 1,
    }  # fmt: skip
    town.until(MONDAY + DAY)
    assert page(town).rows[0].group is Urgency.SOON
    town.until(MONDAY + 3 * DAY)
    assert page(town).rows[0].group is Urgency.OVERDUE
    town.until(MONDAY + 10 * DAY)
    assert page(town).rows[0].group is Urgency.CRITICAL


def test_soon_ends_with_the_next_working_day_also_over_a_weekend(town):
    town.until(MONDAY + 4 * DAY)  # Friday; the limit is Tuesday
    town.enrol()
    assert page(town).rows[0].group is Urgency.LATER
    town.until(MONDAY + 5 * DAY)  # Saturday: the next working day is Monday
    assert page(town).rows[0].group is Urgency.LATER
    town.until(MONDAY + 7 * DAY)
    assert page(town).rows[0].group is Urgency.SOON


def test_what_is_most_urgent_stands_first_and_what_has_no_limit_last(town):
    late = [town.enrol(number) for number in range(3)]
    town.until(MONDAY + 6 * DAY)
    new = [town.enrol(number) for number in range(3, 6)]
    town.until(MONDAY + 9 * DAY)
    newest = town.enrol(7)
    shown = refs(page(town))
    assert set(shown[:3]) == set(late)
    assert set(shown[3:6]) == set(new)
    assert shown[6:] == [newest]


def test_pages_follow_each_other_without_gap_or_repeat(town):
    every = {town.enrol(number) for number in range(5)}
    town.until(MONDAY + 4 * DAY)
    every |= {town.enrol(number) for number in range(5, 11)}
    for oldest_first in (False, True):
        walked: list[str] = []
        after = None
        while True:
            shown = page(town, size=2, after=after, oldest_first=oldest_first)
            assert shown.total == len(every)
            walked += refs(shown)
            if shown.next is None:
                break
            after = Cursor.read(str(shown.next))
            assert after == shown.next
        assert len(walked) == len(every)
        assert set(walked) == every
        whole = page(town, size=500, oldest_first=oldest_first)
        assert walked == refs(whole)


def test_the_next_page_is_found_though_the_last_row_is_gone(town):
    found = {town.enrol(number) for number in range(4)}
    first = page(town, size=2)
    gone = refs(first)[-1]
    town.order(gone, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    assert set(refs(page(town, size=5, after=first.next))) == found - set(refs(first))


@pytest.mark.parametrize("wrong", ["", "~~~", "9~x~y~z", "1~2026-03-02~p~k", "x~-~-~-", "a~b"])
def test_a_cursor_that_is_none_shows_the_first_page(town, wrong):
    assert Cursor.read(wrong) is None


# --- the views --------------------------------------------------------------------------------


def test_every_count_is_the_number_of_rows_of_its_view(town):
    found = [town.enrol(number) for number in range(12)]
    share(town, Claim(), *found[:3])
    share(town, Give(person="ola"), found[3], order="g")
    share(town, MarkOpened(), *found[2:6], order="m")
    share(town, Snooze(until=(MONDAY + DAY).date()), *found[5:8], order="s")
    town.order(found[8], c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    town.order(found[9], c.RejectHandoff(obligation=SEND, reason="x",
               answers={"why": "not-our-patient"}), INTAKE)  # fmt: skip
    town.order(found[10], c.ReturnHandoff(obligation=SEND, question="Hvem?"), INTAKE)
    for day in (0, 1, 3, 9):
        town.until(MONDAY + day * DAY)
        for actor in (OLA, KARI, at(NURSE), Actor(id="ola", units=frozenset({INTAKE, HOSPITAL}))):
            everything(town, actor)


def lose(town: Town, ref: str) -> None:
    """The offer is known not to have arrived."""
    lost = c.ReportUndelivered(obligation=SEND, attempt=1)
    handle(town.house, Order(id=f"lost-{ref}", ref=ref, command=lost, by=THE_SYSTEM))


@pytest.mark.parametrize("view", [View.ALL, View.NEW, View.UNCLAIMED])
def test_what_did_not_arrive_stands_first_in_its_receivers_list_and_in_its_count(town, view):
    arrived, lost = town.enrol(1), town.enrol(2)
    lose(town, lost)
    shown = page(town, view)
    assert [row.item.ref for row in shown.undelivered] == [lost]
    assert (refs(shown), shown.total, shown.views[view]) == ([arrived], 2, 2)
    assert shown.undelivered[0].sent == MONDAY
    assert shown.undelivered[0].from_unit == HOSPITAL


def test_what_did_not_arrive_is_on_no_other_list_of_the_receiver_and_on_no_other_units(town):
    lost = town.enrol()
    lose(town, lost)
    others = [View.MINE, View.WITH_OTHERS, View.OVERDUE, View.SNOOZED]
    assert [page(town, view).total for view in others] == [0, 0, 0, 0]
    for unit in (NURSE, OTHER_INTAKE, LUNG_WARD):
        assert page(town, actor=at(unit)).undelivered == []
    sender = page(town, actor=KARI)
    assert (refs(sender), sender.undelivered) == ([lost], [])


def test_who_acts_for_both_sides_has_what_did_not_arrive_once_to_send_it_again(town):
    lost = town.enrol()
    lose(town, lost)
    both = Actor(id="ola", units=frozenset({INTAKE, HOSPITAL}))
    shown = page(town, actor=both)
    assert (refs(shown), shown.undelivered, shown.total) == ([lost], [], 1)
    open_item(town.house, both, lost, obligation_key(SEND))
    assert town.open(lost, "send").handoff.status is HandoffStatus.UNDELIVERED


def test_a_filter_narrows_what_did_not_arrive_too(town):
    lost = town.enrol()
    lose(town, lost)

    def left(**narrow: object) -> int:
        return page(town, narrow=Narrowing(**narrow)).total

    assert left(counterparts=frozenset({HOSPITAL})) == 1
    assert left(counterparts=frozenset({LUNG_WARD})) == 0
    assert left(unclaimed=True) == 1
    assert left(people=frozenset({"liv"})) == 0
    assert page(town, groups=frozenset({Urgency.LATER})).total == 1
    assert page(town, groups=frozenset({Urgency.CRITICAL})).total == 0


def test_who_opens_what_did_not_arrive_has_it_and_the_sender_sees_that(town):
    lost = town.enrol()
    lose(town, lost)
    assert open_item(town.house, OLA, lost, obligation_key(SEND)).just_arrived
    shown = page(town)
    assert (refs(shown), shown.undelivered, shown.rows[0].opened) == ([lost], [], True)
    assert refs(page(town, View.WITH_OTHERS, KARI)) == [lost]
    assert town.open(lost, "send").holder == HOSPITAL
    assert not open_item(town.house, OLA, lost, obligation_key(SEND)).just_arrived


def test_what_did_not_arrive_is_not_acted_on_with_all_the_others(town):
    arrived, lost = town.enrol(1), town.enrol(2)
    lose(town, lost)
    with town.house.database.reading() as tx:
        batch = batch_of(town.house, tx, OLA, Asked(view=View.ALL), 500)
        watched = undelivered_of(town.house, tx, OLA, Asked(view=View.ALL), 500)
    assert batch.items == [(arrived, SEND)]
    assert watched == [(lost, SEND)]


def test_a_long_list_is_acted_on_in_rounds_that_say_how_many_are_left(town):
    every = [(town.enrol(number), SEND) for number in range(7)]
    for by_age in (False, True):
        walked, after, left = [], None, []
        while True:
            asked = Asked(after=after, oldest_first=by_age)
            with town.house.database.reading() as tx:
                batch = batch_of(town.house, tx, OLA, asked, 3)
            walked += batch.items
            left.append(batch.left)
            share(town, Snooze(until=(MONDAY + DAY).date()), *(ref for ref, _ in batch.items))
            if batch.next is None:
                break
            after = batch.next
        assert (sorted(walked), left) == (sorted(every), [4, 1, 0])
        share(town, Wake(), *(ref for ref, _ in every), order="w")


def test_new_to_us_is_what_nobody_has_taken_or_opened(town):
    first, second, third = (town.enrol(number) for number in range(3))
    share(town, MarkOpened(), first)
    share(town, Claim(), second, order="c")
    assert refs(page(town, View.NEW)) == [third]
    assert set(refs(page(town, View.UNCLAIMED))) == {first, third}
    assert refs(page(town, View.MINE)) == [second]


def test_the_sender_sees_what_waits_for_others(town):
    ref = town.enrol()
    assert refs(page(town, View.WITH_OTHERS, KARI)) == [ref]
    town.order(ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), INTAKE)
    assert refs(page(town, View.WITH_OTHERS, KARI)) == []
    assert refs(page(town, View.ALL, KARI)) == [ref]


def ask(town: Town, ref: str) -> None:
    town.order(ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), INTAKE)


def test_who_asked_a_question_sees_that_it_waits_for_the_sender_and_since_when(town):
    ref = town.enrol()
    town.until(MONDAY + DAY)
    ask(town, ref)
    [row] = page(town, View.WITH_OTHERS).rows
    assert (row.item.ref, row.item.awaits, row.from_unit) == (ref, HOSPITAL, HOSPITAL)
    assert row.listed == MONDAY + DAY
    assert awaiting_others(town.house, OLA) == [row.item]
    assert page(town).total == 0
    others = [page(town, View.WITH_OTHERS, at(unit)).total for unit in (NURSE, OTHER_INTAKE)]
    assert others == [0, 0]


def test_the_answer_takes_it_off_that_list_and_back_to_the_receivers_own_as_new(town):
    ref = town.enrol()
    share(town, MarkOpened(), ref)
    ask(town, ref)
    answer = c.AnswerHandoff(obligation=SEND, answer="Kari")
    act(town.house, KARI, "svar", ref, answer, None)
    assert page(town, View.WITH_OTHERS).total == 0
    [row] = page(town).rows
    assert (row.item.ref, row.answered, row.opened) == (ref, True, False)
    assert refs(page(town, View.WITH_OTHERS, KARI)) == [ref]


def test_what_one_asked_and_what_one_has_with_others_stand_as_one_list_in_order(town):
    """A unit that sends some and was sent others: pages, counts and filters are of both."""
    both = Actor(id="ola", units=frozenset({INTAKE}))
    asked = [town.enrol(number) for number in range(3)]
    town.until(MONDAY + 6 * DAY)
    asked += [town.enrol(number) for number in range(3, 6)]
    for ref in asked:
        ask(town, ref)
    sent = [
        town.enrol(number, parties={"hospital": INTAKE}, municipality=ASKOY)
        for number in range(6, 12)
    ]
    for oldest_first in (False, True):
        walked, after = [], None
        while True:
            shown = page(
                town, View.WITH_OTHERS, both, size=5, after=after, oldest_first=oldest_first
            )
            walked += shown.rows
            assert shown.total == 12
            if shown.next is None:
                break
            after = shown.next
        assert sorted(row.item.ref for row in walked) == sorted(asked + sent)
        order = [row.listed if oldest_first else row.item.due for row in walked]
        assert order == sorted(order)
    everything(town, both)
    narrow = Narrowing(counterparts=frozenset({OTHER_INTAKE}))
    assert sorted(refs(page(town, View.WITH_OTHERS, both, narrow=narrow))) == sorted(sent)
    with town.house.database.reading() as tx:
        near = around(town.house, tx, both, Asked(view=View.WITH_OTHERS))
    assert near.counterparts == {HOSPITAL, OTHER_INTAKE}


def test_who_acts_for_both_sides_of_a_question_has_it_once_to_answer(town):
    ref = town.enrol()
    ask(town, ref)
    both = Actor(id="ola", units=frozenset({INTAKE, HOSPITAL}))
    assert refs(page(town, actor=both)) == [ref]
    assert page(town, View.WITH_OTHERS, both).total == 0


def test_what_is_done_tells_who_did_it(town):
    ref = town.enrol()
    from hjemover.application.handle import Order, handle

    accept = c.AcceptHandoff(obligation=SEND, person="ola")
    handle(town.house, Order(id="a", ref=ref, command=accept, by=OLA))
    [done] = page(town, View.DONE).finished
    assert (done.row.outcome, done.row.person, done.row.sender) == ("accepted", "ola", HOSPITAL)
    town.until(MONDAY + 31 * DAY)
    assert page(town, View.DONE).total == 0


def test_what_fell_away_from_a_list_stands_among_what_is_done_of_whoever_had_it(town):
    offered, taken_over, taken_back, left = (town.enrol(number) for number in range(4))
    town.order(taken_over, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    town.order(left, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    for ref in (offered, taken_over):
        town.order(ref, c.ReportEvent(event="death"), HOSPITAL)
    town.order(taken_back, c.WithdrawHandoff(obligation=SEND, reason="Innlagt"), HOSPITAL)

    def done(unit: str) -> set[tuple[str, str]]:
        found = page(town, View.DONE, at(unit)).finished
        return {(one.row.ref, one.row.outcome) for one in found}

    assert done(INTAKE) == {
        (offered, "withdrawn"),
        (taken_over, "accepted"),
        (taken_back, "withdrawn"),
        (left, "accepted"),
    }
    assert done(NURSE) == {(taken_over, "cancelled")}
    assert done(HOSPITAL) == done(OTHER_INTAKE) == set()
    everything(town, OLA)


def test_a_rebuild_comes_to_the_same_lists(town):
    found = [town.enrol(number) for number in range(3)]
    town.order(found[0], c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    town.order(found[1], c.ReturnHandoff(obligation=SEND, question="Hvem?"), INTAKE)
    share(town, Claim(), found[2])
    gone = [town.enrol(number) for number in range(3, 5)]
    town.order(gone[0], c.WithdrawHandoff(obligation=SEND, reason="Innlagt"), HOSPITAL)
    town.order(gone[1], c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    town.order(gone[1], c.ReportEvent(event="death"), HOSPITAL)
    before = [page(town, view) for view in View]
    from hjemover.application.handle import PROJECTION_RULES
    from hjemover.engine import fold

    rebuild(town.house.database, fold, PROJECTION_RULES)
    assert [page(town, view) for view in View] == before
    assert page(town, View.DONE, at(NURSE)).total == 1


# --- filters ----------------------------------------------------------------------------------


def test_filters_narrow_rows_and_counts_alike(town):
    lung = town.enrol(1, parties={"hospital": LUNG_WARD})
    ours = town.enrol(2)
    taken = town.enrol(3)
    share(town, Claim(), taken)
    by_sender = page(town, narrow=Narrowing(counterparts=frozenset({LUNG_WARD})))
    assert (refs(by_sender), by_sender.total) == ([lung], 1)
    by_person = page(town, narrow=Narrowing(people=frozenset({"ola"})))
    assert refs(by_person) == [taken]
    by_nobody = page(town, narrow=Narrowing(unclaimed=True))
    assert set(refs(by_nobody)) == {lung, ours}
    by_kind = page(town, narrow=Narrowing(kinds=frozenset({ObligationKind.TASK})))
    assert by_kind.total == 0
    by_step = page(town, narrow=Narrowing(steps=frozenset({("kort-hjem", "send")})))
    assert by_step.total == 3
    assert page(town, narrow=Narrowing(steps=frozenset())).total == 0
    assert page(town, narrow=Narrowing(definitions=frozenset({"annet"}))).total == 0
    assert page(town, groups=frozenset({Urgency.OVERDUE})).total == 0
    assert page(town, groups=frozenset({Urgency.LATER})).total == 3


# --- what a row tells -------------------------------------------------------------------------


def test_a_row_tells_whom_it_came_from_and_since_when(town):
    ref = town.enrol()
    [row] = page(town).rows
    assert (row.from_unit, row.listed, row.obligation.due.reason.duration.amount) == (
        HOSPITAL, MONDAY, 2,
    )  # fmt: skip
    assert row.definition.steps["send"].label.nn == "Overfør til kommunen"
    town.until(MONDAY + DAY)
    town.order(ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), INTAKE)
    [back] = page(town, actor=KARI).rows
    assert (back.from_unit, back.listed) == (INTAKE, MONDAY + DAY)
    town.order(ref, c.AnswerHandoff(obligation=SEND, answer="Vi."), HOSPITAL)
    town.order(ref, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    [visit] = page(town, actor=at(NURSE)).rows
    assert visit.from_unit == INTAKE


def test_what_came_late_is_the_senders_delay(town):
    town.enrol(1)
    town.until(MONDAY + 10 * DAY + timedelta(hours=1))
    assert page(town).rows[0].item.late_on_arrival == 0
