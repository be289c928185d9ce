"""Sessions (økter): kept by the hash of their id, so that who reads the table can use none."""

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, delete, select, update

from hjemover.store.statements import Statement, insert_into
from hjemover.store.tables import account, person, session, spent_token
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language, Role

Way = Literal["password", "provider"]


class Said(Struct, frozen=True, kw_only=True):
    """What the next page tells (banner). Never a patient's name.

    Args:
        undo: Where to post to take it back, with its fields; None when it cannot be.
        on: Where to go on to, and what that is called; None when nothing follows.
    """

    text: str
    kind: Literal["success", "info", "warning", "danger"] = "success"
    undo: str | None = None
    undo_fields: dict[str, str] = {}
    on: tuple[str, str] | None = None


class Session(Struct, frozen=True, kw_only=True):
    """One person signed in, in one browser.

    Args:
        granted: The roles they had when they signed in.
        chosen: The units they look at; all of theirs when empty.
        provider_session: The hash of what the provider calls the session there.
        ends: The end that no activity moves.
        proved: When they last gave the password, or signed in at the provider; None: not known.
        provider_subject: The hash of whom the provider says it is.
    """

    id_hash: bytes
    person: str
    way: Way
    level: int | None = None
    browser: str = ""
    granted: frozenset[tuple[str, Role]] = frozenset()
    chosen: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    provider_session: str | None = None
    began: datetime
    seen: datetime
    ends: datetime
    ended: datetime | None = None
    proved: datetime | None = None
    provider_subject: str | None = None

    @property
    def ref(self) -> str:
        """What a list of sessions calls it. Of no use for signing in."""
        return self.id_hash.hex()[:16]


class Signed(Struct, frozen=True, kw_only=True):
    """A session, and what a page says of the one whose it is."""

    session: Session
    name: str
    language: Language | None
    shortcuts: bool | None


_columns = (
    session.c.id_hash, session.c.person, session.c.way, session.c.level, session.c.browser,
    session.c.granted, session.c.chosen, session.c.said, session.c.provider_session,
    session.c.began_at, session.c.seen_at, session.c.ends_at, session.c.ended_at,
    session.c.proved_at, session.c.provider_subject,
)  # fmt: skip
_begin = insert_into(session, *(column.name for column in _columns))
_find = Statement(
    select(*_columns, person.c.name, account.c.language, account.c.shortcuts)
    .select_from(
        session.join(person, person.c.id == session.c.person).join(
            account, account.c.person == session.c.person, isouter=True
        )
    )
    .where(session.c.id_hash == bindparam("this")),
    "this",
)
_open = Statement(
    select(*_columns)
    .where(
        session.c.person == bindparam("of"),
        session.c.ended_at.is_(None),
        session.c.ends_at > bindparam("now"),
    )
    .order_by(session.c.seen_at.desc()),
    "of", "now",
)  # fmt: skip
_seen = Statement(
    update(session).where(session.c.id_hash == bindparam("this")).values(seen_at=bindparam("now")),
    "now", "this",
)  # fmt: skip
_say = Statement(
    update(session).where(session.c.id_hash == bindparam("this")).values(said=bindparam("told")),
    "told", "this",
)  # fmt: skip
_prove = Statement(
    update(session)
    .where(session.c.id_hash == bindparam("this"), session.c.ended_at.is_(None))
    .values(proved_at=bindparam("now")),
    "now", "this",
)  # fmt: skip
_choose = Statement(
    update(session)
    .where(session.c.id_hash == bindparam("this"))
    .values(chosen=bindparam("units")),
    "units", "this",
)  # fmt: skip
_end = Statement(
    update(session)
    .where(session.c.id_hash == bindparam("this"), session.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), said="[]"),
    "now", "this",
)  # fmt: skip
_end_all = Statement(
    update(session)
    .where(
        session.c.person == bindparam("of"),
        session.c.id_hash != bindparam("kept"),
        session.c.ended_at.is_(None),
    )
    .values(ended_at=bindparam("now"), said="[]"),
    "now", "of", "kept",
)  # fmt: skip
_end_there = {
    column.name: Statement(
        update(session)
        .where(column == bindparam("called"), session.c.ended_at.is_(None))
        .values(ended_at=bindparam("now"), said="[]"),
        "now", "called",
    )
    for column in (session.c.provider_session, session.c.provider_subject)
}  # fmt: skip
_forget_spent = Statement(
    delete(spent_token).where(spent_token.c.expires_at <= bindparam("now")), "now"
)
_spent = Statement(
    select(spent_token.c.token_hash).where(spent_token.c.token_hash == bindparam("this")), "this"
)
_spend = insert_into(spent_token)


def begin(tx: Transaction, new: Session) -> None:
    row = (
        new.id_hash, new.person, new.way, new.level, new.browser, _json(sorted(new.granted)),
        _json(new.chosen), _json(new.said), new.provider_session, new.began, new.seen, new.ends,
        new.ended, new.proved, new.provider_subject,
    )  # fmt: skip
    tx.write(_begin, [row])


def find(tx: Transaction, id_hash: bytes) -> Signed | None:
    """The session with this hash, ended or not."""
    row = tx.row(_find, id_hash)
    if row is None:
        return None
    *columns, name, language, shortcuts = row
    return Signed(session=_session(columns), name=name, language=language, shortcuts=shortcuts)


def open_of(tx: Transaction, person_id: str, now: datetime) -> list[Session]:
    """A person's sessions that have not ended, the latest used first."""
    return [_session(list(row)) for row in tx.rows(_open, person_id, now)]


def seen(tx: Transaction, id_hash: bytes, now: datetime) -> None:
    tx.write(_seen, [(now, id_hash)])


def say(tx: Transaction, id_hash: bytes, said: tuple[Said, ...]) -> None:
    """What the next page is to tell, over what it was to tell before."""
    tx.write(_say, [(_json(said), id_hash)])


def prove(tx: Transaction, id_hash: bytes, now: datetime) -> None:
    """They have just shown again who they are."""
    tx.write(_prove, [(now, id_hash)])


def choose(tx: Transaction, id_hash: bytes, units: tuple[str, ...]) -> None:
    tx.write(_choose, [(_json(units), id_hash)])


def end(tx: Transaction, id_hash: bytes, now: datetime) -> None:
    tx.write(_end, [(now, id_hash)])


def end_all(tx: Transaction, person_id: str, now: datetime, *, but: bytes = b"") -> None:
    """End every session of a person's, except perhaps the one they sit in."""
    tx.write(_end_all, [(now, person_id, but)])


def end_there(tx: Transaction, now: datetime, *, session: str | None, subject: str | None) -> None:
    """End the session that the provider calls *session*; every one of *subject*'s without it."""
    if session is not None:
        tx.write(_end_there["provider_session"], [(now, session)])
    elif subject is not None:
        tx.write(_end_there["provider_subject"], [(now, subject)])


def spend(tx: Transaction, token_hash: bytes, now: datetime, until: datetime) -> bool:
    """Use a token up. False when it is used already; what is too old anyway is forgotten."""
    tx.write(_forget_spent, [(now,)])
    if tx.row(_spent, token_hash) is not None:
        return False
    tx.write(_spend, [(token_hash, until)])
    return True


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _session(columns: list[Any]) -> Session:
    values = dict(zip(Session.__struct_fields__, columns, strict=True))
    for name, kind in (
        ("granted", frozenset[tuple[str, Role]]),
        ("chosen", tuple[str, ...]),
        ("said", tuple[Said, ...]),
    ):
        values[name] = msgspec.json.decode(values[name], type=kind)
    return Session(**values)
