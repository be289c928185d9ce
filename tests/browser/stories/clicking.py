"""The world of the features, where people do at a browser what they do with a handoff."""

from collections.abc import Callable

from installation import only_person
from playwright.sync_api import Page, expect
from world import World

from hjemover.application import sessions
from hjemover.application.sessions import Limits

AtBrowser = Callable[[str], Page]
"""A page of a browser with this session in it."""


class ClickedWorld(World):
    """As :class:`World`; offers are answered on their pages, from the list to the last yes."""

    at_browser: AtBrowser
    clicked = 0

    def accept(self, name: str, step: str, by: str) -> None:
        page = self._open(name, by, "Ta imot pasienten")
        self._yes(page, "Ja, vi tar imot", "Ansvaret er hos dere nå.")

    def ask(self, name: str, step: str, by: str, question: str) -> None:
        page = self._open(name, by, "Send tilbake med et spørsmål")
        page.fill("textarea[name=tekst]", question)
        self._yes(page, "Ja, send spørsmålet", "Spørsmålet er sendt.")

    def answer(self, name: str, step: str, by: str, answer: str) -> None:
        page = self._open(name, by, "Svar på spørsmålet")
        page.fill("textarea[name=tekst]", answer)
        self._yes(page, "Ja, send svaret", "Svaret er sendt.")

    def forward(self, name: str, step: str, by: str, to: str) -> None:
        page = self._open(name, by, "Send videre til riktig enhet")
        with self.house.database.reading() as tx:
            unit = self.house.addresses(tx).unit_name(to)
        page.fill("input[name=sok]", unit.split(",")[0])
        page.get_by_role("button", name="Søk i adresseboken").click()
        page.get_by_label(unit).check()
        self._yes(page, "Ja, send videre", "Sendt videre.")

    def withdraw(self, name: str, step: str, by: str, reason: str) -> None:
        page = self._open(name, by, "Trekk tilbake overføringen", view="venter")
        page.fill("textarea[name=grunn]", reason)
        self._yes(page, "Ja, trekk tilbake", "Overføringen er trukket tilbake.")

    def send_again(self, name: str, step: str, by: str) -> None:
        page = self._open(name, by, "Send overføringen på nytt")
        self._yes(page, "Ja, send på nytt", "Sendt på nytt.")

    def _open(self, name: str, by: str, act: str, view: str = "alle") -> Page:
        """Whoever works at *by* finds the patient on their list, and chooses what to do."""
        secret = sessions.begin(self.house, only_person(by), way="password", limits=Limits())
        page = self.at_browser(secret)
        page.goto(f"/innboks?visning={view}")
        row = page.locator(".inbox-row").filter(has_text=self.patients[name].full_name)
        row.locator(".title").click()
        page.get_by_role("link", name=act).click()
        return page

    def _yes(self, page: Page, yes: str, said: str) -> None:
        """Go on to what will happen, say yes to it, and be told that it has."""
        if not page.get_by_role("button", name=yes).is_visible():
            page.get_by_role("button", name="Gå videre").last.click()
        page.get_by_role("button", name=yes).click()
        expect(page.locator("#sagt")).to_contain_text(said)
        self.clicked += 1
        self._work()
