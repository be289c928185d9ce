"""The line that open inboxes listen on: to whom it speaks, how little it says, and when it ends."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from fastapi import FastAPI

from hjemover.application import sessions
from hjemover.application.sessions import open_sessions
from hjemover.engine import commands as c
from hjemover.store import Database, address_book
from hjemover.store.address_book import Membership
from hjemover.vocabulary import Role
from hjemover.web import listeners
from hjemover.web.listeners import MOST_EACH, Listeners
from tests.application.town import ASKOY, INTAKE, LUNG_WARD, Town
from tests.web.people import EVER, people
from tests.web.visiting import signed_in

PATIENCE = 30
"""Seconds until a test gives up: no test waits for as long."""


@pytest.fixture
def town(database: Database) -> Town:
    """On each kind of database in turn."""
    filled = Town(database).fill()
    filled.change(*people())
    return filled


@pytest.fixture
def elsewhere(town: Town, open_database: Callable[[str], Database]) -> Town:
    """The same town in another process: a store of its own on the same database."""
    return Town(open_database(town.house.database.engine.url.render_as_string(False)))


class Line:
    """Somebody's open line, straight on the application."""

    def __init__(self, app: FastAPI, secret: str) -> None:
        self.status = 0
        self.text = ""
        self.over = False
        self._heard = asyncio.Condition()
        self._gone = asyncio.Event()
        self._asked = False
        cookie = f"{app.state.site.session_cookie}={secret}".encode()
        self._task = asyncio.create_task(
            app(
                {
                    "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"},
                    "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/nytt",
                    "raw_path": b"/nytt", "query_string": b"", "root_path": "",
                    "headers": [(b"accept", b"text/event-stream"), (b"cookie", cookie)],
                    "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
                },
                self._receive,
                self._send,
            )
        )  # fmt: skip

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        async with self._heard:
            self.status = message.get("status", self.status)
            self.text += message.get("body", b"").decode()
            self.over = message["type"] == "http.response.body" and not message.get("more_body")
            self._heard.notify_all()

    @property
    def signals(self) -> int:
        return self.text.count("event: nytt")

    async def until(self, holds: Callable[["Line"], bool]) -> None:
        async with self._heard:
            await self._heard.wait_for(lambda: holds(self))

    async def heard(self, times: int) -> None:
        await self.until(lambda line: line.signals >= times)

    async def ended(self) -> None:
        await self.until(lambda line: line.over)

    async def leave(self) -> None:
        self._gone.set()
        await self._task


def run(story: Coroutine[Any, Any, None], everybody: Listeners) -> None:
    async def to_its_end() -> None:
        try:
            await asyncio.wait_for(story, PATIENCE)
        finally:
            await everybody.stop()

    asyncio.run(to_its_end())


def to_askoy(town: Town, number: int) -> str:
    return town.enrol(number, parties={"hospital": LUNG_WARD}, municipality=ASKOY)


def test_an_act_in_another_process_is_heard_by_those_with_the_right_and_no_other(
    town: Town, elsewhere: Town, app: FastAPI
):
    async def story() -> None:
        ola, eva = Line(app, signed_in(town, "ola")), Line(app, signed_in(town, "eva"))
        await ola.heard(1)
        await eva.heard(1)
        await asyncio.to_thread(elsewhere.enrol, 1)
        await ola.heard(2)
        assert eva.signals == 1
        await asyncio.to_thread(to_askoy, elsewhere, 2)
        await eva.heard(2)
        assert (ola.signals, eva.signals) == (2, 2)

        # Nothing but that: no patient, no unit, no number of anything.
        said = {line for line in (ola.text + eva.text).splitlines() if line}
        assert said == {"event: nytt", "data:", ": ", "retry: 5000"}
        await ola.leave()
        await eva.leave()

    run(story(), app.state.site.listeners)


def test_whoever_leaves_is_forgotten_and_the_database_is_left_in_peace(town: Town, app: FastAPI):
    async def story() -> None:
        ola = Line(app, signed_in(town, "ola"))
        await ola.heard(1)
        assert len(app.state.site.listeners) == 1
        await ola.leave()
        assert len(app.state.site.listeners) == 0

    run(story(), app.state.site.listeners)


