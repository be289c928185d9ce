"""Pathways that wait for each other, in the store: told in one transaction, and once."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from hjemover.application.handle import PROJECTION_RULES
from hjemover.application.notice_log import notices
from hjemover.application.queries import stuck
from hjemover.definition import load_text
from hjemover.definition.models import PathwayDefinition
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.evolve import fold
from hjemover.engine.state import Pathway
from hjemover.errors import CommandRefused
from hjemover.store import journal
from hjemover.store.projections import rebuild
from hjemover.vocabulary import ObligationKind, StuckCause
from tests.application.test_cases import DEVIATION
from tests.application.town import DAY, HOSPITAL, MONDAY, Town, at

PARENT = """\
pathway: hoved
version: 1
valid_from: 2020-01-01
name: {nb: Hoved, nn: Hovud, en: Main}
parties:
  hospital: {name: {nb: Sykehuset, nn: Sjukehuset, en: Hospital}, service: cancer-care}
dates:
  diagnosed: {name: {nb: Diagnosedato, nn: Diagnosedato, en: Diagnosed}, required: true}
outcomes:
  FULLFORT: {nb: Fullført, nn: Fullført, en: Completed}
start: first
steps:
  first:
    task: {nb: Begynn, nn: Byrj, en: Begin}
    party: hospital
    due: {within: 30 days}
    then: pain
  pain:
    subpathway: {nb: Smerte, nn: Smerte, en: Pain}
    pathway: smerte
    if_open: new
    hand: {dates: {since: diagnosed}}
    due: {within: 10 days}
    outcomes: {SMERTEFRI: over}
    else: talk
  talk:
    task: {nb: Snakk sammen, nn: Snakk saman, en: Talk}
    party: hospital
    due: {within: 5 days}
    then: over
  over:
    end: FULLFORT
"""
CHILD = """\
pathway: smerte
version: 1
valid_from: 2020-01-01
name: {nb: Smerte, nn: Smerte, en: Pain}
parties:
  hospital: {name: {nb: Sykehuset, nn: Sjukehuset, en: Hospital}, service: cancer-care}
dates:
  since: {name: {nb: Siden, nn: Sidan, en: Since}, required: true}
outcomes:
  SMERTEFRI: {nb: Smertefri, nn: Smertefri, en: Free of pain}
  UTE_AV_TID: {nb: Ute av tid, nn: Ute av tid, en: Out of time}
start: rest
steps:
  rest:
    wait: {for: 5 days}
    label: {nb: Se det an, nn: Sjå det an, en: Wait and see}
    then: nothing
  nothing:
    end: UTE_AV_TID
events:
  cured: {name: {nb: Frisk, nn: Frisk, en: Cured}, close: SMERTEFRI}
