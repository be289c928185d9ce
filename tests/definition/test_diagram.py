"""The swimlane picture: whole, legible, the same each time, and never with one box on another."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from itertools import combinations, pairwise
from typing import get_args
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hjemover.calendar import parse_duration
from hjemover.definition.diagram import PAGE_CLASS, Theme, page_style_sheet, swimlanes
from hjemover.definition.diagram.blocks import Line
from hjemover.definition.diagram.conditions import say_condition
from hjemover.definition.diagram.layout import Drawn, Picture, Placed, lay_out
from hjemover.definition.diagram.measuring import text_width, wrap
from hjemover.definition.diagram.spacing import HEAD_WIDTH, MARGIN
from hjemover.definition.diagram.themes import GROUNDS, LINES, PALETTES, TEXTS
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import (
    Amount,
    AnswerRef,
    Branch,
    Condition,
    DateRef,
    DecisionStep,
    EndStep,
    Field,
    Form,
    HandoffStep,
    Interrupt,
    Limit,
    Moment,
    NamedDate,
    NoticeStep,
    Number,
    Outcome,
    ParallelStep,
    Party,
    PathwayDefinition,
    Recipient,
    Rounds,
    StartRef,
    Step,
    StepRef,
    TaskStep,
    Text,
    WaitStep,
    Window,
    WindowRef,
)
from hjemover.vocabulary import DeadlineClass, Language

SVG = "{http://www.w3.org/2000/svg}"


# --- a compact way to write definitions -------------------------------------------------------


def say(nb: str, en: str | None = None) -> Text:
    return Text(nb=nb, nn=f"{nb} (nn)" if en else None, en=en)


def amount(written: str) -> Amount:
    return Amount(duration=parse_duration(written))


def within(written: str, of: str | None = None) -> Limit:
    ref = StartRef() if of is None else DateRef(name=of)
    return Limit(until=Moment(of=ref, offset=amount(written)))


LABELS = {
    "accepted": "Takker ja", "later": "Senere", "declined": "Takker nei", "rejected": "Avvist",
    "objected": "Pasienten reserverer seg", "held": "Holdt", "no_show": "Møtte ikke",
    "booked": "Time avtalt", "no_answer": "Får ikke svar", "needs": "Har behov",
    "no_need": "Ingen behov", "no_offer": "Tilbud finnes ikke", "appointed": "Koordinator utpekt",
    "not_needed": "Ikke nødvendig", "this_talk": "Bare denne samtalen",
    "whole_pathway": "Hele forløpet", "done": "Utført",
}  # fmt: skip


def ways(leads: dict[str, str], asks: dict[str, Field] | None = None) -> dict[str, Outcome]:
    return {
        code: Outcome(label=say(LABELS.get(code, code)), then=then, ask=asks or {})
        for code, then in leads.items()
    }


def task(
    id: str,
    label: str,
    party: str,
    *,
    due: Limit | None = None,
    window: str | None = None,
    rounds: Rounds | None = None,
    form: str | None = None,
    asks: dict[str, Field] | None = None,
    **leads: str,
) -> TaskStep:
    return TaskStep(
        id=id, label=say(label), party=party, outcomes=ways(leads, asks or {}), due=due,
        window=window, rounds=rounds, form=form,
    )  # fmt: skip


def handoff(
    id: str, label: str, sender: str, receiver: str, copies: tuple[str, ...] = (), **leads: str
) -> HandoffStep:
    return HandoffStep(
        id=id, label=say(label), sender=sender, receiver=receiver, copies=copies,
        accept=within("2 working days"), delivered=within("1 working day"), outcomes=ways(leads),
    )  # fmt: skip


def wait(id: str, label: str, until: Moment, then: str, **more: object) -> WaitStep:
    return WaitStep(id=id, label=say(label), until=until, then=then, **more)  # type: ignore[arg-type]


def decide(id: str, label: str, otherwise: str, **branches: str) -> DecisionStep:
    made = tuple(Branch(when=Condition(source=rule), then=then) for then, rule in branches.items())
    return DecisionStep(id=id, label=say(label), branches=made, otherwise=otherwise)


def notice(id: str, label: str, to: str, then: str) -> NoticeStep:
    told = tuple(Recipient(party=party) for party in to.split())
    return NoticeStep(id=id, label=say(label), to=told, then=then)


def end(id: str, label: str, outcome: str = "FULLFORT") -> EndStep:
    return EndStep(id=id, label=say(label), outcome=outcome)


PARTIES = {
    "hospital": Party(name=say("Sykehuset", "The hospital"), service="cancer-care"),
    "intake": Party(name=say("Kommunens mottak", "Municipal intake"), service="intake"),
    "caseowner": Party(
        name=say("Kreftkoordinator", "Cancer coordinator"), service="cancer-coordinator"
    ),
    "coordination": Party(name=say("Koordinerende enhet for habilitering"), service="ke"),
    "gp": Party(name=say("Fastlegen", "The GP"), service="gp", informed_only=True),
}
DATES = {
    "diagnosed": NamedDate(name=say("Diagnosedato"), required=True),
    "clock": NamedDate(name=say("Klokkestart"), first_known_of=("diagnosed",)),
}
WINDOWS = {
    f"point-{number}": Window(
        name=say(f"Punkt {number}"),
        opens=Moment(of=DateRef(name="clock"), offset=amount(opens)),
        closes=Moment(of=DateRef(name="clock"), offset=amount(closes)),
    )
    for number, opens, closes in ((2, "3 months", "4 months"), (3, "12 months", "18 months"))
}
EVENTS = {
    "death": Interrupt(id="death", name=say("Pasienten dør"), close="DOD", silent=True),
    "moved": Interrupt(
        id="moved", name=say("Pasienten flytter"), readdress=("intake", "caseowner")
    ),
    "relapse": Interrupt(
        id="relapse", name=say("Tilbakefall"), close="ERSTATTET", start="kreft-hjem"
    ),
    "too-ill": Interrupt(id="too-ill", name=say("For syk eller innlagt"), pause_until="review_on"),
    "better": Interrupt(id="better", name=say("Frisk nok igjen"), resume=True),
    "objects": Interrupt(
        id="objects", name=say("Reserverer seg mot deling"), consent={"sharing": "objected"}
    ),
}
FORMS = {
    "needs": Form(
        id="needs",
        name=say("Kartlegging av behov"),
        fields={
            "urgent": Field(type="yes-no", label=say("Haster", "Urgent")),
            "distress": Field(type="number", label=say("Grad av påkjenning", "Distress")),
            "wants": Field(
                type="choice", label=say("Ønsker hjelp"), choices={"later": say("Senere")}
            ),
            "found": Field(
                type="list",
                label=say("Behov"),
                columns={
                    "solution": Field(
                        type="choice",
                        label=say("Løsning"),
                        choices={"service": say("Tjenesten tar det")},
                    )
                },
            ),
        },
    )
}
OUTCOMES = {
    "FULLFORT": say("Fullført", "Completed"),
    "TAKKET_NEI_ALT": say("Takket nei til alt", "Declined all"),
    "DOD": say("Død", "Died"),
    "ERSTATTET": say("Erstattet av nytt forløp", "Replaced"),
}


def definition(*steps: Step, events: bool = True, **more: object) -> PathwayDefinition:
    return PathwayDefinition(
        id="kreft-hjem",
        version=1,
        valid_from=date(2026, 1, 1),
        name=say("Pakkeforløp hjem for pasienter med kreft", "Cancer home pathway"),
        parties=PARTIES,
        dates=DATES,
        windows=WINDOWS,
        forms=FORMS,
        numbers={
            "distress-high": Number(
                value=4, deadline_class=DeadlineClass.RECOMMENDED, source="NCCN", verified=False
            )
        },
        outcomes=OUTCOMES,
        start=steps[0].id,
        steps={step.id: step for step in steps},
        events=EVENTS if events else {},
        **more,  # type: ignore[arg-type]
    )


SMALL = definition(
    task(
        "offer", "Tilby samtale om behov", "hospital", due=within("5 working days", "clock"),
        asks={"again_on": Field(type="date", label=say("Avtalt dato"))},
        accepted="hold", later="ask-again", declined="end-declined",
    ),
    wait(
        "ask-again", "Spør igjen", Moment(of=AnswerRef(field="again_on")), "offer",
        otherwise=Moment(of=StartRef(), offset=amount("4 weeks")), postponed=True,
        rounds=Rounds(at_most=2, then="send"),
    ),
    task("hold", "Hold kartleggingssamtale 1", "hospital", due=within("4 weeks"),
         form="needs", done="send"),
    handoff(
        "send", "Send overføring til kommunen", "hospital", "intake", ("gp",),
        accepted="appoint", rejected="choose", objected="end-declined",
    ),
    task("choose", "Velg ny mottaker", "hospital", due=within("1 working day"), done="send"),
    task("appoint", "Utpek ansvarlig", "intake", due=within("2 working days"), done="point-2"),
    task(
        "point-2", "Hold kartleggingssamtale 2", "caseowner", window="point-2",
        held="report", declined="report",
    ),
    notice("report", "Meld tilbake", "gp hospital", "end"),
    end("end", "Fullført"),
    end("end-declined", "Takket nei", "TAKKET_NEI_ALT"),
)  # fmt: skip


def meeting(number: int, after: str) -> list[Step]:
    """Invite, hold and follow up one of the two meetings in the municipality."""
    n = str(number)
    return [
        wait(
            f"wait-{n}", f"Vent på samhandlingspunkt {n}",
            Moment(
                of=WindowRef(window=f"point-{n}", edge="opens"),
                offset=amount("3 weeks"), direction="before",
            ),
            f"invite-{n}",
        ),
        task(
            f"invite-{n}", f"Inviter pasienten til kartleggingssamtale {n}", "caseowner",
            due=within("10 working days"), rounds=Rounds(at_most=3, then=f"tell-{n}"),
            booked=f"hold-{n}", later=f"again-{n}", no_answer=f"remind-{n}", declined=f"scope-{n}",
        ),
        wait(f"again-{n}", "Spør igjen", Moment(of=AnswerRef(field="again_on")), f"invite-{n}"),
        wait(f"remind-{n}", "Vent på svar", Moment(of=StartRef(), offset=amount("10 working days")),
             f"invite-{n}"),
        task(
            f"hold-{n}", f"Hold kartleggingssamtale {n}", "caseowner", window=f"point-{n}",
            held=f"plan-{n}", no_show=f"invite-{n}",
        ),
        task(
            f"plan-{n}", "Lag oppfølgingsplan sammen med pasienten", "caseowner",
            due=within("5 working days"), needs=f"both-{n}", no_need=f"tell-{n}",
        ),
        ParallelStep(
            id=f"both-{n}", label=say("Følg opp behovene"),
            branches={"need": f"need-{n}", "ip": f"ip-{n}"}, then=f"tell-{n}",
        ),
        handoff(
            f"need-{n}", "Send behov til ansvarlig tjeneste", "caseowner", "coordination",
            accepted="joined", rejected=f"other-{n}",
        ),
        task(f"other-{n}", "Finn annen tjeneste", "caseowner", due=within("5 working days"),
             done=f"need-{n}", no_offer="joined"),
        task(
            f"ip-{n}", "Vurder individuell plan og koordinator", "coordination",
            due=within("10 working days"), appointed="joined", not_needed="joined",
        ),
        notice(f"tell-{n}", "Meld tilbake om samtalen", "gp hospital", after),
        task(f"scope-{n}", "Avklar hva pasienten takker nei til", "caseowner",
             due=within("1 working day"), this_talk=after, whole_pathway="end-declined"),
    ]  # fmt: skip


LARGE = definition(
    *SMALL.steps.values(),
    decide(
        "urgent", "Haster det?", "wait-2",
        early="hold.urgent == true || hold.distress >= number.distress_high",
    ),
    task("early", "Ta tidlig kontakt med pasienten", "caseowner", due=within("5 working days"),
         done="wait-2"),
    *meeting(2, "wait-3"),
    *meeting(3, "finish"),
    task("finish", "Avtal hvem som følger opp videre", "caseowner", due=within("5 working days"),
         done="end"),
)  # fmt: skip
LARGE = definition(
    *(
        task("appoint", "Utpek ansvarlig", "intake", due=within("2 working days"), done="urgent")
        if step.id == "appoint" else step
        for step in LARGE.steps.values()
        if step.id not in ("point-2", "report")
    )
)  # fmt: skip


# --- looking at a picture ---------------------------------------------------------------------

DEFINITIONS = {"small": SMALL, "large": LARGE}
FOLDS = [None, 9, 4]


def picture_of(definition: PathwayDefinition, most_columns: int | None = 9) -> Picture:
    return lay_out(Wording(definition, "nb"), most_columns)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


Box = tuple[float, float, float, float]


def box(placed: Placed) -> Box:
    return (
        placed.x, placed.y, placed.x + placed.block.width, placed.y + placed.block.height,
    )  # fmt: skip


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def overlapping_boxes(picture: Picture) -> list[tuple[str, str]]:
    return [
        (first, second)
        for (first, one), (second, other) in combinations(picture.blocks.items(), 2)
        if meet(box(one), box(other))
    ]


def stretches(line: Drawn) -> Iterable[Box]:
    """The straight pieces of a line, as boxes without thickness."""
    for (x1, y1), (x2, y2) in pairwise(line.points):
        assert x1 == x2 or y1 == y2, "a line is neither upright nor level"
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def own_boxes(line: Drawn, picture: Picture) -> set[str]:
    """The boxes that a line begins and ends in, which it may cross the empty part of."""
    x, y = line.points[0]
    ex, ey = line.points[-1]
    return {
        node
        for node, placed in picture.blocks.items()
        for left, top, right, bottom in [box(placed)]
        if (left <= x <= right and top <= y <= bottom)
        or (left <= ex <= right and top <= ey <= bottom)
    }


def lines_through_boxes(picture: Picture) -> list[tuple[str, str]]:
    through = []
    for line in picture.lines:
        own = own_boxes(line, picture)
        for node, placed in picture.blocks.items():
            if node not in own and any(meet(box(placed), s) for s in stretches(line)):
                through.append((str(line.way), node))
    return through


def lines_on_each_other(picture: Picture) -> list[tuple[Drawn, Drawn]]:
    """Pairs with different ends that share a piece longer than a corner."""
    shared = []
    for one, other in combinations(picture.lines, 2):
        if one.points[-1] == other.points[-1] and one.kind == other.kind:
            continue  # lines to one step run together on purpose
        for a, b in ((a, b) for a in stretches(one) for b in stretches(other)):
            level = a[1] == a[3] and b[1] == b[3] and abs(a[1] - b[1]) < 2
            upright = a[0] == a[2] and b[0] == b[2] and abs(a[0] - b[0]) < 2
            along = min(a[2], b[2]) - max(a[0], b[0]) if level else 0
            down = min(a[3], b[3]) - max(a[1], b[1]) if upright else 0
            if max(along, down) > 1:
                shared.append((one, other))
    return shared


def texts_outside(picture: Picture) -> list[str]:
    """Texts that are wider than what they stand in, by the table of widths."""
    outside = []
    inside: list[tuple[Line, float, float]] = [
        (line, 0.0, placed.block.width)
        for placed in picture.blocks.values()
        for line in placed.block.lines
    ]
    inside += [(line, MARGIN, MARGIN + HEAD_WIDTH) for lane in picture.lanes for line in lane.name]
    inside += [(line, 0.0, picture.width) for line in (picture.heading, picture.version)]
    if picture.strip:
        inside += [(ln, 0.0, card.width) for card in picture.strip.cards for ln in card.lines]
    for line, left, right in inside:
        if line.left < left - 0.01 or line.left + line.width > right + 0.01:
            outside.append(line.text)
    return outside


def texts_below(picture: Picture) -> list[str]:
    """Texts that stand lower than the box they belong to."""
    return [
        line.text
        for placed in picture.blocks.values()
        for line in placed.block.lines
        if line.y > placed.block.height
    ]


def transitions(definition: PathwayDefinition) -> list[tuple[str, str]]:
    """Every (step, way) that the definition has, counted here and not by the code under test."""
    found: list[tuple[str, str]] = []
    for step in definition.steps.values():
        match step:
            case TaskStep() | HandoffStep():
                found += [(step.id, code) for code in step.outcomes]
            case WaitStep() | NoticeStep():
                found.append((step.id, "then"))
            case DecisionStep():
                found += [(step.id, f"when-{n + 1}") for n in range(len(step.branches))]
                found.append((step.id, "else"))
            case ParallelStep():
                found += [(step.id, branch) for branch in step.branches]
                found += [(step.id, "each")] if step.start else []
                found.append((step.id, "then"))
        if isinstance(step, HandoffStep):
            found.append((step.id, "message"))
        if step.rounds:
            found.append((step.id, "rounds"))
    return sorted(found)


def drawn_transitions(root: ElementTree.Element) -> list[tuple[str, str]]:
    paths = root.iter(f"{SVG}path")
    return sorted(
        (p.attrib["data-from"], p.attrib["data-way"]) for p in paths if "data-way" in p.attrib
    )


def assert_whole_and_legible(definition: PathwayDefinition, most_columns: int | None) -> None:
    picture = picture_of(definition, most_columns)
    assert overlapping_boxes(picture) == []
    assert lines_through_boxes(picture) == []
    assert lines_on_each_other(picture) == []
    assert texts_outside(picture) == []
    assert texts_below(picture) == []
    root = parsed(swimlanes(definition, most_columns=most_columns))
    steps = [g.attrib["id"] for g in root.iter(f"{SVG}g") if g.get("id", "").startswith("step-")]
    assert sorted(steps) == sorted(f"step-{step}" for step in definition.steps)
    assert drawn_transitions(root) == transitions(definition)


# --- tests ------------------------------------------------------------------------------------


@pytest.mark.parametrize("most_columns", FOLDS)
@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_pathway_is_drawn_whole_and_legible(name: str, most_columns: int | None) -> None:
    assert_whole_and_legible(DEFINITIONS[name], most_columns)


KINDS = ["task", "handoff", "wait", "decide", "notice", "parallel", "end"]


@st.composite
def small_definitions(draw: st.DrawFn) -> PathwayDefinition:
    """Any graph of a few steps: loops, steps nobody reaches, branches, handoffs all ways."""
    count = draw(st.integers(1, 12))
    names = [f"s{number}" for number in range(count)]
    target = st.sampled_from(names)
    party = st.sampled_from(["hospital", "intake", "caseowner", "coordination"])
    label = st.text(st.characters(min_codepoint=32, max_codepoint=382), max_size=60)
    steps: list[Step] = []
    for name in names:
        kind = draw(st.sampled_from(KINDS))
        said = draw(label)
        rounds = Rounds(at_most=2, then=draw(target)) if draw(st.booleans()) else None
        match kind:
            case "task":
                codes = draw(st.lists(st.sampled_from(["done", *LABELS]), min_size=1, unique=True))
                led = ways({code: draw(target) for code in codes})
                steps.append(
                    TaskStep(
                        id=name, label=say(said), party=draw(party), outcomes=led, rounds=rounds
                    )
                )
            case "handoff":
                copies = ("gp",) if draw(st.booleans()) else ()
                leads = {"accepted": draw(target), "rejected": draw(target)}
                if draw(st.booleans()):
                    leads["objected"] = draw(target)
                steps.append(handoff(name, said, draw(party), draw(party), copies, **leads))
            case "wait":
                until = Moment(of=StepRef(step=draw(target)), offset=amount("3 weeks"))
                steps.append(wait(name, said, until, draw(target), rounds=rounds))
            case "decide":
                rules = {draw(target): draw(label) for _ in range(draw(st.integers(0, 3)))}
                steps.append(decide(name, said, draw(target), **rules))
            case "notice":
                told = draw(st.sampled_from(["gp", "gp hospital", "intake"]))
                steps.append(notice(name, said, told, draw(target)))
            case "parallel":
                branches = {"first": f"{name}a", "second": f"{name}b"}
                steps.append(
                    ParallelStep(
                        id=name,
                        label=say(said),
                        branches=branches,
                        then=draw(target),
                        rounds=rounds,
                    )
                )
                steps.append(task(f"{name}a", said, draw(party), done="joined"))
                back = draw(st.sampled_from([f"{name}a", f"{name}b", "joined"]))
                steps.append(
                    handoff(
                        f"{name}b", said, draw(party), draw(party), accepted="joined", rejected=back
                    )
                )
            case _:
                steps.append(end(name, said))
    return definition(*steps, events=draw(st.booleans()))


@settings(max_examples=120, deadline=None)
@given(small_definitions(), st.sampled_from(FOLDS))
def test_any_small_pathway_is_drawn_whole_and_legible(
    drawn: PathwayDefinition, most_columns: int | None
) -> None:
    assert_whole_and_legible(drawn, most_columns)


def test_sixty_steps_in_a_row_with_loops_are_drawn_whole_and_legible() -> None:
    owners = ["hospital", "intake", "caseowner", "coordination"]
    steps = [
        task(
            f"t{n}", f"Samhandlingsmøte om oppfølgingstjenester nummer {n}", owners[n * 7 % 4],
            due=within("2 working days"),
            accepted=f"t{n + 1}" if n < 58 else "end", later=f"t{max(0, n - 7)}",
            declined=f"t{min(58, n + 9)}",
        )
        for n in range(59)
    ]  # fmt: skip
    assert_whole_and_legible(definition(*steps, end("end", "Fullført")), 9)


def test_the_picture_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    svg = swimlanes(LARGE)

    root = parsed(svg)
    assert {element.tag for element in root.iter()}.isdisjoint(
        {f"{SVG}script", f"{SVG}image", f"{SVG}use", f"{SVG}foreignObject", f"{SVG}a"}
    )
    attributes = [value for element in root.iter() for value in element.attrib.values()]
    assert [value for value in attributes if "://" in value] == []
    assert not re.search(r"@import|url\((?!#)|\son\w+=", svg)


def test_a_reader_who_cannot_see_it_is_told_what_it_shows() -> None:
    root = parsed(swimlanes(SMALL, here={"hold"}))

    named = [root.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert [element.attrib["id"] for element in named if element is not None] == root.attrib[
        "aria-labelledby"
    ].split()
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == "Pakkeforløp hjem for pasienter med kreft"
    told = root.findtext(f"{SVG}desc") or ""
    assert "10 steg hos Sykehuset, Kommunens mottak, Kreftkoordinator og Fastlegen" in told
    assert "Du er her: «Hold kartleggingssamtale 1»" in told
    assert "Tilbakefall" in told


def test_where_the_patient_is_shows_without_colour() -> None:
    root = parsed(swimlanes(SMALL, here={"hold"}, done={"offer", "hold"}))

    def of(step: str) -> ElementTree.Element:
        return next(g for g in root.iter(f"{SVG}g") if g.get("id") == f"step-{step}")

    classes = {step: of(step).attrib["class"].split() for step in ("hold", "offer", "send")}
    assert classes == {
        "hold": ["step", "task", "here"],
        "offer": ["step", "task", "done"],
        "send": ["step", "handoff"],
    }
    assert "du er her" in "".join(of("hold").itertext())
    marks = {step: len(of(step).findall("*[@class='mark']")) for step in classes}
    assert marks == {"hold": 1, "offer": 1, "send": 0}
    assert "gjort" in (of("offer").findtext(f"{SVG}title") or "")


def test_a_way_that_was_not_taken_is_dashed_and_said_to_be_so() -> None:
    root = parsed(swimlanes(SMALL, here={"hold"}, done={"offer"}, ahead={"send"}))

    def of(step: str) -> ElementTree.Element:
        return next(g for g in root.iter(f"{SVG}g") if g.get("id") == f"step-{step}")

    left = next(step for step in SMALL.steps if step not in ("hold", "offer", "send"))
    assert of(left).attrib["class"].split()[-1] == "aside"
    assert "ikke lenger aktuelt" in (of(left).findtext(f"{SVG}title") or "")
    assert "aside" not in of("send").attrib["class"]
    assert "stroke-dasharray:4 4" in (root.findtext(f"{SVG}style") or "")


def test_in_a_page_the_picture_brings_no_style_of_its_own() -> None:
    svg = swimlanes(SMALL, here={"hold"}, in_page=True)

    assert "<style" not in svg
    assert " style=" not in svg
    root = parsed(svg)
    assert root.attrib["class"] == PAGE_CLASS
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", page_style_sheet())
    parts = [part for rule in rules for part in rule.split(",")]
    assert all(part.startswith(f".{PAGE_CLASS}") for part in parts)


def luminance(colour: str) -> float:
    """WCAG 2: relative luminance of #rrggbb."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_texts_and_lines_stand_out_from_every_ground(name: str) -> None:
    palette = PALETTES[name]

    weak = [
        (role, ground)
        for roles, least in ((TEXTS, 4.5), (LINES, 3.0))
        for role in roles
        for ground in GROUNDS
        if contrast(palette[role], palette[ground]) < least
    ]
    # The word on a flag, and the tick on its disc.
    weak += [
        ("on-mark", mark)
        for mark in ("here", "text")
        if contrast(palette["on-mark"], palette[mark]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("theme", get_args(Theme))
def test_every_theme_prints_black_on_white_and_only_auto_follows_the_reader(theme: Theme) -> None:
    style = parsed(swimlanes(SMALL, theme=theme)).findtext(f"{SVG}style") or ""

    assert "@media print{" in style
    assert ("prefers-color-scheme:dark" in style) == (theme == "auto")
    printed = style[style.index("@media print{") :]
    assert "--text:#000000" in printed[: printed.index("}}")]
    used = set(re.findall(r"var\(--([\w-]+)\)", style))
    assert used <= set(PALETTES["light"])


def test_two_pictures_on_a_page_do_not_share_ids_or_rules() -> None:
    light, dark = (parsed(swimlanes(SMALL, theme=theme)) for theme in ("light", "dark"))

    def ids(root: ElementTree.Element) -> set[str]:
        return {e.attrib["id"] for e in root.iter() if e.get("id", "").startswith("swimlanes-")}

    assert ids(light)
    assert ids(light).isdisjoint(ids(dark))
    style = light.findtext(f"{SVG}style") or ""
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", style)
    outside = [
        part
        for rule in rules
        for part in rule.split(",")
        if not part.startswith(f".{light.attrib['class']}")
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ["svar innen 2 virkedager", "vindu 3–4 måneder etter klokkestart", "ellers 4 uker",
                "etter 2 runder", "kopi til Fastlegen", "Kan skje når som helst"]),
        ("nn", ["svar innan 2 virkedagar", "vindauge 3–4 månader etter", "elles 4 veker",
                "etter 2 rundar", "Kan skje når som helst"]),
        ("en", ["answer within 2 working days", "window 3–4 months after", "else 4 weeks",
                "after 2 rounds", "copy to The GP", "Can happen at any time"]),
    ],
)  # fmt: skip
def test_limits_windows_and_rounds_are_said_in_the_readers_language(
    language: Language, words: list[str]
) -> None:
    root = parsed(swimlanes(SMALL, language=language))

    assert root.attrib["lang"] == language
    said = " ".join(" ".join(root.itertext()).split())
    assert [phrase for phrase in words if phrase not in said] == []


