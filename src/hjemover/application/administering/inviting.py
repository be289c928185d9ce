"""A link with which somebody chooses their password, made by who looks after them (invitasjon)."""

import json
from datetime import datetime

from msgspec import Struct
from sqlalchemy import insert

from hjemover.application import accounts
from hjemover.application.administering.looking import looked_after, workplaces
from hjemover.application.house import Actor, House
from hjemover.errors import CommandRefused
from hjemover.store import accounts as stored
from hjemover.store.tables import address_change
from hjemover.store.transaction import Transaction

RECORD = "Invitation"
"""What the log calls it. Only that it was made is written there; the link is kept nowhere."""


class Invitation(Struct, frozen=True, kw_only=True):
    """A link that can be used once. Printing it does not show it."""

    token: str
    until: datetime

    def __repr__(self) -> str:
        return f"Invitation(until={self.until.isoformat()})"


class Standing(Struct, frozen=True, kw_only=True):
    """How far somebody has come.

    Args:
        ready: They have a password.
        invited_until: When the link they have been given ends; None without one.
    """

    ready: bool
    invited_until: datetime | None


def invite(house: House, actor: Actor, name: str, person: str) -> Invitation:
    """A new link for *person*; earlier ones are void. It is in the log that it was made.

    Whoever has the link becomes *person*, so it is given only by who looks after every
    organisation they work in.

    Args:
        name: The actor's name, for the log.

    Raises:
        CommandRefused: ``not-your-organisation``, also for somebody there is none of.
    """
    token, now = accounts.new_token(), house.clock.now()
    until = now + accounts.LINK_HOLDS

    def work(tx: Transaction) -> None:
        homes = workplaces(house, tx).get(person, frozenset())
        if not homes or homes - looked_after(house, tx, actor):
            raise CommandRefused("not-your-organisation")
        stored.invite(tx, accounts.hash_of(token), person, now, until)
        tx.execute(
            insert(address_change).values(
                at=now, by=actor.id, by_name=name, organisation=min(homes), record=RECORD,
                before=None, after=json.dumps({"person": person}),
            )
        )  # fmt: skip

    house.database.run_writing(work)
    return Invitation(token=token, until=until)


def standing(house: House, person: str) -> Standing:
    """Whether *person* can sign in with a password, or has been asked to choose one."""
    with house.database.reading() as tx:
        account = stored.of_person(tx, person)
        return Standing(
            ready=account is not None and account.password_hash is not None,
            invited_until=stored.invited_until(tx, person, house.clock.now()),
        )
