"""One item (oppgave, overføring): what it is, why now, what has been answered, who has it.

Only the units it is between see it. For everybody else there is no such item.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.desk.asking import Desk, desk_of
from hjemover.application.desk.doing import act_in, people_acted
from hjemover.application.desk.over import Over, over_of, people_in
from hjemover.application.desk.row import came_from, is_undelivered_to
from hjemover.application.desk.writing import sides_of
from hjemover.application.house import Actor, House
from hjemover.application.opaque import find_by_key, obligation_key
from hjemover.calendar import local_day
from hjemover.definition.expressions import step_fields
from hjemover.definition.models import (
    JOINED,
    Field,
    HandoffStep,
    PathwayDefinition,
    Step,
    TaskStep,
    Text,
)
from hjemover.engine import commands as c
from hjemover.engine.directory import Rules
from hjemover.engine.parties import unit_of, while_with
from hjemover.engine.quorums import receiver_party
from hjemover.engine.scopes import own
from hjemover.engine.state import Answers, Done, Obligation, Pathway
from hjemover.store import journal
from hjemover.store.desk import keeping, marks, texts
from hjemover.store.desk.keeping import Colleague, names_of
from hjemover.store.desk.marks import Mark
from hjemover.store.desk.texts import Draft, Note
from hjemover.store.journal import Entry, Stored
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import RESTING, HandoffStatus, ObligationKind

LOOKING: Final = timedelta(seconds=75)
"""Somebody is looking for this long after their page last said so."""


class Carried(Struct, frozen=True, kw_only=True):
    """What an earlier step answered, and where it comes from.

    Args:
        outcome: What came of it; None where nothing else could.
    """

    step: str
    label: Text
    outcome: Text | None
    unit: str
    at: datetime
    answers: Answers
    fields: Mapping[str, Field]


class Way(Struct, frozen=True, kw_only=True):
    """What an outcome leads to. *unit* is None where it is not one unit's, or not known yet."""

    outcome: str
    label: Text
    leads_to: Step | None  # None: this branch is done, and waits for the others
    unit: str | None = None


class Item(Struct, frozen=True, kw_only=True):
    """An open item, as one of the units it is between sees it.

    Args:
        seen: The length of the journal: what the reader has seen, for whoever acts on it.
        acts: The orders that this reader may give now, by their names in the vocabulary.
        history: What people have done with this item, in order.
        looking: Colleagues of the reader who have it open just now.
        just_arrived: It was known not to have reached them until the reader opened it.
    """

    ref: str
    key: str
    seen: int
    pathway: Pathway
    rules: Rules
    obligation: Obligation
    patient: str | None
    units: frozenset[str]
    acts: frozenset[str]
    from_unit: str | None
    mark: Mark
    carried: list[Carried]
    ways: list[Way]
    history: list[Entry]
    notes: list[Note]
    draft: Draft | None
    looking: list[str]
    colleagues: list[Colleague]
    people: dict[str, str]
    now: datetime
    just_arrived: bool = False

    @property
    def definition(self) -> PathwayDefinition:
        return self.rules.definition

    @property
    def step(self) -> Step | None:
        """The step it stands at; None for what no step is (a unit to choose, a moved patient)."""
        return self.definition.steps.get(self.obligation.step)


def open_item(house: House, actor: Actor, ref: str, key: str) -> Item | Over | None:
    """Open an item as *actor*; None when there is none that is theirs to see.

    Opening is noted: it is no longer new to the unit, colleagues see who is looking, and the
    sender of an offer sees that it has been seen, also of one that was held to be lost.
    """
    return house.database.run_writing(lambda tx: open_item_in(house, tx, actor, ref, key))


def open_item_in(
    house: House, tx: Transaction, actor: Actor, ref: str, key: str
) -> Item | Over | None:
    """As :func:`open_item`, in a transaction that also shows who the patient is."""
    found = find_open(house, tx, actor, ref, key)
    if found is None:
        return over_of(house, tx, actor, ref, key)
    stored, open_ = found
    desk = desk_of(house, tx, actor)
    _note_opening(house, tx, actor, desk, ref, open_)
    stored = journal.load(tx, ref, for_update=False) or stored
    item = read_item(house, tx, actor, stored, stored.pathway.obligations[open_.id])
    return replace(item, just_arrived=is_undelivered_to(open_, desk.units))


