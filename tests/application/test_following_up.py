"""What is stuck is walked through: with a cause, a next move, and somebody who takes it."""

from datetime import date, timedelta

import pytest

from hjemover.application import following_up
from hjemover.application.following_up import (
    NewFollowUp,
    Side,
    StuckFilter,
    carry_on,
    finish,
    follow_up,
    follow_ups_on,
    forget_old_weeks,
    freeze_week,
    meeting,
    monday_of,
    owners,
    preview_reoffer,
    reopen,
    reviewed,
    stuck_export,
    stuck_items,
    stuck_list,
    weeks,
)
from hjemover.application.following_up import stuck as stuck_module
from hjemover.application.house import Actor
from hjemover.application.queries import stuck
from hjemover.definition import load_text
from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store.address_book import Absence, Deputy, Unit
from hjemover.vocabulary import StuckCause
from tests.application.town import (
    ASKOY,
    BERGEN,
    DAY,
    HOSPITAL,
    INTAKE,
    LUNG_WARD,
    MONDAY,
    NURSE,
    OTHER_INTAKE,
    PERMANENT,
    LosingCarrier,
    Mailbox,
    Town,
    at,
)
from tests.definition.good import BASE, FORMS

LATE = MONDAY + 8 * DAY
"""Long after the limit for an answer, which was the end of Wednesday."""
NEXT_MONDAY = date(2026, 3, 9)


@pytest.fixture
def three(town: Town) -> list[str]:
    """Three offers that nobody answers: two to Bergen, one to Askøy. A day between each."""
    refs = []
    for number, home in enumerate((BERGEN, ASKOY, BERGEN)):
        town.clock.set(MONDAY + number * DAY)
        refs.append(town.enrol(number, municipality=home))
    town.until(LATE)
    return refs


def found(town: Town, viewer: str, /, **wanted) -> list[str]:
    return [row.item.ref for row in stuck_list(town.house, at(viewer), StuckFilter(**wanted)).rows]


# --- the list ---------------------------------------------------------------------------------


def test_the_longest_stuck_comes_first_with_cause_days_and_whose_turn(town, three):
    page = stuck_list(town.house, at(HOSPITAL))
    assert [row.item.ref for row in page.rows] == three
    first = page.rows[0]
    assert (first.cause, first.item.holder, first.item.awaits) == (
        StuckCause.NO_ANSWER, HOSPITAL, INTAKE,
    )  # fmt: skip
    assert first.breach == first.since
    # From Wednesday to next Tuesday.
    assert first.days == 6
    assert (page.counts.total, page.everything, page.pages) == (3, 3, 1)


def test_both_sides_see_the_same_row_and_each_has_its_own_next_move(town, three):
    [ours] = stuck_items(town.house, at(HOSPITAL), [(three[0], "send#1")])
    [theirs] = stuck_items(town.house, at(INTAKE), [(three[0], "send#1")])
    assert (ours.item, ours.cause, ours.since, ours.days) == (
        theirs.item, theirs.cause, theirs.since, theirs.days,
    )  # fmt: skip
    assert (ours.side, ours.counterpart, ours.suggestion.act) == (
        Side.HOLDER, INTAKE, "withdraw-handoff",
    )  # fmt: skip
    assert (theirs.side, theirs.counterpart, theirs.suggestion.act) == (
        Side.OTHER, HOSPITAL, "accept-handoff",
    )  # fmt: skip
    assert (ours.suggestion.unit, theirs.suggestion.unit) == (HOSPITAL, INTAKE)


def test_the_list_and_the_operators_list_never_disagree(town, three):
    everybody = {(row.item.ref, row.item.obligation, row.cause) for row in stuck(town.house)}
    seen = set()
    for unit in (HOSPITAL, LUNG_WARD, INTAKE, NURSE, OTHER_INTAKE):
        for row in stuck_list(town.house, at(unit)).rows:
            seen.add((row.item.ref, row.item.obligation, row.cause))
    assert seen == everybody
    assert everybody


def test_healthy_silence_is_not_here(town):
    """A patient who has asked for later has a day to be asked again; nobody is to do anything."""
    loaded = load_text(BASE, forms=FORMS)
    assert loaded.definition is not None
    town.publish(loaded.definition)
    ref = town.enrol(1, pathway="trygg-hjem")
    town.order(
        ref,
        c.CompleteTask(obligation="offer#1", outcome="later", answers={"again_on": "2026-05-01"}),
        HOSPITAL,
    )
    town.until(MONDAY + 40 * DAY)
    assert found(town, HOSPITAL) == []


