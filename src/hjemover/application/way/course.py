"""The stretch a patient is on, as stations for the picture: lately done, open now, coming next."""

from collections.abc import Iterator
from datetime import datetime

from hjemover.application.way.looking import Way
from hjemover.calendar import say_day, say_deadline
from hjemover.definition.diagram import Station
from hjemover.definition.models import HandoffStep, TaskStep, WaitStep
from hjemover.engine.state import Done

_LATELY, _WINDOWS = 2, 3
"""How many done steps, and how many windows to come, the picture has room for."""


def course(way: Way) -> list[Station]:
    """The stations of *way* in order. A closed pathway ends with what was done last."""
    done = _done(way)[-_LATELY:]
    stations = [
        _behind(way, step, one, after=(place - 1,) if place else ())
        for place, (step, one) in enumerate(done)
    ]
    last = (len(stations) - 1,) if stations else ()
    here = {}
    for now in way.now:
        here[now.obligation.id] = len(stations)
        stations.append(_here(way, now.obligation.id, last))
    stations.extend(_coming(way, here, len(stations)))
    return stations


def _done(way: Way) -> list[tuple[str, Done]]:
    """Steps that somebody did, or that were waited out, by when they last were."""
    kinds = TaskStep | HandoffStep | WaitStep
    found = [
        (name, one)
        for name, one in way.pathway.done.items()
        if isinstance(way.definition.steps.get(name), kinds)
    ]
    # What was told in one go has one time; the order of answering tells the rest.
    answered = {name: place for place, name in enumerate(way.pathway.answered)}
    return sorted(found, key=lambda pair: (pair[1].at, answered.get(pair[0], -1), pair[0]))


def _behind(way: Way, step: str, one: Done, after: tuple[int, ...]) -> Station:
    return Station(
        title=way.labels.step(step),
        lane=way.labels.unit(one.unit),
        state="done",
        note=say_day(one.at, way.labels.language, weekday=False),
        handoff=isinstance(way.definition.steps.get(step), HandoffStep),
        after=after,
    )


def _here(way: Way, obligation: str, after: tuple[int, ...]) -> Station:
    open_ = way.pathway.obligations[obligation]
    due = open_.due.at if open_.due else None
    return Station(
        title=way.labels.open(open_),
        lane=way.labels.unit(open_.holder),
        state="here",
        note=say_deadline(due, way.labels.language, weekday=False) if due else "",
        handoff=open_.handoff is not None,
        after=after,
    )


def _coming(way: Way, here: dict[str, int], first: int) -> Iterator[Station]:
    """The way that the designer wrote first, and then the windows that have their days."""
    shown = {way.pathway.obligations[one].step for one in here}
    before = tuple(here.values())
    place = first
    for obligation, index in here.items():
        following = next((one for one in way.ahead.nexts if one.obligation == obligation), None)
        planned = {one.step for one in way.ahead.planned if one.opens}
        if following and following.step not in shown | planned:
            shown.add(following.step)
            yield _next(way, following.step, (index,))
            before, place = (place,), place + 1
    for window in [one for one in way.ahead.planned if one.opens][:_WINDOWS]:
        if window.step in shown:
            continue
        lane = way.labels.unit(window.unit) if window.unit else way.labels.party(window.party)
        yield Station(
            title=way.labels.step(window.step),
            lane=lane,
            state="ahead",
            note=_window(way, window.opens, window.closes),
            after=before,
        )
        before, place = (place,), place + 1


def _next(way: Way, step: str, after: tuple[int, ...]) -> Station:
    known = way.definition.steps[step]
    party = known.sender if isinstance(known, HandoffStep) else getattr(known, "party", None)
    unit = way.pathway.parties.get(party or "")
    holder = way.pathway.responsible
    lane = way.labels.unit(unit or holder) if unit or not party else way.labels.party(party)
    return Station(
        title=way.labels.step(step),
        lane=lane,
        state="ahead",
        handoff=isinstance(known, HandoffStep),
        after=after,
    )


def _window(way: Way, opens: datetime | None, closes: datetime | None) -> str:
    language = way.labels.language
    first = say_day(opens, language, weekday=False) if opens else ""
    last = say_deadline(closes, language, weekday=False) if closes else ""
    return f"{first} – {last}" if last else first