def looking_at(house: House, actor: Actor, ref: str, key: str) -> list[str] | None:
    """The names of colleagues who have it open just now; None when it is not the actor's to see.

    That the actor still has it open is noted by asking.
    """

    def work(tx: Transaction) -> list[str] | None:
        found = find_open(house, tx, actor, ref, key)
        if found is None:
            return None
        desk, open_ = desk_of(house, tx, actor), found[1]
        others: set[str] = set()
        for unit in sides_of(open_) & desk.units:
            keeping.look(tx, ref, open_.id, actor.id, unit, desk.clock.now)
            since = desk.clock.now - LOOKING
            others |= set(keeping.looking(tx, ref, open_.id, unit, but=actor.id, since=since))
        return sorted(names_of(tx, others).values())

    return house.database.run_writing(work)


def read_again(house: House, actor: Actor, item: Item) -> "Item | Over":
    """The same item as it stands now, with nothing noted: after somebody else was first."""
    with house.database.reading() as tx:
        found = find_open(house, tx, actor, item.ref, item.key)
        if found is not None:
            return read_item(house, tx, actor, *found)
        over = over_of(house, tx, actor, item.ref, item.key)
    assert over is not None, "what was open and theirs has ended, or is theirs still"
    return over


def find_open(
    house: House, tx: Transaction, actor: Actor, ref: str, key: str
) -> tuple[Stored, Obligation] | None:
    """The open obligation behind an address, when one of the actor's units is a side of it."""
    stored = journal.load(tx, ref, for_update=False)
    if stored is None:
        return None
    obligation = find_by_key(key, stored.pathway.obligations)
    if obligation is None:
        return None
    open_ = stored.pathway.obligations[obligation]
    if not sides_of(open_) & desk_of(house, tx, actor).units:
        return None
    return stored, open_


def _note_opening(
    house: House, tx: Transaction, actor: Actor, desk: Desk, ref: str, open_: Obligation
) -> None:
    now = desk.clock.now
    for unit in sides_of(open_) & desk.units:
        marks.opened(tx, unit, ref, open_.id, actor.id, now)
        keeping.look(tx, ref, open_.id, actor.id, unit, now)
    handoff = open_.handoff
    if handoff is None or handoff.receiver not in desk.units or handoff.seen is not None:
        return
    lost = handoff.status is HandoffStatus.UNDELIVERED
    if lost and not is_undelivered_to(open_, desk.units):
        return  # who acts for both opens it to send it again
    if handoff.status is not HandoffStatus.RETURNED:
        order = f"seen/{ref}/{obligation_key(open_.id)}/{handoff.attempt}/{actor.id}"
        act_in(house, tx, actor, order, ref, c.MarkSeen(obligation=open_.id), None)


def read_item(
    house: House, tx: Transaction, actor: Actor, stored: Stored, open_: Obligation
) -> Item:
    """The item as it stands, with nothing noted: for showing it again after a refusal."""
    pathway, ref = stored.pathway, stored.pathway.ref
    desk = desk_of(house, tx, actor)
    rules = house.rules(tx, pathway.definition, pathway.version)
    unit = open_.awaits if open_.awaits in desk.units else min(sides_of(open_) & desk.units)
    history = list(people_acted(tx, ref, open_.id))
    notes = texts.notes_of(tx, house.keys, ref, open_.id)
    looking = keeping.looking(tx, ref, open_.id, unit, but=actor.id, since=desk.clock.now - LOOKING)
    mark = marks.mark_of(tx, unit, ref, open_.id)
    acts = _acts(open_, desk.units)
    named = {open_.claimed_by, mark.snoozed_by, *looking, *(note.person for note in notes)}
    named |= people_in(history)
    return Item(
        ref=ref,
        key=obligation_key(open_.id),
        seen=stored.sequence,
        pathway=pathway,
        rules=rules,
        obligation=open_,
        patient=stored.patient_id,
        units=desk.units,
        acts=acts,
        from_unit=came_from(pathway, open_, desk.units),
        mark=mark,
        carried=_carried(rules, pathway, open_, desk.units),
        ways=_ways(rules, pathway, open_),
        history=history,
        notes=notes,
        draft=texts.draft_of(tx, house.keys, actor.id, ref, open_.id),
        looking=looking,
        colleagues=(
            keeping.colleagues(tx, {open_.awaits}, local_day(desk.clock.now))
            if "claim-task" in acts
            else []
        ),
        people=names_of(tx, {one for one in named if one}),
        now=desk.clock.now,
    )


# --- what may be done -------------------------------------------------------------------------

_TAKEN = frozenset({"claim-task", "release-task"})
_RECEIVER = frozenset({"accept-handoff", "reject-handoff", "return-handoff", "forward-handoff"})
_SENDER = frozenset({"withdraw-handoff", "reoffer-handoff"})


