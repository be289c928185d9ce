"""A person at a browser, as the journeys tell of them: what they do, and what they then see."""

import re
import time
from datetime import date

from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.conftest import PATIENCE, overflows
from tests.browser.journeys.hands import Hand
from tests.browser.journeys.looking import Eye, focus_is_lost


class Person:
    """Walks from page to page with their own hand. Each page that they come to is looked over."""

    def __init__(self, page: Page, hand: Hand, eye: Eye, *, scripts: bool = True) -> None:
        self.page = page
        self._hand = hand
        self._eye = eye
        self._scripts = scripts

    # --- what they do -----------------------------------------------------------------------

    def opens(self, url: str) -> None:
        """Begin somewhere: a bookmark, or the link in a message. All else is by what is there."""
        self.page.goto(url)
        self._look()

    def leaves(self) -> None:
        """Close the browser, and go home."""
        self.page.context.close()

    def presses(self, name: str, *, by: str = "") -> None:
        """A link or button that is called so, and be taken on. *by*: in the row that says this."""
        target = self._named(name, by)
        before = self.page.url
        self.page.evaluate("window.before = true")
        self._hand.press(target)
        self._arrive(before)
        self._look()

    def unfolds(self, name: str, *, by: str = "") -> None:
        """What stands folded."""
        folded = self._within(by).locator("summary").filter(has_text=name).filter(visible=True)
        self._hand.press(folded)
        expect(folded.locator("..")).to_have_attribute("open", "")

    def writes(self, label: str, text: str | date, *, by: str = "") -> None:
        self._hand.write(self._labelled(label, by), str(text))

    def chooses(self, label: str, option: str, *, by: str = "") -> None:
        self._hand.choose(self._labelled(label, by), option)

    def ticks(self, label: str, *, by: str = "") -> None:
        place = self._within(by)
        box = place.get_by_role("checkbox", name=label).or_(place.get_by_role("radio", name=label))
        self._hand.tick(box.first)

    # --- what they see ----------------------------------------------------------------------

    def is_at(self, heading: str) -> None:
        """The page has this heading."""
        expect(self.page.locator("h1")).to_have_text(re.compile(rf"^\s*{re.escape(heading)}"))

    def reads(self, *said: str) -> None:
        """All of it stands on the page, and none of it folded away."""
        for one in said:
            expect(self._main).to_contain_text(one, use_inner_text=True)

    def does_not_read(self, *said: str) -> None:
        for one in said:
            expect(self._main).not_to_contain_text(one, use_inner_text=True)

    def finds(self, label: str, text: str | date, *, by: str = "") -> None:
        """What stands in a field."""
        expect(self._labelled(label, by)).to_have_value(str(text))

    def is_told(self, said: str) -> None:
        """What was just done stands on the next page."""
        expect(self.page.locator("#sagt")).to_contain_text(said)

    def is_asked_to_mend(self, *faults: str) -> None:
        """The page is still here, says what is wrong, and that has the focus."""
        for one in faults:
            expect(self.page.locator("#feil")).to_contain_text(one)

    # --- how ----------------------------------------------------------------------------------

    @property
    def _main(self) -> Locator:
        return self.page.locator("main")

    def _within(self, by: str) -> Locator:
        if not by:
            return self.page.locator("body")
        return (
            self.page.locator("main :is(li, tr, article, section, form, fieldset)")
            .filter(has_text=by)
            .last
        )

    def _named(self, name: str, by: str) -> Locator:
        """As it is read aloud: its own words alone, or else perhaps with what it is about."""
        alone, begins = (
            self._within(by)
            .get_by_role("button", name=pattern)
            .or_(self._within(by).get_by_role("link", name=pattern))
            .filter(visible=True)
            for pattern in (
                re.compile(rf"^{re.escape(name)}$"),
                re.compile(rf"^{re.escape(name)}(?!\w)"),
            )
        )
        return alone if alone.count() else begins

    def _labelled(self, label: str, by: str) -> Locator:
        begins = re.compile(rf"^\s*{re.escape(label)}(?!\w)")
        return self._within(by).get_by_label(begins).filter(visible=True)

    def _arrive(self, before: str) -> None:
        """Wait for another page, or for this one to have become another."""
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            try:
                same, url, ready = self.page.evaluate(
                    "[window.before === true, location.href, document.readyState === 'complete']"
                )
            except Error:  # on the way from one to the other
                continue
            if ready and (not same or url.partition("#")[0] != before.partition("#")[0]):
                return
            self.page.wait_for_timeout(20)
        raise AssertionError(f"nothing came after {before}")

    def _look(self) -> None:
        assert not overflows(self.page), f"one must scroll sideways at {self.page.url}"
        if self._scripts:
            assert focus_is_lost(self.page) == "", self.page.url
        self._eye(self.page)
