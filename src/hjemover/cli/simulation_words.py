"""What a simulation says around the names of the definition, in the three languages."""

from typing import Final

from msgspec import Struct

from hjemover.vocabulary import Language


class Words(Struct, frozen=True, kw_only=True):
    """Phrases; a pair is for a pathway of patients, and for one of cases."""

    made_up: tuple[str, str]
    one: tuple[str, str]
    many: tuple[str, str]
    still: tuple[str, str]
    stands: str
    since: str
    ended: str
    how_it_ended: str
    outcome: str
    patients: tuple[str, str]
    median_days: str
    under_way: str
    messages: str
    unit: str
    weeks: str
    median_week: str
    worst_week: str
    in_all: str
    margins: str
    step: str
    times: str
    late: str
    p10: str
    p50: str
    p90: str
    ways: str
    way: str
    stuck: str
    cause: str
    days: str
    nothing_stuck: str
    never: str
    transfer: str
    causes: dict[str, str]


WORDS: Final[dict[Language, Words]] = {
    "nb": Words(
        made_up=(
            "Oppdiktede pasienter og enheter, frø {}. Et bilde av forløpet, ingen spådom.",
            "Oppdiktede saker og enheter, frø {}. Et bilde av forløpet, ingen spådom.",
        ),
        one=(
            "{}, versjon {}: én oppdiktet pasient i {} måneder",
            "{}, versjon {}: én oppdiktet sak i {} måneder",
        ),
        many=(
            "{}, versjon {}: {} oppdiktede pasienter i {} måneder",
            "{}, versjon {}: {} oppdiktede saker i {} måneder",
        ),
        still=(
            "Etter {} måneder er pasienten fortsatt underveis:",
            "Etter {} måneder er saken fortsatt underveis:",
        ),
        stands="«{}» hos {}",
        since="siden {}",
        ended="Forløpet tok {} dager.",
        how_it_ended="Slik endte det",
        outcome="Slutt",
        patients=(
            "Pasienter",
            "Saker",
        ),
        median_days="Dager, midterste",
        under_way="fortsatt underveis",
        messages="Meldinger til enhetene, uke for uke",
        unit="Enhet",
        weeks="Uker",
        median_week="Midterste uke",
        worst_week="Verste uke",
        in_all="I alt",
        margins="Dager igjen av fristen da det ble gjort (minus er for sent)",
        step="Steg",
        times="Ganger",
        late="For sent",
        p10="10 %",
        p50="50 %",
        p90="90 %",
        ways="Hvor ofte hver vei ble tatt",
        way="Vei",
        stuck="Hva som sto fast",
        cause="Fordi",
        days="Virkedager",
        nothing_stuck="Ingenting sto fast.",
        never="Ingen kom til: {}.",
        transfer="Overflytting: {}",
        causes={
            "no-answer": "ikke svar innen fristen", "not-delivered": "ikke levert",
            "no-active-person": "ingen på jobb hos mottakeren", "overdue": "over fristen",
            "still-overlapping": "avsenderen skulle vært ferdig",
            "clock-stopped": "klokka er stoppet uten dato",
            "date-missing": "en dato mangler",
            "ask-again-passed": "dagen for å spørre igjen er passert",
            "nothing-scheduled": "ingenting er planlagt", "nobody-owns": "ingen eier avgjørelsen",
            "definition-failed": "en regel feilet",
        },
    ),
    "nn": Words(
        made_up=(
            "Oppdikta pasientar og einingar, frø {}. Eit bilete av forløpet, ingen spådom.",
            "Oppdikta saker og einingar, frø {}. Eit bilete av forløpet, ingen spådom.",
        ),
        one=(
            "{}, versjon {}: éin oppdikta pasient i {} månader",
            "{}, versjon {}: éi oppdikta sak i {} månader",
        ),
        many=(
            "{}, versjon {}: {} oppdikta pasientar i {} månader",
            "{}, versjon {}: {} oppdikta saker i {} månader",
        ),
        still=(
            "Etter {} månader er pasienten framleis undervegs:",
            "Etter {} månader er saka framleis undervegs:",
        ),
        stands="«{}» hos {}",
        since="sidan {}",
        ended="Forløpet tok {} dagar.",
        how_it_ended="Slik enda det",
        outcome="Slutt",
        patients=(
            "Pasientar",
            "Saker",
        ),
        median_days="Dagar, midtarste",
        under_way="framleis undervegs",
        messages="Meldingar til einingane, veke for veke",
        unit="Eining",
        weeks="Veker",
        median_week="Midtarste veke",
        worst_week="Verste veke",
        in_all="I alt",
        margins="Dagar att av fristen då det vart gjort (minus er for seint)",
        step="Steg",
        times="Gonger",
        late="For seint",
        p10="10 %",
        p50="50 %",
        p90="90 %",
        ways="Kor ofte kvar veg vart teken",
        way="Veg",
        stuck="Kva som stod fast",
        cause="Fordi",
        days="Virkedagar",
        nothing_stuck="Ingenting stod fast.",
        never="Ingen kom til: {}.",
        transfer="Overflytting: {}",
        causes={
            "no-answer": "ikkje svar innan fristen", "not-delivered": "ikkje levert",
            "no-active-person": "ingen på jobb hos mottakaren", "overdue": "over fristen",
            "still-overlapping": "avsendaren skulle vore ferdig",
            "clock-stopped": "klokka er stoppa utan dato",
            "date-missing": "ein dato manglar",
            "ask-again-passed": "dagen for å spørje igjen er passert",
            "nothing-scheduled": "ingenting er planlagt", "nobody-owns": "ingen eig avgjerda",
            "definition-failed": "ein regel feila",
        },
    ),
    "en": Words(
        made_up=(
            "Made-up patients and units, seed {}. A picture of the pathway, no forecast.",
            "Made-up cases and units, seed {}. A picture of the pathway, no forecast.",
        ),
        one=(
            "{}, version {}: one made-up patient for {} months",
            "{}, version {}: one made-up case for {} months",
        ),
        many=(
            "{}, version {}: {} made-up patients for {} months",
            "{}, version {}: {} made-up cases for {} months",
        ),
        still=(
            "After {} months the patient is still under way:",
            "After {} months the case is still under way:",
        ),
        stands="“{}” with {}",
        since="since {}",
        ended="The pathway took {} days.",
        how_it_ended="How it ended",
        outcome="End",
        patients=(
            "Patients",
            "Cases",
        ),
        median_days="Days, median",
        under_way="still under way",
        messages="Messages to the units, week by week",
        unit="Unit",
        weeks="Weeks",
        median_week="Median week",
        worst_week="Worst week",
        in_all="In all",
        margins="Days left of the limit when it was done (below zero is late)",
        step="Step",
        times="Times",
        late="Late",
        p10="10 %",
        p50="50 %",
        p90="90 %",
        ways="How often each way was taken",
        way="Way",
        stuck="What stood still",
        cause="Because",
        days="Working days",
        nothing_stuck="Nothing stood still.",
        never="Nobody came to: {}.",
        transfer="Transfer: {}",
        causes={
            "no-answer": "no answer within the limit", "not-delivered": "not delivered",
            "no-active-person": "nobody at work there", "overdue": "overdue",
            "still-overlapping": "the sender should have been done",
            "clock-stopped": "the clock is stopped without a day",
            "date-missing": "a date is missing",
            "ask-again-passed": "the day to ask again has passed",
            "nothing-scheduled": "nothing is scheduled", "nobody-owns": "nobody owns the decision",
            "definition-failed": "a rule failed",
        },
    ),
}  # fmt: skip
