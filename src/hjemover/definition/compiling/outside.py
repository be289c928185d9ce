"""Occurrences told by other systems, what they begin, and that they fail to come."""

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.fields import compile_fields
from hjemover.definition.compiling.moments import amount
from hjemover.definition.compiling.parts import optional_text
from hjemover.definition.grammar.document import EventWords
from hjemover.definition.grammar.outside import BeginsWords
from hjemover.definition.models import (
    AbsentOccurrence,
    Beginning,
    Condition,
    Field,
    Occurrence,
)
from hjemover.definition.source import Path

OCCURRED = "occurred"
"""In place of a field: the day it happened."""


def compile_occurrences(draft: Draft) -> dict[str, Occurrence]:
    words = draft.words.occurrences
    if isinstance(words, list):
        for at, name in enumerate(words):
            if name in words[:at]:
                draft.problems.error(
                    ("occurrences", at),
                    "duplicate-key",
                    f'occurrence "{name}" is there twice.',
                    "Take one of them out.",
                )
        return {name: Occurrence() for name in words}
    return {
        name: Occurrence(
            name=optional_text(draft.problems, one.name, ("occurrences", name, "name")),
            data=compile_fields(
                draft.problems, one.data, ("occurrences", name, "data"), required=False
            ),
        )
        for name, one in words.items()
    }


def compile_begins(draft: Draft, occurrences: dict[str, Occurrence]) -> tuple[Beginning, ...]:
    return tuple(
        _beginning(draft, at, words, occurrences) for at, words in enumerate(draft.words.begins)
    )


def _beginning(
    draft: Draft, number: int, words: BeginsWords, occurrences: dict[str, Occurrence]
) -> Beginning:
    path: Path = ("begins", number)
    draft.refer("occurrence", words.on, (*path, "on"))
    data = occurrences[words.on].data if words.on in occurrences else {}
    for date, field in words.set_dates.items():
        draft.refer("date", date, (*path, "set", date))
        if field != OCCURRED and words.on in occurrences:
            _check_date(draft, words.on, data, field, (*path, "set", date))
    for key in ("after", "within"):
        if getattr(words, key) is not None and words.of is None:
            draft.problems.error(
                (*path, key),
                "missing-key",
                f'"{key}" does not say which pathway it looks back to.',
                "Write of: and the pathway.",
                key=True,
            )
    _check_required(draft, words, path)
    return Beginning(
        on=words.on,
        when=Condition(source=words.when.strip()) if words.when else None,
        of=words.of,
        after=amount(draft, words.after, (*path, "after")) if words.after else None,
        within=amount(draft, words.within, (*path, "within")) if words.within else None,
        set_dates=dict(words.set_dates),
    )


def _check_date(
    draft: Draft, occurrence: str, data: dict[str, Field], field: str, path: Path
) -> None:
    if field not in data:
        draft.problems.error(
            path,
            "unknown-field",
            f'occurrence "{occurrence}" does not tell "{field}".',
            draft.problems.nearest(field, [*data, OCCURRED]),
        )
    elif data[field].type != "date":
        draft.problems.error(
            path,
            "not-a-date",
            f'field "{field}" of occurrence "{occurrence}" is of type {data[field].type},'
            " not a date.",
            f"Let it be told as {field}: date.",
        )


def _check_required(draft: Draft, words: BeginsWords, path: Path) -> None:
    """Nobody is there to fill in a date that must be known."""
    for name, date in draft.words.dates.items():
        if date.required and name not in words.set_dates:
            draft.problems.error(
                path,
                "date-never-set",
                f'date "{name}" must be known to begin the pathway, and this does not set it.',
                f"Write set: {{{name}: {OCCURRED}}}.",
            )


def compile_absence(draft: Draft, name: str, words: EventWords) -> AbsentOccurrence | None:
    """That an event strikes when nothing is told; and that its words go together."""
    path: Path = ("events", name)
    _check_triggers(draft, name, words)
    if words.on is not None:
        draft.refer("occurrence", words.on, (*path, "on"))
    if words.absent is None:
        return None
    draft.refer("occurrence", words.absent, (*path, "absent"))
    if words.during is not None:
        draft.refer("step", words.during, (*path, "while"))
    if words.within is None or words.during is None:
        return None
    within = amount(draft, words.within, (*path, "within"))
    return AbsentOccurrence(occurrence=words.absent, within=within, during=words.during)


def _check_triggers(draft: Draft, name: str, words: EventWords) -> None:
    path: Path = ("events", name)
    together = {"when": "on", "within": "absent", "while": "absent"}
    given = {"when": words.when, "within": words.within, "while": words.during}
    for key, of in together.items():
        if given[key] is not None and getattr(words, of) is None:
            draft.problems.error(
                (*path, key),
                "wrong-key-for-type",
                f'event "{name}" has "{key}", which means nothing without "{of}".',
                f'Write "{of}" as well, or delete it.',
                key=True,
            )
        if given[key] is None and of == "absent" and words.absent is not None:
            draft.problems.error(
                path,
                "missing-key",
                f'event "{name}" has no "{key}".',
                "Write how long it may be silent, as within: 3 days."
                if key == "within"
                else "Write the step that must be open meanwhile, as while: monitor.",
                key=True,
            )
    if words.on is not None and words.absent is not None:
        draft.problems.error(
            (*path, "absent"),
            "two-triggers",
            f'event "{name}" strikes both when something comes and when something does not.',
            "Make two events of it.",
            key=True,
        )


def check_answered(
    draft: Draft,
    name: str,
    words: EventWords,
    ask: dict[str, Field],
    occurrences: dict[str, Occurrence],
) -> None:
    """That whoever strikes, a system or the clock, can answer what the event asks."""
    trigger = words.on or words.absent
    if trigger is None or trigger not in occurrences:
        return
    told = occurrences[trigger].data if words.on else {}
    if words.pause is not None and not (words.pause in told and told[words.pause].required):
        draft.problems.error(
            ("events", name, "pause"),
            "nobody-answers",
            f'event "{name}" pauses until "{words.pause}", and strikes by itself.',
            f'Let occurrence "{trigger}" tell it, as required.'
            if words.on
            else "Let a person report it.",
            key=True,
        )
    for field, rule in ask.items():
        path: Path = ("events", name, "ask", field)
        found = told.get(field)
        if found is not None and found.type != rule.type:
            draft.problems.error(
                path,
                "two-types",
                f'field "{field}" is {rule.type} here, and {found.type} in what is told.',
                "Give one of them another name.",
                key=True,
            )
        elif found is None and rule.required:
            draft.problems.error(
                path,
                "nobody-answers",
                f'event "{name}" asks for "{field}", and strikes by itself.',
                f'Let occurrence "{trigger}" tell it, or write required: false.'
                if words.on
                else "Write required: false, or let a person report it.",
                key=True,
            )
