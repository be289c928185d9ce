"""Refusals as sentences: what happened, to what, and the next move. Never an id."""

from collections.abc import Mapping
from typing import Final

from hjemover.application.house import Addresses
from hjemover.definition.models import PathwayDefinition
from hjemover.errors import CommandRefused, RefusalCode
from hjemover.web.wording import N_, Words

SENTENCES: Final[Mapping[RefusalCode, str]] = {
    "unknown-pathway": N_("Fant ikke forløpet. Gå tilbake til innboksen og åpne det derfra."),
    "unknown-definition": N_("Forløpet er ikke publisert for den dagen. Velg en annen dag."),
    "unknown-obligation": N_("Denne saken finnes ikke lenger. Last inn siden på nytt."),
    "unknown-unit": N_("Enheten finnes ikke i adresseboken. Velg en annen."),
    "unknown-event": N_("Forløpet har ingen slik hendelse. Last inn siden på nytt."),
    "unknown-date": N_("Forløpet har ingen slik dato som kan settes."),
    "unknown-party": N_("Forløpet har ingen slik part."),
    "unknown-step": N_("Forløpet har ikke noe slikt steg."),
    "already-enrolled": N_("Pasienten er allerede meldt inn i dette forløpet."),
    "already-done": N_("Dette er allerede gjort. Last inn siden for å se hvem som gjorde det."),
    "pathway-closed": N_("Forløpet er avsluttet. Det kan ikke gjøres mer i det."),
    "not-your-unit": N_("Dette hører til en annen enhet. Be dem gjøre det, eller få det overført."),
    "wrong-status": N_("Dette kan ikke gjøres nå. Last inn siden for å se hva som har skjedd."),
    "unknown-outcome": N_("Velg ett av utfallene i listen."),
    "unknown-item": N_("Sjekklisten har ikke noe slikt punkt. Last inn siden på nytt."),
    "gate-closed": N_("Noe mangler før dette kan gjøres. Kryss av det som er gjort først."),
    "answer-missing": N_("Et felt mangler svar. Fyll det ut."),
    "answer-invalid": N_("Et svar passer ikke til feltet. Rett det."),
    "date-in-future": N_("Datoen ligger fram i tid. Oppgi en dag som har vært."),
    "date-before-start": N_("Datoen er før pasienten ble meldt inn. Oppgi en senere dag."),
    "late-reason-missing": N_("Fristen er passert. Skriv noen ord om hvorfor."),
    "cannot-be-extended": N_("Fristen kan ikke forlenges nå."),
    "cannot-be-stopped": N_("Klokka kan ikke stoppes nå."),
    "reason-missing": N_("Skriv noen ord om hvorfor."),
    "consent-missing": N_("Pasienten har ikke samtykket til at dette deles."),
    "cannot-forward-there": N_("Den kan ikke sendes dit: enheten har den alt, eller sendte den."),
    "nobody-there": N_("Ingen ved enheten kan ta den nå. Velg en annen enhet."),
    "already-claimed": N_("En kollega har den. Snakk med dem, eller ta over fra dem."),
    "snooze-past-limit": N_("Den kan ikke utsettes til fristen eller lenger. Velg en dag før."),
    "snooze-not-ahead": N_("Velg en dag fram i tid, innen ett år."),
    "too-many-views": N_("Det er 15 lagrede visninger. Slett en av dem først."),
    "cannot-undo": N_("Dette kan ikke angres lenger."),
    "unknown-person": N_("Personen arbeider ikke i virksomheten. Velg en annen."),
    "not-your-organisation": N_("Dette hører til en annen virksomhet. Be dem endre det."),
    "unknown-follow-up": N_("Oppfølgingen finnes ikke lenger. Last inn siden på nytt."),
    "unknown-week": N_("Det er ingen liste for den uken. Velg en annen uke."),
    "follow-up-settled": N_(
        "Oppfølgingen er gjort, eller ført videre av en annen. Last inn siden på nytt."
    ),
    "nothing-chosen": N_("Ingenting er valgt. Kryss av for minst én rad."),
    "date-in-past": N_("Datoen har vært. Velg i dag eller en senere dag."),
    "version-conflict": N_("Noen andre har nettopp endret dette. Last inn siden på nytt."),
    "command-id-reused": N_("Skjemaet er brukt før til noe annet. Last inn siden og prøv igjen."),
    "store-busy": N_("Systemet er opptatt. Ingenting er endret. Prøv igjen om litt."),
}
"""A sentence for each code, true whatever the facts are."""

