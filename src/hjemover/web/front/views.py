"""The front page leads on; a visitor without an inbox is shown what they have."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hjemover.vocabulary import Role
from hjemover.web.pages import Access, page, redirect, render
from hjemover.web.site import Feature, site
from hjemover.web.visitor import Visitor

INBOX = "/innboks"


@page()
def front(request: Request, visitor: Visitor) -> Response:
    """On to the inbox for those who have one."""
    has_inbox = any(getattr(route, "path", None) == INBOX for route in request.app.router.routes)
    if has_inbox and visitor.may(Role.COORDINATOR, Role.MANAGER):
        return redirect(INBOX)
    return render(request, visitor, "front/front.html.j2")


async def alive(request: Request) -> Response:
    """That the web is up. Says nothing else to strangers."""
    assert site(request)
    return PlainTextResponse("ok")


alive.access = Access(open=True)  # type: ignore[attr-defined]

FEATURE = Feature(
    name="front",
    routes=(
        Route("/", front),
        Route("/livez", alive),
    ),
)
