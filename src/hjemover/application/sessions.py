"""Sessions (økter): begun at sign-in, held up by use, ended by time, by hand or by lost rights."""

import secrets
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from hjemover.application.accounts import hash_of
from hjemover.application.house import Addresses, House
from hjemover.calendar import local_day
from hjemover.store import accounts, sessions
from hjemover.store.sessions import Said, Session, Signed, Way
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import LANGUAGES, Language, Role

_NOTED_EVERY = timedelta(seconds=60)
"""That somebody is at it is written down so often, not at every page."""

EndedBecause = Literal["unknown", "idle", "over", "ended", "rights-changed", "too-weak"]


class Limits(Struct, frozen=True, kw_only=True):
    """How long a session lasts.

    Args:
        idle: Without any use.
        longest: However much it is used: one shift.
        level: What a provider's sign-in must be sure of at least; own passwords have none.
    """

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=10)
    level: int = 4


class SessionEnded(Exception):
    """There is no session to go on with. *because* says why, in one word."""

    def __init__(self, because: EndedBecause) -> None:
        super().__init__(because)
        self.because = because


class Present(Struct, frozen=True, kw_only=True):
    """Somebody who is signed in, and what they may at this moment.

    Args:
        memberships: The roles they have today, each in a unit.
        units: The names of their units.
        language: Their own choice, or that of the unit they look at.
    """

    session: Session
    name: str
    memberships: frozenset[tuple[str, Role]]
    units: dict[str, str]
    language: Language


def begin(
    house: House,
    person: str,
    *,
    way: Way,
    limits: Limits,
    browser: str = "",
    level: int | None = None,
    provider_session: str | None = None,
) -> str:
    """A new session; gives the secret that the browser keeps. Only its hash is kept here."""
    secret = secrets.token_urlsafe(32)
    now = house.clock.now()

    def work(tx: Transaction) -> None:
        new = Session(
            id_hash=hash_of(secret),
            person=person,
            way=way,
            level=level,
            browser=browser[:60],
            granted=accounts.memberships(tx, person, local_day(now)),
            provider_session=provider_session,
            began=now,
            seen=now,
            ends=now + limits.longest,
        )
        sessions.begin(tx, new)

    house.database.run_writing(work)
    return secret


def resume(house: House, secret: str, limits: Limits, *, used: bool = True) -> Present:
    """Who goes on with the session that *secret* opens.

    Args:
        used: That a person did something. What a page asks by itself holds no session up.

    Raises:
        SessionEnded: It is over. So it is when a role was taken away since sign-in.
    """
    now = house.clock.now()
    with house.database.reading() as tx:
        found = sessions.find(tx, hash_of(secret))
        if found is None:
            raise SessionEnded("unknown")
        mine = accounts.memberships(tx, found.session.person, local_day(now))
        addresses = house.addresses(tx)
    because = _ended(found.session, mine, now, limits)
    if because is not None:
        house.database.run_writing(lambda tx: sessions.end(tx, found.session.id_hash, now))
        raise SessionEnded(because)
    if used and now - found.session.seen >= _NOTED_EVERY:
        house.database.run_writing(lambda tx: sessions.seen(tx, found.session.id_hash, now))
    return _present(found, mine, addresses)


def whose(house: House, secret: str) -> str | None:
    """Whose session it is or was, over or not."""
    with house.database.reading() as tx:
        found = sessions.find(tx, hash_of(secret))
        return found.session.person if found else None


def _ended(
    session: Session, mine: frozenset[tuple[str, Role]], now: datetime, limits: Limits
) -> EndedBecause | None:
    if session.ended is not None:
        return "ended"
    if now >= session.ends:
        return "over"
    if now - session.seen >= limits.idle:
        return "idle"
    if session.granted - mine:
        return "rights-changed"
    if session.way == "provider" and (session.level or 0) < limits.level:
        return "too-weak"
    return None


def _present(found: Signed, mine: frozenset[tuple[str, Role]], addresses: Addresses) -> Present:
    units = sorted({unit for unit, _ in mine})
    chosen = [unit for unit in found.session.chosen if unit in units]
    known = [addresses.units[unit] for unit in chosen or units if unit in addresses.units]
    unit_language = known[0].language if known else LANGUAGES[0]
    return Present(
        session=found.session,
        name=found.name,
        memberships=mine,
        units={unit: addresses.unit_name(unit) for unit in units},
        language=found.language or unit_language,
    )


def say(house: House, session: Session, said: tuple[Said, ...]) -> None:
    """What the session's next page is to tell."""
    house.database.run_writing(lambda tx: sessions.say(tx, session.id_hash, said))


def choose_units(house: House, session: Session, units: tuple[str, ...]) -> None:
    """The units to look at from now on; all of one's own when empty."""
    house.database.run_writing(lambda tx: sessions.choose(tx, session.id_hash, units))


def end(house: House, session: Session) -> None:
    now = house.clock.now()
    house.database.run_writing(lambda tx: sessions.end(tx, session.id_hash, now))


def open_sessions(house: House, person: str) -> list[Session]:
    """The person's own sessions, for them to see and end."""
    with house.database.reading() as tx:
        return sessions.open_of(tx, person, house.clock.now())


def end_one(house: House, person: str, ref: str) -> bool:
    """End one of the person's own sessions. False when they have no such."""
    now = house.clock.now()

    def work(tx: Transaction) -> bool:
        mine = [one for one in sessions.open_of(tx, person, now) if one.ref == ref]
        for one in mine:
            sessions.end(tx, one.id_hash, now)
        return bool(mine)

    return house.database.run_writing(work)