def test_those_who_are_only_told_have_a_narrow_lane_with_a_dotted_line_for_each_copy() -> None:
    picture = picture_of(SMALL)

    narrow = next(lane for lane in picture.lanes if lane.lane.party == "gp")
    assert narrow.lane.told
    assert narrow.height < min(lane.height for lane in picture.lanes if not lane.lane.told)
    dotted = [line for line in picture.lines if line.kind == "copy"]
    assert [line.hint for line in dotted] == ["Send overføring til kommunen", "Meld tilbake"]
    assert all(narrow.y < line.points[-1][1] < narrow.y + narrow.height for line in dotted)


def test_a_handoff_is_answered_in_the_receivers_lane_and_stays_with_the_sender_until_then() -> None:
    picture = picture_of(SMALL)

    lanes = {node: placed.block.node.lane.party for node, placed in picture.blocks.items()}
    assert (lanes["step-send"], lanes["receipt-send"]) == ("hospital", "intake")
    assert [e.way.name for e in picture.blocks["step-send"].block.node.exits] == ["objected"]
    answers = [e.way.name for e in picture.blocks["receipt-send"].block.node.exits]
    assert answers == ["accepted", "rejected"]


def test_automatic_steps_stand_in_the_lane_of_the_step_before() -> None:
    picture = picture_of(LARGE)

    lanes = {node: placed.block.node.lane.party for node, placed in picture.blocks.items()}
    assert lanes["step-urgent"] == "intake"
    assert lanes["step-tell-2"] == lanes["join-both-2"] == "caseowner"


