"""The pages of the inbox. What is done with rows is in ``sharing.py``."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from hashlib import blake2b
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.desk import saved as saved_views
from hjemover.application.desk.asking import Asked
from hjemover.application.desk.inbox import (
    Around,
    Page,
    around,
    items_of,
    read_page_in,
    undelivered_of,
)
from hjemover.application.house import House
from hjemover.application.seeing import shields
from hjemover.calendar import local_day
from hjemover.store.transaction import Transaction
from hjemover.vocabulary import Role
from hjemover.web.inbox import keeping, sharing
from hjemover.web.inbox.address import Chosen, asked
from hjemover.web.inbox.filters import Offered
from hjemover.web.inbox.known import known_here, newest_definitions
from hjemover.web.inbox.patients import seen_on_list
from hjemover.web.inbox.presenter import VIEW_NAMES, inbox_view
from hjemover.web.inbox.rows import Maker, finished_view, row_view
from hjemover.web.pages import page, render
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, Link, site
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

ROLES: Final = (Role.COORDINATOR, Role.MANAGER)
PAGE_SIZE: Final = 50
PRINTED: Final = 500
_WATCHED: Final = 300
"""How many of a list its page watches for news."""
_MARGIN: Final = 50
_MARK: Final = 3
Named = tuple[str, str]
"""An item by reference and obligation."""


@page(*ROLES)
def inbox(request: Request, visitor: Visitor) -> Response:
    """One list, the most urgent first."""
    house, chosen = site(request).house, Chosen.read(request.query_params)
    with house.database.writing() as tx:
        known = known_here(house, tx, visitor.actor)
        wanted = asked(chosen, known, size=PAGE_SIZE)
        found = read_page_in(house, tx, visitor.actor, wanted)
        near = around(house, tx, visitor.actor, wanted)
        maker = make_maker(request, visitor, tx, found, near, "inbox")
        offered = Offered(
            definitions=newest_definitions(house, tx),
            steps=near.steps,
            counterparts=near.counterparts,
            colleagues=near.colleagues,
        )
        kept = saved_views.views_in(tx, visitor.actor)
        token = _watched(house, tx, visitor, wanted)
    view = inbox_view(
        found,
        chosen,
        known,
        offered,
        maker,
        saved=kept,
        token=token,
        tomorrow=local_day(found.now) + timedelta(days=1),
    )
    return render(
        request,
        visitor,
        "inbox/inbox.html.j2",
        fragment="list",
        inbox=view,
        order=sharing.new_order(),
    )


def make_maker(
    request: Request, visitor: Visitor, tx: Transaction, found: Page, near: Around, thing: str
) -> Maker:
    """What the rows of a page are worded with: the names that this reader may see."""
    house = site(request).house
    refs = {row.item.ref for row in (*found.undelivered, *found.rows)}
    refs |= {one.row.ref for one in found.finished}
    words = words_of(request, visitor)
    return Maker(
        words=words,
        addresses=house.addresses(tx),
        person=visitor.person,
        units=sharing.units_of(house, tx, visitor.actor),
        patients=seen_on_list(request, visitor, tx, refs, thing),
        shields=shields(house, tx, visitor.actor.units, refs, words.language),
        people={one.id: one.name for one in near.colleagues} | found.people,
        now=found.now,
    )


# --- what is new ------------------------------------------------------------------------------


def _watched(house: House, tx: Transaction, visitor: Visitor, wanted: Asked) -> str:
    """A short mark for each item of the list, for its page to bring along when it asks."""
    marks = _marks(_list_of(house, tx, visitor, wanted))
    return urlsafe_b64encode(b"".join(marks)).decode().rstrip("=")


def _list_of(house: House, tx: Transaction, visitor: Visitor, wanted: Asked) -> list[Named]:
    """The items of the list, as far as it is watched, in the order of its page."""
    lost = undelivered_of(house, tx, visitor.actor, wanted, _WATCHED)
    return [*lost, *items_of(house, tx, visitor.actor, wanted, _WATCHED)][:_WATCHED]


def _marks(items: list[Named]) -> list[bytes]:
    return [
        blake2b(f"{ref}/{obligation}".encode(), digest_size=_MARK).digest()
        for ref, obligation in items
    ]


def _read_marks(token: str) -> set[bytes]:
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return set()
    return {raw[at : at + _MARK] for at in range(0, len(raw), _MARK)}


@page(*ROLES, passive=True)
def news(request: Request, visitor: Visitor) -> Response:
    """ "3 nye oppgaver, vis": how many the list has that the page does not show. Never the rows.

    Has no patient in it, so the browser may keep it and ask whether it is the same.
    """
    house, chosen = site(request).house, Chosen.read(request.query_params)
    seen = _read_marks(request.query_params.get("kjent", ""))
    with house.database.reading() as tx:
        wanted = asked(chosen, known_here(house, tx, visitor.actor), size=PAGE_SIZE)
        now = _marks(_list_of(house, tx, visitor, wanted))
    if len(seen) >= _WATCHED - _MARGIN:
        now = now[: len(seen) - _MARGIN]  # what has moved up from below is not news
    many = sum(mark not in seen for mark in now)
    tag = f'"{many}-{blake2b(b"".join(now), digest_size=6).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        response = Response(status_code=304)
    else:
        response = render(
            request, visitor, "inbox/news.html.j2", many=many, url=chosen.first_page().url()
        )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


# --- on paper ---------------------------------------------------------------------------------


@page(*ROLES)
def printed(request: Request, visitor: Visitor) -> Response:
    """The day's list on paper: the whole list with its filters, without anything to press."""
    house, chosen = site(request).house, Chosen.read(request.query_params).first_page()
    with house.database.writing() as tx:
        wanted = asked(chosen, known_here(house, tx, visitor.actor), size=PRINTED)
        found = read_page_in(house, tx, visitor.actor, wanted)
        near = around(house, tx, visitor.actor, wanted)
        maker = make_maker(request, visitor, tx, found, near, "printed-list")
        units = [house.addresses(tx).unit_name(one) for one in sorted(visitor.actor.units)]
    rows: list[Any] = [row_view(row, maker) for row in (*found.undelivered, *found.rows)]
    rows += [finished_view(one, maker) for one in found.finished]
    return render(
        request,
        visitor,
        "inbox/printed.html.j2",
        title=words_of(request, visitor).text(VIEW_NAMES[chosen.view]),
        rows=rows,
        total=found.total,
        units=units,
        today=local_day(found.now),
        back=chosen.url(),
    )


FEATURE = Feature(
    name="inbox",
    routes=(
        Route("/innboks", inbox, methods=["GET"]),
        Route("/innboks/nytt", news, methods=["GET"]),
        Route("/innboks/utskrift", printed, methods=["GET"]),
        *sharing.ROUTES,
        *keeping.ROUTES,
    ),
    links=(Link(label=N_("Innboks"), url="/innboks", icon="Inbox", roles=ROLES, order=10),),
    styles=("inbox.css",),
    scripts=("inbox.js",),
)
