"""Who the patients of a page are, as this reader may see them, with the trace of it."""

from collections.abc import Collection

from starlette.requests import Request

from hjemover.application import seeing
from hjemover.application.seeing import Sight
from hjemover.store.transaction import Transaction
from hjemover.web.looking import looker
from hjemover.web.site import site
from hjemover.web.visitor import Visitor


def seen_on_list(
    request: Request, visitor: Visitor, tx: Transaction, refs: Collection[str], thing: str
) -> dict[str, Sight]:
    """The patients of a list, by pathway. Each is a line in the access log."""
    return seeing.sights(site(request).house, tx, looker(request, visitor), refs, thing=thing)


def seen_on_page(
    request: Request,
    visitor: Visitor,
    tx: Transaction,
    ref: str,
    thing: str,
    *,
    was_sent: str | None = None,
) -> Sight | None:
    """Whom one page is about."""
    house, who = site(request).house, looker(request, visitor)
    return seeing.sight(house, tx, who, ref, thing=thing, was_sent=was_sent)
