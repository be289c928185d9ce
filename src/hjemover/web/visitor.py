"""Who a page is for: somebody signed in, with their units and roles, or a stranger."""

from collections.abc import Collection
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.house import Actor
from hjemover.application.sessions import Present
from hjemover.store.sessions import Session
from hjemover.vocabulary import Language, Role

WORKING: Final = (Role.COORDINATOR, Role.MANAGER)


class Stranger(Struct, frozen=True, kw_only=True):
    """Somebody who has not signed in."""

    language: Language
    token: str

    @property
    def signed_in(self) -> bool:
        return False


class Visitor(Struct, frozen=True, kw_only=True):
    """Somebody signed in, as one page may know them.

    Args:
        memberships: The roles they have today, each in a unit.
        units: The names of all their units.
        chosen: The units they look at now; all of theirs when they have chosen none.
        acting: The roles this page is for; those it counts.
        shortcuts: Single keys do something on their pages, as they chose.
        token: What the forms of this session carry.
    """

    person: str
    name: str
    memberships: frozenset[tuple[str, Role]]
    units: dict[str, str]
    chosen: frozenset[str]
    acting: frozenset[Role]
    language: Language
    shortcuts: bool
    token: str
    session: Session

    @property
    def signed_in(self) -> bool:
        return True

    @property
    def roles(self) -> frozenset[Role]:
        """The roles they have somewhere."""
        return frozenset(role for _, role in self.memberships)

    def units_as(self, *roles: Role) -> frozenset[str]:
        """The units where they have one of *roles*, among those they look at."""
        return frozenset(unit for unit, role in self.memberships if role in roles) & self.chosen

    @property
    def actor(self) -> Actor:
        """Who acts, for the units in which they have a role that this page is for.

        On a page that is for everybody it acts for no unit.
        """
        return Actor(id=self.person, units=self.units_as(*self.acting))

    def acting_as(self, roles: Collection[Role]) -> "Visitor":
        return replace(self, acting=frozenset(roles))

    def may(self, *roles: Role) -> bool:
        """Whether they have one of *roles* in a unit they look at."""
        return bool(self.units_as(*roles))


Reader = Visitor | Stranger


def visitor_of(present: Present, secret: str) -> Visitor:
    chosen = frozenset(present.session.chosen) & present.units.keys()
    return Visitor(
        person=present.session.person,
        name=present.name,
        memberships=present.memberships,
        units=present.units,
        chosen=chosen or frozenset(present.units),
        acting=frozenset(),
        language=present.language,
        shortcuts=present.shortcuts,
        token=form_token(secret),
        session=present.session,
    )


def form_token(secret: str) -> str:
    """What forms carry. Who does not know the cookie cannot make it; it tells nothing of it."""
    return sha256(f"form/{secret}".encode()).hexdigest()[:40]
