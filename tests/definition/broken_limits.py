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
    Slip(
        "a window may be prolonged",
        "due: {remind: 1 week before}",
        "due: {remind: 1 week before, extend: {by: 1 week}}",
        (
            '104:34: "due" of step "second-talk" cannot have extend: a window is never moved. Delete "extend".',
        ),
    ),
    Slip(
        "a receipt may be stopped",
        "    carries: [talk]",
        "    carries: [talk]\n    delivered: {within: 1 day, stops: true}",
        (
            '69:32: "delivered" of step "send" cannot have stops: a receipt comes from a system, not from a person. Delete "stops".',
        ),
    ),
    Slip(
        "a clock may never be stopped",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, stops: false}",
        (
            '58:35: "stops" of "due" of step "talk" can be true, or a list of reasons. Write true, or delete it.',
        ),
    ),
    Slip(
        "a reason to stop has no name",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, stops: [patient-away]}",
        (
            '58:36: reason "patient-away" has no name, and the language has no word for it. Write stops: {patient-away: {nb: "…"}}.',
        ),
    ),
    Slip(
        "a limit is prolonged for ever",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, extend: {by: 1 week, at_most: 100}}",
        (
            '58:58: "at_most" of "extend" of "due" of step "talk" must be at most 20. Write 20 or less.',
        ),
    ),
    Slip(
        "an event stops a clock that cannot be stopped",
        "  better: {name",
        "  admitted: {name: {nb: a, nn: a, en: a}, stop: [talk]}\n  better: {name",
        (
            '130:50: step "talk" has no clock that may be stopped. Write stops: true in its "due".',
        ),
    ),
    Slip(
        "a party opens on a day there is none of",
        "service: cancer-nurse, of: intake}",
        'service: cancer-nurse, of: intake, hours: {man-fre: "08:00-15:30"}}',
        (
            '10:123: "man-fre" is not a day of the week, or some on end. Write mon, tue, wed, thu, fri, sat, sun, or some on end as mon-fri.',
        ),
    ),
    Slip(
        "a party closes before it opens",
        "service: cancer-nurse, of: intake}",
        'service: cancer-nurse, of: intake, hours: {mon-fri: "16:00-08:00"}}',
        (
            '10:132: "16:00-08:00" is not opening hours within one day. Write them as "08:00-15:30".',
        ),
    ),
    Slip(
        "a party opens twice on a day",
        "service: cancer-nurse, of: intake}",
        'service: cancer-nurse, of: intake, hours: {mon-wed: "08:00-15:30", wed: "08:00-12:00"}}',
        (
            "10:147: There are two opening hours for wed. Write each day once.",
        ),
    ),
    Slip(
        "a breach does nothing",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, breach: {}}",
        (
            '58:28: "breach" of "due" of step "talk" does nothing. Write what it does, as ask: reason, tell, start or then.',
        ),
    ),
    Slip(
        "a task is given up and escalated",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, escalate: [{after: 1 day, to: [hospital]}], breach: {then: tell-gp}}",
        (
            '58:81: "due" of step "talk" is given up when it is let pass, so nothing comes after. Delete "escalate" and "ask", or "then".',
        ),
    ),
    Slip(
        "a breach leads nowhere",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, breach: {then: tell-gps}}",
        (
            '58:43: "tell-gps" is not a step. Did you mean "tell-gp"?',
        ),
    ),
    Slip(
        "a breach asks for something else than a reason",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, breach: {ask: why}}",
        (
            '58:42: "ask" of "breach" of "due" of step "talk" is "why", which is not a word here. Write one of reason.',
        ),
    ),
    Slip(
        "a breach goes round for ever",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, breach: {then: talk}}",
        (
            '55:3: These steps can go round for ever: talk → talk. Write rounds: {at_most: 2, then: …} on one of them.',
        ),
    ),
    Slip(
        "an offer is given up",
        "accept: {within: $accept-within,",
        "accept: {within: $accept-within, breach: {then: tell-gp},",
        (
            '69:47: step "send" cannot go on by itself while the receiver has not answered. Write expire: true, and an outcome "expired".',
        ),
    ),
    Slip(
        "silence is both yes and no",
        "accept: {within: $accept-within,",
        "accept: {within: $accept-within, tacit: true, expire: true,",
        (
            '69:51: step "send" is both accepted and ended when nobody answers. Keep one of "tacit" and "expire".',
            '71:5: step "send" has no outcome "expired". Write the step to go to when nobody answers.',
        ),
    ),
    Slip(
        "a class is none",
        "\nstart: offer\n",
        "\nclasses: {recommendd: {breach: {ask: reason}}}\nstart: offer\n",
        (
            '39:11: "recommendd" is not a class of limit. Write one of legal, regulation, recommended, local.',
        ),
    ),
    Slip(
        "an overlap ends with what came before",
        "    carries: [talk]",
        "    carries: [talk]\n    overlap: {until: offer, within: 1 week}",
        (
            '69:22: step "offer" does not come after step "send", so the sender would never be done. Name a step that follows when the receiver has accepted.',
        ),
    ),
    Slip(
        "an overlap has no time",
        "    carries: [talk]",
        "    carries: [talk]\n    overlap: {until: home-visit}",
        (
            '69:5: "overlap" of step "send" has no "within". Write how long at most, as within: 3 days.',
        ),
    ),
    Slip(
        "a date is counted in two ways",
        "  told: {name: {nb: Informert, nn: Informert, en: Told}}\n",
        "  told: {name: {nb: Informert, nn: Informert, en: Told}, after: 1 day, before: 1 day, of: diagnosed}\n",
        (
            '16:3: date "told" is not counted from one other date in one way. Write {after: 16 years, of: <a date>}, or {week: 18+0, of: <a term date>}.',
        ),
    ),
    Slip(
        "a date is counted in hours",
        "numbers:\n",
        "  soon: {name: {nb: a, nn: a, en: a}, after: 3 hours, of: told}\n\nnumbers:\n",
        (
            '19:46: date "soon" is a day, and cannot be counted in hours. Write days, weeks, months, years or working days.',
        ),
    ),
    Slip(
        "a week of pregnancy has eight days",
        "numbers:\n",
        "  soon: {name: {nb: a, nn: a, en: a}, week: 18+7, of: told}\n\nnumbers:\n",
        (
            '19:45: "week" of date "soon" is "18+7", which is not a week of pregnancy. Write weeks and days, as 18+0; the days go from 0 to 6.',
        ),
    ),
    Slip(
        "dates come from each other",
        "numbers:\n",
        "  a: {name: {nb: a, nn: a, en: a}, after: 1 day, of: b}\n  b: {name: {nb: a, nn: a, en: a}, after: 1 day, of: a}\n\nnumbers:\n",
        (
            "19:3: These depend on each other: a, b. Let one of them count from a date that is known.",
        ),
    ),
    Slip(
        "a date that is counted is required",
        "numbers:\n",
        "  soon: {name: {nb: a, nn: a, en: a}, after: 3 days, of: told, required: true}\n\nnumbers:\n",
        (
            '19:64: date "soon" comes from other dates, so nobody can be asked for it. Require one of those instead.',
        ),
    ),
    Slip(
        "a receiver is written twice",
        "    to: intake\n",
        "    to: [intake, nurse, intake]\n",
        (
            '65:25: step "send" is sent to party "intake" twice. Write each receiver once.',
        ),
    ),
    Slip(
        "more must accept than are asked",
        "    to: intake\n",
        "    to: [intake, nurse]\n    quorum: 3\n",
        (
            '66:13: step "send" has 2 receivers. Write a number up to 2, or all.',
        ),
    ),
    Slip(
        "a quorum of one receiver",
        "    to: intake\n",
        "    to: intake\n    quorum: any\n",
        (
            '66:13: step "send" has 1 receiver. Delete "quorum".',
        ),
    ),
    Slip(
        "a quorum of nobody knows how many",
        "    to: intake\n",
        "    to: [intake, nurse]\n    quorum: some\n",
        (
            '66:13: "quorum" of step "send" does not say how many receivers must accept. Write all, any, or a number from 1.',
        ),
    ),
    Slip(
        "one of many receivers is the sender",
        "    to: intake\n",
        "    to: [intake, hospital]\n",
        (
            '65:18: step "send" hands the patient over to its own sender. Write another party under "to".',
        ),
    ),
)  # fmt: skip
