"""The sentences of a story in the three languages, by fact. An empty one is not told.

``{what}`` is a step, ``{who}`` the unit that has it, ``{whom}`` another unit or a party,
``{due}`` a limit with its reason, ``{why}`` what is behind it.
"""

from typing import Final

from hjemover.vocabulary import Language

SENTENCES: Final[dict[str, tuple[str, str, str]]] = {
    "pathway-enrolled": (
        "Pasienten meldes inn i «{name}».",
        "Pasienten blir meld inn i «{name}».",
        "The patient is enrolled in “{name}”.",
    ),
    "party-resolved": ("", "", ""),
    "party-moved": (
        "{whom} er nå {who}.",
        "{whom} er no {who}.",
        "{whom} is now {who}.",
    ),
    "step-entered": ("", "", ""),
    "rounds-exhausted": (
        "«{what}» har gått så mange runder som avtalt. Veien går videre til «{then}».",
        "«{what}» har gått så mange rundar som avtalt. Vegen går vidare til «{then}».",
        "“{what}” has gone round as often as agreed. The way goes on to “{then}”.",
    ),
    "pathway-held": (
        "Forløpet settes på pause til {day}.",
        "Forløpet blir sett på pause til {day}.",
        "The pathway is paused until {day}.",
    ),
    "pathway-resumed": ("Pausen er over.", "Pausen er over.", "The pause is over."),
    "pathway-closed": (
        "Forløpet avsluttes: {outcome}.",
        "Forløpet blir avslutta: {outcome}.",
        "The pathway is closed: {outcome}.",
    ),
    "pathway-spawned": (
        "Et nytt forløp begynner: {name}.",
        "Eit nytt forløp tek til: {name}.",
        "A new pathway begins: {name}.",
    ),
    "interrupt-reported": (
        "Dette skjer: {name}.",
        "Dette skjer: {name}.",
        "This happens: {name}.",
    ),
    "subject-moved": (
        "Pasienten hører nå til et annet sted.",
        "Pasienten høyrer no til ein annan stad.",
        "The patient now belongs elsewhere.",
    ),
    "consent-recorded": (
        "Pasienten sier ja: {name}.",
        "Pasienten seier ja: {name}.",
        "The patient says yes: {name}.",
    ),
    "consent-objected": (
        "Pasienten sier nei: {name}.",
        "Pasienten seier nei: {name}.",
        "The patient says no: {name}.",
    ),
    "date-set": ("{name} er {day}.", "{name} er {day}.", "{name} is {day}."),
    "date-unset": (
        "{name} er ikke kjent likevel.",
        "{name} er ikkje kjend likevel.",
        "{name} is not known after all.",
    ),
    "answer-corrected": (
        "Et svar i «{what}» rettes.",
        "Eit svar i «{what}» blir retta.",
        "An answer in “{what}” is corrected.",
    ),
    "task-requested": (
        "{who} får oppgaven «{what}».{due}",
        "{who} får oppgåva «{what}».{due}",
        "{who} gets the task “{what}”.{due}",
    ),
    "task-planned": (
        "«{what}» er planlagt hos {who}.{due}",
        "«{what}» er planlagd hos {who}.{due}",
        "“{what}” is planned with {who}.{due}",
    ),
    "unit-missing": (
        "Adresseboken har ingen for {whom}. {Who} må velge.",
        "Adresseboka har ingen for {whom}. {Who} må velje.",
        "The address book has nobody for {whom}. {Who} must choose.",
    ),
    "rule-failed": (
        "En regel i «{what}» feilet. {Who} må velge veien videre.",
        "Ein regel i «{what}» feila. {Who} må velje vegen vidare.",
        "A rule in “{what}” failed. {Who} must choose the way on.",
    ),
    "task-brought-forward": (
        "«{what}» kommer på listen hos {who}, så det kan planlegges.",
        "«{what}» kjem på lista hos {who}, så det kan planleggjast.",
        "“{what}” comes on the list of {who}, to be planned.",
    ),
    "window-opened": (
        "Tidsvinduet for «{what}» åpner.",
        "Tidsvindauget for «{what}» opnar.",
        "The window of “{what}” opens.",
    ),
    "task-claimed": (
        "En person hos {who} tar «{what}».",
        "Ein person hos {who} tek «{what}».",
        "A person at {who} takes “{what}”.",
    ),
    "task-released": (
        "«{what}» legges tilbake hos {who}.",
        "«{what}» blir lagd tilbake hos {who}.",
        "“{what}” is given back to {who}.",
    ),
    "task-reassigned": (
        "{whom} har «{what}» nå.",
        "{whom} har «{what}» no.",
        "{whom} has “{what}” now.",
    ),
    "task-completed": (
        "{who} er ferdig med «{what}»: {outcome}.",
        "{who} er ferdig med «{what}»: {outcome}.",
        "{who} has finished “{what}”: {outcome}.",
    ),
    "choice-made": (
        "{who} har valgt.",
        "{who} har valt.",
        "{who} has chosen.",
    ),
    "task-cancelled": (
        "«{what}» faller bort.",
        "«{what}» fell bort.",
        "“{what}” is no longer needed.",
    ),
    "item-checked": (
        "{who} krysser av i «{what}»: {name}.",
        "{who} kryssar av i «{what}»: {name}.",
        "{who} ticks off in “{what}”: {name}.",
    ),
    "item-unchecked": (
        "{who} tar bort krysset i «{what}»: {name}.",
        "{who} tek bort krysset i «{what}»: {name}.",
        "{who} takes the tick away in “{what}”: {name}.",
    ),
    "handoff-held-back": (
        "«{what}» sendes ikke ennå: {why}.",
        "«{what}» blir ikkje send enno: {why}.",
        "“{what}” is not sent yet: {why}.",
    ),
    "code-to-register": (
        "{who} skal registrere koden {name}.",
        "{who} skal registrere koden {name}.",
        "{who} is to register the code {name}.",
    ),
    "wait-started": (
        "Venter: «{what}».{due}",
        "Ventar: «{what}».{due}",
        "Waiting: “{what}”.{due}",
    ),
    "wait-ended": (
        "Ventetiden er over: «{what}».",
        "Ventetida er over: «{what}».",
        "The wait is over: “{what}”.",
    ),
    "deadline-moved": (
        "Fristen for «{what}» flyttes.{due}",
        "Fristen for «{what}» blir flytta.{due}",
        "The limit of “{what}” moves.{due}",
    ),
    "task-given-up": (
        "«{what}» rakk ikke fristen, og veien går videre uten.",
        "«{what}» rakk ikkje fristen, og vegen går vidare utan.",
        "“{what}” was not done in time, and the way goes on without it.",
    ),
    "limit-extended": (
        "Fristen for «{what}» forlenges.{due}",
        "Fristen for «{what}» blir forlengd.{due}",
        "The limit of “{what}” is prolonged.{due}",
    ),
    "clock-stopped": (
        "Klokka for «{what}» stoppes.",
        "Klokka for «{what}» blir stoppa.",
        "The clock of “{what}” is stopped.",
    ),
    "clock-started": (
        "Klokka for «{what}» går igjen.{due}",
        "Klokka for «{what}» går igjen.{due}",
        "The clock of “{what}” goes again.{due}",
    ),
    "reminder-due": (
        "{who} blir minnet om «{what}».",
        "{who} blir mint om «{what}».",
        "{who} is reminded of “{what}”.",
    ),
    "deadline-passed": (
        "Fristen for «{what}» går ut hos {who}.",
        "Fristen for «{what}» går ut hos {who}.",
        "The limit of “{what}” passes at {who}.",
    ),
    "escalated": (
        "Det sies fra til {whom} om «{what}».",
        "Det blir sagt frå til {whom} om «{what}».",
        "{whom} is told of “{what}”.",
    ),
    "handoff-offered": (
        "{who} sender «{what}» til {whom}, og har ansvaret til de svarer.{due}",
        "{who} sender «{what}» til {whom}, og har ansvaret til dei svarar.{due}",
        "{who} sends “{what}” to {whom}, and keeps the patient until they answer.{due}",
    ),
    "copy-withheld": (
        "{whom} får ingen kopi: pasienten vil ikke at det deles.",
        "{whom} får ingen kopi: pasienten vil ikkje at det blir delt.",
        "{whom} gets no copy: the patient does not want it shared.",
    ),
    "handoff-delivered": (
        "«{what}» er kommet fram til {whom}.",
        "«{what}» har kome fram til {whom}.",
        "“{what}” has arrived at {whom}.",
    ),
    "handoff-undelivered": (
        "«{what}» er ikke kommet fram til {whom}.",
        "«{what}» har ikkje kome fram til {whom}.",
        "“{what}” has not arrived at {whom}.",
    ),
    "copy-delivered": ("", "", ""),
    "copy-undelivered": (
        "Kopien til {whom} kom ikke fram.",
        "Kopien til {whom} kom ikkje fram.",
        "The copy to {whom} did not arrive.",
    ),
    "copy-acknowledged": (
        "{whom} har lest kopien.",
        "{whom} har lese kopien.",
        "{whom} has read the copy.",
    ),
    "handoff-seen": (
        "En person hos {whom} har sett «{what}».",
        "Ein person hos {whom} har sett «{what}».",
        "A person at {whom} has seen “{what}”.",
    ),
    "handoff-accepted": (
        "{whom} tar over ansvaret: «{what}».",
        "{whom} tek over ansvaret: «{what}».",
        "{whom} takes over: “{what}”.",
    ),
    "handoff-tacit": (
        "Ingen hos {whom} sier nei innen fristen, så de tar over ansvaret: «{what}».",
        "Ingen hos {whom} seier nei innan fristen, så dei tek over ansvaret: «{what}».",
        "Nobody at {whom} says no in time, so they take over: “{what}”.",
    ),
    "receivers-asked": (
        "«{what}» går til flere. {name} av dem må si ja.",
        "«{what}» går til fleire. {name} av dei må seie ja.",
        "“{what}” goes to several. {name} of them must say yes.",
    ),
    "quorum-reached": (
        "Nok mottakere har sagt ja til «{what}», og har ansvaret nå.",
        "Nok mottakarar har sagt ja til «{what}», og har ansvaret no.",
        "Enough receivers have said yes to “{what}”, and have the patient now.",
    ),
    "quorum-lost": (
        "For få kan si ja til «{what}». Avsenderen har fortsatt ansvaret.",
        "For få kan seie ja til «{what}». Avsendaren har framleis ansvaret.",
        "Too few can say yes to “{what}”. The sender still has the patient.",
    ),
    "overlap-began": (
        "{who} blir med videre etter «{what}».{due}",
        "{who} blir med vidare etter «{what}».{due}",
        "{who} stays on after “{what}”.{due}",
    ),
    "overlap-ended": (
        "{who} er ferdig etter «{what}».",
        "{who} er ferdig etter «{what}».",
        "{who} is done after “{what}”.",
    ),
    "handoff-rejected": (
        "{whom} sier nei til «{what}». {Who} har fortsatt ansvaret.",
        "{whom} seier nei til «{what}». {Who} har framleis ansvaret.",
        "{whom} says no to “{what}”. {Who} still has the patient.",
    ),
    "handoff-returned": (
        "{whom} spør {who} om noe før de svarer på «{what}».",
        "{whom} spør {who} om noko før dei svarar på «{what}».",
        "{whom} asks {who} something before answering “{what}”.",
    ),
    "handoff-answered": (
        "{who} svarer på spørsmålet fra {whom}.{due}",
        "{who} svarar på spørsmålet frå {whom}.{due}",
        "{who} answers the question of {whom}.{due}",
    ),
    "handoff-forwarded": (
        "«{what}» sendes videre til {whom}.{due}",
        "«{what}» blir send vidare til {whom}.{due}",
        "“{what}” is sent on to {whom}.{due}",
    ),
    "handoff-reoffered": (
        "«{what}» sendes på nytt til {whom}.{due}",
        "«{what}» blir send på nytt til {whom}.{due}",
        "“{what}” is sent again to {whom}.{due}",
    ),
    "handoff-withdrawn": (
        "{who} trekker «{what}» tilbake.",
        "{who} trekkjer «{what}» tilbake.",
        "{who} takes “{what}” back.",
    ),
    "handoff-expired": (
        "{whom} svarte aldri på «{what}». {Who} har fortsatt ansvaret.",
        "{whom} svarte aldri på «{what}». {Who} har framleis ansvaret.",
        "{whom} never answered “{what}”. {Who} still has the patient.",
    ),
    "handoff-blocked": (
        "«{what}» sendes ikke: pasienten vil ikke at det deles.",
        "«{what}» blir ikkje send: pasienten vil ikkje at det blir delt.",
        "“{what}” is not sent: the patient does not want it shared.",
    ),
    "decision-taken": (
        "«{what}»: veien går til «{then}», fordi {why}.",
        "«{what}»: vegen går til «{then}», fordi {why}.",
        "“{what}”: the way goes to “{then}”, because {why}.",
    ),
    "branch-decided": (
        "«{what}»: mer trengs ikke her, fordi {why}.",
        "«{what}»: meir trengst ikkje her, fordi {why}.",
        "“{what}”: no more is needed here, because {why}.",
    ),
    "notice-given": (
        "{whom} får beskjed: «{what}».",
        "{whom} får beskjed: «{what}».",
        "{whom} is told: “{what}”.",
    ),
    "notice-withheld": (
        "{whom} får ikke beskjed: pasienten vil ikke at det deles.",
        "{whom} får ikkje beskjed: pasienten vil ikkje at det blir delt.",
        "{whom} is not told: the patient does not want it shared.",
    ),
    "branches-opened": ("", "", ""),
    "branch-done": ("", "", ""),
    "branches-joined": (
        "«{what}» er ferdig.",
        "«{what}» er ferdig.",
        "“{what}” is finished.",
    ),
    "branches-left": ("", "", ""),
    "subpathway-started": (
        "Et eget forløp begynner: «{what}».{due}",
        "Eit eige forløp byrjar: «{what}».{due}",
        "A pathway of its own begins: “{what}”.{due}",
    ),
    "subpathway-joined": (
        "«{what}» venter på et forløp som alt er i gang.{due}",
        "«{what}» ventar på eit forløp som alt er i gang.{due}",
        "“{what}” waits for a pathway that is under way already.{due}",
    ),
    "subpathway-skipped": (
        "«{what}» er alt i gang og begynner ikke på nytt.",
        "«{what}» er alt i gang og byrjar ikkje på nytt.",
        "“{what}” is under way already and does not begin again.",
    ),
    "subpathway-reported": ("", "", ""),
    "subpathway-ended": (
        "Det andre forløpet er over: «{what}». {outcome}",
        "Det andre forløpet er over: «{what}». {outcome}",
        "The other pathway is over: “{what}”. {outcome}",
    ),
    "subpathway-refused": (
        "Det andre forløpet kunne ikke begynne: «{what}».",
        "Det andre forløpet kunne ikkje byrje: «{what}».",
        "The other pathway could not begin: “{what}”.",
    ),
    "pathway-awaited": (
        "Et annet forløp venter på dette.",
        "Eit anna forløp ventar på dette.",
        "Another pathway waits for this one.",
    ),
    "occurrence-told": (
        "{name} er meldt.",
        "{name} er meldt.",
        "{name} has been told.",
    ),
    "absence-watched": ("", "", ""),
    "absence-noticed": (
        "{name} er ikke meldt i tide.",
        "{name} er ikkje meldt i tide.",
        "{name} has not been told in time.",
    ),
    "accrual-started": (
        "{name} begynner å løpe for {who}, fra {day}.",
        "{name} tek til å løpe for {who}, frå {day}.",
        "{name} begin to count for {who}, from {day}.",
    ),
    "accrual-stopped": (
        "{name} stopper.",
        "{name} stoppar.",
        "{name} stop counting.",
    ),
    "accrual-moved": (
        "{name} regnes fra {day}.",
        "{name} blir rekna frå {day}.",
        "{name} are counted from {day}.",
    ),
}
"""By the tag of the fact, or a finer word for it that the teller chooses."""

