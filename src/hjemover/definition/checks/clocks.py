"""Clocks: what they count from is known, and windows open before they close."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from hjemover.calendar import Duration, Unit
from hjemover.definition.checks.case import Case
from hjemover.definition.models import (
    AnswerRef,
    DateRef,
    HandoffStep,
    Limit,
    Moment,
    NamedDate,
    Ref,
    Step,
    StepRef,
    TaskStep,
    WaitStep,
    Window,
    WindowRef,
)
from hjemover.definition.source import Path


def check_clocks(case: Case) -> None:
    if not _check_circles(case):
        return  # nothing that follows a reference would come to an end
    _check_dates(case)
    _check_windows(case)
    _check_limits(case)
    _check_stopping(case)


def _check_stopping(case: Case) -> None:
    """That the clocks which events stop and start are clocks that may be stopped."""
    for name, event in case.definition.events.items():
        for key in ("stop", "restart"):
            for at, step_id in enumerate(getattr(event, key)):
                step = case.definition.steps.get(step_id)
                if step is None:
                    continue
                limit = limit_of(step)
                if limit is None or not limit.stops:
                    where = "accept" if isinstance(step, HandoffStep) else "due"
                    case.problems.error(
                        ("events", name, key, at),
                        "cannot-be-stopped",
                        f'step "{step_id}" has no clock that may be stopped.',
                        f'Write stops: true in its "{where}".',
                    )


def limit_of(step: Step) -> Limit | None:
    """The limit of the one who has to act in *step*."""
    match step:
        case TaskStep():
            return step.due
        case HandoffStep():
            return step.accept
        case _:
            return None


def _check_circles(case: Case) -> bool:
    """Whether no date and no window depends on itself."""
    dates = {
        name: {rule.counted.of} if rule.counted else set(rule.first_known_of)
        for name, rule in case.definition.dates.items()
    }
    return _no_circle(case, dates, is_date=True) and _no_circle(case, _windows(case))


def _windows(case: Case) -> dict[str, set[str]]:
    """The edges of windows, each with the edge that it counts from."""
    graph: dict[str, set[str]] = {}
    for name, window in case.definition.windows.items():
        for edge, moment in _edges(window):
            of = moment.of
            graph[f"{name}.{edge}"] = (
                {f"{of.window}.{of.edge}"} if isinstance(of, WindowRef) else set()
            )
    return graph


def _no_circle(case: Case, graph: dict[str, set[str]], *, is_date: bool = False) -> bool:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        names = list(dict.fromkeys(found.args[1]))
        if is_date and not any(case.definition.dates[name].counted for name in names):
            return True  # told of each as coming from what comes from others itself
        first = min(names, key=list(graph).index)
        case.problems.error(
            ("dates", first) if is_date else _window_path(case, first.partition(".")[0]),
            "circular",
            f"These depend on each other: {', '.join(sorted(names)[:8])}."
            if names[1:]
            else f'"{first}" depends on itself.',
            "Let one of them count from a date that is known.",
            key=True,
        )
        return False
    return True


def _edges(window: Window) -> Iterator[tuple[str, Moment]]:
    yield "opens", window.opens
    yield "closes", window.closes
    if window.plan:
        yield "plan", window.plan


def _window_path(case: Case, name: str) -> Path:
    return ("windows", name) if name in case.draft.words.windows else ("steps", name, "window")


def _check_dates(case: Case) -> None:
    for name, date in case.definition.dates.items():
        if date.required and date.derived:
            case.problems.error(
                ("dates", name, "required"),
                "derived-required",
                f'date "{name}" comes from other dates, so nobody can be asked for it.',
                "Require one of those instead.",
                key=True,
            )
        for at, source in enumerate(date.first_known_of):
            other = case.definition.dates.get(source)
            if other and other.first_known_of:
                case.problems.error(
                    ("dates", name, "first_known_of", at),
                    "derived-twice",
                    f'date "{source}" comes from other dates itself.',
                    "List those dates here instead.",
                )
        for event_id, event in case.definition.events.items():
            if name in event.set_dates and date.derived:
                case.problems.error(
                    ("events", event_id, "set", name),
                    "derived-set",
                    f'date "{name}" comes from other dates, and cannot be set.',
                    "Set one of those instead.",
                    key=True,
                )


def may_be_unknown(case: Case, ref: Ref, at_step: str) -> bool:
    """Whether *ref* may have no value when step *at_step* needs it."""
    match _root(case, ref):
        case DateRef(name=name):
            date = case.definition.dates.get(name)
            return date is not None and not any(source.required for source in _sources(case, name))
        case StepRef(step=step):
            return step != at_step and not _always_before(case, step, at_step)
        case AnswerRef():
            return True
    return False


def _root(case: Case, ref: Ref) -> Ref:
    """What a window's edge counts from in the end; any other reference as it is."""
    while isinstance(ref, WindowRef) and ref.window in case.definition.windows:
        window = case.definition.windows[ref.window]
        ref = (window.opens if ref.edge == "opens" else window.closes).of
    return ref


