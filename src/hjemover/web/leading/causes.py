"""Why something is stuck, and what to try, in words."""

from collections.abc import Mapping
from typing import Final

from hjemover.application.following_up import Act
from hjemover.vocabulary import StuckCause
from hjemover.web.wording import N_

CAUSES: Final[Mapping[StuckCause, str]] = {
    StuckCause.NO_ANSWER: N_("Ikke svar innen fristen"),
    StuckCause.NOT_DELIVERED: N_("Ikke levert"),
    StuckCause.NO_ACTIVE_PERSON: N_("Ingen på jobb"),
    StuckCause.OVERDUE: N_("Over fristen"),
    StuckCause.STILL_OVERLAPPING: N_("Avsenderen skulle vært ferdig"),
    StuckCause.SUBPATHWAY_LATE: N_("Et annet forløp tar for lang tid"),
    StuckCause.CLOCK_STOPPED: N_("Klokka er stoppet uten dato"),
    StuckCause.DATE_MISSING: N_("En dato mangler"),
    StuckCause.ASK_AGAIN_PASSED: N_("Dagen for å spørre igjen er passert"),
    StuckCause.NOTHING_SCHEDULED: N_("Ingenting er planlagt"),
    StuckCause.NOBODY_OWNS: N_("Ingen eier avgjørelsen"),
    StuckCause.DEFINITION_FAILED: N_("En regel feilet"),
}

WHY: Final[Mapping[StuckCause, str]] = {
    StuckCause.NO_ANSWER: N_(
        "Mottakeren har ikke svart innen fristen. Avsenderen har ansvaret til en person tar imot."
    ),
    StuckCause.NOT_DELIVERED: N_("Det kom ikke fram, så mottakeren vet ikke om det."),
    StuckCause.NO_ACTIVE_PERSON: N_("Ingen er på jobb hos den det venter på, og ingen er vikar."),
    StuckCause.OVERDUE: N_("Enheten som har ansvaret, har latt sin egen frist gå ut."),
    StuckCause.DATE_MISSING: N_("Fristen regnes fra en dato som ingen har ført inn."),
    StuckCause.ASK_AGAIN_PASSED: N_("Pasienten ba om å bli spurt igjen, og den dagen er passert."),
    StuckCause.NOTHING_SCHEDULED: N_(
        "Det er ingen frist og ingenting planlagt, så ingen minnes om det."
    ),
    StuckCause.STILL_OVERLAPPING: N_(
        "Avsenderen er med lenger enn avtalt etter at mottakeren tok imot."
    ),
    StuckCause.SUBPATHWAY_LATE: N_(
        "Forløpet venter på et annet forløp, som ikke er ferdig innen fristen."
    ),
    StuckCause.CLOCK_STOPPED: N_("Klokka er stoppet, og ingen dag er satt for når den går igjen."),
    StuckCause.NOBODY_OWNS: N_("Adresseboken har ingen enhet for dette. En person må velge en."),
    StuckCause.DEFINITION_FAILED: N_(
        "En regel i forløpet kunne ikke regnes ut. En person må velge vei."
    ),
}

ACTS: Final[Mapping[Act, str]] = {
    "withdraw-handoff": N_("Trekk tilbake og send til en annen"),
    "accept-handoff": N_("Svar på overføringen"),
    "answer-handoff": N_("Svar på spørsmålet"),
    "reoffer-handoff": N_("Send på nytt"),
    "complete-task": N_("Gjør oppgaven ferdig"),
    "correct-date": N_("Før inn datoen"),
    "assign-party": N_("Velg enhet"),
    "choose-way": N_("Velg vei videre"),
    "end-overlap": N_("Si at dere er ferdige"),
    "start-clock": N_("Sett klokka i gang"),
    "set-deputy": N_("Sett inn en vikar"),
    "mend-address": N_("Rett adressen til enheten"),
}

DOES: Final[Mapping[Act, str]] = {
    "withdraw-handoff": N_("Mottakeren får beskjed, og enheten dere velger får overføringen."),
    "accept-handoff": N_(
        "Tar dere imot, har dere ansvaret fra da av. Dere kan også avvise eller spørre."
    ),
    "answer-handoff": N_("Mottakeren får svaret, og fristen for å ta imot begynner på nytt."),
    "reoffer-handoff": N_("Samme overføring sendes til samme mottaker, med ny frist."),
    "complete-task": N_("Forløpet går videre til neste steg."),
    "correct-date": N_("Fristene som regnes fra datoen, blir satt."),
    "assign-party": N_("Enheten dere velger, får oppgaven."),
    "choose-way": N_("Forløpet går videre fra steget dere velger."),
    "end-overlap": N_("Avsenderen har ikke lenger noe ansvar i dette."),
    "start-clock": N_("Fristen flyttes med den tiden klokka sto stille."),
    "set-deputy": N_("Vikarenheten får arbeidet så lenge ingen er på jobb."),
    "mend-address": N_("Varsler til enheten kommer fram igjen."),
}
