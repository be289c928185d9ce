"""Knocking (å banke på): mail to a unit, or to a person of it who wants to hear as well.

It only says that something waits. What is to be said, when, and what is gathered is planned by
``messages``; how it went is written down for each message.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application import overseeing
from hjemover.application.house import Addresses, House
from hjemover.application.noticing import at_work, wishes_of
from hjemover.calendar import local_day
from hjemover.engine.directory import Directory
from hjemover.engine.outbox import MessageId
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
from hjemover.store import address_book, outbox, preferences
from hjemover.store.outbox import Delivery, OutboxClaim
from hjemover.store.preferences import NoticeSetting
from hjemover.store.transaction import Transaction
from hjemover.store.wakeups import ClaimLost
from hjemover.vocabulary import Language, ObligationKind

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


class Item(Struct, frozen=True, kw_only=True):
    """A claimed message with what must be known to send it."""

    claim: OutboxClaim
    sender: str | None
    other: str | None
    obligation: ObligationKind | None
    readable: bool  # whether its pathway could be looked at
    obsolete: str | None  # why it is not to be sent any more
    arrived: bool  # the receiver's system has taken it; only the knock is left, held until now


class Mailbox(Struct, frozen=True, kw_only=True):
    """Where a knock goes, and how its owner wants it.

    Args:
        unit: Whose work it is about; its calendar counts for a person's own mail too.
        person: None for the unit's own.
    """

    unit: str
    role: str
    person: str | None
    address: str
    bounced: bool
    wishes: Preferences


def knock(
    house: House,
    channel: Channel,
    items: Sequence[Item],
    directory: Directory,
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    """Send, gather or hold what is left of *items* when the thing itself has been carried."""
    people = _People.read(house) if any(item.claim.person for item in items) else _People()
    together: dict[tuple[str, str, str | None], list[Item]] = defaultdict(list)
    mailboxes: dict[tuple[str, str, str | None], Mailbox] = {}
    done = Delivered()
    for item in items:
        found = _mailbox(item, addresses, people)
        if found is None:
            done += _without_mail(house, item)
        elif found.bounced:
            dead = _try(item, "permanent", "The address does not take mail. Correct it.")
            done += settle(house, item, dead, Delivered(dead=1))
        else:
            key = (found.unit, found.role, found.person)
            mailboxes[key] = found
            together[key].append(item)
    for key, members in together.items():
        done += _knock_one(house, channel, mailboxes[key], members, directory, addresses, now)
    return done


class _People(Struct, frozen=True, kw_only=True):
    """Those who have mail of their own, who is at work where, and who follows up where."""

    reachable: Mapping[str, NoticeSetting] = {}
    at_work: Mapping[str, frozenset[str]] = {}
    overseeing: Mapping[MessageId, frozenset[tuple[str, str]]] = {}

    @classmethod
    def read(cls, house: House) -> "_People":
        today = local_day(house.clock.now())
        with house.database.reading() as tx:
            return cls(
                reachable=preferences.reachable(tx),
                at_work=at_work(house, tx),
                overseeing={
                    message: overseeing.with_role(tx, role, today)
                    for message, role in overseeing.WHO_HEARS.items()
                },
            )

    def hears(self, person: str, unit: str, message: MessageId) -> bool:
        """Whether the person is still one who is to hear of it."""
        if message in self.overseeing:
            return (person, unit) in self.overseeing[message]
        wants = self.reachable[person].wants_any
        return wants and person in self.at_work.get(unit, frozenset())


def _mailbox(item: Item, addresses: Addresses, people: _People) -> Mailbox | None:
    """Where *item* goes; None when it is for the inbox only, or its person wants it no more."""
    entry, person = item.claim.entry, item.claim.person
    if entry.inbox_only or entry.unit not in addresses.units:
        return None
    if person is not None:
        setting = people.reachable.get(person)
        if setting is None or setting.address is None:
            return None
        if not people.hears(person, entry.unit, entry.message):
            return None
        return Mailbox(
            unit=entry.unit,
            role=entry.role,
            person=person,
            address=setting.address,
            bounced=False,
            wishes=wishes_of(setting),
        )
    point = addresses.mail.get((entry.unit, entry.role)) or addresses.mail.get((entry.unit, "unit"))
    if point is None:
        return None
    return Mailbox(
        unit=entry.unit,
        role=entry.role,
        person=None,
        address=point.address,
        bounced=point.status == "bounced",
        wishes=Preferences(
            default="digest",
            by_message=AT_ONCE,
            digest_at=time(addresses.units[entry.unit].digest_hour),
        ),
    )


def _without_mail(house: House, item: Item) -> Delivered:
    if item.claim.person is None:
        return settle(house, item, in_inbox(), Delivered(sent=1))
    why = (
        "They have that role no longer, or no address that takes mail."
        if overseeing.is_oversight(item.claim.entry)
        else "They want no mail of their own any more, or are not at work there today."
    )
    return settle(house, item, not_sent(why), Delivered(obsolete=1))


def _knock_one(
    house: House,
    channel: Channel,
    to: Mailbox,
    items: Sequence[Item],
    directory: Directory,
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    by_key = {item.claim.entry.key: item for item in items}
    calendar = directory.calendar(to.unit)
    planned = plan([_queued(item) for item in items], to.wishes, calendar, now)
    done = Delivered()
    for held in planned.hold:
        _hold(house, by_key[held.prompt.key].claim, held.until)
        done += Delivered(held=1)
    for dropped in planned.drop:
        item = by_key[dropped.key]
        done += _without_mail(house, item)
    for sending in planned.send:
        members = [by_key[prompt.key] for prompt in sending.prompts]
        done += _send(house, channel, to, sending, members, addresses, now)
    return done


def _hold(house: House, claim: OutboxClaim, until: datetime) -> None:
    try:
        house.database.run_writing(lambda tx: outbox.hold(tx, claim, until))
    except ClaimLost:
        log.warning("a message's lease ended before it was held", extra={"id": claim.id})


def _queued(item: Item) -> Queued:
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
    to: Mailbox,
    sending: Sending,
    items: Sequence[Item],
    addresses: Addresses,
    now: datetime,
) -> Delivered:
    language = addresses.units[to.unit].language
    addressee = _addressee(house, to.unit, addresses, sending.message)
    content = _render(house, sending, items, addressee, language, now)
    mail_id = ",".join(str(item.claim.id) for item in items)
    result = channel.send(
        Outgoing(id=mail_id, to=to.address, content=content, written=items[0].claim.created)
    )
    if result.status == "permanent" and result.code.startswith(("550", "551", "553", "address")):
        _mark_bounced(house, to, addresses)
    done = Delivered()
    for item in items:
        if result.status == "sent":
            tried = _try(item, "sent", result.detail, message_id=mail_id)
            done += settle(house, item, tried, Delivered(sent=1))
        else:
            done += failed(house, item, "email", result, now)
    return done


def _render(
    house: House,
    sending: Sending,
    items: Sequence[Item],
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


def _addressee(
    house: House, unit: str, addresses: Addresses, message: MessageId | Literal["digest"]
) -> Addressee:
    known = addresses.units[unit]
    page = "/innboks" if message == "digest" else overseeing.PAGES.get(message, "/innboks")
    return Addressee(
        unit_name=known.name,
        organisation_name=addresses.organisation_name(unit) or known.name,
        link=f"{house.public_url}{page}",
        settings_link=f"{house.public_url}/varsler",
        language=known.language,
    )


# --- how it went ------------------------------------------------------------------------------


def _kind_of_address(item: Item) -> Literal["unit", "person"]:
    return "unit" if item.claim.person is None else "person"


def _try(item: Item, result: outbox.Result, detail: str, message_id: str | None = None) -> Delivery:
    return Delivery(
        result=result,
        channel="email",
        address_kind=_kind_of_address(item),
        detail=detail,
        message_id=message_id,
    )


def not_sent(why: str) -> Delivery:
    return Delivery(result="obsolete", channel="none", address_kind="none", detail=why)


def in_inbox() -> Delivery:
    return Delivery(
        result="sent", channel="inbox", address_kind="unit", detail="Shown in the inbox only."
    )


def failed(house: House, item: Item, channel: str, result: SendResult, now: datetime) -> Delivered:
    pause = next_try(item.claim.attempts) if result.status == "temporary" else None
    tried = Delivery(
        result="temporary" if pause is not None else "permanent",
        channel=channel,
        address_kind=_kind_of_address(item),
        detail=f"{result.code}: {result.detail}",
    )
    count = Delivered(failed=1) if pause is not None else Delivered(dead=1)
    return settle(house, item, tried, count, retry_at=now + pause if pause else None)


def settle(
    house: House,
    item: Item,
    tried: Delivery,
    count: Delivered,
    retry_at: datetime | None = None,
) -> Delivered:
    now = house.clock.now()
    heard = tried.result == "sent" or retry_at is not None

    def work(tx: Transaction) -> None:
        outbox.finish(tx, item.claim, tried, now, retry_at)
        if not heard:
            overseeing.given_up(house, tx, item.claim.entry)

    try:
        house.database.run_writing(work)
    except ClaimLost:
        log.warning("a message's lease ended before it was settled", extra={"id": item.claim.id})
    return count


def _mark_bounced(house: House, to: Mailbox, addresses: Addresses) -> None:
    """The address does not exist.

    A unit's is a cause of stuck until somebody corrects the address book; a person's own is told
    to them where they chose it, and stops nobody's work.
    """
    person = to.person
    if person is not None:
        house.database.run_writing(lambda tx: preferences.mark_bounced(tx, person, to.address))
        return
    point = addresses.mail.get((to.unit, to.role)) or addresses.mail[(to.unit, "unit")]
    house.database.run_writing(lambda tx: address_book.put(tx, replace(point, status="bounced")))
    house.forget_directory()
