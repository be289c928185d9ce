"""The definition of all tests with what accrues and what is measured, for random stories."""

from datetime import date

from msgspec.structs import replace

from hjemover.definition.models import (
    Accrual,
    Condition,
    DateRef,
    Measure,
    Rate,
    RateTable,
)
from hjemover.engine import Rules
from tests.engine.definitions import ADDRESS_BOOK, TRY_OUT, amount, text

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

WIDE = replace(TRY_OUT, tables={"daily": RATES}, accruals=ACCRUALS, measures=MEASURES)
WIDE_RULES = Rules(definition=WIDE, directory=ADDRESS_BOOK)
