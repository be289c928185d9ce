"""The provider says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0).

No browser comes here, and there is no form of ours: what is believed is the provider's signature.
"""

import logging
from datetime import UTC, datetime
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hjemover.application import sessions
from hjemover.web.forms import TooLarge, Unreadable, read_form
from hjemover.web.pages import Access
from hjemover.web.provider.answers import ProviderFailed
from hjemover.web.site import site

log = logging.getLogger(__name__)

SIGNED_OUT_PATH: Final = "/logg-ut/leverandor"
_LIMIT: Final = 16_000


async def signed_out(request: Request) -> Response:
    """End the sessions that the token names: 200, also when there are none; 400 for no token."""
    try:
        form = await read_form(request, _LIMIT)
    except (TooLarge, Unreadable):
        return _refused("the form could not be read")
    return await run_in_threadpool(_end, request, form)


signed_out.access = Access(open=True)  # type: ignore[attr-defined]


def _end(request: Request, form: FormData) -> Response:
    here, token = site(request), form.get("logout_token")
    if here.provider is None:
        return _refused("no provider is set up")
    if not isinstance(token, str):
        return _refused("there is no logout_token")
    try:
        told = here.provider.signed_out(token)
    except ProviderFailed as failed:
        return _refused(failed.why)
    until = datetime.fromtimestamp(told.until, UTC)
    if not sessions.end_at_provider(here.house, told.at_provider, told.token, until):
        return _refused("the token was used before")
    return Response(status_code=200)


def _refused(why: str) -> Response:
    """As the specification has it. *why* tells nothing of anybody."""
    log.warning("a logout from the provider was not taken: %s", why)
    return JSONResponse(
        {"error": "invalid_request", "error_description": why}, status_code=400
    )  # fmt: skip
