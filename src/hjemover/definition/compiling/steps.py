"""The seven kinds of step."""

from typing import assert_never

from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.gates import check_task_gates, checklist
from hjemover.definition.compiling.handoffs import handoff
from hjemover.definition.compiling.moments import (
    amount,
    limit,
    moment,
    moment_or_amount,
    window_limit,
)
from hjemover.definition.compiling.outcomes import compile_outcome, rounds, step_codes, step_help
from hjemover.definition.compiling.parts import optional_text, text
from hjemover.definition.compiling.subpathways import subpathway
from hjemover.definition.compiling.tables import decision_table
from hjemover.definition.grammar.steps import (
    AnyStep,
    DecideWords,
    DecisionTableWords,
    EachWords,
    EndWords,
    HandoffWords,
    NoticeWords,
    ParallelWords,
    SubpathwayWords,
    TaskWords,
    WaitWords,
)
from hjemover.definition.models import (
    JOINED,
    Branch,
    Condition,
    DecisionStep,
    DecisionTable,
    EndStep,
    Limit,
    Moment,
    NoticeStep,
    Outcome,
    ParallelStep,
    StartRef,
    Step,
    TaskStep,
    Text,
    WaitStep,
)
from hjemover.definition.source import Path
from hjemover.definition.words import (
    OUTCOME_WORDS,
    STEP_WORDS,
)

# Variables of expressions and references of clocks: a step of that name would hide them.
RESERVED_STEPS = (
    "outcome", "rounds", "number", "date", "item", "late", "overdue", "arrived",
    "start", "enrolled", "enrolment", "patient", "event",
    "others", "occurrence", JOINED,
)  # fmt: skip


def compile_steps(draft: Draft) -> dict[str, Step]:
    steps: dict[str, Step] = {}
    for name, words in draft.words.steps.items():
        if name in RESERVED_STEPS:
            draft.problems.error(
                ("steps", name),
                "reserved-name",
                f'"{name}" cannot be the name of a step: the word means something else.',
                "Call the step something else, here and where ways lead to it.",
                key=True,
            )
        steps[name] = _step(draft, name, words)
    return steps


def _step(draft: Draft, name: str, words: AnyStep) -> Step:
    match words:
        case TaskWords():
            return _task(draft, name, words)
        case HandoffWords():
            return handoff(draft, name, words)
        case WaitWords():
            return _wait(draft, name, words)
        case DecideWords():
            return _decision(draft, name, words)
        case NoticeWords():
            return _notice(draft, name, words)
        case ParallelWords():
            return _parallel(draft, name, words)
        case SubpathwayWords():
            if words.each is not None:
                _check_each(draft, words.each, ("steps", name, "each"))
            return subpathway(draft, name, words)
        case EndWords():
            return _end(draft, name, words)
        case _:
            assert_never(words)


def _task(draft: Draft, name: str, words: TaskWords) -> TaskStep:
    path: Path = ("steps", name)
    draft.refer("party", words.party, (*path, "party"))
    if words.form:
        draft.refer("form", words.form, (*path, "form"))
    check_task_gates(draft, name, words)
    window = _window_name(draft, name, words)
    due: Limit | None = None
    if window is not None:
        due = window_limit(draft, window, words.due, (*path, "due"))
    elif words.window is None and words.due is not None:
        due = limit(draft, words.due, (*path, "due"))
    elif words.window is None:
        draft.problems.warning(
            path,
            "no-limit",
            f'step "{name}" has no limit, so nobody is told when it is left undone.',
            'Write "due" or "window".',
            key=True,
        )
    return TaskStep(
        id=name,
        label=text(draft.problems, words.task, (*path, "task")),
        party=words.party,
        outcomes=_task_outcomes(draft, name, words),
        due=due,
        window=window,
        form=words.form,
        checklist=checklist(draft, name, words),
        register=step_codes(draft, name, words, done=True),
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
    )


def _window_name(draft: Draft, name: str, words: TaskWords) -> str | None:
    if not isinstance(words.window, str):
        return name if words.window else None
    path = ("steps", name, "window")
    return words.window if draft.refer("window", words.window, path) else None


def _task_outcomes(draft: Draft, name: str, words: TaskWords) -> dict[str, Outcome]:
    path: Path = ("steps", name)
    if (words.then is None) == (words.outcomes is None):
        both = words.then is not None
        draft.problems.error(
            (*path, "then") if both else path,
            "bad-way-on",
            f'step "{name}" has {"both then and outcomes" if both else "no way on"}.',
            "Keep one of them." if both else 'Write "then", or "outcomes".',
            key=True,
        )
        draft.unresolved_targets = True
    if words.then is not None:
        then = draft.target(words.then, (*path, "then"))
        return {"done": Outcome(label=OUTCOME_WORDS["done"], then=then)}
    return {
        code: compile_outcome(draft, name, code, way, OUTCOME_WORDS)
        for code, way in (words.outcomes or {}).items()
    }


