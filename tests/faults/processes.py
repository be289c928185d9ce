"""Real processes that are killed: they write orders, and tell by a pipe what they were answered."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

from hjemover.engine import commands as c
from hjemover.errors import CommandRefused
from hjemover.store import Database
from hjemover.vocabulary import HandoffStatus
from tests.application.town import HOSPITAL, INTAKE, Town
from tests.faults.checker import Asked

# Forked, not started anew: fifty processes in a few seconds. None uses what its parent opened.
_FORK = get_context("fork")


class Child:
    """A process that does *work* with the sending end of a pipe. Killed when the block ends."""

    def __init__(self, work: Callable[[Connection], None]) -> None:
        self._told, telling = _FORK.Pipe(duplex=False)
        self.process: ForkProcess = _FORK.Process(target=work, args=(telling,), daemon=True)
        self.process.start()
        telling.close()
        self._heard: list[Any] = []

    def hear(self, seconds: float = 20.0) -> Any:
        """The next thing it tells.

        Raises:
            EOFError: It has ended and told everything.
        """
        if not self._told.poll(seconds):
            raise TimeoutError("the process says nothing")
        said = self._told.recv()
        self._heard.append(said)
        return said

    def kill(self) -> None:
        """SIGKILL; harmless when it has ended."""
        self.process.kill()
        self.process.join(10)

    def everything(self) -> list[Any]:
        """All it told, once it has ended."""
        try:
            while True:
                self.hear()
        except EOFError:
            self.process.join(10)
            self._told.close()
            return self._heard


@contextmanager
def child(work: Callable[[Connection], None]) -> Iterator[Child]:
    one = Child(work)
    try:
        yield one
    finally:
        one.kill()


def command_of(order: str, handoff: HandoffStatus) -> tuple[str, c.AnyCommand]:
    """The next act in an endless talk about one offer: a question, an answer, a question."""
    if handoff is HandoffStatus.RETURNED:
        return HOSPITAL, c.AnswerHandoff(obligation="send#1", answer=f"Svar {order}")
    return INTAKE, c.ReturnHandoff(obligation="send#1", question=f"Spørsmål {order}")


def status_of(town: Town, ref: str) -> HandoffStatus:
    handoff = town.open(ref, "send").handoff
    assert handoff is not None
    return handoff.status


def write_orders(
    url: str, refs: Sequence[str], name: str, most: int = 1_000
) -> Callable[[Connection], None]:
    """Work for a child: orders on *refs* in turn, each told before and after it is given.

    Tells ``(id, ref, unit, command)`` before, and ``(id, "ok")`` or ``(id, "refused", code)``
    after.
    """

    def work(telling: Connection) -> None:
        town = Town(Database.open(url))
        draw = random.Random(name)
        for number in range(most):
            order, ref = f"{name}-{number}", draw.choice(refs)
            unit, command = command_of(order, status_of(town, ref))
            telling.send((order, ref, unit, command))
            try:
                town.order(ref, command, unit, id=order)
            except CommandRefused as refusal:
                telling.send((order, "refused", refusal.code))
            else:
                telling.send((order, "ok"))

    return work


def outcomes(heard: Sequence[Any]) -> tuple[list[Asked], list[tuple[str, str, str, Any]]]:
    """What came of the orders that a child told of, and those it never heard the end of."""
    given = {said[0]: said for said in heard if len(said) == 4}
    ended = {said[0]: said[1] for said in heard if len(said) in (2, 3)}
    asked = [
        Asked(id=order, ref=ref, outcome=ended.get(order, "unknown"))
        for order, ref, _, _ in given.values()
    ]
    return asked, [said for order, said in given.items() if order not in ended]


def shortly(draw: random.Random, most: float) -> None:
    """Let a random, short time go by: the moment of a kill is not to be chosen."""
    time.sleep(draw.uniform(0.0, most))


def die_at(holder: Any, name: str, *, nth: int, after: bool) -> None:
    """From now on this process is killed at the *nth* call of ``holder.name``: a failpoint."""
    real, calls = getattr(holder, name), 0

    def dying(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **named)
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(holder, name, dying)
