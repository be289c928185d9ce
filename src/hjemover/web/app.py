"""The web application, put together from its features."""

from datetime import timedelta

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp

from hjemover.application.desk.listening import Ear
from hjemover.application.house import House
from hjemover.application.sessions import Limits
from hjemover.settings import Settings
from hjemover.web import (
    address_book,
    components,
    definitions,
    enrol,
    failing,
    fresh,
    front,
    inbox,
    item,
    meeting,
    notices,
    overview,
    seeing,
    signing_in,
    stuck,
    way,
)
from hjemover.web.assets import static_files
from hjemover.web.headers import SecurityHeaders
from hjemover.web.listeners import Listeners
from hjemover.web.pages import reader_at
from hjemover.web.provider import views as provider
from hjemover.web.provider.building import provider_of
from hjemover.web.rendering import make_environment
from hjemover.web.site import Feature, Site
from hjemover.web.visitor import Stranger
from hjemover.web.wording import load_wording

FEATURES: tuple[Feature, ...] = (
    front.FEATURE,
    inbox.FEATURE,
    item.FEATURE,
    fresh.FEATURE,
    signing_in.FEATURE,
    provider.FEATURE,
    seeing.FEATURE,
    stuck.FEATURE,
    overview.FEATURE,
    enrol.FEATURE,
    way.FEATURE,
    notices.FEATURE,
    meeting.FEATURE,
    address_book.FEATURE,
    definitions.FEATURE,
    components.FEATURE,
)
"""Every package of screens, one a line."""


def create_app(house: House, settings: Settings, limits: Limits | None = None) -> FastAPI:
    """The screens on *house*.

    Args:
        limits: How long sessions last, where it is not as the settings say.
    """
    features = tuple(
        one for one in FEATURES if not one.demo_only or settings.environment != "production"
    )
    made = Site(
        house=house,
        settings=settings,
        limits=limits
        or Limits(
            idle=timedelta(minutes=settings.session_idle_minutes),
            longest=timedelta(hours=settings.session_hours),
            level=settings.provider_level,
            proof=timedelta(minutes=settings.proof_minutes),
        ),
        wording=load_wording(),
        environment=make_environment(),
        features=features,
        listeners=Listeners(lambda: Ear(house)),
        provider=provider_of(settings),
    )
    app = _Screens(
        title="Hjemover",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers={HTTPException: _http_error, Exception: _broken},
    )
    app.state.site = made
    app.router.redirect_slashes = False
    app.router.routes.extend(route for one in features for route in one.routes)
    app.router.routes.append(Mount("/static", _packed(static_files()), name="static"))
    return app


def _packed(files: ASGIApp) -> ASGIApp:
    """Smaller on the way. Pages are not packed: they have both secrets and what people typed."""
    return GZipMiddleware(files, minimum_size=1000)


class _Screens(FastAPI):
    """With the security headers outside of everything: of what fails, too."""

    def build_middleware_stack(self) -> ASGIApp:
        https: bool = self.state.site.https
        return SecurityHeaders(super().build_middleware_stack(), https=https)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return await run_in_threadpool(lambda: failing.http_error(request, reader_at(request), error))


async def _broken(request: Request, error: Exception) -> Response:
    # Not the visitor's own page: what broke may well be what tells who they are.
    stranger = Stranger(language="nb", token="")
    return await run_in_threadpool(lambda: failing.broken(request, stranger, error))
