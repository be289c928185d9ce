"""Designers' slips: each is told in one plain sentence, at the place where it stands."""

import re

import pytest

from hjemover.definition import load_text
from tests.definition.broken import SLIPS, Slip
from tests.definition.broken_limits import LIMIT_SLIPS
from tests.definition.first_slips import FIRST_SLIPS
from tests.definition.good import BASE, FORMS

LIBRARY_WORDS = re.compile(
    r"pydantic|Input should|valid (string|dict)|Traceback|NoneType|ruamel|«|<input>"
)


def test_the_good_definition_has_no_problem_at_all():
    assert load_text(BASE, forms=FORMS).problems == ()


@pytest.mark.parametrize("slip", [*SLIPS, *FIRST_SLIPS, *LIMIT_SLIPS], ids=lambda slip: slip.what)
def test_the_designer_is_told_where_and_what(slip: Slip):
    assert BASE.count(slip.good) >= 1

    loaded = load_text(BASE.replace(slip.good, slip.bad, 1), forms=FORMS)

    assert loaded.definition is None
    assert tuple(str(problem) for problem in loaded.errors) == tuple(
        f"<text>:{told}" for told in slip.told
    )
    assert not any(LIBRARY_WORDS.search(str(problem)) for problem in loaded.problems)
    for problem in loaded.errors:
        # Of a length of time, the calendar says what is wrong and what to write in one go.
        assert problem.next_move or problem.code == "bad-duration", problem.message


def test_slips_in_different_steps_are_all_told_at_once():
    text = BASE.replace("    party: provider", "    partty: provider").replace(
        "    then: finished", "    then: finishd"
    )

    told = [problem.code for problem in load_text(text, forms=FORMS).errors]

    assert told == ["unknown-key", "unknown-step"]


def test_a_step_that_never_joins_leaves_what_follows_unreached():
    text = BASE.replace("    then: joined", "    then: finished").replace(
        "      yes: joined\n      no: joined", "      yes: finished\n      no: finished"
    )

    loaded = load_text(text, forms=FORMS)

    assert loaded.errors == ()  # the other way still leads on to the second talk
    alone = text.replace("else: second-talk", "else: finished")
    assert [problem.code for problem in load_text(alone, forms=FORMS).errors] == ["unreachable"] * 3


def test_branches_inside_branches_may_join_at_once():
    text = BASE.replace(
        "    parallel: {visit: home-visit, plan: consider-plan}",
        "    parallel: {inner: inner}",
    ).replace(
        "  home-visit:\n",
        "  inner:\n    parallel: {visit: home-visit, plan: consider-plan}\n    then: joined\n"
        "  home-visit:\n",
    )

    assert load_text(text, forms=FORMS).errors == ()


def test_a_missing_language_is_a_warning_and_the_definition_can_be_used():
    loaded = load_text(BASE.replace("nn: Trygg heim, ", ""), forms=FORMS)

    assert loaded.definition is not None
    assert [str(problem) for problem in loaded.problems] == [
        '<text>:4:1: "name" has no text in nn. Bokmål is shown instead.'
    ]


def test_what_is_never_used_is_a_warning():
    spare = "  spare: {value: 1 day, class: local, source: x, verified: false}\n"

    loaded = load_text(BASE.replace("numbers:\n", f"numbers:\n{spare}"), forms=FORMS)

    assert [problem.message for problem in loaded.warnings] == ['number "spare" is not used.']


def test_a_form_that_no_step_uses_is_a_warning_in_its_own_file():
    loaded = load_text(BASE, forms={**FORMS, "spare": FORMS["needs"].replace("needs\n", "spare\n")})

    assert [(p.file, p.message) for p in loaded.warnings] == [
        ("forms/spare.yaml", 'form "spare" is not used.')
    ]


def test_an_error_in_a_form_is_told_in_the_forms_file():
    loaded = load_text(BASE, forms={"needs": FORMS["needs"].replace("yes-no", "yesno", 1)})

    assert [str(problem) for problem in loaded.errors] == [
        (
            'forms/needs.yaml:4:11: field "urgent" is "yesno", which is not a word here. '
            'Did you mean "yes-no"?'
        )
    ]


def test_a_task_without_limit_is_warned_of():
    loaded = load_text(BASE.replace("    due: {within: 3 weeks}\n", ""), forms=FORMS)

    assert [problem.code for problem in loaded.problems] == ["no-limit"]


def test_a_limit_that_counts_from_a_date_nobody_must_give_is_warned_of():
    text = BASE.replace("due: {within: 3 weeks}", "due: {within: 3 weeks, of: told}")

    assert load_text(text, forms=FORMS).problems == ()  # an event sets it
    unset = text.replace(", set: {told: told_on}}", ", tell: [nurse]}")
    assert [problem.code for problem in load_text(unset, forms=FORMS).problems] == [
        "date-never-set"
    ]


def test_a_service_that_no_unit_answers_for_is_told_when_the_address_book_is_at_hand():
    services = {"cancer-care", "intake", "cancer-nurses", "gp"}

    loaded = load_text(BASE, forms=FORMS, services=services)

    assert [str(problem) for problem in loaded.errors] == [
        (
            '<text>:10:89: party "nurse" is the service "cancer-nurse", which no unit answers for. '
            'Did you mean "cancer-nurses"?'
        )
    ]


def test_an_idle_has_is_warned_of():
    loaded = load_text(BASE.replace("talk.urgent ||", "has(talk.urgent) ||"), forms=FORMS)

    assert [problem.code for problem in loaded.problems] == ["idle-has"]
    assert loaded.definition is not None


def test_a_wait_for_a_step_that_always_came_before_needs_no_other_end():
    wait = "{until: {after: 2 days, of: offer.done}}"

    assert (
        load_text(BASE.replace("{until: again_on, else: 4 weeks}", wait), forms=FORMS).errors == ()
    )


def test_a_wait_for_a_step_that_may_never_come_needs_another_end():
    wait = "{until: {after: 2 days, of: talk.done}}"

    loaded = load_text(BASE.replace("{until: again_on, else: 4 weeks}", wait), forms=FORMS)

    assert [problem.code for problem in loaded.errors] == ["wait-without-limit"]


def test_a_loop_through_thousands_of_steps_is_found():
    steps = "".join(
        f"  s{n}: {{wait: {{for: 1 day}}, label: {{nb: a}}, then: s{(n + 1) % 1500}}}\n"
        for n in range(1500)
    )
    head = BASE[: BASE.index("start: offer")]
    text = f"{head}start: s0\nsteps:\n{steps}  z: {{end: FULLFORT}}\n"

    codes = {problem.code for problem in load_text(text, forms=FORMS).errors}

    assert codes == {"endless-loop", "never-ends", "unreachable"}


@pytest.mark.parametrize(
    ("outcome", "move"),
    [
        ("expired", 'Write "expire: true" under "accept", or delete it.'),
        ("blocked", 'Write a "gate", or delete it.'),
    ],
)
def test_an_outcome_of_a_handoff_that_can_never_come_is_told(outcome: str, move: str):
    accepted = "      accepted: choose\n"
    text = BASE.replace(accepted, f"{accepted}      {outcome}: finished\n")

    loaded = load_text(text, forms=FORMS)

    assert loaded.definition is not None
    [told] = loaded.warnings
    assert told.message == f'outcome "{outcome}" of step "send" can never come.'
    assert told.next_move == move