def test_events_are_listed_with_what_they_do() -> None:
    root = parsed(swimlanes(SMALL))

    cards = {
        g.attrib["data-event"]: g.findtext(f"{SVG}title")
        for g in root.iter(f"{SVG}g")
        if g.get("class") == "event"
    }
    assert cards == {
        "death": "Pasienten dør: avslutter: Død",
        "moved": "Pasienten flytter: ny mottaker: kommunens mottak og kreftkoordinator",
        "relapse": "Tilbakefall: avslutter: Erstattet av nytt forløp, starter nytt forløp",
        "too-ill": "For syk eller innlagt: setter på vent",
        "better": "Frisk nok igjen: tar opp igjen",
        "objects": "Reserverer seg mot deling: endrer samtykke",
    }


def test_a_long_pathway_is_folded_and_every_link_leads_to_its_other_end() -> None:
    folded, flat = picture_of(LARGE, 9), picture_of(LARGE, None)

    assert folded.width < flat.width / 2
    nodes = [placed.block.node for placed in folded.blocks.values()]
    ends = {node.sign: node.exits[0].leads for node in nodes if node.kind == "link-in"}
    assert ends
    by_id = {node.id: node for node in nodes}
    for node in nodes:
        for leaving in node.exits:
            link = by_id[leaving.leads]
            if link.kind == "link-out":
                assert ends[link.sign] == leaving.way.target
                assert by_id[leaving.way.target].title in link.title
    assert all(placed.block.node.kind != "link-in" for placed in flat.blocks.values())


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("hold.urgent == true || hold.distress >= number.distress_high",
         "Haster eller Grad av påkjenning ≥ 4"),
        ('hold.wants == "later" && !hold.urgent', "Ønsker hjelp: Senere og ikke Haster"),
        ('outcome.offer != "declined"', "ikke Takker nei"),
        ('date.diagnosed == ""', "Diagnosedato mangler"),
        ('item.solution == "service"', "Løsning: Tjenesten tar det"),
        ("late.appoint > 0", "dager for sent til «Utpek ansvarlig» > 0"),
        ("rounds.ask_again < 2", "runder i «Spør igjen» < 2"),
        ("others.days_since.slag <= 30 && others.open.kreft_hjem > 0",
         "dager siden «slag» ≤ 30 og pågående «kreft hjem» > 0"),
        ("hold.list.exists(x, x == 1)", "hold.list.exists(x, x = 1)"),
    ],
)  # fmt: skip
def test_a_condition_is_read_with_the_words_of_the_forms(rule: str, said: str) -> None:
    assert say_condition(rule, Wording(SMALL, "nb")) == said


