"""The route that open inboxes listen on (/nytt)."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hjemover.application.desk.listening import heard_units
from hjemover.application.sessions import SessionEnded
from hjemover.vocabulary import Role
from hjemover.web.fresh.stream import CHANGED, KIND, SignalStream
from hjemover.web.pages import page, visitor_at
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Visitor

ROLES: Final = (Role.COORDINATOR, Role.MANAGER)


@page(*ROLES, passive=True)
def listen(request: Request, visitor: Visitor) -> Response:
    """Signals for as long as a browser listens; for anybody else one, which says nothing."""
    if KIND not in request.headers.get("Accept", ""):
        return Response(CHANGED, media_type=KIND)

    def units_now() -> frozenset[str] | None:
        request.state.visitor = None  # look again: rights and the session may be gone
        try:
            now = visitor_at(request)
        except SessionEnded:
            return None
        if not now.may(*ROLES):
            return None
        return heard_units(site(request).house, now.acting_as(ROLES).actor)

    return SignalStream(site(request).listeners, visitor.session.id_hash, units_now)


FEATURE = Feature(
    name="fresh",
    routes=(Route("/nytt", listen, methods=["GET"]),),
    scripts=("fresh.js",),
)
