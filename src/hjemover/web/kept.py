"""What was typed when the session had ended: sealed into the page to sign in on, and given back.

Nothing of it is kept here. Only the one who typed it can open it, at the same installation.
"""

import base64
import binascii
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct
from starlette.datastructures import FormData
from starlette.requests import Request

from hjemover.application import sessions
from hjemover.store.identity import Unsealable
from hjemover.web.guarding import TOKEN_FIELD
from hjemover.web.site import site

_KEPT_FOR = timedelta(hours=12)
_NEVER_KEPT = frozenset({TOKEN_FIELD, "passord", "igjen", "gammelt"})
"""Passwords are typed anew: what is kept is shown to whoever sits there next."""


class Kept(Struct, frozen=True, kw_only=True):
    """A form that was sent too late: where to, and what was in it."""

    url: str
    fields: tuple[tuple[str, str], ...]
    until: datetime


def keep_form(request: Request) -> str:
    """The sealed form of *request*; empty when there is nothing in it, or nobody whose it is."""
    here = site(request)
    secret = request.cookies.get(here.session_cookie)
    person = sessions.whose(here.house, secret) if secret else None
    form: FormData = request.state.form
    fields = tuple(
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and name not in _NEVER_KEPT
    )
    if person is None or not fields:
        return ""
    kept = Kept(url=request.url.path, fields=fields, until=here.house.clock.now() + _KEPT_FOR)
    key, sealed = here.house.keys.seal_text(_place(person), msgspec.json.encode(kept).decode())
    return f"{key}:{base64.urlsafe_b64encode(sealed).decode()}"


def open_kept(request: Request, text: str, person: str) -> Kept | None:
    """The form that *person* had sent; None when it is another's, too old, or tampered with."""
    key, _, sealed = text.partition(":")
    here = site(request)
    try:
        raw = base64.urlsafe_b64decode(sealed)
        kept = msgspec.json.decode(here.house.keys.open_text(_place(person), key, raw), type=Kept)
    except (Unsealable, binascii.Error, ValueError, msgspec.DecodeError):
        return None
    return kept if here.house.clock.now() < kept.until else None


def _place(person: str) -> str:
    return f"typed-by/{person}"
