"""A real web in a process' thread, and Debian's Chromium at it, that fails on what no user sees.

``browse("ola")`` gives a page on which Ola is signed in. What goes to another origin, and what the
console complains of, fails the test at its end.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from hjemover.settings import Settings
from hjemover.store import Database
from hjemover.supervisor import free_port
from hjemover.web.app import create_app
from hjemover.web.serving import Server
from tests.application.town import Town
from tests.databases import open_database, sqlite_template, sqlite_url  # noqa: F401
from tests.web.people import people
from tests.web.visiting import signed_in

AXE = next((Path(__file__).parent / "vendor").glob("axe-core-*")) / "axe.min.js"
_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Milliseconds that a step may take where others work too. A page that is right does not wait.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
SIZES: dict[str, tuple[int, int]] = {"desktop": (1280, 900), "phone": (360, 740)}


# Not for the whole session: while it runs, its event loop is the process' own, and a test of
# flows in the same process could not start one.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("No Chromium on this machine. Install it: apt install chromium", pytrace=False)
    browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def town(sqlite_url: str, open_database: Callable[[str], Database]) -> Town:  # noqa: F811
    """As in tests/web: two tenants, everybody in place."""
    filled = Town(open_database(sqlite_url)).fill()
    filled.change(*people())
    return filled


@pytest.fixture
def web(town: Town, tmp_path: Path) -> Iterator[str]:
    """The web of the town, served for real. Gives its address."""
    port = free_port(0)
    town.house.public_url = f"http://127.0.0.1:{port}"
    app = create_app(town.house, Settings(environment="test", home=tmp_path))
    with served(app, port):
        yield town.house.public_url


@contextmanager
def served(app: FastAPI, port: int) -> Iterator[None]:
    server = Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waited = threading.Event()
    while not server.started:
        assert thread.is_alive(), "the web did not start"
        waited.wait(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


class Complaints:
    """What a page did that no page may do."""

    def __init__(self, web: str) -> None:
        self._web = web
        self.elsewhere: list[str] = []
        self.console: list[str] = []
        self.expected: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.console.append(str(error)))

    def expect(self, words: str) -> None:
        """A complaint with *words* in it is meant to be there, as a status that is not 200."""
        self.expected.append(words)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._web, "data:", "blob:", "about:")):
            self.elsewhere.append(request.url)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)

    def check(self) -> None:
        unmeant = [line for line in self.console if not any(one in line for one in self.expected)]
        assert self.elsewhere == [], "a page asked another origin"
        assert unmeant == [], "the console complained"


@pytest.fixture
def complaints(web: str) -> Iterator[Complaints]:
    """What pages have done wrong so far; checked when the test is over."""
    found = Complaints(web)
    yield found
    found.check()


Browse = Callable[..., Page]


@pytest.fixture
def browse(chromium: Browser, web: str, town: Town, complaints: Complaints) -> Iterator[Browse]:
    """``browse("ola", size="phone", dark=True)``: Ola at a browser; ``browse("")``: a stranger."""
    opened: list[BrowserContext] = []

    def start(
        person: str = "", *, size: str = "desktop", dark: bool = False, scripts: bool = True
    ) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=web,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="nb-NO",
        )
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        if person:
            context.add_cookies(
                [{"name": "hjemover", "value": signed_in(town, person), "url": web}]
            )
        page = context.new_page()
        complaints.watch(page)
        return page

    yield start
    for context in opened:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page: the rule and where. Empty is well."""
    # Evaluated by the debugger, which the page's own policy does not bind.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
        " 'wcag22aa', 'best-practice'], rules: {'target-size': {enabled: true}},"
        " resultTypes: ['violations']})"
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Whether one must scroll sideways to read the page."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
