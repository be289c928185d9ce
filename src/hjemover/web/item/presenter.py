"""An item in words: what it is, why now, what happens next, what has been said."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.desk.item import Carried, Item, Over, Way
from hjemover.application.desk.sharing_out import latest_snooze
from hjemover.application.house import Addresses
from hjemover.application.opaque import answer_code
from hjemover.application.way import Labels, Told, tell
from hjemover.calendar import local_day, say_instant
from hjemover.definition.models import (
    DecisionStep,
    EndStep,
    Field,
    HandoffStep,
    NoticeStep,
    ParallelStep,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)
from hjemover.engine.events import HandoffForwarded
from hjemover.engine.state import Obligation
from hjemover.vocabulary import HandoffStatus, ObligationKind
from hjemover.web import formats
from hjemover.web.codes import HANDOFFS
from hjemover.web.inbox.titles import title_of
from hjemover.web.item.handling import HANDLINGS
from hjemover.web.item.handling.form import Handling
from hjemover.web.item.handling.limits import limit_of
from hjemover.web.subject import of_subject
from hjemover.web.wording import N_, Words

WHY: Final = {
    "offered": N_(
        "%(sender)s vil overføre pasienten til dere."
        " De har ansvaret til en navngitt person hos dere tar imot."
    ),
    "answered": N_(
        "%(sender)s har svart på spørsmålet deres."
        " De har ansvaret til en navngitt person hos dere tar imot."
    ),
    "asked": N_("%(receiver)s spør om noe før de kan ta imot. Dere har ansvaret til de tar imot."),
    "undelivered": N_("Overføringen kom ikke fram til %(receiver)s. Dere har fortsatt ansvaret."),
    "arrived": N_(
        "Meldingen om dette kom ikke fram til dere. Nå ser %(sender)s at dere har åpnet det."
    ),
    "waits": N_("%(receiver)s har ikke svart ennå. Dere har ansvaret til de tar imot."),
    "waits-for-sender": N_("%(sender)s skal svare på spørsmålet deres, og har ansvaret imens."),
    "transfer": N_(
        "Pasienten hører til dere nå. %(sender)s har ansvaret til en navngitt person hos dere"
        " tar imot."
    ),
    "choose-unit": N_("Adresseboken har ingen enhet for dette. Noen må velge en."),
    "repair": N_(
        "En regel i forløpet kunne ikke avgjøres av seg selv. Noen må velge veien videre."
    ),
    "after": N_("Fordi «%(before)s» er gjort."),
    "enrolled": N_("Fordi pasienten ble meldt inn %(day)s."),
    "window": N_("Hører til: %(window)s."),
    "stopped": N_("Klokken for fristen står, siden %(day)s."),
}
LEADS: Final = {
    "task": N_("%(unit)s får oppgaven «%(what)s»."),
    "task-later": N_("Neste oppgave er «%(what)s»."),
    "handoff": N_("Pasienten overføres til %(unit)s: «%(what)s»."),
    "handoff-later": N_("Neste er en overføring: «%(what)s»."),
    "wait": N_("Forløpet venter: «%(what)s»."),
    "decide": N_("Svarene avgjør veien videre: «%(what)s»."),
    "notice": N_("Melding sendes: «%(what)s»."),
    "parallel": N_("Flere oppgaver starter: «%(what)s»."),
    "end": N_("Forløpet avsluttes: %(what)s."),
    "joined": N_("Denne delen er ferdig."),
}


class CarriedView(Struct, frozen=True, kw_only=True):
    """What an earlier step answered, with who answered it and when."""

    title: str
    source: str
    answers: list[tuple[str, str]]


class NextView(Struct, frozen=True, kw_only=True):
    """What one way out leads to. *outcome* is empty where there is only one."""

    outcome: str
    leads: str


class NoteView(Struct, frozen=True, kw_only=True):
    who: str
    when: str
    text: str
    ours: bool


class CheckView(Struct, frozen=True, kw_only=True):
    """One thing to tick off."""

    code: str
    label: Markup | str
    done: bool
    optional: bool


class ItemView(Struct, frozen=True, kw_only=True):
    """The page of an open item."""

    title: str
    url: str
    pathway_url: str
    pathway: str
    box: str
    why: list[str]
    help: str
    question: str
    answer: str
    facts: list[tuple[str, str]]
    deadline: Obligation
    deadline_why: str
    late: int
    holder: str
    is_mine: bool
    is_free: bool
    claimed_by: str
    colleagues: list[tuple[str, str]]
    looking: list[str]
    snooze_until: str
    snoozed: str
    acts: list[Handling]
    takes: bool
    nexts: list[NextView]
    carried: list[CarriedView]
    notes: list[NoteView]
    may_note: bool
    note_to: str
    history: list[Told]
    journal: str


def _say(words: Words, table: Mapping[str, str], key: str, **values: object) -> str:
    return words.text(table[key], **values)


# --- the whole --------------------------------------------------------------------------------


def labels_of(item: Item | Over, addresses: Addresses, words: Words) -> Labels:
    hidden = addresses.hidden
    return Labels(item.definition, addresses, item.people, words.language, hidden)


def item_view(item: Item, labels: Labels, words: Words, person: str) -> ItemView:
    """The page in words."""
    open_ = item.obligation
    title = title_of(open_, item.units, labels, words)
    holder = open_.claimed_by
    latest = latest_snooze(open_)
    ours = open_.awaits in item.units
    return ItemView(
        title=title,
        url=f"/oppgave/{item.ref}/{item.key}",
        pathway_url=f"/forlop/{item.ref}",
        pathway=words.plain(item.definition.name),
        box=f"{item.ref}.{item.key}",
        why=list(_why(item, labels, words)),
        help=words.plain(item.step.help) if item.step and item.step.help else "",
        question=(open_.handoff.question or "") if open_.handoff else "",
        answer=(open_.handoff.answer or "") if open_.handoff else "",
        facts=list(_facts(item, labels, words)),
        deadline=open_,
        deadline_why=labels.deadline_reason(open_.due) if open_.due else "",
        late=open_.due.late_on_arrival if open_.due else 0,
        holder=item.people.get(holder, words.text(N_("en kollega"))) if holder else "",
        is_mine=holder == person,
        is_free=holder is None,
        claimed_by=holder or "",
        colleagues=[(one.id, one.name) for one in item.colleagues if one.id != person],
        looking=[item.people.get(one, words.text(N_("En kollega"))) for one in item.looking],
        snooze_until=latest.isoformat() if latest else "",
        snoozed=formats.instant(item.mark.snoozed_until, words.language)
        if item.mark.snoozed_until and item.mark.snoozed_until > item.now
        else "",
        acts=list(_acts(item)),
        takes="claim-task" in item.acts and ours,
        nexts=list(_nexts(item, labels, words)),
        carried=[_carried(one, labels, words) for one in item.carried],
        notes=_notes(item, labels, words),
        may_note=open_.handoff is not None,
        note_to=_other_side(item, labels),
        history=tell(item.history, labels),
        journal=journal_text(item, labels, words, title),
    )


def _acts(item: Item) -> Iterator[Handling]:
    """What may be done now, in the order of the table."""
    for one in HANDLINGS.values():
        if one.order in item.acts and one.order != "complete-task":
            yield worded(item, one)
    yield from limit_acts(item)


def worded(item: Item, handling: Handling) -> Handling:
    """*handling*, called what it is for the one it is about."""
    return replace(handling, title=of_subject(item.definition, handling.title))


def limit_acts(item: Item) -> Iterator[Handling]:
    """A limit that may be prolonged, and a clock that may be stopped."""
    limit, open_ = limit_of(item), item.obligation
    if limit is None or open_.awaits not in item.units or open_.due is None:
        if open_.stopped is not None and open_.awaits in item.units:
            yield HANDLINGS["start-klokken"]
        return
    if open_.handoff and open_.handoff.status is HandoffStatus.RETURNED:
        return
    if limit.extend and open_.extended < limit.extend.at_most:
        yield HANDLINGS["forleng"]
    if limit.stops:
        yield HANDLINGS["start-klokken" if open_.stopped else "stopp-klokken"]


# --- why now ----------------------------------------------------------------------------------


def _why(item: Item, labels: Labels, words: Words) -> Iterator[str]:
    open_ = item.obligation
    if open_.handoff is not None:
        if item.just_arrived:
            sender = labels.unit(open_.handoff.sender)
            yield _say(words, WHY, "arrived", sender=sender)
        yield _why_handoff(item, labels, words)
    elif open_.kind is ObligationKind.CHOOSE_UNIT:
        yield _say(words, WHY, "choose-unit")
    elif open_.kind is ObligationKind.REPAIR:
        yield _say(words, WHY, "repair")
    else:
        yield from _why_task(item, labels, words)
    if open_.stopped is not None:
        day = formats.instant(open_.stopped.since, words.language)
        yield _say(words, WHY, "stopped", day=day)


def _why_handoff(item: Item, labels: Labels, words: Words) -> str:
    open_, handoff = item.obligation, item.obligation.handoff
    assert handoff is not None
    names = {"sender": labels.unit(handoff.sender), "receiver": labels.unit(handoff.receiver)}
    ours = open_.awaits in item.units
    if handoff.status is HandoffStatus.RETURNED:
        key = "asked" if ours else "waits-for-sender"
    elif handoff.status is HandoffStatus.UNDELIVERED and handoff.sender in item.units:
        key = "undelivered"
    elif not ours:
        key = "waits"
    elif open_.kind is ObligationKind.TRANSFER:
        key = "transfer"
    else:
        key = "answered" if handoff.answer else "offered"
    return words.text(of_subject(item.definition, WHY[key]), **names)


def _why_task(item: Item, labels: Labels, words: Words) -> Iterator[str]:
    step, open_ = item.step, item.obligation
    if isinstance(step, TaskStep) and step.window:
        yield _say(words, WHY, "window", window=labels.window(step.window))
    before = [
        (done.at, name) for name, done in item.pathway.done.items() if done.at <= open_.started
    ]
    if before:
        name = max(before)[1].partition("@")[0]
        yield _say(words, WHY, "after", before=labels.step(name))
    elif not (isinstance(step, TaskStep) and step.window):
        day = formats.day(local_day(item.pathway.enrolled), words.language)
        yield words.text(of_subject(item.definition, WHY["enrolled"]), day=day)


def _facts(item: Item, labels: Labels, words: Words) -> Iterator[tuple[str, str]]:
    open_, handoff = item.obligation, item.obligation.handoff
    if handoff is not None:
        if handoff.sender not in item.units:
            yield words.text(N_("Fra")), labels.unit(handoff.sender)
        if handoff.receiver not in item.units:
            yield words.text(N_("Til")), labels.unit(handoff.receiver)
            yield words.text(N_("Status")), words.text(HANDOFFS[handoff.status])
        yield words.text(N_("Sendt")), formats.instant(handoff.offered, words.language)
        if handoff.trail:
            been = ", ".join(labels.unit(unit) for unit in handoff.trail)
            yield words.text(N_("Har vært innom")), been
    elif item.from_unit:
        yield words.text(N_("Fra")), labels.unit(item.from_unit)
    if open_.kind is ObligationKind.TASK:
        # Whose the task is says nothing of the patient, where several do theirs side by side.
        has = N_("Har ansvaret for oppgaven nå")
    else:
        has = of_subject(item.definition, N_("Har ansvaret for pasienten nå"))
    yield words.text(has), labels.unit(open_.holder)
    if open_.awaits not in item.units:
        yield words.text(N_("Venter på")), labels.unit(open_.awaits)


# --- what happens next ------------------------------------------------------------------------


_WE_ANSWER: Final = {"accepted": N_("Når dere tar imot"), "rejected": N_("Hvis dere avviser")}
_THEY_ANSWER: Final = {"accepted": N_("Når de tar imot"), "rejected": N_("Hvis de avviser")}


def _receives(item: Item) -> bool:
    handoff = item.obligation.handoff
    return handoff is not None and handoff.receiver in item.units


def _nexts(item: Item, labels: Labels, words: Words) -> Iterator[NextView]:
    if item.obligation.awaits not in item.units:
        return
    several = len(item.ways) > 1
    names = _WE_ANSWER if _receives(item) else _THEY_ANSWER
    for way in item.ways:
        if isinstance(item.step, HandoffStep) and way.outcome not in names:
            continue
        said = (
            _say(words, names, way.outcome)
            if isinstance(item.step, HandoffStep)
            else words.plain(way.label)
        )
        yield NextView(outcome=said if several else "", leads=_leads(way, labels, words))


def _leads(way: Way, labels: Labels, words: Words) -> str:
    step = way.leads_to
    if step is None:
        return _say(words, LEADS, "joined")
    what, unit = words.plain(step.label), labels.unit(way.unit) if way.unit else ""
    match step:
        case TaskStep():
            return _say(words, LEADS, "task" if unit else "task-later", unit=unit, what=what)
        case HandoffStep():
            return _say(words, LEADS, "handoff" if unit else "handoff-later", unit=unit, what=what)
        case WaitStep() | SubpathwayStep():
            return _say(words, LEADS, "wait", what=what)
        case DecisionStep():
            return _say(words, LEADS, "decide", what=what)
        case NoticeStep():
            return _say(words, LEADS, "notice", what=what)
        case ParallelStep():
            return _say(words, LEADS, "parallel", what=what)
        case EndStep():
            return _say(words, LEADS, "end", what=labels.result(step.outcome))


# --- what has been said -----------------------------------------------------------------------


def _carried(one: Carried, labels: Labels, words: Words) -> CarriedView:
    # First: a "no" of the form's own must not be read as what the whole task came to.
    result = [(words.text(N_("Resultat")), words.plain(one.outcome))] if one.outcome else []
    return CarriedView(
        title=words.plain(one.label),
        source=words.text(
            N_("%(unit)s, %(when)s"),
            unit=labels.unit(one.unit),
            when=formats.instant(one.at, words.language, weekday=False),
        ),
        answers=result
        + [
            (labels.text(field.label), labels.answer_in_lines(field, one.answers[name]))
            for name, field in one.fields.items()
            if one.answers.get(name) not in (None, "", [], {})
        ],
    )


def _notes(item: Item, labels: Labels, words: Words) -> list[NoteView]:
    """What the units have written to each other, and what was written when it was sent on."""
    written: list[tuple[datetime, str, str | None, str]] = [
        (one.at, one.person, one.from_unit, one.text) for one in item.notes
    ]
    written += [
        (entry.effective, entry.envelope.actor, entry.envelope.actor_unit, entry.event.note)
        for entry in item.history
        if isinstance(entry.event, HandoffForwarded) and entry.event.note
    ]
    return [
        NoteView(
            who=f"{item.people.get(person, '')}, {labels.unit(unit) if unit else ''}".strip(", "),
            when=formats.instant(at, words.language),
            text=text,
            ours=unit in item.units,
        )
        for at, person, unit, text in sorted(written, key=lambda one: one[0])
    ]


def _other_side(item: Item, labels: Labels) -> str:
    handoff = item.obligation.handoff
    if handoff is None:
        return ""
    return labels.unit(handoff.sender if handoff.receiver in item.units else handoff.receiver)


def journal_text(item: Item, labels: Labels, words: Words, title: str) -> str:
    """What can be pasted into the journal system: plain lines, no name and no number."""
    lines = [
        f"{words.plain(item.definition.name)}: {title}",
        f"{words.text(N_('Hentet'))} {say_instant(item.now, words.language)}",
        *(f"{name}: {value}" for name, value in _facts(item, labels, words)),
    ]
    due = item.obligation.due
    if due:
        lines.append(
            f"{words.text(N_('Frist'))}: {say_instant(due.at, words.language)}"
            f" ({labels.deadline_reason(due)})"
        )
    handoff = item.obligation.handoff
    if handoff and handoff.question:
        lines += ["", f"{words.text(N_('Spørsmål'))}: {handoff.question}"]
    if handoff and handoff.answer:
        lines.append(f"{words.text(N_('Svar'))}: {handoff.answer}")
    for one in (_carried(one, labels, words) for one in item.carried):
        lines += ["", f"{one.title} ({one.source})"]
        lines += [f"- {label}: {_set_in(said)}" for label, said in one.answers]
    for note in _notes(item, labels, words):
        lines += ["", f"{words.text(N_('Beskjed'))}, {note.who}, {note.when}:", note.text]
    return "\n".join(lines)


def _set_in(said: str) -> str:
    """What has several lines, each under the one before it."""
    first = "\n" if "\n" in said else ""
    return f"{first}{said}".replace("\n", "\n  ")


# --- what is over -----------------------------------------------------------------------------


class OverView(Struct, frozen=True, kw_only=True):
    """The page of an item that has ended: who ended it, and what the reader had typed.

    Args:
        pathway_url: Empty for a reader whose units have no part in the pathway any more.
        answers: What was answered, and where each answer is corrected; empty where it is not.
    """

    title: str
    elsewhere: bool
    pathway: str
    pathway_url: str
    history: list[Told]
    ended: str
    typed: str
    answers: list[tuple[str, str, str]]


def over_view(
    over: Over,
    labels: Labels,
    words: Words,
    typed: str,
    *,
    in_pathway: bool,
    corrects: Callable[[Field], bool],
) -> OverView:
    """The page in words.

    Args:
        corrects: Whether the reader may correct an answer to such a question.
    """
    history = tell(over.history, labels)
    last = history[-1] if history else None
    return OverView(
        title=labels.obligation(over.obligation),
        elsewhere=over.elsewhere,
        pathway=words.plain(over.definition.name),
        pathway_url=f"/forlop/{over.ref}" if in_pathway else "",
        history=history,
        ended=words.text(
            N_("%(what)s. Registrert av %(who)s, %(when)s."),
            who=last.actor if not last.actor_unit else f"{last.actor}, {last.actor_unit}",
            when=formats.instant(last.recorded, words.language),
            what=last.said.rstrip("."),  # what somebody wrote may have its own
        )
        if last
        else "",
        typed=typed,
        answers=[
            (
                labels.text(field.label),
                labels.answer_in_lines(field, over.answers[name]),
                f"/forlop/{over.ref}/svar/{answer_code(over.answered, name)}"
                if in_pathway and not over.closed and corrects(field)
                else "",
            )
            for name, field in labels.fields(over.answered).items()
            if name in over.answers
        ],
    )
