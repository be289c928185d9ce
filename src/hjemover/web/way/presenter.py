"""The way in words for its page: what the template lays out, without ids and rules."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from hjemover.application.opaque import answer_code, obligation_key, step_code
from hjemover.application.way import Coming, Contract, Now, PastHandoff, Told, Way, course
from hjemover.calendar import days_between, say_day, say_deadline, say_instant
from hjemover.definition.diagram import draw_course
from hjemover.definition.diagram.wording import Wording
from hjemover.engine.state import Pathway
from hjemover.vocabulary import ObligationKind, PathwayStatus, RungKind
from hjemover.web.answers import TELLS_WHERE
from hjemover.web.codes import (
    ADVICE,
    CONSENTS,
    COPIES,
    HANDOFFS,
    KINDS,
    PATHWAYS,
    RUNGS,
    TASKS,
)
from hjemover.web.definitions.presenter import version_url
from hjemover.web.formats import days
from hjemover.web.leading.causes import CAUSES
from hjemover.web.subject import of_subject
from hjemover.web.way.reading import Seen
from hjemover.web.wording import N_, Words

Rows = tuple[tuple[str, str], ...]
"""Labels with what stands by them."""

_COMING_SHOWN: Final = 8
_LONG: Final = 240
"""Letters of answers from which they are folded in the history: a whole form is not a line."""


class Open(Struct, frozen=True, kw_only=True):
    """One open obligation. *task* is where the visitor may do something about it."""

    what: str
    kind: str
    holder: str
    days: str
    since: datetime
    awaits: str
    claimed_by: str
    planned: bool
    due: datetime | None
    due_reason: str
    late: str
    cause: str
    advice: str
    task: str
    contract: Rows
    question: str
    answer: str


class Step(Struct, frozen=True, kw_only=True):
    """Something ahead: when (words, or empty), what, who, and why then."""

    when: str
    what: str
    who: str = ""
    why: str = ""


class Correctable(Struct, frozen=True, kw_only=True):
    """A date or an answer with where it can be corrected; *url* is empty when it cannot be."""

    label: str
    value: str
    url: str
    note: str = ""


class Group(Struct, frozen=True, kw_only=True):
    name: str
    changes: tuple[Correctable, ...]


class Reportable(Struct, frozen=True, kw_only=True):
    """What may strike a patient: what it does, and where it is told of."""

    name: str
    does: str
    url: str


class Line(Struct, frozen=True, kw_only=True):
    """A line of the history, with both its times when they differ.

    Args:
        folded: Its details are a whole form, shown to whoever asks.
        withheld: There were some, which are not shared with the reader's house.
    """

    said: str
    details: Rows
    folded: bool
    withheld: bool
    at: str
    learnt: str
    who: str


class Page(Struct, frozen=True, kw_only=True):
    """All of the page but the patient."""

    name: str
    ref: str
    status: str
    ended: str
    version: str
    version_url: str
    newer: str
    paused: str
    quiet: bool
    opens: tuple[Open, ...]
    drawing: Markup
    coming: tuple[Step, ...]
    more_coming: tuple[Step, ...]
    nexts: tuple[tuple[str, str, str], ...]
    planned: tuple[Step, ...]
    shares: tuple[tuple[str, str, str], ...]
    held: tuple[tuple[str, ...], ...]
    handoffs: tuple[tuple[str, ...], ...]
    parties: Rows
    consents: Rows
    dates: tuple[Correctable, ...]
    groups: tuple[Group, ...]
    withheld: tuple[str, ...]
    events: tuple[Reportable, ...]
    history: tuple[Line, ...]
    everything: bool
    linked: tuple[tuple[str, str], ...]


def present(seen: Seen, words: Words, now: datetime, *, everything: bool) -> Page:
    """The page of one pathway.

    Args:
        everything: The history with what the definition and the clock did by themselves.
    """
    way, pathway = seen.way, seen.way.pathway
    coming = [_coming(way, one, words) for one in way.ahead.coming]
    may = seen.acts and not way.closed
    return Page(
        name=way.name,
        ref=way.ref,
        status=words.text(PATHWAYS[pathway.status]),
        ended=way.labels.result(pathway.outcome) if pathway.outcome else "",
        version=words.text(N_("Versjon %(version)d"), version=pathway.version),
        version_url=version_url(pathway.definition, pathway.version),
        newer=_newer(way, words),
        paused=_paused(pathway, words),
        quiet=way.healthy_silence and pathway.status is PathwayStatus.ACTIVE,
        opens=tuple(_open(way, one, words) for one in way.now),
        drawing=Markup(draw_course(course(way), way.name, words.language)),
        coming=tuple(coming[:_COMING_SHOWN]),
        more_coming=tuple(coming[_COMING_SHOWN:]),
        nexts=tuple(_nexts(way)),
        planned=tuple(_planned(way, words)),
        shares=tuple(
            (
                way.labels.unit(one.unit),
                days(one.days, words),
                words.text(N_("har ansvaret nå")) if one.now else "",
            )
            for one in way.shares
        ),
        held=tuple(_held(way, words, now)),
        handoffs=tuple(_handoff(way, one, words, now) for one in way.handoffs),
        parties=tuple(
            (way.labels.party(party), way.labels.unit(unit))
            for party, unit in pathway.parties.items()
        ),
        consents=tuple(_consents(way, words)),
        dates=tuple(_dates(way, words, may=may)),
        groups=tuple(_groups(seen, may=may)),
        withheld=way.withheld,
        events=tuple(_events(way)) if may else (),
        history=tuple(_lines(way.history, words, everything=everything)),
        everything=everything,
        linked=tuple(_linked(pathway, words)),
    )


def _newer(way: Way, words: Words) -> str:
    if way.newest is None:
        return ""
    return words.text(
        N_("Nye pasienter følger versjon %(version)d fra %(day)s. Denne følger fortsatt sin egen."),
        version=way.newest.version,
        day=say_day(way.newest.valid_from, words.language, weekday=False),
    )


def _paused(pathway: Pathway, words: Words) -> str:
    if pathway.hold is None:
        return ""
    return words.text(
        N_("På pause siden %(since)s. Vurderes på nytt %(review)s; ingen blir purret før det."),
        since=say_day(pathway.hold.since, words.language, weekday=False),
        review=say_day(pathway.hold.review, words.language),
    )


# --- now ------------------------------------------------------------------------------------------


def _open(way: Way, now: Now, words: Words) -> Open:
    open_, labels = now.obligation, way.labels
    late = open_.due.late_on_arrival if open_.due else 0
    ours = {open_.holder, open_.awaits} & way.units
    return Open(
        what=now.what,
        kind=_kind(now, words),
        holder=labels.unit(open_.holder),
        days=days(now.days, words),
        since=open_.since,
        awaits=labels.unit(open_.awaits) if open_.awaits != open_.holder else "",
        claimed_by=labels.person(open_.claimed_by) if open_.claimed_by else "",
        planned=now.rests,
        due=now.due.at if now.due else None,
        due_reason=now.due_reason,
        late=words.count(
            "Kom %(num)d dag for sent; det er avsenderens forsinkelse.",
            "Kom %(num)d dager for sent; det er avsenderens forsinkelse.",
            late,
        )
        if late
        else "",
        cause=words.text(CAUSES[now.cause]) if now.cause else "",
        advice=words.text(ADVICE[now.cause]) if now.cause else "",
        task=f"/oppgave/{way.ref}/{obligation_key(open_.id)}"
        if ours and open_.kind is not ObligationKind.WAIT
        else "",
        contract=tuple(_contract(way, now.contract, words)) if now.contract else (),
        question=(now.contract.question or "") if now.contract else "",
        answer=(now.contract.answer or "") if now.contract else "",
    )


def _kind(now: Now, words: Words) -> str:
    """What it is, and how it stands: "Overføring: levert …", "Oppgave: ny"."""
    open_ = now.obligation
    kind = words.text(KINDS[open_.kind])
    if now.contract is not None:
        return f"{kind}: {words.text(HANDOFFS[now.contract.status]).lower()}"
    if open_.kind is ObligationKind.TASK:
        return f"{kind}: {words.text(TASKS[open_.status]).lower()}"
    if open_.postponed:
        return words.text(N_("Venter: pasienten ba om det"))
    return kind


def _contract(way: Way, one: Contract, words: Words) -> Iterator[tuple[str, str]]:
    """The contract with both sides' clocks."""
    labels, language = way.labels, words.language
    sender, receiver = labels.unit(one.sender), labels.unit(one.receiver)
    had = N_("%(unit)s har hatt pasienten: %(days)s")
    yield (
        words.text(N_("Avsender")),
        words.text(
            of_subject(labels.definition, had),
            unit=sender,
            days=days(one.sender_days, words),
        ),
    )
    yield (
        words.text(N_("Mottaker")),
        words.text(
            N_("%(unit)s har hatt den til svar: %(days)s"),
            unit=receiver,
            days=days(one.receiver_days, words),
        ),
    )
    if one.trail:
        yield words.text(N_("Vært hos")), labels.listed([labels.unit(unit) for unit in one.trail])
    yield words.text(N_("Sendt")), say_instant(one.offered, language, weekday=False)
    if one.with_receiver_from != one.offered:
        again = say_instant(one.with_receiver_from, language, weekday=False)
        yield words.text(N_("Sendt til denne mottakeren")), again
    yield words.text(N_("Levert")), _moment(one.delivered, one.receipt_due, words)
    yield words.text(N_("Åpnet")), _moment(one.seen, None, words)
    yield words.text(N_("Det er deres tur")), sender if one.turn == "sender" else receiver
    for copy in one.copies:
        told = f"{labels.unit(copy.unit)}, {words.text(COPIES[copy.status])}"
        yield words.text(N_("Kopi")), told


