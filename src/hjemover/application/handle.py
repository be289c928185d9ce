"""The one write path: load, decide, and commit the facts with everything that follows of them.

Nothing is sent in here. A command that was answered before gets the same answer again.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.house import THE_CLOCK, THE_SYSTEM, Actor, House
from hjemover.application.others import rules_for
from hjemover.application.queries import covered_units
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.engine.access import check_access
from hjemover.engine.commands import (
    AdvanceTime,
    AnyCommand,
    AwaitPathway,
    EndSubpathway,
    EnrolPathway,
)
from hjemover.engine.decide import deliberate
from hjemover.engine.events import PathwayClosed, PathwaySpawned, SubpathwayStarted
from hjemover.engine.standing import settled_causes
from hjemover.engine.state import Pathway, Subject
from hjemover.engine.timers import timers
from hjemover.engine.turn import Turn
from hjemover.errors import CommandRefused
from hjemover.store import commands, definitions, journal, outbox, signals
from hjemover.store.journal import Envelope, Stored
from hjemover.store.projections import ProjectionRules, project
from hjemover.store.transaction import Transaction

PROJECTION_RULES = ProjectionRules(timers=timers, stuck=settled_causes)


class Order(Struct, frozen=True, kw_only=True):
    """A command on its way to a pathway, with who gives it and the id it is known by.

    Args:
        id: Drawn by whoever asks, once. The same id twice does the thing once.
        patient: Opaque patient id; for an enrolment only.
        definition: For an enrolment: which definition, and which version of it.
    """

    id: str
    ref: str
    command: AnyCommand
    by: Actor
    patient: str | None = None
    definition: tuple[str, int] | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """What the order came to: journal entries *first* to *last*; none when *last* < *first*."""

    ref: str
    first: int
    last: int
    repeated: bool = False

    @property
    def changed(self) -> bool:
        return self.last >= self.first


def handle(house: House, order: Order) -> Answer:
    """Carry *order* out in one transaction.

    Raises:
        CommandRefused: The rules say no, or the store stayed busy. Nothing has changed.
    """
    return house.database.run_writing(lambda tx: handle_in(house, tx, order))


def handle_as_seen(house: House, order: Order, seen: int) -> Answer:
    """As :func:`handle`, if nothing has been written since entry *seen*: the rest was foreseen.

    Raises:
        CommandRefused: ``version-conflict``: something has happened meanwhile, so that what
            was shown may no longer be what would be done.
    """

    def work(tx: Transaction) -> Answer:
        stored = journal.load(tx, order.ref, for_update=True)
        request = commands.fingerprint(order.ref, order.by.id, order.command, order.patient)
        if commands.recall(tx, order.id, request) is None and stored is not None:
            if stored.sequence != seen:
                raise CommandRefused("version-conflict", ref=order.ref)
        return handle_in(house, tx, order)

    return house.database.run_writing(work)


def handle_in(house: House, tx: Transaction, order: Order, *, wait: bool = True) -> Answer:
    """As :func:`handle`, inside a transaction that somebody else commits.

    Args:
        wait: False where the transaction writes to another pathway already (see ``journal.load``).
    """
    stored = journal.load(tx, order.ref, for_update=True, wait=wait)
    request = commands.fingerprint(order.ref, order.by.id, order.command, order.patient)
    done_before = commands.recall(tx, order.id, request)
    if done_before is not None:
        return Answer(
            ref=order.ref,
            first=done_before.first_sequence,
            last=done_before.last_sequence,
            repeated=True,
        )
    now = house.clock.now()
    if stored is not None and _advance_children(house, tx, stored, order.id):
        stored = journal.load(tx, order.ref, for_update=True)
    turn = _decide(house, tx, stored, order, now)
    answer = write_turn(house, tx, stored, turn, order, now)
    commands.remember(
        tx,
        commands.Remembered(
            id=order.id,
            ref=order.ref,
            kind=type(order.command).__name__,
            request_hash=request,
            recorded=now,
            first_sequence=answer.first,
            last_sequence=answer.last,
        ),
    )
    return answer


def _decide(
    house: House, tx: Transaction, stored: Stored | None, order: Order, now: datetime
) -> Turn:
    if stored is None:
        if not isinstance(order.command, EnrolPathway) or order.definition is None:
            raise CommandRefused("unknown-pathway", ref=order.ref)
        rules = rules_for(
            house, tx, order.definition, order.patient, order.ref, order.command.parent
        )
        return deliberate(rules, None, order.command, now)
    pathway = stored.pathway
    if not order.by.system:
        # Whoever stands in for a unit today has its work on their list, and may do it.
        check_access(pathway, order.command, covered_units(house, tx, order.by.units))
    key = pathway.definition, pathway.version
    rules = rules_for(house, tx, key, stored.patient_id, order.ref)
    return deliberate(rules, pathway, order.command, now)


def write_turn(
    house: House,
    tx: Transaction,
    stored: Stored | None,
    turn: Turn,
    order: Order,
    now: datetime,
) -> Answer:
    """Append the facts, bring the read tables in line, queue messages, begin what was spawned."""
    seen = stored.sequence if stored else 0
    if not turn.events:
        return Answer(ref=order.ref, first=seen + 1, last=seen)
    patient = stored.patient_id if stored else order.patient
    envelope = Envelope(
        command_id=order.id, actor=order.by.id, actor_unit=order.by.unit, recorded=now
    )
    journal.append(tx, stored, envelope, turn.events, turn.pathway, patient_id=patient)
    project(tx, stored, turn.pathway, turn.events, PROJECTION_RULES, turn.rules.definition)
    signals.note(tx, stored.pathway if stored else None, turn.pathway)
    outbox.enqueue(tx, turn.entries, now)
    for event in turn.events:
        if isinstance(event, PathwaySpawned):
            _begin(house, tx, turn, event, order, patient)
        elif isinstance(event, SubpathwayStarted) and event.joined:
            _join(house, tx, event, order)
        elif isinstance(event, PathwayClosed):
            _tell_who_waits(house, tx, turn.pathway, event, order)
    return Answer(ref=order.ref, first=seen + 1, last=seen + len(turn.events))


def _begin(
    house: House,
    tx: Transaction,
    turn: Turn,
    event: PathwaySpawned,
    order: Order,
    patient: str | None,
) -> None:
    """Begin a linked pathway. One that a step or a limit asked for, and that cannot begin, is told.

    It is refused before anything is written of it; time must go on for the pathway that asked,
    whose units see in its history and among their notices that there is something to do by hand.
    """
    try:
        _begin_spawned(house, tx, turn, event, order, patient)
    except CommandRefused as refused:
        if event.step:
            command = EndSubpathway(
                child=event.ref, refused=refused.code, step=event.step, unit=event.unit
            )
            _tell(house, tx, order.ref, command, f"{order.id}/{event.ref}/refused")
            return
        raise


def _begin_spawned(
    house: House,
    tx: Transaction,
    turn: Turn,
    event: PathwaySpawned,
    order: Order,
    patient: str | None,
) -> None:
    """Enrol the linked pathway in the same transaction, on the version in force that day."""
    definition = definitions.in_force(tx, event.definition, local_day(event.at))
    if definition is None:
        raise CommandRefused("unknown-definition", definition=event.definition)
    command = EnrolPathway(
        ref=event.ref,
        parties={name: unit for name, unit in event.parties.items() if name in definition.parties},
        dates={name: day for name, day in event.dates.items() if name in definition.dates},
        subject=turn.pathway.subject,
        parent=order.ref,
        effective=event.at,
    )
    if definition.about_nobody:
        patient, command = None, _about_nobody(house, tx, definition, event, command)
    handle_in(
        house,
        tx,
        Order(
            id=f"{order.id}/{event.ref}",
            ref=event.ref,
            command=command,
            by=order.by,
            patient=patient,
            definition=definition.key,
        ),
        wait=False,
    )


def _about_nobody(
    house: House,
    tx: Transaction,
    definition: PathwayDefinition,
    event: PathwaySpawned,
    command: EnrolPathway,
) -> EnrolPathway:
    """*command* for a case, which takes no patient along, nor a way back to one.

    It is the case of the unit that had the ball when the limit was let pass: its draft, to send
    or to throw away.
    """
    named = {
        name: event.unit
        for name, party in definition.parties.items()
        if event.unit and party.of == "enrolment" and not party.service.startswith("item.")
    }
    organisation = house.directory(tx).organisation_of(event.unit)
    return replace(
        command,
        parties={**named, **command.parties},
        subject=Subject(organisation=organisation),
        parent=None,
    )


def _join(house: House, tx: Transaction, event: SubpathwayStarted, order: Order) -> None:
    """Let the pathway that is waited for know; it may be over since it was seen to be open."""
    for child in event.children:
        name = f"{order.id}/{child}/awaited"
        _tell(house, tx, child, AwaitPathway(by=order.ref, effective=event.at), name)
        stored = journal.load(tx, child, for_update=False)
        if stored is not None and stored.pathway.outcome is not None:
            over = EndSubpathway(child=child, outcome=stored.pathway.outcome)
            _tell(house, tx, order.ref, over, f"{name}/over")


def _tell_who_waits(
    house: House, tx: Transaction, pathway: Pathway, event: PathwayClosed, order: Order
) -> None:
    """Tell those that wait for *pathway* what it ended as, in this very transaction."""
    for ref in dict.fromkeys(filter(None, (pathway.parent, *pathway.awaited_by))):
        stored = journal.load(tx, ref, for_update=False)
        if stored is None or not _waits_for(stored.pathway, pathway.ref):
            continue
        over = EndSubpathway(child=pathway.ref, outcome=event.outcome, effective=event.at)
        _tell(house, tx, ref, over, f"{order.id}/{pathway.ref}/over/{ref}")


def _waits_for(pathway: Pathway, child: str) -> bool:
    return any(
        other.ref == child and other.outcome is None
        for one in pathway.obligations.values()
        for other in one.children
    )


def _tell(house: House, tx: Transaction, ref: str, command: AnyCommand, name: str) -> None:
    """Give another pathway of the patient an order of ours; whoever caused it stands in ours."""
    handle_in(house, tx, Order(id=name, ref=ref, command=command, by=THE_SYSTEM), wait=False)


def _advance_children(house: House, tx: Transaction, stored: Stored, by: str) -> bool:
    """Let time pass first for the pathways that this one waits for.

    What they came to before now is then told before what is due here now. Returns whether
    there were any, so that this one must be read anew.
    """
    waited = [
        child.ref
        for one in stored.pathway.obligations.values()
        for child in one.children
        if child.outcome is None
    ]
    for ref in sorted(waited):
        _advance_one(house, tx, ref, by, wait=False)
    return bool(waited)


def advance_in(house: House, tx: Transaction, refs: Sequence[str], by: str) -> int:
    """Let time pass for each of *refs*, in one transaction. Returns how many pathways moved.

    No command ids are kept: waking twice finds nothing the second time.
    """
    return sum(_advance_one(house, tx, ref, by) for ref in refs)


def _advance_one(house: House, tx: Transaction, ref: str, by: str, *, wait: bool = True) -> bool:
    """Let time pass for one pathway. Returns whether it moved."""
    stored = journal.load(tx, ref, for_update=True, wait=wait)
    if stored is not None and _advance_children(house, tx, stored, by):
        stored = journal.load(tx, ref, for_update=True)
    if stored is None:
        return False
    pathway, now = stored.pathway, house.clock.now()
    key = pathway.definition, pathway.version
    rules = rules_for(house, tx, key, stored.patient_id, ref)
    turn = deliberate(rules, pathway, AdvanceTime(), now)
    if not turn.events:
        return False
    order = Order(id=f"{by}/{ref}/{stored.sequence}", ref=ref, command=AdvanceTime(), by=THE_CLOCK)
    write_turn(house, tx, stored, turn, order, now)
    return True
