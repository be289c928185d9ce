"""A definition with every kind of step and event in it, and an address book to read it against.

Built from the models directly, so that the engine is tested without the language above it.
"""

from collections.abc import Sequence
from datetime import date

from hjemover.calendar import parse_duration
from hjemover.definition.models import (
    JOINED,
    Amount,
    AnswerRef,
    Branch,
    Condition,
    ConsentRule,
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
    NumberOverride,
    Outcome,
    ParallelStep,
    Party,
    PathwayDefinition,
    Recipient,
    Ref,
    Registration,
    Rounds,
    Rung,
    StartRef,
    Step,
    StepRef,
    TaskStep,
    Text,
    WaitStep,
    Window,
    WindowRef,
)
from hjemover.engine import Directory, Rules, UnitFacts
from hjemover.vocabulary import DeadlineClass

# --- small words ------------------------------------------------------------------------------


def text(nb: str) -> Text:
    return Text(nb=nb)


def amount(said: str) -> Amount:
    """ "3 weeks", or "$name" for a number."""
    if said.startswith("$"):
        return Amount(number=said[1:])
    return Amount(duration=parse_duration(said))


def after(said: str, of: Ref | None = None) -> Moment:
    return Moment(of=of or StartRef(), offset=amount(said))


def before(said: str, of: Ref) -> Moment:
    return Moment(of=of, offset=amount(said), direction="before")


def told(*parties: str) -> tuple[Recipient, ...]:
    """Units, or with ".lead" after the name the leads of them."""
    return tuple(
        Recipient(party=name.removesuffix(".lead"), role="lead" if ".lead" in name else "unit")
        for name in parties
    )


def limit(
    said: str,
    of: Ref | None = None,
    *,
    remind: tuple[str, ...] = (),
    escalate: tuple[tuple[str, tuple[str, ...]], ...] = (),
    expire: bool = False,
) -> Limit:
    return Limit(
        until=after(said, of),
        remind=tuple(map(amount, remind)),
        escalate=tuple(Rung(after=amount(when), to=told(*to)) for when, to in escalate),
        expire=expire,
    )


def ask(**fields: str) -> dict[str, Field]:
    """Required fields by type; "a|b" is a choice, "past" a date that cannot lie ahead."""
    return {name: _field(kind) for name, kind in fields.items()}


def _field(kind: str) -> Field:
    if "|" in kind:
        choices = {code: text(code) for code in kind.split("|")}
        return Field(type="choice", label=text(kind), required=True, choices=choices)
    if kind == "past":
        return Field(type="date", label=text(kind), required=True, may_be_future=False)
    return Field(type=kind, label=text(kind), required=True)  # type: ignore[arg-type] # checked by msgspec when it is decoded


def out(then: str, asked: dict[str, Field] | None = None) -> Outcome:
    return Outcome(label=text(then), then=then, ask=asked or {})


def task(
    name: str,
    party: str,
    due: Limit | None,
    *,
    then: str = "",
    outcomes: dict[str, Outcome] | None = None,
    window: str | None = None,
    form: str | None = None,
    register: Registration | None = None,
    rounds: Rounds | None = None,
) -> TaskStep:
    return TaskStep(
        id=name,
        label=text(name),
        party=party,
        due=due,
        outcomes=outcomes or {"done": out(then)},
        window=window,
        form=form,
        register=register,
        rounds=rounds,
    )


def handoff(
    name: str,
    parties: tuple[str, str],
    accept: Limit,
    outcomes: dict[str, Outcome],
    *,
    copies: tuple[str, ...] = (),
    consent: str | None = None,
    delivered: Limit | None = None,
) -> HandoffStep:
    return HandoffStep(
        id=name,
        label=text(name),
        sender=parties[0],
        receiver=parties[1],
        accept=accept,
        outcomes=outcomes,
        copies=copies,
        consent=consent,
        delivered=delivered,
    )


def wait(
    name: str,
    then: str,
    *,
    until: Moment | None = None,
    otherwise: Moment | None = None,
    party: str | None = None,
    postponed: bool = False,
    rounds: Rounds | None = None,
) -> WaitStep:
    return WaitStep(
        id=name,
        label=text(name),
        then=then,
        until=until,
        otherwise=otherwise,
        party=party,
        postponed=postponed,
        rounds=rounds,
    )