def _moment(at: datetime | None, expected: datetime | None, words: Words) -> str:
    if at is not None:
        return say_instant(at, words.language, weekday=False)
    if expected is None:
        return words.text(N_("ikke ennå"))
    return words.text(
        N_("ikke ennå; kvittering ventes innen %(when)s"),
        when=say_deadline(expected, words.language, weekday=False),
    )


# --- ahead ----------------------------------------------------------------------------------------


def _coming(way: Way, one: Coming, words: Words) -> Step:
    whole_day = one.kind in (RungKind.PLAN, RungKind.OPENS, RungKind.UNTIL, RungKind.REMIND)
    said = say_day(one.at, words.language) if whole_day else say_deadline(one.at, words.language)
    return Step(
        when=said,
        what=f"{words.text(RUNGS[one.kind])}: {way.labels.step(one.step)}",
        who=way.labels.recipients(one.to),
        why=way.labels.reason(one.reason) if one.reason else "",
    )


def _nexts(way: Way) -> Iterator[tuple[str, str, str]]:
    """What is open, an outcome of it, and what that leads to."""
    for one in way.ahead.nexts:
        open_ = way.pathway.obligations[one.obligation]
        outcome = way.labels.outcome(open_.step, one.outcome) if one.outcome else "–"
        yield way.labels.open(open_), outcome, way.labels.step(one.step)


