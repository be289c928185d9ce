"""Words about codes, money, measures, other pathways and the world outside: read, and checked."""

# ruff: noqa: E501  # expectations are whole sentences

from datetime import date

import pytest

from hjemover.definition import load_text
from hjemover.definition.diagram import swimlanes
from hjemover.definition.explaining import as_text, explain
from hjemover.definition.models import HandoffStep, PathwayDefinition, TaskStep, registrations
from hjemover.vocabulary import Language
from tests.definition.broken import Slip
from tests.definition.wide import WIDE

SLIPS = (
    Slip(
        "codes by date go backwards",
        "{from: 2026-07-01, code: NY",
        "{from: 2018-07-01, code: NY",
        (
            '36:70: item 2 of "code" of item 2 of "register" of step "ready" begins no later than the one above it. Write the earliest first.',
        ),
    ),
    Slip(
        "an outcome's code says when",
        'register: {set: NPR-tidspunkt, code: "7", verified: true}',
        'register: {set: NPR-tidspunkt, code: "7", verified: true, at: done}',
        ('47:89: outcome "accepted" of step "ask" is registered when it happens. Delete it.',),
    ),
    Slip(
        "an end is registered when it is done",
        "    end: HJEM",
        '    end: HJEM\n    register: {set: lokal, code: "1", verified: true, at: done}',
        (
            '72:55: step "home" is registered when the way reaches it; only a task or a handoff can be done. Delete it.',
        ),
    ),
    Slip(
        "a party of a patient's pathway belongs to a case",
        "of: patient.municipality}",
        "of: subject.organisation}",
        (
            '9:85: party "intake" belongs to subject.organisation, and the subject of this pathway is a patient. Write patient.municipality, patient.gp or enrolment.',
        ),
    ),
    Slip(
        "a case has no municipality",
        "\nparties:",
        "\nsubject: case\nparties:",
        (
            '10:85: party "intake" belongs to patient.municipality, and the subject of this pathway is a case. Write subject.organisation, or enrolment.',
        ),
    ),
    Slip(
        "an old name ended before it began",
        "until: 2022-12-31}",
        "from: 2023-01-01, until: 2022-12-31}",
        ('5:114: item 1 of "aliases" ends before it begins.',),
    ),
    Slip(
        "a subject there is none of",
        "\nparties:",
        "\nsubject: hospital\nparties:",
        (
            '7:10: "subject" is "hospital", which is not a word here. Write one of patient, case, organisation, family.',
        ),
    ),
    Slip(
        "a table is unknown",
        "rate: daily-rate",
        "rate: dayly-rate",
        ('91:11: "dayly-rate" is not a table. Did you mean "daily-rate"?',),
    ),
    Slip(
        "rates go backwards",
        "{from: 2024-01-01, until",
        "{from: 2022-01-01, until",
        (
            '85:52: item 2 of "rows" of table "daily-rate" begins no later than the one above it. Write the earliest first.',
        ),
    ),
    Slip(
        "a rate ends before it begins",
        "until: 2024-12-31, value",
        "until: 2023-12-31, value",
        ('85:71: item 2 of "rows" of table "daily-rate" ends before it begins.',),
    ),
    Slip(
        "a rate is text",
        "value: 5508",
        'value: "5508"',
        ('85:38: "value" of item 1 of "rows" of table "daily-rate" should be a number.',),
    ),
    Slip(
        "an accrual starts at nothing known",
        "ask.overdue]",
        "ask.late]",
        (
            '94:28: "late" is nothing that happens to step "ask". Known: accepted, delivered, done, overdue, rejected, seen, started, withdrawn.',
        ),
    ),
    Slip(
        "an accrual stops at an unknown event",
        "event.offer-ready",
        "event.offer-redy",
        ('95:13: "offer-redy" is not an event. Did you mean "offer-ready"?',),
    ),
    Slip(
        "an accrual stops at an unknown step",
        "event.withdrawn, ask.accepted",
        "event.withdrawn, aks.accepted",
        ('95:49: "aks" is not a step. Did you mean "ask"?',),
    ),
    Slip(
        "an accrual starts and stops at once",
        "event.withdrawn, ask.accepted",
        "ask.rejected",
        (
            '95:5: accrual "payment-days" is both started and stopped by ask.rejected. Take it out of one of them.',
        ),
    ),
    Slip(
        "an accrual is no word of ours",
        "ask.rejected, ask",
        "ready, ask",
        (
            '94:14: "ready" is nothing that happens in a pathway. Write <step>.<outcome>, <step>.started, event.<event>, enrolled or closed.',
        ),
    ),
    Slip(
        "an accrual for each hour",
        "per: day",
        "per: hour",
        (
            '90:10: "per" of accrual "payment-days" is "hour", which is not a word here. Write one of day.',
        ),
    ),
    Slip(
        "a grace without a unit",
        "grace: $grace",
        "grace: 24",
        (
            '93:12: "grace" of accrual "payment-days" is 24, without a unit. Write for example "24 days".',
        ),
    ),
    Slip(
        "an accrual counts oddly",
        "counts: inclusive",
        "counts: both",
        (
            '97:13: "counts" of accrual "payment-days" is "both", which is not a word here. Write one of inclusive, exclusive.',
        ),
    ),
    Slip(
        "an accrual belongs to nobody",
        "counts: inclusive\n    party: intake",
        "counts: inclusive\n    party: intak",
        ('98:12: "intak" is not a party. Did you mean "intake"?',),
    ),
    Slip(
        "a share without an end",
        "    to: [ask.accepted, ask.rejected]\n",
        "",
        (
            '101:3: measure "answered" is a share, and has no "to". Write what should follow, as to: send.accepted.',
        ),
    ),
    Slip(
        "a count with a limit",
        "from: event.withdrawn, source",
        "from: event.withdrawn, within: 2 days, source",
        (
            '114:112: measure "withdrawals" is a count, which has no "within". Only share can have it.',
        ),
    ),
    Slip(
        "a target above everything",
        "target: 80",
        "target: 180",
        ('108:13: The target of measure "answered" is a share, from 0 to 100.',),
    ),
    Slip(
        "a measure of an unknown outcome",
        "to: closed.HJEM",
        "to: closed.HEIM",
        ('113:124: "HEIM" is not an outcome code. Did you mean "HJEM"?',),
    ),
    Slip(
        "a measure of what no step has",
        'when: "rounds.ask <= 1"',
        'when: "rounds.aks <= 1"',
        ('107:11: "rounds" has no "aks". Did you mean "ask"?',),
    ),
    Slip(
        "a measure that is a number",
        'when: "rounds.ask <= 1"',
        'when: "rounds.ask"',
        ("107:11: The condition is a number, not true or false. Compare it with something.",),
    ),
    Slip(
        "a trigger has a condition with a slip",
        "starts: [ask.rejected, ask.overdue]",
        "starts: [ask.rejected, {on: ask.overdue, when: arrived.aks}]",
        ('94:52: "arrived" has no "aks". Did you mean "ask"?',),
    ),
    Slip(
        "a trigger asks whether a task arrived",
        "starts: [ask.rejected, ask.overdue]",
        "starts: [ask.rejected, {on: ask.overdue, when: arrived.ready}]",
        ('94:52: "arrived" has no "ready". Known: ask.',),
    ),
    Slip(
        "a trigger has a condition and no milestone",
        "starts: [ask.rejected, ask.overdue]",
        "starts: [ask.rejected, {when: arrived.ask}]",
        (
            '94:28: item 2 of "starts" of accrual "payment-days" has no "on". Write what it follows, as on: hand-over.overdue, or on: an occurrence.',
        ),
    ),
    Slip(
        "something grows from the end on",
        "starts: [ask.rejected, ask.overdue]",
        "starts: [ask.rejected, closed.HJEM]",
        (
            "94:28: closed.HJEM is the end of the pathway, and nothing grows after it. Write what happens before, as starts: hand-over.overdue.",
        ),
    ),
    Slip(
        "a trigger stands twice",
        "starts: [ask.rejected, ask.overdue]",
        "starts: [ask.overdue, {on: ask.overdue, when: arrived.ask}]",
        (
            '94:27: ask.overdue stands twice under "starts". Write it once; put two conditions together with ||.',
        ),
    ),
    Slip(
        "a measure that counts from what a step did",
        "to: closed.HJEM",
        "to: closed.HJEM, of: ready.done",
        (
            '113:141: measure "stay" counts from ready.done, which is not the same for the whole pathway. Count from a name under "dates", or from a window that does.',
        ),
    ),
    Slip(
        "a measure counts from a date that there is none of",
        "to: closed.HJEM",
        "to: closed.HJEM, of: redy-on",
        ('113:141: "redy-on" is neither a date nor an answer. Did you mean "ready-on"?',),
    ),
    Slip(
        "a limit of a measure before nothing",
        "    within: $answer-within\n    when",
        "    before: 1 day\n    when",
        (
            '106:5: measure "answered" does not say what 1 day before counts from. Write it under "of": a date, or the edge of a window.',
        ),
    ),
    Slip(
        "a measure with two limits",
        "    within: $answer-within\n    when",
        "    within: $answer-within\n    before: 1 day\n    when",
        ('107:5: measure "answered" has both "within" and "before". Write one of them.',),
    ),
    Slip(
        "a measure of a row where there is none",
        'when: "rounds.ask <= 1"',
        'when: "item.theme == 1"',
        (
            '107:11: "item" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived. Only steps in a "parallel: {each: …}" branch have an item.',
        ),
    ),
    Slip(
        "a measure without a source",
        "to: closed.HJEM, source: proposal",
        "to: closed.HJEM",
        (
            '113:3: measure "stay" has no "source". Write where the number comes from; "proposal" if it is only that.',
        ),
    ),
    Slip(
        "a step is called as an event is pointed at",
        "  ready-again:\n    task",
        "  event:\n    task",
        (
            '48:42: "ready-again" is not a step. Did you mean "ready"?',
            '49:3: "event" cannot be the name of a step: the word means something else. Call the step something else, here and where ways lead to it.',
            '76:127: "ready-again" is not a step. Did you mean "ready"?',
        ),
    ),
    Slip(
        "an event strikes by nothing known",
        'on: readmitted, when: "occurrence',
        'on: readmited, when: "occurrence',
        ('77:58: "readmited" is not an occurrence. Did you mean "readmitted"?',),
    ),
    Slip(
        "an event reads what is not told",
        "occurrence.acute",
        "occurrence.akutt",
        ('77:76: "occurrence" has no "akutt". Did you mean "acute"?',),
    ),
    Slip(
        "an event reads the others wrongly",
        "others.days_since.kreft_hjem",
        "others.dayssince.kreft_hjem",
        ('77:76: "others" has no "dayssince". Did you mean "days_since"?',),
    ),
    Slip(
        "an event compares the others with a text",
        "kreft_hjem < 30",
        "kreft_hjem == '30'",
        (
            '77:76: The condition compares a number (others.days_since.kreft_hjem) with a text ("30"). Compare like with like: texts stand in quotes; numbers, true and false do not.',
        ),
    ),
    Slip(
        "an event asks what nobody tells",
        "data: {acute: {type: yes-no, name: {nb: Akutt, nn: Akutt, en: Acute}}, since",
        "data: {acute: {type: yes-no, name: {nb: Akutt, nn: Akutt, en: Acute}}, sins",
        (
            '14:130: occurrence "readmitted" does not tell "since". Did you mean "sins"?',
            '77:139: event "back" asks for "since", and strikes by itself. Let occurrence "readmitted" tell it, or write required: false.',
        ),
    ),
    Slip(
        "absence of nothing known",
        "absent: measured",
        "absent: mesured",
        ('76:89: "mesured" is not an occurrence. Did you mean "measured"?',),
    ),
    Slip(
        "absence without a length",
        "within: $silent-for, while",
        "while",
        (
            '76:3: event "silent" has no "within". Write how long it may be silent, as within: 3 days.',
        ),
    ),
    Slip(
        "absence at no step",
        ", while: ready-again",
        "",
        (
            '76:3: event "silent" has no "while". Write the step that must be open meanwhile, as while: monitor.',
        ),
    ),
    Slip(
        "absence at an unknown step",
        "while: ready-again",
        "while: redy-again",
        ('76:127: "redy-again" is not a step. Did you mean "ready-again"?',),
    ),
    Slip(
        "both come and not come",
        "absent: measured",
        "on: measured, absent: measured",
        (
            '76:95: event "silent" strikes both when something comes and when something does not. Make two events of it.',
        ),
    ),
    Slip(
        "a condition without an occurrence",
        'on: readmitted, when: "occurrence',
        'when: "occurrence',
        (
            '77:54: event "back" has "when", which means nothing without "on". Write "on" as well, or delete it.',
        ),
    ),
    Slip(
        "a pathway begins by nothing known",
        "begins: [{on: readmitted",
        "begins: [{on: readmited",
        ('14:15: "readmited" is not an occurrence. Did you mean "readmitted"?',),
    ),
    Slip(
        "a look back at nothing",
        "of: trygg-utskriving, ",
        "",
        (
            '14:59: "after" does not say which pathway it looks back to. Write of: and the pathway.',
            '14:75: "within" does not say which pathway it looks back to. Write of: and the pathway.',
        ),
    ),
    Slip(
        "a pathway begins without a date",
        ", set: {ready-on: since}",
        "",
        (
            '14:10: date "ready-on" must be known to begin the pathway, and this does not set it. Write set: {ready-on: occurred}.',
        ),
    ),
    Slip(
        "a date comes from what is not told",
        "set: {ready-on: since}",
        "set: {ready-on: sience}",
        ('14:130: occurrence "readmitted" does not tell "sience". Did you mean "since"?',),
    ),
    Slip(
        "a date comes from yes or no",
        "set: {ready-on: since}",
        "set: {ready-on: acute}",
        (
            '14:130: field "acute" of occurrence "readmitted" is of type yes-no, not a date. Let it be told as acute: date.',
        ),
    ),
    Slip(
        "a pathway begins by its own answers",
        'when: "others.open_count == 0"',
        'when: "rounds.ask == 0"',
        (
            '14:33: "rounds" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived.',
        ),
    ),
    Slip(
        "a measure of the others",
        'when: "rounds.ask <= 1"',
        'when: "others.open_count == 0"',
        (
            '107:11: "others" in the condition is not a step, or one of outcome, rounds, number, date, late, overdue, arrived.',
        ),
    ),
    Slip(
        "a pause that nobody can tell the end of",
        "name: {nb: Siden, nn: Sidan, en: Since}}}, tell: [ward]}",
        "name: {nb: Siden, nn: Sidan, en: Since}}, until: date}, pause: until}",
        (
            '77:201: field "until" of event "back" has no name, and the language has no word for it. Write until: {type: …, name: {nb: "…"}}.',
            '77:201: event "back" asks for "until", and strikes by itself. Let occurrence "readmitted" tell it, or write required: false.',
            '77:215: event "back" pauses until "until", and strikes by itself. Let occurrence "readmitted" tell it, as required.',
        ),
    ),
    Slip(
        "a pathway starts itself",
        "pathway: rehabilitering",
        "pathway: trygg-utskriving",
        (
            '56:14: step "rehab" starts the pathway that it stands in, for ever. Name another pathway, or lead back to a step with rounds.',
        ),
    ),
    Slip(
        "a subpathway without a way on",
        "    else: each-child\n",
        "",
        (
            '54:3: step "rehab" has no way on. Write "then", or "outcomes" with "else" for all other ends.',
        ),
    ),
    Slip(
        "a subpathway with two ways on",
        "    else: each-child\n",
        "    else: each-child\n    then: home\n",
        (
            '61:5: step "rehab" goes on at "then", whatever the other pathway ends as. Write "else" instead of "then", or delete the outcomes.',
            '63:5: step "rehab" has both then and else. Keep one of them.',
        ),
    ),
    Slip(
        "an end of the other leads nowhere",
        "SELVHJULPEN: each-child",
        "SELVHJULPEN: each-chlid",
        ('61:29: "each-chlid" is not a step. Did you mean "each-child"?',),
    ),
    Slip(
        "an end of the other is no code",
        "SELVHJULPEN: each-child",
        "selvhjulpen: each-child",
        ('61:16: "selvhjulpen" is not a name of the right form. Write "SELVHJULPEN".',),
    ),
    Slip(
        "rows that join",
        "each: ready.children\n",
        "each: ready.children\n    if_open: join\n",
        (
            '67:5: step "each-child" starts one pathway for each row, and can only start new ones. Delete if_open.',
        ),
    ),
    Slip(
        "rows of no list",
        "each: ready.children",
        "each: ready.childs",
        ('66:11: step "ready" has no answer called "childs". Did you mean "children"?',),
    ),
    Slip(
        "a date from no rows",
        "    each: ready.children\n",
        "",
        (
            '67:26: step "each-child" has no rows, so there is no "item". Write each: <step>.<field>, or a date of this pathway.',
        ),
    ),
    Slip(
        "a date that the rows do not have",
        "{born: item.born}",
        "{born: item.brn}",
        ('68:26: the rows of ready.children have no "brn". Did you mean "born"?',),
    ),
    Slip(
        "a date from a text of the rows",
        "{born: item.born}",
        "{born: item.first}",
        (
            '68:26: field "first" of ready.children is of type text, not a date. Ask for it as first: date.',
        ),
    ),
    Slip(
        "a date handed on from nothing known",
        "hand: {dates: {since: ready-on}}",
        "hand: {dates: {since: redy-on}}",
        ('58:27: "redy-on" is neither a date nor an answer. Did you mean "ready-on"?',),
    ),
    Slip(
        "a limit that nobody waits for",
        "    waits: false\n",
        "    waits: false\n    due: {within: 3 days}\n",
        (
            '68:5: step "each-child" does not wait for the other pathway, so "due" means nothing. Delete due, or waits: false.',
        ),
    ),
    Slip(
        "what to do when it is open, oddly",
        "if_open: join",
        "if_open: maybe",
        (
            '57:14: "if_open" of step "rehab" is "maybe", which is not a word here. Write one of new, join, skip.',
        ),
    ),
    Slip(
        "a subpathway is a wait as well",
        "    waits: false\n",
        "    wait: {for: 2 days}\n",
        (
            '67:5: step "each-child" is both "subpathway" and "wait". A step is one kind: make two steps of it.',
        ),
    ),
)


