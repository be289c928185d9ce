"""Amounts, references, moments, limits and windows."""

from collections.abc import Iterator

from hjemover.calendar import Duration, DurationError, Unit, parse_duration
from hjemover.definition.compiling.breaches import breach
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.parts import text
from hjemover.definition.compiling.stretching import refuse_words, stop_reasons
from hjemover.definition.grammar.parts import AcceptWords, LimitWords, MomentWords, WindowWords
from hjemover.definition.grammar.steps import TaskWords
from hjemover.definition.models import (
    Amount,
    AnswerRef,
    DateRef,
    EnrolledRef,
    Extension,
    Limit,
    Moment,
    Ref,
    Rung,
    StartRef,
    StepRef,
    Text,
    Window,
    WindowRef,
)
from hjemover.definition.problems import quoted
from hjemover.definition.source import Path
from hjemover.definition.wording import describe
from hjemover.vocabulary import DeadlineClass

_NOTHING = Amount(duration=Duration(0, Unit.DAYS))
_AT_ONCE = Amount(duration=Duration(0, Unit.HOURS))


def amount(draft: Draft, written: str, path: Path) -> Amount:
    """``2 working days``, or ``$accept-within``."""
    if written.startswith("$"):
        return _numbered(draft, written[1:], path)
    try:
        return Amount(duration=parse_duration(written))
    except DurationError as refused:
        draft.problems.error(path, "bad-duration", str(refused))
        return _NOTHING


def _numbered(draft: Draft, name: str, path: Path) -> Amount:
    if not draft.refer("number", name, path):
        return _NOTHING
    number = draft.numbers.get(name)
    if number is not None and not isinstance(number.value, Duration):
        draft.problems.error(
            path,
            "number-without-unit",
            f'number "{name}" has no unit, so no time can be counted with it.',
            f'Give it one under "numbers", as "{number.value} days".',
        )
    return Amount(number=name)


def ref(draft: Draft, written: str, path: Path) -> Ref:
    """What a clock counts from. An unknown one is told, and read as this step's start."""
    if written == "start":
        return StartRef()
    if written == "enrolled":
        return EnrolledRef()
    owner, dot, edge = written.partition(".")
    if not dot:
        return _bare_ref(draft, written, path)
    if edge in ("opens", "closes"):
        draft.refer("window", owner, path)
        return WindowRef(window=owner, edge="opens" if edge == "opens" else "closes")
    if not draft.refer("step", owner, path):
        return StartRef()
    if edge in ("done", "started"):
        return StepRef(step=owner, edge="done" if edge == "done" else "started")
    return _answer_ref(draft, owner, edge, path)


def _bare_ref(draft: Draft, name: str, path: Path) -> Ref:
    askers = [step for step, fields in draft.answers.items() if name in fields]
    is_date = name in draft.known["dates"]
    if is_date and askers:
        draft.problems.error(
            path,
            "ambiguous",
            f"{quoted(name)} is both a date and an answer.",
            f'Write "{askers[0]}.{name}" for the answer, or rename one of them.',
        )
    if is_date:
        draft.used["dates"].add(name)
        return DateRef(name=name)
    if not askers and draft.vague:
        return StartRef()  # it may well be asked where we could not read
    if not askers:
        fields = {
            field
            for fields in draft.answers.values()
            for field, asked in fields.items()
            if asked.type == "date"
        }
        known = {*draft.known["dates"], *fields, "start", "enrolled"}
        draft.problems.error(
            path,
            "unknown-moment",
            f"{quoted(name)} is neither a date nor an answer.",
            draft.problems.nearest(name, known),
        )
        return StartRef()
    for step in askers:
        _must_be_date(draft, step, name, path)
    return AnswerRef(field=name)


def _answer_ref(draft: Draft, step: str, field: str, path: Path) -> Ref:
    fields = draft.answers.get(step, {})
    if field not in fields and step in draft.vague:
        return StartRef()
    if field not in fields:
        known = [*fields, "done", "started"]
        draft.problems.error(
            path,
            "unknown-field",
            f'step "{step}" has no answer called {quoted(field)}.',
            draft.problems.nearest(field, known),
        )
        return StartRef()
    _must_be_date(draft, step, field, path)
    return AnswerRef(field=field, step=step)


