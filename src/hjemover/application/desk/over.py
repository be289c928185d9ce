"""An item that has ended, or left the units it was between: what is left to see of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from hjemover.application.desk.asking import DONE_FOR, Desk, desk_of
from hjemover.application.desk.doing import by_a_person
from hjemover.application.house import Actor, House
from hjemover.application.opaque import obligation_key
from hjemover.application.sharing import receiver_after, while_theirs
from hjemover.definition.models import PathwayDefinition, Step
from hjemover.engine import events as e
from hjemover.engine.access import members
from hjemover.engine.state import Answers, Pathway
from hjemover.store import journal
from hjemover.store.desk import texts
from hjemover.store.desk.keeping import names_of
from hjemover.store.desk.texts import Draft
from hjemover.store.journal import Entry
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import ConsentDecision


class Over(Struct, frozen=True, kw_only=True):
    """An item that has ended, or left the reader's units: what became of it, what was typed.

    Args:
        history: What people did with it while it was theirs, in order.
        draft: Text that was never sent, so that it is not lost.
        elsewhere: It is open still, between other units.
        has_part: The reader's units have a part in the pathway still.
        answered: The step whose task it was, where one of theirs completed it.
        answers: What they answered then, as it stands now, by field. Nothing where they have no
            part any more: it may have been put right since.
        closed: The pathway has ended, so that nothing in it is corrected any more.
        was_sent: The reader's unit that it was sent to and taken back from lately, or that it ran
            out at. It may know whom it was about, for its own record.
    """

    ref: str
    key: str
    obligation: str
    definition: PathwayDefinition
    step: Step | None
    patient: str | None
    history: list[Entry]
    people: dict[str, str]
    draft: Draft | None
    now: datetime
    elsewhere: bool = False
    has_part: bool = True
    answered: str = ""
    answers: Answers = {}
    closed: bool = False
    was_sent: str | None = None


def over_of(house: House, tx: Transaction, actor: Actor, ref: str, key: str) -> Over | None:
    """The item behind an address, when it is no more, and was, between units of the actor's."""
    stored = journal.load(tx, ref, for_update=False)
    if stored is None:
        return None
    entries = [entry for entry in journal.read(tx, ref) if _is_of(entry, key)]
    desk = desk_of(house, tx, actor)
    theirs = list(while_theirs(entries, desk.units))
    if not theirs:
        return None
    pathway = stored.pathway
    obligation = str(getattr(entries[0].event, "obligation", ""))
    step = str(getattr(entries[0].event, "step", ""))
    rules = house.rules(tx, pathway.definition, pathway.version)
    history = [entry for entry in theirs if by_a_person(entry)]
    last = history[-1].event if history else None
    has_part = bool(desk.units & members(pathway))
    completed = last if has_part and isinstance(last, e.TaskCompleted) else None
    return Over(
        ref=ref,
        key=key,
        obligation=obligation,
        definition=rules.definition,
        step=rules.definition.steps.get(step),
        patient=stored.patient_id,
        history=history,
        people=names_of(tx, people_in(history)),
        draft=texts.draft_of(tx, house.keys, actor.id, ref, obligation),
        now=desk.clock.now,
        elsewhere=obligation in pathway.obligations,
        has_part=has_part,
        answered=completed.step if completed else "",
        answers=_answers(completed, pathway) if completed else {},
        closed=pathway.outcome is not None,
        was_sent=_was_sent(theirs, desk, pathway),
    )


def _answers(completed: e.TaskCompleted, pathway: Pathway) -> Answers:
    stand = pathway.answers.get(completed.step, {})
    return {name: stand[name] for name in completed.answers if name in stand}


def _was_sent(theirs: Sequence[Entry], desk: Desk, pathway: Pathway) -> str | None:
    """The unit that had an offer until it was taken back, or ran out, not too long ago.

    Who answers knows what they answered; who is answered for does not. Not so where the patient
    objects to sharing: then nothing of them is shown to who never took them over.
    """
    last, receiver = theirs[-1], receiver_after(theirs)
    objects = ConsentDecision.OBJECTED in pathway.consents.values()
    gone = isinstance(last.event, e.HandoffWithdrawn | e.HandoffExpired | e.HandoffReoffered)
    recent = last.envelope.recorded > desk.clock.now - DONE_FOR
    return receiver if gone and recent and not objects and receiver in desk.units else None


def _is_of(entry: Entry, key: str) -> bool:
    obligation = getattr(entry.event, "obligation", None)
    return isinstance(obligation, str) and obligation_key(obligation) == key


def people_in(history: Iterable[Entry]) -> set[str]:
    """Those who gave the orders of a history, and those whom it names."""
    found: set[str] = set()
    for entry in history:
        found.add(entry.envelope.actor)
        person = getattr(entry.event, "person", None)
        found |= {person} if isinstance(person, str) else set()
    return found
