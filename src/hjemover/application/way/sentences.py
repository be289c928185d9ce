"""A sentence for every fact in three languages (setninger). A test holds the table complete.

What stands in braces is filled in by :mod:`~hjemover.application.way.telling`. A fact that is
told in several ways has a row for each, marked by what sets it apart.
"""

from typing import Final

from hjemover.engine import events as e
from hjemover.vocabulary import LANGUAGES, Language

Told = tuple[str, str, str]
"""Bokmål, nynorsk, English."""

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    # --- the pathway ---
    (e.PathwayEnrolled, ""): (
        "Pasienten ble meldt inn",
        "Pasienten vart meld inn",
        "The patient was enrolled",
    ),
    (e.PathwayEnrolled, "linked"): (
        "Pasienten ble meldt inn, fra et tidligere forløp",
        "Pasienten vart meld inn, frå eit tidlegare forløp",
        "The patient was enrolled, from an earlier pathway",
    ),
    (e.PartyResolved, ""): ("{party} er {unit}", "{party} er {unit}", "{party} is {unit}"),
    (e.PartyResolved, "another"): (
        "{party} er nå {unit}, ikke lenger {previous}",
        "{party} er no {unit}, ikkje lenger {previous}",
        "{party} is now {unit}, no longer {previous}",
    ),
    (e.StepEntered, ""): (
        "Forløpet kom til «{what}»",
        "Forløpet kom til «{what}»",
        "The pathway came to “{what}”",
    ),
    (e.RoundsExhausted, ""): (
        "«{what}» er prøvd så mange ganger som avtalt; veien går til «{then}»",
        "«{what}» er prøvd så mange gonger som avtalt; vegen går til «{then}»",
        "“{what}” was tried as often as agreed; the way goes to “{then}”",
    ),
    (e.PathwayHeld, ""): (
        "Forløpet ble satt på pause til {day}",
        "Forløpet vart sett på pause til {day}",
        "The pathway was paused until {day}",
    ),
    (e.PathwayResumed, "reported"): (
        "Pausen ble avsluttet",
        "Pausen vart avslutta",
        "The pause was ended",
    ),
    (e.PathwayResumed, "review-date"): (
        "Pausen er over: dagen for ny vurdering er kommet",
        "Pausen er over: dagen for ny vurdering er komen",
        "The pause is over: the review date has come",
    ),
    (e.PathwayClosed, ""): (
        "Forløpet ble avsluttet: {outcome}",
        "Forløpet vart avslutta: {outcome}",
        "The pathway was closed: {outcome}",
    ),
    (e.PathwayClosed, "silent"): (
        "Forløpet ble avsluttet: {outcome}. Ingenting sendes ut av huset",
        "Forløpet vart avslutta: {outcome}. Ingenting blir sendt ut av huset",
        "The pathway was closed: {outcome}. Nothing leaves the house",
    ),
    (e.PathwaySpawned, ""): (
        "Et nytt forløp ble startet for pasienten",
        "Eit nytt forløp vart starta for pasienten",
        "A new pathway was started for the patient",
    ),
    (e.InterruptReported, ""): (
        "Hendelse: {event}",
        "Hending: {event}",
        "Event: {event}",
    ),
    (e.SubjectMoved, ""): (
        "Pasienten hører nå til {belongs}",
        "Pasienten høyrer no til {belongs}",
        "The patient now belongs to {belongs}",
    ),
    (e.ConsentRecorded, "given"): (
        "Pasienten samtykker: {purpose}",
        "Pasienten samtykkjer: {purpose}",
        "The patient consents: {purpose}",
    ),
    (e.ConsentRecorded, "objected"): (
        "Pasienten motsetter seg: {purpose}",
        "Pasienten motset seg: {purpose}",
        "The patient objects: {purpose}",
    ),
    (e.DateSet, ""): ("«{date}» er {value}", "«{date}» er {value}", "“{date}” is {value}"),
    (e.DateSet, "corrected"): (
        "«{date}» ble rettet fra {previous} til {value}",
        "«{date}» vart retta frå {previous} til {value}",
        "“{date}” was corrected from {previous} to {value}",
    ),
    (e.DateSet, "removed"): (
        "«{date}» er ikke kjent likevel (før {previous})",
        "«{date}» er ikkje kjend likevel (før {previous})",
        "“{date}” is not known after all (before {previous})",
    ),
    (e.AnswerCorrected, ""): (
        "Svaret på «{field}» i «{what}» ble rettet fra {previous} til {value}",
        "Svaret på «{field}» i «{what}» vart retta frå {previous} til {value}",
        "The answer to “{field}” in “{what}” was corrected from {previous} to {value}",
    ),
    # --- tasks and waits ---
    (e.TaskRequested, ""): (
        "{unit} fikk oppgaven «{what}»",
        "{unit} fekk oppgåva «{what}»",
        "{unit} got the task “{what}”",
    ),
    (e.TaskRequested, "planned"): (
        "«{what}» er planlagt hos {unit}",
        "«{what}» er planlagd hos {unit}",
        "“{what}” is planned at {unit}",
    ),
    (e.TaskRequested, "choose-unit"): (
        "Ingen enhet ble funnet; {unit} må velge",
        "Inga eining vart funnen; {unit} må velje",
        "No unit was found; {unit} must choose",
    ),
    (e.TaskRequested, "repair"): (
        "En regel kunne ikke følges; {unit} må velge veien videre fra «{what}»",
        "Ein regel kunne ikkje følgjast; {unit} må velje vegen vidare frå «{what}»",
        "A rule could not be followed; {unit} must choose the way on from “{what}”",
    ),
    (e.TaskBroughtForward, ""): (
        "«{what}» kom på listen for å planlegges",
        "«{what}» kom på lista for å planleggjast",
        "“{what}” came on the list to be planned",
    ),
    (e.WindowOpened, ""): (
        "Tidsvinduet for «{what}» åpnet",
        "Tidsvindauget for «{what}» opna",
        "The window for “{what}” opened",
    ),
    (e.TaskClaimed, ""): (
        "{person} tok «{what}»",
        "{person} tok «{what}»",
        "{person} took “{what}”",
    ),
    (e.TaskReleased, ""): (
        "«{what}» ble lagt tilbake på enhetens liste",
        "«{what}» vart lagd tilbake på lista til eininga",
        "“{what}” was put back on the unit's list",
    ),
    (e.TaskReleased, "away"): (
        "«{what}» kom tilbake på enhetens liste fordi den som hadde tatt den, er borte",
        "«{what}» kom tilbake på lista til eininga fordi den som hadde teke henne, er borte",
        "“{what}” came back on the unit's list because whoever had taken it is away",
    ),
    (e.TaskReassigned, ""): (
        "{unit} overtok «{what}»",
        "{unit} tok over «{what}»",
        "{unit} took over “{what}”",
    ),
    (e.TaskCompleted, ""): (
        "«{what}» er gjort: {outcome}",
        "«{what}» er gjord: {outcome}",
        "“{what}” is done: {outcome}",
    ),
    (e.TaskCompleted, "plain"): (
        "«{what}» er gjort",
        "«{what}» er gjord",
        "“{what}” is done",
    ),
    (e.TaskCompleted, "chosen"): (
        "Valget er tatt for «{what}»: {outcome}",
        "Valet er teke for «{what}»: {outcome}",
        "The choice was made for “{what}”: {outcome}",
    ),
    (e.ItemChecked, ""): (
        "«{item}» er krysset av i «{what}»",
        "«{item}» er kryssa av i «{what}»",
        "“{item}” was ticked in “{what}”",
    ),
    (e.ItemUnchecked, ""): (
        "Krysset for «{item}» i «{what}» ble tatt bort",
        "Krysset for «{item}» i «{what}» vart teke bort",
        "The tick for “{item}” in “{what}” was taken away",
    ),
    (e.TaskGivenUp, ""): (
        "Fristen for «{what}» gikk ut, og forløpet gikk videre uten",
        "Fristen for «{what}» gjekk ut, og forløpet gjekk vidare utan",
        "The limit of “{what}” passed, and the pathway went on without it",
    ),
    (e.ReceiversAsked, ""): (
        "«{what}» ble sendt til flere mottakere",
        "«{what}» vart send til fleire mottakarar",
        "“{what}” was sent to several receivers",
    ),
    (e.QuorumReached, ""): (
        "Nok mottakere har tatt imot «{what}», og de har nå ansvaret",
        "Nok mottakarar har teke imot «{what}», og dei har no ansvaret",
        "Enough receivers have accepted “{what}”, and now have the responsibility",
    ),
    (e.QuorumLost, ""): (
        "For få kan ta imot «{what}»; avsenderen har fortsatt ansvaret",
        "For få kan ta imot «{what}»; avsendaren har framleis ansvaret",
        "Too few can accept “{what}”; the sender still has the responsibility",
    ),
    (e.OverlapBegan, ""): (
        "{unit} blir med videre etter «{what}»",
        "{unit} blir med vidare etter «{what}»",
        "{unit} stays on after “{what}”",
    ),
    (e.OverlapEnded, ""): (
        "Avsenderen er ferdig etter «{what}»",
        "Avsendaren er ferdig etter «{what}»",
        "The sender is done after “{what}”",
    ),
    (e.LimitExtended, ""): (
        "Fristen for «{what}» ble forlenget til {after}",
        "Fristen for «{what}» vart forlengd til {after}",
        "The limit of “{what}” was prolonged to {after}",
    ),
    (e.ClockStopped, ""): (
        "Klokka for «{what}» ble stoppet",
        "Klokka for «{what}» vart stoppa",
        "The clock of “{what}” was stopped",
    ),
    (e.ClockStarted, ""): (
        "Klokka for «{what}» går igjen; fristen er {after}",
        "Klokka for «{what}» går igjen; fristen er {after}",
        "The clock of “{what}” goes again; the limit is {after}",
    ),
    (e.TaskCancelled, ""): (
        "«{what}» ble avlyst: {why}",
        "«{what}» vart avlyst: {why}",
        "“{what}” was cancelled: {why}",
    ),
    (e.CodeToRegister, ""): (
        "{unit} må registrere koden {code} ({code_set}) i sitt eget system",
        "{unit} må registrere koden {code} ({code_set}) i sitt eige system",
        "{unit} must register the code {code} ({code_set}) in its own system",
    ),
    (e.WaitStarted, ""): (
        "Venter: «{what}» hos {unit}",
        "Ventar: «{what}» hos {unit}",
        "Waiting: “{what}” at {unit}",
    ),
    (e.WaitStarted, "postponed"): (
        "Pasienten ba om å vente: «{what}» hos {unit}",
        "Pasienten bad om å vente: «{what}» hos {unit}",
        "The patient asked to wait: “{what}” at {unit}",
    ),
    (e.WaitEnded, ""): (
        "Ventetiden er over: «{what}»",
        "Ventetida er over: «{what}»",
        "The wait is over: “{what}”",
    ),
    (e.DeadlineMoved, ""): (
        "Fristen for «{what}» ble flyttet fra {before} til {after}",
        "Fristen for «{what}» vart flytta frå {before} til {after}",
        "The deadline for “{what}” moved from {before} to {after}",
    ),
    (e.DeadlineMoved, "first"): (
        "«{what}» fikk frist {after}",
        "«{what}» fekk frist {after}",
        "“{what}” got the deadline {after}",
    ),
    (e.DeadlineMoved, "last"): (
        "«{what}» har ikke lenger fristen {before}",
        "«{what}» har ikkje lenger fristen {before}",
        "“{what}” no longer has the deadline {before}",
    ),
    (e.DeadlineMoved, "schedule"): (
        "Tidspunktene rundt «{what}» ble regnet ut på nytt",
        "Tidspunkta rundt «{what}» vart rekna ut på nytt",
        "The times around “{what}” were reckoned anew",
    ),
    (e.ReminderDue, ""): (
        "Påminnelse om «{what}»",
        "Påminning om «{what}»",
        "Reminder of “{what}”",
    ),
    (e.DeadlinePassed, ""): (
        "Fristen for «{what}» gikk ut",
        "Fristen for «{what}» gjekk ut",
        "The deadline for “{what}” passed",
    ),
    (e.Escalated, ""): (
        "«{what}» ble varslet oppover til {to}",
        "«{what}» vart varsla oppover til {to}",
        "“{what}” was escalated to {to}",
    ),
    # --- handoffs ---
    (e.HandoffOffered, ""): (
        "{sender} sendte «{what}» til {receiver}",
        "{sender} sende «{what}» til {receiver}",
        "{sender} sent “{what}” to {receiver}",
    ),
    (e.CopyWithheld, ""): (
        "Kopien til {party} ble ikke sendt: pasienten ønsker det ikke",
        "Kopien til {party} vart ikkje send: pasienten ønskjer det ikkje",
        "The copy to {party} was not sent: the patient does not want it",
    ),
    (e.HandoffDelivered, ""): (
        "«{what}» er levert i mottakerens system. Ingen har svart ennå",
        "«{what}» er levert i systemet til mottakaren. Ingen har svart enno",
        "“{what}” arrived in the receiver's system. Nobody has answered yet",
    ),
    (e.HandoffUndelivered, ""): (
        "«{what}» kom ikke fram",
        "«{what}» kom ikkje fram",
        "“{what}” did not arrive",
    ),
    (e.HandoffUndelivered, "no-receipt"): (
        "Det kom ingen kvittering for «{what}» innen fristen",
        "Det kom inga kvittering for «{what}» innan fristen",
        "No receipt came for “{what}” within its limit",
    ),
    (e.CopyDelivered, ""): (
        "Kopien til {party} er levert",
        "Kopien til {party} er levert",
        "The copy to {party} arrived",
    ),
    (e.CopyUndelivered, ""): (
        "Kopien til {party} kom ikke fram",
        "Kopien til {party} kom ikkje fram",
        "The copy to {party} did not arrive",
    ),
    (e.CopyAcknowledged, ""): (
        "Kopien til {party} er lest",
        "Kopien til {party} er lesen",
        "The copy to {party} has been read",
    ),
    (e.HandoffSeen, ""): (
        "«{what}» ble åpnet hos mottakeren",
        "«{what}» vart opna hos mottakaren",
        "“{what}” was opened by the receiver",
    ),
    (e.HandoffAccepted, ""): (
        "{person} hos {receiver} tok imot «{what}» og har nå ansvaret",
        "{person} hos {receiver} tok imot «{what}» og har no ansvaret",
        "{person} at {receiver} accepted “{what}” and now has the responsibility",
    ),
    (e.HandoffAccepted, "tacit"): (
        "Ingen hos {receiver} sa nei til «{what}» innen fristen, så de har nå ansvaret",
        "Ingen hos {receiver} sa nei til «{what}» innan fristen, så dei har no ansvaret",
        "Nobody at {receiver} said no to “{what}” in time, so they now have the responsibility",
    ),
    (e.HandoffRejected, ""): (
        "{receiver} avviste «{what}»: {reason}",
        "{receiver} avviste «{what}»: {reason}",
        "{receiver} rejected “{what}”: {reason}",
    ),
    (e.HandoffReturned, ""): (
        "«{what}» kom tilbake med et spørsmål",
        "«{what}» kom tilbake med eit spørsmål",
        "“{what}” came back with a question",
    ),
    (e.HandoffAnswered, ""): (
        "Spørsmålet om «{what}» ble besvart",
        "Spørsmålet om «{what}» vart svart på",
        "The question about “{what}” was answered",
    ),
    (e.HandoffForwarded, ""): (
        "«{what}» ble sendt videre til {receiver}",
        "«{what}» vart send vidare til {receiver}",
        "“{what}” was forwarded to {receiver}",
    ),
    (e.HandoffReoffered, ""): (
        "«{what}» ble sendt på nytt til {receiver}",
        "«{what}» vart send på nytt til {receiver}",
        "“{what}” was sent again to {receiver}",
    ),
    (e.HandoffWithdrawn, ""): (
        "«{what}» ble trukket tilbake: {why}",
        "«{what}» vart trekt tilbake: {why}",
        "“{what}” was withdrawn: {why}",
    ),
    (e.HandoffExpired, ""): (
        "Tilbudet «{what}» utløp uten svar",
        "Tilbodet «{what}» gjekk ut utan svar",
        "The offer “{what}” expired without an answer",
    ),
    (e.HandoffBlocked, ""): (
        "«{what}» ble ikke sendt: pasienten motsetter seg deling",
        "«{what}» vart ikkje send: pasienten motset seg deling",
        "“{what}” was not sent: the patient objects to sharing",
    ),
    (e.HandoffHeldBack, ""): (
        "«{what}» ble holdt tilbake: det som må være på plass, var det ikke",
        "«{what}» vart halden tilbake: det som må vere på plass, var det ikkje",
        "“{what}” was held back: what must be in place was not",
    ),
    # --- what the definition did by itself ---
    (e.DecisionTaken, ""): (
        "Forløpet valgte «{then}» ved «{what}»",
        "Forløpet valde «{then}» ved «{what}»",
        "The pathway chose “{then}” at “{what}”",
    ),
    (e.NoticeGiven, ""): (
        "{to} fikk beskjed: {message}",
        "{to} fekk beskjed: {message}",
        "{to} were told: {message}",
    ),
    (e.NoticeGiven, "in-house"): (
        "{to} ser det bare i innboksen: {message}",
        "{to} ser det berre i innboksen: {message}",
        "{to} see it in the inbox only: {message}",
    ),
    (e.NoticeWithheld, ""): (
        "{party} fikk ikke beskjed om «{what}»: pasienten ønsker det ikke",
        "{party} fekk ikkje beskjed om «{what}»: pasienten ønskjer det ikkje",
        "{party} was not told of “{what}”: the patient does not want it",
    ),
    (e.BranchesOpened, ""): (
        "Flere grener går nå samtidig: «{what}»",
        "Fleire greiner går no samtidig: «{what}»",
        "Several branches run at once: “{what}”",
    ),
    (e.BranchDone, ""): (
        "En gren er ferdig: «{what}»",
        "Ei grein er ferdig: «{what}»",
        "A branch is done: “{what}”",
    ),
    (e.BranchesJoined, ""): (
        "Grenene møttes: «{what}»",
        "Greinene møttest: «{what}»",
        "The branches met: “{what}”",
    ),
    (e.BranchesLeft, ""): (
        "Grenene ble forlatt: «{what}»",
        "Greinene vart forlatne: «{what}»",
        "The branches were left: “{what}”",
    ),
    (e.AccrualStarted, ""): (
        "«{accrual}» begynte å løpe",
        "«{accrual}» tok til å løpe",
        "“{accrual}” began to grow",
    ),
    (e.AccrualStopped, ""): (
        "«{accrual}» sluttet å løpe",
        "«{accrual}» slutta å løpe",
        "“{accrual}” stopped growing",
    ),
    (e.AccrualMoved, ""): (
        "«{accrual}» regnes nå fra {counts_from}, før fra {previous}",
        "«{accrual}» blir no rekna frå {counts_from}, før frå {previous}",
        "“{accrual}” now counts from {counts_from}, before from {previous}",
    ),
    # --- pathways among each other ---
    (e.SubpathwayStarted, ""): (
        "Et eget forløp begynte: «{what}»",
        "Eit eige forløp byrja: «{what}»",
        "A pathway of its own began: “{what}”",
    ),
    (e.SubpathwaySkipped, ""): (
        "«{what}» var i gang fra før og begynte ikke på nytt",
        "«{what}» var i gang frå før og byrja ikkje på nytt",
        "“{what}” was under way already and did not begin again",
    ),
    (e.SubpathwayReported, ""): (
        "Et av forløpene i «{what}» er over",
        "Eit av forløpa i «{what}» er over",
        "One of the pathways of “{what}” is over",
    ),
    (e.SubpathwayEnded, ""): (
        "Det andre forløpet er over: «{what}»",
        "Det andre forløpet er over: «{what}»",
        "The other pathway is over: “{what}”",
    ),
    (e.SubpathwayRefused, ""): (
        "Det andre forløpet kunne ikke begynne: «{what}»",
        "Det andre forløpet kunne ikkje byrje: «{what}»",
        "The other pathway could not begin: “{what}”",
    ),
    (e.PathwayAwaited, ""): (
        "Et annet forløp venter på dette",
        "Eit anna forløp ventar på dette",
        "Another pathway waits for this one",
    ),
    (e.OccurrenceTold, ""): (
        "Det ble meldt fra: {occurrence}",
        "Det vart meldt frå: {occurrence}",
        "It was told of: {occurrence}",
    ),
    (e.AbsenceWatched, ""): (
        "«{event}» skjer hvis ingenting er meldt innen {day}",
        "«{event}» skjer dersom ingenting er meldt innan {day}",
        "“{event}” strikes if nothing is told of by {day}",
    ),
    (e.AbsenceNoticed, ""): (
        "Ingenting ble meldt i tide: {occurrence}",
        "Ingenting vart meldt i tide: {occurrence}",
        "Nothing was told of in time: {occurrence}",
    ),
}

