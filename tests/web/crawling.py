"""Walking every page that links lead to, as one person, and noting the forms on the way."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx2
from fastapi import FastAPI
from msgspec import Struct
from starlette.routing import Match, Route

from tests.web.visiting import Client, forms_of

_LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
_PER_ROUTE = 4
_MOST = 160


class Form(Struct, frozen=True, kw_only=True):
    """A form as it stood on a page."""

    page: str
    action: str
    method: str
    fields: dict[str, Any]


class Walk(Struct, kw_only=True):
    """What was seen: every page by its address, and every form once for each action."""

    pages: dict[str, httpx2.Response]
    forms: list[Form]


def routes(app: FastAPI) -> list[Route]:
    """The routes of the screens."""
    return [one for one in app.router.routes if isinstance(one, Route)]


def route_of(app: FastAPI, path: str, method: str = "GET") -> Route | None:
    scope = {"type": "http", "path": path.partition("?")[0], "method": method}
    for one in routes(app):
        if one.matches(scope)[0] is Match.FULL:
            return one
    return None


def walk(app: FastAPI, client: Client, starts: Iterator[str] | list[str]) -> Walk:
    """Follow links from *starts*; a few pages of each route."""
    seen = Walk(pages={}, forms=[])
    waiting, counted = list(starts), Counter[str]()
    known_forms: set[tuple[str, str, tuple[str, ...]]] = set()
    while waiting and len(seen.pages) < _MOST:
        url = waiting.pop(0)
        route = route_of(app, url)
        if url in seen.pages or route is None or counted[route.path] >= _PER_ROUTE:
            continue
        counted[route.path] += 1
        answer = client.get(url)
        seen.pages[url] = answer
        waiting += [_plain(found) for found in _LINK.findall(answer.text)]
        for action, method, fields in forms_of(answer.text):
            if method == "get" and action.startswith("/"):
                waiting.append(action)
            key = (url.partition("?")[0], action, tuple(sorted(fields)))
            if key not in known_forms:
                known_forms.add(key)
                seen.forms.append(
                    Form(page=url, action=action or url, method=method, fields=fields)
                )
    return seen


def _plain(url: str) -> str:
    return url.replace("&amp;", "&")
