"""How a person works a page: with a mouse, with a finger, or with the keyboard and nothing else."""

from typing import Any, Protocol

from playwright.sync_api import ElementHandle, Locator, Page

MOST_STOPS = 200
"""More Tabs than this to get somewhere is no way to get there."""


class Hand(Protocol):
    """What hands do with what the eyes have found. A target that is not there fails the walk."""

    def press(self, target: Locator) -> None:
        """A link, a button, or what unfolds."""

    def write(self, field: Locator, text: str) -> None:
        """Over what stands in the field. In a field of a date *text* is as in 2026-03-09."""

    def choose(self, choices: Locator, option: str) -> None:
        """One of a list that folds out."""

    def tick(self, box: Locator) -> None:
        """A box, or one of several of which one holds."""


class MouseHand:
    """Points and clicks."""

    def press(self, target: Locator) -> None:
        target.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, choices: Locator, option: str) -> None:
        choices.select_option(label=option)

    def tick(self, box: Locator) -> None:
        box.click()


class TouchHand(MouseHand):
    """Taps: what shows only under a pointer that hovers is not there for it."""

    def press(self, target: Locator) -> None:
        target.tap()

    def tick(self, box: Locator) -> None:
        box.tap()


class KeyboardHand:
    """Tab, Shift and Tab, Enter, Space and arrows; on a new page by the link past the menu.

    Every stop on the way must show that it has the focus, and must not lie under anything.
    """

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, target: Locator) -> None:
        self._reach(target)
        self._key("Enter")

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        if field.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self._page.keyboard.type(month + day + year)  # as the browser on this machine asks
        else:
            self._key("Control+a")
            self._page.keyboard.type(text)
        assert field.input_value() == text

    def choose(self, choices: Locator, option: str) -> None:
        self._reach(choices)
        self._key("Home")
        for _ in range(choices.locator("option").count()):
            if choices.locator("option:checked").inner_text() == option:
                return
            self._key("ArrowDown")
        raise AssertionError(f"no way to «{option}» by arrows")

    def tick(self, box: Locator) -> None:
        self._reach(box)
        if not box.is_checked() or box.get_attribute("type") == "checkbox":
            self._key("Space")

    def _key(self, name: str) -> None:
        self._page.keyboard.press(name)

    def _reach(self, target: Locator) -> None:
        """Tab until the focus is there; within a group of which one holds, by arrows."""
        wanted = target.element_handle()
        stop = self._stop(wanted)
        for _ in range(MOST_STOPS):
            if stop["there"]:
                assert stop["wrong"] == "", f"{stop['what']}: {stop['wrong']}"
                return
            stop = self._go_on(wanted, stop)
        raise AssertionError(f"no way to {target} by keyboard")

    def _go_on(self, wanted: ElementHandle, stop: dict[str, Any]) -> dict[str, Any]:
        assert stop["wrong"] == "", f"{stop['what']}: {stop['wrong']}"
        if stop["skips"]:
            self._key("Enter")
        elif stop["same_group"]:
            self._key("ArrowDown")
        else:
            self._key("Shift+Tab" if stop["past"] else "Tab")
        return self._stop(wanted)

    def _stop(self, wanted: ElementHandle) -> dict[str, Any]:
        found: dict[str, Any] = self._page.evaluate(_STOP, wanted)
        return found


_STOP = """(wanted) => {
  const here = document.activeElement;
  const main = document.getElementById("innhold");
  const wrong = () => {
    if (here === document.body || here.tabIndex < 0 || here.matches(".ds-skip-link")) return "";
    if (here.type === "date") return "";  // its parts have it, one after the other, and show it
    const its = getComputedStyle(here);
    const ring = (its.outlineStyle !== "none" && parseFloat(its.outlineWidth) > 0)
      || its.boxShadow !== "none";
    if (!ring) return "nothing shows that it has the focus";
    const places = [here, ...(here.labels || [])];
    const mine = (at) => at && places.some((one) => one.contains(at));
    const at = (box, across, down) =>
      document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    const parts = [0.5, 0.1, 0.9];
    const seen = [...here.getClientRects()].some((box) =>
      parts.some((across) => parts.some((down) => mine(at(box, across, down)))));
    return seen ? "" : "has the focus out of sight";
  };
  return {
    there: here === wanted,
    past: here !== document.body && Boolean(here.compareDocumentPosition(wanted) & 2),
    skips: here.matches(".ds-skip-link") && main.contains(wanted),
    same_group: wanted.type === "radio" && here.type === "radio" && here.name === wanted.name,
    what: here.outerHTML.slice(0, 200),
    wrong: wrong(),
  };
}"""
