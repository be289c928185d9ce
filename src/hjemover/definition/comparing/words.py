"""The phrases of a comparison in the three languages."""

from typing import Final, Literal

from msgspec import Struct

from hjemover.vocabulary import Language

Group = Literal[
    "under-way", "who", "limits", "way", "events", "questions", "sources", "texts", "other"
]
GROUPS: Final[tuple[Group, ...]] = (
    "under-way", "who", "limits", "way", "events", "questions", "sources", "texts", "other",
)  # fmt: skip
"""What weighs most for a patient under way comes first."""


class Words(Struct, frozen=True, kw_only=True):
    """Phrases with ``{}`` where a name or a value goes in."""

    same: str
    versions: str
    stays: str
    cases_stay: str
    groups: dict[Group, str]
    changed: str  # where, aspect, old, new
    added: str  # where, one of aspect, new
    removed: str  # where, one of aspect, old
    wording: str  # where, aspect, language
    quoted: str
    whole: str
    step_added: str
    step_removed: str
    step_kind: str
    renamed: dict[str, str]  # by section: old, new
    entry_added: dict[str, str]
    entry_removed: dict[str, str]
    outcome_added: str
    outcome_removed: str
    question_added: str
    question_removed: str
    item_added: str
    item_removed: str
    required_date: str
    number_used: str
    yes: str
    no: str
    nothing: str
    languages: dict[str, str]
    and_limit: str


