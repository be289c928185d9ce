"""The pages of one patient's way (/forlop/…)."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.definition.diagram import swimlanes
from hjemover.vocabulary import Role
from hjemover.web.pages import page, render
from hjemover.web.rendering import words_of
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Visitor
from hjemover.web.way import correcting, happening
from hjemover.web.way.presenter import present
from hjemover.web.way.reading import Seen, way_at


@page(Role.COORDINATOR, Role.MANAGER)
def show(request: Request, visitor: Visitor) -> Response:
    """Where the patient is: behind, now and ahead."""
    return _page(request, visitor, way_at(request, visitor), printed=False)


@page(Role.COORDINATOR, Role.MANAGER)
def show_printed(request: Request, visitor: Visitor) -> Response:
    """The same for paper, with all that is folded laid open; that it was printed is in the log."""
    return _page(request, visitor, way_at(request, visitor, action="print"), printed=True)


def _page(request: Request, visitor: Visitor, seen: Seen, *, printed: bool) -> Response:
    shown = present(
        seen,
        words_of(request, visitor),
        site(request).house.clock.now(),
        everything=request.query_params.get("vis") == "alt",
    )
    return render(request, visitor, "way/way.html.j2", way=shown, sight=seen.sight, printed=printed)


@page(Role.COORDINATOR, Role.MANAGER)
def show_map(request: Request, visitor: Visitor) -> Response:
    """The whole definition as swimlanes, with where the patient is in it."""
    seen = way_at(request, visitor, thing="map")
    way = seen.way
    drawn = swimlanes(
        way.definition,
        language=visitor.language,
        here={one.step for one in way.pathway.obligations.values()},
        done=way.pathway.done.keys(),
        ahead=way.ahead.reachable,
        in_page=True,
        most_columns=7,
    )
    return render(
        request,
        visitor,
        "way/map.html.j2",
        name=way.name,
        ref=way.ref,
        sight=seen.sight,
        drawing=Markup(drawn),
    )


FEATURE = Feature(
    name="way",
    routes=(
        Route("/forlop/{ref}", show, methods=["GET"]),
        Route("/forlop/{ref}/utskrift", show_printed, methods=["GET"]),
        Route("/forlop/{ref}/kart", show_map, methods=["GET"]),
        Route("/forlop/{ref}/dato/{code}", correcting.date_page, methods=["GET", "POST"]),
        Route("/forlop/{ref}/svar/{code}", correcting.answer_page, methods=["GET", "POST"]),
        Route("/forlop/{ref}/hendelse/{code}", happening.event_page, methods=["GET", "POST"]),
    ),
    styles=("way.css", "swimlanes.css"),
    scripts=("way.js",),
)