"""


@cache
def load(text: str) -> PathwayDefinition:
    loaded = load_text(text)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


def published(town: Town, parent: str = PARENT, child: str = CHILD) -> Town:
    town.publish(load(parent))
    town.publish(load(child))
    return town


def begun(town: Town, number: int = 0) -> str:
    """A patient whose main pathway has begun another and waits for it."""
    ref = town.enrol(number, id=f"hoved-{number}", pathway="hoved")
    town.order(ref, c.CompleteTask(obligation="first#1", outcome="done"), HOSPITAL)
    return ref


def cure(town: Town, ref: str, id: str = "") -> None:
    town.order(ref, c.ReportEvent(event="cured"), HOSPITAL, id)


def facts(town: Town, ref: str) -> list[e.AnyEvent]:
    with town.house.database.reading() as tx:
        return journal.events(tx, ref)


def test_the_other_pathway_begins_with_what_it_is_handed(town: Town) -> None:
    ref = begun(published(town))

    child = town.pathway(f"{ref}-2")
    assert (child.definition, child.parent) == ("smerte", ref)
    assert child.dates["since"] == town.pathway(ref).dates["diagnosed"]
    assert child.parties == {"hospital": HOSPITAL}


def test_its_end_reaches_the_one_that_waits_in_the_same_transaction(town: Town) -> None:
    ref = begun(published(town))

    cure(town, f"{ref}-2")

    assert town.pathway(f"{ref}-2").outcome == "SMERTEFRI"
    assert town.pathway(ref).outcome == "FULLFORT"


def test_the_same_order_twice_ends_it_once(town: Town) -> None:
    ref = begun(published(town))
    cure(town, f"{ref}-2", "kur")
    before = town.contents()

    cure(town, f"{ref}-2", "kur")

    assert town.contents() == before


def test_after_an_outage_the_other_ended_before_the_limit_of_this_one(town: Town) -> None:
    ref = begun(published(town))

    town.until(MONDAY + 40 * DAY)

    told = facts(town, ref)
    (ended,) = [one for one in told if isinstance(one, e.SubpathwayEnded)]
    (closed,) = [one for one in facts(town, f"{ref}-2") if isinstance(one, e.PathwayClosed)]
    assert ended.at == closed.at
    passed = [one for one in told if isinstance(one, e.DeadlinePassed)]
    assert [one.obligation for one in passed] == ["talk#1"]
    assert passed[0].at > ended.at


def test_an_outage_gives_the_same_as_none(town: Town) -> None:
    published(town)
    awake, asleep = begun(town, 0), begun(town, 1)
    for day in range(1, 8):
        town.until(MONDAY + day * DAY)

    def bare(pathway: Pathway) -> object:
        return [(one.step, one.started, one.due) for one in pathway.obligations.values()]

    assert bare(town.pathway(awake)) == bare(town.pathway(asleep))
    assert town.open(asleep, "talk")


def test_somebody_who_acts_on_the_one_that_waits_finds_what_has_ended(town: Town) -> None:
    ref = begun(published(town))
    town.clock.set(MONDAY + 20 * DAY)

    with pytest.raises(CommandRefused) as refused:
        town.order(ref, c.ChooseWay(obligation="pain#1", step="talk", reason="x"), HOSPITAL)

    assert refused.value.code == "already-done"


def test_one_that_cannot_begin_is_a_choice_and_the_act_that_led_to_it_stands(town: Town) -> None:
    published(town, PARENT.replace("    hand: {dates: {since: diagnosed}}\n", ""))

    ref = begun(town)

    assert town.open(ref, "pain").kind is ObligationKind.REPAIR
    assert town.open(ref, "pain").detail == "subpathway: answer-missing"
    town.order(ref, c.ChooseWay(obligation="pain#1!", step="talk", reason="uten"), HOSPITAL)
    assert town.open(ref, "talk")


def test_one_that_was_never_published_is_a_choice(town: Town) -> None:
    town.publish(load(PARENT))

    ref = begun(town)

    assert town.open(ref, "pain").detail == "subpathway: unknown-definition"


def test_one_that_is_over_at_once_lets_the_other_go_on_at_once(town: Town) -> None:
    published(
        town,
        child=CHILD.replace("start: rest", "start: nothing").replace(
            "steps:\n  rest:\n    wait: {for: 5 days}\n    label: {nb: Se det an, nn: Sjå det an, en: Wait and see}\n    then: nothing\n",  # noqa: E501
            "steps:\n",
        ),
    )

    ref = begun(town)

    assert town.open(ref, "talk")


def test_two_wait_for_one_that_was_open_and_both_are_told(town: Town) -> None:
    published(town, PARENT.replace("if_open: new", "if_open: join"))
    child = town.enrol(0, id="barn", pathway="smerte", dates={"since": MONDAY.date()})
    parents = []
    for number in range(2):
        parents.append(town.enrol(0, id=f"hoved-{number}", pathway="hoved"))
        town.order(parents[-1], c.CompleteTask(obligation="first#1", outcome="done"), HOSPITAL)
    assert town.pathway(child).awaited_by == tuple(parents)

    cure(town, child)

    assert [town.pathway(one).outcome for one in parents] == ["FULLFORT"] * 2


def test_pathways_that_would_wait_for_each_other_do_not(town: Town) -> None:
    back = (CHILD.replace("    then: nothing\n", "    then: main\n")).replace(
        "  nothing:\n",
        "  main:\n    subpathway: {nb: Hoved, nn: Hovud, en: Main}\n    pathway: hoved\n"
        "    if_open: join\n    hand: {dates: {diagnosed: since}}\n    due: {within: 9 days}\n"
        "    then: nothing\n  nothing:\n",
    )
    published(town, child=back)
    ref = begun(town)

    town.until(MONDAY + 6 * DAY)

    waiting = town.open(f"{ref}-2", "main")
    assert [one.ref for one in waiting.children] == [f"{ref}-2-2"]


def test_one_that_takes_too_long_is_on_the_stuck_list(town: Town) -> None:
    published(town, child=CHILD.replace("for: 5 days", "for: 90 days"))
    ref = begun(town)

    town.until(MONDAY + 15 * DAY)

    (row,) = [one for one in stuck(town.house) if one.item.ref == ref]
    assert (row.cause, row.suggested_act) == ("subpathway-late", "choose-way")


def test_the_read_tables_are_rebuilt_as_they_were(town: Town) -> None:
    ref = begun(published(town))
    cure(town, f"{ref}-2")
    begun(town, 1)
    names = ("work_item", "ball", "timer", "deadline_log")
    before = {name: town.contents()[name] for name in names}

    rebuild(town.house.database, fold, PROJECTION_RULES)

    assert {name: town.contents()[name] for name in names} == before


def test_both_sides_at_once_end_well_every_time(town: Town) -> None:
    """Each side has its own pathway and asks for the other's: who cannot have it begins anew."""
    published(town)
    refs = [begun(town, number) for number in range(8)]

    def at_once(ref: str) -> None:
        with ThreadPoolExecutor(3) as pool:
            acts = [
                pool.submit(cure, town, f"{ref}-2", f"kur-{ref}"),
                pool.submit(_choose, town, ref),
                pool.submit(town.until, town.clock.now()),
            ]
            for act in acts:
                act.result()

    for ref in refs:
        at_once(ref)

    for ref in refs:
        assert town.pathway(f"{ref}-2").outcome == "SMERTEFRI"
        main = town.pathway(ref)
        # Whichever came first: the end of the other, or the choice not to wait for it.
        assert main.outcome == "FULLFORT" or "talk" in {
            one.step for one in main.obligations.values()
        }