def _sources(case: Case, name: str) -> list[NamedDate]:
    """The dates that somebody must give for *date* to be known: itself, unless it is derived."""
    return [case.definition.dates[source] for source in _given(case, name)]


def _given(case: Case, name: str) -> list[str]:
    """The names of the dates that *name* comes from in the end; itself, unless it is derived."""
    dates, found = case.definition.dates, list[str]()
    ahead, seen = [name], {name}
    while ahead:
        one = ahead.pop()
        rule = dates.get(one)
        if rule is None:
            continue
        sources = [rule.counted.of] if rule.counted else list(rule.first_known_of)
        found += [] if sources else [one]
        ahead += [source for source in sources if source not in seen]
        seen |= set(sources)
    return found


def _always_before(case: Case, step: str, at_step: str) -> bool:
    """Whether no patient comes to *at_step* without having been at *step*."""
    if not case.whole:
        return True
    starts = [entry for entry, _ in case.entries]
    return at_step not in case.reached(starts, without=step)


def _check_limits(case: Case) -> None:
    for name, step in case.definition.steps.items():
        path: Path = ("steps", name)
        match step:
            case WaitStep(until=Moment() as until, otherwise=None) if may_be_unknown(
                case, until.of, name
            ):
                case.problems.error(
                    (*path, "wait", "until"),
                    "wait-without-limit",
                    f'step "{name}" may wait for ever: what it waits for may be unknown.',
                    "Write how long at most, as else: 4 weeks.",
                )
            case WaitStep(otherwise=Moment() as otherwise) if may_be_unknown(
                case, otherwise.of, name
            ):
                case.problems.error(
                    (*path, "wait", "else"),
                    "wait-without-limit",
                    f'step "{name}" may wait for ever: its "else" may be unknown too.',
                    "Write a length of time, as else: 4 weeks.",
                )
            case HandoffStep(accept=accept) if may_be_unknown(case, accept.until.of, name):
                case.problems.error(
                    (*path, "accept", "of"),
                    "handoff-without-limit",
                    f'step "{name}" has no limit while what it counts from is unknown.',
                    'Delete "of", so that it counts from when it was offered.',
                )
            case TaskStep():
                _warn_of_unset(case, step)


def _warn_of_unset(case: Case, step: TaskStep) -> None:
    if step.due is None:
        return
    of = _root(case, step.due.until.of)
    if not isinstance(of, DateRef) or not may_be_unknown(case, of, step.id):
        return
    if _is_set(case, of.name):
        return
    path: Path = ("steps", step.id, "due", "of")
    if step.window is not None:
        path = (*_window_path(case, step.window), "closes")
    case.problems.warning(
        path,
        "date-never-set",
        f'step "{step.id}" counts from date "{of.name}", which nothing makes sure is known.',
        "Require it, let an event set it, or name another with first_known_of.",
    )


def _is_set(case: Case, name: str) -> bool:
    """Whether some event sets the date, or one that it comes from."""
    names = {name, *_given(case, name)}
    return any(names & event.set_dates.keys() for event in case.definition.events.values())


# The fewest and the most days that one of each unit can be.
_DAYS = {
    Unit.HOURS: (1 / 24, 1 / 24),
    Unit.DAYS: (1.0, 1.0),
    Unit.WEEKS: (7.0, 7.0),
    Unit.MONTHS: (28.0, 31.0),
    Unit.YEARS: (365.0, 366.0),
    Unit.WORKING_DAYS: (1.0, 7.0),
    Unit.WORKING_HOURS: (1 / 24, 7.0),
}


def _check_windows(case: Case) -> None:
    for name, window in case.definition.windows.items():
        if window.opens.of != window.closes.of:
            continue
        opens, closes = _span(case, window.opens), _span(case, window.closes)
        same_unit = opens[2] is not None and opens[2] == closes[2]
        # In one unit the numbers can be compared as they stand; else only when none can overlap.
        backwards = closes[3] < opens[3] if same_unit else closes[1] < opens[0]
        if backwards:
            case.problems.error(
                (*_window_path(case, name), "closes"),
                "window-backwards",
                f'window "{name}" closes before it opens.',
                "Change one of the two.",
                key=True,
            )


def _span(case: Case, moment: Moment) -> tuple[float, float, Unit | None, int]:
    """Fewest days, most days, the unit and the signed amount of an offset."""
    if moment.offset is None:
        return (0.0, 0.0, None, 0)
    length = moment.offset.duration
    if moment.offset.number is not None:
        number = case.definition.numbers.get(moment.offset.number)
        length = number.value if number and isinstance(number.value, Duration) else None
    if length is None:
        return (float("-inf"), float("inf"), None, 0)
    fewest, most = (days * length.amount for days in _DAYS[length.unit])
    if moment.direction == "before":
        return (-most, -fewest, length.unit, -length.amount)
    return (fewest, most, length.unit, length.amount)
