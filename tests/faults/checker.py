"""The auditor: reads a database after whatever happened to it, and names everything that is wrong.

It trusts nothing but the journal's own facts, replays them, and holds everything else against
that. What it does not find is not promised.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import select

from hjemover.application.handle import PROJECTION_RULES
from hjemover.engine import events as e
from hjemover.engine import evolve, fold, react
from hjemover.engine.directory import Directory, Rules
from hjemover.engine.state import Pathway
from hjemover.engine.timers import next_wakeup
from hjemover.store import Database, Transaction, definitions, journal
from hjemover.store.journal import Entry
from hjemover.store.projections import rebuild, verify
from hjemover.store.tables import REBUILT, ball, command, delivery, outbox, wakeup
from hjemover.store.tables import journal as entries_table
from hjemover.store.tables import pathway as pathway_table
from hjemover.vocabulary import PathwayStatus

Outcome = Literal["ok", "refused", "unknown"]


class Asked(Struct, frozen=True, kw_only=True):
    """One order as its sender knows it: answered, refused, or never heard of again."""

    id: str
    ref: str
    outcome: Outcome


class Fault(Struct, frozen=True, kw_only=True, order=True):
    """Something that must not be. *what* is a word from a closed list, *where* names the thing."""

    what: str
    where: str


class _Story(Struct, frozen=True, kw_only=True):
    """One pathway as its journal tells it."""

    entries: list[Entry]
    states: list[Pathway]  # after each entry

    @property
    def turns(self) -> Iterator[tuple[list[Entry], list[tuple[Pathway | None, Pathway]]]]:
        """What each command wrote, with the state before and after each fact."""
        steps = list(zip([None, *self.states], self.states, strict=False))
        pairs = zip(self.entries, steps, strict=True)
        for _, written in groupby(pairs, key=lambda pair: pair[0].envelope.command_id):
            told = list(written)
            yield [entry for entry, _ in told], [step for _, step in told]


def check(
    database: Database, asked: Sequence[Asked] = (), *, now: datetime | None = None
) -> list[Fault]:
    """Every fault there is, in order. Brings the read tables into line as it goes.

    Args:
        asked: What was asked of this database, for the orders that are known.
        now: Also see that nothing was due by then and has not fired.
    """
    found = [
        Fault(what=link.what, where=f"{link.ref}/{link.sequence}")
        for link in verify(database, fold)
    ]
    broken = {fault.where.rpartition("/")[0] for fault in found}
    with database.reading() as tx:
        refs = list(tx.execute(select(pathway_table.c.ref)).scalars())
        stories = {ref: _story(tx, ref) for ref in refs if ref not in broken}
        found += _orders(tx, asked)
        for ref, story in stories.items():
            found += _times(ref, story)
            found += _fired(ref, story, now)
            found += _alive(ref, story)
            found += _row(tx, ref, story)
            found += _held(tx, ref, story)
        found += _messages(tx, stories)
        found += _deliveries(tx)
    found += _read_tables(database)
    return sorted(set(found))


def _story(tx: Transaction, ref: str) -> _Story:
    told = list(journal.read(tx, ref))
    state: Pathway | None = None
    states = []
    for entry in told:
        assert entry.event is not None, "removed content cannot be replayed"
        state = evolve(state, entry.event)
        states.append(state)
    return _Story(entries=told, states=states)


# --- orders -----------------------------------------------------------------------------------


def _orders(tx: Transaction, asked: Sequence[Asked]) -> Iterator[Fault]:
    """Each answered order once, each refused one never, each unknown one wholly or not at all."""
    written: dict[str, list[tuple[str, int]]] = defaultdict(list)
    rows = tx.execute(
        select(
            entries_table.c.command_id,
            entries_table.c.actor,
            pathway_table.c.ref,
            entries_table.c.sequence,
        )
        .join(pathway_table, pathway_table.c.id == entries_table.c.pathway_id)
        .order_by(pathway_table.c.ref, entries_table.c.sequence)
    )
    for row in rows:
        if row.actor != "clock":
            written[row.command_id].append((row.ref, row.sequence))
    known = {row.id: row for row in tx.execute(select(command))}
    for name, row in known.items():
        meant = [(row.ref, n) for n in range(row.first_sequence, row.last_sequence + 1)]
        if written.get(name, []) != meant:
            yield Fault(what="answer-without-its-facts", where=name)
    for name in written.keys() - known.keys():
        yield Fault(what="facts-without-an-answer", where=name)
    for one in asked:
        if one.outcome == "ok" and one.id not in known:
            yield Fault(what="acknowledged-and-lost", where=one.id)
        if one.outcome == "refused" and one.id in known:
            yield Fault(what="refused-and-done", where=one.id)


# --- time -------------------------------------------------------------------------------------


_RUNGS = (e.ReminderDue, e.DeadlinePassed, e.Escalated, e.WindowOpened, e.TaskBroughtForward)


def _times(ref: str, story: _Story) -> Iterator[Fault]:
    for earlier, later in pairwise(story.entries):
        if later.envelope.recorded < earlier.envelope.recorded:
            yield Fault(what="learnt-before-the-one-before", where=f"{ref}/{later.sequence}")
    for entry in story.entries:
        if entry.effective > entry.envelope.recorded:
            yield Fault(what="true-before-it-was", where=f"{ref}/{entry.sequence}")


def _fired(ref: str, story: _Story, now: datetime | None) -> Iterator[Fault]:
    rungs = Counter(
        (type(entry.event).__name__, entry.event.obligation,
         getattr(entry.event, "level", 0), entry.effective)
        for entry in story.entries
        if isinstance(entry.event, _RUNGS)
    )  # fmt: skip
    for rung, times in rungs.items():
        if times > 1:
            yield Fault(what="fired-twice", where=f"{ref}/{rung[1]}")
    due = next_wakeup(story.states[-1])
    if now is not None and due is not None and due <= now:
        yield Fault(what="due-and-not-fired", where=ref)


def _alive(ref: str, story: _Story) -> Iterator[Fault]:
    """A pathway under way has something open, or waits for a day that is known."""
    last = story.states[-1]
    if last.status is not PathwayStatus.COMPLETED and not last.obligations:
        yield Fault(what="lost-patient", where=ref)


# --- what is kept beside the journal ----------------------------------------------------------


def _row(tx: Transaction, ref: str, story: _Story) -> Iterator[Fault]:
    row = tx.execute(select(pathway_table).where(pathway_table.c.ref == ref)).one()
    state = story.states[-1]
    told = (state.status.value, state.outcome, state.responsible, state.enrolled,
            state.definition, state.version, story.entries[-1].envelope.recorded)  # fmt: skip
    kept = (row.status, row.outcome, row.responsible, row.enrolled_at,
            row.definition, row.definition_version, row.recorded_at)  # fmt: skip
    if told != kept:
        yield Fault(what="row-differs-from-journal", where=ref)
    wake = tx.execute(select(wakeup.c.due_at).where(wakeup.c.ref == ref)).scalar_one_or_none()
    if wake != next_wakeup(state):
        yield Fault(what="wakeup-differs", where=ref)


def _held(tx: Transaction, ref: str, story: _Story) -> Iterator[Fault]:
    """For each open obligation exactly one unit has the ball, and it is the one that holds it."""
    rows = tx.execute(select(ball).where(ball.c.ref == ref, ball.c.to_at.is_(None))).all()
    having: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        having[row.obligation].append(row.unit)
    holding = {one.id: [one.holder] for one in story.states[-1].obligations.values()}
    if having != holding:
        yield Fault(what="ball-is-not-with-one", where=ref)


def _messages(tx: Transaction, stories: dict[str, _Story]) -> Iterator[Fault]:
    """The outbox has what the facts lead to, neither more nor less."""
    queued: dict[str, set[str]] = defaultdict(set)
    for row in tx.execute(select(outbox.c.ref, outbox.c.key)):
        queued[row.ref].add(row.key)
    for ref, story in stories.items():
        expected = _expected_messages(tx, story)
        for key in queued[ref] - expected:
            yield Fault(what="message-without-a-fact", where=key)
        for key in expected - queued[ref]:
            yield Fault(what="message-missing", where=key)
    for ref in queued.keys() - stories.keys():
        if tx.execute(select(pathway_table.c.id).where(pathway_table.c.ref == ref)).first() is None:
            yield Fault(what="message-without-a-fact", where=ref)


def _expected_messages(tx: Transaction, story: _Story) -> set[str]:
    state = story.states[-1]
    published = definitions.get(tx, state.definition, state.version)
    assert published is not None, "the definition of a pathway is never removed"
    rules = Rules(definition=published, directory=Directory())
    expected: set[str] = set()
    for told, steps in story.turns:
        entries = [
            message
            for entry, (before, after) in zip(told, steps, strict=True)
            if entry.event is not None
            for message in react(rules, before, after, entry.event)
        ]
        if steps[-1][1].silent:
            # In the house is said what the definition tells, and what work has fallen away.
            work_ended = ("handoff-withdrawn", "pathway-closed")
            entries = [one for one in entries if one.inbox_only or one.message in work_ended]
        expected |= {message.key for message in entries}
    return expected


def _deliveries(tx: Transaction) -> Iterator[Fault]:
    done = Counter(
        row.outbox_id
        for row in tx.execute(select(delivery.c.outbox_id).where(delivery.c.result == "sent"))
    )
    for row in tx.execute(select(outbox.c.id, outbox.c.key, outbox.c.status)):
        if row.status == "sent" and not done[row.id]:
            yield Fault(what="sent-without-a-try", where=row.key)
        if done[row.id] > 1:
            yield Fault(what="settled-twice", where=row.key)


def _read_tables(database: Database) -> Iterator[Fault]:
    """The read tables say what a rebuild from the journal says."""
    before = _rows(database)
    rebuild(database, fold, PROJECTION_RULES)
    after = _rows(database)
    for table, rows in before.items():
        for row in rows ^ after[table]:
            yield Fault(what=f"{table}-differs-from-a-rebuild", where=str(row[0]))


def _rows(database: Database) -> dict[str, set[tuple[Any, ...]]]:
    with database.reading() as tx:
        return {table.name: {tuple(row) for row in tx.execute(select(table))} for table in REBUILT}


def kinds(faults: Sequence[Fault]) -> set[str]:
    """The words alone."""
    return {fault.what for fault in faults}
