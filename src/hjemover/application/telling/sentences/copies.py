"""Copies of a handoff, to those who are told and have no say in it."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
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
    (e.CopyWithheld, ""): (
        "Kopien til {party} ble ikke sendt: pasienten ønsker det ikke",
        "Kopien til {party} vart ikkje send: pasienten ønskjer det ikkje",
        "The copy to {party} was not sent: the patient does not want it",
    ),
}