def _must_be_date(draft: Draft, step: str, field: str, path: Path) -> None:
    kind = draft.answers[step][field].type
    if kind != "date":
        draft.problems.error(
            path,
            "not-a-date",
            f'field "{field}" of step "{step}" is of type {kind}, not a date.',
            "Count from a date, or from an answer of type date.",
        )


def moment(draft: Draft, words: str | MomentWords, path: Path) -> Moment:
    """A reference, or so long after or before one."""
    if isinstance(words, str):
        if _looks_like_amount(words):
            draft.problems.error(
                path,
                "moment-without-start",
                f"{describe(path)} does not say what {quoted(words)} counts from.",
                f"Write {{after: {words}, of: start}}.",
            )
            return Moment(of=StartRef())
        return Moment(of=ref(draft, words, path))
    return _offset(draft, words, ref(draft, words.of, (*path, "of")), path)


def moment_or_amount(draft: Draft, words: str | MomentWords, path: Path) -> Moment:
    """As :func:`moment`; a bare amount counts from when the step was entered."""
    if isinstance(words, str) and _looks_like_amount(words):
        return Moment(of=StartRef(), offset=amount(draft, words, path))
    return moment(draft, words, path)


def _looks_like_amount(written: str) -> bool:
    return written.startswith("$") or written[:1].isdigit()


def _lengths(words: MomentWords | LimitWords) -> list[str]:
    return [key for key in ("within", "after", "before") if getattr(words, key, None)]


def _offset(draft: Draft, words: MomentWords | LimitWords, of: Ref, path: Path) -> Moment:
    given = _lengths(words)
    if len(given) != 1:
        keys = ["after", "before"] if isinstance(words, MomentWords) else ["within"]
        said = "says nothing of how long" if not given else "has more than one length"
        draft.problems.error(
            (*path, given[1]) if len(given) > 1 else path,
            "bad-moment",
            f"{describe(path)} {said}.",
            f"Write one of {', '.join(keys)}." if len(keys) > 1 else f"Write {keys[0]}: 3 days.",
            key=True,
        )
        return Moment(of=of)
    return Moment(
        of=of,
        offset=amount(draft, getattr(words, given[0]), (*path, given[0])),
        direction="before" if given == ["before"] else "after",
    )


def limit(draft: Draft, words: str | LimitWords, path: Path) -> Limit:
    """A limit that says itself how long."""
    if isinstance(words, str):
        if _looks_like_amount(words):
            draft.problems.error(
                path,
                "bad-moment",
                f"{describe(path)} is only a length of time.",
                f"Write {{within: {words}}}.",
            )
            return Limit(until=Moment(of=StartRef()))
        return Limit(until=Moment(of=ref(draft, words, path)))
    of = ref(draft, words.of, (*path, "of")) if words.of else StartRef()
    if isinstance(of, DateRef | AnswerRef | WindowRef) and not _lengths(words):
        # The day itself is the limit, as one that was set for this patient.
        return _limit(draft, words, Moment(of=of), path)
    return _limit(draft, words, _offset(draft, words, of, path), path)


def window_limit(draft: Draft, window: str, words: str | LimitWords | None, path: Path) -> Limit:
    """The limit of a task with a window: its close, with what ``due:`` adds of warnings."""
    until = Moment(of=WindowRef(window=window, edge="closes"))
    if words is None:
        words = LimitWords()
    extra = isinstance(words, str) or next(
        (key for key in ("within", "after", "before", "of") if getattr(words, key)), None
    )
    if extra:
        draft.problems.error(
            path if isinstance(words, str) else (*path, str(extra)),
            "two-limits",
            f"{describe(path[:-1])} has both a window and a limit of its own.",
            'With "window", "due" can only have remind and escalate.',
            key=not isinstance(words, str),
        )
    if isinstance(words, str):
        return Limit(until=until)
    refuse_words(draft, words, path, "a window is never moved")
    return _limit(draft, words, until, path)


