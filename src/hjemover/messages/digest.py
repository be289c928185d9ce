"""What to send now, what to hold, and until when (samlevarsel). Pure: reads no clock.

Three rules hold whatever a unit has chosen. What is urgent is never held. Everything else
leaves only while the unit is at work. Nothing is lost and nothing goes out twice: each queued
prompt is in exactly one of ``send``, ``hold`` and ``drop``.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final, Literal

from msgspec import Struct

from hjemover.calendar import OSLO, NoWorkingDay, WorkCalendar, local_day
from hjemover.engine.outbox import MessageId
from hjemover.messages.context import DigestLine
from hjemover.messages.kinds import WorkKind

Wish = Literal["at-once", "digest", "never"]

ALWAYS_URGENT: Final[frozenset[MessageId]] = frozenset(
    {"escalation", "handoff-undelivered", "emergency-taken", "auditor-unreached"}
)
"""Nobody can choose these away, or have them later: somebody is being waited for and does not
know it, or somebody was let in on the promise that it is looked at."""


class Preferences(Struct, frozen=True, kw_only=True):
    """What a unit has chosen (varslingsvalg).

    Args:
        default: For every message that *by_message* does not name.
        digest_at: When the digest goes out on the unit's working days, Oslo time. Moved to the
            opening hour on days when the unit is closed at that time.
    """

    default: Wish = "at-once"
    by_message: dict[MessageId, Wish] = {}
    digest_at: time = time(8, 0)

    def wish(self, message: MessageId) -> Wish:
        return self.by_message.get(message, self.default)


class Queued(Struct, frozen=True, kw_only=True):
    """A prompt that waits to be sent to one unit.

    Args:
        key: The outbox key; unique.
        item: The work item it is about, so that a digest counts it once. Never shown.
        since: When it was queued, UTC.
    """

    key: str
    item: str
    message: MessageId
    kind: WorkKind
    since: datetime
    deadline: datetime | None = None
    urgent: bool = False

    @property
    def cannot_wait(self) -> bool:
        return self.urgent or self.message in ALWAYS_URGENT


class Sending(Struct, frozen=True, kw_only=True):
    """One mail: a single message, or a digest of several prompts."""

    message: MessageId | Literal["digest"]
    prompts: tuple[Queued, ...]


class Held(Struct, frozen=True, kw_only=True):
    """A prompt that waits, and the UTC instant to ask again."""

    prompt: Queued
    until: datetime


class Plan(Struct, frozen=True, kw_only=True):
    """Each queued prompt once: sent now, held, or dropped because the unit wants no mail of it."""

    send: tuple[Sending, ...] = ()
    hold: tuple[Held, ...] = ()
    drop: tuple[Queued, ...] = ()


def plan(
    queued: Sequence[Queued], preferences: Preferences, calendar: WorkCalendar, now: datetime
) -> Plan:
    """What is to happen at *now* (UTC) to all that is queued for one unit.

    Prompts that came while the unit was away are gathered into one digest when it opens, so
    that Monday does not begin with a dozen mails. A digest of one is sent as the message itself.
    """
    send: list[Sending] = []
    hold: list[Held] = []
    drop: list[Queued] = []
    gathered: list[Queued] = []
    for prompt in sorted(queued, key=lambda p: (p.since, p.key)):
        wish = _wish(prompt, preferences, calendar)
        if prompt.cannot_wait:
            send.append(_single(prompt))
            continue
        if wish == "never":
            drop.append(prompt)
            continue
        until = _release(prompt, wish, preferences, calendar, now)
        if until is not None:
            hold.append(Held(prompt=prompt, until=until))
        elif wish == "digest" or not is_open(calendar, prompt.since):
            gathered.append(prompt)
        else:
            send.append(_single(prompt))
    if len(gathered) == 1:
        send.append(_single(gathered[0]))
    elif gathered:
        send.append(Sending(message="digest", prompts=tuple(gathered)))
    return Plan(send=tuple(send), hold=tuple(hold), drop=tuple(drop))


def digest_lines(prompts: Iterable[Queued], now: datetime) -> tuple[DigestLine, ...]:
    """A line per kind of work: how many items, and the earliest deadline among them."""
    order = list(WorkKind)
    by_kind = sorted(prompts, key=lambda prompt: order.index(prompt.kind))
    lines = []
    for kind, group in groupby(by_kind, key=lambda prompt: prompt.kind):
        members = list(group)
        first = min((p.deadline for p in members if p.deadline is not None), default=None)
        lines.append(
            DigestLine(
                kind_of_work=kind,
                count=len({prompt.item for prompt in members}),
                deadline=first,
                late=first is not None and first <= now,
            )
        )
    return tuple(lines)


def is_open(calendar: WorkCalendar, instant: datetime) -> bool:
    """Whether the unit is at work at that instant."""
    day = local_day(instant)
    if not calendar.is_working_day(day):
        return False
    return _opening(calendar, day) <= instant < calendar.closing(day)


def next_opening(calendar: WorkCalendar, after: datetime) -> datetime:
    """The next UTC instant, later than *after*, at which a working day of the unit begins."""
    day = calendar.working_day_on_or_after(local_day(after))
    if _opening(calendar, day) <= after:
        day = calendar.working_day_on_or_after(day + timedelta(days=1))
    return _opening(calendar, day)


def _wish(prompt: Queued, preferences: Preferences, calendar: WorkCalendar) -> Wish:
    """How it is to go out: what is due before the next digest does not wait for it."""
    wish = preferences.wish(prompt.message)
    if wish != "digest" or prompt.deadline is None:
        return wish
    try:
        digest = _digest_after(calendar, preferences.digest_at, prompt.since)
    except NoWorkingDay:
        return wish
    return "at-once" if prompt.since < prompt.deadline <= digest else wish


def _single(prompt: Queued) -> Sending:
    return Sending(message=prompt.message, prompts=(prompt,))


def _release(
    prompt: Queued,
    wish: Wish,
    preferences: Preferences,
    calendar: WorkCalendar,
    now: datetime,
) -> datetime | None:
    """Until when the prompt is held; None when it may go now."""
    try:
        ready = prompt.since
        if wish == "digest":
            ready = _digest_after(calendar, preferences.digest_at, prompt.since)
        earliest = max(ready, now)
        opens = earliest if is_open(calendar, earliest) else next_opening(calendar, earliest)
    except NoWorkingDay:
        return None  # a unit that never opens would never hear of it
    return opens if opens > now else None


def _digest_after(calendar: WorkCalendar, at: time, since: datetime) -> datetime:
    day = calendar.working_day_on_or_after(local_day(since))
    moment = _digest_on(calendar, day, at)
    if moment < since:
        day = calendar.working_day_on_or_after(day + timedelta(days=1))
        moment = _digest_on(calendar, day, at)
    return moment


def _digest_on(calendar: WorkCalendar, day: date, at: time) -> datetime:
    moment = datetime.combine(day, at, OSLO).astimezone(UTC)
    opens = _opening(calendar, day)
    return moment if opens <= moment < calendar.closing(day) else opens


def _opening(calendar: WorkCalendar, day: date) -> datetime:
    hours = calendar.week[day.weekday()] if calendar.week else None
    return datetime.combine(day, hours.opens if hours else time.min, OSLO).astimezone(UTC)
