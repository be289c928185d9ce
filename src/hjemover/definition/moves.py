"""What to write instead: the next move for words that are missing, misshapen or Norwegian.

For health advisers who never programmed. A move shows a line to write, not a rule about lines.
"""

from collections.abc import Mapping
from typing import Final

MISSING: Final[Mapping[str, str]] = {
    "accept": "Write how long the receiver has, as accept: {within: 2 working days}.",
    "after": "Write how long after, as after: 3 working days.",
    "at": "Write when, as at: 2026-01-31 10:00.",
    "at_most": "Write how many times, as at_most: 2.",
    "basis": "Write objection (allowed until the patient says no) or explicit (not before a yes).",
    "breach": "Write what happens, as breach: {ask: reason}.",
    "by": "Write how much longer each time, as by: 1 week.",
    "class": "Write legal, regulation, recommended or local.",
    "closes": "Write until when, as closes: {after: 4 months, of: <a date>}.",
    "code": "Write the code that is to be registered.",
    "else": "Write the step to go to when none of the conditions is true.",
    "enrol": "Write how the patient comes in, as enrol: {at: 2026-01-31 10:00, parties: {…}}.",
    "examples": "Write examples: and under it a list, each with name, enrol and run.",
    "fields": "Write its questions under fields:, as comment: text.",
    "from": "Write the party that hands over; of a value, its first day; of a measure, its start.",
    "kind": "Write share, median or count.",
    "label": 'Write what to call it, as label: {nb: "…"}.',
    "name": 'Write what to call it, as name: {nb: "…"}.',
    "nb": 'Every text must be in bokmål: write {nb: "…"}.',
    "of": "Write what it counts from, as of: start, or of: <a date>.",
    "on": "Write what it follows, as on: hand-over.overdue, or on: an occurrence.",
    "opens": "Write from when, as opens: {after: 3 months, of: <a date>}.",
    "outcomes": "Write what can come of it, and the step each leads to.",
    "parties": "Write who takes part, each with a name and a service.",
    "party": "Write whose work it is.",
    "pathway": "Write what the pathway is called in the files, as pathway: my-pathway.",
    "per": "Write per: day.",
    "rows": "Write its rows, as a list.",
    "run": "Write what happens, as a list of moments, each with at.",
    "service": "Write which service of the address book it is, as service: intake.",
    "set": "Write the code set, as set: NCMP.",
    "source": 'Write where the number comes from; "proposal" if it is only that.',
    "start": "Write the first step, as start: <a step>.",
    "starts": "Write what starts it, as starts: hand-over.overdue.",
    "steps": "Write what happens, step by step, and at least one end.",
    "stops": "Write what stops it, as stops: hand-over.accepted.",
    "then": "Write the step that comes next.",
    "to": "Write who gets it, as to: <a party>.",
    "type": "Write what kind of answer it is, as type: date.",
    "unit": "Write what the rates are in, as unit: NOK.",
    "until": "Write the step that ends it, as until: <a step>.",
    "valid_from": "Write the first day for new patients, as 2026-01-01.",
    "value": "Write the number, as value: 2 working days.",
    "verified": "Write true when somebody has checked the number against its source, else false.",
    "version": "Write version: 1, or the number the file is called by.",
    "when": 'Write the condition, as when: "assess.falls > 2".',
    "within": "Write how long at most, as within: 3 days.",
}
"""By the key that is missing."""

SHAPED: Final[Mapping[str, str]] = {
    "accept": "accept: {within: 2 working days}",
    "ask": "ask: {reason: text}",
    "checklist": 'checklist: {told: {nb: "…"}}',
    "closes": "closes: {after: 4 months, of: <a date>}",
    "consents": "consents: {sharing: {name: …, basis: objection}}",
    "dates": "dates: {operated: {name: …, required: true}}",
    "decide": 'decide: [{when: "…", then: <a step>}]',
    "delivered": "delivered: {within: 1 working day}",
    "escalate": "escalate: [{after: 3 working days, to: [<a party>]}]",
    "events": "events: {death: {name: …, close: <an outcome code>}}",
    "numbers": "numbers: {accept-within: {value: 2 working days, …}}",
    "opens": "opens: {after: 3 months, of: <a date>}",
    "outcomes": "outcomes: {done: <a step>}",
    "overrides": "overrides: [{unit: <a unit>, from: 2026-01-01, value: 3 working days}]",
    "parallel": "parallel: {visit: <a step>, training: <a step>}",
    "parties": "parties: {ward: {name: …, service: …}}",
    "register": "register: {set: NCMP, code: …, verified: false}",
    "rounds": "rounds: {at_most: 2, then: <a step>}",
    "run": "run: [{at: 2026-01-06 09:00, do: …, expect: …}]",
    "steps": "steps: {assess: {task: …, party: …, then: …}}",
    "wait": "wait: {for: 4 weeks}, or wait: {until: <a date>, else: 4 weeks}",
    "windows": "windows: {check-up: {name: …, opens: …, closes: …}}",
}
"""By the key: a line of the right shape."""