def _choose(town: Town, ref: str) -> None:
    try:
        town.order(
            ref, c.ChooseWay(obligation="pain#1", step="talk", reason="x"), HOSPITAL, f"valg-{ref}"
        )
    except CommandRefused as refused:
        assert refused.code in ("already-done", "pathway-closed")


# --- a limit that was let pass ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "outcome"), [("", None), (", then: over", "FULLFORT")], ids=["goes on", "ends"]
)
def test_a_unit_is_told_of_a_pathway_that_its_limit_was_to_begin_and_that_could_not(
    town: Town, then: str, outcome: str | None
) -> None:
    breach = f"due: {{within: 30 days, breach: {{start: smerte{then}}}}}"
    town = published(town, PARENT.replace("due: {within: 30 days}", breach))
    ref = town.enrol(0, id="hoved-0", pathway="hoved")

    town.until(MONDAY + 40 * DAY)

    refused = [one for one in facts(town, ref) if isinstance(one, e.SubpathwayRefused)]
    assert [(one.step, one.why) for one in refused] == [("first", "answer-missing")]
    told = [one for one in facts(town, ref) if isinstance(one, e.NoticeGiven)]
    assert [one.to for one in told] == [((HOSPITAL, "unit"),)]
    assert town.pathway(ref).outcome == outcome
    with town.house.database.reading() as tx:
        assert journal.load(tx, f"{ref}-2", for_update=False) is None
    with town.house.database.reading() as tx:
        kept = town.pathway(ref)
        assert fold(journal.events(tx, ref)) == kept
    assert "notice" in [notice.message for notice in notices(town.house, at(HOSPITAL))]


def test_a_case_that_a_limit_begins_where_nobody_has_the_service_stands_stuck_until_one_is_chosen(
    town: Town,
) -> None:
    """It begins all the same, as the unit's own that let the limit pass, and is not forgotten."""
    breach = "due: {within: 30 days, breach: {start: avvik}}"
    town = published(town, PARENT.replace("due: {within: 30 days}", breach))
    hub = "hub: {name: {nb: Sekretariatet, nn: Sekretariatet, en: Secretariat}, service: "
    nobodys = f"{hub}secretariat, of: subject.organisation"
    case = load_text(DEVIATION.replace(f"{hub}cancer-care", nobodys)).definition
    assert case is not None
    assert case.parties["hub"].service == "secretariat"
    town.publish(case)
    ref = town.enrol(0, id="hoved-0", pathway="hoved")

    town.until(MONDAY + 60 * DAY)

    begun = f"{ref}-2"
    found = {row.item.ref: row for row in stuck(town.house, at(HOSPITAL))}
    assert found[begun].cause is StuckCause.NOBODY_OWNS
    assert found[begun].suggested_act == "assign-party"
    assert found[begun].days > 20
    (choice,) = town.pathway(begun).obligations.values()
    assert choice.holder == HOSPITAL
    town.order(begun, c.AssignParty(party="hub", unit="hus-lunge"), HOSPITAL)
    assert town.open(begun, "report").awaits == "hus-lunge"
    assert begun not in {row.item.ref for row in stuck(town.house, at(HOSPITAL))}
