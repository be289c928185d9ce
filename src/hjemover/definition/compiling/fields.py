"""Questions: what an outcome asks, and what a form holds."""

from collections.abc import Iterator, Mapping

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.parts import optional_text, text
from hjemover.definition.grammar import FormWords
from hjemover.definition.grammar.parts import FieldWords, OutcomeWords, TextWords
from hjemover.definition.grammar.steps import HandoffWords, StepWords, TaskWords
from hjemover.definition.models import Field, Form, Text
from hjemover.definition.problems import Problems, quoted
from hjemover.definition.source import Path
from hjemover.definition.wording import describe
from hjemover.definition.words import CHOICE_WORDS, FIELD_WORDS, word_for

AnyWords = str | list[str] | FieldWords

# These stand after a step's name in a moment ("hold-1.done"), so a field cannot have them.
_EDGES = ("done", "started", "opens", "closes")


def compile_form(form_id: str, words: FormWords, problems: Problems) -> Form:
    """A form from its file; problems are told in that file."""
    if words.form is not None and words.form != form_id:
        problems.error(
            ("form",),
            "wrong-file-name",
            f'The file is called "{form_id}", and the form "{words.form}".',
            "Give them the same name.",
        )
    return Form(
        id=form_id,
        name=text(problems, words.name, ("name",)),
        fields=compile_fields(problems, words.fields, ("fields",), required=False),
    )


def compile_fields(
    problems: Problems, fields: Mapping[str, AnyWords], path: Path, *, required: bool
) -> dict[str, Field]:
    """The fields by name. *required* is what goes when a field does not say."""
    compiled: dict[str, Field] = {}
    shapes: dict[str, str] = {}
    for name, words in fields.items():
        at = (*path, name)
        # Expressions cannot have hyphens in a name, so these two would be the same there.
        twin = shapes.setdefault(name.replace("-", "_"), name)
        if name in _EDGES:
            problems.error(
                at,
                "reserved-name",
                f'"{name}" cannot be the name of a field: the word means something else.',
                "Call the field something else.",
                key=True,
            )
        elif twin != name:
            problems.error(
                at, "same-name", f"{quoted(twin)} and {quoted(name)} are too alike.", key=True
            )
        compiled[name] = _field(problems, name, words, at, required)
    return compiled


def _field(problems: Problems, name: str, words: AnyWords, path: Path, required: bool) -> Field:
    if isinstance(words, str):
        words = FieldWords(type=words)  # type: ignore[arg-type]  # the grammar has checked the word
    elif isinstance(words, list):
        words = FieldWords(type="choice", choices=words)
    _check_extras(problems, words, path)
    return Field(
        type=words.type,
        label=_label(problems, name, words.name, path),
        required=required if words.required is None else words.required,
        choices=_choices(problems, words.choices, path),
        at_least=_decimal(words.at_least),
        at_most=_decimal(words.at_most),
        rows={
            row: text(problems, name, (*path, "rows", row))
            for row, name in (words.rows or {}).items()
        },
        columns=compile_fields(problems, words.columns or {}, (*path, "columns"), required=False),
        may_be_future=True if words.may_be_future is None else words.may_be_future,
        help=optional_text(problems, words.help, (*path, "help")),
    )


def _decimal(number: float | None) -> float | None:
    # As a float from the start, or what is read back from the store would be other bytes.
    return None if number is None else float(number)


def _label(problems: Problems, name: str, words: TextWords | None, path: Path) -> Text:
    if words:
        return text(problems, words, (*path, "name"))
    known = word_for(FIELD_WORDS, name)
    if known is None:
        problems.error(
            path,
            "missing-name",
            f"{describe(path)} has no name, and the language has no word for it.",
            f'Write {name}: {{type: …, name: {{nb: "…"}}}}.',
            key=True,
        )
    return known or Text(nb=name)


def _choices(
    problems: Problems, choices: list[str] | dict[str, TextWords] | None, path: Path
) -> dict[str, Text]:
    # The short form "answer: [a, b]" has the list at the field itself.
    written = problems.source.find(path)
    path = path if isinstance(written, list) else (*path, "choices")
    return named_codes(problems, choices, path, "choice", "choices")