def choose(name: str, otherwise: str, **ways: str) -> DecisionStep:
    """*ways*: target (underscores for hyphens) = expression."""
    branches = tuple(
        Branch(when=Condition(source=source), then=then.replace("_", "-"))
        for then, source in ways.items()
    )
    return DecisionStep(id=name, label=text(name), branches=branches, otherwise=otherwise)


def notice(name: str, then: str, *to: str, consent: str | None = None) -> NoticeStep:
    return NoticeStep(id=name, label=text(name), then=then, to=told(*to), consent=consent)


def parallel(name: str, then: str, join: str | int = "all", **branches: str) -> ParallelStep:
    return ParallelStep(
        id=name,
        label=text(name),
        then=then,
        branches={branch: first.replace("_", "-") for branch, first in branches.items()},
        join=join,  # type: ignore[arg-type] # "all", "any" or a number
    )


def each(name: str, then: str, of: str, start: str) -> ParallelStep:
    return ParallelStep(id=name, label=text(name), then=then, each=of, start=start)


def end(name: str, outcome: str, *, silent: bool = False) -> EndStep:
    return EndStep(id=name, label=text(name), outcome=outcome, silent=silent)


def event(name: str, **what: object) -> Interrupt:
    return Interrupt(id=name, name=text(name), **what)  # type: ignore[arg-type] # keywords of Interrupt


def number(said: str | int, *overrides: NumberOverride) -> Number:
    value = parse_duration(said) if isinstance(said, str) else said
    return Number(
        value=value,
        deadline_class=DeadlineClass.LOCAL,
        source="proposal",
        verified=False,
        overrides=overrides,
    )


def define(
    steps: Sequence[Step],
    *,
    start: str = "",
    events: list[Interrupt] | None = None,
    numbers: dict[str, Number] | None = None,
) -> PathwayDefinition:
    """A definition of *steps* with the parties, dates, windows and forms of all tests."""
    return PathwayDefinition(
        id="try-out",
        version=1,
        valid_from=date(2025, 1, 1),
        name=text("Utprøving"),
        parties=PARTIES,
        dates=DATES,
        numbers=NUMBERS | (numbers or {}),
        windows={"point-2": POINT_2, "open-ended": OPEN_ENDED},
        consents=CONSENTS,
        forms={"needs": NEEDS},
        outcomes={code: text(code) for code in ("FULLFORT", "DOD", "ERSTATTET", "RESERVERT")},
        start=start or steps[0].id,
        steps={step.id: step for step in steps},
        events={one.id: one for one in events or []},
    )


# --- what every definition here shares --------------------------------------------------------

CLOCK = DateRef("clock")

PARTIES = {
    "gp": Party(name=text("Fastlegen"), service="gp", of="patient.gp", informed_only=True),
    "hospital": Party(name=text("Sykehuset"), service="cancer-care"),
    "intake": Party(name=text("Mottaket"), service="intake", of="patient.municipality"),
    "caseowner": Party(name=text("Koordinatoren"), service="coordinator", of="intake"),
    "provider": Party(name=text("Tjenesten"), service="item.service", of="intake"),
}

DATES = {
    "diagnosed": NamedDate(name=text("Diagnosedato"), required=True),
    "told": NamedDate(name=text("Informert")),
    "clock": NamedDate(name=text("Klokkestart"), first_known_of=("told", "diagnosed")),
    "surgery": NamedDate(name=text("Operasjon"), may_be_future=True),
}

NUMBERS = {
    "accept-within": number("2 working days"),
    "point-2-opens": number("3 months"),
    "distress-high": number(4),
}

POINT_2 = Window(
    name=text("Samtale 2"),
    opens=Moment(of=CLOCK, offset=amount("$point-2-opens")),
    closes=after("4 months", CLOCK),
    plan=before("3 weeks", WindowRef("point-2", "opens")),
)
OPEN_ENDED = Window(
    name=text("Etter operasjonen"),
    opens=after("2 weeks", DateRef("surgery")),
    closes=after("6 weeks", DateRef("surgery")),
)

