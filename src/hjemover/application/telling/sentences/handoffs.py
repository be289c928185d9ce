"""The contract between two units, from the offer to its end (overføring)."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.HandoffOffered, ""): (
        "{sender} sendte «{what}» til {receiver}",
        "{sender} sende «{what}» til {receiver}",
        "{sender} sent “{what}” to {receiver}",
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
    (e.HandoffRejected, "withheld"): (
        "{receiver} avviste «{what}»",
        "{receiver} avviste «{what}»",
        "{receiver} rejected “{what}”",
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
        "«{what}» ble holdt tilbake fordi dette ikke var på plass: {missing}",
        "«{what}» vart halden tilbake fordi dette ikkje var på plass: {missing}",
        "“{what}” was held back because this was not in place: {missing}",
    ),
}
