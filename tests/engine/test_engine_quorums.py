"""Handoffs to many receivers: a contract with each, and so many must accept."""

import pytest
from msgspec.structs import replace

from hjemover.definition.models import HandoffStep, Overlap, Step
from hjemover.engine import Rules, fold
from hjemover.engine import commands as c
from hjemover.engine import events as e
from hjemover.engine.state import Subject
from hjemover.vocabulary import ConsentDecision, ObligationKind
from tests.engine.definitions import amount, choose, end, event, handoff, limit, out, task
from tests.engine.story import Story, at, every, kinds, only, rules_of

MANY = ("intake", "caseowner", "gp")


def asking(quorum: str | int = "all", *, consent: str | None = None, **more: object) -> Rules:
    ask: HandoffStep = replace(
        handoff(
            "ask",
            ("hospital", MANY[0]),
            limit("2 working days", expire=True),
            {
                "accepted": out("follow"),
                "rejected": out("again"),
                "objected": out("again"),
                "expired": out("too-late"),
            },
            delivered=limit("1 day"),
            consent=consent,
        ),
        more=MANY[1:],
        quorum=quorum,
        **more,
    )
    steps: list[Step] = [
        ask,
        task("again", "hospital", limit("1 day"), then="ask"),
        task("too-late", "hospital", limit("1 day"), then="ask"),
        task("follow", "intake", limit("2 weeks"), then="which"),
        choose("which", "finish", again='outcome.ask == "rejected"'),
        end("finish", "FULLFORT"),
    ]
    return rules_of(steps, event("no-ask", cancel=("ask",)), event("start-over", goto="again"))


def asked(quorum: str | int = "all", **more: object) -> Story:
    return Story(asking(quorum, **more)).enrol()  # type: ignore[arg-type]


def answer(story: Story, party: str, *, yes: bool) -> tuple[e.AnyEvent, ...]:
    which = f"ask#1+{party}"
    if yes:
        return story.do(c.AcceptHandoff(obligation=which, person="kari"))
    return story.do(c.RejectHandoff(obligation=which, reason="Ikke vår"))


def contracts(story: Story) -> dict[str, str]:
    return {one.id: one.awaits for one in story.all_open("ask")}


def test_each_receiver_has_a_contract_of_its_own_and_the_sender_holds_them_all() -> None:
    story = asked()

    assert contracts(story) == {
        "ask#1+intake": "intake-a",
        "ask#1+caseowner": "owner-a",
        "ask#1+gp": "gp-1",
    }
    assert {one.holder for one in story.all_open("ask")} == {"ward"}
    assert sorted(unit for _, unit in story.messages()) == ["gp-1", "intake-a", "owner-a"]
    assert all(one.due for one in story.all_open("ask"))


def test_all_must_accept_before_the_way_goes_on() -> None:
    story = asked()

    answer(story, "intake", yes=True)
    answer(story, "gp", yes=True)
    assert story.steps == {"ask"}
    assert story.pathway.responsible == "ward"
    told = answer(story, "caseowner", yes=True)

    assert "QuorumReached" in kinds(told)
    assert story.steps == {"follow"}
    assert story.pathway.done["ask"].outcome == "accepted"
    assert story.pathway.done["ask"].unit == "intake-a", "the first that is written has it"
    assert story.pathway.quorums == {}
    assert fold(story.events) == story.pathway


def test_one_no_of_all_withdraws_the_rest_and_tells_who_had_accepted() -> None:
    story = asked()
    answer(story, "intake", yes=True)
    story.do(c.ConfirmDelivery(obligation="ask#1+gp", attempt=1))

    told = answer(story, "caseowner", yes=False)

    assert only(e.HandoffWithdrawn, told).obligation == "ask#1+gp"
    assert only(e.QuorumLost, told).outcome == "rejected"
    assert story.steps == {"again"}
    assert story.pathway.responsible == "ward"
    assert [unit for message, unit in story.messages() if message == "handoff-withdrawn"] == [
        "gp-1",
        "intake-a",
    ]


@pytest.mark.parametrize(
    ("quorum", "answers", "steps"),
    [
        ("any", {"gp": True}, {"follow"}),
        ("any", {"gp": False, "intake": False}, {"ask"}),
        ("any", {"gp": False, "intake": False, "caseowner": False}, {"again"}),
        (2, {"gp": True}, {"ask"}),
        (2, {"gp": True, "intake": True}, {"follow"}),
        (2, {"gp": False, "intake": True}, {"ask"}),
        (2, {"gp": False, "intake": False}, {"again"}),
    ],
)
def test_so_many_must_accept_and_the_rest_is_withdrawn(
    quorum: str | int, answers: dict[str, bool], steps: set[str]
) -> None:
    story = asked(quorum)

    for party, yes in answers.items():
        answer(story, party, yes=yes)

    assert story.steps == steps
    assert fold(story.events) == story.pathway


