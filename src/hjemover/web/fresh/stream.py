"""One open inbox's line: server-sent events without any content."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hjemover.web.listeners import Full, Listener, Listeners

log = logging.getLogger(__name__)

KIND: Final = "text/event-stream"
CHANGED: Final = b"event: nytt\ndata:\n\n"
"""Something on a list of yours is not as it was. Which, and what, the page asks for itself."""
OVER: Final = b"event: slutt\ndata:\n\n"
"""Do not come back by yourself."""
_STILL_HERE: Final = b": \n\n"
_BEGIN: Final = b"retry: 5000\n\n"
_HEARTBEAT: Final = 15.0
_REST: Final = 0.5
"""The least time between two signals: a sweep changes much at once."""

UnitsNow = Callable[[], frozenset[str] | None]


class SignalStream(Response):
    """Tells of changes until the browser leaves, the session ends, or the server stops.

    Args:
        units_now: The units that the visitor may hear of at this moment; None when the session is
            over. It is asked before each word that is said, in a thread.
    """

    def __init__(self, listeners: Listeners, session: bytes, units_now: UnitsNow) -> None:
        self._listeners = listeners
        self._session = session
        self._units_now = units_now
        self.status_code = 200
        self.background = None
        # A proxy that gathers answers before it sends them would keep the signals back.
        self.init_headers({"Content-Type": KIND, "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with self._listeners.join(self._session, frozenset()) as listener:
                await send(
                    {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                )
                await self._say(send, _BEGIN)
                leaving = asyncio.create_task(_end_when_gone(receive, listener))
                try:
                    await self._tell(listener, send)
                finally:
                    leaving.cancel()
        except Full:
            await Response(status_code=503)(scope, receive, send)

    async def _tell(self, listener: Listener, send: Send) -> None:
        changed = False
        while not listener.over:
            units = await self._allowed()
            if units is None:
                break
            listener.units = units
            await self._say(send, CHANGED if changed else _STILL_HERE)
            if changed:
                await asyncio.sleep(_REST)
            changed = await listener.woken(_HEARTBEAT)
        await send({"type": "http.response.body", "body": OVER, "more_body": False})

    async def _allowed(self) -> frozenset[str] | None:
        try:
            return await run_in_threadpool(self._units_now)
        except Exception:  # noqa: BLE001 - the answer has begun, so there is no page to say it on
            log.warning("an open inbox was let go: its session could not be looked up")
            return None

    async def _say(self, send: Send, words: bytes) -> None:
        await send({"type": "http.response.body", "body": words, "more_body": True})


async def _end_when_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()
