"""Who looks at patients on a page, for the access log."""

from starlette.requests import Request

from hjemover.application.seeing import Looker
from hjemover.web.visitor import Visitor


def looker(request: Request, visitor: Visitor) -> Looker:
    """The visitor as :mod:`hjemover.application.seeing` asks for them."""
    return Looker(
        actor=visitor.actor,
        name=visitor.name,
        units=frozenset(visitor.units),
        session=visitor.session.ref,
        ip=request.client.host if request.client else None,
    )