WORDS: Final[dict[Language, Words]] = {
    "nb": Words(
        same="Ingen forskjell i mening.",
        versions="Fra versjon {} (gjelder fra {}) til versjon {} (gjelder fra {}).",
        stays="Pasienter som er underveis, blir på den versjonen de begynte på.",
        cases_stay="Saker som er underveis, blir på den versjonen de begynte på.",
        groups={
            "under-way": "Det som gjelder dem som er underveis",
            "who": "Hvem som har ansvaret, og hvem som får beskjed",
            "limits": "Frister og tall",
            "way": "Veien gjennom forløpet",
            "events": "Det som kan skje underveis",
            "questions": "Det som spørres om",
            "sources": "Kilder og kontroll",
            "texts": "Ord og tekster",
            "other": "Annet",
        },
        changed="{}, {}: før {}, nå {}.",
        added="{} har fått {}: {}.",
        removed="{} har ikke lenger {} ({}).",
        wording="{}, {}: endret på {}.",
        quoted="«{}»",
        whole="Forløpet",
        step_added="Nytt steg: {}.",
        step_removed="Steget {} er borte. Den som står der, har ingen plass i den nye versjonen.",
        step_kind="Steget {} er av et annet slag enn før.",
        renamed={
            "steps": "Steget {} heter nå {} i filen.", "parties": "Parten {} heter nå {} i filen.",
            "dates": "Datoen {} heter nå {} i filen.", "numbers": "Tallet {} heter nå {} i filen.",
            "windows": "Tidsvinduet {} heter nå {} i filen.",
            "consents": "Samtykket {} heter nå {} i filen.",
            "forms": "Skjemaet {} heter nå {} i filen.",
            "outcomes": "Sluttkoden {} heter nå {} i filen.",
            "events": "Hendelsen {} heter nå {} i filen.",
            "tables": "Satstabellen {} heter nå {} i filen.",
            "accruals": "Påløpet {} heter nå {} i filen.",
            "measures": "Måltallet {} heter nå {} i filen.",
        },
        entry_added={
            "parties": "Ny part: {}.", "dates": "Ny dato: {}.", "numbers": "Nytt tall: {}.",
            "windows": "Nytt tidsvindu: {}.", "consents": "Nytt samtykke: {}.",
            "forms": "Nytt skjema: {}.", "outcomes": "Forløpet kan nå også ende slik: {}.",
            "events": "Ny hendelse: {}.",
            "tables": "Ny satstabell: {}.", "accruals": "Nytt påløp: {}.",
            "measures": "Nytt måltall: {}.",
        },
        entry_removed={
            "parties": "Parten {} er borte.", "dates": "Datoen {} er borte.",
            "numbers": "Tallet {} er borte.", "windows": "Tidsvinduet {} er borte.",
            "consents": "Samtykket {} er borte.", "forms": "Skjemaet {} er borte.",
            "outcomes": "Forløpet kan ikke lenger ende slik: {}.",
            "events": "Hendelsen {} er borte.",
            "tables": "Satstabellen {} er borte.", "accruals": "Påløpet {} er borte.",
            "measures": "Måltallet {} er borte.",
        },
        outcome_added="{} kan nå også ende med {}: {}.",
        outcome_removed="{} kan ikke lenger ende med {}.",
        question_added="{} spør nå også om {}.",
        question_removed="{} spør ikke lenger om {}.",
        item_added="Sjekklisten til {} har fått {}.",
        item_removed="Sjekklisten til {} har ikke lenger {}.",
        required_date="{} må nå være kjent fra starten.",
        number_used="Tallet {} ({})",
        yes="ja",
        no="nei",
        nothing="ingenting",
        languages={"nb": "bokmål", "nn": "nynorsk", "en": "engelsk"},
        and_limit="{} for {}",
    ),
    "nn": Words(
        same="Ingen skilnad i meining.",
        versions="Frå versjon {} (gjeld frå {}) til versjon {} (gjeld frå {}).",
        stays="Pasientar som er undervegs, blir på den versjonen dei tok til på.",
        cases_stay="Saker som er undervegs, blir på den versjonen dei tok til på.",
        groups={
            "under-way": "Det som gjeld dei som er undervegs",
            "who": "Kven som har ansvaret, og kven som får beskjed",
            "limits": "Fristar og tal",
            "way": "Vegen gjennom forløpet",
            "events": "Det som kan skje undervegs",
            "questions": "Det som blir spurt om",
            "sources": "Kjelder og kontroll",
            "texts": "Ord og tekstar",
            "other": "Anna",
        },
        changed="{}, {}: før {}, no {}.",
        added="{} har fått {}: {}.",
        removed="{} har ikkje lenger {} ({}).",
        wording="{}, {}: endra på {}.",
        quoted="«{}»",
        whole="Forløpet",
        step_added="Nytt steg: {}.",
        step_removed="Steget {} er borte. Den som står der, har ingen plass i den nye versjonen.",
        step_kind="Steget {} er av eit anna slag enn før.",
        renamed={
            "steps": "Steget {} heiter no {} i fila.", "parties": "Parten {} heiter no {} i fila.",
            "dates": "Datoen {} heiter no {} i fila.", "numbers": "Talet {} heiter no {} i fila.",
            "windows": "Tidsvindauget {} heiter no {} i fila.",
            "consents": "Samtykket {} heiter no {} i fila.",
            "forms": "Skjemaet {} heiter no {} i fila.",
            "outcomes": "Sluttkoden {} heiter no {} i fila.",
            "events": "Hendinga {} heiter no {} i fila.",
            "tables": "Satstabellen {} heiter no {} i fila.",
            "accruals": "Påløpet {} heiter no {} i fila.",
            "measures": "Måltalet {} heiter no {} i fila.",
        },
        entry_added={
            "parties": "Ny part: {}.", "dates": "Ny dato: {}.", "numbers": "Nytt tal: {}.",
            "windows": "Nytt tidsvindauge: {}.", "consents": "Nytt samtykke: {}.",
            "forms": "Nytt skjema: {}.", "outcomes": "Forløpet kan no òg ende slik: {}.",
            "events": "Ny hending: {}.",
            "tables": "Ny satstabell: {}.", "accruals": "Nytt påløp: {}.",
            "measures": "Nytt måltal: {}.",
        },
        entry_removed={
            "parties": "Parten {} er borte.", "dates": "Datoen {} er borte.",
            "numbers": "Talet {} er borte.", "windows": "Tidsvindauget {} er borte.",
            "consents": "Samtykket {} er borte.", "forms": "Skjemaet {} er borte.",
            "outcomes": "Forløpet kan ikkje lenger ende slik: {}.",
            "events": "Hendinga {} er borte.",
            "tables": "Satstabellen {} er borte.", "accruals": "Påløpet {} er borte.",
            "measures": "Måltalet {} er borte.",
        },
        outcome_added="{} kan no òg ende med {}: {}.",
        outcome_removed="{} kan ikkje lenger ende med {}.",
        question_added="{} spør no òg om {}.",
        question_removed="{} spør ikkje lenger om {}.",
        item_added="Sjekklista til {} har fått {}.",
        item_removed="Sjekklista til {} har ikkje lenger {}.",
        required_date="{} må no vere kjend frå starten.",
        number_used="Talet {} ({})",
        yes="ja",
        no="nei",
        nothing="ingenting",
        languages={"nb": "bokmål", "nn": "nynorsk", "en": "engelsk"},
        and_limit="{} for {}",
    ),
    "en": Words(
        same="No difference in meaning.",
        versions="From version {} (valid from {}) to version {} (valid from {}).",
        stays="Patients under way stay on the version they began with.",
        cases_stay="Cases under way stay on the version they began with.",
        groups={
            "under-way": "What concerns those under way",
            "who": "Who is responsible, and who is told",
            "limits": "Limits and numbers",
            "way": "The way through the pathway",
            "events": "What may happen on the way",
            "questions": "What is asked",
            "sources": "Sources and checking",
            "texts": "Words and texts",
            "other": "Other",
        },
        changed="{}, {}: before {}, now {}.",
        added="{} now has {}: {}.",
        removed="{} no longer has {} ({}).",
        wording="{}, {}: changed in {}.",
        quoted="“{}”",
        whole="The pathway",
        step_added="New step: {}.",
        step_removed="The step {} is gone. Whoever stands there has no place in the new version.",
        step_kind="The step {} is of another kind than before.",
        renamed={
            "steps": "The step {} is now called {} in the file.",
            "parties": "The party {} is now called {} in the file.",
            "dates": "The date {} is now called {} in the file.",
            "numbers": "The number {} is now called {} in the file.",
            "windows": "The window {} is now called {} in the file.",
            "consents": "The consent {} is now called {} in the file.",
            "forms": "The form {} is now called {} in the file.",
            "outcomes": "The outcome code {} is now called {} in the file.",
            "events": "The event {} is now called {} in the file.",
            "tables": "The table {} is now called {} in the file.",
            "accruals": "The accrual {} is now called {} in the file.",
            "measures": "The measure {} is now called {} in the file.",
        },
        entry_added={
            "parties": "New party: {}.", "dates": "New date: {}.", "numbers": "New number: {}.",
            "windows": "New window: {}.", "consents": "New consent: {}.",
            "forms": "New form: {}.", "outcomes": "The pathway can now also end like this: {}.",
            "events": "New event: {}.",
            "tables": "New table of rates: {}.", "accruals": "New accrual: {}.",
            "measures": "New measure: {}.",
        },
        entry_removed={
            "parties": "The party {} is gone.", "dates": "The date {} is gone.",
            "numbers": "The number {} is gone.", "windows": "The window {} is gone.",
            "consents": "The consent {} is gone.", "forms": "The form {} is gone.",
            "outcomes": "The pathway can no longer end like this: {}.",
            "events": "The event {} is gone.",
            "tables": "The table of rates {} is gone.", "accruals": "The accrual {} is gone.",
            "measures": "The measure {} is gone.",
        },
        outcome_added="{} can now also end with {}: {}.",
        outcome_removed="{} can no longer end with {}.",
        question_added="{} now also asks for {}.",
        question_removed="{} no longer asks for {}.",
        item_added="The checklist of {} now has {}.",
        item_removed="The checklist of {} no longer has {}.",
        required_date="{} must now be known from the start.",
        number_used="The number {} ({})",
        yes="yes",
        no="no",
        nothing="nothing",
        languages={"nb": "bokmål", "nn": "nynorsk", "en": "English"},
        and_limit="{} for {}",
    ),
}  # fmt: skip
