"""Walking the chains: was anything changed, removed or cut off behind our backs? (kjedekontroll)

A chain finds edits by anyone who cannot recompute all of it. The head of each is kept in the
pathway's own row, so a cut tail is found too; whoever rewrites both is found only by comparing
with heads that were kept elsewhere (:func:`heads`).
"""

from collections.abc import Callable, Iterable, Iterator
from hmac import compare_digest
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, select

from hjemover.engine.events import AnyEvent
from hjemover.engine.state import Pathway
from hjemover.store import codec
from hjemover.store.database import Database
from hjemover.store.journal import ITS_PAYLOAD, JournalUnreadable, read_event
from hjemover.store.statements import Statement
from hjemover.store.tables import journal, journal_payload, pathway
from hjemover.store.transaction import Transaction

Fold = Callable[[Iterable[AnyEvent]], Pathway]

_PATHWAYS_AT_A_TIME = 200
_ENTRIES_AT_A_TIME = 2_000


class BrokenLink(Struct, frozen=True, kw_only=True):
    """The first place where one pathway's chain does not hold.

    Args:
        sequence: The entry; one past the last when the tail is missing, 0 for the state.
        what: ``entry-missing``, ``entry-changed``, ``payload-changed``, ``payload-missing``,
            ``tail-missing``, ``unreadable``, ``state-differs`` or ``pathway-missing``.
    """

    ref: str
    sequence: int
    what: str


_pathways = Statement(
    select(
        pathway.c.id,
        pathway.c.ref,
        pathway.c.sequence,
        pathway.c.head_hash,
        pathway.c.state,
        pathway.c.state_format,
    )
    .where(pathway.c.id > bindparam("after"))
    .order_by(pathway.c.id)
    .limit(_PATHWAYS_AT_A_TIME),
    "after",
)
_entries = Statement(
    select(
        journal.c.pathway_id,
        journal.c.sequence,
        journal.c.hash,
        journal.c.previous_hash,
        journal.c.commitment,
        journal.c.event_type,
        journal.c.effective_at,
        journal.c.recorded_at,
        journal.c.actor,
        journal.c.actor_unit,
        journal.c.command_id,
        journal.c.format,
        journal_payload.c.salt,
        journal_payload.c.payload,
        journal_payload.c.removed_at,
    )
    .outerjoin(journal_payload, ITS_PAYLOAD)
    .where(
        journal.c.pathway_id <= bindparam("last"),
        (journal.c.pathway_id > bindparam("pathway"))
        | (
            (journal.c.pathway_id == bindparam("pathway"))
            & (journal.c.sequence > bindparam("sequence"))
        ),
    )
    .order_by(journal.c.pathway_id, journal.c.sequence)
    .limit(_ENTRIES_AT_A_TIME),
    "last", "pathway", "sequence",
)  # fmt: skip
_orphans = Statement(
    select(journal.c.pathway_id, journal.c.sequence)
    .outerjoin(pathway, pathway.c.id == journal.c.pathway_id)
    .where(pathway.c.id.is_(None), journal.c.sequence == 1)
)
_heads = Statement(
    select(pathway.c.id, pathway.c.ref, pathway.c.sequence, pathway.c.head_hash)
    .where(pathway.c.id > bindparam("after"))
    .order_by(pathway.c.id)
    .limit(_ENTRIES_AT_A_TIME),
    "after",
)


def verify(database: Database, fold: Fold | None = None) -> list[BrokenLink]:
    """Every pathway whose chain does not hold, with its first broken link.

    Works through the store in short transactions, so that nobody waits for it.

    Args:
        fold: When given, the stored state is also compared with what the journal tells.
    """
    broken: list[BrokenLink] = []
    after = 0
    while True:
        with database.reading() as tx:
            found = tx.rows(_pathways, after)
            if not found:
                return [*broken, *_without_pathway(tx)]
            entries = _grouped(tx, after, found[-1][0])
            for row in found:
                link = _check(row, entries(row[0]), fold)
                if link is not None:
                    broken.append(link)
            after = found[-1][0]


