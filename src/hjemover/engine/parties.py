"""Which unit a party is for this patient, and what the patient has said about sharing with it."""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from hjemover.definition.models import Recipient
from hjemover.engine.directory import Rules
from hjemover.engine.state import Answers, Pathway
from hjemover.vocabulary import ConsentDecision

ITEM = "item."
"""A service named ``item.<field>`` is read from the list item of the branch: it, or a unit."""


def unit_of(
    rules: Rules,
    pathway: Pathway,
    party: str,
    item: Answers | None = None,
    *,
    afresh: Collection[str] = (),
) -> str | None:
    """The unit that *party* is, or None when the address book has none.

    A party of a list item is looked up each time, unless a unit was chosen for it in its branch.

    Args:
        afresh: Parties to look up anew, though the pathway has them already (as after a move).
    """
    rule = rules.definition.parties[party]
    service = rule.service
    if of_item(rules, party):
        chosen = (item or {}).get(chosen_for(party))
        if isinstance(chosen, str):
            return chosen
        service = str((item or {}).get(rule.service.removeprefix(ITEM), ""))
    elif party not in afresh and party in pathway.parties:
        return pathway.parties[party]
    organisation = _organisation(rules, pathway, rule.of, afresh)
    if organisation is not None:
        return rules.directory.unit_for(organisation, service)
    # A row that names the unit itself; no service of anybody's is looked for then.
    return service if of_item(rules, party) and service in rules.directory.units else None


def of_item(rules: Rules, party: str) -> bool:
    """Whether each branch for a list item has a unit of its own as *party*."""
    return rules.definition.parties[party].service.startswith(ITEM)


def chosen_for(party: str) -> str:
    """Where the unit that a person chose as *party* stands in the item of its branch."""
    return f"@{party}"


def _organisation(rules: Rules, pathway: Pathway, of: str, afresh: Collection[str]) -> str | None:
    match of:
        case "enrolment":
            return None
        case "patient.municipality":
            return pathway.subject.municipality
        case "patient.gp":
            return pathway.subject.gp
        case "subject.organisation":
            return pathway.subject.organisation
        case _:
            unit = unit_of(rules, pathway, of, afresh=afresh)
            return rules.directory.organisation_of(unit) if unit else None


def recipients(
    rules: Rules, pathway: Pathway, to: Iterable[Recipient], item: Answers | None = None
) -> tuple[tuple[str, str], ...]:
    """Units and roles for *to*; a party that nobody can be found for is left out. No doubles."""
    found: dict[tuple[str, str], None] = {}
    for recipient in to:
        unit = unit_of(rules, pathway, recipient.party, item)
        if unit:
            found[(unit, recipient.role)] = None
    return tuple(found)


def while_with(pathway: Pathway, party: str, unit: str) -> Pathway:
    """The pathway as it is while *unit* has what was offered to *party*, perhaps sent on.

    The party is still another's until the unit accepts. Who is to be told that it lies there
    is found as if it were theirs.
    """
    return replace(pathway, parties={**pathway.parties, party: unit})


def may_share(rules: Rules, pathway: Pathway, purpose: str | None, party: str) -> bool:
    """Whether sharing for *purpose* with *party* is allowed now.

    What is said of one party goes before what is said of all. Without a word from the
    patient the basis decides: objection-based sharing is allowed, explicit is not.
    """
    if purpose is None:
        return True
    said = pathway.consents.get(f"{purpose}/{party}", pathway.consents.get(purpose))
    if said is None:
        return rules.definition.consents[purpose].basis == "objection"
    return said is ConsentDecision.GIVEN
