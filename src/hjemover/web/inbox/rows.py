"""One row of a list in words, the verb first. No ids, no steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct, field

from hjemover.application.desk.inbox import Finished, Row
from hjemover.application.house import Addresses
from hjemover.application.seeing import Sight
from hjemover.application.way import Labels
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition, TaskStep
from hjemover.vocabulary import HandoffStatus, ObligationKind, TaskStatus
from hjemover.web import formats
from hjemover.web.inbox.titles import title_of
from hjemover.web.wording import N_, Words

OUTCOME_NAMES: Final[Mapping[str, str]] = {
    HandoffStatus.ACCEPTED.value: N_("Mottatt"),
    HandoffStatus.REJECTED.value: N_("Avvist"),
}
FELL_AWAY: Final[Mapping[str, str]] = {
    HandoffStatus.WITHDRAWN.value: N_("Trukket tilbake %(when)s"),
    HandoffStatus.EXPIRED.value: N_("Utløpt %(when)s"),
    TaskStatus.CANCELLED.value: N_("Falt bort %(when)s"),
}
"""What the unit did not end itself."""
NOT_CONFIRMED: Final = N_("Ikke bekreftet levert")
NO_PATIENT: Final = N_("Pasient uten navn")
NOT_HERE: Final = N_("Pasienten er ikke lenger hos dere")


class Tag(Struct, frozen=True):
    label: str
    color: str = "neutral"


class RowView(Struct, frozen=True, kw_only=True):
    """One row, the verb first.

    Args:
        box: What the row is called in a form that is about many; empty when it is opened first.
        lost: That it did not arrive, and when it was sent.
        holder: Who has it, in words; empty when nobody has.
        took: What the hidden part of a button's label names.
    """

    box: str
    anchor: str
    url: str
    title: str
    patient: str
    number: str
    pathway: str
    due: datetime | None
    why: str
    late: str
    other: str
    listed: str
    lost: str
    holder: str
    is_mine: bool
    is_free: bool
    tags: tuple[Tag, ...]
    ended: str = ""


class Maker(Struct, frozen=True, kw_only=True):
    """What words are made with, for one reader."""

    words: Words
    addresses: Addresses
    person: str
    units: frozenset[str]
    patients: Mapping[str, Sight]
    shields: Mapping[str, Mapping[str, str]]
    people: Mapping[str, str]
    now: datetime
    made: dict[tuple[str, int], Labels] = field(default_factory=dict)

    def labels(self, definition: PathwayDefinition) -> Labels:
        """The names of a definition, worked out once for all the rows that are of it."""
        key = definition.id, definition.version
        if key not in self.made:
            self.made[key] = Labels(definition, self.addresses, self.people, self.words.language)
        return self.made[key]

    def unit(self, ref: str, unit: str) -> str:
        """A unit, as it may be told of beside the patient of a pathway."""
        return self.addresses.hiding(self.shields.get(ref, {})).unit_name(unit)

    def patient(self, ref: str) -> str:
        """Whom a pathway is about."""
        known = self.patients.get(ref)
        return known.name if known else self.words.text(NO_PATIENT)

    def number(self, ref: str) -> str:
        known = self.patients.get(ref)
        return (known.number if known else None) or ""

    def protected(self, ref: str) -> bool:
        """Whether nothing may tell where the patient is."""
        known = self.patients.get(ref)
        return known is not None and known.protected


def row_view(row: Row, maker: Maker) -> RowView:
    """One row of a list."""
    words, item, labels = maker.words, row.item, maker.labels(row.definition)
    due = row.obligation.due
    # What did not arrive is the sender's still: who has taken it there is no news here.
    holder = None if row.sent else item.claimed_by
    return RowView(
        box="" if row.sent else f"{item.ref}.{row.key}",
        anchor=f"sak-{item.ref}-{row.key}",
        url=f"/oppgave/{item.ref}/{row.key}",
        title=title_of(row.obligation, maker.units, labels, words),
        patient=maker.patient(item.ref),
        number=maker.number(item.ref),
        pathway=words.plain(row.definition.name),
        due=due.at if due else None,
        why=labels.deadline_reason(due) if due else "",
        late=_late(item.late_on_arrival, words),
        other=_other(row, maker),
        listed="" if row.sent else _since(row, maker),
        lost=_lost(row, words),
        holder=_holder(holder, maker),
        is_mine=holder == maker.person,
        is_free=holder is None,
        tags=tuple(_tags(row, maker)),
    )


def _since(row: Row, maker: Maker) -> str:
    """How long it has been on the list; for whoever waits, how long they have waited."""
    words, said = maker.words, N_("Kom %(ago)s")
    if row.item.awaits not in maker.units:
        asked = row.item.handoff_status == HandoffStatus.RETURNED.value
        said = N_("Spurt %(ago)s") if asked else N_("Sendt %(ago)s")
    return words.text(said, ago=formats.relative(local_day(row.listed), maker.now, words))


def _holder(holder: str | None, maker: Maker) -> str:
    if holder is None:
        return ""
    if holder == maker.person:
        return maker.words.text(N_("deg"))
    return maker.people.get(holder, maker.words.text(N_("en kollega")))


def _late(days: int, words: Words) -> str:
    """The sender's delay, said as theirs."""
    if not days:
        return ""
    return words.count(
        "Kom %(num)d dag etter fristen: forsinkelsen er avsenderens",
        "Kom %(num)d dager etter fristen: forsinkelsen er avsenderens",
        days,
    )


