"""/fast: the list, on the screen, on paper and as a file."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application import following_up
from hjemover.application.following_up import Stuck
from hjemover.calendar import local_day
from hjemover.vocabulary import Role
from hjemover.web.leading.causes import CAUSES
from hjemover.web.leading.files import csv_file
from hjemover.web.leading.naming import Names
from hjemover.web.leading.patients import patients_of
from hjemover.web.pages import page, render
from hjemover.web.site import Feature, Link, site
from hjemover.web.stuck import follow_ups, sending
from hjemover.web.stuck.finding import names_for
from hjemover.web.stuck.presenter import URL, filter_of, list_view, read_asked, row_view
from hjemover.web.visitor import Visitor
from hjemover.web.wording import N_

MOST_IN_A_FILE = 5_000
MOST_ON_PAPER = 500
_ROLES = (Role.MANAGER,)


@page(*_ROLES)
def stuck(request: Request, visitor: Visitor) -> Response:
    """The list, the longest first."""
    house, names = site(request).house, names_for(request, visitor)
    asked = read_asked(request.query_params)
    wanted = filter_of(asked, names, visitor.actor.units)
    number = request.query_params.get("side", "1")
    found = following_up.stuck_list(
        house, visitor.actor, wanted, page=int(number) if number.isdecimal() else 1
    )
    refs = {row.item.ref for row in found.rows}
    patients = patients_of(request, visitor, refs, "stuck")
    names = names.shielding(house, visitor.actor, refs)
    view = list_view(found, asked, names, house.clock.now(), patients)
    return render(request, visitor, "stuck/stuck.html.j2", fragment="liste", view=view)


@page(*_ROLES)
def printed(request: Request, visitor: Visitor) -> Response:
    """The whole list on paper."""
    rows, names = _whole(request, visitor, MOST_ON_PAPER)
    now = site(request).house.clock.now()
    patients = patients_of(request, visitor, {row.item.ref for row in rows}, "stuck-print")
    return render(
        request,
        visitor,
        "stuck/printed.html.j2",
        rows=[row_view(row, names, now, patients) for row in rows],
        most=MOST_ON_PAPER,
    )


@page(*_ROLES)
def as_file(request: Request, visitor: Visitor) -> Response:
    """The whole list, or what is filtered of it, as a file. It shows no patient."""
    rows, names = _whole(request, visitor, MOST_IN_A_FILE)
    words, now = names.words, site(request).house.clock.now()
    columns = (
        words.text("Årsak"), words.text("Dager fast"), words.text("Hva"), words.text("Forløp"),
        words.text("Sak"), words.text("Har ansvaret"), words.text("Venter på"),
        words.text("Frist"), words.text("Oppfølging"), words.text("Hvem følger opp"),
        words.text("Innen"),
    )  # fmt: skip
    table = []
    for row in rows:
        view = row_view(row, names, now)
        latest = view.follow_ups[0] if view.follow_ups else None
        table.append((
            words.text(CAUSES[row.cause]), row.days, view.step, view.pathway, view.ref,
            view.holder, view.awaits, row.breach, latest.text if latest else "",
            latest.owner if latest else "", latest.day if latest else None,
        ))  # fmt: skip
    return csv_file(f"fast-{local_day(now).isoformat()}", columns, table)


def _whole(request: Request, visitor: Visitor, most: int) -> tuple[list[Stuck], Names]:
    names = names_for(request, visitor)
    wanted = filter_of(read_asked(request.query_params), names, visitor.actor.units)
    house = site(request).house
    found = following_up.stuck_export(house, visitor.actor, wanted, most=most)
    return found, names.shielding(house, visitor.actor, {row.item.ref for row in found})


FEATURE = Feature(
    name="stuck",
    routes=(
        Route(URL, stuck, methods=["GET"]),
        Route(f"{URL}/utskrift", printed, methods=["GET"]),
        Route(f"{URL}/fil.csv", as_file, methods=["GET"]),
        Route(f"{URL}/oppfolging", follow_ups.write_for, methods=["GET"]),
        Route(f"{URL}/oppfolging", follow_ups.write, methods=["POST"]),
        Route(f"{URL}/gjort", follow_ups.finish, methods=["POST"]),
        Route(f"{URL}/ikke-gjort", follow_ups.reopen, methods=["POST"]),
        Route(f"{URL}/send", sending.confirm_sending, methods=["GET"]),
        Route(f"{URL}/send", sending.send, methods=["POST"]),
        Route(f"{URL}/{{ref}}/{{key}}", follow_ups.one, methods=["GET"]),
    ),
    links=(
        Link(
            label=N_("Står fast"), url=URL, icon="ExclamationmarkTriangle", roles=_ROLES, order=30
        ),
    ),
    styles=("leading.css",),
)