def test_who_acts_for_another_unit_sees_nothing_of_it(town, three):
    for unit in (LUNG_WARD, NURSE):
        page = stuck_list(town.house, at(unit))
        assert (page.rows, page.counts.total, page.everything) == ((), 0, 0)
        assert stuck_items(town.house, at(unit), [(ref, "send#1") for ref in three]) == []
    nobody = Actor(id="ingen")
    assert stuck_list(town.house, nobody).rows == ()


def test_whoever_stands_in_has_the_units_list(town, three):
    town.change(
        Absence(person="kari", from_day=date(2026, 3, 1)),
        Deputy(unit=HOSPITAL, deputy=LUNG_WARD, from_day=date(2020, 1, 1)),
    )
    assert set(found(town, LUNG_WARD)) == set(three)


# --- filters ----------------------------------------------------------------------------------


def test_filters_by_counterpart_cause_pathway_and_unit_also_together(town, three):
    first, second, third = three
    assert found(town, HOSPITAL, counterpart=BERGEN) == [first, third]
    assert found(town, HOSPITAL, counterpart=ASKOY) == [second]
    assert found(town, INTAKE, counterpart="hus") == [first, third]
    assert found(town, HOSPITAL, counterpart="hus") == []  # that is us
    assert found(town, HOSPITAL, cause=StuckCause.NO_ANSWER, counterpart=ASKOY) == [second]
    assert found(town, HOSPITAL, cause=StuckCause.OVERDUE) == []
    assert found(town, HOSPITAL, definition="kort-hjem", unit=HOSPITAL) == three
    assert found(town, HOSPITAL, definition="noe-annet") == []
    # Another's unit as a filter shows nothing, also where it is the other side.
    assert found(town, HOSPITAL, unit=INTAKE) == []


def test_each_count_is_the_length_of_the_list_it_leads_to(town, three):
    both = Actor(id="x", units=frozenset({HOSPITAL, OTHER_INTAKE}))
    for wanted in (StuckFilter(), StuckFilter(counterpart=BERGEN), StuckFilter(unit=HOSPITAL)):
        page = stuck_list(town.house, both, wanted)
        assert page.counts.total == len(page.rows)
        for name in ("causes", "definitions", "units", "counterparts"):
            field = {"causes": "cause", "definitions": "definition", "units": "unit"}.get(
                name, "counterpart"
            )
            for value, count in getattr(page.counts, name).items():
                changed = {f: getattr(wanted, f) for f in StuckFilter.__struct_fields__}
                narrowed = StuckFilter(**(changed | {field: value}))
                assert len(stuck_list(town.house, both, narrowed).rows) == count > 0, name


def test_pages_hold_every_row_once(town, three, monkeypatch):
    monkeypatch.setattr(stuck_module, "PAGE", 2)
    pages = [stuck_list(town.house, at(HOSPITAL), page=number) for number in (1, 2)]
    assert [row.item.ref for page in pages for row in page.rows] == three
    assert {page.pages for page in pages} == {2}
    beyond = stuck_list(town.house, at(HOSPITAL), page=99)
    assert (beyond.page, beyond.rows) == (2, pages[1].rows)
    exported = stuck_export(town.house, at(HOSPITAL), StuckFilter(), most=10)
    assert [row.item.ref for row in exported] == three
    assert len(stuck_export(town.house, at(HOSPITAL), StuckFilter(), most=2)) == 2


# --- the next move ----------------------------------------------------------------------------


def test_what_did_not_arrive_is_sent_again_and_the_preview_tells_what_that_would_do(town):
    ref = town.enrol()
    town.post(carrier=LosingCarrier(PERMANENT))
    [row] = stuck_list(town.house, at(HOSPITAL)).rows
    assert (row.cause, row.suggestion.act) == (StuckCause.NOT_DELIVERED, "reoffer-handoff")
    before = town.contents()
    preview = preview_reoffer(town.house, at(HOSPITAL), ref, "send#1")
    assert preview.prompts >= 1
    assert town.contents() == before, "a preview leaves no trace"
    [theirs] = stuck_list(town.house, at(INTAKE)).rows
    assert theirs.suggestion.act is None
    assert theirs.suggestion.unit == HOSPITAL
    with pytest.raises(CommandRefused, match="not-your-unit"):
        preview_reoffer(town.house, at(INTAKE), ref, "send#1")
    town.order(ref, c.ReofferHandoff(obligation="send#1"), HOSPITAL)
    assert stuck_list(town.house, at(HOSPITAL)).rows == ()


