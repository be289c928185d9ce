"""What units, people, steps and pathways are called on a leader's screens. No id is ever shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from hjemover.application.administering.looking import norwegian
from hjemover.application.house import Actor, Addresses, House
from hjemover.application.opaque import definition_code
from hjemover.application.seeing import shields
from hjemover.application.telling import Labels
from hjemover.calendar import local_day
from hjemover.definition.models import PathwayDefinition
from hjemover.store import address_book as book
from hjemover.store import definitions
from hjemover.store.definitions import Published
from hjemover.vocabulary import ObligationKind
from hjemover.web.wording import N_, Words

_NAMELESS: Mapping[ObligationKind, str] = {
    ObligationKind.CHOOSE_UNIT: N_("Velg enhet"),
    ObligationKind.REPAIR: N_("Velg vei videre"),
    ObligationKind.OVERLAP: N_("Overlapp"),
    ObligationKind.WAIT: N_("Ventetid"),
}


class Names(Struct, frozen=True, kw_only=True):
    """Everything by its name, in one language.

    Args:
        shields: By pathway, the places that would tell where its patient is, with what is said
            instead.
    """

    words: Words
    addresses: Addresses
    definitions: Mapping[str, PathwayDefinition]
    people: Mapping[str, str]
    shields: Mapping[str, Mapping[str, str]] = {}

    @classmethod
    def read(cls, house: House, words: Words) -> "Names":
        """With the version of each pathway that is in force today, or the first to come."""
        today = local_day(house.clock.now())
        with house.database.reading() as tx:
            versions: dict[str, list[Published]] = {}
            for one in definitions.published(tx):
                versions.setdefault(one.id, []).append(one)
            # By way of the rules, which the house keeps: to read a definition anew for each page
            # would take longer than everything else on it.
            found = {
                name: house.rules(tx, name, _in_force(all_, today)).definition
                for name, all_ in versions.items()
            }
            return cls(
                words=words,
                addresses=house.addresses(tx),
                definitions=found,
                people={one.id: one.name for one in book.records(tx, book.Person)},
            )

    def shielding(self, house: House, actor: Actor, refs: Iterable[str]) -> "Names":
        """The same, ready to tell *actor* about each of the pathways."""
        with house.database.reading() as tx:
            found = shields(house, tx, actor.units, set(refs), self.words.language)
        return replace(self, shields=found) if found else self

    def about(self, ref: str) -> "Names":
        """The same, with no place that would tell where the patient of this pathway is."""
        return replace(self, addresses=self.addresses.hiding(self.shields.get(ref, {})))

    def unit(self, unit: str | None) -> str:
        return self.addresses.unit_name(unit) if unit else ""

    def organisation(self, organisation: str) -> str:
        known = self.addresses.organisations.get(organisation)
        return known.name if known else organisation

    def person(self, person: str | None) -> str:
        return self.people.get(person, person) if person else ""

    def pathway(self, definition: str) -> str:
        known = self.definitions.get(definition)
        return self.words.plain(known.name) if known else definition

    def step(self, definition: str, step: str, kind: ObligationKind) -> str:
        """A step by its label; of work that no step made, what it is."""
        if kind in _NAMELESS:
            return self.words.text(_NAMELESS[kind])
        known = self.definitions.get(definition)
        if known is None:
            return step
        return Labels(known, self.addresses, self.people, self.words.language).step(step)

    def service(self, service: str) -> str:
        """What it is called; without a name, what the pathways call those who answer for it."""
        known = self.addresses.services.get(service)
        if known is not None:
            return self.words.plain(known)
        said = {
            self.words.plain(party.name)
            for one in self.definitions.values()
            for party in one.parties.values()
            if party.service == service
        }
        return " / ".join(sorted(said)) or service.replace("-", " ").capitalize()

    def definition_of(self, code: str) -> str | None:
        """The pathway that a code in an address stands for."""
        return next((one for one in self.definitions if definition_code(one) == code), None)


def _in_force(versions: Sequence[Published], today: date) -> int:
    """The version that enrolments of today start on; the first where all are to come."""
    begun = [one for one in versions if one.valid_from <= today]
    if not begun:
        return min(one.version for one in versions)
    return max(begun, key=lambda one: (one.valid_from, one.version)).version


def sorted_by_name(names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """(value, label) by label, in the order of the Norwegian alphabet."""
    return sorted(names, key=lambda one: norwegian(one[1]))
