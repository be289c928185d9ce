"""What every page of one running web stands in: the house, its settings, words and templates."""

from collections.abc import Callable
from urllib.parse import urlsplit

from jinja2 import Environment
from msgspec import Struct
from starlette.requests import Request
from starlette.routing import BaseRoute

from hjemover.application.house import House
from hjemover.application.sessions import Limits
from hjemover.settings import Settings
from hjemover.vocabulary import Role
from hjemover.web.listeners import Listeners
from hjemover.web.provider.client import Client
from hjemover.web.visitor import Visitor
from hjemover.web.wording import Wording


class Link(Struct, frozen=True, kw_only=True):
    """A place in the navigation.

    Args:
        label: A msgid.
        roles: Who sees it; everybody signed in when empty.
        order: Lower stands first.
        waiting: How much waits there for the visitor, shown beside the label when it is any.
    """

    label: str
    url: str
    icon: str
    roles: tuple[Role, ...] = ()
    order: int = 50
    waiting: "Callable[[Request, Visitor], int] | None" = None


class Feature(Struct, frozen=True, kw_only=True):
    """One package of screens: what the application needs to know of it.

    Args:
        styles: Style sheets of its own, under ``static/features/``, loaded on every page.
        demo_only: There in the demo and in tests, and nowhere else.
    """

    name: str
    routes: tuple[BaseRoute, ...]
    links: tuple[Link, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    demo_only: bool = False


class Site(Struct, frozen=True, kw_only=True):
    """Made once by :func:`hjemover.web.app.create_app`; shared by threads."""

    house: House
    settings: Settings
    limits: Limits
    wording: Wording
    environment: Environment
    features: tuple[Feature, ...]
    listeners: Listeners
    provider: Client | None = None

    @property
    def https(self) -> bool:
        return urlsplit(self.house.public_url).scheme == "https"

    @property
    def session_cookie(self) -> str:
        """The browser keeps a ``__Host-`` cookie only over https, for this host alone."""
        return "__Host-hjemover" if self.https else "hjemover"

    @property
    def gate_cookie(self) -> str:
        """What a stranger's forms are tied to."""
        return "__Host-hjemover-gate" if self.https else "hjemover-gate"

    @property
    def links(self) -> list[Link]:
        return sorted(
            (link for one in self.features for link in one.links), key=lambda link: link.order
        )


def site(request: Request) -> Site:
    """The site that is running."""
    found: Site = request.app.state.site
    return found
