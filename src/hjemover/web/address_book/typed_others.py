"""The forms of an organisation and of a person, as changes of the address book."""

import secrets
from collections.abc import Collection
from datetime import date
from typing import Final, Literal

from msgspec.structs import replace
from starlette.datastructures import FormData

from hjemover.application.administering import Change, PersonEntry
from hjemover.application.opaque import unit_code
from hjemover.store.address_book import (
    Absence,
    Membership,
    Organisation,
    Unit,
    UnitService,
)
from hjemover.web.address_book import typed
from hjemover.web.address_book.typed import Faulty
from hjemover.web.wording import N_

NEW_KINDS: Final[tuple[Literal["gp-office", "other"], ...]] = ("gp-office", "other")
"""What an administrator may bring in under their own; the others have official numbers."""


def organisation(home: Organisation, form: FormData) -> Change:
    """Its name and its language."""
    changed = replace(home, name=typed.named(form), language=typed.language(form))
    return Change(put=[changed], about=home.id, seen=typed.seen(form))


def new_unit(home: Organisation, form: FormData) -> Change:
    """A unit of the organisation, with nobody in it yet."""
    return Change(put=[_unit(home, typed.named(form, "enhetsnavn"))])


def _unit(home: Organisation, name: str) -> Unit:
    return Unit(
        id=f"{home.id}-{secrets.token_hex(4)}",
        organisation=home.id,
        name=name,
        language=home.language,
    )


def new_organisation(home: Organisation, form: FormData) -> Change:
    """An organisation under this one, with a first unit called the same."""
    name = typed.named(form, "virksomhetsnavn")
    kind = next((one for one in NEW_KINDS if one == form.get("slag")), None)
    if kind is None:
        raise Faulty(slag=N_("Velg fra listen."))
    new = Organisation(
        id=f"{home.id}-{secrets.token_hex(4)}",
        name=name,
        kind=kind,
        region=home.region,
        parent=home.id,
        language=home.language,
    )
    return Change(put=[new, _unit(new, name)])


def service(
    home: Organisation,
    form: FormData,
    answered: Collection[UnitService],
    services: Collection[str],
) -> Change:
    """Which unit answers for a service here: one's own, another's, or none."""
    asked, unit = typed.text(form, "svartjeneste"), typed.text(form, "svarenhet")
    if asked not in services:
        raise Faulty(svartjeneste=N_("Velg fra listen."))
    old = [one for one in answered if one.organisation == home.id and one.service == asked]
    if not unit:
        return Change(remove=old)
    return Change(put=[UnitService(organisation=home.id, service=asked, unit=unit)])


def person(entry: PersonEntry, form: FormData) -> Change:
    """Their name, what they sign in as, and their number as health personnel."""
    changed = replace(
        entry.person,
        name=typed.named(form),
        login=typed.login(form),
        hpr_number=typed.hpr_number(form),
    )
    return Change(put=[changed], about=entry.person.id, seen=typed.seen(form))


def absence(entry: PersonEntry, form: FormData, today: date) -> Change:
    """Days when they are not at work. Why is nobody's business."""
    first, last = typed.days(form, "borte_fra", "borte_til", today)
    if last is not None and last < today:
        raise Faulty(borte_til=N_("Dagene har vært. Oppgi en siste dag fra og med i dag."))
    away = Absence(person=entry.person.id, from_day=first, to_day=last)
    return Change(put=[away], about=entry.person.id, seen=typed.seen(form))


def present(entry: PersonEntry, form: FormData) -> Change:
    """An absence that is taken out."""
    gone = [one for one in entry.absences if one.from_day.isoformat() == form.get("fra")]
    return Change(remove=gone, about=entry.person.id, seen=typed.seen(form))


def role(entry: PersonEntry, form: FormData, units: Collection[str], today: date) -> Change:
    """A role in one of *units*."""
    unit = next((one for one in units if unit_code(one) == form.get("enhet")), None)
    if unit is None:
        raise Faulty(enhet=N_("Velg fra listen."))
    new = Membership(
        person=entry.person.id,
        unit=unit,
        role=typed.role(form),
        from_day=typed.day(form, "fra_dag") or today,
    )
    return Change(put=[new], about=entry.person.id, seen=typed.seen(form))
