"""What may strike on the way, in plain sentences."""

from collections.abc import Iterator

from hjemover.definition.explaining.plain import Plain
from hjemover.definition.explaining.steps import StepTeller
from hjemover.definition.models import Interrupt
from hjemover.phrasing import capital, small


class EventTeller:
    """Tells what each event asks and does, in the order it does it."""

    def __init__(self, plain: Plain, steps: StepTeller) -> None:
        self.plain = plain
        self.words = plain.words
        self.steps = steps

    def tell(self, event: Interrupt) -> Iterator[str]:
        yield from self._struck(event)
        if event.ask:
            yield self.words.asked.format(self.plain.questions(event.ask))
        yield from self._changes(event)
        yield from self._ways(event)
        yield from self.steps.codes(event.register, self.words.register_then)
        if event.tell:
            yield self.words.tells.format(capital(self.plain.recipients(event.tell)))

    def _changes(self, event: Interrupt) -> Iterator[str]:
        words, plain, definition = self.words, self.plain, self.plain.definition
        for date in event.set_dates:
            yield words.sets.format(plain.quoted(plain.text(definition.dates[date].name)))
        for purpose, decision in event.consent.items():
            phrase = words.consent_given if decision == "given" else words.consent_objected
            yield phrase.format(small(plain.text(definition.consents[purpose].name)))
        if event.readdress:
            parties = plain.listed([plain.party(party) for party in event.readdress])
            yield words.readdress.format(parties)
        for step in event.cancel:
            yield words.cancel.format(plain.step(step))

        for step in event.stop:
            yield plain.further.clocks_stop.format(self.steps.named(step))
        for step in event.restart:
            yield plain.further.clocks_go.format(self.steps.named(step))

    def _struck(self, event: Interrupt) -> Iterator[str]:
        """What lets it strike by itself."""
        further, plain, absence = self.plain.further, self.plain, event.absence
        if event.on is not None:
            yield further.struck_by.format(plain.occurrence(event.on))
        if event.when is not None:
            yield further.struck_when.format(plain.conditions.tell(event.when))
        if absence is not None:
            yield further.struck_by_silence.format(
                plain.occurrence(absence.occurrence),
                plain.amount(absence.within),
                self.steps.named(absence.during),
            )

    def _ways(self, event: Interrupt) -> Iterator[str]:
        words, plain = self.words, self.plain
        if event.close is not None:
            yield words.closes.format(small(plain.text(plain.definition.outcomes[event.close])))
            if event.silent:
                yield words.silent_after
        if event.pause_until is not None:
            field = event.ask[event.pause_until]
            yield words.pauses.format(small(plain.text(field.label)))
        if event.resume:
            yield words.resumes
        if event.goto is not None:
            yield words.goto.format(self.steps.way_then(event.goto))
        if event.start is not None:
            yield words.starts
