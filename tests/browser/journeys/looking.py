"""What is looked for on each page of a journey, beside what the person came to read."""

from collections.abc import Callable

from playwright.sync_api import Page

Eye = Callable[[Page], None]
"""Looks at a page, and fails where somebody could not read or hit what is on it."""


def focus_is_lost(page: Page) -> str:
    """Why the focus is not where one goes on from; empty when it is.

    What went wrong has it, and what was just done, unless the list it was done in has kept it. A
    new page that says neither begins at its beginning; a page that changed itself has kept it.
    """
    found: str = page.evaluate(_LOST)
    return found


_LOST = """() => {
  const here = document.activeElement;
  const said = document.querySelector("#feil, main [role=alert], #sagt > *");
  if (said && !said.contains(here) && !here.closest(".inbox-row"))
    return `«${said.innerText}» is said, and ${here.outerHTML.slice(0, 80)} has the focus`;
  if (window.before && here === document.body) return "the page changed, and nothing has the focus";
  return "";
}"""


def too_small_for_a_finger(page: Page) -> list[str]:
    """Buttons, and links that look like them, which are lower than 44 pixels."""
    found: list[str] = page.evaluate(_SMALL)
    return found


_SMALL = """() => [...document.querySelectorAll("button, a.ds-button, select, input")]
  .filter((one) => one.checkVisibility())
  .filter((one) => !one.matches("[type=hidden], [type=checkbox], [type=radio], .first-button"))
  .map((one) => [one.innerText || one.name || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 43.5)
  .map(([what, box]) => `${what}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""
