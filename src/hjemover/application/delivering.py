"""Bringing messages out (levering): checked again when they are sent, at least once.

What carries a handoff puts it in the receiver's inbox and comes back with a receipt; what
knocks goes by mail. A handoff is delivered when the receiver's system took it, which is not
when we sent it, and not when a person accepts it.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from hjemover.application import overseeing
from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, Addresses, House
from hjemover.application.knocking import (
    Delivered,
    Item,
    failed,
    knock,
    not_sent,
    settle,
)
from hjemover.application.noticing import fan_out
from hjemover.engine.commands import ConfirmDelivery, ReportUndelivered
from hjemover.engine.directory import Directory
from hjemover.engine.outbox import OutboxEntry
from hjemover.engine.state import Pathway
from hjemover.messages import next_try
from hjemover.messages.channels import Channel, SendResult
from hjemover.store import journal, outbox
from hjemover.store.journal import JournalUnreadable
from hjemover.store.outbox import OutboxClaim
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import CopyStatus

__all__ = ["Carrier", "Delivered", "InboxCarrier", "deliver", "deliver_all"]

log = logging.getLogger(__name__)

_UNREADABLE = SendResult(
    status="temporary", code="unreadable", detail="The pathway cannot be read; see the log."
)


class Carrier(Protocol):
    """Brings a handoff, or a copy, into the receiver's system."""

    def carry(self, entry: OutboxEntry, sender: str | None, now: datetime) -> SendResult: ...


class InboxCarrier:
    """The receiver works in this product: its inbox has it when we say so."""

    def carry(self, entry: OutboxEntry, sender: str | None, now: datetime) -> SendResult:
        return SendResult(status="sent", code="inbox", detail="It stands in the unit's inbox.")


def deliver(
    house: House, carrier: Carrier, channel: Channel, by: str, limit: int = 100
) -> Delivered:
    """Send at most *limit* messages that are due. Nothing to send: all counts are 0."""
    now, lease = house.clock.now(), timedelta(seconds=house.lease_seconds)
    claims = house.database.run_writing(lambda tx: outbox.claim(tx, now, limit, by, lease))
    if not claims:
        return Delivered()
    items, directory, addresses = _look_again(house, claims)
    # Before anything is settled: whoever else is to hear is not forgotten if we are killed here.
    fan_out(house, [one.claim for one in items if one.readable and one.obsolete is None])
    done, knocks = Delivered(), []
    for item in items:
        if not item.readable:
            done += failed(house, item, "none", _UNREADABLE, now)
        elif item.obsolete is not None:
            done += settle(house, item, not_sent(item.obsolete), Delivered(obsolete=1))
        elif item.claim.entry.purpose in ("handoff", "copy") and not item.arrived:
            carried = _carry(house, carrier, item, now)
            if carried is None:
                knocks.append(item)
            else:
                done += carried
        else:
            knocks.append(item)
    return done + knock(house, channel, knocks, directory, addresses, now)


def deliver_all(house: House, carrier: Carrier, channel: Channel, by: str) -> Delivered:
    """Send until nothing more is due."""
    total = Delivered()
    while (one := deliver(house, carrier, channel, by)) != Delivered():
        total += one
    return total


# --- still right? -----------------------------------------------------------------------------


def _look_again(
    house: House, claims: Sequence[OutboxClaim]
) -> tuple[list[Item], Directory, Addresses]:
    unreadable: set[str] = set()
    pathways: dict[str, Pathway] = {}
    with house.database.reading() as tx:
        for ref in {one.entry.ref for one in claims if not overseeing.is_oversight(one.entry)}:
            try:
                stored = journal.load(tx, ref, for_update=False)
            except JournalUnreadable as why:
                log.error("a message cannot be checked", extra={"ref": ref, "error": why.why})
                unreadable.add(ref)
            else:
                if stored is not None:
                    pathways[ref] = stored.pathway
        directory = house.directory(tx)
        items = [
            _of_no_pathway(tx, one)
            if overseeing.is_oversight(one.entry)
            else _item(
                one,
                pathways.get(one.entry.ref),
                directory.stand_ins,
                readable=one.entry.ref not in unreadable,
            )
            for one in claims
        ]
        return items, directory, house.addresses(tx)


