"""One pathway for the one who looks (pasientens vei), gathered in one reading of the store."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.application.sharing import Shared, house_of
from hjemover.application.telling.labels import Labels, shield_for
from hjemover.application.way.ahead import Ahead, look_ahead
from hjemover.application.way.ledger import Held, PastHandoff, Share, balls, handoffs, shares
from hjemover.application.way.telling import Told, tell
from hjemover.calendar import days_between, local_day
from hjemover.definition.models import Field, Interrupt, PathwayDefinition
from hjemover.engine.access import members
from hjemover.engine.directory import Rules
from hjemover.engine.standing import SUGGESTED_ACTS, ObligationStanding, standing
from hjemover.engine.state import CopyState, Deadline, Obligation, Pathway, Value
from hjemover.engine.timing import known_date
from hjemover.errors import CommandRefused
from hjemover.store import definitions, journal
from hjemover.store.journal import Entry
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import HandoffStatus, Language, RungKind, StuckCause


class Contract(Struct, frozen=True, kw_only=True):
    """A handoff under way, with the clocks of both sides (kontrakten).

    Args:
        offered: First of all; *with_receiver_from* is when this receiver got it.
        receipt_due: When a receipt should have come; None when it has, or none is waited for.
        answer_due: When this receiver should have answered, or the sender the question.
        sender_days: How long the sender has kept the patient for this.
        receiver_days: How long it has been with this receiver.
        turn: Whose act it is now: ``sender`` or ``receiver``.
    """

    sender: str
    receiver: str
    status: HandoffStatus
    offered: datetime
    with_receiver_from: datetime
    delivered: datetime | None
    seen: datetime | None
    question: str | None
    answer: str | None
    trail: tuple[str, ...]
    receipt_due: datetime | None
    answer_due: Deadline | None
    sender_days: int
    receiver_days: int
    turn: str
    copies: tuple[CopyState, ...]


class Now(Struct, frozen=True, kw_only=True):
    """One open obligation: who has the ball, since when, whose act comes next, due when and why.

    Args:
        cause: Why it is stuck, the first thing to mend; None when it is not.
        suggested_act: The order that usually loosens it.
    """

    obligation: Obligation
    what: str
    days: int
    due: Deadline | None
    due_reason: str
    cause: StuckCause | None
    suggested_act: str | None
    rests: bool
    contract: Contract | None


class DateFact(Struct, frozen=True, kw_only=True):
    """A named date that clocks count from, and whether one may correct it."""

    name: str
    label: str
    value: date | None
    required: bool
    may_be_future: bool


class AnswerFact(Struct, frozen=True, kw_only=True):
    """An answer as it stands now, with where it came from."""

    step: str
    name: str
    source: str
    label: str
    field: Field
    value: Value
    said: str


class Newest(Struct, frozen=True, kw_only=True):
    """A newer version of the definition than the one this patient is on."""

    version: int
    valid_from: date


class Way(Struct, frozen=True, kw_only=True):
    """All there is to see of one pathway, named in one language.

    Args:
        pathway: The state, for whoever must look further.
        patient: Opaque patient id; who it is, is asked for elsewhere and written down.
        units: The units of the one who looks that have a part in it, or stand in for one that has.
        clock: The dates that derived ones stand for now: name to the date it was taken from.
        withheld: What was answered and is not shared with their house, the latest first.
    """

    ref: str
    pathway: Pathway
    patient: str | None
    labels: Labels
    name: str
    newest: Newest | None
    next_event: datetime | None
    healthy_silence: bool
    now: tuple[Now, ...]
    ahead: Ahead
    handoffs: tuple[PastHandoff, ...]
    shares: tuple[Share, ...]
    held: tuple[Held, ...]
    history: tuple[Told, ...]
    dates: tuple[DateFact, ...]
    clock: dict[str, str]
    answers: tuple[AnswerFact, ...]
    withheld: tuple[str, ...]
    events: tuple[Interrupt, ...]
    units: frozenset[str]

    @property
    def definition(self) -> PathwayDefinition:
        return self.labels.definition

    @property
    def closed(self) -> bool:
        return self.pathway.outcome is not None


def look(
    house: House, ref: str, by: Actor, language: Language = "nb", *, protected: bool = False
) -> Way:
    """The pathway as *by* may see it.

    Args:
        protected: The patient's address is graded: nothing tells where they are.

    Raises:
        CommandRefused: ``unknown-pathway``: there is none, or it is none of theirs. A stranger
            is not told which.
    """
    with house.database.reading() as tx:
        return look_in(house, tx, ref, by, language, protected=protected)


def look_in(
    house: House,
    tx: Transaction,
    ref: str,
    by: Actor,
    language: Language,
    *,
    protected: bool = False,
) -> Way:
    """As :func:`look`, inside a transaction that is open already."""
    stored = journal.load(tx, ref, for_update=False)
    units = covered_units(house, tx, by.units)
    if stored is None or not (by.system or units & members(stored.pathway)):
        raise CommandRefused("unknown-pathway", ref=ref)
    rules = house.rules(tx, stored.pathway.definition, stored.pathway.version)
    parties = stored.pathway.parties
    shield = (
        shield_for(rules.definition, house.addresses(tx), parties, by.units, language)
        if protected
        else None
    )
    labels = labels_of(house, tx, rules.definition, language, shield)
    entries = list(journal.read(tx, ref))
    shared = Shared(rules.definition, stored.pathway, entries, house_of(house, tx, by))
    ours = units & members(stored.pathway)
    return _way(house, tx, stored, rules, labels, entries, ours, shared)


def labels_of(
    house: House,
    tx: Transaction,
    definition: PathwayDefinition,
    language: Language,
    shield: Mapping[str, str] | None = None,
) -> Labels:
    """What the parts of *definition* are called, with the address book of today."""
    addresses = house.addresses(tx)
    return Labels(definition, addresses, addresses.people, language, shield)


def _way(
    house: House,
    tx: Transaction,
    stored: journal.Stored,
    rules: Rules,
    labels: Labels,
    entries: Sequence[Entry],
    units: frozenset[str],
    shared: Shared,
) -> Way:
    pathway, now = stored.pathway, house.clock.now()
    stands = standing(rules, pathway, now)
    held = balls(tx, pathway.ref)
    return Way(
        ref=pathway.ref,
        pathway=pathway,
        patient=stored.patient_id,
        labels=labels,
        name=labels.text(rules.definition.name),
        newest=_newest(house, tx, pathway),
        next_event=stands.next_event,
        healthy_silence=stands.healthy_silence,
        now=tuple(_now(pathway, one, labels, now, shared) for one in stands.obligations),
        ahead=look_ahead(rules, pathway, now),
        handoffs=tuple(handoffs(tx, pathway.ref)),
        shares=tuple(shares(held, now)),
        held=tuple(held),
        history=tuple(tell(entries, labels, shared)),
        dates=tuple(_dates(pathway, labels)),
        clock=_clock(rules, pathway),
        answers=tuple(_answers(pathway, labels, shared)),
        withheld=tuple(_withheld(pathway, labels, shared)),
        events=tuple(rules.definition.events.values()),
        units=units,
    )


def _newest(house: House, tx: Transaction, pathway: Pathway) -> Newest | None:
    today = local_day(house.clock.now())
    newer = [
        one
        for one in definitions.published(tx)
        if one.id == pathway.definition
        and one.version > pathway.version
        and one.valid_from <= today
    ]
    if not newer:
        return None
    latest = max(newer, key=lambda one: (one.valid_from, one.version))
    return Newest(version=latest.version, valid_from=latest.valid_from)


def _now(
    pathway: Pathway, one: ObligationStanding, labels: Labels, now: datetime, shared: Shared
) -> Now:
    open_ = pathway.obligations[one.obligation]
    return Now(
        obligation=open_,
        what=labels.open(open_),
        days=days_between(open_.since, now),
        due=open_.due,
        due_reason=labels.reason(open_.due.reason) if open_.due else "",
        cause=one.stuck,
        suggested_act=SUGGESTED_ACTS[one.stuck] if one.stuck else None,
        rests=one.rests,
        contract=_contract(pathway, open_, now, between_us=shared.side_of(open_.id)),
    )


def _contract(
    pathway: Pathway, open_: Obligation, now: datetime, *, between_us: bool
) -> Contract | None:
    handoff = open_.handoff
    if handoff is None:
        return None
    receipt = (rung.at for rung in open_.schedule if rung.kind is RungKind.UNDELIVERED)
    copies = (copy for key, copy in pathway.copies.items() if key.startswith(f"{open_.id}/"))
    return Contract(
        sender=handoff.sender,
        receiver=handoff.receiver,
        status=handoff.status,
        offered=open_.started,
        with_receiver_from=handoff.offered,
        delivered=handoff.delivered,
        seen=handoff.seen,
        question=handoff.question if between_us else None,
        answer=handoff.answer if between_us else None,
        trail=handoff.trail,
        receipt_due=next(receipt, None),
        answer_due=open_.due,
        sender_days=days_between(open_.since, now),
        receiver_days=days_between(handoff.offered, now),
        turn="sender" if open_.awaits == handoff.sender else "receiver",
        copies=tuple(sorted(copies, key=lambda copy: copy.party)),
    )


def _dates(pathway: Pathway, labels: Labels) -> list[DateFact]:
    return [
        DateFact(
            name=name,
            label=labels.named_date(name),
            value=pathway.dates.get(name),
            required=rule.required,
            may_be_future=rule.may_be_future,
        )
        for name, rule in labels.definition.dates.items()
        if not rule.derived
    ]


def _clock(rules: Rules, pathway: Pathway) -> dict[str, str]:
    derived = [name for name, rule in rules.definition.dates.items() if rule.derived]
    found = {name: known_date(rules, pathway, name) for name in derived}
    return {name: source[0] for name, source in found.items() if source is not None}


def _answers(pathway: Pathway, labels: Labels, shared: Shared) -> list[AnswerFact]:
    """Every answer that stands and is theirs to read, the latest step first.

    Fields come in the order they are asked.
    """
    found = []
    for step in reversed(pathway.answered):
        if not shared.answers(step):
            continue
        given = pathway.answers.get(step, {})
        for name, field in labels.fields(step).items():
            if name in given:
                found.append(
                    AnswerFact(
                        step=step,
                        name=name,
                        source=labels.source(step),
                        label=labels.text(field.label),
                        field=field,
                        value=given[name],
                        said=labels.answer_in_lines(field, given[name]),
                    )
                )
    return found


def _withheld(pathway: Pathway, labels: Labels, shared: Shared) -> list[str]:
    """The names of what was answered and is not theirs to read."""
    return [
        labels.source(step)
        for step in reversed(pathway.answered)
        if pathway.answers.get(step) and not shared.answers(step)
    ]
