"""The posted form, read up to a limit."""

from collections.abc import AsyncIterator

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from hjemover.web.guarding import SAFE

FORM_LIMIT = 256 * 1024
"""Bytes. The longest answer is 20,000 signs; a form with ten of those has room."""

_MOST_FIELDS = 2_000
_NUL = "\x00"
_DRAINED = 32 * 1024 * 1024


class TooLarge(Exception):
    """More was sent than the page takes. *limit* is in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Unreadable(Exception):
    """What was sent is no form."""


async def read_form(request: Request, limit: int = FORM_LIMIT) -> FormData:
    """The form of *request*; an empty one for a page that is only looked at.

    Raises:
        TooLarge: It has more bytes than *limit*. All of it was received, so that the browser
            hears our answer instead of a broken line.
        Unreadable: It is no form.
    """
    if request.method in SAFE:
        return FormData()
    body = await _body(request, limit)

    async def once() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        form = await Request(request.scope, once).form(
            max_files=5, max_fields=_MOST_FIELDS, max_part_size=limit
        )
        return _without_nul(form)
    except (MultiPartException, UnicodeDecodeError, ValueError) as wrong:
        raise Unreadable from wrong
    except Exception as wrong:
        if getattr(wrong, "status_code", None) == 400:
            raise Unreadable from wrong
        raise


def _without_nul(form: FormData) -> FormData:
    """The form without a sign that no text has and PostgreSQL keeps in none.

    It comes along unseen with what is pasted from some programs: nobody is to lose the rest.
    """
    if not any(isinstance(value, str) and _NUL in value for value in form.values()):
        if not any(_NUL in name for name in form):
            return form
    return FormData(
        [
            (name.replace(_NUL, ""), value.replace(_NUL, "") if isinstance(value, str) else value)
            for name, value in form.multi_items()
        ]
    )


def address_has_nul(request: Request) -> bool:
    """Whether somebody has written it into an address, where no page of ours has it."""
    asked = b"%00" in request.scope.get("query_string", b"")
    return asked or any(_NUL in str(value) for value in request.path_params.values())


async def _body(request: Request, limit: int) -> bytes:
    parts, size = [], 0
    try:
        async for part in _stream(request):
            size += len(part)
            if size <= limit:
                parts.append(part)
            elif size > _DRAINED:
                break
    except ClientDisconnect as gone:
        raise Unreadable from gone
    if size > limit:
        raise TooLarge(limit)
    return b"".join(parts)


def _stream(request: Request) -> AsyncIterator[bytes]:
    return request.stream().__aiter__()