def test_where_nobody_is_at_work_the_sender_sends_elsewhere_and_the_receiver_finds_a_deputy(town):
    town.enrol()
    town.change(Absence(person="ola", from_day=date(2026, 3, 1)))
    [ours], [theirs] = (stuck_list(town.house, at(unit)).rows for unit in (HOSPITAL, INTAKE))
    assert ours.cause is theirs.cause is StuckCause.NO_ACTIVE_PERSON
    assert (ours.suggestion.act, theirs.suggestion.act) == ("withdraw-handoff", "set-deputy")
    town.change(Absence(person="kari", from_day=date(2026, 3, 1)))


def test_an_own_task_past_its_limit_is_to_be_done(town):
    ref = town.enrol()
    town.order(ref, c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(MONDAY + 20 * DAY)
    [row] = stuck_list(town.house, at(NURSE)).rows
    assert (row.cause, row.side, row.counterpart) == (StuckCause.OVERDUE, Side.ALONE, None)
    assert row.suggestion.act == "complete-task"
    town.change(Absence(person="nina", from_day=date(2026, 3, 1)))
    [row] = stuck_list(town.house, at(NURSE)).rows
    assert row.cause is StuckCause.OVERDUE, "the cause to mend first"


def test_a_question_that_nobody_answers_is_to_be_answered(town):
    ref = town.enrol()
    town.order(ref, c.ReturnHandoff(obligation="send#1", question="Hvem?"), INTAKE)
    town.until(MONDAY + 20 * DAY)
    [row] = stuck_list(town.house, at(HOSPITAL)).rows
    assert (row.cause, row.suggestion.act) == (StuckCause.OVERDUE, "answer-handoff")
    assert (row.side, row.counterpart) == (Side.HOLDER, INTAKE)
    # Whoever asked sees that nobody answers, though nobody awaits them.
    [theirs] = stuck_list(town.house, at(INTAKE), StuckFilter(counterpart="hus")).rows
    assert (theirs.side, theirs.suggestion.act, theirs.suggestion.unit) == (
        Side.OTHER, None, HOSPITAL,
    )  # fmt: skip


def test_a_mail_that_came_back_is_for_the_receiver_to_mend_its_address(town):
    town.enrol()
    town.post(Mailbox(PERMANENT))
    [ours], [theirs] = (stuck_list(town.house, at(unit)).rows for unit in (HOSPITAL, INTAKE))
    assert ours.cause is theirs.cause is StuckCause.NOT_DELIVERED
    assert (ours.suggestion.act, theirs.suggestion.act) == ("reoffer-handoff", "mend-address")


# --- notes ------------------------------------------------------------------------------------


def test_a_note_has_words_an_owner_and_a_day_and_stands_on_the_row(town, three):
    item = (three[0], "send#1")
    follow_up(
        town.house,
        at(HOSPITAL),
        NewFollowUp(
            id="n-1", items=[item], text=" Ring mottaket ", owner="kari", day=date(2026, 3, 12)
        ),
    )
    [row] = stuck_items(town.house, at(HOSPITAL), [item])
    [agreed] = row.follow_ups
    assert (agreed.text, agreed.owner, agreed.day) == ("Ring mottaket", "kari", date(2026, 3, 12))
    assert (agreed.organisation, agreed.written_by, agreed.open) == (
        "hus", f"{HOSPITAL}-ansatt", True,
    )  # fmt: skip
    assert found(town, HOSPITAL, unfollowed=True) == three[1:]
    page = stuck_list(town.house, at(HOSPITAL), StuckFilter(unfollowed=True))
    assert (page.counts.total, page.everything) == (2, 3)


def test_one_organisations_notes_are_not_for_the_other_side(town, three):
    item = (three[0], "send#1")
    written = follow_up(
        town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=[item], text="Internt")
    )
    [theirs] = stuck_items(town.house, at(INTAKE), [item])
    assert theirs.follow_ups == ()
    assert follow_ups_on(town.house, at(INTAKE), item) == []
    assert found(town, INTAKE, unfollowed=True) == [three[0], three[2]]
    for act in (finish, reopen):
        with pytest.raises(CommandRefused, match="unknown-follow-up"):
            act(town.house, at(INTAKE), written[0].id)


def test_several_rows_get_the_same_note_or_none_does(town, three):
    items = [(ref, "send#1") for ref in three]
    follow_up(
        town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=items, text="Purret", owner="per")
    )
    assert all(len(row.follow_ups) == 1 for row in stuck_list(town.house, at(HOSPITAL)).rows)
    before = town.contents()
    with pytest.raises(CommandRefused, match="not-your-unit"):
        follow_up(
            town.house, at(INTAKE), NewFollowUp(id="n-2", items=items, text="Ikke vår alle sammen")
        )
    assert town.contents() == before


