"""What must hold of a whole definition, beyond that each word is right (kontroller).

Each check takes the same case and adds to its problems; none depends on another having passed.
"""

from collections.abc import Collection

from hjemover.definition.checks.case import Case
from hjemover.definition.checks.clocks import check_clocks
from hjemover.definition.checks.conditions import check_conditions
from hjemover.definition.checks.graph import check_graph
from hjemover.definition.checks.overlaps import check_overlaps
from hjemover.definition.checks.parties import check_parties
from hjemover.definition.checks.regions import check_regions
from hjemover.definition.checks.unused import check_unused
from hjemover.definition.compiling import Draft
from hjemover.definition.models import PathwayDefinition

__all__ = ["check"]


def check(
    definition: PathwayDefinition,
    draft: Draft,
    *,
    whole: bool,
    services: Collection[str] | None = None,
) -> None:
    """Add every problem of *definition* to the draft's.

    Args:
        whole: Every step could be read and every target exists. Without that, nothing can be
            said of where ways lead.
        services: Those that some unit answers for, when an address book is at hand.
    """
    case = Case(definition, draft, whole=whole)
    if whole and check_regions(case):
        check_graph(case)
        check_overlaps(case)
    check_clocks(case)
    check_parties(case, services)
    check_conditions(case)
    if not case.problems.has_errors:
        # What is broken may be what uses it.
        check_unused(case)
