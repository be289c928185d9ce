"""The definition of all tests with what accrues and what is measured, for random stories."""

from datetime import date

from msgspec.structs import replace

from hjemover.definition.models import (
    Absence,
    Accrual,
    Condition,
    DateRef,
    Field,
    Measure,
    Occurrence,
    Rate,
    RateTable,
)
from hjemover.engine import Rules
from hjemover.engine.others import Others
from tests.engine.definitions import ADDRESS_BOOK, TRY_OUT, amount, event, text, told

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
        absence=Absence(occurrence="measured", within=amount("3 days"), during="early"),
        tell=told("hospital"),
    ),
    "no-word": event(
        "no-word",
        absence=Absence(occurrence="measured", within=amount("36 hours"), during="send"),
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

WIDE = replace(
    TRY_OUT,
    tables={"daily": RATES},
    accruals=ACCRUALS,
    measures=MEASURES,
    occurrences=OCCURRENCES,
    events={**TRY_OUT.events, **EVENTS},
)
OTHERS = Others(open={"try-out": ("p7",)}, closed={"try-out": 1}, services=2)
WIDE_RULES = Rules(definition=WIDE, directory=ADDRESS_BOOK, others=OTHERS)