CONSENTS = {
    "sharing": ConsentRule(name=text("Deling"), basis="objection"),
    "letters": ConsentRule(name=text("Brev"), basis="explicit"),
}

NEEDS = Form(
    id="needs",
    name=text("Behov"),
    fields={
        "distress": Field(type="number", label=text("Belastning"), at_least=0, at_most=10),
        "urgent": Field(type="yes-no", label=text("Haster")),
        "held-on": Field(type="date", label=text("Holdt"), may_be_future=False),
        "themes": Field(
            type="choices", label=text("Temaer"), choices={"pain": text("p"), "work": text("w")}
        ),
        "scores": Field(
            type="table",
            label=text("Skår"),
            rows={"sleep": text("s")},
            columns={"score": Field(type="number", label=text("n"), required=True)},
        ),
    },
)

NEED_LIST = Field(
    type="list",
    label=text("Behov"),
    columns={
        "service": Field(type="service", label=text("Tjeneste"), required=True),
        "what": Field(type="text", label=text("Hva")),
    },
)

# --- the whole of it --------------------------------------------------------------------------

HOSPITAL_STEPS: list[Step] = [
    task(
        "offer",
        "hospital",
        limit(
            "5 working days",
            CLOCK,
            remind=("1 working day",),
            escalate=(("3 working days", ("hospital.lead",)),),
        ),
        outcomes={
            "accepted": out("hold"),
            "later": out("ask-again", ask(again_on="date")),
            "declined": out("send", ask(scope="this-talk|all")),
        },
    ),
    wait(
        "ask-again",
        "offer",
        until=Moment(of=AnswerRef("again_on", "offer")),
        otherwise=after("4 weeks"),
        party="hospital",
        postponed=True,
        rounds=Rounds(at_most=2, then="send"),
    ),
    task(
        "hold",
        "hospital",
        limit("4 weeks"),
        form="needs",
        register=Registration(code_set="NCMP", code="WMFG11", verified=False),
        outcomes={"held": out("send"), "no_show": out("ask-again", ask(why="text"))},
    ),
    handoff(
        "send",
        ("hospital", "intake"),
        limit(
            "$accept-within",
            remind=("1 working day",),
            escalate=(
                ("3 working days", ("hospital.lead", "intake.lead")),
                ("5 working days", ("intake.lead",)),
            ),
        ),
        {
            "accepted": out("appoint"),
            "rejected": out("choose-receiver", ask(why="wrong-municipality|not-our-patient")),
            "objected": out("keep-quiet"),
        },
        copies=("gp",),
        consent="sharing",
        delivered=limit("1 working day"),
    ),
    task(
        "choose-receiver",
        "hospital",
        limit("1 working day"),
        outcomes={"chosen": out("send", ask(municipality="municipality"))},
    ),
    wait(
        "keep-quiet",
        "send",
        otherwise=after("4 weeks"),
        party="hospital",
        rounds=Rounds(at_most=2, then="end-objected"),
    ),
    end("end-objected", "RESERVERT", silent=True),
]