@pytest.mark.parametrize("how", ["signed out", "out of the unit"])
def test_a_line_ends_with_the_session_and_says_nothing_more(
    town: Town, elsewhere: Town, app: FastAPI, how: str
):
    def lose() -> None:
        if how == "signed out":
            [session] = open_sessions(town.house, "ola")
            sessions.end(town.house, session)
        else:
            mine = Membership(person="ola", unit=INTAKE, role=Role.COORDINATOR, from_day=EVER)
            town.house.database.run_writing(lambda tx: address_book.remove(tx, mine))

    async def story() -> None:
        ola = Line(app, signed_in(town, "ola"))
        await ola.heard(1)
        await asyncio.to_thread(lose)
        await asyncio.to_thread(elsewhere.enrol, 1)
        await ola.ended()
        assert ola.signals == 1
        assert ola.text.endswith("event: slutt\ndata:\n\n")

    run(story(), app.state.site.listeners)


def test_listening_holds_no_session_up(town: Town, app: FastAPI):
    async def story() -> None:
        secret = signed_in(town, "ola")
        [before] = open_sessions(town.house, "ola")
        town.clock.set(town.clock.now() + sessions._NOTED_EVERY * 2)
        ola = Line(app, secret)
        await ola.heard(1)
        [after] = open_sessions(town.house, "ola")
        assert after.seen == before.seen
        await ola.leave()

    run(story(), app.state.site.listeners)


def test_when_the_server_stops_everybody_is_let_go_and_nobody_let_in(town: Town, app: FastAPI):
    async def story() -> None:
        secret = signed_in(town, "ola")
        ola = Line(app, secret)
        await ola.heard(1)
        await app.state.site.listeners.stop()
        await ola.ended()
        late = Line(app, secret)
        await late.ended()
        assert late.status == 503

    run(story(), app.state.site.listeners)


def test_the_oldest_window_of_a_session_gives_way(town: Town, app: FastAPI):
    async def story() -> None:
        secret = signed_in(town, "ola")
        windows = []
        for _ in range(MOST_EACH + 1):
            windows.append(Line(app, secret))
            await windows[-1].heard(1)
        await windows[0].ended()
        assert [one.over for one in windows[1:]] == [False] * MOST_EACH
        for one in windows[1:]:
            await one.leave()

    run(story(), app.state.site.listeners)


class Silent:
    def changed(self) -> frozenset[str]:
        return frozenset()


def test_there_is_an_end_to_how_many_may_listen():
    full = Listeners(Silent, most=1)

    async def story() -> None:
        with (
            full.join(b"one", frozenset()),
            pytest.raises(listeners.Full),
            full.join(b"two", frozenset()),
        ):
            pass

    run(story(), full)


def test_one_who_does_not_listen_gets_one_signal_and_a_stranger_none(client_for):
    once = client_for("ola").get("/nytt")
    assert once.text == "event: nytt\ndata:\n\n"
    listening = {"Accept": "text/event-stream"}
    assert client_for("").get("/nytt", headers=listening).status_code == 401
    assert client_for("dag").get("/nytt", headers=listening).status_code == 403


def test_trouble_in_the_database_is_said_in_the_log_and_listening_goes_on(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listeners, "_AFTER_TROUBLE", 0.0)
    answers: list[Any] = [RuntimeError("secret"), frozenset(), frozenset({INTAKE})]

    class Troubled:
        def changed(self) -> frozenset[str]:
            answer = answers.pop(0) if answers else frozenset()
            if isinstance(answer, Exception):
                raise answer
            return answer

    troubled = Listeners(Troubled)

    async def story() -> None:
        with troubled.join(b"one", frozenset({INTAKE})) as ola:
            assert await ola.woken(PATIENCE)
            assert await ola.woken(PATIENCE)

    run(story(), troubled)
    assert "could not be read" in caplog.text
    assert "secret" not in caplog.text


def test_a_claim_by_a_colleague_is_heard_too(town: Town, elsewhere: Town, app: FastAPI):
    ref = town.enrol(1)
    item = town.open(ref, "send").id

    async def story() -> None:
        ola = Line(app, signed_in(town, "ola"))
        await ola.heard(1)
        claim = c.ClaimTask(obligation=item, person="liv")
        await asyncio.to_thread(elsewhere.order, ref, claim, INTAKE)
        await ola.heard(2)
        await ola.leave()

    run(story(), app.state.site.listeners)
