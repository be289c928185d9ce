"""The definition of all tests with what accrues and what is measured, for random stories."""

from datetime import date

from msgspec.structs import replace

from hjemover.definition.models import (
    AbsentOccurrence,
    Accrual,
    Condition,
    DateRef,
    Field,
    Measure,
    Occurrence,
    Rate,
    RateTable,
    Rounds,
    Step,
    SubpathwayStep,
)
from hjemover.engine import Rules
from hjemover.engine.others import Others
from tests.engine.definitions import (
    ADDRESS_BOOK,
    CLOCK,
    JOINED,
    TRY_OUT,
    amount,
    event,
    limit,
    out,
    text,
    told,
)

RATES = RateTable(
    unit="NOK",
    source="proposal",
    verified=False,
    rows=(
        Rate(valid_from=date(2025, 1, 1), value=4000.0),
        Rate(valid_from=date(2026, 6, 1), until=date(2026, 12, 31), value=5000.0),
    ),
)

ACCRUALS = {
    "waiting": Accrual(
        name=text("Ventedøgn"),
        rate="daily",
        of=DateRef("surgery"),
        grace=amount("24 hours"),
        starts=("send.rejected", "send.overdue", "event.operated"),
        stops=("send.accepted", "event.better", "finish.started"),
        party="intake",
    ),
    "paused": Accrual(
        name=text("Pausedøgn"),
        starts=("event.too-ill", "offer.later"),
        stops=("event.better", "hold.started"),
        inclusive=False,
        keeps=False,
    ),
}

MEASURES = {
    "answered": Measure(
        name=text("Svar i tide"),
        kind="share",
        begins=("send.started", "need-offer.started"),
        ends=("send.accepted", "send.rejected", "need-offer.done"),
        within=amount("$accept-within"),
        when=Condition(source="rounds.send <= 2"),
        source="proposal",
        verified=False,
        party="intake",
    ),
    "whole": Measure(
        name=text("Hele tiden"),
        kind="median",
        begins=("enrolled",),
        ends=("closed",),
        source="proposal",
        verified=False,
    ),
}

OCCURRENCES = {
    "measured": Occurrence(),
    "admitted": Occurrence(data={"acute": Field(type="yes-no", label=text("Akutt"))}),
}

EVENTS = {
    "silent": event(
        "silent",
        absence=AbsentOccurrence(occurrence="measured", within=amount("3 days"), during="early"),
        tell=told("hospital"),
    ),
    "no-word": event(
        "no-word",
        absence=AbsentOccurrence(occurrence="measured", within=amount("36 hours"), during="send"),
        goto="offer",
    ),
    "back": event(
        "back",
        on="admitted",
        when=Condition(source="occurrence.acute && others.open.try_out < 2"),
        goto="send",
    ),
    "seen-there": event("seen-there", on="measured", cancel=("plan", "call")),
}

STEPS: list[Step] = [
    replace(
        TRY_OUT.steps["appoint"],
        outcomes={"done": out("rehabilitation"), "later": out("own-pathways")},
    ),
    SubpathwayStep(
        id="rehabilitation",
        label=text("Rehabilitering"),
        pathway="rehab",
        if_open="join",
        party="caseowner",
        due=limit("10 days", escalate=(("3 days", ("intake.lead",)),)),
        dates={"since": CLOCK, "later": DateRef("surgery")},
        outcomes={"FRISK": "triage", "DOD": "finish"},
        otherwise="own-pathways",
        rounds=Rounds(at_most=2, then="triage"),
    ),
    SubpathwayStep(
        id="own-pathways",
        label=text("Egne forløp"),
        pathway="behov",
        each="talk-2.needs",
        waits=False,
        otherwise="skipped",
    ),
    SubpathwayStep(
        id="skipped",
        label=text("Bare ett"),
        pathway="try-out",
        if_open="skip",
        otherwise="triage",
    ),
    replace(TRY_OUT.steps["need-do"], outcomes={"done": out("need-sub")}),
    SubpathwayStep(
        id="need-sub",
        label=text("Eget forløp"),
        pathway="behov",
        due=limit("30 days"),
        otherwise=JOINED,
    ),
]

WIDE = replace(
    TRY_OUT,
    steps={**TRY_OUT.steps, **{step.id: step for step in STEPS}},
    tables={"daily": RATES},
    accruals=ACCRUALS,
    measures=MEASURES,
    occurrences=OCCURRENCES,
    events={**TRY_OUT.events, **EVENTS},
)
OTHERS = Others(
    open={"try-out": ("p7",), "rehab": ("p5", "p6")},
    closed={"try-out": 1},
    services=2,
    waiting=frozenset({"p6"}),
)
WIDE_RULES = Rules(definition=WIDE, directory=ADDRESS_BOOK, others=OTHERS)