MUNICIPAL_STEPS: list[Step] = [
    task("appoint", "intake", limit("2 working days"), then="triage"),
    choose(
        "triage",
        "talk-2",
        early="hold.urgent || hold.distress >= number.distress_high",
    ),
    task("early", "caseowner", limit("5 working days"), then="talk-2"),
    task(
        "talk-2",
        "caseowner",
        Limit(
            until=Moment(of=WindowRef("point-2", "closes")),
            remind=(amount("1 week"),),
            escalate=(Rung(after=amount("1 week"), to=told("intake.lead")),),
        ),
        window="point-2",
        rounds=Rounds(at_most=2, then="report"),
        outcomes={
            "held": out("follow-up", {"needs": NEED_LIST}),
            "no_show": out("talk-2"),
        },
    ),
    parallel("follow-up", "meet-needs", plan="plan", ip="consider-ip"),
    task("plan", "caseowner", limit("5 working days"), then=JOINED),
    task(
        "consider-ip",
        "intake",
        limit("10 working days"),
        outcomes={"yes": out("tell-ip"), "no": out(JOINED)},
    ),
    notice("tell-ip", JOINED, "gp", "hospital", consent="letters"),
    each("meet-needs", "report", "talk-2.needs", "need-offer"),
    handoff(
        "need-offer",
        ("caseowner", "provider"),
        limit("5 working days", expire=True),
        {"accepted": out("need-do"), "rejected": out(JOINED), "expired": out("need-again")},
    ),
    task(
        "need-again",
        "caseowner",
        limit("5 working days"),
        outcomes={"again": out("need-offer"), "no_offer": out(JOINED)},
        rounds=Rounds(at_most=2, then=JOINED),
    ),
    task("need-do", "provider", limit("30 days"), then=JOINED),
    notice("report", "reach", "gp", "hospital", consent="sharing"),
    parallel("reach", "last-things", "any", call="call", write="write"),
    task("call", "caseowner", limit("1 week"), then=JOINED),
    parallel("write", JOINED, "all", letter="letter", pause="pause"),
    task("letter", "intake", limit("1 week"), then=JOINED),
    wait("pause", JOINED, otherwise=after("36 hours")),
    parallel("last-things", "finish", 2, x="rest", y="thank", z="archive"),
    wait("rest", JOINED, until=Moment(of=StepRef("thank")), otherwise=after("3 weeks")),
    task("thank", "caseowner", limit("24 hours", remind=("6 hours",)), then=JOINED),
    task("archive", "hospital", limit("10 days", StepRef("thank", "started")), then=JOINED),
    end("finish", "FULLFORT"),
]

EVENTS: list[Interrupt] = [
    event("death", close="DOD", silent=True, tell=told("caseowner", "hospital", "gp")),
    event("moved", ask=ask(municipality="municipality"), readdress=("intake", "caseowner")),
    event(
        "relapse",
        close="ERSTATTET",
        start="try-out",
        ask=ask(relapse_date="past"),
        set_dates={"diagnosed": "relapse_date"},
    ),
    event("too-ill", ask=ask(review_on="date"), pause_until="review_on"),
    event("better", resume=True),
    event("objects", consent={"sharing": "objected"}),
    event("allows", consent={"sharing": "given"}),
    event("start-over", goto="offer"),
    event("no-plan", cancel=("plan",), tell=told("caseowner")),
    event("no-follow-up", cancel=("follow-up", "appoint")),
    event("operated", ask=ask(day="date"), set_dates={"surgery": "day"}),
    event("new-gp", ask=ask(gp="text")),
]

TRY_OUT = define([*HOSPITAL_STEPS, *MUNICIPAL_STEPS], start="offer", events=EVENTS)
"""Offer, talk, handoff, planned talk, branches, needs, report: in the order of the lists."""

# --- the address book -------------------------------------------------------------------------


def _unit(name: str, organisation: str, *services: str, region: str = "vest") -> UnitFacts:
    return UnitFacts(id=name, organisation=organisation, region=region, services=services)


_UNITS = [
    _unit("ward", "hospital-x", "cancer-care"),
    _unit("ward-2", "hospital-x", "cancer-care"),
    _unit("intake-a", "kommune-a", "intake"),
    _unit("owner-a", "kommune-a", "coordinator"),
    _unit("physio-a", "kommune-a", "physio"),
    _unit("work-a", "kommune-a", "work"),
    _unit("intake-b", "kommune-b", "intake", region="ost"),
    _unit("owner-b", "kommune-b", "coordinator", region="ost"),
    _unit("gp-1", "legekontor-1", "gp"),
    _unit("gp-2", "legekontor-2", "gp"),
]

ADDRESS_BOOK = Directory(
    units={unit.id: unit for unit in _UNITS},
    services={
        (unit.organisation, service): unit.id
        for unit in _UNITS
        for service in unit.services
        if unit.id != "ward-2"
    },
)

RULES = Rules(definition=TRY_OUT, directory=ADDRESS_BOOK)

__all__ = [
    "ADDRESS_BOOK",
    "CLOCK",
    "JOINED",
    "NEED_LIST",
    "RULES",
    "TRY_OUT",
    "after",
    "amount",
    "ask",
    "before",
    "choose",
    "define",
    "each",
    "end",
    "event",
    "handoff",
    "limit",
    "notice",
    "number",
    "out",
    "parallel",
    "task",
    "text",
    "told",
    "wait",
]