def _acts(open_: Obligation, units: frozenset[str]) -> frozenset[str]:
    """The orders that somebody of these units may give for it now."""
    found: frozenset[str] = frozenset()
    if open_.awaits in units and open_.kind not in RESTING:
        found |= _TAKEN
    handoff = open_.handoff
    if handoff is not None:
        if handoff.receiver in units and open_.awaits == handoff.receiver:
            found |= _RECEIVER
        if handoff.sender in units:
            found |= _SENDER
            if handoff.status is HandoffStatus.RETURNED:
                found |= {"answer-handoff"}
        return found
    if open_.holder in units:
        by_kind = {
            ObligationKind.TASK: "complete-task",
            ObligationKind.CHOOSE_UNIT: "assign-party",
            ObligationKind.REPAIR: "choose-way",
            ObligationKind.OVERLAP: "end-overlap",
        }
        if open_.kind in by_kind:
            found |= {by_kind[open_.kind]}
    return found


# --- what has been answered -------------------------------------------------------------------


def _carried(
    rules: Rules, pathway: Pathway, open_: Obligation, units: frozenset[str]
) -> list[Carried]:
    """Answers of earlier steps that these units may read here, the latest last.

    Their own, and those a handoff to them carries, on offer or accepted. What another house
    answered and never sent is not theirs.
    """
    steps = [*_own_steps(pathway, units), *_sent_to(rules, pathway, open_, units)]
    found = []
    for name in dict.fromkeys(steps):
        step = rules.definition.steps.get(name)
        answers = own(pathway.answers, pathway, name, open_.branch)
        done: Done | None = own(pathway.done, pathway, name, open_.branch)
        if step is None or not answers or done is None:
            continue
        found.append(
            Carried(
                step=name,
                label=step.label,
                outcome=_came_of(step, done),
                unit=done.unit,
                at=done.at,
                answers=answers,
                fields=step_fields(rules.definition, step),
            )
        )
    return sorted(found, key=lambda one: one.at)


def _came_of(step: Step, done: Done) -> Text | None:
    outcomes = step.outcomes if isinstance(step, TaskStep) else {}
    if len(outcomes) < 2 or done.outcome not in outcomes:
        return None
    return outcomes[done.outcome].label


def _own_steps(pathway: Pathway, units: frozenset[str]) -> Iterable[str]:
    return (name.partition("@")[0] for name, done in pathway.done.items() if done.unit in units)


def _sent_to(
    rules: Rules, pathway: Pathway, open_: Obligation, units: frozenset[str]
) -> Iterable[str]:
    """The steps whose answers go along with this handoff, or went with one that was accepted."""
    for name, step in rules.definition.steps.items():
        if not isinstance(step, HandoffStep):
            continue
        done = own(pathway.done, pathway, name, open_.branch)
        accepted = done is not None and done.outcome == "accepted" and done.unit in units
        if accepted or name == open_.step:
            yield from step.carries


# --- what happens next ------------------------------------------------------------------------


def _ways(rules: Rules, pathway: Pathway, open_: Obligation) -> list[Way]:
    step = rules.definition.steps.get(open_.step)
    if not isinstance(step, TaskStep | HandoffStep) or open_.kind not in (
        ObligationKind.TASK,
        ObligationKind.HANDOFF,
    ):
        return []
    found = []
    for name, outcome in step.outcomes.items():
        taken = _taken(pathway, step, open_) if name == "accepted" else pathway
        leads_to = None if outcome.then == JOINED else rules.definition.steps[outcome.then]
        found.append(
            Way(
                outcome=name,
                label=outcome.label,
                leads_to=leads_to,
                unit=_unit_at(rules, taken, open_, leads_to),
            )
        )
    return found


def _taken(pathway: Pathway, step: Step, open_: Obligation) -> Pathway:
    """As it would be when the one who has the offer accepts: the party is theirs from then."""
    if not isinstance(step, HandoffStep) or open_.handoff is None:
        return pathway
    return while_with(pathway, receiver_party(step, open_), open_.handoff.receiver)


def _unit_at(rules: Rules, pathway: Pathway, open_: Obligation, step: Step | None) -> str | None:
    """Whose turn it would be at *step*, as far as the address book can tell today."""
    match step:
        case TaskStep(party=party) | HandoffStep(receiver=party):
            return unit_of(rules, pathway, party, open_.item)
        case _:
            return None


__all__ = ["Carried", "Item", "Over", "Way", "open_item", "read_item"]