_YES: Final = ("yes", "ja", "y", "on", "sant", "true")
_NO: Final = ("no", "nei", "n", "off", "usant", "false")

NORWEGIAN: Final[Mapping[str, str]] = {
    "beskrivelse": "description", "dato": "date", "datoer": "dates", "deretter": "then",
    "ellers": "else", "elles": "else", "enhet": "unit", "eller": "or", "etter": "after",
    "forløp": "pathway", "fra": "from", "frå": "from", "frist": "due", "før": "before",
    "gjelder_fra": "valid_from", "grener": "parallel", "hendelse": "events",
    "hendelser": "events", "hendingar": "events", "hjelp": "help",
    "hvis": "when", "innen": "within",
    "andel": "share", "del": "share", "antall": "count", "tal på": "count", "pasient": "patient",
    "barn": "patient", "sak": "case", "familie": "family", "reservasjon": "objection",
    "ansvarlig": "party", "ansvarleg": "party", "hvem": "party", "kven": "party",
    "neste": "then", "ja-nei": "yes-no", "boolean": "yes-no",
    "kilde": "source", "klasse": "class", "kopi": "copy", "kode": "code",
    "lokal": "local", "lokalt": "local", "lov": "legal", "melding": "notice", "mottaker": "to",
    "navn": "name", "namn": "name", "no": "nb", "når": "when", "oppgave": "task", "oppgåve": "task",
    "overfør": "handoff", "overføring": "handoff", "part": "party", "parter": "parties",
    "påminnelse": "remind", "registrer": "register", "runder": "rounds", "samtykke": "consents",
    "samtykker": "consents", "skjema": "form", "slutt": "end", "spør": "ask", "steg": "steps",
    "så": "then", "tall": "number", "tekst": "text", "til": "to", "tjeneste": "service",
    "teneste": "service", "utfall": "outcomes", "valg": "decide", "varsle": "escalate",
    "vent": "wait", "venter": "wait", "verdi": "value", "versjon": "version", "vindu": "window",
    "vindauge": "window", "vinduer": "windows", "åpner": "opens", "opnar": "opens",
    "lukker": "closes", "steder": "parties", "påkrevd": "required", "kravd": "required",
    "verifisert": "verified", "spørsmål": "ask", "avslutt": "close", "start-nytt": "start",
}  # fmt: skip
"""What people write before they have learnt that the language is English."""


def truth_move(value: object) -> str:
    """What to write where true or false is asked for."""
    said = str(value).strip().casefold()
    if said in _YES:
        return "Write true."
    return "Write false." if said in _NO else "Write true or false."


def list_move(key: str, value: object) -> str:
    """What to write where a list is asked for and *value* stands."""
    if isinstance(value, str) and len(value) <= 60:
        return f"Put it in square brackets: [{value}]."
    if isinstance(value, dict) and key in SHAPED:
        return f"Put square brackets round it, as {SHAPED[key]}."
    return "Write a list in square brackets, as [one, two]."


def text_move(value: object) -> str:
    """What to write where one word or text is asked for and *value* stands."""
    if isinstance(value, bool | int | float):
        return "Put it in quotes if it is meant as text."
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return f"Write only {value[0][:60]}, without brackets."
    return "Only one can stand here: write it without brackets."


def group_move(key: str, value: object) -> str:
    """What to write where words with values are asked for and *value* stands."""
    if key in SHAPED:
        return f"Write {SHAPED[key]}."
    return "Write a word, a colon and a value, each on a line of its own."
