"""What is known of the patient and of who takes part: parties, consents, dates, answers."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.PartyResolved, ""): ("{party} er {unit}", "{party} er {unit}", "{party} is {unit}"),
    (e.PartyResolved, "another"): (
        "{party} er nå {unit}, ikke lenger {previous}",
        "{party} er no {unit}, ikkje lenger {previous}",
        "{party} is now {unit}, no longer {previous}",
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
    (e.AnswerCorrected, "withheld"): (
        "Et svar i «{what}» ble rettet",
        "Eit svar i «{what}» vart retta",
        "An answer in “{what}” was corrected",
    ),
}
