"""Whom a leader's list is about, as their unit may see them; each is a line in the access log."""

from collections.abc import Collection

from starlette.requests import Request

from hjemover.application import seeing
from hjemover.application.seeing import Sight
from hjemover.web.looking import looker
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def patients_of(
    request: Request, visitor: Visitor, refs: Collection[str], thing: str
) -> dict[str, Sight]:
    """By pathway. Those that the visitor may not see are left out.

    Args:
        thing: What list it is, as the log calls it.
    """
    house = site(request).house
    who = looker(request, visitor)
    return house.database.run_writing(lambda tx: seeing.sights(house, tx, who, refs, thing=thing))


def name_of(sight: Sight | None) -> str:
    """The name with the birth number, its last digits hidden; empty for who is not to be seen."""
    if sight is None:
        return ""
    return f"{sight.name} ({sight.number})" if sight.number else sight.name
