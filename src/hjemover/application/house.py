"""What every use of the product stands in: the database, the clock, the rules in force."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from hjemover.calendar import local_day
from hjemover.definition.models import Text
from hjemover.engine.directory import Directory, Rules
from hjemover.errors import CommandRefused
from hjemover.messages import MessageLibrary
from hjemover.store import address_book, definitions
from hjemover.store.address_book import AddressBook
from hjemover.store.database import Database
from hjemover.store.identity import KeyRing
from hjemover.store.transaction import Transaction


class Clock(Protocol):
    """Tells the time, UTC. The one that tests and simulations set."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands until it is set."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = at


class Actor(Struct, frozen=True, kw_only=True):
    """Who acts, and the units they act for (aktør).

    ``system`` actors (the clock, a receipt, an import) are not held against units.
    """

    id: str
    units: frozenset[str] = frozenset()
    system: bool = False

    @property
    def unit(self) -> str | None:
        """The unit the journal names beside the actor: the only one, or none."""
        return next(iter(self.units)) if len(self.units) == 1 else None


THE_CLOCK = Actor(id="clock", system=True)
THE_SYSTEM = Actor(id="system", system=True)


class Addresses(Struct, frozen=True, kw_only=True):
    """What messages and lists call units by, and where they are reached."""

    organisations: dict[str, address_book.Organisation]
    units: dict[str, address_book.Unit]
    mail: dict[tuple[str, str], address_book.ContactPoint]  # (unit, role)
    people: dict[str, str] = {}  # the names of those who work here; never a patient
    services: dict[str, Text] = {}
    hidden: Mapping[str, str] = {}  # what is said in place of units that are not to be told of

    @classmethod
    def read(cls, tx: Transaction) -> "Addresses":
        points = address_book.records(tx, address_book.ContactPoint)
        return cls(
            organisations={
                one.id: one for one in address_book.records(tx, address_book.Organisation)
            },
            units={one.id: one for one in address_book.records(tx, address_book.Unit)},
            mail={(one.unit, one.role): one for one in points if one.channel == "email"},
            people={one.id: one.name for one in address_book.records(tx, address_book.Person)},
            services={
                one.code: Text(nb=one.name, nn=one.name_nn, en=one.name_en)
                for one in address_book.records(tx, address_book.Service)
            },
        )

    def hiding(self, places: Mapping[str, str]) -> "Addresses":
        """The same, with other words for *places*: about a patient whose address is graded."""
        return replace(self, hidden=places) if places else self

    def unit_name(self, unit: str) -> str:
        """The unit and its organisation, said once where they are called the same."""
        if unit in self.hidden:
            return self.hidden[unit]
        known = self.units.get(unit)
        if known is None:
            return unit
        organisation = self.organisation_name(unit)
        return known.name if organisation in (None, known.name) else f"{known.name}, {organisation}"

    def organisation(self, organisation: str) -> str:
        known = self.organisations.get(organisation)
        return known.name if known else organisation

    def organisation_name(self, unit: str | None) -> str | None:
        """The name of the unit's organisation; a ward's own name may tell too much."""
        known = self.units.get(unit) if unit else None
        organisation = self.organisations.get(known.organisation) if known else None
        return organisation.name if organisation else None


_LOOK_AGAIN = 1.0
"""Seconds between looks at whether the address book has changed in another process."""


class House:
    """Built once by the bootstrap and shared by threads."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        messages: MessageLibrary,
        keys: KeyRing,
        public_url: str,
        lease_seconds: float = 60.0,
        small_numbers: int = 3,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.clock = clock
        self.messages = messages
        self.keys = keys
        self.public_url = public_url
        self.lease_seconds = lease_seconds
        # Counts under this are not shown outside the organisations that they are of.
        self.small_numbers = small_numbers
        self._monotonic = monotonic
        self._rules: dict[tuple[str, int], Rules] = {}
        self._book = AddressBook()
        self._directory: tuple[date, Directory] | None = None
        self._addresses: tuple[int, Addresses] | None = None
        self._looked = float("-inf")

    def directory(self, tx: Transaction) -> Directory:
        """The address book of today, at most a second behind another process."""
        today = local_day(self.clock.now())
        known = self._directory
        if known and known[0] == today and self._monotonic() - self._looked < _LOOK_AGAIN:
            return known[1]
        directory = self._book.directory(tx, today)
        self._looked = self._monotonic()
        if known is None or known[1] is not directory:
            self._rules.clear()
        self._directory = (today, directory)
        return directory

    def addresses(self, tx: Transaction) -> Addresses:
        """Names and contact points, read anew when the address book has changed."""
        version = address_book.version(tx)
        known = self._addresses
        if known is None or known[0] != version:
            known = self._addresses = (version, Addresses.read(tx))
        return known[1]

    def forget_directory(self) -> None:
        """Look at the address book anew at the next act: it was changed here."""
        self._directory = None
        self._looked = float("-inf")

    def rules(self, tx: Transaction, definition: str, version: int) -> Rules:
        """The published definition read against the address book of today.

        Raises:
            CommandRefused: ``unknown-definition``: it was never published here.
        """
        directory = self.directory(tx)
        known = self._rules.get((definition, version))
        if known is not None:
            return known
        published = definitions.get(tx, definition, version)
        if published is None:
            raise CommandRefused("unknown-definition", definition=definition, version=version)
        rules = Rules(definition=published, directory=directory)
        self._rules[(definition, version)] = rules
        return rules
