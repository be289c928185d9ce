"""What pages load beside themselves: vendored, hashed, from this very host."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
_ICONS = next(VENDOR.glob("aksel-icons-*"))

mimetypes.add_type("font/woff2", ".woff2")


@cache
def asset(name: str) -> str:
    """The address of a file under ``static/``; another one when its content is another."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def vendored(package: str, name: str) -> str:
    """As :func:`asset`, for a vendored package by its name without the version."""
    folder = next(VENDOR.glob(f"{package}-[0-9]*"))
    return asset(f"vendor/{folder.name}/{name}")


@cache
def icon(name: str) -> Markup:
    """An icon of Aksel's as inline SVG. It says nothing to a screen reader: words stand beside."""
    svg = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    start = svg.index("<svg")
    return Markup(svg[start:].replace("<svg", '<svg class="icon" aria-hidden="true"', 1))


class _Files(StaticFiles):
    """Files under a name with their hash may be kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if scope["query_string"] else "no-cache"
        )
        return response


def static_files() -> ASGIApp:
    """The files of ``static/``, packed for the way. Pages are not: they hold a secret token."""
    return GZipMiddleware(_Files(directory=STATIC), minimum_size=1_000)
