"""Codes of closed lists in words (koder i ord): msgids for the catalogues, once for all screens."""

from collections.abc import Mapping
from typing import Final

from hjemover.vocabulary import (
    ConsentDecision,
    CopyStatus,
    HandoffStatus,
    ObligationKind,
    PathwayStatus,
    RungKind,
    StuckCause,
    TaskStatus,
)
from hjemover.web.wording import N_

PATHWAYS: Final[Mapping[PathwayStatus, str]] = {
    PathwayStatus.ACTIVE: N_("Pågår"),
    PathwayStatus.ON_HOLD: N_("På pause"),
    PathwayStatus.COMPLETED: N_("Avsluttet"),
}
TASKS: Final[Mapping[TaskStatus, str]] = {
    TaskStatus.DRAFT: N_("Planlagt"),
    TaskStatus.REQUESTED: N_("Ny"),
    TaskStatus.IN_PROGRESS: N_("Tatt"),
    TaskStatus.COMPLETED: N_("Gjort"),
    TaskStatus.CANCELLED: N_("Avlyst"),
}
HANDOFFS: Final[Mapping[HandoffStatus, str]] = {
    HandoffStatus.OFFERED: N_("Sendt, ikke bekreftet levert"),
    HandoffStatus.DELIVERED: N_("Levert, ikke åpnet av noen"),
    HandoffStatus.UNDELIVERED: N_("Ikke levert"),
    HandoffStatus.SEEN: N_("Åpnet av mottakeren"),
    HandoffStatus.RETURNED: N_("Spørsmål tilbake til avsenderen"),
    HandoffStatus.ACCEPTED: N_("Mottatt"),
    HandoffStatus.REJECTED: N_("Avvist"),
    HandoffStatus.WITHDRAWN: N_("Trukket tilbake"),
    HandoffStatus.EXPIRED: N_("Utløpt"),
}
COPIES: Final[Mapping[CopyStatus, str]] = {
    CopyStatus.SENT: N_("sendt"),
    CopyStatus.DELIVERED: N_("levert"),
    CopyStatus.UNDELIVERED: N_("ikke levert"),
    CopyStatus.ACKNOWLEDGED: N_("lest"),
}
KINDS: Final[Mapping[ObligationKind, str]] = {
    ObligationKind.TASK: N_("Oppgave"),
    ObligationKind.HANDOFF: N_("Overføring"),
    ObligationKind.WAIT: N_("Venter"),
    ObligationKind.TRANSFER: N_("Overflytting"),
    ObligationKind.CHOOSE_UNIT: N_("Velg enhet"),
    ObligationKind.REPAIR: N_("Velg vei videre"),
    ObligationKind.OVERLAP: N_("Overlapp"),
    ObligationKind.SUBPATHWAY: N_("Venter på et annet forløp"),
}
ADVICE: Final[Mapping[StuckCause, str]] = {
    StuckCause.NO_ANSWER: N_("Ring mottakeren, eller trekk tilbake og send til en annen."),
    StuckCause.NOT_DELIVERED: N_("Send på nytt, eller ring mottakeren."),
    StuckCause.NO_ACTIVE_PERSON: N_("Send til en annen enhet, eller be dem sette inn en vikar."),
    StuckCause.OVERDUE: N_("Gjør oppgaven, eller gi den til noen som kan."),
    StuckCause.STILL_OVERLAPPING: N_("Si hvorfor dere er ferdige, eller hør med mottakeren."),
    StuckCause.SUBPATHWAY_LATE: N_("Hør med dem som har det andre forløpet, eller gå videre uten."),
    StuckCause.CLOCK_STOPPED: N_("Sett klokka i gang igjen."),
    StuckCause.DATE_MISSING: N_("Sett datoen som mangler."),
    StuckCause.ASK_AGAIN_PASSED: N_("Spør pasienten nå."),
    StuckCause.NOTHING_SCHEDULED: N_("Gjør oppgaven; ingenting minner om den."),
    StuckCause.NOBODY_OWNS: N_("Velg hvilken enhet det er."),
    StuckCause.DEFINITION_FAILED: N_("Velg hvor forløpet skal gå videre."),
}
"""The one thing to try, beside each cause."""
RUNGS: Final[Mapping[RungKind, str]] = {
    RungKind.UNTIL: N_("Ventetiden er over"),
    RungKind.RESTART: N_("Klokka går igjen"),
    RungKind.TACIT: N_("Taushet er samtykke"),
    RungKind.PLAN: N_("Kommer på listen for å planlegges"),
    RungKind.OPENS: N_("Tidsvinduet åpner"),
    RungKind.UNDELIVERED: N_("Kvittering skal ha kommet"),
    RungKind.REMIND: N_("Påminnelse"),
    RungKind.DUE: N_("Frist"),
    RungKind.ESCALATE: N_("Varsles oppover"),
    RungKind.EXPIRE: N_("Tilbudet utløper"),
    RungKind.ABSENT: N_("Noe som skulle vært meldt, er ikke meldt"),
}
CONSENTS: Final[Mapping[ConsentDecision, str]] = {
    ConsentDecision.GIVEN: N_("samtykker"),
    ConsentDecision.OBJECTED: N_("motsetter seg"),
}