def heads(database: Database) -> Iterator[tuple[str, int, bytes]]:
    """Reference, number of entries and head of every chain: what to keep in another place."""
    after = 0
    while True:
        with database.reading() as tx:
            rows = tx.rows(_heads, after)
        if not rows:
            return
        for _, ref, sequence, head in rows:
            yield ref, sequence, head
        after = rows[-1][0]


def _without_pathway(tx: Transaction) -> list[BrokenLink]:
    return [
        BrokenLink(ref=f"(row {row_id})", sequence=sequence, what="pathway-missing")
        for row_id, sequence in tx.rows(_orphans)
    ]


def _stream(tx: Transaction, after: int, last: int) -> Iterator[tuple[Any, ...]]:
    place, sequence = after, 2**31 - 1
    while rows := tx.rows(_entries, last, place, sequence):
        yield from rows
        place, sequence = rows[-1][0], rows[-1][1]


def _grouped(tx: Transaction, after: int, last: int) -> Callable[[int], Iterable[tuple[Any, ...]]]:
    """A function that gives the entries of each pathway, asked for in rising order of ids."""
    groups = groupby(_stream(tx, after, last), key=itemgetter(0))
    ahead = next(groups, None)

    def of(row_id: int) -> Iterable[tuple[Any, ...]]:
        nonlocal ahead
        while ahead is not None and ahead[0] < row_id:
            ahead = next(groups, None)
        if ahead is None or ahead[0] != row_id:
            return ()
        entries = list(ahead[1])
        ahead = next(groups, None)
        return entries

    return of


def _check(
    row: tuple[Any, ...], entries: Iterable[tuple[Any, ...]], fold: Fold | None
) -> BrokenLink | None:
    _, ref, count, head, state, state_format = row
    previous, expected = codec.GENESIS, 1
    facts: list[AnyEvent] | None = []
    for entry in entries:
        what = _wrong(ref, entry, expected, previous)
        if what is None and fold is not None and facts is not None:
            try:
                facts = _with_fact(facts, ref, entry)
            except JournalUnreadable:
                what = "unreadable"
        if what is not None:
            return BrokenLink(ref=ref, sequence=expected, what=what)
        previous, expected = entry[2], expected + 1
    if expected != count + 1 or not compare_digest(previous, head):
        return BrokenLink(ref=ref, sequence=expected, what="tail-missing")
    # One that an earlier release wrote is never built on: it is folded anew when it is read.
    current = state_format == codec.STATE_FORMAT
    if fold is not None and facts and current and codec.encode(fold(facts)) != state:
        return BrokenLink(ref=ref, sequence=0, what="state-differs")
    return None


def _with_fact(facts: list[AnyEvent], ref: str, entry: tuple[Any, ...]) -> list[AnyEvent] | None:
    """The facts with one more; None when its content has been removed."""
    payload = entry[13]
    if payload is None:
        return None
    facts.append(read_event(ref, entry[1], entry[11], payload))
    return facts


def _wrong(ref: str, entry: tuple[Any, ...], expected: int, previous: bytes) -> str | None:
    (
        _, sequence, digest, follows, committed, kind, effective, recorded, actor, unit,
        command_id, written, salt, payload, removed_at,
    ) = entry  # fmt: skip
    if sequence != expected:
        return "entry-missing"
    computed = codec.link(
        previous,
        committed,
        ref=ref,
        sequence=sequence,
        event_type=kind,
        effective=effective,
        recorded=recorded,
        actor=actor,
        actor_unit=unit,
        command_id=command_id,
        journal_format=written,
    )
    if follows != previous or not compare_digest(computed, digest):
        return "entry-changed"
    if payload is None:
        return None if removed_at is not None else "payload-missing"
    if salt is None or codec.commitment(salt, payload) != committed:
        return "payload-changed"
    return None