REMOVED: Final[Told] = (
    "Innholdet er fjernet etter loven",
    "Innhaldet er fjerna etter lova",
    "The content was removed by law",
)
"""Of a fact whose content was lawfully taken out: that there was one is all that is left."""

CODES: Final[dict[str, Told]] = {
    "closed": ("forløpet ble avsluttet", "forløpet vart avslutta", "the pathway was closed"),
    "event": ("en hendelse kom i veien", "ei hending kom i vegen", "an event came in the way"),
    "joined": (
        "det var ikke lenger nødvendig",
        "det var ikkje lenger nødvendig",
        "it was no longer needed",
    ),
    "moved": ("pasienten har flyttet", "pasienten har flytta", "the patient has moved"),
    "objected": (
        "pasienten motsetter seg deling",
        "pasienten motset seg deling",
        "the patient objects to sharing",
    ),
    "answered": ("etter et svar", "etter eit svar", "by an answer"),
    "accepted": ("den nye enheten tok imot", "den nye eininga tok imot", "the new unit accepted"),
}
"""Reasons that the engine gives by a code. What people wrote is told as they wrote it."""

NOT_KNOWN: Final[Told] = ("ikke kjent", "ikkje kjend", "not known")
DETAILS: Final[dict[str, Told]] = {
    "question": ("Spørsmål", "Spørsmål", "Question"),
    "answer": ("Svar", "Svar", "Answer"),
    "late_because": ("Hvorfor det ble sent", "Kvifor det vart seint", "Why it was late"),
    "note": ("Merknad", "Merknad", "Note"),
    "reason": ("Begrunnelse", "Grunngiving", "Reason"),
}


def in_language(told: Told, language: Language) -> str:
    return told[LANGUAGES.index(language)]
