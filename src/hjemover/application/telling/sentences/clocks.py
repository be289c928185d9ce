"""Limits: how they move, stop and start, remind, pass and escalate."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
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
}