def _limit(draft: Draft, words: LimitWords, until: Moment, path: Path) -> Limit:
    deadline_class = words.limit_class or _class_of(draft, until)
    after_it, told = breach(draft, words, deadline_class, path)
    at_once = (Rung(after=_AT_ONCE, to=told),) if told else ()
    return Limit(
        until=until,
        deadline_class=deadline_class,
        remind=tuple(_reminders(draft, words.remind, (*path, "remind"))),
        escalate=at_once
        + tuple(
            Rung(
                after=amount(draft, rung.after, (*path, "escalate", at, "after")),
                to=tuple(
                    draft.recipient(to, (*path, "escalate", at, "to", to_at))
                    for to_at, to in enumerate(rung.to)
                ),
            )
            for at, rung in enumerate(words.escalate)
        ),
        expire=words.expire if isinstance(words, AcceptWords) else False,
        extend=_extension(draft, words, path),
        stops=words.stops is not None,
        stop_reasons=stop_reasons(draft, words, path),
        breach=after_it,
        tacit=words.tacit if isinstance(words, AcceptWords) else False,
    )


def _extension(draft: Draft, words: LimitWords, path: Path) -> Extension | None:
    if words.extend is None:
        return None
    by = amount(draft, words.extend.by, (*path, "extend", "by"))
    return Extension(by=by, at_most=words.extend.at_most)


def _reminders(draft: Draft, written: str | list[str] | None, path: Path) -> Iterator[Amount]:
    if isinstance(written, str):
        yield amount(draft, written.removesuffix(" before"), path)
    else:
        for at, one in enumerate(written or ()):
            yield amount(draft, one.removesuffix(" before"), (*path, at))


def _class_of(draft: Draft, until: Moment) -> DeadlineClass:
    """The class of the number that a limit comes from; of the window's, when it is a window's."""
    if until.offset and until.offset.number:
        number = draft.numbers.get(until.offset.number)
        return number.deadline_class if number else DeadlineClass.LOCAL
    if isinstance(until.of, WindowRef):
        words = window_words(draft, until.of.window)
        closes = words.closes if words else None
        if isinstance(closes, MomentWords):
            written = closes.after or closes.before or ""
            number = draft.numbers.get(written.removeprefix("$"))
            return number.deadline_class if number else DeadlineClass.LOCAL
    return DeadlineClass.LOCAL


def window_words(draft: Draft, name: str) -> WindowWords | None:
    """A shared window, or the one written inline under the step of that name."""
    shared = draft.words.windows.get(name)
    if shared:
        return shared
    step = draft.words.steps.get(name)
    window = step.window if isinstance(step, TaskWords) else None
    return window if isinstance(window, WindowWords) else None


def compile_windows(draft: Draft) -> dict[str, Window]:
    """The shared windows, and the inline ones under the name of their step."""
    windows = {}
    for name, words in draft.words.windows.items():
        path: Path = ("windows", name)
        label = text(draft.problems, words.name, (*path, "name"))
        windows[name] = _window(draft, words, label, path, step=None)
    for name, step in draft.words.steps.items():
        if not isinstance(step, TaskWords) or not isinstance(step.window, WindowWords):
            continue
        path = ("steps", name, "window")
        draft.used["windows"].add(name)
        if name in draft.words.windows:
            draft.problems.error(
                path,
                "same-name",
                f'There is also a window "{name}" under "windows".',
                f'Write "window: {name}" to use that one, or rename it.',
                key=True,
            )
        label = Text(nb=step.task.nb, nn=step.task.nn, en=step.task.en)
        windows[name] = _window(draft, step.window, label, path, step=name)
    return windows


def _window(draft: Draft, words: WindowWords, label: Text, path: Path, step: str | None) -> Window:
    def edge(written: str | MomentWords, key: str) -> Moment:
        compiled = moment(draft, written, (*path, key))
        if not isinstance(compiled.of, StartRef):
            return compiled
        if step is None and _says_start(written):
            draft.problems.error(
                (*path, key),
                "start-in-shared-window",
                f'window "{path[-1]}" counts from "start", but belongs to no step.',
                'Write "<step>.started" instead.',
            )
        # Others may refer to this window, so its start must not become theirs.
        return Moment(
            of=StepRef(step=step or "", edge="started"),
            offset=compiled.offset,
            direction=compiled.direction,
        )

    return Window(
        name=label,
        opens=edge(words.opens, "opens"),
        closes=edge(words.closes, "closes"),
        plan=edge(words.plan, "plan") if words.plan is not None else None,
    )


def _says_start(written: str | MomentWords) -> bool:
    return (written if isinstance(written, str) else written.of) == "start"