def the_wide() -> PathwayDefinition:
    loaded = load_text(WIDE)
    assert loaded.definition is not None, [str(one) for one in loaded.problems]
    return loaded.definition


def test_the_wide_definition_has_no_problem_at_all() -> None:
    assert [str(one) for one in load_text(WIDE).problems] == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.what)
def test_the_designer_is_told_where_and_what(slip: Slip) -> None:
    assert WIDE.count(slip.good) >= 1

    loaded = load_text(WIDE.replace(slip.good, slip.bad, 1))

    assert loaded.definition is None
    assert tuple(str(one) for one in loaded.errors) == tuple(f"<text>:{told}" for told in slip.told)


def test_a_code_set_changes_on_its_day() -> None:
    ready = the_wide().steps["ready"]
    assert isinstance(ready, TaskStep)

    npr, local = registrations(ready.register)

    assert (npr.at, npr.on(date(2026, 1, 1))) == ("done", "2")
    assert local.at == "started"
    assert [local.on(date(year, 7, 1)) for year in (2018, 2019, 2025, 2026)] == [
        None,
        "GAMMEL",
        "GAMMEL",
        "NY",
    ]
    assert [one.verified for one in local.by_date] == [True, False]


def test_the_codes_of_a_handoff_are_its_own_and_its_outcomes() -> None:
    ask = the_wide().steps["ask"]
    assert isinstance(ask, HandoffStep)

    assert [one.code for one in registrations(ask.register)] == ["3"]
    assert {
        name: [one.code for one in registrations(way.register)]
        for name, way in ask.outcomes.items()
    } == {"accepted": ["7"], "rejected": ["6"], "withdrawn": []}


def test_the_names_a_pathway_had_are_kept_with_their_last_day() -> None:
    (alias,) = the_wide().aliases

    assert (alias.name.nb, alias.until) == ("Utskrivingspakken", date(2022, 12, 31))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_wide_definition_is_drawn_and_told_in_every_language(language: Language) -> None:
    drawn = swimlanes(the_wide(), language=language)
    told = as_text(explain(the_wide(), language))

    for pathway in ("rehabilitering", "barn-som-parorende"):
        assert pathway in drawn
        assert pathway in told


def test_what_strikes_by_itself_is_drawn_as_such() -> None:
    drawn = swimlanes(the_wide(), language="nb")

    assert "når reinnlagt meldes" in drawn
    assert "Utskrivingspakken" in drawn