def test_the_same_note_twice_is_written_once(town, three):
    wanted = NewFollowUp(id="n-1", items=[(three[0], "send#1")], text="Ring")
    follow_up(town.house, at(HOSPITAL), wanted)
    follow_up(town.house, at(HOSPITAL), wanted)
    assert len(follow_ups_on(town.house, at(HOSPITAL), (three[0], "send#1"))) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": "  "}, "reason-missing"),
        ({"text": "x" * 2_001}, "answer-invalid"),
        ({"owner": "ola"}, "unknown-person"),  # works in Bergen
        ({"owner": "finnes-ikke"}, "unknown-person"),
        ({"day": date(2026, 3, 9)}, "date-in-past"),
        ({"items": []}, "nothing-chosen"),
        ({"items": [("finnes-ikke", "send#1")]}, "not-your-unit"),
    ],
)
def test_a_note_that_cannot_stand_is_refused_and_leaves_no_trace(town, three, wrong, code):
    before = town.contents()
    wanted = {"id": "n", "items": [(three[0], "send#1")], "text": "Ring"} | wrong
    with pytest.raises(CommandRefused, match=code):
        follow_up(town.house, at(HOSPITAL), NewFollowUp(**wanted))
    assert town.contents() == before


def test_done_by_the_first_who_says_so_and_undone_again(town, three):
    item = (three[0], "send#1")
    follow_up(town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=[item], text="Ring"))
    done = finish(town.house, Actor(id="kari", units=frozenset({HOSPITAL})), "n-1")
    again = finish(town.house, Actor(id="per", units=frozenset({HOSPITAL})), "n-1")
    assert (done.done_by, again.done_by) == ("kari", "kari")
    assert stuck_items(town.house, at(HOSPITAL), [item])[0].follow_ups == ()
    assert reopen(town.house, at(HOSPITAL), "n-1").open
    assert len(stuck_items(town.house, at(HOSPITAL), [item])[0].follow_ups) == 1


def test_the_owner_is_chosen_among_those_who_work_in_the_organisation(town):
    assert {one.id for one in owners(town.house, at(HOSPITAL))} == {"kari", "per"}
    assert {one.id for one in owners(town.house, at(INTAKE))} == {"ola", "nina"}
    assert owners(town.house, Actor(id="ingen")) == []


# --- the week ---------------------------------------------------------------------------------


