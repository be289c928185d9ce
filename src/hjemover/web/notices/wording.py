"""Messages, wishes and results in words."""

from collections.abc import Mapping
from typing import Final

from hjemover.application.notice_log import Outcome
from hjemover.engine.outbox import MessageId
from hjemover.store.preferences import Group, Wish
from hjemover.web.wording import N_

GROUPS: Final[Mapping[Group, tuple[str, str]]] = {  # those that one chooses of
    "new-work": (
        N_("Nytt arbeid"),
        N_("En ny oppgave eller overføring, et tidsvindu som åpner, et valg som må tas."),
    ),
    "answers": (
        N_("Svar og spørsmål"),
        N_("Noen har tatt imot, avvist, spurt eller svart på det enheten har sendt."),
    ),
    "deadlines": (N_("Frister"), N_("Påminnelser, og frister som er gått ut.")),
    "trouble": (
        N_("Noe har stoppet"),
        N_("Noe kom ikke fram, eller er varslet oppover. Sendes alltid med en gang."),
    ),
    "information": (N_("Til orientering"), N_("Kopier, og beskjeder ingen skal svare på.")),
}
WISHES: Final[Mapping[Wish, str]] = {
    "at-once": N_("Med en gang"),
    "digest": N_("Samlet én gang om dagen"),
    "never": N_("Aldri"),
}
MESSAGES: Final[Mapping[MessageId, str]] = {
    "handoff-offered": N_("Ny overføring"),
    "handoff-copy": N_("Kopi"),
    "task-requested": N_("Ny oppgave"),
    "window-opened": N_("Et tidsvindu har åpnet"),
    "reminder": N_("Påminnelse"),
    "deadline-passed": N_("En frist er gått ut"),
    "limit-moved": N_("En frist er flyttet"),
    "escalation": N_("Varslet oppover"),
    "handoff-undelivered": N_("Kom ikke fram"),
    "handoff-returned": N_("Spørsmål tilbake"),
    "handoff-answered": N_("Svar på spørsmål"),
    "handoff-rejected": N_("Avvist"),
    "handoff-accepted": N_("Mottatt"),
    "handoff-withdrawn": N_("Trukket tilbake"),
    "task-reassigned": N_("Ansvaret er overtatt"),
    "notice": N_("Til orientering"),
    "pathway-closed": N_("Avsluttet, ikke mer å gjøre"),
    "choice-needed": N_("Et valg må tas"),
    "emergency-taken": N_("Nødrett å følge opp"),
    "auditor-unreached": N_("Ingen fikk beskjed om nødrett"),
}
OUTCOMES: Final[Mapping[Outcome, tuple[str, str]]] = {
    "waiting": (N_("Venter på å bli sendt"), "neutral"),
    "sent": (N_("Sendt"), "success"),
    "inbox": (N_("Vist i innboksen"), "neutral"),
    "not-needed": (N_("Ikke sendt: trengtes ikke lenger"), "neutral"),
    "failed": (N_("Kom ikke fram"), "danger"),
    "trying": (N_("Prøves på nytt"), "warning"),
}
"""The words, and the colour beside them."""
DETAILS: Final[Mapping[str, str]] = {
    "It is done already.": N_("Det var allerede gjort."),
    "It has been sent on since.": N_("Det var sendt videre."),
    "It is another unit's turn now.": N_("Det var en annen enhets tur."),
    "The pathway was closed in silence.": N_("Forløpet var avsluttet uten at noe skal ut."),
    "The pathway is gone.": N_("Forløpet finnes ikke lenger."),
    "The address does not take mail. Correct it.": N_("Adressen tar ikke imot post. Rett den."),
    "They want no mail of their own any more, or are not at work there today.": N_(
        "Du ville ikke ha egne varsler lenger, eller var ikke på jobb."
    ),
    "They have that role no longer, or no address that takes mail.": N_(
        "Du hadde ikke rollen lenger, eller ingen adresse som tar imot post."
    ),
}
"""Why, for what the delivery says in a sentence of its own. A server's reply is told as it is."""
WEEKDAYS: Final = (
    N_("mandag"), N_("tirsdag"), N_("onsdag"), N_("torsdag"), N_("fredag"), N_("lørdag"),
    N_("søndag"),
)  # fmt: skip
