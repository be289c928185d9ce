"""From the words of a file to the models the engine reads (oversetting).

Every reference is resolved here, and every duration parsed. What cannot be resolved becomes a
problem; what is compiled in spite of it is only good for finding more problems.
"""

from collections.abc import Mapping

from hjemover.definition.compiling.breaches import check_classes
from hjemover.definition.compiling.dates import compile_counted
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.events import compile_events
from hjemover.definition.compiling.fields import compile_form, step_fields
from hjemover.definition.compiling.keeping import compile_accruals, compile_tables
from hjemover.definition.compiling.measures import compile_measures
from hjemover.definition.compiling.moments import compile_windows
from hjemover.definition.compiling.outside import compile_begins, compile_occurrences
from hjemover.definition.compiling.parts import (
    compile_aliases,
    compile_consents,
    compile_dates,
    compile_numbers,
    compile_parties,
    optional_text,
    text,
)
from hjemover.definition.compiling.steps import compile_steps
from hjemover.definition.grammar import DefinitionWords
from hjemover.definition.models import Form, PathwayDefinition
from hjemover.definition.problems import Problems

__all__ = ["Draft", "compile_definition", "compile_form"]


def compile_definition(
    words: DefinitionWords, problems: Problems, forms: Mapping[str, Form | None]
) -> tuple[PathwayDefinition, Draft]:
    """The definition, and the notes made on the way that the checks need.

    Args:
        forms: Those that there are files for, by id; None for one with errors of its own.
    """
    draft = Draft(words, problems, forms)
    draft.numbers = compile_numbers(draft)
    draft.note_vague()
    for step_id, step in words.steps.items():
        draft.answers[step_id] = step_fields(draft, step_id, step)
    parties, dates = compile_parties(draft), compile_counted(draft, compile_dates(draft))
    check_classes(draft)
    windows = compile_windows(draft)
    steps = compile_steps(draft)
    draft.target(words.start, ("start",))
    occurrences = compile_occurrences(draft)
    definition = PathwayDefinition(
        id=words.pathway,
        version=words.version,
        valid_from=words.valid_from,
        name=text(problems, words.name, ("name",)),
        aliases=compile_aliases(draft),
        description=optional_text(problems, words.description, ("description",)),
        tags=tuple(words.tags),
        subject=words.subject,
        parties=parties,
        dates=dates,
        numbers=draft.numbers,
        windows=windows,
        consents=compile_consents(draft),
        forms={name: form for name in sorted(draft.used["forms"]) if (form := forms.get(name))},
        outcomes={
            code: text(problems, name, ("outcomes", code)) for code, name in words.outcomes.items()
        },
        start=words.start,
        steps=steps,
        events=compile_events(draft, occurrences),
        occurrences=occurrences,
        begins=compile_begins(draft, occurrences),
        tables=compile_tables(draft),
        accruals=compile_accruals(draft),
        measures=compile_measures(draft),
    )
    return definition, draft
