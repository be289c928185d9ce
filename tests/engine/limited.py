"""A definition with the words for checklists, gates and limits in it, all in one loop."""

from msgspec.structs import replace

from hjemover.definition.models import (
    Breach,
    ChecklistItem,
    Condition,
    Extension,
    Gate,
    Limit,
    Overlap,
    Ref,
    Rounds,
    Step,
)
from hjemover.engine import Rules
from tests.engine.definitions import (
    ADDRESS_BOOK,
    CLOCK,
    amount,
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


def movable(said: str, of: Ref | None = None) -> Limit:
    one = limit(said, of, remind=("1 day",), escalate=(("1 working day", ("hospital.lead",)),))
    return replace(one, stops=True, extend=Extension(by=amount("3 days"), at_most=2))


def condition(source: str) -> Condition:
    return Condition(source=source)


STEPS: list[Step] = [
    replace(
        task(
            "ready",
            "hospital",
            replace(movable("5 working days", CLOCK), breach=Breach(ask_reason=True)),
            rounds=Rounds(at_most=9, then="finish"),
        ),
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
            replace(movable("9 working hours"), tacit=True),
            {"accepted": out("settle"), "rejected": out("ready"), "blocked": out("ready")},
            delivered=limit("1 day"),
        ),
        gate=Gate(when=condition("ready.aids || rounds.ready > 1"), say=text("Hjelpemidler")),
        overlap=Overlap(until="settle", within=amount("10 days")),
    ),
    task(
        "settle",
        "intake",
        movable("2 weeks"),
        outcomes={"done": out("call"), "back": out("ready")},
    ),
    task(
        "call",
        "intake",
        replace(limit("3 days"), breach=Breach(then="finish", start="try-out")),
        outcomes={"done": out("ask"), "back": out("ready")},
    ),
    replace(
        handoff(
            "ask",
            ("intake", "caseowner"),
            limit("1 day", expire=True),
            {
                "accepted": out("settle"),
                "rejected": out("ready"),
                "objected": out("ready"),
                "expired": out("ready"),
            },
            copies=("gp",),
            consent="sharing",
        ),
        more=("hospital", "gp"),
        quorum=2,
        overlap=Overlap(until="settle", within=amount("3 days")),
    ),
    end("finish", "FULLFORT"),
]

EVENTS = [
    event("death", close="DOD", silent=True, tell=told("hospital")),
    event("moved", ask=ask(municipality="municipality"), readdress=("intake",)),
    event("start-over", goto="ready"),
    event("admitted", stop=("ready", "settle", "send")),
    event("discharged", restart=("ready", "settle", "send")),
    event("no-ask", cancel=("ask",)),
    event("allows", consent={"sharing": "given"}),
    event("told", ask=ask(day="date"), set_dates={"told": "day"}),
]

LIMITED = define(STEPS, start="ready", events=EVENTS)
LIMITED_RULES = Rules(definition=LIMITED, directory=ADDRESS_BOOK)
