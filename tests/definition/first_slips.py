"""Slips of somebody who has never written YAML, each with every error it must give, word for word.

As `broken`, for the same good definition.
"""

# ruff: noqa: E501  # expectations are whole sentences

from tests.definition.broken import Slip
from tests.definition.good import BASE

_STEPS = BASE[BASE.index("steps:") :]
_PARTIES = BASE[BASE.index("parties:") : BASE.index("dates:")]

FIRST_SLIPS = (
    Slip(
        "keywords are in Norwegian",
        "    party: hospital\n    due: {within: 10 days",
        "    part: hospital\n    frist: {within: 10 days",
        (
            '43:5: step "offer" has "part", which is not a word here. Write "party".',
            '44:5: step "offer" has "frist", which is not a word here. Write "due".',
        ),
    ),
    Slip(
        "the kind of step is in Norwegian",
        "    task: {nb: Tilby samtale, nn",
        "    oppgave: {nb: Tilby samtale, nn",
        ('41:3: step "offer" has no kind. Write "task".',),
    ),
    Slip(
        "a tab indents",
        "    party: hospital\n    due: {within: 10 days",
        "\tparty: hospital\n    due: {within: 10 days",
        ("43:1: A tab is used where only spaces may stand. Indent with spaces.",),
    ),
    Slip(
        "a line has a space too few",
        "    party: hospital\n    due: {within: 10 days",
        "   party: hospital\n    due: {within: 10 days",
        (
            "43:4: This line does not begin under the line it belongs with. Give it as many spaces in front as the lines beside it.",
        ),
    ),
    Slip(
        "a line has spaces too many",
        "    party: hospital\n    due: {within: 10 days",
        "      party: hospital\n    due: {within: 10 days",
        (
            "43:7: This line does not begin under the line it belongs with. Give it as many spaces in front as the lines beside it.",
        ),
    ),
    Slip(
        "a colon is forgotten",
        "    party: provider",
        "    party provider",
        (
            '113:5: A ":" with a space after it is missing here. Write it after the word, as "party: ward".',
        ),
    ),
    Slip(
        "no space follows a colon",
        "    party: provider",
        "    party:provider",
        (
            '113:5: A ":" with a space after it is missing here. Write it after the word, as "party: ward".',
        ),
    ),
    Slip(
        "a bracket is not closed",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks",
        ("59:9: A comma or a closing bracket is missing. Write it before this.",),
    ),
    Slip(
        "a bracket is closed twice",
        "due: {within: 3 weeks}",
        "due: {within: 3 weeks}}",
        ('58:27: There is a "}" too many. Delete it.',),
    ),
    Slip(
        "a quotation mark is not closed",
        "source: hpl. § 45",
        'source: "hpl. § 45',
        ("33:84: A quotation mark is not closed on this line. Close it.",),
    ),
    Slip(
        "a text has a comma and no quotes",
        "nb: Tilby samtale, nn: Tilby samtale, en: Offer a talk}",
        "nb: Tilby samtale, og vent, nn: Tilby samtale, en: Offer a talk}",
        (
            '42:31: "task" of step "offer" has "og vent", which is not a word here. Put a text that has a comma in it in quotes.',
        ),
    ),
    Slip(
        "a text has a colon and no quotes",
        "    task: {nb: Tilby samtale, nn: Tilby samtale, en: Offer a talk}",
        "    task:\n      nb: Samtale: tilby den\n      nn: x\n      en: y",
        (
            '43:18: A ":" stands where it does not belong. Put the text in quotes, or check that the line has as many spaces in front as the others.',
        ),
    ),
    Slip(
        "two steps have one name",
        "  find-receiver:\n",
        "  talk:\n",
        (
            '73:75: "find-receiver" is not a step. There are 13; the first are ask-again, both, choose, consider-plan, each-need, finished, home-visit, offer.',
            '75:3: "talk" is written twice; the first is on line 55. Delete one of them.',
        ),
    ),
    Slip(
        "a number is written in letters",
        "within: 3 weeks}",
        "within: three weeks}",
        (
            '58:19: "three weeks" does not begin with a number. Write for example "2 working days", "3 weeks" or "24 hours".',
        ),
    ),
    Slip(
        "a limit is only a length",
        "due: {within: 3 weeks}",
        "due: 3 weeks",
        ('58:10: "due" of step "talk" is only a length of time. Write {within: 3 weeks}.',),
    ),
    Slip(
        "a way on is in brackets",
        "    then: finished",
        "    then: [finished]",
        (
            '121:11: "then" of step "tell-gp" should be text, not a list. Write only finished, without brackets.',
        ),
    ),
    Slip(
        "an end is called by its text",
        "    end: FULLFORT",
        "    end: Fullført",
        ('123:10: "Fullført" is not an outcome code. Did you mean "FULLFORT"?',),
    ),
    Slip(
        "no step is written",
        _STEPS,
        "steps:\n",
        ('40:1: "steps" is empty. Write a value, or delete the key.',),
    ),
    Slip(
        "parties are forgotten",
        _PARTIES,
        "\n",
        ('1:1: the file has no "parties". Write who takes part, each with a name and a service.',),
    ),
    Slip(
        "one copy is written without brackets",
        "copy: [gp]",
        "copy: gp",
        (
            '66:11: "copy" of step "send" should be a list, not text. Put it in square brackets: [gp].',
        ),
    ),
    Slip(
        "one receiver of a notice is written without brackets",
        "    to: [gp]\n    then",
        "    to: gp\n    then",
        (
            '120:9: "to" of step "tell-gp" should be a list, not text. Put it in square brackets: [gp].',
        ),
    ),
    Slip(
        "one condition is written without brackets",
        'decide:\n      - {when: "talk.urgent || talk.distress >= number.high", then: both}',
        'decide: {when: "talk.urgent", then: both}',
        (
            '81:13: "decide" of step "choose" should be a list, not words with values. Put square brackets round it, as decide: [{when: "…", then: <a step>}].',
        ),
    ),
    Slip(
        "a decision has no else",
        "    else: second-talk\n",
        "\n",
        (
            '80:3: step "choose" has no "else". Write the step to go to when none of the conditions is true.',
        ),
    ),
    Slip(
        "a condition compares with one sign",
        "talk.urgent || talk",
        "talk.urgent = true || talk",
        ('82:16: "=" must be written "==". Write ==.',),
    ),
    Slip(
        "a condition says or in letters",
        "talk.urgent || talk",
        "talk.urgent or talk",
        ('82:16: "or" was not expected in the condition. Write || for "or".',),
    ),
    Slip(
        "a condition names a step with its hyphen",
        "talk.urgent || talk",
        "second-talk.needs || talk",
        (
            '82:16: "-" was not expected in the condition. In a condition, write _ in names that have - elsewhere, and put dates in quotes.',
        ),
    ),
    Slip(
        "one escalation is written without brackets",
        "escalate: [{after: 3 working days, to: [hospital.lead]}]",
        "escalate: {after: 3 working days, to: [hospital.lead]}",
        (
            '44:71: "escalate" of "due" of step "offer" should be a list, not words with values. Put square brackets round it, as escalate: [{after: 3 working days, to: [<a party>]}].',
        ),
    ),
    Slip(
        "an escalation goes to nobody known",
        "to: [hospital.lead]",
        "to: [sykehus.lead]",
        ('44:101: "sykehus" is not a party. Known: gp, hospital, intake, nurse, provider.',),
    ),
    Slip(
        "a window never closes",
        "    closes: {after: $closes, of: clock}\n",
        "",
        (
            '26:3: window "second" has no "closes". Write until when, as closes: {after: 4 months, of: <a date>}.',
        ),
    ),
    Slip(
        "a window says only how long",
        "opens: {after: $opens, of: clock}",
        "opens: $opens",
        (
            '28:12: "opens" of window "second" does not say what "$opens" counts from. Write {after: $opens, of: start}.',
        ),
    ),
    Slip(
        "rounds are only a number",
        "rounds: {at_most: 2, then: send}",
        "rounds: 2",
        (
            '53:13: "rounds" of step "ask-again" should be words with values, not a number. Write rounds: {at_most: 2, then: <a step>}.',
        ),
    ),
    Slip(
        "rounds are none",
        "rounds: {at_most: 2, then: send}",
        "rounds: {at_most: 0, then: send}",
        ('53:23: "at_most" of "rounds" of step "ask-again" must be at least 1. Write 1 or more.',),
    ),
    Slip(
        "outcomes lead nowhere",
        "    outcomes:\n      accepted: talk\n      later: {ask: {again_on: date}, then: ask-again}\n      declined: {ask: {scope: [this-talk, whole-pathway]}, then: tell-gp}",
        "    outcomes: [accepted, later]",
        (
            '45:15: "outcomes" of step "offer" should be words with values, not a list. Write outcomes: {done: <a step>}.',
        ),
    ),
    Slip(
        "a task has both a way on and outcomes",
        "    due: {within: 2 working days}\n    then: send",
        "    due: {within: 2 working days}\n    then: send\n    outcomes: {sent: send}",
        ('79:5: step "find-receiver" has both then and outcomes. Keep one of them.',),
    ),
    Slip(
        "an outcome leads nowhere",
        "{ask: {again_on: date}, then: ask-again}",
        "{ask: {again_on: date}}",
        ('47:7: outcome "later" of step "offer" has no "then". Write the step that comes next.',),
    ),
    Slip(
        "an answer has no type",
        "ask: {again_on: date}",
        "ask: [again_on]",
        (
            '47:20: "ask" of outcome "later" of step "offer" should be words with values, not a list. Write ask: {reason: text}.',
        ),
    ),
    Slip(
        "a switch says yes",
        "required: true}",
        "required: yes}",
        ('15:92: "required" of date "diagnosed" should be true or false, not text. Write true.',),
    ),
    Slip(
        "a class is in Norwegian",
        "class: local",
        "class: lokal",
        (
            '20:49: "class" of number "accept-within" is "lokal", which is not a class of limit. Write one of legal, regulation, recommended, local.',
        ),
    ),
    Slip(
        "a consent is named by half",
        "needs: consent.sharing",
        "needs: sharing",
        ('67:12: "sharing" is not a consent. Write "consent.<its name>".',),
    ),
    Slip(
        "a wait is only a length",
        "wait: {until: again_on, else: 4 weeks}",
        "wait: 4 weeks",
        (
            '50:11: "wait" of step "ask-again" should be words with values, not text. Write wait: {for: 4 weeks}, or wait: {until: <a date>, else: 4 weeks}.',
        ),
    ),
    Slip(
        "the version is in quotes",
        "version: 1",
        "version: '1'",
        (
            '2:10: "version" should be a whole number, not text. Write a whole number without quotes, as 1.',
        ),
    ),
    Slip(
        "the pathway is called by its title",
        "pathway: trygg-hjem",
        "pathway: Trygg Hjem",
        ('1:10: "Trygg Hjem" is not a name of the right form. Write "trygg-hjem".',),
    ),
    Slip(
        "a party belongs to something in Norwegian",
        "of: patient.municipality",
        "of: patient.kommune",
        (
            '9:85: party "intake" belongs to "patient.kommune", which there is none of. Did you mean "patient.gp"?',
        ),
    ),
    Slip(
        "a pause is a length",
        "pause: review_on",
        "pause: 2 weeks",
        ('129:92: event "too-ill" does not ask for "2 weeks". Known: review_on.',),
    ),
    Slip(
        "branches have no names",
        "parallel: {visit: home-visit, plan: consider-plan}",
        "parallel: [home-visit, consider-plan]",
        (
            '85:15: "parallel" of step "both" should be words with values, not a list. Write parallel: {visit: <a step>, training: <a step>}.',
        ),
    ),
    Slip(
        "a branch for each row has no first step",
        "parallel: {each: second-talk.needs, start: offer-need}",
        "parallel: {each: second-talk.needs}",
        (
            '109:5: "parallel" of step "each-need" has no "start". Write the first step, as start: <a step>.',
        ),
    ),
    Slip(
        "a join is in letters",
        "join: all",
        "join: both",
        (
            '86:11: "join" of step "both" does not say how many branches to wait for. Write all, any, or a number from 1.',
        ),
    ),
    Slip(
        "a task has a label",
        "    party: provider",
        "    party: provider\n    label: {nb: a}",
        (
            '114:5: step "offer-need" has "label", which is not a word here. Known: checklist, due, form, help, outcomes, party, register, rounds, task, then, window.',
        ),
    ),
    Slip(
        "a language is called as the country",
        "nn: Trygg heim",
        "no: Trygg heim",
        ('4:24: "name" has "no", which is not a word here. Write "nb".',),
    ),
    Slip(
        "a text editor has bent the quotation marks",
        '"talk.urgent || talk',
        "“talk.urgent || talk",
        ('82:16: "“" is not a quotation mark that conditions know. Write \' instead.',),
    ),
    Slip(
        "a task says nothing",
        "task: {nb: Tilby samtale, nn: Tilby samtale, en: Offer a talk}",
        "task:",
        ('42:5: "task" of step "offer" is empty. Write a value, or delete the key.',),
    ),
    Slip(
        "a branch is ended as a pathway",
        "    end: FULLFORT",
        "    end: joined",
        ('123:10: "joined" is not an outcome code. Known: DOD, FULLFORT.',),
    ),
    Slip(
        "a step is called by a word of the language",
        "  find-receiver:\n",
        "  start:\n",
        (
            '73:75: "find-receiver" is not a step. There are 14; the first are ask-again, both, choose, consider-plan, each-need, finished, home-visit, offer.',
            '75:3: "start" cannot be the name of a step: the word means something else. Call the step something else, here and where ways lead to it.',
        ),
    ),
    Slip(
        "a length is not whole",
        "within: 3 weeks",
        "within: 1.5 weeks",
        (
            '58:19: "1.5 weeks" is not a whole number. Choose a smaller unit, for example "10 days" or "36 hours".',
        ),
    ),
    Slip(
        "a length has two parts",
        "within: 3 weeks",
        "within: 3 weeks 2 days",
        (
            '58:19: "3 weeks 2 days" has more than one part. Write one number and one unit, for example "17 days".',
        ),
    ),
    Slip(
        "the file is empty",
        BASE,
        "",
        (
            "1:1: The file is empty. Begin with pathway: and the name of its folder; docs/for-pathway-designers.md goes on.",
        ),
    ),
    Slip(
        "the file is a letter",
        BASE,
        "Dette er et forløp.",
        (
            "1:1: the file should be words with values, not text. Write a word, a colon and a value, each on a line of its own.",
        ),
    ),
    Slip(
        "who does it is asked for in Norwegian",
        "    party: provider",
        "    ansvarlig: provider",
        (
            '111:3: step "offer-need" has no "party". Write whose work it is.',
            '113:5: step "offer-need" has "ansvarlig", which is not a word here. Write "party".',
        ),
    ),
    Slip(
        "the way on is asked for in Norwegian",
        "    to: [gp]\n    then: finished",
        "    to: [gp]\n    neste: finished",
        (
            '118:3: step "tell-gp" has no "then". Write the step that comes next.',
            '121:5: step "tell-gp" has "neste", which is not a word here. Write "then".',
        ),
    ),
    Slip(
        "a text in brackets has a colon",
        "{nb: Forløpet er avsluttet, nn",
        "{nb: Slutt: avsluttet, nn",
        (
            '119:23: A text that has a ":" in it stands without quotes. Put the whole text in quotes.',
        ),
    ),
    Slip(
        "a value is forgotten",
        "    end: FULLFORT",
        "    end:",
        ('123:5: "end" of step "finished" is empty. Write a value, or delete the key.',),
    ),
    Slip(
        "a step has letters that a name cannot have",
        "  finished:\n    end: FULLFORT",
        "  finished:\n    end: FULLFORT\n  følg-opp:\n    end: FULLFORT",
        ('124:3: "følg-opp" is not a name of the right form. Write "folg-opp".',),
    ),
    Slip(
        "the leader is to do it",
        "    party: provider",
        "    party: provider.lead",
        (
            '113:12: "provider.lead" is not a name: only who is told can be a leader. Write "provider".',
        ),
    ),
    Slip(
        "yes is said in Norwegian in a condition",
        "talk.urgent || talk.distress >= number.high",
        "talk.urgent == ja",
        (
            '82:16: "ja" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived. Write true.',
        ),
    ),
)