def _wait(draft: Draft, name: str, words: WaitWords) -> WaitStep:
    path: Path = ("steps", name)
    if words.party:
        draft.refer("party", words.party, (*path, "party"))
    until, otherwise = _until(draft, name, words)
    return WaitStep(
        id=name,
        label=text(draft.problems, words.label, (*path, "label")),
        party=words.party,
        until=until,
        otherwise=otherwise,
        postponed=words.postponed,
        then=draft.target(words.then, (*path, "then")),
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )


def _until(draft: Draft, name: str, words: WaitWords) -> tuple[Moment, Moment | None]:
    wait, path = words.wait, ("steps", name, "wait")
    if (wait.until is None) == (wait.lasting is None):
        both = wait.until is not None
        draft.problems.error(
            (*path, "for") if both else path,
            "wait-without-limit" if not both else "bad-moment",
            f'step "{name}" {"waits both until and for" if both else "waits without end"}.',
            "Keep one of them." if both else "Write until: … or for: 2 weeks.",
            key=True,
        )
    if wait.lasting is not None:
        if wait.otherwise is not None:
            draft.problems.error(
                (*path, "else"),
                "wrong-key-for-type",
                f'step "{name}" waits a set time, so "else" can never be needed.',
                "Delete it.",
                key=True,
            )
        length = amount(draft, wait.lasting, (*path, "for"))
        return Moment(of=StartRef(), offset=length), None
    until = Moment(of=StartRef())
    if wait.until is not None:
        until = moment(draft, wait.until, (*path, "until"))
    if wait.otherwise is None:
        return until, None
    return until, moment_or_amount(draft, wait.otherwise, (*path, "else"))


def _decision(draft: Draft, name: str, words: DecideWords) -> DecisionStep:
    path: Path = ("steps", name)
    table: DecisionTable | None = None
    if isinstance(words.decide, DecisionTableWords):
        table, branches = decision_table(draft, words.decide, (*path, "decide"))
    else:
        branches = tuple(
            Branch(
                when=Condition(source=branch.when.strip()),
                then=draft.target(branch.then, (*path, "decide", at, "then")),
            )
            for at, branch in enumerate(words.decide)
        )
    return DecisionStep(
        id=name,
        label=optional_text(draft.problems, words.label, (*path, "label")) or STEP_WORDS["decide"],
        branches=branches,
        table=table,
        otherwise=draft.target(words.otherwise, (*path, "else")),
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )


def _notice(draft: Draft, name: str, words: NoticeWords) -> NoticeStep:
    path: Path = ("steps", name)
    return NoticeStep(
        id=name,
        label=text(draft.problems, words.notice, (*path, "notice")),
        to=tuple(draft.recipient(to, (*path, "to", at)) for at, to in enumerate(words.to)),
        consent=draft.consent(words.needs, (*path, "needs")),
        then=draft.target(words.then, (*path, "then")),
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )


def _parallel(draft: Draft, name: str, words: ParallelWords) -> ParallelStep:
    path: Path = ("steps", name)
    branches: dict[str, str] = {}
    each, start = None, None
    if isinstance(words.parallel, EachWords):
        each = words.parallel.each
        _check_each(draft, each, (*path, "parallel", "each"))
        start = draft.target(words.parallel.start, (*path, "parallel", "start"))
    else:
        branches = {
            branch: draft.target(first, (*path, "parallel", branch))
            for branch, first in words.parallel.items()
        }
        if isinstance(words.join, int) and words.join > len(branches):
            draft.problems.error(
                (*path, "join"),
                "bad-join",
                f'step "{name}" waits for {words.join} branches and has {len(branches)}.',
                f"Write a number up to {len(branches)}, or all.",
            )
    label = optional_text(draft.problems, words.label, (*path, "label"))
    return ParallelStep(
        id=name,
        label=label or STEP_WORDS["parallel"],
        branches=branches,
        each=each,
        start=start,
        join=words.join,
        then=draft.target(words.then, (*path, "then")),
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )


def _check_each(draft: Draft, written: str, path: Path) -> None:
    step, _, field = written.partition(".")
    if not draft.refer("step", step, path) or step in draft.vague:
        return
    fields = draft.answers.get(step, {})
    lists = [name for name, found in fields.items() if found.type == "list"]
    if field not in fields:
        draft.problems.error(
            path,
            "unknown-field",
            f'step "{step}" has no answer called "{field}".',
            draft.problems.nearest(field, lists),
        )
    elif field not in lists:
        draft.problems.error(
            path,
            "not-a-list",
            f'field "{field}" of step "{step}" is of type {fields[field].type}, not a list.',
            f"Name one of type list: {', '.join(lists)}." if lists else "Ask for one of type list.",
        )


def _end(draft: Draft, name: str, words: EndWords) -> EndStep:
    path: Path = ("steps", name)
    draft.refer("outcome code", words.end, (*path, "end"))
    label = optional_text(draft.problems, words.label, (*path, "label"))
    if label is None:
        # The name of the outcome says it, when there is one.
        named = draft.words.outcomes.get(words.end)
        label = Text(nb=named.nb, nn=named.nn, en=named.en) if named else Text(nb=words.end)
    return EndStep(
        id=name,
        label=label,
        outcome=words.end,
        silent=words.silent,
        rounds=rounds(draft, name, words),
        help=step_help(draft, name, words),
        register=step_codes(draft, name, words),
    )