_NAMED: Final[Mapping[tuple[RefusalCode, str], str]] = {
    ("not-your-unit", "unit"): N_(
        "Dette hører til %(unit)s. Be dem gjøre det, eller få det overført."
    ),
    ("unknown-unit", "unit"): N_("%(unit)s kan ikke brukes her. Velg en annen enhet."),
    ("cannot-forward-there", "unit"): N_(
        "Den kan ikke sendes til %(unit)s: de har den alt, eller sendte den."
    ),
    ("nobody-there", "unit"): N_("Ingen ved %(unit)s kan ta den nå. Velg en annen enhet."),
    ("already-done", "step"): N_(
        "«%(step)s» er allerede gjort. Last inn siden for å se hvem som gjorde det."
    ),
    ("answer-missing", "field"): N_("«%(field)s» mangler svar. Fyll det ut."),
    ("answer-invalid", "field"): N_("Svaret på «%(field)s» passer ikke. Rett det."),
    ("date-in-future", "date"): N_("«%(date)s» ligger fram i tid. Oppgi en dag som har vært."),
    ("pathway-closed", "outcome"): N_(
        "Forløpet er avsluttet (%(outcome)s). Det kan ikke gjøres mer i det."
    ),
}
"""A fuller sentence where the fact can be called by its name."""

FAULTS: Final[Mapping[str, str]] = {
    "unknown-field": N_("Feltet finnes ikke."),
    "not-text": N_("Skriv tekst."),
    "unreadable-character": N_("Teksten har et tegn som ikke kan lagres. Skriv den på nytt."),
    "too-long": N_("Teksten er for lang. Kort den ned."),
    "not-a-date": N_("Skriv en dato, som 24.11.2026."),
    "date-in-future": N_("Datoen ligger fram i tid."),
    "not-yes-or-no": N_("Velg ja eller nei."),
    "not-a-number": N_("Skriv et tall."),
    "too-large": N_("Tallet er for stort."),
    "too-small": N_("Tallet er for lite."),
    "not-a-choice": N_("Velg fra listen."),
    "not-a-row": N_("Raden finnes ikke."),
    "not-a-list": N_("Listen kan ikke leses."),
    "missing": N_("Må fylles ut."),
}
"""What is wrong with an answer, beside its field."""

_NOT_FOUND = frozenset(
    code for code in SENTENCES if code.startswith("unknown-") and code != "unknown-outcome"
)
_MENDABLE: Final = frozenset({
    "snooze-past-limit", "snooze-not-ahead", "unknown-outcome", "answer-missing",
    "answer-invalid", "date-in-future", "date-before-start", "reason-missing", "unknown-unit",
    "late-reason-missing",
    "cannot-forward-there", "nobody-there", "consent-missing", "unknown-person",
    "nothing-chosen", "date-in-past",
})  # fmt: skip


def status_of(refusal: CommandRefused) -> int:
    """422 for what the form's writer mends, 404, 403, 503 when busy, and otherwise 409."""
    if refusal.code in _MENDABLE:
        return 422
    if refusal.code in _NOT_FOUND:
        return 404
    others = {"not-your-unit": 403, "not-your-organisation": 403, "store-busy": 503}
    return others.get(refusal.code, 409)


def say_refusal(
    refusal: CommandRefused,
    words: Words,
    addresses: Addresses,
    definition: PathwayDefinition | None = None,
) -> str:
    """One sentence, or two.

    Args:
        definition: The pathway's own, so that steps, fields and dates can be called by name.
    """
    for name, value in _names(refusal, words, addresses, definition).items():
        sentence = _NAMED.get((refusal.code, name))
        if sentence is not None and value:
            return words.text(sentence, **{name: value})
    return words.text(SENTENCES[refusal.code])


def _names(
    refusal: CommandRefused,
    words: Words,
    addresses: Addresses,
    definition: PathwayDefinition | None,
) -> dict[str, str | None]:
    facts = {name: str(value) for name, value in refusal.facts.items() if value is not None}
    unit = facts.get("belongs_to") or facts.get("unit")
    found: dict[str, str | None] = {
        "unit": addresses.unit_name(unit) if unit in addresses.units else None
    }
    if definition is None:
        return found
    step = definition.steps.get(facts.get("step", ""))
    named = definition.dates.get(facts.get("name", ""))
    outcome = definition.outcomes.get(facts.get("outcome", ""))
    return found | {
        "step": words.plain(step.label) if step else None,
        "date": words.plain(named.name) if named else None,
        "outcome": words.plain(outcome) if outcome else None,
        "field": _field_label(definition, facts.get("field", ""), words),
    }


def _field_label(definition: PathwayDefinition, name: str, words: Words) -> str | None:
    """The label of a field wherever in the definition it stands; None when labels differ."""
    asked = [form.fields for form in definition.forms.values()]
    asked += [event.ask for event in definition.events.values()]
    for step in definition.steps.values():
        asked += [outcome.ask for outcome in getattr(step, "outcomes", {}).values()]
    labels = {words.plain(fields[name].label) for fields in asked if name in fields}
    return labels.pop() if len(labels) == 1 else None


def say_fault(why: str, words: Words) -> str:
    """What is wrong with one answer; *why* as the engine gives it."""
    code = why.rpartition(": ")[2]
    return words.text(FAULTS.get(code, FAULTS["missing"]))