def _planned(way: Way, words: Words) -> Iterator[Step]:
    for one in way.ahead.planned:
        if one.opens is None:
            continue
        first = say_day(one.opens, words.language, weekday=False)
        last = say_deadline(one.closes, words.language, weekday=False) if one.closes else ""
        yield Step(
            when=words.text(N_("%(first)s til %(last)s"), first=first, last=last)
            if last
            else words.text(N_("fra %(first)s"), first=first),
            what=way.labels.step(one.step),
            who=way.labels.unit(one.unit) if one.unit else way.labels.party(one.party),
            why=way.labels.reason(one.reason) if one.reason else "",
        )


# --- the ledger -----------------------------------------------------------------------------------


def _held(way: Way, words: Words, now: datetime) -> Iterator[tuple[str, ...]]:
    for one in way.held:
        until = (
            say_day(one.until, words.language, weekday=False) if one.until else words.text(N_("nå"))
        )
        yield (
            way.labels.unit(one.unit),
            way.labels.obligation(one.obligation),
            say_day(one.since, words.language, weekday=False),
            until,
            days(days_between(one.since, one.until or now), words),
        )


def _handoff(way: Way, one: PastHandoff, words: Words, now: datetime) -> tuple[str, ...]:
    within = {True: N_("innen fristen"), False: N_("etter fristen")}
    answered = words.text(within[one.within_limit]) if one.within_limit is not None else ""
    return (
        way.labels.step(one.step),
        way.labels.unit(one.sender),
        way.labels.unit(one.receiver),
        words.text(HANDOFFS[one.status]),
        say_day(one.offered, words.language, weekday=False),
        say_day(one.ended, words.language, weekday=False) if one.ended else "–",
        days(one.days(now), words),
        answered,
    )