def _lost(row: Row, words: Words) -> str:
    if row.sent is None:
        return ""
    return words.text(
        N_("Sendt %(when)s, men meldingen kom ikke fram"),
        when=formats.instant(row.sent, words.language),
    )


def _other(row: Row, maker: Maker) -> str:
    words = maker.words
    if row.sent is None and row.item.awaits not in maker.units:
        return words.text(N_("Venter på %(unit)s"), unit=maker.unit(row.item.ref, row.item.awaits))
    if row.from_unit is None:
        return ""
    return words.text(N_("Fra %(unit)s"), unit=maker.unit(row.item.ref, row.from_unit))


def _tags(row: Row, maker: Maker) -> Sequence[Tag]:
    words, found = maker.words, []
    if maker.protected(row.item.ref):
        found.append(Tag(words.text(N_("Sperret adresse")), "danger"))
    if row.sent is not None:
        found.append(Tag(words.text(NOT_CONFIRMED), "warning"))
    elif row.answered and not row.opened:
        found.append(Tag(words.text(N_("Svar har kommet")), "info"))
    elif not row.opened and row.item.claimed_by is None and row.item.awaits in maker.units:
        found.append(Tag(words.text(N_("Ny")), "info"))
    if row.unread:
        found.append(
            Tag(words.count("%(num)d ny beskjed", "%(num)d nye beskjeder", row.unread), "info")
        )
    if row.drafted:
        found.append(Tag(words.text(N_("Kladd lagret"))))
    if row.obligation.stopped is not None:
        found.append(Tag(words.text(N_("Klokken står")), "warning"))
    if row.snoozed_until is not None:
        found.append(
            Tag(
                words.text(
                    N_("Utsatt til %(day)s av %(who)s"),
                    day=formats.day(local_day(row.snoozed_until), words.language),
                    who=_holder(row.snoozed_by, maker) or words.text(N_("en kollega")),
                )
            )
        )
    return found


def finished_view(done: Finished, maker: Maker) -> RowView:
    """One row of what is done: plain, with who did it and how it ended."""
    words, labels, row = maker.words, maker.labels(done.definition), done.row
    theirs_no_more = done.patient is not None and row.ref not in maker.patients
    return RowView(
        box="",
        anchor=f"sak-{row.ref}-{done.key}",
        url=f"/oppgave/{row.ref}/{done.key}",
        title=labels.obligation(row.obligation),
        patient=words.text(NOT_HERE) if theirs_no_more else maker.patient(row.ref),
        number=maker.number(row.ref),
        pathway=words.plain(done.definition.name),
        due=None,
        why="",
        late="",
        other=words.text(N_("Fra %(unit)s"), unit=maker.unit(row.ref, row.sender))
        if row.sender and row.sender not in maker.units
        else "",
        listed="",
        lost="",
        holder="",
        is_mine=False,
        is_free=False,
        tags=(),
        ended=_ended(done, maker),
    )


def _ended(done: Finished, maker: Maker) -> str:
    """How it ended and by whom; what fell away, only when: it was no act of this unit's."""
    words, row = maker.words, done.row
    when = formats.instant(row.ended, words.language)
    step = done.definition.steps.get(row.step)
    of_task = isinstance(step, TaskStep) and row.outcome in step.outcomes
    if not of_task and row.outcome in FELL_AWAY:
        return words.text(FELL_AWAY[row.outcome], when=when)
    if row.kind is ObligationKind.TASK and row.outcome == "done":
        what = words.text(N_("Gjort"))
    elif not of_task and row.outcome in OUTCOME_NAMES:
        what = words.text(OUTCOME_NAMES[row.outcome])
    else:
        what = maker.labels(done.definition).outcome(row.step, row.outcome)
    who = maker.people.get(row.person, words.text(N_("Systemet")))
    return words.text(N_("%(what)s av %(who)s %(when)s"), what=what, who=who, when=when)
