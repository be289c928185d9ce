"""Conditions: they can be read, name only what there is, and compare like with like."""

from collections.abc import Iterator

from hjemover.calendar import Duration
from hjemover.definition.checks.case import Case
from hjemover.definition.checks.parties import item_fields
from hjemover.definition.checks.tables import check_table
from hjemover.definition.expression_syntax import SyntaxRefused, parse
from hjemover.definition.expression_types import (
    ANYTHING,
    DATE,
    NUMBER,
    OTHERS,
    TRUTH,
    Checker,
    Type,
    fact_name,
    record,
)
from hjemover.definition.expressions import compile_error, reads
from hjemover.definition.grammar.keeping import TriggerWords
from hjemover.definition.models import (
    BREACHED,
    Condition,
    DecisionStep,
    Gate,
    HandoffStep,
    Measure,
    Step,
    TaskStep,
    given_up_to,
)
from hjemover.definition.source import Path


def check_conditions(case: Case) -> None:
    written = {
        name: found
        for name, step in case.definition.steps.items()
        if (found := list(_conditions(step)))
    }
    variables = _variables(case)
    _check_outside_steps(case, variables)
    variables = variables | {"others": OTHERS}
    for name, conditions in written.items():
        columns = item_fields(case, name) if case.whole else {}
        here = variables if columns is None else variables | {"item": record(columns)}
        if not case.whole:
            here["item"] = ANYTHING
        before = len(case.problems.found)
        for path, condition in conditions:
            _check_condition(case, condition.source, here, path)
        step = case.definition.steps[name]
        if isinstance(step, DecisionStep) and step.table and len(case.problems.found) == before:
            check_table(case, name, step.table, here)


def _check_outside_steps(case: Case, variables: dict[str, Type]) -> None:
    """Conditions that are asked at no step; only of measures may there be a row of a list."""
    for name, measure in case.definition.measures.items():
        if measure.when is not None:
            # From the pathway's own journal alone, so that it can be measured again.
            here = variables | _row_of(case, measure)
            _check_condition(case, measure.when.source, here, ("measures", name, "when"))
    for path, condition in _of_accruals(case):
        _check_condition(case, condition.source, variables, path)
    for name, event in case.definition.events.items():
        if event.when is not None:
            here = variables | {"others": OTHERS, "occurrence": _told(case, event.on)}
            _check_condition(case, event.when.source, here, ("events", name, "when"))
    for at, beginning in enumerate(case.definition.begins):
        if beginning.when is not None:
            # There is no pathway yet: only what is told, the numbers, and the patient's others.
            here = {
                "number": variables["number"],
                "others": OTHERS,
                "occurrence": _told(case, beginning.on),
            }
            _check_condition(case, beginning.when.source, here, ("begins", at, "when"))


def _of_accruals(case: Case) -> Iterator[tuple[Path, Condition]]:
    for name, words in case.draft.words.accruals.items():
        path: Path = ("accruals", name, "starts")
        listed = words.starts if isinstance(words.starts, list) else [words.starts]
        for at, one in enumerate(listed):
            if isinstance(one, TriggerWords):
                here = (*path, at) if isinstance(words.starts, list) else path
                yield (*here, "when"), Condition(source=one.when.strip())


def _row_of(case: Case, measure: Measure) -> dict[str, Type]:
    """The row that a measure begins in, where it begins in branches for one and the same list."""
    if not case.whole:
        return {"item": ANYTHING}
    steps = [milestone.partition(".")[0] for milestone in measure.begins]
    lists = [item_fields(case, step) for step in steps]
    columns = lists[0] if lists else None
    return {"item": record(columns)} if columns and all(one == columns for one in lists) else {}


def _told(case: Case, occurrence: str | None) -> Type:
    found = case.definition.occurrences.get(occurrence or "")
    return record(found.data) if found else ANYTHING


def _conditions(step: Step) -> Iterator[tuple[Path, Condition]]:
    """Every condition that *step* has, with where it is written."""
    path: Path = ("steps", step.id)
    match step:
        case DecisionStep():
            for at, branch in enumerate(step.branches):
                where = ("rows", at) if step.table else (at, "when")
                yield (*path, "decide", *where), branch.when
        case TaskStep():
            for code, item in step.checklist.items():
                if item.when:
                    yield (*path, "checklist", code, "when"), item.when
            for code, outcome in step.outcomes.items():
                if outcome.gate and outcome.gate.when:
                    yield (*path, "outcomes", code, "gate", "when"), outcome.gate.when
        case HandoffStep(gate=Gate(when=Condition() as when)):
            yield (*path, "gate", "when"), when


def _check_condition(case: Case, source: str, variables: dict[str, Type], path: Path) -> None:
    try:
        tree = parse(source)
    except SyntaxRefused as refused:
        case.problems.error(path, "bad-condition", refused.message, refused.next_move)
        return
    error = compile_error(source)
    if error:
        case.problems.error(path, "bad-condition", error)
        return
    checker = Checker(variables)
    checker.condition(tree)
    for finding in checker.findings:
        tell = case.problems.warning if finding.harmless else case.problems.error
        tell(path, finding.code, finding.message, finding.next_move)
    by_fact = {fact_name(name): name for name in case.definition.numbers}
    for variable, field in reads(tree):
        if variable == "number" and field in by_fact:
            case.draft.used["numbers"].add(by_fact[field])


def _variables(case: Case) -> dict[str, Type]:
    """Every variable and its type. A step that could not be read is anything at all."""
    definition, draft = case.definition, case.draft
    broken = dict.fromkeys(draft.known["steps"] - definition.steps.keys(), ANYTHING)
    steps = {name: record(draft.answers.get(name, {})) for name in definition.steps}
    steps |= dict.fromkeys(draft.vague, ANYTHING)
    outcomes = {name: _outcomes(step) for name, step in definition.steps.items()} | broken
    numbers = {
        name: NUMBER
        for name, number in definition.numbers.items()
        if not isinstance(number.value, Duration)
    }
    numbers |= dict.fromkeys(draft.known["numbers"] - definition.numbers.keys(), ANYTHING)
    return {
        **_named(steps),
        "outcome": _group(outcomes),
        "rounds": _group(dict.fromkeys(steps, NUMBER)),
        "late": _group(dict.fromkeys(steps, NUMBER)),
        "overdue": _group(dict.fromkeys(steps, TRUTH)),
        "arrived": _group(_handoffs(case)),
        "number": _group(numbers),
        "date": _group(dict.fromkeys(draft.known["dates"], DATE)),
    }


def _handoffs(case: Case) -> dict[str, Type]:
    broken = case.draft.known["steps"] - case.definition.steps.keys()
    sent = {n: TRUTH for n, step in case.definition.steps.items() if isinstance(step, HandoffStep)}
    return sent | dict.fromkeys(broken, ANYTHING)


def _outcomes(step: Step) -> Type:
    if isinstance(step, TaskStep | HandoffStep):
        more = {BREACHED} if given_up_to(step) else set()
        return Type(kind="text", words=frozenset(step.outcomes) | more)
    return Type(kind="text")


def _named(types: dict[str, Type]) -> dict[str, Type]:
    return {fact_name(name): found for name, found in types.items()}


def _group(types: dict[str, Type]) -> Type:
    return Type(kind="record", fields=_named(types))