# --- what is known --------------------------------------------------------------------------------


def _consents(way: Way, words: Words) -> Iterator[tuple[str, str]]:
    for key, decision in way.pathway.consents.items():
        purpose, _, party = key.partition("/")
        label = way.labels.consent(purpose)
        yield (
            f"{label} ({way.labels.party(party)})" if party else label,
            words.text(CONSENTS[decision]),
        )


def _dates(way: Way, words: Words, *, may: bool) -> Iterator[Correctable]:
    used = {source: name for name, source in way.clock.items()}
    for one in way.dates:
        note = ""
        if one.name in used:
            clock = way.labels.named_date(used[one.name])
            note = words.text(N_("brukes som «%(name)s»"), name=clock)
        yield Correctable(
            label=one.label,
            value=say_day(one.value, words.language) if one.value else words.text(N_("ikke kjent")),
            url=f"/forlop/{way.ref}/dato/{step_code(one.name)}" if may else "",
            note=note,
        )


def _groups(seen: Seen, *, may: bool) -> Iterator[Group]:
    way = seen.way
    found: dict[str, list[Correctable]] = {}
    for one in way.answers:
        code = answer_code(one.step, one.name)
        # The form to correct a place would show the place that is not to be shown.
        hidden = seen.protected and one.field.type in TELLS_WHERE
        url = f"/forlop/{way.ref}/svar/{code}" if may and not hidden else ""
        change = Correctable(label=one.label, value=one.said, url=url)
        found.setdefault(one.source, []).append(change)
    for name, changes in found.items():
        yield Group(name=name, changes=tuple(changes))


def _events(way: Way) -> Iterator[Reportable]:
    wording = Wording(way.definition, way.labels.language)
    for one in way.events:
        does = wording.effects(one)
        yield Reportable(
            name=way.labels.text(one.name),
            does=does[:1].upper() + does[1:],
            url=f"/forlop/{way.ref}/hendelse/{step_code(one.id)}",
        )


# --- behind ---------------------------------------------------------------------------------------


def _lines(history: Iterable[Told], words: Words, *, everything: bool) -> Iterator[Line]:
    """The latest first."""
    for one in sorted(history, key=lambda told: -told.sequence):
        if one.by_itself and not everything:
            continue
        yield Line(
            said=one.said,
            details=one.details,
            folded=sum(len(value) for _, value in one.details) > _LONG,
            withheld=one.withheld,
            at=say_instant(one.effective, words.language, weekday=False),
            learnt=say_instant(one.recorded, words.language, weekday=False) if one.late else "",
            who=f"{one.actor}, {one.actor_unit}" if one.actor_unit else one.actor,
        )


def _linked(pathway: Pathway, words: Words) -> Iterator[tuple[str, str]]:
    if pathway.parent:
        yield words.text(N_("Forløpet dette kom fra")), f"/forlop/{pathway.parent}"
    for child in pathway.children:
        yield words.text(N_("Nytt forløp for samme pasient")), f"/forlop/{child}"
