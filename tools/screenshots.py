"""Takes the README's pictures of the screens: ``python tools/screenshots.py``.

It needs what ``make demo ONCE=1`` leaves behind, works on a copy of it, signs in as the demo's
people in Debian's Chromium, and writes to docs/pictures. With pngquant on the machine the pictures
are a third of the size.
"""

import argparse
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from hjemover.application.demo_people import PASSWORD
from hjemover.bootstrap import build
from hjemover.settings import Settings
from hjemover.supervisor import free_port
from hjemover.web.app import create_app
from hjemover.web.serving import Server

TOP = Path(__file__).parents[1]
PICTURES = TOP / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}


def inbox(page: Page) -> None:
    page.goto("/innboks")


def item(page: Page) -> None:
    page.goto("/innboks")
    page.locator(".inbox-row .title").first.click()


def way(page: Page) -> None:
    item(page)
    page.locator('main a[href^="/forlop/"]').first.click()


def stuck(page: Page) -> None:
    page.goto("/fast")


def overview(page: Page) -> None:
    page.goto("/oversikt?periode=ar")  # the last whole one: the demo has patients in it


SCREENS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "inbox": ("kommune", inbox),
    "item": ("kommune", item),
    "way": ("kreftkoordinator", way),
    "stuck": ("leder", stuck),
    "overview": ("leder", overview),
}
"""Each picture: who signs in, and where they go."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--home", type=Path, default=TOP / "var" / "demo", help="what the demo left behind"
    )
    options.add_argument("--only", choices=SCREENS, help="one picture")
    chosen = options.parse_args()
    if not (chosen.home / "hjemover.db").exists():
        options.error(f"{chosen.home} has no hjemover.db. Run `make demo ONCE=1` first.")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="hjemover-pictures-") as folder:
        home = Path(shutil.copytree(chosen.home, Path(folder) / "demo"))
        with served(home) as address, sync_playwright() as running:
            browser = running.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--lang=nb-NO"]
            )
            for name, (login, go) in SCREENS.items():
                if chosen.only in (None, name):
                    take(browser, address, name, login, go)
            browser.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The web on the demo in *home*. Gives its address."""
    port = free_port(0)
    address = f"http://127.0.0.1:{port}"
    settings = Settings(home=home, database_url=None, environment="demo", public_url=address)
    house = build(settings, migrate=True)
    config = uvicorn.Config(
        create_app(house, settings), host="127.0.0.1", port=port, log_level="error"
    )
    server = Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    pause = threading.Event()
    while not server.started and thread.is_alive():
        pause.wait(0.05)
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(10)
        house.database.dispose()


def take(browser: Browser, address: str, name: str, login: str, go: Callable[[Page], None]) -> None:
    """Sign in as *login*, go there, and keep what is seen as *name*."""
    context = browser.new_context(
        base_url=address, viewport=SIZE, color_scheme="light", locale="nb-NO"
    )
    page = context.new_page()
    page.goto("/logg-inn")
    page.fill("#brukernavn", login)
    page.fill("#passord", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/logg-inn"))
    go(page)
    page.wait_for_load_state("load")
    target = PICTURES / f"{name}.png"
    page.screenshot(path=target, animations="disabled")
    context.close()
    shrink(target)
    print(f"{target.relative_to(TOP)}: {target.stat().st_size // 1024} kB")


def shrink(picture: Path) -> None:
    """Make it smaller, where the machine has what it takes."""
    if shutil.which("pngquant"):
        subprocess.run(
            ["pngquant", "--force", "--strip", "--output", picture, "128", picture], check=True
        )


if __name__ == "__main__":
    main()
