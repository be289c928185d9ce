"""Why somebody may see a patient: a part in the pathway, standing in for one, or an emergency."""

from collections.abc import Callable, Collection
from datetime import datetime

from msgspec import Struct

from hjemover.application.house import Actor, House
from hjemover.application.queries import covered_units
from hjemover.engine.access import members
from hjemover.store import emergencies, journal, patients
from hjemover.store.access_log import Access
from hjemover.store.transaction import Transaction


class Looker(Struct, frozen=True, kw_only=True):
    """Who looks, for which units, and from where.

    Args:
        session: What a list of sessions calls theirs; never what it is opened with.
        units: All units of theirs, to say for whom an attempt was made that nothing allows.
    """

    actor: Actor
    name: str
    units: frozenset[str] = frozenset()
    session: str | None = None
    ip: str | None = None
    channel: str = "web"


class Reason(Struct, frozen=True, kw_only=True):
    """Why they may: the unit of theirs that gives it, and what the log calls it."""

    unit: str
    rule: str
    emergency: bool = False


def reasons(
    house: House, tx: Transaction, looker: Looker, refs: Collection[str]
) -> dict[str, Reason]:
    """For each of the pathways that the looker may see, why. The others are left out."""
    own = looker.actor.units
    found = _parts(tx, refs, own, lambda unit: Reason(unit=unit, rule="part-in-pathway"))
    others = covered_units(house, tx, own) - own
    rest = [ref for ref in refs if ref not in found]
    if others and rest:
        # In the log stands the unit that stands in, not the one that is away.
        found |= _parts(tx, rest, others, lambda _: Reason(unit=min(own), rule="stands-in"))
    rest = [ref for ref in rest if ref not in found]
    if rest:
        found |= _emergencies(house.clock.now(), tx, looker, rest)
    return found


def _parts(
    tx: Transaction, refs: Collection[str], units: frozenset[str], why: Callable[[str], Reason]
) -> dict[str, Reason]:
    """The pathways in which one of the units has a part; most have open work, and are found so."""
    if not units:
        return {}
    found = patients.with_work_for(tx, refs, units)
    for ref in refs:
        if ref not in found:
            stored = journal.load(tx, ref, for_update=False)
            parts = units & members(stored.pathway) if stored else frozenset()
            if parts:
                found[ref] = min(parts)
    return {ref: why(unit) for ref, unit in found.items()}


def _emergencies(
    now: datetime, tx: Transaction, looker: Looker, refs: Collection[str]
) -> dict[str, Reason]:
    active = emergencies.active(tx, looker.actor.id, now)
    if not active:
        return {}
    unit = min(looker.units, default="")
    return {
        ref: Reason(unit=unit, rule=f"emergency/{active[patient]}", emergency=True)
        for ref, patient in patients.patients_of(tx, refs).items()
        if patient in active
    }


def may_see(house: House, tx: Transaction, looker: Looker, ref: str) -> Reason | None:
    """Why the looker may see the pathway; None when nothing allows it. Writes no log."""
    return reasons(house, tx, looker, [ref]).get(ref)


def access(
    house: House,
    tx: Transaction,
    looker: Looker,
    *,
    action: str,
    thing: str,
    reason: Reason | None,
    patient: str | None = None,
    ref: str | None = None,
    fields: str | None = None,
    purpose: str | None = None,
) -> Access:
    """The line of the access log for one look. *thing* is what was looked at: a list, a page."""
    unit = reason.unit if reason else min(looker.units | looker.actor.units, default="")
    emergency = reason is not None and reason.emergency
    return Access(
        at=house.clock.now(),
        actor=looker.actor.id,
        actor_name=looker.name,
        organisation=house.directory(tx).organisation_of(unit) or "-",
        unit=unit or None,
        purpose=purpose or ("emergency" if emergency else "care"),
        decision_ref=reason.rule if reason else "none",
        patient_id=patient,
        pathway_ref=ref,
        action=action,
        object=thing,
        fields=fields,
        channel=looker.channel,
        session=looker.session,
        ip=looker.ip,
        result="ok" if reason else "denied",
    )
