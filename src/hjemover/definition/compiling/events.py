"""Events that can strike at any step."""

from hjemover.definition.compiling.codes import compile_registrations
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.fields import compile_fields
from hjemover.definition.compiling.outside import check_answered, compile_absence
from hjemover.definition.compiling.parts import text
from hjemover.definition.grammar.document import EventWords
from hjemover.definition.models import Condition, Field, Interrupt, Occurrence
from hjemover.definition.source import Path

_EFFECTS = (
    "set_dates", "consent", "readdress", "cancel", "stop", "restart", "close", "pause", "resume",
    "goto", "start", "tell", "registration",
)  # fmt: skip


def compile_events(draft: Draft, occurrences: dict[str, Occurrence]) -> dict[str, Interrupt]:
    return {
        name: _event(draft, name, words, occurrences) for name, words in draft.words.events.items()
    }


def _event(
    draft: Draft, name: str, words: EventWords, occurrences: dict[str, Occurrence]
) -> Interrupt:
    path: Path = ("events", name)
    ask = compile_fields(draft.problems, words.ask, (*path, "ask"), required=True)
    _check_effects(draft, name, words)
    _check_references(draft, words, path)
    check_answered(draft, name, words, ask, occurrences)
    for date, field in words.set_dates.items():
        draft.refer("date", date, (*path, "set", date))
        _check_answer(draft, name, ask, field, (*path, "set", date))
    if words.pause is not None:
        _check_answer(draft, name, ask, words.pause, (*path, "pause"))
    return Interrupt(
        id=name,
        name=text(draft.problems, words.name, (*path, "name")),
        ask=ask,
        set_dates=dict(words.set_dates),
        consent=dict(words.consent),
        readdress=tuple(words.readdress),
        cancel=tuple(words.cancel),
        stop=tuple(words.stop),
        restart=tuple(words.restart),
        close=words.close,
        silent=words.silent,
        pause_until=words.pause,
        resume=words.resume,
        goto=words.goto,
        start=words.start,
        tell=tuple(draft.recipient(to, (*path, "tell", at)) for at, to in enumerate(words.tell)),
        on=words.on,
        when=Condition(source=words.when.strip()) if words.when else None,
        absence=compile_absence(draft, name, words),
        register=compile_registrations(draft, words.registration, (*path, "register"), "moment"),
    )


def _check_references(draft: Draft, words: EventWords, path: Path) -> None:
    for purpose in words.consent:
        draft.refer("consent", purpose, (*path, "consent", purpose))
    for at, party in enumerate(words.readdress):
        draft.refer("party", party, (*path, "readdress", at))
    for key in ("cancel", "stop", "restart"):
        for at, step in enumerate(getattr(words, key)):
            draft.refer("step", step, (*path, key, at))
    if words.close is not None:
        draft.refer("outcome code", words.close, (*path, "close"))
    if words.goto is not None:
        draft.target(words.goto, (*path, "goto"))


def _check_effects(draft: Draft, name: str, words: EventWords) -> None:
    path: Path = ("events", name)
    if not any(getattr(words, effect) for effect in _EFFECTS):
        draft.problems.error(
            path,
            "event-does-nothing",
            f'event "{name}" does nothing.',
            "Write what it does, as close, pause, goto or tell.",
            key=True,
        )
    ways = [way for way in ("close", "pause", "resume", "goto") if getattr(words, way)]
    if len(ways) > 1:
        draft.problems.error(
            (*path, ways[1]),
            "two-ways",
            f'event "{name}" has both {ways[0]} and {ways[1]}.',
            "Keep one of them.",
            key=True,
        )
    if words.silent and words.close is None:
        draft.problems.error(
            (*path, "silent"),
            "silent-without-close",
            f'event "{name}" is silent, but does not close the pathway.',
            'Only "close" can be silent.',
            key=True,
        )


def _check_answer(draft: Draft, name: str, ask: dict[str, Field], field: str, path: Path) -> None:
    if field not in ask:
        draft.problems.error(
            path,
            "unknown-field",
            f'event "{name}" does not ask for "{field}".',
            draft.problems.nearest(field, ask),
        )
    elif ask[field].type != "date":
        draft.problems.error(
            path,
            "not-a-date",
            f'field "{field}" of event "{name}" is of type {ask[field].type}, not a date.',
            f"Ask for it as {field}: date.",
        )