def named_codes(
    problems: Problems,
    choices: list[str] | dict[str, TextWords] | None,
    path: Path,
    what: str,
    key: str,
) -> dict[str, Text]:
    """Codes with their names: written beside them, or (of a list) those the language has."""
    if isinstance(choices, dict):
        return {code: text(problems, name, (*path, code)) for code, name in choices.items()}
    compiled: dict[str, Text] = {}
    for at, code in enumerate(choices or ()):
        known = word_for(CHOICE_WORDS, code)
        if known is None:
            problems.error(
                (*path, at),
                "missing-name",
                f"{what} {quoted(code)} has no name, and the language has no word for it.",
                f'Write {key}: {{{code}: {{nb: "…"}}}}.',
            )
        if code in compiled:
            told = f"{what} {quoted(code)} is there twice."
            problems.error((*path, at), "duplicate-key", told, "Delete one of them.")
        compiled[code] = known or Text(nb=code)
    return compiled


def _check_extras(problems: Problems, words: FieldWords, path: Path) -> None:
    """That a field has what its type needs, and nothing that means nothing for it."""
    belongs = {
        "choices": ("choice", "choices"),
        "rows": ("table",),
        "columns": ("table", "list"),
        "at_least": ("number",),
        "at_most": ("number",),
        "may_be_future": ("date",),
    }
    for key, types in belongs.items():
        given = getattr(words, key)
        if given is not None and words.type not in types:
            problems.error(
                (*path, key),
                "wrong-key-for-type",
                f"{describe(path)} is of type {words.type}, which has no {quoted(key)}.",
                f"Only {' and '.join(types)} can have it.",
                key=True,
            )
        elif not given and words.type in types and key in ("choices", "rows", "columns"):
            problems.error(
                path,
                "missing-key",
                f"{describe(path)} is of type {words.type}, and has no {quoted(key)}.",
                f"Write {key}: {{<a name>: {'text' if key == 'columns' else '{nb: …}'}}}.",
                key=True,
            )
    if words.at_least is not None and words.at_most is not None and words.at_least > words.at_most:
        problems.error(
            (*path, "at_most"),
            "out-of-range",
            f"{describe(path)} ends before it begins.",
            "Let at_most be the larger of the two.",
        )
    _check_columns(problems, words, path)


def _check_columns(problems: Problems, words: FieldWords, path: Path) -> None:
    for name, column in (words.columns or {}).items():
        if isinstance(column, FieldWords) and column.type in ("table", "list"):
            problems.error(
                (*path, "columns", name, "type"),
                "nested-table",
                f"{describe((*path, 'columns', name))} cannot be a {column.type} itself.",
                "Ask for it in a field of its own.",
            )


def asked_fields(step: StepWords) -> Iterator[tuple[str, Mapping[str, AnyWords]]]:
    """Each outcome of a step that asks something, with what it asks."""
    if isinstance(step, TaskWords | HandoffWords):
        for outcome, words in (step.outcomes or {}).items():
            if isinstance(words, OutcomeWords) and words.ask:
                yield outcome, words.ask


def compile_ask(draft: Draft, step_id: str, outcome: str, words: OutcomeWords) -> dict[str, Field]:
    path = ("steps", step_id, "outcomes", outcome, "ask")
    return compile_fields(draft.problems, words.ask, path, required=True)


def step_fields(draft: Draft, step_id: str, step: StepWords) -> dict[str, Field]:
    """Every answer a step can have, by field: its form's, and what its outcomes ask.

    A field that stands in two places must be of one type, or nothing could be said about it.
    """
    fields: dict[str, Field] = {}
    if isinstance(step, TaskWords) and step.form:
        form = draft.forms.get(step.form)
        fields |= form.fields if form else {}
    # The problems of these fields are told when the outcome itself is compiled.
    silent = Problems(draft.problems.source)
    for outcome, asked in asked_fields(step):
        path = ("steps", step_id, "outcomes", outcome, "ask")
        for name, field in compile_fields(silent, asked, path, required=True).items():
            before = fields.setdefault(name, field)
            if before.type != field.type:
                draft.problems.error(
                    (*path, name),
                    "two-types",
                    f'field "{name}" of step "{step_id}" is both {before.type} and {field.type}.',
                    "Give one of them another name.",
                    key=True,
                )
    return fields
