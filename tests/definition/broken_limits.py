"""Slips in checklists, gates and limits, told as those of `broken.py`."""

# ruff: noqa: E501  # expectations are whole sentences

from tests.definition.broken import Slip

_VISIT = "    due: {within: 5 working days}\n    then: joined"
_CHECKED = (
    "    due: {within: 5 working days}\n    checklist: {keys: {nb: Nøkler, nn: Nøklar, en: Keys}}\n"
)

LIMIT_SLIPS = (
    Slip(
        "a gate waits for a checklist that is not there",
        _VISIT,
        "    due: {within: 5 working days}\n    outcomes:\n      done: {gate: checklist, then: joined}",
        (
            '93:20: outcome "done" waits for a checklist, and step "home-visit" has none. Write "checklist" under the step, with its items.',
        ),
    ),
    Slip(
        "a gate is misspelt",
        _VISIT,
        f"{_CHECKED}    outcomes:\n      done: {{gate: checklst, then: joined}}",
        (
            '94:20: "gate" of outcome "done" of step "home-visit" is "checklst", which is not a word here. Did you mean "checklist"?',
        ),
    ),
    Slip(
        "a gate asks for nothing",
        _VISIT,
        f"{_CHECKED}    outcomes:\n      done: {{gate: {{say: {{nb: a, nn: a, en: a}}}}, then: joined}}",
        (
            '94:14: This gate says nothing of what must hold. Write "gate: checklist", or gate: {when: …, say: {nb: …}}.',
        ),
    ),
    Slip(
        "a gate does not say what it asks for",
        _VISIT,
        f'{_CHECKED}    outcomes:\n      done: {{gate: {{when: "talk.urgent"}}, then: joined}}\n      no: joined',
        (
            '94:14: This gate does not say what to tell the one who meets it. Write say: {nb: "…"} beside "when".',
        ),
    ),
    Slip(
        "every outcome has a condition",
        _VISIT,
        '    due: {within: 5 working days}\n    outcomes:\n      done: {gate: {when: "talk.urgent", say: {nb: a, nn: a, en: a}}, then: joined}',
        (
            '92:5: step "home-visit" has a condition on every outcome, so it could never be done. Let one outcome be without a condition.',
        ),
    ),
    Slip(
        "a gate reads what there is none of",
        _VISIT,
        '    due: {within: 5 working days}\n    outcomes:\n      done: {gate: {when: "talk.urgnt", say: {nb: a, nn: a, en: a}}, then: joined}\n      no: joined',
        (
            '93:27: "talk" has no "urgnt". Did you mean "urgent"?',
        ),
    ),
    Slip(
        "an item of a checklist has a condition that is no condition",
        _VISIT,
        '    due: {within: 5 working days}\n    checklist: {keys: {name: {nb: a, nn: a, en: a}, when: "talk.distress"}}\n    then: joined',
        (
            "92:59: The condition is a number, not true or false. Compare it with something.",
        ),
    ),
    Slip(
        "an answer to a handoff has a gate",
        "      accepted: choose",
        '      accepted: {gate: {when: "talk.urgent", say: {nb: a, nn: a, en: a}}, then: choose}',
        (
            '72:18: outcome "accepted" of step "send" is an answer, and cannot have a gate. Write "gate" under the step itself: it is tried before the handoff is sent.',
        ),
    ),
    Slip(
        "a handoff with a gate has no way on while it is shut",
        "    carries: [talk]",
        '    carries: [talk]\n    gate: {when: "talk.urgent", say: {nb: a, nn: a, en: a}}',
        (
            '72:5: step "send" has no outcome "blocked". Write the step to go to while the gate is shut.',
        ),
    ),
)  # fmt: skip
