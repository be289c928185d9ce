"""A definition with the words for checklists, gates and limits in it, all in one loop."""

from msgspec.structs import replace

from hjemover.definition.models import ChecklistItem, Condition, Gate, Rounds, Step
from hjemover.engine import Rules
from tests.engine.definitions import (
    ADDRESS_BOOK,
    ask,
    define,
    end,
    event,
    handoff,
    limit,
    out,
    task,
    text,
    told,
)


def condition(source: str) -> Condition:
    return Condition(source=source)


STEPS: list[Step] = [
    replace(
        task("ready", "hospital", limit("5 days"), rounds=Rounds(at_most=9, then="finish")),
        checklist={
            "keys": ChecklistItem(label=text("Nøkler")),
            "aids": ChecklistItem(label=text("Hjelpemidler"), when=condition("ready.aids")),
            "flowers": ChecklistItem(label=text("Blomster"), optional=True),
        },
        outcomes={
            "done": replace(out("send", ask(aids="yes-no")), gate=Gate(checklist=True)),
            "away": replace(
                out("send"),
                gate=Gate(when=condition("rounds.ready > 1"), say=text("Har vært her før")),
            ),
            "again": out("ready"),
        },
    ),
    replace(
        handoff(
            "send",
            ("hospital", "intake"),
            limit("2 working days", escalate=(("1 working day", ("intake.lead",)),)),
            {"accepted": out("settle"), "rejected": out("ready"), "blocked": out("ready")},
        ),
        gate=Gate(when=condition("ready.aids || rounds.ready > 1"), say=text("Hjelpemidler")),
    ),
    task(
        "settle", "intake", limit("2 weeks"), outcomes={"done": out("finish"), "back": out("ready")}
    ),
    end("finish", "FULLFORT"),
]

EVENTS = [
    event("death", close="DOD", silent=True, tell=told("hospital")),
    event("moved", ask=ask(municipality="municipality"), readdress=("intake",)),
    event("start-over", goto="ready"),
]

LIMITED = define(STEPS, start="ready", events=EVENTS)
LIMITED_RULES = Rules(definition=LIMITED, directory=ADDRESS_BOOK)
