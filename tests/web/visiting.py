"""Browsing without a browser: pages fetched, their own forms filled in and sent."""

from html.parser import HTMLParser
from typing import Any

import httpx2
from starlette.testclient import TestClient

from hjemover.application import sessions
from hjemover.application.sessions import Limits
from hjemover.web.visitor import form_token
from tests.application.town import Town


class Client:
    """Somebody at a browser. Redirects are followed as a browser does, unless one asks not to."""

    def __init__(self, http: TestClient, cookie: str, secret: str) -> None:
        self.http = http
        self.secret = secret
        if secret:
            http.cookies.set(cookie, secret)

    def get(self, url: str, **more: Any) -> httpx2.Response:
        return self.http.get(url, **more)

    def fragment(self, url: str) -> httpx2.Response:
        """The part that htmx would ask for."""
        return self.http.get(url, headers={"HX-Request": "true"})

    def post(self, url: str, fields: dict[str, Any] | None = None, **more: Any) -> httpx2.Response:
        """Send a form with the token of this session, whether or not a page has such a form."""
        data = {"_token": form_token(self.secret), **(fields or {})}
        return self.http.post(url, data=data, **more)

    def send(self, page: httpx2.Response, action: str, **fields: Any) -> httpx2.Response:
        """Fill in the form of *page* that posts to *action*, and send it with all it holds."""
        form = form_to(page.text, action)
        return self.http.post(action, data={**form, **fields})


def form_to(html: str, action: str) -> dict[str, Any]:
    """What the form that posts to *action* holds as it stands."""
    for found, _, fields in forms_of(html):
        if found == action:
            return fields
    there = [found for found, _, _ in forms_of(html)]
    raise AssertionError(f"no form posts to {action}; there are {there}")


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, Any]]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            method = (at.get("method") or "get").lower()
            self.found.append((at.get("action") or "", method, {}))
            return
        if not self.found:
            return
        name = at.get("name")
        if tag == "input" and name:
            kind = at.get("type", "text")
            if kind in ("checkbox", "radio") and "checked" not in at:
                return
            self._add(name, at.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._area = name
            self._add(name or "", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in at:
            self._add(self._select, at.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1][2][self._area] += data

    def _add(self, name: str, value: str) -> None:
        fields = self.found[-1][2]
        if name in fields:
            before = fields[name]
            fields[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            fields[name] = value


def forms_of(html: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Every form of a page: where it goes, how, and what it holds as it stands."""
    parser = _Forms()
    parser.feed(html)
    return parser.found


def signed_in(town: Town, person: str) -> str:
    """A session of *person*'s; the secret that the browser keeps."""
    return sessions.begin(town.house, person, way="password", limits=Limits(), browser="Firefox")