def test_long_words_are_broken_where_compound_words_join() -> None:
    assert wrap("kartleggingssamtale", 13, 110, most_lines=3) == ("kartleggings-", "samtale")
    assert wrap("samhandlingspunkt", 13, 110, most_lines=3) == ("samhandlings-", "punkt")
    assert wrap("Sykehusavdelingen", 13, 110, most_lines=3) == ("Sykehus-", "avdelingen")
    assert wrap("kreftkoordinator", 13, 100, most_lines=3) == ("kreft-", "koordinator")


def test_a_number_does_not_stand_alone_on_the_last_line() -> None:
    assert wrap("Spør om samtale 1", 13, 120, most_lines=2) == ("Spør om", "samtale 1")


@given(st.text(max_size=80), st.floats(20, 300), st.integers(1, 4), st.booleans())
def test_wrapped_lines_always_fit(text: str, width: float, most: int, bold: bool) -> None:
    lines = wrap(text, 13, width, most_lines=most, bold=bold)

    assert len(lines) <= most
    assert all(text_width(line, 13, bold=bold) <= width for line in lines)
    if len(lines) < most:
        kept = "".join(lines).replace("-", "").replace(" ", "")
        assert kept == "".join(text.split()).replace("-", "")


def test_a_label_with_markup_or_control_characters_is_only_text() -> None:
    sly = definition(
        task("a", 'Ring <b>"pasienten"</b> & \x07 avtal', "hospital", done="end"),
        end("end", "Slutt"),
    )
    root = parsed(swimlanes(sly))

    group = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "step-a")
    assert (group.findtext(f"{SVG}title") or "").startswith('Ring <b>"pasienten"</b> &  avtal')
    assert not list(group.iter(f"{SVG}b"))


def test_the_same_definition_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from hjemover.definition.diagram import swimlanes;"
        "from hjemover.definition.models import decode;"
        "d = decode(sys.stdin.buffer.read());"
        "sys.stdout.buffer.write(swimlanes(d, here=set(d.steps)).encode())"
    )
    written = msgspec.json.encode(LARGE)  # in the designer's order, which decides the picture's
    ours = swimlanes(LARGE, here=set(LARGE.steps)).encode()
    for seed in ("1", "2"):
        theirs = subprocess.run(
            [sys.executable, "-c", code],
            input=written,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert theirs.stdout == ours
