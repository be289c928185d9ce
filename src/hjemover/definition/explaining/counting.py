"""What grows, what it comes to, and what is measured, in plain sentences."""

from collections.abc import Iterator

from hjemover.definition.explaining.plain import Plain
from hjemover.definition.models import (
    Accrual,
    Condition,
    HandoffStep,
    Measure,
    Moment,
    Rate,
    RateTable,
    TaskStep,
)
from hjemover.phrasing import small


class CountingTeller:
    """Tells the accruals, tables of rates and measures of a definition."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.words = plain.further

    def accruals(self) -> Iterator[str]:
        for accrual in self.plain.definition.accruals.values():
            yield " ".join(self._accrual(accrual))

    def _accrual(self, accrual: Accrual) -> Iterator[str]:
        words, plain = self.words, self.plain
        yield f"{plain.text(accrual.name)}."
        starts = plain.either(
            [self.milestone(one, accrual.conditions.get(one)) for one in accrual.starts]
        )
        yield words.grows_from.format(starts, self._either(accrual.stops))
        nothing = accrual.grace is None or plain.is_nothing(accrual.grace)
        if nothing:
            if accrual.of is not None and (of := plain.reference(accrual.of)):
                yield words.counts_from.format(of)
        elif accrual.grace is not None and accrual.of is not None:
            length, of = plain.amount(accrual.grace), plain.reference(accrual.of)
            yield words.grace_from.format(length, of) if of else words.grace.format(length)
        elif accrual.grace is not None:
            yield words.grace.format(plain.amount(accrual.grace))
        if not accrual.inclusive:
            yield words.last_day_not
        if not accrual.keeps:
            yield words.not_kept
        if accrual.rate is not None:
            yield words.rate.format(self._table_name(accrual.rate))

    def milestone(self, milestone: str, condition: Condition | None = None) -> str:
        """A milestone, with what must be true for it to count."""
        said = self._milestone(milestone)
        if condition is None:
            return said
        when = self.plain.words.if_.format(self.plain.conditions.tell(condition))
        return f"{said} ({small(when)})"

    def rates(self) -> Iterator[str]:
        for name, rates in self.plain.definition.tables.items():
            rows = self.plain.listed([self._rate(one, rates) for one in rates.rows])
            standing = self.plain.source(rates.source, verified=rates.verified)
            yield f"{self._table_name(name)}: {rows}. {standing}"

    def _rate(self, rate: Rate, rates: RateTable) -> str:
        value, day = f"{rate.value:g}", self.plain.day(rate.valid_from)
        if rate.until is None:
            return self.words.rate_from.format(value, rates.unit, day)
        return self.words.rate_until.format(value, rates.unit, day, self.plain.day(rate.until))

    def _table_name(self, name: str) -> str:
        text = self.plain.definition.tables[name].name
        return self.plain.text(text) if text is not None else name.replace("-", " ")

    def measures(self) -> Iterator[str]:
        for measure in self.plain.definition.measures.values():
            yield f"{self.plain.text(measure.name)}: {', '.join(self._measure(measure))}."

    def _measure(self, measure: Measure) -> Iterator[str]:
        words, plain = self.words, self.plain
        if measure.kind == "share" and measure.within is None and measure.of is None:
            yield words.share_of_all
        elif measure.kind == "share" and measure.of is not None:
            until = Moment(of=measure.of, offset=measure.within, direction=measure.direction)
            yield words.share_by.format(plain.until(until))
        else:
            within = plain.amount(measure.within) if measure.within is not None else ""
            yield words.measures[measure.kind].format(within)
        if measure.ends:
            counted = measure.kind == "median" and measure.of is not None
            begins = self._either(measure.begins)
            since = plain.reference(measure.of) if counted and measure.of else begins
            yield words.from_to.format(since, self._either(measure.ends))
        else:
            yield words.only_from.format(self._either(measure.begins))
        if measure.when is not None:
            yield small(plain.words.if_.format(plain.conditions.tell(measure.when)))
        if measure.target is not None:
            yield words.target.format(f"{measure.target:g}")

    def _either(self, milestones: tuple[str, ...]) -> str:
        return self.plain.either([self._milestone(one) for one in milestones])

    def _milestone(self, milestone: str) -> str:
        words, plain = self.words, self.plain
        head, _, tail = milestone.partition(".")
        match head, tail:
            case "event", event:
                return words.struck.format(
                    plain.quoted(plain.text(plain.definition.events[event].name))
                )
            case "enrolled", "":
                return words.enrolled
            case "closed", "":
                return words.closed
            case "closed", code:
                text = plain.text(plain.definition.outcomes[code])
                return words.closed_with.format(plain.quoted(text))
        phrases = {
            "started": words.began,
            "done": words.ended,
            "overdue": words.overdue,
            "delivered": words.delivered,
            "seen": words.seen,
            "came_in_time": words.came_in_time,
            "came_late": words.came_late,
        }
        step = plain.quoted(plain.step(head))
        if tail in phrases:
            return phrases[tail].format(step)
        return words.ended_with.format(step, plain.quoted(self._outcome(head, tail)))

    def _outcome(self, step: str, code: str) -> str:
        found = self.plain.definition.steps[step]
        if isinstance(found, TaskStep | HandoffStep) and code in found.outcomes:
            return self.plain.text(found.outcomes[code].label)
        return code.replace("_", " ")
