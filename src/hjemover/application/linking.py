"""Who somebody at the sign-in provider is here: tied once, by a one-time link (kobling)."""

from datetime import timedelta
from typing import Final, Literal

from msgspec.structs import replace

from hjemover.application.accounts import LinkVoid, hash_of
from hjemover.application.house import House
from hjemover.store import accounts, pending
from hjemover.store.accounts import Account
from hjemover.store.transaction import Transaction

BACK_WITHIN: Final = timedelta(minutes=10)


class SubjectTaken(Exception):
    """The one at the provider is somebody else here already."""


class NotByNumber(Exception):
    """An HPR number does not tell who somebody is here.

    *why* is ``nobody``, ``several`` (by a slip in the address book), or ``tied``: whoever has it
    is another one at the provider already.
    """

    def __init__(self, why: Literal["nobody", "several", "tied"]) -> None:
        super().__init__(why)
        self.why = why


def person_of(house: House, subject: str) -> Account | None:
    """Who *subject* is here; None when nobody is tied to them."""
    with house.database.reading() as tx:
        return accounts.of_subject(tx, subject)


def tie(house: House, token: str, subject: str) -> Account:
    """Tie *subject* to the person that the one-time link is for. The link is used up.

    Raises:
        LinkVoid: It can no longer be used.
        SubjectTaken: They are tied to another person.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> Account:
        person = accounts.invited(tx, hash_of(token), now)
        found = accounts.of_person(tx, person) if person else None
        if found is None:
            raise LinkVoid
        other = accounts.of_subject(tx, subject)
        if other is not None and other.person != found.person:
            raise SubjectTaken
        tied = replace(found, subject=subject)
        accounts.put(tx, tied, now)
        accounts.void_invitations(tx, found.person, now)
        return tied

    return house.database.run_writing(work)


def tie_by_number(house: House, hpr_number: str, subject: str) -> Account:
    """Tie *subject* to the one person in the address book who has this HPR number.

    From then on they are known by *subject*, whatever the address book says.

    Args:
        hpr_number: As the provider tells it, which has it from the register itself.

    Raises:
        NotByNumber: Nobody has it, or more than one, or whoever has it is tied already.
    """
    now = house.clock.now()

    def work(tx: Transaction) -> Account:
        found = accounts.of_hpr_number(tx, hpr_number)
        if len(found) != 1:
            raise NotByNumber("several" if found else "nobody")
        if found[0].subject not in (None, subject):
            raise NotByNumber("tied")
        tied = replace(found[0], subject=subject)
        accounts.put(tx, tied, now)
        accounts.void_invitations(tx, tied.person, now)
        return tied

    return house.database.run_writing(work)


def remember(house: House, state: str, content: str) -> None:
    """Keep what is needed when the browser is back from the provider, for ten minutes."""
    now = house.clock.now()
    house.database.run_writing(
        lambda tx: pending.keep(tx, house.keys, hash_of(state), content, now, now + BACK_WITHIN)
    )


def recall(house: House, state: str) -> str | None:
    """What was kept under *state*, once."""
    now = house.clock.now()
    return house.database.run_writing(lambda tx: pending.take(tx, house.keys, hash_of(state), now))