def test_a_receiver_that_is_slow_does_not_answer_when_enough_have() -> None:
    story = asked("any")
    answer(story, "gp", yes=True)

    command = c.AcceptHandoff(obligation="ask#1+intake", person="ola")

    assert story.refused(command).code == "already-done"


def test_offers_that_expire_are_lost_and_the_last_one_says_where_the_way_goes() -> None:
    story = asked("any")

    told = story.wake("2026-03-10")

    assert len(every(e.HandoffExpired, told)) == 3
    assert only(e.QuorumLost, told).outcome == "expired"
    assert story.steps == {"too-late"}


def test_a_receipt_that_is_missing_is_each_receivers_own() -> None:
    story = asked()
    story.do(c.ConfirmDelivery(obligation="ask#1+gp", attempt=1))

    told = story.wake("2026-03-04 08:00")

    missing = [event.obligation for event in every(e.HandoffUndelivered, told)]
    assert sorted(missing) == ["ask#1+caseowner", "ask#1+intake"]


def test_a_receiver_the_patient_objects_to_is_not_asked_and_not_counted() -> None:
    story = Story(asking(consent="sharing")).enrol(start="again")
    story.do(c.RecordConsent(purpose="sharing", decision=ConsentDecision.OBJECTED, party="gp"))

    told = story.complete("again")

    assert only(e.NoticeWithheld, told).party == "gp"
    assert set(contracts(story)) == {"ask#1+intake", "ask#1+caseowner"}
    answer(story, "intake", yes=True)
    answer(story, "caseowner", yes=True)
    assert story.steps == {"follow"}


def test_an_objection_takes_back_what_is_on_its_way_to_that_receiver() -> None:
    story = Story(asking("any", consent="sharing")).enrol()

    story.do(c.RecordConsent(purpose="sharing", decision=ConsentDecision.OBJECTED, party="gp"))
    assert set(contracts(story)) == {"ask#1+intake", "ask#1+caseowner"}
    story.do(c.RecordConsent(purpose="sharing", decision=ConsentDecision.OBJECTED))

    assert story.steps == {"again"}
    assert story.pathway.done["ask"].outcome == "objected"


def test_when_too_few_can_be_asked_nothing_is_sent() -> None:
    story = Story(asking(3, consent="sharing")).enrol(start="again")
    story.do(c.RecordConsent(purpose="sharing", decision=ConsentDecision.OBJECTED, party="gp"))

    told = story.complete("again")

    only(e.HandoffBlocked, told)
    assert story.steps == {"again"}


def test_a_party_that_nobody_is_waits_for_a_choice_before_anybody_is_asked() -> None:
    story = Story(asking()).enrol(subject=Subject(municipality="kommune-a"))

    assert [one.kind for one in story.all_open("ask")] == [ObligationKind.CHOOSE_UNIT]
    story.do(c.AssignParty(party="gp", unit="gp-2"))
    assert contracts(story)["ask#1+gp"] == "gp-2"


def test_an_event_that_cancels_the_step_or_goes_elsewhere_leaves_no_quorum_behind() -> None:
    cancelled, elsewhere = asked(), asked()
    answer(cancelled, "intake", yes=True)

    cancelled.report("no-ask")
    elsewhere.report("start-over")

    assert cancelled.pathway.quorums == elsewhere.pathway.quorums == {}
    assert elsewhere.steps == {"again"}
    elsewhere.complete("again")
    assert set(contracts(elsewhere)) == {"ask#2+intake", "ask#2+caseowner", "ask#2+gp"}
    assert fold(cancelled.events) == cancelled.pathway


def test_a_forwarded_contract_makes_the_party_the_unit_that_took_it() -> None:
    story = asked("any")
    story.do(c.ForwardHandoff(obligation="ask#1+intake", to="intake-b"))

    answer(story, "intake", yes=True)

    assert story.open("follow").holder == "intake-b"


def test_the_sender_stays_from_when_enough_have_accepted() -> None:
    story = asked(2, overlap=Overlap(until="follow", within=amount("1 week")))
    answer(story, "gp", yes=True)

    began = only(
        e.OverlapBegan,
        story.on("2026-03-03").do(c.AcceptHandoff(obligation="ask#1+intake", person="kari")),
    )

    assert (began.obligation, began.at) == ("ask#1~", at("2026-03-03"))
