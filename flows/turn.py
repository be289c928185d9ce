"""One go at what is due: claimed in batches, a patient or a chunk of patients at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from flows.worksite import Worksite
from hjemover.application import sweeping
from hjemover.application.sweeping import Fired
from hjemover.bootstrap import Settings
from hjemover.store.wakeups import Claim

_CHUNKS_AT_A_TIME = 4
MOST = 5_000
"""Patients in one go, so that every definition gets its turn."""

Wake = Callable[[str, Sequence[Claim]], Awaitable[Fired]]
"""Fires claims that belong together, under a label that may be shown: an opaque reference."""


class Turn:
    """What a worker has in hand, and what came of it.

    The same turn can be taken up again where it was left, with Prefect or without: a claim that
    has been fired is not in it any more.

    Args:
        definition: Only its pathways; None for all that is due.
        stop: Asked before more is claimed.
    """

    def __init__(
        self,
        site: Worksite,
        definition: str | None,
        *,
        most: int = MOST,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.site = site
        self.definition = definition
        self.fired = Fired()
        self._hand: dict[str, Claim] = {}
        self._left = most
        self._stop = stop

    async def claim(self) -> bool:
        """Have something in hand. False when nothing more is to be done in this turn."""
        if self._hand:
            return True
        if self._left <= 0 or self._stop():
            return False
        settings = self.site.settings
        size = max(settings.prefect_chunk, settings.prefect_few) * _CHUNKS_AT_A_TIME
        claims = await self.site.thread(
            sweeping.claim, self.site.house, self.definition, min(size, self._left), self.site.by
        )
        self._hand = {one.ref: one for one in claims}
        self._left -= len(claims)
        return bool(claims)

    async def play(self, wake: Wake) -> Fired:
        """Fire everything that is due. Takes up whatever is in hand first."""
        while await self.claim():
            moved = self.fired.moved
            parts = _parts(list(self._hand.values()), self.site.settings)
            outcomes = await asyncio.gather(
                *(wake(label, claims) for label, claims in parts), return_exceptions=True
            )
            for outcome in outcomes:
                if isinstance(outcome, BaseException):
                    raise outcome
            if self.fired.moved == moved:
                break  # others had them, or they failed: claiming the same again helps nobody
        return self.fired

    async def play_plainly(self) -> Fired:
        """As :meth:`play`, without a task run for each part."""
        return await self.play(lambda label, claims: self.fire(claims))

    async def fire(self, claims: Sequence[Claim]) -> Fired:
        """Fire *claims* of this turn in a thread, and put them out of hand."""
        fired = await self.site.thread(sweeping.fire, self.site.house, claims)
        for one in claims:
            self._hand.pop(one.ref, None)
        self.fired += fired
        return fired


def _parts(claims: Sequence[Claim], settings: Settings) -> list[tuple[str, Sequence[Claim]]]:
    if len(claims) <= settings.prefect_few:
        return [(one.ref, [one]) for one in claims]
    chunk = settings.prefect_chunk
    starts = range(0, len(claims), chunk)
    return [
        (f"{len(part)} from {part[0].ref}", part)
        for part in (claims[start : start + chunk] for start in starts)
    ]
