"""Slips a designer can make in `good.BASE`, each with every error it must give, word for word.

A line of an expectation is "line:column: what. The next move." Warnings are left out.
"""

# ruff: noqa: E501  # expectations are whole sentences

from typing import NamedTuple


class Slip(NamedTuple):
    """In the good definition, *good* is written as *bad*."""

    what: str
    good: str
    bad: str
    told: tuple[str, ...]


SLIPS = (
    Slip(
        "a keyword is misspelt",
        "    party: hospital\n    due: {within: 10 days",
        "    partty: hospital\n    due: {within: 10 days",
        ('43:5: step "offer" has "partty", which is not a word here. Did you mean "party"?',),
    ),
    Slip(
        "a top-level keyword is misspelt",
        "start: offer\n",
        "strat: offer\n",
        ('39:1: the file has "strat", which is not a word here. Did you mean "start"?',),
    ),
    Slip(
        "a text has no language",
        "task: {nb: Tilby samtale, nn: Tilby samtale, en: Offer a talk}",
        "task: Tilby samtale",
        (
            '42:11: "task" of step "offer" is a text without a language. Write {nb: "Tilby samtale"}.',
        ),
    ),
    Slip(
        "bokmål is missing",
        "{nb: Forløpet er avsluttet, nn: Forløpet er avslutta, en: The pathway is over}",
        "{nn: Forløpet er avslutta, en: The pathway is over}",
        (
            '119:5: "notice" of step "tell-gp" has no "nb". Every text must be in bokmål: write {nb: "…"}.',
        ),
    ),
    Slip(
        "a step has no kind",
        "  finished:\n    end: FULLFORT",
        "  finished:\n    ende: FULLFORT",
        ('122:3: step "finished" has no kind. Did you mean "end"?',),
    ),
    Slip(
        "a step has two kinds",
        "    end: FULLFORT",
        "    end: FULLFORT\n    wait: {for: 2 days}",
        (
            '124:5: step "finished" is both "end" and "wait". A step is one kind: make two steps of it.',
        ),
    ),
    Slip(
        "a step is unknown",
        "    then: finished",
        "    then: finishd",
        ('121:11: "finishd" is not a step. Did you mean "finished"?',),
    ),
    Slip(
        "an outcome leads to an unknown step",
        "      accepted: talk",
        "      accepted: tlak",
        ('46:17: "tlak" is not a step. Did you mean "talk"?',),
    ),
    Slip(
        "the first step is unknown",
        "start: offer\n",
        "start: ofer\n",
        ('39:8: "ofer" is not a step. Did you mean "offer"?',),
    ),
    Slip(
        "a party is unknown",
        "    party: provider",
        "    party: provder",
        ('113:12: "provder" is not a party. Did you mean "provider"?',),
    ),
    Slip(
        "a party belongs to nobody known",
        "service: cancer-nurse, of: intake}",
        "service: cancer-nurse, of: inntake}",
        (
            '10:107: party "nurse" belongs to "inntake", which there is none of. Did you mean "intake"?',
        ),
    ),
    Slip(
        "parties belong to each other",
        "service: intake, of: patient.municipality}",
        "service: intake, of: nurse}",
        (
            '9:85: party "intake" can never be found: intake → nurse → intake. Let one of them belong to enrolment or patient.municipality.',
        ),
    ),
    Slip(
        "a date is unknown",
        "due: {within: 10 days, of: clock",
        "due: {within: 10 days, of: clok",
        ('44:32: "clok" is neither a date nor an answer. Did you mean "clock"?',),
    ),
    Slip(
        "a derived date has an unknown source",
        "first_known_of: [told, diagnosed]",
        "first_known_of: [tolled, diagnosed]",
        ('17:87: "tolled" is not a date. Did you mean "told"?',),
    ),
    Slip(
        "a derived date is required",
        "first_known_of: [told, diagnosed]}",
        "first_known_of: [told, diagnosed], required: true}",
        (
            '17:105: date "clock" comes from other dates, so nobody can be asked for it. Require one of those instead.',
        ),
    ),
    Slip(
        "a number is unknown",
        "accept: {within: $accept-within,",
        "accept: {within: $acept-within,",
        ('69:22: "acept-within" is not a number. Did you mean "accept-within"?',),
    ),
    Slip(
        "a number has no unit",
        "{value: 2 working days, class: local",
        "{value: 2, class: local",
        (
            '69:22: number "accept-within" has no unit, so no time can be counted with it. Give it one under "numbers", as "2 days".',
        ),
    ),
    Slip(
        "a number has an unknown unit",
        "value: 3 months",
        "value: 3 monts",
        ('21:18: "monts" is not a known unit. Did you mean "3 months"?',),
    ),
    Slip(
        "a number has no source",
        "{value: 3 months, class: recommended, source: helsenorge, verified: true}",
        "{value: 3 months, class: recommended, verified: true}",
        (
            '21:3: number "opens" has no "source". Write where the number comes from; "proposal" if it is only that.',
        ),
    ),
    Slip(
        "a number has no class",
        "{value: 4, class: recommended,",
        "{value: 4,",
        ('23:3: number "high" has no "class". Write legal, regulation, recommended or local.',),
    ),
    Slip(
        "a number is not said to be verified or not",
        "source: NCCN, verified: false",
        "source: NCCN",
        (
            '23:3: number "high" has no "verified". Write true when somebody has checked the number against its source, else false.',
        ),
    ),
    Slip(
        "a limit is in an unknown unit",
        "due: {within: 3 weeks}",
        "due: {within: 3 wekes}",
        ('58:19: "wekes" is not a known unit. Did you mean "3 weeks"?',),
    ),
    Slip(
        "a limit has no unit",
        "due: {within: 3 weeks}",
        "due: {within: 3}",
        (
            '58:19: "within" of "due" of step "talk" is 3, without a unit. Write for example "3 days".',
        ),
    ),
    Slip(
        "a limit is quoted without unit",
        "due: {within: 3 weeks}",
        "due: {within: '3'}",
        ('58:19: "3" has no unit. Write for example "2 working days", "3 weeks" or "24 hours".',),
    ),
    Slip(
        "a window is unknown",
        "    window: second\n",
        "    window: secnd\n",
        ('103:13: "secnd" is not a window. Did you mean "second"?',),
    ),
    Slip(
        "a window closes before it opens",
        "closes: {value: 4 months",
        "closes: {value: 2 months",
        ('29:5: window "second" closes before it opens. Change one of the two.',),
    ),
    Slip(
        "a task has a window and a limit",
        "    window: second\n    due: {remind: 1 week before}",
        "    window: second\n    due: {within: 3 days}",
        (
            '104:11: step "second-talk" has both a window and a limit of its own. With "window", "due" can only have remind and escalate.',
        ),
    ),
    Slip(
        "a form does not exist",
        "    form: needs\n",
        "    form: neds\n",
        ('59:11: "neds" is not a form. Did you mean "needs"?',),
    ),
    Slip(
        "a consent is unknown",
        "    needs: consent.sharing",
        "    needs: consent.shring",
        ('67:12: "shring" is not a consent. Did you mean "sharing"?',),
    ),
    Slip(
        "an end outcome is unknown",
        "    end: FULLFORT",
        "    end: FULFORT",
        ('123:10: "FULFORT" is not an outcome code. Did you mean "FULLFORT"?',),
    ),
    Slip(
        "an event closes with an unknown outcome",
        "close: DOD,",
        "close: DØD,",
        ('126:55: "DØD" is not an outcome code. Did you mean "DOD"?',),
    ),
    Slip(
        "an outcome has no label",
        "      booked: joined",
        "      ordered: joined",
        (
            '116:7: outcome "ordered" of step "offer-need" has no name, and the language has no word for it. Write ordered: {name: {nb: "…"}, then: joined}.',
        ),
    ),
    Slip(
        "a field has no label",
        "ask: {again_on: date}",
        "ask: {igjen: date}",
        (
            '47:21: field "igjen" of outcome "later" of step "offer" has no name, and the language has no word for it. Write igjen: {type: …, name: {nb: "…"}}.',
            '50:19: "again_on" is neither a date nor an answer. Known: clock, diagnosed, enrolled, igjen, start, told.',
        ),
    ),
    Slip(
        "a choice has no label",
        "scope: [this-talk, whole-pathway]",
        "scope: [this-talk, whole-life]",
        (
            '48:43: choice "whole-life" has no name, and the language has no word for it. Write choices: {whole-life: {nb: "…"}}.',
        ),
    ),
    Slip(
        "a field is of an unknown type",
        "ask: {again_on: date}",
        "ask: {again_on: dato}",
        (
            '47:31: field "again_on" of outcome "later" of step "offer" is "dato", which is not a word here. Write "date".',
        ),
    ),
    Slip(
        "a wait counts from an unknown answer",
        "until: again_on,",
        "until: agan_on,",
        ('50:19: "agan_on" is neither a date nor an answer. Did you mean "again_on"?',),
    ),
    Slip(
        "a wait counts from an answer that is not a date",
        "until: again_on,",
        "until: scope,",
        (
            '50:19: field "scope" of step "offer" is of type choice, not a date. Count from a date, or from an answer of type date.',
        ),
    ),
    Slip(
        "a wait may last for ever",
        "{until: again_on, else: 4 weeks}",
        "{until: again_on}",
        (
            '50:19: step "ask-again" may wait for ever: what it waits for may be unknown. Write how long at most, as else: 4 weeks.',
        ),
    ),
    Slip(
        "a wait waits for nothing",
        "wait: {until: again_on, else: 4 weeks}",
        "wait: {}",
        ('50:5: step "ask-again" waits without end. Write until: … or for: 2 weeks.',),
    ),
    Slip(
        "a handoff has no limit",
        "    accept: {within: $accept-within, remind: 1 working day before, escalate: [{after: 5 working days, to: [intake.lead]}]}\n",
        "",
        (
            '62:3: step "send" has no "accept". Write how long the receiver has, as accept: {within: 2 working days}.',
        ),
    ),
    Slip(
        "a handoff has no way back",
        "      rejected: {ask: {why: [wrong-municipality, not-our-patient]}, then: find-receiver}\n",
        "",
        (
            '71:5: step "send" has no outcome "rejected". A handoff needs a way back: write the step to go to when it is refused.',
            '74:3: step "find-receiver" can never be reached. Lead to it from a "then", or delete it.',
        ),
    ),
    Slip(
        "a refused handoff ends the pathway",
        "then: find-receiver}",
        "then: finished}",
        (
            '73:75: When the receiver refuses step "send", the pathway ends and nobody has it. Lead back to a task for the sender.',
            '75:3: step "find-receiver" can never be reached. Lead to it from a "then", or delete it.',
        ),
    ),
    Slip(
        "a handoff that needs consent has no way when it is missing",
        "      objected: tell-gp\n",
        "",
        (
            '71:5: step "send" has no outcome "objected". Write the step to go to when the patient objects.',
        ),
    ),
    Slip(
        "a handoff has an outcome it cannot have",
        "      objected: tell-gp",
        "      objected: tell-gp\n      later: tell-gp",
        (
            '75:7: "later" is not an outcome of a handoff. Known: accepted, blocked, expired, objected, rejected, withdrawn.',
        ),
    ),
    Slip(
        "steps never come to an end",
        "    then: finished\n  finished",
        "    then: tell-gp\n  finished",
        (
            '41:3: step "offer" never comes to an end. Nor do: ask-again, talk, send, find-receiver, choose. Lead on to an "end" step.',
            "118:3: These steps can go round for ever: tell-gp → tell-gp. Write rounds: {at_most: 2, then: …} on one of them.",
            '122:3: step "finished" can never be reached. Lead to it from a "then", or delete it.',
        ),
    ),
    Slip(
        "a loop has no bound",
        "    rounds: {at_most: 2, then: send}\n",
        "",
        (
            "41:3: These steps can go round for ever: offer → ask-again → offer. Write rounds: {at_most: 2, then: …} on one of them.",
        ),
    ),
    Slip(
        "the bound of a loop leads back into it",
        "rounds: {at_most: 2, then: send}",
        "rounds: {at_most: 2, then: offer}",
        (
            '53:32: When the rounds of step "ask-again" are used up, the loop goes on: offer → ask-again → offer. Lead out of the loop.',
        ),
    ),
    Slip(
        "somebody who is only informed gets a task",
        "    party: nurse\n    due: {within: 5 working days}",
        "    party: gp\n    due: {within: 5 working days}",
        (
            '90:12: party "gp" is only informed, and cannot have step "home-visit". Choose another party, or send a notice.',
        ),
    ),
    Slip(
        "somebody who is only informed gets a patient",
        "    to: intake\n",
        "    to: gp\n",
        (
            '65:9: party "gp" is only informed, and cannot have step "send". Choose another party, or send a notice.',
        ),
    ),
    Slip(
        "a branch leads out of itself",
        "    due: {within: 5 working days}\n    then: joined",
        "    due: {within: 5 working days}\n    then: second-talk",
        (
            '92:11: step "home-visit" leads out of branch "visit" of step "both", to "second-talk". End the branch with "joined".',
        ),
    ),
    Slip(
        "a way leads into a branch",
        "      no_need: tell-gp",
        "      no_need: home-visit",
        (
            '107:16: step "second-talk" leads to "home-visit", which is inside branch "visit" of step "both". A branch is entered only at its first step, and its steps are its own.',
        ),
    ),
    Slip(
        "joined stands outside branches",
        "    then: finished",
        "    then: joined",
        (
            '121:11: step "tell-gp" leads to "joined", but stands in no branch. Write the step that comes next.',
        ),
    ),
    Slip(
        "a condition cannot be read",
        '"talk.urgent || talk.distress >= number.high"',
        '"talk.urgent || talk.distress >="',
        ("82:16: The condition stops too early. Write what it is to end with.",),
    ),
    Slip(
        "a condition names an unknown step",
        "talk.urgent ||",
        "tlk.urgent ||",
        (
            '82:16: "tlk" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived. Did you mean "talk"?',
        ),
    ),
    Slip(
        "a condition names an unknown answer",
        "talk.urgent ||",
        "talk.urgnt ||",
        ('82:16: "talk" has no "urgnt". Did you mean "urgent"?',),
    ),
    Slip(
        "a condition compares text with number",
        "talk.distress >= number.high",
        "offer.scope >= number.high",
        (
            "82:16: The condition compares a text (offer.scope) with a number (number.high). Compare like with like: texts stand in quotes; numbers, true and false do not.",
        ),
    ),
    Slip(
        "a condition compares with a choice there is none of",
        "talk.distress >= number.high",
        "offer.scope == 'whole-patway'",
        ('82:16: "offer.scope" can never be "whole-patway". Did you mean "whole-pathway"?',),
    ),
    Slip(
        "a condition compares with an outcome there is none of",
        "talk.distress >= number.high",
        "outcome.offer == 'acepted'",
        ('82:16: "outcome.offer" can never be "acepted". Did you mean "accepted"?',),
    ),
    Slip(
        "a condition is not true or false",
        "talk.urgent || talk.distress >= number.high",
        "talk.distress",
        ("82:16: The condition is a number, not true or false. Compare it with something.",),
    ),
    Slip(
        "a condition has macros in each other",
        "talk.urgent ||",
        "talk.themes.exists(a, talk.themes.exists(b, true)) ||",
        ('82:16: "exists" stands inside another exists, all, filter or map. Use one at a time.',),
    ),
    Slip(
        "a condition counts letters",
        "talk.urgent ||",
        "size(send.why) > 2 ||",
        ('82:16: size is for lists, not texts. Compare with "" instead.',),
    ),
    Slip(
        "a condition uses a regular expression",
        "talk.urgent ||",
        "send.why.matches('a+') ||",
        (
            '82:16: "matches" is not a function that conditions may use. Allowed: has, size, startsWith, contains, exists, all, filter, map.',
        ),
    ),
    Slip(
        "a condition calculates",
        'number.high"',
        'number.high + 1"',
        (
            "82:16: Conditions cannot calculate. Ask for the result in a form, or compare the parts.",
        ),
    ),
    Slip(
        "a condition reads an item outside a list",
        "talk.urgent ||",
        "item.service == 'x' ||",
        (
            '82:16: "item" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived. Only steps in a "parallel: {each: …}" branch have an item.',
        ),
    ),
    Slip(
        "an event does nothing",
        "resume: true}",
        "}",
        ('130:3: event "better" does nothing. Write what it does, as close, pause, goto or tell.',),
    ),
    Slip(
        "an event sets a date from an answer it does not ask",
        "set: {told: told_on}",
        "set: {told: told_at}",
        ('128:92: event "told" does not ask for "told_at". Did you mean "told_on"?',),
    ),
    Slip(
        "an event pauses until something that is not a date",
        "pause: review_on",
        "pause: review_at",
        ('129:92: event "too-ill" does not ask for "review_at". Did you mean "review_on"?',),
    ),
    Slip(
        "a name is badly formed",
        "  find-receiver:\n",
        "  Find_receiver:\n",
        (
            '73:75: "find-receiver" is not a step. Did you mean "Find_receiver"?',
            '75:3: "Find_receiver" is not a name of the right form. Write "find-receiver".',
        ),
    ),
    Slip(
        "a date is not a date",
        "valid_from: 2026-01-01",
        "valid_from: 01.01.2026",
        (
            '3:13: "valid_from" is "01.01.2026", which is not a date. Write year-month-day, for example 2026-01-31.',
        ),
    ),
    Slip(
        "a version is text",
        "version: 1",
        "version: one",
        (
            '2:10: "version" should be a whole number, not text. Write a whole number without quotes, as 1.',
        ),
    ),
    Slip(
        "a switch is neither true nor false",
        "postponed: true",
        "postponed: yes",
        ('52:16: "postponed" of step "ask-again" should be true or false, not text. Write true.',),
    ),
    Slip(
        "a party is empty",
        "service: gp, of: patient.gp, informed_only: true}",
        "service: , of: patient.gp, informed_only: true}",
        ('11:58: "service" of party "gp" is empty. Write a value, or delete the key.',),
    ),
    Slip(
        "a step is a list",
        "  finished:\n    end: FULLFORT",
        "  finished: [FULLFORT]",
        (
            '122:13: step "finished" should be words with values, not a list. Write a word, a colon and a value, each on a line of its own.',
        ),
    ),
    Slip(
        "a parallel waits for more branches than it has",
        "    join: all",
        "    join: 3",
        ('86:11: step "both" waits for 3 branches and has 2. Write a number up to 2, or all.',),
    ),
    Slip(
        "a parallel goes through something that is no list",
        "each: second-talk.needs",
        "each: talk.themes",
        (
            '12:76: party "provider" is found from "service", which the list does not have. Known: needs, note.',
            '109:22: field "themes" of step "talk" is of type table, not a list. Ask for one of type list.',
        ),
    ),
    Slip(
        "a row names a unit, and its party has a place as well",
        "columns: {service: service,",
        "columns: {service: unit,",
        (
            '12:94: party "provider" is the unit that "service" says, and has "of" as well. Leave out "of": the unit says whose it is.',
        ),
    ),
    Slip(
        "a role is unknown",
        "[hospital.lead]",
        "[hospital.boss]",
        (
            '44:101: "hospital.boss" names a role there is none of. Write "hospital", or "hospital.lead" for its leader.',
        ),
    ),
    Slip(
        "a reminder is no duration",
        "remind: 1 day before",
        "remind: soon",
        (
            '44:47: "soon" does not begin with a number. Write for example "2 working days", "3 weeks" or "24 hours".',
        ),
    ),
    Slip(
        "a step is called as a variable",
        "  finished:\n",
        "  outcome:\n    end: FULLFORT\n  finished:\n",
        (
            '122:3: "outcome" cannot be the name of a step: the word means something else. Call the step something else, here and where ways lead to it.',
            '122:3: step "outcome" can never be reached. Lead to it from a "then", or delete it.',
        ),
    ),
    Slip(
        "a key is written twice",
        "start: offer\n",
        "start: offer\nversion: 1\n",
        ('40:1: "version" is written twice; the first is on line 2. Delete one of them.',),
    ),
    Slip(
        "an anchor is used",
        "party: provider",
        "party: &a provider",
        ('113:12: The anchor "&a" is not allowed. Write the value out.',),
    ),
    Slip(
        "nothing follows a task",
        "    due: {within: 2 working days}\n    then: send",
        "    due: {within: 2 working days}",
        ('75:3: step "find-receiver" has no way on. Write "then", or "outcomes".',),
    ),
    Slip(
        "a step carries answers that are none",
        "carries: [talk]",
        "carries: [choose]",
        (
            '68:15: step "choose" has no answers to carry along. Name a step that has a form or asks something, or delete it here.',
        ),
    ),
    Slip(
        "a number is not said to be verified",
        "source: NCCN, verified: false",
        "source: NCCN",
        (
            '23:3: number "high" has no "verified". Write true when somebody has checked the number against its source, else false.',
        ),
    ),
    Slip(
        "a window depends on itself",
        "closes: {after: $closes, of: clock}",
        "closes: {after: $closes, of: second.closes}",
        (
            '26:3: "second.closes" depends on itself. Let one of them count from a date that is known.',
        ),
    ),
    Slip(
        "a step cannot be reached",
        "      accepted: talk",
        "      accepted: send",
        ('55:3: step "talk" can never be reached. Lead to it from a "then", or delete it.',),
    ),
    Slip(
        "a party found from an item is used outside the list",
        "    party: hospital\n    due: {within: 3 weeks}",
        "    party: provider\n    due: {within: 3 weeks}",
        (
            '57:12: party "provider" is found from a list item, and there is none here. Use it only in a "parallel: {each: …}" branch.',
        ),
    ),
    Slip(
        "an answer and a date have the same name",
        "ask: {again_on: date}, then: ask-again}\n      declined: {ask: {scope: [this-talk, whole-pathway]}, then: tell-gp}\n  ask-again:\n    wait: {until: again_on,",
        "ask: {told: {type: date, name: {nb: A, nn: A, en: A}}}, then: ask-again}\n      declined: tell-gp\n  ask-again:\n    wait: {until: told,",
        (
            '50:19: "told" is both a date and an answer. Write "offer.told" for the answer, or rename one of them.',
        ),
    ),
    Slip(
        "a moment is ambiguous",
        "until: again_on,",
        "until: {after: 1 day, of: needs},",
        (
            '50:38: field "needs" of step "second-talk" is of type list, not a date. Count from a date, or from an answer of type date.',
        ),
    ),
    Slip(
        "an override has another kind of value",
        "verified: false}\n  opens",
        "verified: false, overrides: [{unit: a, from: 2026-05-01, value: 3}]}\n  opens",
        (
            "20:138: The override and the number it replaces are not the same kind. Write both with a unit, or both without.",
        ),
    ),
    Slip(
        "an override says not whose it is",
        "verified: false}\n  opens",
        "verified: false, overrides: [{from: 2026-05-01, value: 3 days}]}\n  opens",
        (
            '20:103: item 1 of "overrides" of number "accept-within" does not say whose value it is. Write one of unit, organisation or region.',
        ),
    ),
    Slip(
        "an event both closes and pauses",
        "pause: review_on",
        "pause: review_on, close: DOD",
        ('129:85: event "too-ill" has both close and pause. Keep one of them.',),
    ),
    Slip(
        "an event is silent and does not close",
        "resume: true",
        "resume: true, silent: true",
        (
            '130:68: event "better" is silent, but does not close the pathway. Only "close" can be silent.',
        ),
    ),
    Slip(
        "an event goes on inside a branch",
        "resume: true",
        "goto: home-visit",
        (
            '130:60: This leads into the middle of branch "visit" of step "both". Go to a step outside the branches.',
        ),
    ),
    Slip(
        "a branch has no steps",
        "visit: home-visit,",
        "visit: joined,",
        ('85:23: branch "visit" of step "both" has no steps. Delete it, or write its first step.',),
    ),
    Slip(
        "two branches share a step",
        "{visit: home-visit, plan: consider-plan}",
        "{visit: home-visit, plan: home-visit, third: consider-plan}",
        (
            '85:41: step "both" leads to "home-visit", which is inside branch "visit" of step "both". A branch is entered only at its first step, and its steps are its own.',
        ),
    ),
    Slip(
        "a derived date comes from a derived date",
        "  told: {name: {nb: Informert, nn: Informert, en: Told}}",
        "  told: {name: {nb: Informert, nn: Informert, en: Told}, first_known_of: [clock]}",
        (
            '16:75: date "clock" comes from other dates itself. List those dates here instead.',
            '17:87: date "told" comes from other dates itself. List those dates here instead.',
            '128:86: date "told" comes from other dates, and cannot be set. Set one of those instead.',
        ),
    ),
    Slip(
        "a shared window counts from the start of a step",
        "opens: {after: $opens, of: clock}",
        "opens: {after: $opens, of: start}",
        (
            '28:12: window "second" counts from "start", but belongs to no step. Write "<step>.started" instead.',
        ),
    ),
    Slip(
        "a wait has two lengths",
        "{until: again_on, else: 4 weeks}",
        "{until: again_on, else: 4 weeks, for: 2 days}",
        (
            '50:29: step "ask-again" waits a set time, so "else" can never be needed. Delete it.',
            '50:44: step "ask-again" waits both until and for. Keep one of them.',
        ),
    ),
    Slip(
        "a moment is only a length",
        "until: again_on,",
        "until: 3 weeks,",
        (
            '50:19: "until" of "wait" of step "ask-again" does not say what "3 weeks" counts from. Write {after: 3 weeks, of: start}.',
        ),
    ),
    Slip(
        "a table has no columns",
        "    due: {within: 2 working days}\n    then: send",
        "    due: {within: 2 working days}\n    outcomes:\n      sent: {ask: {needs: {type: table, rows: {a: {nb: A, nn: A, en: A}}}}, then: send}",
        (
            '80:20: field "needs" of outcome "sent" of step "find-receiver" is of type table, and has no "columns". Write columns: {<a name>: text}.',
        ),
    ),
    Slip(
        "a choice has a date's keys",
        "ask: {again_on: date}",
        "ask: {again_on: {type: date, at_most: 3}}",
        (
            '47:44: field "again_on" of outcome "later" of step "offer" is of type date, which has no "at_most". Only number can have it.',
        ),
    ),
    Slip(
        "a field is text in one outcome and a date in another",
        "declined: {ask: {scope: [this-talk, whole-pathway]}",
        "declined: {ask: {again_on: text}",
        (
            '48:24: field "again_on" of step "offer" is both date and text. Give one of them another name.',
        ),
    ),
    Slip(
        "a comparison is with a day that is none",
        "talk.distress >= number.high",
        "date.told >= '2026-13-01'",
        (
            '82:16: "2026-13-01" is compared with a date, and is not one. Write year-month-day, as "2026-01-31".',
        ),
    ),
    Slip(
        "a condition puts texts in order",
        "talk.distress >= number.high",
        "send.why > offer.scope",
        ('82:16: ">" is for numbers and dates, not a text (send.why). Write == or !=.',),
    ),
    Slip(
        "a tag is used",
        "party: provider",
        "party: !x provider",
        ('113:12: The tag "!x" is not allowed. Remove it.',),
    ),
    Slip(
        "an alias is used",
        "party: provider",
        "party: *x",
        ('113:12: The alias "*x" is not allowed. Write the value out.',),
    ),
    Slip(
        "a merge key is used",
        "    party: provider",
        "    <<: {party: provider}",
        (
            '111:3: step "offer-need" has no "party". Write whose work it is.',
            '113:5: step "offer-need" has "<<", which is not a word here. Known: checklist, due, form, help, outcomes, party, register, rounds, task, then, window.',
        ),
    ),
    Slip(
        "a handoff goes to its own sender",
        "    to: intake\n",
        "    to: hospital\n",
        (
            '65:9: step "send" hands the patient over to its own sender. Write another party under "to".',
        ),
    ),
    Slip(
        "a limit counts from a step there is none of",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks, of: ofer.done}",
        ('58:32: "ofer" is not a step. Did you mean "offer"?',),
    ),
    Slip(
        "a limit has no length",
        "due: {within: 3 weeks}",
        "due: {of: offer.started}",
        ('58:5: "due" of step "talk" says nothing of how long. Write within: 3 days.',),
    ),
    Slip(
        "a limit of a handoff may be unknown",
        "accept: {within: $accept-within,",
        "accept: {within: $accept-within, of: told,",
        (
            '69:42: step "send" has no limit while what it counts from is unknown. Delete "of", so that it counts from when it was offered.',
        ),
    ),
    Slip(
        "an item is read from a list that there is none of",
        "each: second-talk.needs",
        "each: second-talk.need",
        ('109:22: step "second-talk" has no answer called "need". Did you mean "needs"?',),
    ),
    Slip(
        "a condition asks what day it is",
        "talk.urgent || talk.distress >= number.high",
        "date.told < today",
        (
            '82:16: "today" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived. A condition cannot ask what day it is: wait until a date instead.',
        ),
    ),
    Slip(
        "a day stands without quotes in a condition",
        "talk.urgent || talk.distress >= number.high",
        "date.told < 2026-01-31",
        (
            '82:16: "-" was not expected in the condition. In a condition, write _ in names that have - elsewhere, and put dates in quotes.',
        ),
    ),
    Slip(
        "a checklist is a list",
        "    party: provider",
        "    party: provider\n    checklist: [told, asked]",
        (
            '114:16: "checklist" of step "offer-need" should be words with values, not a list. Write checklist: {told: {nb: "…"}}.',
        ),
    ),
)
