"""The rows that somebody means, and what is said when nothing comes of it."""

from collections.abc import Sequence

from starlette.requests import Request

from hjemover.application import following_up
from hjemover.application.following_up import Stuck
from hjemover.errors import CommandRefused
from hjemover.web.leading.naming import Names
from hjemover.web.refusals import say_refusal
from hjemover.web.rendering import words_of
from hjemover.web.site import site
from hjemover.web.stuck.presenter import find_row
from hjemover.web.visitor import Visitor


def names_for(request: Request, visitor: Visitor, rows: Sequence[Stuck] = ()) -> Names:
    """What everything is called, to tell the visitor of *rows*."""
    house = site(request).house
    names = Names.read(house, words_of(request, visitor))
    return names.shielding(house, visitor.actor, {row.item.ref for row in rows})


def rows_chosen(request: Request, visitor: Visitor, codes: Sequence[str]) -> list[Stuck]:
    """The rows that were ticked and are stuck still.

    Raises:
        CommandRefused: ``nothing-chosen``: none of them is.
    """
    wanted = list(dict.fromkeys(codes))[:200]
    refs = {code.partition(".")[0] for code in wanted}
    rows = following_up.stuck_with(site(request).house, visitor.actor, refs)
    found = [row for code in wanted if (row := find_row(rows, code)) is not None]
    if not found:
        raise CommandRefused("nothing-chosen")
    return found


def worded(request: Request, visitor: Visitor, refusal: CommandRefused) -> str:
    house = site(request).house
    with house.database.reading() as tx:
        addresses = house.addresses(tx)
    return say_refusal(refusal, words_of(request, visitor), addresses)
