"""Sessions (økter): begun at sign-in, held up by use, ended by time, by hand or by lost rights."""

import secrets
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

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
        proof: How long it holds that somebody has shown who they are, for what asks for it.
    """

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=10)
    level: int = 4
    proof: timedelta = timedelta(minutes=10)


class SessionEnded(Exception):
    """There is no session to go on with. *because* says why, in one word."""

    def __init__(self, because: EndedBecause) -> None:
        super().__init__(because)
        self.because = because


class AtProvider(Struct, frozen=True, kw_only=True):
    """What the provider calls a session and whose it is, both as hashes; None where not told."""

    session: str | None = None
    subject: str | None = None

    @classmethod
    def of(cls, issuer: str, session: str | None, subject: str | None) -> "AtProvider":
        return cls(session=_called(issuer, "sid", session), subject=_called(issuer, "sub", subject))


def _called(issuer: str, what: str, told: str | None) -> str | None:
    return None if told is None else hash_of(f"{issuer}|{what}|{told}").hex()


class Present(Struct, frozen=True, kw_only=True):
    """Somebody who is signed in, and what they may at this moment.

    Args:
        memberships: The roles they have today, each in a unit.
        units: The names of their units.
        language: Their own choice, or that of the unit they look at.
        shortcuts: Single keys do something on their pages.
    """

    session: Session
    name: str
    memberships: frozenset[tuple[str, Role]]
    units: dict[str, str]
    language: Language
    shortcuts: bool


def begin(
    house: House,
    person: str,
    *,
    way: Way,
    limits: Limits,
    browser: str = "",
    level: int | None = None,
    proved: datetime | None = None,
    at_provider: "AtProvider | None" = None,
) -> str:
    """A new session; gives the secret that the browser keeps. Only its hash is kept here.

    Args:
        proved: When they signed in at the provider, where it tells. A password is given just now.
        at_provider: How the provider can tell us that it is over there.
    """
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
            provider_session=at_provider.session if at_provider else None,
            provider_subject=at_provider.subject if at_provider else None,
            began=now,
            seen=now,
            ends=now + limits.longest,
            proved=now if way == "password" else proved,
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
        shortcuts=found.shortcuts is not False,
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


def has_proved(house: House, session: Session, limits: Limits) -> bool:
    """Whether whoever sits there has shown who they are so lately that it need not be asked."""
    return session.proved is not None and house.clock.now() - session.proved < limits.proof


def prove(house: House, session: Session) -> Session:
    """They have just shown it again."""
    now = house.clock.now()
    house.database.run_writing(lambda tx: sessions.prove(tx, session.id_hash, now))
    return replace(session, proved=now)


def end_at_provider(house: House, who: AtProvider, token: str, until: datetime) -> bool:
    """The provider says that somebody has signed out there: what they have open here ends.

    That is the one session it names; every one of theirs when it names none.

    Args:
        token: What it calls its word. It is taken once.
        until: After then it is not taken anyway.

    Returns:
        False when the word was taken before.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> bool:
        if not sessions.spend(tx, hash_of(token), now, until):
            return False
        sessions.end_there(tx, now, session=who.session, subject=who.subject)
        return True

    return house.database.run_writing(work)


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
