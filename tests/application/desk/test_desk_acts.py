"""Sharing out, putting off and taking back; what two people do at once; what is written beside."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from hjemover.application.desk import saved, writing
from hjemover.application.desk.asking import Asked, View
from hjemover.application.desk.doing import act
from hjemover.application.desk.inbox import read_page
from hjemover.application.desk.item import Item, Over, open_item
from hjemover.application.desk.sharing_out import (
    Claim,
    Give,
    MarkOpened,
    Release,
    Snooze,
    Wake,
    share_out,
    undo,
)
from hjemover.application.house import Actor
from hjemover.application.opaque import obligation_key
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import Membership, Person
from hjemover.store.identity import Unsealable
from hjemover.store.tables import desk_draft
from hjemover.vocabulary import Role
from tests.application.town import DAY, HOSPITAL, INTAKE, MONDAY, NURSE, OTHER_INTAKE, Town

OLA = Actor(id="ola", units=frozenset({INTAKE}))
LIV = Actor(id="liv", units=frozenset({INTAKE}))
KARI = Actor(id="kari", units=frozenset({HOSPITAL}))
EVA = Actor(id="eva", units=frozenset({OTHER_INTAKE}))
SEND = "send#1"
KEY = obligation_key(SEND)


@pytest.fixture
def liv(town: Town) -> Town:
    """A second person at the intake."""
    town.change(
        Person(id="liv", name="Ansatt liv", login="liv"),
        Membership(
            person="liv", unit=INTAKE, role=Role.COORDINATOR, from_day=(MONDAY - DAY).date()
        ),
    )
    return town


def do(town, deed, *found, actor=OLA, order="o"):
    return share_out(town.house, actor, order, [(ref, SEND) for ref in found], deed)


def codes(done):
    return [one.refused.code for one in done.results if one.refused]


def count(town, view, actor=OLA):
    return read_page(town.house, actor, Asked(view=view)).total


def who_has(town, ref):
    return town.open(ref, "send").claimed_by


def item(town, ref, actor=OLA):
    found = open_item(town.house, actor, ref, KEY)
    assert isinstance(found, Item)
    return found


# --- sharing out ------------------------------------------------------------------------------


def test_several_are_taken_at_once_and_each_tells_how_it_went(liv):
    found = [liv.enrol(number) for number in range(4)]
    do(liv, Claim(), found[0], actor=LIV)
    liv.order(found[1], c.AcceptHandoff(obligation=SEND, person="x"), INTAKE)
    done = do(liv, Claim(), *found, order="b")
    assert (len(done.changed), codes(done)) == (2, ["already-claimed", "unknown-obligation"])
    assert [who_has(liv, ref) for ref in found if ref != found[1]] == ["liv", "ola", "ola"]


def test_the_same_order_twice_takes_once(liv):
    ref = liv.enrol()
    assert do(liv, Claim(), ref).changed
    assert not do(liv, Claim(), ref).changed
    assert liv.told(ref).count("task-claimed") == 1


def test_a_colleague_gets_it_and_nobody_of_another_unit_does(liv):
    ref = liv.enrol()
    assert do(liv, Give(person="liv"), ref).changed
    assert who_has(liv, ref) == "liv"
    assert codes(do(liv, Give(person="eva"), ref, order="x")) == ["nobody-there"]
    assert who_has(liv, ref) == "liv"


def test_what_a_colleague_has_is_taken_over_only_knowingly(liv):
    ref = liv.enrol()
    do(liv, Claim(), ref, actor=LIV)
    assert codes(do(liv, Claim(), ref, order="x")) == ["already-claimed"]
    assert do(liv, Claim(over="liv"), ref, order="y").changed
    assert who_has(liv, ref) == "ola"


@pytest.mark.parametrize(
    "deed", [Claim(), Give(person="eva"), Release(), Snooze(until=(MONDAY + DAY).date()), Wake(),
             MarkOpened()],
)  # fmt: skip
def test_nobody_shares_out_what_is_another_units(liv, deed):
    ref = liv.enrol()
    before = liv.contents()
    assert codes(do(liv, deed, ref, actor=EVA)) == ["unknown-obligation"]
    assert codes(do(liv, deed, ref, actor=KARI, order="k")) == ["unknown-obligation"]
    assert liv.contents() == before


# --- put off ----------------------------------------------------------------------------------


def test_what_is_put_off_comes_back_by_itself(town):
    ref = town.enrol()
    do(town, Snooze(until=(MONDAY + DAY).date()), ref)
    assert (count(town, View.ALL), count(town, View.SNOOZED)) == (0, 1)
    town.until(MONDAY + DAY - timedelta(hours=2))
    assert (count(town, View.ALL), count(town, View.SNOOZED)) == (1, 0)


def test_nothing_is_put_off_to_its_limit_or_past_it(town):
    ref = town.enrol()  # limit Wednesday 4 March
    for day in (2, 3, 30):
        done = do(town, Snooze(until=(MONDAY + day * DAY).date()), ref, order=f"o{day}")
        assert codes(done) == ["snooze-past-limit"]
    assert done.results[0].refused.facts["latest"] == (MONDAY + DAY).date()
    assert codes(do(town, Snooze(until=MONDAY.date()), ref, order="t")) == ["snooze-not-ahead"]
    assert count(town, View.SNOOZED) == 0


def test_a_limit_that_moves_before_the_date_brings_it_back_at_once(town):
    ref = town.enrol()
    do(town, Snooze(until=(MONDAY + DAY).date()), ref)
    from hjemover.store.tables import work_item

    with town.house.database.writing() as tx:
        tx.execute(update(work_item).values(due_at=MONDAY + timedelta(hours=3)))
    assert (count(town, View.ALL), count(town, View.SNOOZED)) == (1, 0)


def test_what_moves_on_is_put_off_no_longer(town):
    ref = town.enrol()
    do(town, Snooze(until=(MONDAY + DAY).date()), ref)
    act(town.house, OLA, "q", ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), None)
    act(town.house, KARI, "a", ref, c.AnswerHandoff(obligation=SEND, answer="Vi."), None)
    assert (count(town, View.ALL), count(town, View.NEW)) == (1, 1)


# --- taking back ------------------------------------------------------------------------------


def test_each_thing_on_a_desk_can_be_taken_back(liv):
    ref = liv.enrol()
    tomorrow = (MONDAY + DAY).date()
    for order, deed in enumerate(
        [Claim(), Give(person="liv"), Snooze(until=tomorrow), MarkOpened()]
    ):
        before = liv.contents()["desk_mark"], who_has(liv, ref), count(liv, View.NEW)
        done = do(liv, deed, ref, order=f"o{order}")
        assert undo(liv.house, OLA, done.undo).changed
        after = who_has(liv, ref), count(liv, View.NEW)
        assert after == before[1:]
        assert undo(liv.house, OLA, done.undo).results == []  # once is enough


def test_taking_back_a_gift_gives_it_to_who_had_it(liv):
    ref = liv.enrol()
    do(liv, Claim(), ref)
    given = do(liv, Give(person="liv"), ref, order="g")
    undo(liv.house, OLA, given.undo)
    assert who_has(liv, ref) == "ola"


def test_what_a_colleague_changed_since_is_left_as_it_is(liv):
    ref, other = liv.enrol(1), liv.enrol(2)
    done = do(liv, Claim(), ref, other)
    do(liv, Claim(over="ola"), ref, actor=LIV, order="l")
    back = undo(liv.house, OLA, done.undo)
    assert (len(back.changed), codes(back)) == (1, ["already-claimed"])
    assert (who_has(liv, ref), who_has(liv, other)) == ("liv", None)


def test_only_who_did_it_takes_it_back_and_not_for_ever(liv):
    ref = liv.enrol()
    done = do(liv, Claim(), ref)
    for actor, name in ((LIV, done.undo), (OLA, "finnes-ikke")):
        with pytest.raises(CommandRefused, match="cannot-undo"):
            undo(liv.house, actor, name)
    liv.clock.set(MONDAY + timedelta(hours=2))
    with pytest.raises(CommandRefused, match="cannot-undo"):
        undo(liv.house, OLA, done.undo)


# --- two at once ------------------------------------------------------------------------------


def test_the_second_is_told_who_did_what_and_nothing_is_done_twice(liv):
    ref = liv.enrol()
    seen = item(liv, ref, LIV).seen
    act(liv.house, OLA, "1", ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), seen)
    with pytest.raises(CommandRefused) as refused:
        act(liv.house, LIV, "2", ref, c.AcceptHandoff(obligation=SEND, person="liv"), seen)
    facts = refused.value.facts
    assert refused.value.code == "version-conflict"
    assert (facts["by"], facts["what"], facts["at"]) == ("ola", "handoff-returned", MONDAY)
    assert "handoff-accepted" not in liv.told(ref)


def test_the_same_order_twice_is_no_conflict_with_oneself_or_others(liv):
    ref = liv.enrol()
    seen = item(liv, ref).seen
    accept = c.AcceptHandoff(obligation=SEND, person="ola")
    first = act(liv.house, OLA, "1", ref, accept, seen)
    again = act(liv.house, OLA, "1", ref, accept, seen)
    assert (again.first, again.last, again.repeated) == (first.first, first.last, True)


def test_that_a_colleague_looked_or_a_reminder_struck_makes_nothing_stale(liv):
    ref = liv.enrol()
    seen = item(liv, ref).seen
    item(liv, ref, LIV)
    liv.until(MONDAY + DAY)
    assert act(
        liv.house, OLA, "1", ref, c.AcceptHandoff(obligation=SEND, person="ola"), seen
    ).changed


# --- an item ----------------------------------------------------------------------------------


def test_only_the_two_sides_see_an_item(town):
    ref = town.enrol()
    assert isinstance(open_item(town.house, KARI, ref, KEY), Item)
    assert isinstance(open_item(town.house, OLA, ref, KEY), Item)
    for actor in (EVA, Actor(id="nina", units=frozenset({NURSE})), Actor(id="x")):
        assert open_item(town.house, actor, ref, KEY) is None
    assert open_item(town.house, OLA, ref, "finnesik") is None
    assert open_item(town.house, OLA, "p-finnes-ikke", KEY) is None
    act(town.house, OLA, "1", ref, c.AcceptHandoff(obligation=SEND, person="ola"), None)
    assert isinstance(open_item(town.house, OLA, ref, KEY), Over)
    assert open_item(town.house, EVA, ref, KEY) is None


def test_each_side_may_do_what_is_theirs_and_no_more(town):
    ref = town.enrol()
    assert item(town, ref).acts == {
        "claim-task", "release-task", "accept-handoff", "reject-handoff", "return-handoff",
        "forward-handoff",
    }  # fmt: skip
    assert item(town, ref, KARI).acts == {"withdraw-handoff", "reoffer-handoff"}
    act(town.house, OLA, "1", ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), None)
    assert item(town, ref).acts == frozenset()
    assert "answer-handoff" in item(town, ref, KARI).acts


def test_the_sender_sees_that_the_receiver_has_opened_it(town):
    ref = town.enrol()
    item(town, ref, KARI)
    assert "handoff-seen" not in town.told(ref)
    item(town, ref)
    item(town, ref)
    assert town.told(ref).count("handoff-seen") == 1
    assert count(town, View.NEW) == 0


def test_colleagues_see_who_is_looking_and_the_other_house_does_not(liv):
    ref = liv.enrol()
    item(liv, ref, LIV)
    item(liv, ref, KARI)
    assert item(liv, ref).looking == ["liv"]
    assert item(liv, ref, KARI).looking == []
    liv.clock.set(MONDAY + timedelta(minutes=5))
    assert item(liv, ref).looking == []


def test_what_is_over_tells_who_ended_it(town):
    ref = town.enrol()
    act(town.house, OLA, "1", ref, c.AcceptHandoff(obligation=SEND, person="ola"), None)
    over = open_item(town.house, KARI, ref, KEY)
    assert isinstance(over, Over)
    assert [(one.event_type, one.envelope.actor) for one in over.history][-1] == (
        "handoff-accepted", "ola",
    )  # fmt: skip
    assert over.people["ola"] == "Ansatt ola"


# --- written beside ---------------------------------------------------------------------------


def test_a_draft_is_there_when_one_comes_back_and_nobody_else_sees_it(liv):
    ref = liv.enrol()
    writing.save_draft(liv.house, OLA, ref, SEND, "Pasienten sier at")
    writing.save_draft(liv.house, OLA, ref, SEND, "Pasienten sier at det går bedre")
    assert item(liv, ref).draft.text == "Pasienten sier at det går bedre"
    assert item(liv, ref, LIV).draft is None
    [row] = read_page(liv.house, OLA, Asked()).rows
    assert row.drafted
    act(liv.house, OLA, "1", ref, c.ReturnHandoff(obligation=SEND, question="Hvem?"), None)
    assert item(liv, ref).draft is None


def test_a_draft_outlives_that_somebody_else_was_first(liv):
    ref = liv.enrol()
    writing.save_draft(liv.house, LIV, ref, SEND, "Skrevet forgjeves")
    act(liv.house, OLA, "1", ref, c.AcceptHandoff(obligation=SEND, person="ola"), None)
    over = open_item(liv.house, LIV, ref, KEY)
    assert isinstance(over, Over)
    assert over.draft.text == "Skrevet forgjeves"


def test_what_is_written_is_sealed_and_opens_only_in_its_place(liv):
    one, two = liv.enrol(1), liv.enrol(2)
    writing.save_draft(liv.house, OLA, one, SEND, "Hemmelig kladd")
    writing.write_note(liv.house, OLA, "n1", one, SEND, "Hemmelig beskjed")
    everything = repr(liv.contents())
    assert "Hemmelig" not in everything
    writing.save_draft(liv.house, OLA, two, SEND, "x")
    with liv.house.database.writing() as tx:
        sealed = tx.execute(select(desk_draft.c.sealed).where(desk_draft.c.ref == one)).scalar()
        tx.execute(update(desk_draft).where(desk_draft.c.ref == two).values(sealed=sealed))
    with pytest.raises(Unsealable):
        item(liv, two)


def test_a_note_reaches_the_other_side_and_is_news_to_them(town):
    ref = town.enrol()
    item(town, ref)
    town.clock.set(MONDAY + timedelta(minutes=1))
    writing.write_note(town.house, KARI, "n1", ref, SEND, "  Hun hører dårlig. ")
    writing.write_note(town.house, KARI, "n1", ref, SEND, "Hun hører dårlig.")
    [row] = read_page(town.house, OLA, Asked(view=View.NEW)).rows
    assert row.unread == 1
    assert [note.text for note in item(town, ref).notes] == ["Hun hører dårlig."]
    [row] = read_page(town.house, OLA, Asked()).rows
    assert row.unread == 0
    with pytest.raises(CommandRefused, match="unknown-obligation"):
        writing.write_note(town.house, EVA, "n2", ref, SEND, "Hei")
    with pytest.raises(CommandRefused, match="reason-missing"):
        writing.write_note(town.house, KARI, "n3", ref, SEND, "  ")
    with pytest.raises(CommandRefused, match="answer-invalid"):
        writing.write_note(town.house, KARI, "n3", ref, SEND, "x" * 20_001)


def test_what_nobody_needs_is_tidied_away(liv):
    done, open_ = liv.enrol(1), liv.enrol(2)
    for ref in (done, open_):
        item(liv, ref)
        writing.save_draft(liv.house, LIV, ref, SEND, "x")
    do(liv, Claim(), open_)
    liv.order(done, c.AcceptHandoff(obligation=SEND, person="ola"), INTAKE)
    writing.tidy(liv.house)
    assert {row[1] for row in liv.contents()["desk_mark"]} == {open_}
    assert len(liv.contents()["desk_draft"]) == 2
    liv.clock.set(MONDAY + 100 * DAY)
    writing.tidy(liv.house)
    left = liv.contents()
    assert (left["desk_draft"], left["desk_presence"], left["desk_undo"]) == ([], [], [])


# --- saved views ------------------------------------------------------------------------------


def views(town, actor):
    with town.house.database.reading() as tx:
        return [one.name for one in saved.views_in(tx, actor)]


def test_a_view_is_kept_for_a_person_or_for_a_unit(liv):
    saved.save_view(liv.house, OLA, "v1", " Mine   forfalte ", "visning=mine", None)
    saved.save_view(liv.house, OLA, "v1", "Mine forfalte", "visning=mine", None)
    saved.save_view(liv.house, OLA, "v2", "Morgenmøtet", "visning=alle", INTAKE)
    assert views(liv, OLA) == ["Mine forfalte", "Morgenmøtet"]
    assert views(liv, LIV) == ["Morgenmøtet"]
    assert views(liv, KARI) == []
    assert saved.drop_view(liv.house, LIV, "v1") is None
    assert saved.drop_view(liv.house, LIV, "v2") is not None
    assert views(liv, OLA) == ["Mine forfalte"]


def test_a_view_needs_a_name_and_there_are_not_too_many(liv):
    for name, code in (("  ", "answer-missing"), ("x" * 61, "answer-invalid")):
        with pytest.raises(CommandRefused, match=code):
            saved.save_view(liv.house, OLA, "v", name, "", None)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        saved.save_view(liv.house, OLA, "v", "Deres", "", HOSPITAL)
    for number in range(saved.MOST):
        saved.save_view(liv.house, OLA, f"v{number}", f"Nr {number}", "", None)
    with pytest.raises(CommandRefused, match="too-many-views"):
        saved.save_view(liv.house, OLA, "v-siste", "En til", "", None)
