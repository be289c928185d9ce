"""That a form was sent from one of our own pages (vern mot forfalskede skjema)."""

import hmac
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request

from hjemover.web.site import Site, site
from hjemover.web.visitor import form_token

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_FIELD, TOKEN_HEADER = "_token", "X-Form-Token"
_OURS = frozenset({"same-origin", "none"})


class Forged(Exception):
    """An act came from elsewhere than from a page of ours, or from a page that is too old."""


def secret_of(request: Request) -> str:
    """The secret that the browser's forms are tied to; empty when it has none."""
    here = site(request)
    return request.cookies.get(here.session_cookie) or request.cookies.get(here.gate_cookie) or ""


def guard(request: Request, form: FormData) -> None:
    """Hold an act against what browsers tell of where it comes from, and against our token.

    Raises:
        Forged: It did not come from a page of ours.
    """
    if request.method in SAFE:
        return
    here = site(request)
    came_from = request.headers.get("Sec-Fetch-Site")
    if came_from is not None:
        if came_from not in _OURS:
            raise Forged
    elif not _our_origin(here, request):
        raise Forged
    given = request.headers.get(TOKEN_HEADER) or form.get(TOKEN_FIELD)
    secrets = (request.cookies.get(here.session_cookie), request.cookies.get(here.gate_cookie))
    if not isinstance(given, str) or not any(
        secret and hmac.compare_digest(given.encode(), form_token(secret).encode())
        for secret in secrets
    ):
        raise Forged


def _our_origin(here: Site, request: Request) -> bool:
    """An old browser says where from, or nothing at all; then the token must do.

    On a machine of one's own any name of it will do. Over https only the one people are told to
    write: the Host is what whoever sent the request says it is.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    told = urlsplit(origin)
    if told[:2] == urlsplit(here.house.public_url)[:2]:
        return True
    return not here.https and told.netloc == request.headers.get("Host")
