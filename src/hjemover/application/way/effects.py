"""What an order would come to, in plain words (virkninger): a preview said aloud."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from hjemover.application.house import Actor, House
from hjemover.application.previewing import preview_order
from hjemover.application.telling import Labels
from hjemover.calendar import say_deadline
from hjemover.definition.explaining.words import about
from hjemover.engine.commands import AnyCommand
from hjemover.engine.preview import HandedOn, MovedDeadline, Preview
from hjemover.engine.state import Deadline, Obligation
from hjemover.vocabulary import RESTING, Language, ObligationKind


class Words(Struct, frozen=True, kw_only=True):
    """Phrases with ``{}`` where a name or a day goes in."""

    moves: str
    gets: str
    loses: str
    times: str
    passes: str
    goes_to: str
    taken_over: str
    ends: str
    withdrawn: str
    begins_task: str
    begins_plan: str
    begins_wait: str
    begins_handoff: str
    begins_transfer: str
    begins_choice: str
    closes: str
    spawns: str
    tells: str
    tells_in_house: str
    tells_nobody: str
    nothing: str


WORDS: Final[dict[Language, Words]] = {
    "nb": Words(
        moves="Fristen for «{what}» flyttes fra {before} til {after}.",
        gets="«{what}» får frist {after}.",
        loses="«{what}» mister fristen {before}.",
        times="Tidspunktene rundt «{what}» regnes ut på nytt.",
        passes="Ny frist for «{what}» er allerede passert: {after}.",
        goes_to="«{what}» går til {after} i stedet for {before}.",
        taken_over="{after} overtar «{what}» fra {before}.",
        ends="«{what}» hos {holder} avsluttes.",
        withdrawn="«{what}» trekkes tilbake fra {receiver}.",
        begins_task="{holder} får oppgaven «{what}»{due}.",
        begins_plan="«{what}» planlegges hos {holder}{due}.",
        begins_wait="{holder} venter: «{what}».",
        begins_handoff="{sender} sender «{what}» til {receiver}. "
        "{sender} har pasienten til noen der tar imot.",
        begins_transfer="Ansvaret tilbys {receiver}. "
        "{sender} beholder ansvaret sitt til noen der tar imot.",
        begins_choice="{holder} må velge: «{what}».",
        closes="Hele forløpet avsluttes: {outcome}. Alt som er åpent, avsluttes.",
        spawns="Et nytt forløp starter for pasienten.",
        tells="Får varsel: {units}.",
        tells_in_house="Ser det bare i innboksen: {units}. Ingenting sendes ut av huset.",
        tells_nobody="Ingen får varsel.",
        nothing="Ingen frister og oppgaver endres.",
    ),
    "nn": Words(
        moves="Fristen for «{what}» blir flytta frå {before} til {after}.",
        gets="«{what}» får frist {after}.",
        loses="«{what}» mistar fristen {before}.",
        times="Tidspunkta rundt «{what}» blir rekna ut på nytt.",
        passes="Ny frist for «{what}» er alt passert: {after}.",
        goes_to="«{what}» går til {after} i staden for {before}.",
        taken_over="{after} tek over «{what}» frå {before}.",
        ends="«{what}» hos {holder} blir avslutta.",
        withdrawn="«{what}» blir trekt tilbake frå {receiver}.",
        begins_task="{holder} får oppgåva «{what}»{due}.",
        begins_plan="«{what}» blir planlagd hos {holder}{due}.",
        begins_wait="{holder} ventar: «{what}».",
        begins_handoff="{sender} sender «{what}» til {receiver}. "
        "{sender} har pasienten til nokon der tek imot.",
        begins_transfer="Ansvaret blir tilbode {receiver}. "
        "{sender} held på ansvaret sitt til nokon der tek imot.",
        begins_choice="{holder} må velje: «{what}».",
        closes="Heile forløpet blir avslutta: {outcome}. Alt som er ope, blir avslutta.",
        spawns="Eit nytt forløp startar for pasienten.",
        tells="Får varsel: {units}.",
        tells_in_house="Ser det berre i innboksen: {units}. Ingenting blir sendt ut av huset.",
        tells_nobody="Ingen får varsel.",
        nothing="Ingen fristar og oppgåver blir endra.",
    ),
    "en": Words(
        moves="The deadline for “{what}” moves from {before} to {after}.",
        gets="“{what}” gets the deadline {after}.",
        loses="“{what}” loses its deadline {before}.",
        times="The times around “{what}” are reckoned anew.",
        passes="The new deadline for “{what}” has passed already: {after}.",
        goes_to="“{what}” goes to {after} instead of {before}.",
        taken_over="{after} takes over “{what}” from {before}.",
        ends="“{what}” at {holder} ends.",
        withdrawn="“{what}” is withdrawn from {receiver}.",
        begins_task="{holder} gets the task “{what}”{due}.",
        begins_plan="“{what}” is planned at {holder}{due}.",
        begins_wait="{holder} waits: “{what}”.",
        begins_handoff="{sender} sends “{what}” to {receiver}. "
        "{sender} has the patient until somebody there accepts.",
        begins_transfer="The responsibility is offered to {receiver}. "
        "{sender} keeps its responsibility until somebody there accepts.",
        begins_choice="{holder} must choose: “{what}”.",
        closes="The whole pathway is closed: {outcome}. All that is open ends.",
        spawns="A new pathway begins for the patient.",
        tells="Prompted: {units}.",
        tells_in_house="See it in the inbox only: {units}. Nothing leaves the house.",
        tells_nobody="Nobody is prompted.",
        nothing="No deadline and no task changes.",
    ),
}
_DUE: Final[dict[Language, str]] = {
    "nb": ", frist {}",
    "nn": ", frist {}",
    "en": ", due {}",
}


class Effect(Struct, frozen=True, kw_only=True):
    """What an order would do, sentence by sentence, and whether anything leaves the house."""

    sentences: tuple[str, ...]
    leaves_house: bool
    closes: bool
    nothing_moves: bool


def foresee(house: House, ref: str, command: AnyCommand, by: Actor, labels: Labels) -> Effect:
    """The same decision, not committed, in the language of *labels*.

    Raises:
        CommandRefused: As the order itself would be refused.
    """
    return say_effect(preview_order(house, ref, command, by), labels)


def say_effect(preview: Preview, labels: Labels) -> Effect:
    """The difference that *preview* holds, in words."""
    words = about(WORDS[labels.language], labels.language, labels.definition.subject)
    return Effect(
        sentences=tuple(_sentences(preview, labels, words)),
        leaves_house=any(not told.in_house for told in preview.told),
        closes=preview.closes_with is not None,
        nothing_moves=preview.nothing_moves,
    )


def _sentences(preview: Preview, labels: Labels, words: Words) -> Iterator[str]:
    if preview.closes_with:
        yield words.closes.format(outcome=labels.result(preview.closes_with))
    if preview.spawns:
        yield words.spawns
    for one in preview.handed:
        yield from _handed(one, labels, words)
    for moved in preview.moved:
        yield _moved(moved, labels, words)
    for open_ in preview.ended:
        yield _ended(open_, labels, words)
    for open_ in preview.begun:
        yield _begun(open_, labels, words)
    if preview.nothing_moves and not preview.spawns:
        yield words.nothing
    yield from _told(preview, labels, words)


def _handed(one: HandedOn, labels: Labels, words: Words) -> Iterator[str]:
    what = labels.obligation(one.obligation)
    if one.holder is not None:
        before, after = map(labels.unit, one.holder)
        yield words.taken_over.format(what=what, before=before, after=after)
    elif one.awaits is not None:
        before, after = map(labels.unit, one.awaits)
        yield words.goes_to.format(what=what, before=before, after=after)


def _day(due: Deadline, labels: Labels) -> str:
    return say_deadline(due.at, labels.language)


def _moved(moved: MovedDeadline, labels: Labels, words: Words) -> str:
    what, before, after = labels.step(moved.step), moved.before, moved.after
    if (before and before.at) == (after and after.at):
        return words.times.format(what=what)
    if before is None:
        assert after is not None
        return words.gets.format(what=what, after=_day(after, labels))
    if after is None:
        return words.loses.format(what=what, before=_day(before, labels))
    if after.passed is not None and before.passed is None:
        return words.passes.format(what=what, after=_day(after, labels))
    return words.moves.format(what=what, before=_day(before, labels), after=_day(after, labels))


def _ended(open_: Obligation, labels: Labels, words: Words) -> str:
    if open_.handoff is not None:
        receiver = labels.unit(open_.handoff.receiver)
        return words.withdrawn.format(what=labels.open(open_), receiver=receiver)
    return words.ends.format(what=labels.open(open_), holder=labels.unit(open_.holder))


def _begun(open_: Obligation, labels: Labels, words: Words) -> str:
    due = _DUE[labels.language].format(_day(open_.due, labels)) if open_.due else ""
    names = {"what": labels.open(open_), "holder": labels.unit(open_.holder), "due": due}
    if open_.handoff is not None:
        sender, receiver = labels.unit(open_.handoff.sender), labels.unit(open_.handoff.receiver)
        transfer = open_.kind is ObligationKind.TRANSFER
        phrase = words.begins_transfer if transfer else words.begins_handoff
        return phrase.format(**names, sender=sender, receiver=receiver)
    if open_.kind in RESTING:
        return words.begins_wait.format(**names)
    if open_.kind is ObligationKind.TASK:
        return (words.begins_plan if open_.rests else words.begins_task).format(**names)
    return words.begins_choice.format(**names)


def _told(preview: Preview, labels: Labels, words: Words) -> Iterator[str]:
    outside = dict.fromkeys((one.unit, one.role) for one in preview.told if not one.in_house)
    inside = dict.fromkeys((one.unit, one.role) for one in preview.told if one.in_house)
    if outside:
        yield words.tells.format(units=labels.recipients(outside))
    if inside:
        yield words.tells_in_house.format(units=labels.recipients(inside))
    if not outside and not inside:
        yield words.tells_nobody
