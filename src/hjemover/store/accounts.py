"""Accounts (brukerkontoer): who may sign in, one-time links, and pauses after failed attempts."""

from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import bindparam, func, or_, select, update

from hjemover.store.statements import Statement, delete_by, insert_into, upsert
from hjemover.store.tables import account, invitation, membership, person, sign_in_pause
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language, Role


class Account(Struct, frozen=True, kw_only=True):
    """One person's way in. Printing it shows no hash."""

    person: str
    name: str
    login: str
    password_hash: str | None = None
    subject: str | None = None
    language: Language | None = None
    shortcuts: bool | None = None

    def __repr__(self) -> str:
        return f"Account({self.person})"


_columns = (
    person.c.id, person.c.name, person.c.login, account.c.password_hash, account.c.subject,
    account.c.language, account.c.shortcuts,
)  # fmt: skip
_from = person.join(account, account.c.person == person.c.id, isouter=True)
_by = {
    name: Statement(select(*_columns).select_from(_from).where(column == bindparam("this")), "this")
    for name, column in {
        "person": person.c.id,
        "login": person.c.login,
        "subject": account.c.subject,
        "hpr_number": person.c.hpr_number,
    }.items()
}
_put = upsert(
    account,
    ("person",),
    "person", "password_hash", "subject", "language", "shortcuts", "created_at", "changed_at",
    change=lambda new: {
        "password_hash": new.password_hash,
        "subject": new.subject,
        "language": new.language,
        "shortcuts": new.shortcuts,
        "changed_at": new.changed_at,
    },
)  # fmt: skip
_memberships = Statement(
    select(membership.c.unit, membership.c.role)
    .where(
        membership.c.person == bindparam("of"),
        membership.c.from_day <= bindparam("day"),
        or_(membership.c.to_day.is_(None), membership.c.to_day >= bindparam("day")),
    )
    .order_by(membership.c.unit, membership.c.role),
    "of", "day",
)  # fmt: skip


def of_person(tx: Transaction, person_id: str) -> Account | None:
    """The account of somebody in the address book, whether or not they have signed in."""
    return _found(tx, "person", person_id)


def of_login(tx: Transaction, login: str) -> Account | None:
    return _found(tx, "login", login)


def of_subject(tx: Transaction, subject: str) -> Account | None:
    """Who somebody at the sign-in provider is here."""
    return _found(tx, "subject", subject)


def of_hpr_number(tx: Transaction, number: str) -> list[Account]:
    """Everybody in the address book with this number; more than one by a slip."""
    return [
        Account(**dict(zip(Account.__struct_fields__, row, strict=True)))
        for row in tx.rows(_by["hpr_number"], number)
    ]


def put(tx: Transaction, one: Account, now: datetime) -> None:
    """Write all that an account has over what was there."""
    row = (one.person, one.password_hash, one.subject, one.language, one.shortcuts, now, now)
    tx.write(_put, [row])


def memberships(tx: Transaction, person_id: str, on: date) -> frozenset[tuple[str, Role]]:
    """The roles a person has that day (Oslo), each in a unit."""
    return frozenset((unit, Role(role)) for unit, role in tx.rows(_memberships, person_id, on))


def _found(tx: Transaction, by: str, this: str) -> Account | None:
    row = tx.row(_by[by], this)
    return Account(**dict(zip(Account.__struct_fields__, row, strict=True))) if row else None


# --- one-time links ---------------------------------------------------------------------------

_invite = insert_into(invitation, "token_hash", "person", "created_at", "expires_at", "used_at")
_forget_invitations = Statement(
    update(invitation)
    .where(invitation.c.person == bindparam("of"), invitation.c.used_at.is_(None))
    .values(used_at=bindparam("now")),
    "of", "now",
)  # fmt: skip
_invited = Statement(
    select(invitation.c.person).where(
        invitation.c.token_hash == bindparam("token"),
        invitation.c.used_at.is_(None),
        invitation.c.expires_at > bindparam("now"),
    ),
    "token", "now",
)  # fmt: skip
_open_until = Statement(
    select(func.max(invitation.c.expires_at)).where(
        invitation.c.person == bindparam("of"),
        invitation.c.used_at.is_(None),
        invitation.c.expires_at > bindparam("now"),
    ),
    "of", "now",
)  # fmt: skip


def invite(
    tx: Transaction, token_hash: bytes, person_id: str, now: datetime, expires: datetime
) -> None:
    """Keep a link that sets the account up once. Earlier ones that were not used are void."""
    tx.write(_forget_invitations, [(person_id, now)])
    tx.write(_invite, [(token_hash, person_id, now, expires, None)])


def invited(tx: Transaction, token_hash: bytes, now: datetime) -> str | None:
    """Whom the link is for; None when it is used, too old or unknown."""
    row = tx.row(_invited, token_hash, now)
    return str(row[0]) if row else None


def invited_until(tx: Transaction, person_id: str, now: datetime) -> datetime | None:
    """When the link that a person has been given ends; None when they have none to use."""
    row = tx.row(_open_until, person_id, now)
    return row[0] if row else None


def void_invitations(tx: Transaction, person_id: str, now: datetime) -> None:
    """No link of this person's can be used any more."""
    tx.write(_forget_invitations, [(person_id, now)])


# --- pauses after failed attempts -------------------------------------------------------------


class Pause(Struct, frozen=True, kw_only=True):
    """How often somebody has failed to sign in, and until when they must wait."""

    key: str
    failures: int
    last: datetime
    until: datetime


_pause_columns = (
    sign_in_pause.c.key, sign_in_pause.c.failures, sign_in_pause.c.last_at, sign_in_pause.c.until,
)  # fmt: skip
_pause = Statement(
    select(*_pause_columns).where(sign_in_pause.c.key == bindparam("this")).with_for_update(),
    "this",
)
_put_pause = upsert(sign_in_pause, ("key",), "key", "failures", "last_at", "until")
_end_pause = delete_by(sign_in_pause, "key")


def pause(tx: Transaction, key: str) -> Pause | None:
    row = tx.row(_pause, key)
    return Pause(key=row[0], failures=row[1], last=row[2], until=row[3]) if row else None


def put_pause(tx: Transaction, one: Pause) -> None:
    tx.write(_put_pause, [(one.key, one.failures, one.last, one.until)])


def end_pause(tx: Transaction, key: str) -> None:
    tx.write(_end_pause, [(key,)])