def test_mondays_list_stays_as_it_was_that_monday(town, three):
    week = freeze_week(town.house)
    assert (week.monday, week.count, week.left_out) == (NEXT_MONDAY, 3, 0)
    town.order(three[0], c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.enrol(7)
    again = freeze_week(town.house)
    assert again == week
    found = meeting(town.house, at(HOSPITAL), NEXT_MONDAY)
    assert found is not None
    assert [row.row.ref for row in found.rows] == three
    assert [row.now is None for row in found.rows] == [True, False, False]
    assert (found.loosened, found.reviewed, found.agreed) == (1, 0, 0)
    assert weeks(town.house) == [week]


def test_the_longest_stuck_are_kept_when_there_are_more_than_a_list_may_hold(town, three):
    week = freeze_week(town.house, most=2)
    assert (week.count, week.left_out) == (2, 1)
    found = meeting(town.house, at(HOSPITAL), NEXT_MONDAY)
    assert found is not None
    assert [row.row.ref for row in found.rows] == three[:2]


def test_each_unit_walks_its_own_part_of_the_list(town, three):
    freeze_week(town.house)
    by_unit = {
        unit: [row.row.ref for row in meeting(town.house, at(unit), NEXT_MONDAY).rows]
        for unit in (HOSPITAL, INTAKE, OTHER_INTAKE, LUNG_WARD)
    }
    assert by_unit == {
        HOSPITAL: three,
        INTAKE: [three[0], three[2]],
        OTHER_INTAKE: [three[1]],
        LUNG_WARD: [],
    }
    assert meeting(town.house, at(HOSPITAL), date(2026, 1, 5)) is None


def test_the_meeting_takes_an_action_for_a_row_and_is_through_with_it(town, three):
    freeze_week(town.house)
    item = (three[1], "send#1")
    agreed = NewFollowUp(id="n-1", items=[item], text="Ring Askøy", owner="kari", week=NEXT_MONDAY)
    follow_up(town.house, at(HOSPITAL), agreed)
    reviewed(town.house, at(HOSPITAL), NEXT_MONDAY, item)
    reviewed(town.house, at(HOSPITAL), NEXT_MONDAY, item)
    found = meeting(town.house, at(HOSPITAL), NEXT_MONDAY)
    row = found.rows[1]
    assert [one.text for one in row.agreed] == ["Ring Askøy"]
    assert row.review is not None
    assert (found.reviewed, found.agreed) == (1, 1)
    # The other side has a meeting of its own.
    theirs = meeting(town.house, at(OTHER_INTAKE), NEXT_MONDAY)
    assert (theirs.reviewed, theirs.agreed) == (0, 0)
    with pytest.raises(CommandRefused, match="not-your-unit"):
        reviewed(town.house, at(INTAKE), NEXT_MONDAY, item)
    with pytest.raises(CommandRefused, match="unknown-week"):
        reviewed(town.house, at(HOSPITAL), date(2026, 1, 5), item)


def test_what_was_not_done_comes_along_to_the_next_meeting(town, three):
    freeze_week(town.house)
    item, loosened = (three[1], "send#1"), (three[0], "send#1")
    for number, one in enumerate((item, loosened)):
        follow_up(
            town.house, at(HOSPITAL),
            NewFollowUp(id=f"n-{number}", items=[one], text="Ring", owner="kari", week=NEXT_MONDAY),
        )  # fmt: skip
    town.order(three[0], c.AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    town.until(LATE + 7 * DAY)
    freeze_week(town.house)
    following = NEXT_MONDAY + timedelta(days=7)
    found = meeting(town.house, at(HOSPITAL), following)
    row = next(one for one in found.rows if one.row.item == item)
    assert [one.id for one in row.carried] == ["n-0"]
    assert [one.id for one in found.left_over] == ["n-1"]

    taken = NewFollowUp(id="n-9", items=[item], text="Ring igjen", owner="kari", week=following)
    carry_on(town.house, at(HOSPITAL), "n-0", taken)
    carry_on(town.house, at(HOSPITAL), "n-0", taken)  # a second press of the button
    finish(town.house, at(HOSPITAL), "n-1")
    found = meeting(town.house, at(HOSPITAL), following)
    row = next(one for one in found.rows if one.row.item == item)
    assert [(one.id, one.times_carried) for one in row.agreed] == [("n-9", 1)]
    assert row.carried == ()
    assert found.left_over == ()
    # The first meeting's page still tells what it agreed on.
    first = meeting(town.house, at(HOSPITAL), NEXT_MONDAY)
    assert [one.carried_to for row in first.rows for one in row.agreed if row.row.item == item] == [
        "n-9"
    ]


def test_what_somebody_has_taken_along_cannot_be_taken_along_again(town, three):
    item = (three[1], "send#1")
    follow_up(town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=[item], text="Ring"))
    town.clock.set(LATE + DAY)
    carry_on(town.house, at(HOSPITAL), "n-1", NewFollowUp(id="n-2", items=[item], text="A"))
    with pytest.raises(CommandRefused, match="follow-up-settled"):
        carry_on(town.house, at(HOSPITAL), "n-1", NewFollowUp(id="n-3", items=[item], text="B"))
    assert [one.id for one in follow_ups_on(town.house, at(HOSPITAL), item)] == ["n-2", "n-1"]


def test_lists_and_notes_are_forgotten_after_two_years(town, three):
    freeze_week(town.house)
    item = (three[1], "send#1")
    follow_up(town.house, at(HOSPITAL), NewFollowUp(id="n-1", items=[item], text="Ring"))
    reviewed(town.house, at(HOSPITAL), NEXT_MONDAY, item)
    town.clock.set(LATE + timedelta(weeks=104))
    assert forget_old_weeks(town.house) == 0
    town.clock.set(LATE + timedelta(weeks=105))
    assert forget_old_weeks(town.house) == 1
    left = town.contents()
    assert [left[t] for t in ("weekly_list", "weekly_row", "weekly_review", "follow_up")] == [
        [], [], [], [],
    ]  # fmt: skip


def test_a_week_begins_on_monday():
    assert {monday_of(date(2026, 3, day)) for day in range(9, 16)} == {NEXT_MONDAY}


def test_a_unit_in_an_unknown_organisation_is_nobodys(town):
    assert following_up.owners(town.house, at("finnes-ikke")) == []
    town.change(Unit(id="ny", organisation="hus", name="Ny enhet"))
    assert {one.id for one in owners(town.house, at("ny"))} == {"kari", "per"}
