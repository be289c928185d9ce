"""What people have chosen for their own prompts (egne varsler)."""

from datetime import datetime
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select, update

from hjemover.store.statements import Statement, upsert
from hjemover.store.tables import notice_setting
from hjemover.store.transaction import Transaction

Wish = Literal["at-once", "digest", "never"]
Group = Literal["new-work", "answers", "deadlines", "trouble", "information", "oversight"]
"""Kinds of messages as people choose between them; ``application/noticing.py`` sorts them."""

NEVER_CHOSEN: Final[frozenset[Group]] = frozenset({"oversight"})
"""Comes at once to whoever has the role, if they can be reached."""


class NoticeSetting(Struct, frozen=True, kw_only=True):
    """One person's own prompts. They come beside the unit's, never in their place.

    Args:
        address: Their own mailbox at work; None: no mail of their own.
        status: ``bounced`` when the address took no mail, until they write it anew.
        wishes: By group; ``never`` for what is not in it.
    """

    person: str
    address: str | None = None
    status: Literal["ok", "bounced"] = "ok"
    digest_hour: int = 8
    wishes: dict[Group, Wish] = {}
    changed: datetime

    @property
    def wants_any(self) -> bool:
        """Whether they have chosen mail of their own that could reach them."""
        return self.reachable and any(wish != "never" for wish in self.wishes.values())

    @property
    def reachable(self) -> bool:
        return self.address is not None and self.status == "ok"

    def wish(self, group: Group) -> Wish:
        return "at-once" if group in NEVER_CHOSEN else self.wishes.get(group, "never")


_COLUMNS = ("person", "address", "status", "digest_hour", "wishes", "changed_at")
_put = upsert(notice_setting, ("person",), *_COLUMNS)
_columns = tuple(notice_setting.c[name] for name in _COLUMNS)
_get = Statement(select(*_columns).where(notice_setting.c.person == bindparam("of")), "of")
_all = Statement(
    select(*_columns)
    .where(notice_setting.c.address.is_not(None), notice_setting.c.status == "ok")
    .order_by(notice_setting.c.person)
)
_bounced = Statement(
    update(notice_setting)
    .where(notice_setting.c.person == bindparam("of"), notice_setting.c.address == bindparam("at"))
    .values(status="bounced"),
    "of", "at",
)  # fmt: skip


def put(tx: Transaction, setting: NoticeSetting) -> None:
    """Write what a person has chosen, over what they had chosen before."""
    wishes = msgspec.json.encode(setting.wishes, order="sorted").decode()
    row = (
        setting.person, setting.address, setting.status, setting.digest_hour, wishes,
        setting.changed,
    )  # fmt: skip
    tx.write(_put, [row])


def get(tx: Transaction, person: str) -> NoticeSetting | None:
    """What the person has chosen; None when they never have."""
    row = tx.row(_get, person)
    return _setting(row) if row else None


def reachable(tx: Transaction) -> dict[str, NoticeSetting]:
    """Everybody who has an address of their own that takes mail, by person."""
    return {row[0]: _setting(row) for row in tx.rows(_all)}


def wanting(tx: Transaction) -> dict[str, NoticeSetting]:
    """Everybody who wants mail of their own and can be reached, by person."""
    return {person: one for person, one in reachable(tx).items() if one.wants_any}


def mark_bounced(tx: Transaction, person: str, address: str) -> None:
    """The address takes no mail. Nothing happens if they have written another since."""
    tx.write(_bounced, [(person, address)])


def _setting(row: tuple[Any, ...]) -> NoticeSetting:
    person, address, status, hour, wishes, changed = row
    return NoticeSetting(
        person=person,
        address=address,
        status=status,
        digest_hour=hour,
        wishes=msgspec.json.decode(wishes, type=dict[Group, Wish]),
        changed=changed,
    )