def _item(
    claim: OutboxClaim,
    pathway: Pathway | None,
    stand_ins: Mapping[str, str],
    *,
    readable: bool,
) -> Item:
    entry = claim.entry
    open_ = pathway.obligations.get(entry.obligation) if pathway else None
    handoff = open_.handoff if open_ else None
    other = None
    if handoff is not None:
        other = handoff.sender if entry.unit == handoff.receiver else handoff.receiver
    return Item(
        claim=claim,
        sender=handoff.sender if handoff else None,
        other=other,
        obligation=open_.kind if open_ else None,
        readable=readable,
        obsolete=_why_obsolete(entry, pathway, stand_ins) if readable else None,
        arrived=pathway is not None and _has_arrived(entry, pathway),
    )


def _of_no_pathway(tx: Transaction, claim: OutboxClaim) -> Item:
    return Item(
        claim=claim,
        sender=None,
        other=None,
        obligation=None,
        readable=True,
        obsolete=overseeing.why_obsolete(tx, claim.entry),
        arrived=False,
    )


def _has_arrived(entry: OutboxEntry, pathway: Pathway) -> bool:
    """Whether the thing itself was brought at an earlier try: it is not brought twice."""
    if entry.copy_party is not None:
        copy = pathway.copies.get(f"{entry.obligation}/{entry.copy_party}")
        return copy is not None and copy.status in (CopyStatus.DELIVERED, CopyStatus.ACKNOWLEDGED)
    open_ = pathway.obligations.get(entry.obligation)
    handoff = open_.handoff if open_ else None
    if handoff is None or handoff.attempt != entry.attempt:
        return False
    return handoff.delivered is not None


def _why_obsolete(
    entry: OutboxEntry, pathway: Pathway | None, stand_ins: Mapping[str, str]
) -> str | None:
    """Why a message is not to go out any more, or None. Stale prompts harm more than doubles."""
    if pathway is None:
        return "The pathway is gone."
    if pathway.silent and not entry.inbox_only:
        return "The pathway was closed in silence."
    open_ = pathway.obligations.get(entry.still_if)
    if entry.still_if and open_ is None:
        return "It is done already."
    if open_ is not None and open_.handoff is not None:
        if entry.attempt and entry.attempt != open_.handoff.attempt:
            return "It has been sent on since."
    # An offer carries the thing itself, and an escalation goes to those above whose turn it is.
    if open_ is not None and entry.message not in ("handoff-offered", "escalation"):
        if entry.unit not in (open_.awaits, stand_ins.get(open_.awaits)):
            return "It is another unit's turn now."
    return None


# --- carrying ---------------------------------------------------------------------------------


def _carry(house: House, carrier: Carrier, item: Item, now: datetime) -> Delivered | None:
    """Bring the thing itself. None when it arrived and only the knock is left."""
    entry = item.claim.entry
    result = carrier.carry(entry, item.sender, now)
    if result.status == "sent":
        _receipt(house, item, ConfirmDelivery(
            obligation=entry.obligation, attempt=entry.attempt, copy_party=entry.copy_party
        ))  # fmt: skip
        return None
    retry = next_try(item.claim.attempts) if result.status == "temporary" else None
    if retry is None:
        _receipt(house, item, ReportUndelivered(
            obligation=entry.obligation,
            attempt=entry.attempt,
            copy_party=entry.copy_party,
            reason=result.code,
        ))  # fmt: skip
    return failed(house, item, "inbox", result, now)


def _receipt(house: House, item: Item, command: ConfirmDelivery | ReportUndelivered) -> None:
    entry = item.claim.entry
    kind = "arrived" if isinstance(command, ConfirmDelivery) else "lost"
    handle(
        house,
        Order(id=f"receipt/{item.claim.id}/{kind}", ref=entry.ref, command=command, by=THE_SYSTEM),
    )
