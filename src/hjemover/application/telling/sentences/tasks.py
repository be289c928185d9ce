"""Work on a unit's list, and waits for a day."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
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
        "Adresseboken har ingen enhet for «{party}»; {unit} må velge",
        "Adresseboka har inga eining for «{party}»; {unit} må velje",
        "The address book has no unit for “{party}”; {unit} must choose",
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
    (e.TaskGivenUp, ""): (
        "Fristen for «{what}» gikk ut, og forløpet gikk videre uten",
        "Fristen for «{what}» gjekk ut, og forløpet gjekk vidare utan",
        "The limit of “{what}” passed, and the pathway went on without it",
    ),
    (e.TaskCancelled, ""): (
        "«{what}» ble avlyst: {why}",
        "«{what}» vart avlyst: {why}",
        "“{what}” was cancelled: {why}",
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
}
