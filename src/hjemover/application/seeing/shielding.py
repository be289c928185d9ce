"""What is said in place of units that tell where a patient with a graded address is."""

from collections.abc import Collection, Mapping

from hjemover.application.house import House
from hjemover.application.telling.labels import shield_for
from hjemover.store import journal, patients
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Language


def shields(
    house: House,
    tx: Transaction,
    own: Collection[str],
    refs: Collection[str],
    language: Language,
) -> dict[str, Mapping[str, str]]:
    """By pathway, for the patients among *refs* whose address is graded: place to words.

    For lists, files and prints. What is not in it is said as it is called.

    Args:
        own: The units of the one who looks, who know where they are themselves.
    """
    found: dict[str, Mapping[str, str]] = {}
    for ref in patients.graded(tx, refs):
        stored = journal.load(tx, ref, for_update=False)
        if stored is not None:
            pathway = stored.pathway
            definition = house.rules(tx, pathway.definition, pathway.version).definition
            addresses, parties = house.addresses(tx), pathway.parties
            found[ref] = shield_for(definition, addresses, parties, own, language)
    return found
