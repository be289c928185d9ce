"""Accounts of the house's own (lokale kontoer): set up by a one-time link, then a password.

An attempt is counted before the password is looked at, so that many at once gain nothing.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hjemover.application.house import House
from hjemover.store import accounts, sessions
from hjemover.store.accounts import Account, Pause
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language

LINK_HOLDS = timedelta(days=3)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_FREE_ATTEMPTS = {"account": 4, "address": 24}
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=30)
_FORGOTTEN_AFTER = timedelta(hours=12)

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex(16))
"""Looked at for logins that do not exist, so that the time it takes tells nothing."""


class UnknownLogin(LookupError):
    """Nobody in the address book signs in like that."""


class LinkVoid(Exception):
    """A set-up link is used, too old, or was never one."""


class PasswordTooWeak(ValueError):
    """A password that would be guessed. *why* is ``short``, ``long`` or ``guessable``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SignInRefused(Exception):
    """The login and the password do not fit together, or somebody has tried too often.

    Args:
        until: When the next attempt is looked at; None for at once.
    """

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__("sign-in refused")
        self.until = until


def invite(house: House, login: str) -> str:
    """A one-time token with which *login* chooses a password. Earlier ones are void.

    Raises:
        UnknownLogin: Nobody in the address book has it.
    """
    token = new_token()
    now = house.clock.now()

    def work(tx: Transaction) -> None:
        found = accounts.of_login(tx, login)
        if found is None:
            raise UnknownLogin(login)
        accounts.invite(tx, hash_of(token), found.person, now, now + LINK_HOLDS)

    house.database.run_writing(work)
    return token


def invited(house: House, token: str) -> Account | None:
    """Whose account the link sets up; None when it can no longer be used."""
    with house.database.reading() as tx:
        person = accounts.invited(tx, hash_of(token), house.clock.now())
        return accounts.of_person(tx, person) if person else None


def set_up(house: House, token: str, password: str) -> Account:
    """Give the account its password. The link is used up, and open sessions end.

    Raises:
        LinkVoid: It can no longer be used.
        PasswordTooWeak: The password would be guessed; the link can be used again.
    """
    whose = invited(house, token)
    if whose is None:
        raise LinkVoid
    hashed = _hash(password, whose)
    now = house.clock.now()

    def work(tx: Transaction) -> Account:
        person = accounts.invited(tx, hash_of(token), now)
        found = accounts.of_person(tx, person) if person else None
        if found is None:
            raise LinkVoid
        _write_password(tx, found, hashed, now)
        sessions.end_all(tx, found.person, now)
        return found

    return house.database.run_writing(work)


def change_password(
    house: House, person: str, old: str, new: str, *, kept_session: bytes, address: str
) -> None:
    """Put a new password in place of the old. The person's other sessions end.

    Raises:
        SignInRefused: The old one is wrong.
        PasswordTooWeak: The new one would be guessed.
    """
    found = check_own_password(house, person, old, address)
    hashed = _hash(new, found)
    now = house.clock.now()

    def work(tx: Transaction) -> None:
        now_found = accounts.of_person(tx, person)
        if now_found is None:
            raise SignInRefused
        _write_password(tx, now_found, hashed, now)
        sessions.end_all(tx, person, now, but=kept_session)

    house.database.run_writing(work)


def choose_language(house: House, person: str, language: Language | None) -> None:
    """The language of a person's pages; None for that of their unit."""
    _choose(house, person, language=language)


def choose_shortcuts(house: House, person: str, *, on: bool) -> None:
    """Whether single keys do something on a person's pages, wherever they sign in."""
    _choose(house, person, shortcuts=on)


def _choose(house: House, person: str, **chosen: Language | bool | None) -> None:
    now = house.clock.now()

    def work(tx: Transaction) -> None:
        found = accounts.of_person(tx, person)
        if found is not None:
            accounts.put(tx, msgspec.structs.replace(found, **chosen), now)

    house.database.run_writing(work)


def check_password(house: House, login: str, password: str, address: str) -> Account:
    """Whose login and password these are.

    Args:
        address: Where the attempt comes from; counted beside the account.

    Raises:
        SignInRefused: They do not fit together, or there were too many attempts.
    """
    keys = {"account": _key("account", login.casefold()), "address": _key("address", address)}
    found = house.database.run_writing(lambda tx: _begin_attempt(house, tx, login, keys))
    password_hash = (found and found.password_hash) or _NOBODY
    if not _fits(password_hash, password) or found is None or found.password_hash is None:
        raise SignInRefused
    house.database.run_writing(lambda tx: _forgive(tx, keys))
    return found


def check_own_password(house: House, person: str, password: str, address: str) -> Account:
    """That whoever is signed in as *person* knows their password; counted as a sign-in is.

    Raises:
        SignInRefused: They do not, or there were too many attempts.
    """
    with house.database.reading() as tx:
        found = accounts.of_person(tx, person)
    if found is None:
        raise SignInRefused
    return check_password(house, found.login, password, address)


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False


def _begin_attempt(
    house: House, tx: Transaction, login: str, keys: dict[str, str]
) -> Account | None:
    now = house.clock.now()
    before = {kind: accounts.pause(tx, key) for kind, key in keys.items()}
    waits = [one.until for one in before.values() if one is not None and one.until > now]
    if waits:
        raise SignInRefused(max(waits))
    for kind, key in keys.items():
        accounts.put_pause(tx, _counted(kind, key, before[kind], now))
    return accounts.of_login(tx, login)


def _counted(kind: str, key: str, before: Pause | None, now: datetime) -> Pause:
    stale = before is None or now - before.last > _FORGOTTEN_AFTER
    failures = 1 if before is None or stale else before.failures + 1
    over = failures - _FREE_ATTEMPTS[kind]
    pause = min(_FIRST_PAUSE * 2 ** min(over - 1, 10), _LONGEST_PAUSE) if over > 0 else timedelta()
    return Pause(key=key, failures=failures, last=now, until=now + pause)


def _forgive(tx: Transaction, keys: dict[str, str]) -> None:
    """The right password clears the account. The address keeps what others there have tried."""
    accounts.end_pause(tx, keys["account"])
    address = accounts.pause(tx, keys["address"])
    if address is not None:
        fewer = max(address.failures - 1, 0)
        accounts.put_pause(tx, msgspec.structs.replace(address, failures=fewer, until=address.last))


def _write_password(tx: Transaction, whose: Account, hashed: str, now: datetime) -> None:
    accounts.put(tx, msgspec.structs.replace(whose, password_hash=hashed), now)
    accounts.void_invitations(tx, whose.person, now)
    accounts.end_pause(tx, _key("account", whose.login.casefold()))


def _hash(password: str, whose: Account) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooWeak("short")
    if len(password) > LONGEST_PASSWORD:
        raise PasswordTooWeak("long")
    letters = "".join(sign for sign in password.casefold() if sign.isalpha())
    known = {
        whose.login.casefold(),
        "hjemover",
        "passord",
        "password",
        *whose.name.casefold().split(),
    }
    if len(set(password)) < 5 or letters in known:
        raise PasswordTooWeak("guessable")
    return _hasher.hash(password)


def new_token() -> str:
    """What stands in a link; only its hash is kept."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> bytes:
    """What is kept of a token: of no use to whoever reads the table."""
    return sha256(token.encode()).digest()


def _key(kind: str, what: str) -> str:
    return f"{kind}/{hmac.new(b'sign-in', what.encode(), sha256).hexdigest()[:32]}"
