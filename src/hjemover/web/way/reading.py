"""What every page of one pathway reads first: the way, as its visitor may see it."""

from collections.abc import Iterable

from msgspec import Struct
from starlette.requests import Request

from hjemover.application.house import THE_SYSTEM, Addresses
from hjemover.application.seeing import Sight, see
from hjemover.application.way import Way, look
from hjemover.errors import CommandRefused
from hjemover.vocabulary import Role
from hjemover.web.answers import Places
from hjemover.web.looking import looker
from hjemover.web.pages import NotFound
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


class Seen(Struct, frozen=True, kw_only=True):
    """One pathway as a page shows it.

    Args:
        sight: Whom it is about; None when it is about no patient.
        acts: Whether the visitor may do something in it, and not only look.
    """

    way: Way
    sight: Sight | None
    acts: bool

    @property
    def protected(self) -> bool:
        return self.sight is not None and self.sight.protected


def way_at(request: Request, visitor: Visitor, *, thing: str = "way", action: str = "open") -> Seen:
    """The pathway that the address names, with whom it is about; the look is in the log.

    Args:
        action: ``open`` or ``print``.

    Raises:
        NotFound: There is none, or it is none of the visitor's.
    """
    house, ref = site(request).house, str(request.path_params["ref"])
    sight = see(house, looker(request, visitor), ref, thing=thing, action=action)
    emergency = sight is not None and sight.emergency
    by = THE_SYSTEM if emergency else visitor.actor
    protected = sight is not None and sight.protected
    try:
        way = look(house, ref, by, visitor.language, protected=protected)
    except CommandRefused as refused:
        if refused.code == "unknown-pathway":
            raise NotFound from None
        raise
    if way.patient is not None and sight is None:
        raise NotFound
    return Seen(way=way, sight=sight, acts=visitor.may(Role.COORDINATOR) and not emergency)


def places_of(addresses: Addresses) -> Places:
    """What fields for a place are chosen from, by name."""
    towns = [one for one in addresses.organisations.values() if one.kind == "municipality"]
    return {
        "municipality": _by_name((one.id, one.name) for one in towns),
        "unit": _by_name((unit, addresses.unit_name(unit)) for unit in addresses.units),
    }


def gp_offices(addresses: Addresses) -> list[tuple[str, str]]:
    """The GP offices, by name."""
    offices = [one for one in addresses.organisations.values() if one.kind == "gp-office"]
    return _by_name((one.id, one.name) for one in offices)


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))
