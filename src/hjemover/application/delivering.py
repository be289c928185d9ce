"""Bringing messages out (levering): checked again when they are sent, at least once.

What carries a handoff puts it in the receiver's inbox and comes back with a receipt; what
knocks goes by mail. A handoff is delivered when the receiver's system took it, which is not
when we sent it, and not when a person accepts it.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.handle import Order, handle
from hjemover.application.house import THE_SYSTEM, Addresses, House
from hjemover.engine.commands import ConfirmDelivery, ReportUndelivered
from hjemover.engine.directory import Directory
from hjemover.engine.outbox import MessageId, OutboxEntry
from hjemover.engine.state import Pathway
from hjemover.messages import (
    Addressee,
    DigestContext,
    Preferences,
    Queued,
    Sending,
    context_for,
    digest_lines,
    next_try,
    plan,
    work_kind,
)
from hjemover.messages.channels import Channel, Outgoing, SendResult
from hjemover.messages.digest import Wish
from hjemover.messages.rendering import Rendered
from hjemover.store import address_book, journal, outbox
from hjemover.store.journal import JournalUnreadable
from hjemover.store.outbox import Delivery, OutboxClaim
from hjemover.store.wakeups import ClaimLost
from hjemover.vocabulary import CopyStatus, Language, ObligationKind

log = logging.getLogger(__name__)

AT_ONCE: dict[MessageId, Wish] = {
    "handoff-offered": "at-once",
    "handoff-returned": "at-once",
    "handoff-answered": "at-once",
    "handoff-rejected": "at-once",
    "choice-needed": "at-once",
    "deadline-passed": "at-once",
}
"""Where somebody waits for this unit. Everything else is gathered into one mail a day."""


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


class Delivered(Struct, frozen=True, kw_only=True):
    """How a batch of messages went, in numbers."""

    sent: int = 0
    held: int = 0
    obsolete: int = 0
    failed: int = 0
    dead: int = 0

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__}
        )


class _Item(Struct, frozen=True, kw_only=True):
    """A claimed message with what must be known to send it."""

    claim: OutboxClaim
    sender: str | None
    other: str | None
    obligation: ObligationKind | None
    readable: bool  # whether its pathway could be looked at
    obsolete: str | None  # why it is not to be sent any more
    arrived: bool  # the receiver's system has taken it; only the knock is left, held until now


def deliver(
    house: House, carrier: Carrier, channel: Channel, by: str, limit: int = 100
) -> Delivered:
    """Send at most *limit* messages that are due. Nothing to send: all counts are 0."""
    now, lease = house.clock.now(), timedelta(seconds=house.lease_seconds)
    claims = house.database.run_writing(lambda tx: outbox.claim(tx, now, limit, by, lease))
    if not claims:
        return Delivered()
    items, directory, addresses = _look_again(house, claims)
    done, knocks = Delivered(), []
    for item in items:
        if not item.readable:
            done += _failed(house, item, "none", _UNREADABLE, now)
        elif item.obsolete is not None:
            done += _settle(house, item, _not_sent(item.obsolete), Delivered(obsolete=1))
        elif item.claim.entry.purpose in ("handoff", "copy") and not item.arrived:
            carried = _carry(house, carrier, item, now)
            if carried is None:
                knocks.append(item)
            else:
                done += carried
        else:
            knocks.append(item)
    return done + _knock(house, channel, knocks, directory, addresses, now)


def deliver_all(house: House, carrier: Carrier, channel: Channel, by: str) -> Delivered:
    """Send until nothing more is due."""
    total = Delivered()
    while (one := deliver(house, carrier, channel, by)) != Delivered():
        total += one
    return total


# --- still right? -----------------------------------------------------------------------------


def _look_again(
    house: House, claims: Sequence[OutboxClaim]
) -> tuple[list[_Item], Directory, Addresses]:
    unreadable: set[str] = set()
    pathways: dict[str, Pathway] = {}
    with house.database.reading() as tx:
        for ref in {one.entry.ref for one in claims}:
            try:
                stored = journal.load(tx, ref, for_update=False)
            except JournalUnreadable as why:
                log.error("a message cannot be checked", extra={"ref": ref, "error": why.why})
                unreadable.add(ref)
            else:
                if stored is not None:
                    pathways[ref] = stored.pathway
        items = [
            _item(one, pathways.get(one.entry.ref), readable=one.entry.ref not in unreadable)
            for one in claims
        ]
        return items, house.directory(tx), house.addresses(tx)


def _item(claim: OutboxClaim, pathway: Pathway | None, *, readable: bool) -> _Item:
    entry = claim.entry
    open_ = pathway.obligations.get(entry.obligation) if pathway else None
    handoff = open_.handoff if open_ else None
    other = None
    if handoff is not None:
        other = handoff.sender if entry.unit == handoff.receiver else handoff.receiver
    return _Item(
        claim=claim,
        sender=handoff.sender if handoff else None,
        other=other,
        obligation=open_.kind if open_ else None,
        readable=readable,
        obsolete=_why_obsolete(entry, pathway) if readable else None,
        arrived=pathway is not None and _has_arrived(entry, pathway),
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


def _why_obsolete(entry: OutboxEntry, pathway: Pathway | None) -> str | None:
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
        if entry.unit != open_.awaits:
            return "It is another unit's turn now."
    return None


# --- carrying ---------------------------------------------------------------------------------


def _carry(house: House, carrier: Carrier, item: _Item, now: datetime) -> Delivered | None:
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
    return _failed(house, item, "inbox", result, now)


def _receipt(house: House, item: _Item, command: ConfirmDelivery | ReportUndelivered) -> None:
    entry = item.claim.entry
    kind = "arrived" if isinstance(command, ConfirmDelivery) else "lost"
    handle(
        house,
        Order(id=f"receipt/{item.claim.id}/{kind}", ref=entry.ref, command=command, by=THE_SYSTEM),
    )


# --- knocking ---------------------------------------------------------------------------------


def _knock(
    house: House,
    channel: Channel,
    items: Sequence[_Item],
    directory: Directory,
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    by_mailbox: dict[tuple[str, str], list[_Item]] = defaultdict(list)
    done = Delivered()
    for item in items:
        entry = item.claim.entry
        point = addresses.mail.get((entry.unit, entry.role)) or addresses.mail.get(
            (entry.unit, "unit")
        )
        if entry.inbox_only or point is None or entry.unit not in addresses.units:
            done += _settle(house, item, _in_inbox(), Delivered(sent=1))
        elif point.status == "bounced":
            dead = _try("permanent", "The unit's address does not take mail. Correct it.")
            done += _settle(house, item, dead, Delivered(dead=1))
        else:
            by_mailbox[(entry.unit, entry.role)].append(item)
    for (unit, role), members in by_mailbox.items():
        done += _knock_unit(house, channel, unit, role, members, directory, addresses, now)
    return done


def _knock_unit(
    house: House,
    channel: Channel,
    unit: str,
    role: str,
    items: Sequence[_Item],
    directory: Directory,
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    by_key = {item.claim.entry.key: item for item in items}
    preferences = Preferences(
        default="digest",
        by_message=AT_ONCE,
        digest_at=time(addresses.units[unit].digest_hour),
    )
    planned = plan([_queued(item) for item in items], preferences, directory.calendar(unit), now)
    done = Delivered()
    for held in planned.hold:
        claim = by_key[held.prompt.key].claim
        _hold(house, claim, held.until)
        done += Delivered(held=1)
    for dropped in planned.drop:
        done += _settle(house, by_key[dropped.key], _in_inbox(), Delivered(sent=1))
    for sending in planned.send:
        members = [by_key[prompt.key] for prompt in sending.prompts]
        done += _send(house, channel, unit, role, sending, members, addresses, now)
    return done


def _hold(house: House, claim: OutboxClaim, until: datetime) -> None:
    try:
        house.database.run_writing(lambda tx: outbox.hold(tx, claim, until))
    except ClaimLost:
        log.warning("a message's lease ended before it was held", extra={"id": claim.id})


def _queued(item: _Item) -> Queued:
    entry = item.claim.entry
    return Queued(
        key=entry.key,
        item=f"{entry.ref}/{entry.obligation}",
        message=entry.message,
        kind=work_kind(entry.message, item.obligation),
        since=item.claim.created,
        deadline=entry.due,
        urgent=entry.urgent,
    )


def _send(
    house: House,
    channel: Channel,
    unit: str,
    role: str,
    sending: Sending,
    items: Sequence[_Item],
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    point = addresses.mail.get((unit, role)) or addresses.mail[(unit, "unit")]
    language = addresses.units[unit].language
    content = _render(house, sending, items, _addressee(house, unit, addresses), language, now)
    mail_id = ",".join(str(item.claim.id) for item in items)
    result = channel.send(
        Outgoing(id=mail_id, to=point.address, content=content, written=items[0].claim.created)
    )
    if result.status == "permanent" and result.code.startswith(("550", "551", "553", "address")):
        _mark_bounced(house, point)
    done = Delivered()
    for item in items:
        if result.status == "sent":
            done += _settle(
                house, item, _try("sent", result.detail, message_id=mail_id), Delivered(sent=1)
            )
        else:
            done += _failed(house, item, "email", result, now)
    return done


def _render(
    house: House,
    sending: Sending,
    items: Sequence[_Item],
    to: Addressee,
    language: Language,
    now: datetime,
) -> Rendered:
    if sending.message == "digest":
        context = DigestContext(
            unit_name=to.unit_name,
            organisation_name=to.organisation_name,
            lines=digest_lines(sending.prompts, now),
            link=to.link,
            settings_link=to.settings_link,
        )
        return house.messages.render_digest(context, language)
    item = items[0]
    with house.database.reading() as tx:
        other = house.addresses(tx).organisation_name(item.other)
    said = context_for(
        item.claim.entry, to, now=now, obligation=item.obligation, other_organisation=other
    )
    return house.messages.render(sending.message, said, language)


def _addressee(house: House, unit: str, addresses: Addresses) -> Addressee:
    known = addresses.units[unit]
    return Addressee(
        unit_name=known.name,
        organisation_name=addresses.organisation_name(unit) or known.name,
        link=f"{house.public_url}/innboks",
        settings_link=f"{house.public_url}/varsler",
        language=known.language,
    )


# --- how it went ------------------------------------------------------------------------------


def _try(result: outbox.Result, detail: str, message_id: str | None = None) -> Delivery:
    return Delivery(
        result=result, channel="email", address_kind="unit", detail=detail, message_id=message_id
    )


def _not_sent(why: str) -> Delivery:
    return Delivery(result="obsolete", channel="none", address_kind="none", detail=why)


def _in_inbox() -> Delivery:
    return Delivery(
        result="sent", channel="inbox", address_kind="unit", detail="Shown in the inbox only."
    )


def _failed(
    house: House, item: _Item, channel: str, result: SendResult, now: datetime
) -> Delivered:
    pause = next_try(item.claim.attempts) if result.status == "temporary" else None
    tried = Delivery(
        result="temporary" if pause is not None else "permanent",
        channel=channel,
        address_kind="unit",
        detail=f"{result.code}: {result.detail}",
    )
    count = Delivered(failed=1) if pause is not None else Delivered(dead=1)
    return _settle(house, item, tried, count, retry_at=now + pause if pause else None)


def _settle(
    house: House,
    item: _Item,
    tried: Delivery,
    count: Delivered,
    retry_at: datetime | None = None,
) -> Delivered:
    now = house.clock.now()
    try:
        house.database.run_writing(lambda tx: outbox.finish(tx, item.claim, tried, now, retry_at))
    except ClaimLost:
        log.warning("a message's lease ended before it was settled", extra={"id": item.claim.id})
    return count


def _mark_bounced(house: House, point: address_book.ContactPoint) -> None:
    """The address does not exist: a cause of stuck, until somebody corrects the address book."""
    house.database.run_writing(lambda tx: address_book.put(tx, replace(point, status="bounced")))
    house.forget_directory()