PHRASES: Final[dict[str, tuple[str, str, str]]] = {
    "due": (" Frist {day}{why}.", " Frist {day}{why}.", " Due {day}{why}."),
    "until": (" Til {day}{why}.", " Til {day}{why}.", " Until {day}{why}."),
    "late": (
        " (kom {days} for sent)",
        " (kom {days} for seint)",
        " (came {days} late)",
    ),
    "no date": (
        " Fristen er ikke kjent: en dato mangler.",
        " Fristen er ikkje kjend: ein dato manglar.",
        " The limit is not known: a date is missing.",
    ),
    "otherwise": (
        "ingenting annet passet",
        "ingenting anna passa",
        "nothing else fitted",
    ),
    "lead": ("lederen for {}", "leiaren for {}", "the lead of {}"),
    "enrolled": ("innmelding", "innmelding", "enrolment"),
    "chosen": ("valgt", "valt", "chosen"),
}

_PLACE: Final[dict[Language, int]] = {"nb": 0, "nn": 1, "en": 2}


def sentence(key: str, language: Language) -> str:
    """The sentence of *key*; for a fact that nobody has worded yet, its own tag."""
    found = SENTENCES.get(key)
    return found[_PLACE[language]] if found else f"({key.replace('-', ' ')})"


def phrase(key: str, language: Language) -> str:
    return PHRASES[key][_PLACE[language]]
