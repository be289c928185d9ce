"""What steps of every kind have: ways out, bounds and help."""

from collections.abc import Mapping

from hjemover.definition.compiling.codes import compile_registrations
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.fields import compile_ask
from hjemover.definition.compiling.gates import gate
from hjemover.definition.compiling.parts import optional_text
from hjemover.definition.grammar.parts import OutcomeWords
from hjemover.definition.grammar.steps import StepWords
from hjemover.definition.models import Outcome, Registrations, Rounds, Text
from hjemover.definition.source import Path
from hjemover.definition.words import word_for


def rounds(draft: Draft, name: str, words: StepWords) -> Rounds | None:
    if words.rounds is None:
        return None
    then = draft.target(words.rounds.then, ("steps", name, "rounds", "then"))
    return Rounds(at_most=words.rounds.at_most, then=then)


def step_help(draft: Draft, name: str, words: StepWords) -> Text | None:
    return optional_text(draft.problems, words.help, ("steps", name, "help"))


def step_codes(draft: Draft, name: str, words: StepWords, *, done: bool = False) -> Registrations:
    """The codes of a step; *done* when it is one that somebody does."""
    path: Path = ("steps", name, "register")
    return compile_registrations(draft, words.registration, path, "act" if done else "passage")


def compile_outcome(
    draft: Draft, step: str, code: str, words: str | OutcomeWords, built_in: Mapping[str, Text]
) -> Outcome:
    path: Path = ("steps", step, "outcomes", code)
    short = isinstance(words, str)
    if isinstance(words, str):
        words = OutcomeWords(then=words)
    label = optional_text(draft.problems, words.name, (*path, "name"))
    label = label or word_for(dict(built_in), code)
    if label is None:
        draft.problems.error(
            path,
            "missing-name",
            f'outcome "{code}" of step "{step}" has no name, and the language has no word for it.',
            f'Write {code}: {{name: {{nb: "…"}}, then: {words.then}}}.',
            key=True,
        )
    return Outcome(
        label=label or Text(nb=code),
        then=draft.target(words.then, path if short else (*path, "then")),
        ask=compile_ask(draft, step, code, words),
        gate=gate(draft, words.gate, (*path, "gate")),
        register=compile_registrations(draft, words.registration, (*path, "register"), "moment"),
    )
