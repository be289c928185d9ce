"""Each kind of step in plain sentences: who, what, when, what can come of it, if nobody does."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from hjemover.definition.explaining.plain import Plain
from hjemover.definition.models import (
    JOINED,
    Breach,
    DecisionStep,
    EndStep,
    Gate,
    HandoffStep,
    Limit,
    NoticeStep,
    Outcome,
    ParallelStep,
    Registration,
    Registrations,
    StartRef,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
    registrations,
)
from hjemover.phrasing import capital, small


class Told(Struct, frozen=True, kw_only=True):
    """What is said of a step: sentences, then points, then more sentences."""

    sentences: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class StepTeller:
    """Tells the steps of a definition; *places* are their numbers in the explanation."""

    def __init__(self, plain: Plain, places: dict[str, int]) -> None:
        self.plain = plain
        self.words = plain.words
        self.places = places

    def tell(self, step: Step) -> Told:
        told = self._tell(step)
        codes = self.codes(step.register, self.words.register)
        return Told(
            sentences=told.sentences,
            points=told.points,
            after=(*told.after, *codes, *self._rounds(step), *self._help(step)),
        )

    def _tell(self, step: Step) -> Told:
        match step:
            case TaskStep():
                return self._outcomes(step, tuple(self._task(step)))
            case HandoffStep():
                return self._outcomes(step, tuple(self._handoff(step)))
            case WaitStep():
                return Told(sentences=(*self._wait(step), self._then(step.then)))
            case DecisionStep():
                return self._decision(step)
            case NoticeStep():
                return self._notice(step)
            case ParallelStep():
                return self._parallel(step)
            case SubpathwayStep():
                return Told(sentences=tuple(self._subpathway(step)))
            case EndStep():
                return self._end(step)
            case _:
                assert_never(step)

    # --- ways on ------------------------------------------------------------------------------

    def way(self, target: str) -> str:
        """ "det går videre til «Tren balanse» (4)", or that a part or all of it is done."""
        if target == JOINED:
            return self.words.part_done
        over = isinstance(self.plain.definition.steps[target], EndStep)
        return (self.words.is_over if over else self.words.goes_on).format(self.named(target))

    def way_then(self, target: str) -> str:
        """As `way`, after a word such as "da" or "når": "går det videre til …"."""
        if target == JOINED:
            return self.words.part_done_then
        over = isinstance(self.plain.definition.steps[target], EndStep)
        phrase = self.words.is_over_then if over else self.words.goes_on_then
        return phrase.format(self.named(target))

    def named(self, step: str) -> str:
        return self.plain.quoted(self.plain.step(step)) + (
            f" ({self.places[step]})" if step in self.places else ""
        )

    def _then(self, target: str) -> str:
        return self.words.then.format(self.way_then(target))

    def _rounds(self, step: Step) -> Iterator[str]:
        if step.rounds is not None:
            then, often = self.way_then(step.rounds.then), step.rounds.at_most
            once, more = self.words.rounds_once, self.words.rounds
            yield once.format(then) if often == 1 else more.format(often, then)

    def _help(self, step: Step) -> Iterator[str]:
        if step.help is not None:
            yield self.words.advice.format(self.plain.text(step.help))

    def _subpathway(self, step: SubpathwayStep) -> Iterator[str]:
        """The other pathway by its id: its own explanation tells how it goes."""
        words = self.words
        yield (words.sub_waits if step.waits else words.sub_starts).format(step.pathway)
        if step.due is not None:
            limit = self.plain.limit(step.due.until, step.due.deadline_class)
            yield self.plain.further.sub_due.format(limit)
            yield from self._around(step.due, (words.escalate_task, words.escalate_task_at_once))
        if step.party is not None:
            yield words.waits_holder.format(capital(self.plain.party(step.party)))
        for code, target in step.outcomes.items():
            yield words.sub_ends.format(code, self.way_then(target))
        yield (words.sub_else if step.outcomes else words.then).format(
            self.way_then(step.otherwise)
        )

    # --- tasks --------------------------------------------------------------------------------

    def _task(self, step: TaskStep) -> Iterator[str]:
        words, plain = self.words, self.plain
        who = capital(plain.party(step.party))
        if step.window is not None:
            window = plain.definition.windows[step.window]
            yield words.does_window.format(who, plain.window(window))
            if window.plan is not None:
                yield words.planned.format(plain.moment(window.plan))
        elif step.due is not None:
            limit = plain.limit(step.due.until, step.due.deadline_class)
            yield words.does_within.format(who, limit)
        else:
            yield words.does.format(who)
            yield words.no_limit
        if step.due is not None:
            yield from self._around(step.due, (words.escalate_task, words.escalate_task_at_once))
        if step.form is not None:
            yield self._form(step.id, step.form)
        if step.checklist:
            yield words.checklist.format("; ".join(self._items(step)))

    def _form(self, step: str, form: str) -> str:
        """The form with all its questions, the first time; after that, where they were told."""
        steps = self.plain.definition.steps.values()
        first = next(one.id for one in steps if isinstance(one, TaskStep) and one.form == form)
        found = self.plain.definition.forms[form]
        if first != step:
            return self.words.form_again.format(self.plain.text(found.name), self.places[first])
        return self.words.form.format(
            self.plain.text(found.name), self.plain.questions(found.fields)
        )

    def _items(self, step: TaskStep) -> Iterator[str]:
        for item in step.checklist.values():
            said = small(self.plain.text(item.label))
            if item.when is not None:
                said = self.words.item_when.format(said, self.plain.conditions.tell(item.when))
            yield self.words.item_optional.format(said) if item.optional else said

    def _around(self, limit: Limit, escalated: tuple[str, str]) -> Iterator[str]:
        """The reminders before a limit, and whom is told after it."""
        if limit.remind:
            said = self.plain.listed([self.plain.amount(one) for one in limit.remind])
            yield self.words.remind.format(said)
        later, at_once = escalated
        for rung in limit.escalate:
            whom = self.plain.recipients(rung.to)
            none = rung.after.duration is not None and not rung.after.duration.amount
            after = self.plain.amount(rung.after)
            yield at_once.format(whom) if none else later.format(after, whom)
        yield from self._stretched(limit)

    def _stretched(self, limit: Limit) -> Iterator[str]:
        """How a limit may move, and what comes of letting it pass."""
        further, plain, breach = self.plain.further, self.plain, limit.breach
        if limit.extend is not None:
            length, often = plain.amount(limit.extend.by), limit.extend.at_most
            once = further.extend_once.format(length)
            yield once if often == 1 else further.extend.format(length, often)
        if limit.stops:
            yield further.stops
        if limit.stop_reasons:
            reasons = [small(plain.text(one)) for one in limit.stop_reasons.values()]
            yield further.stop_reasons.format(plain.either(reasons))
        if breach is not None:
            yield from self.breach(breach)

    def breach(self, breach: Breach) -> Iterator[str]:
        """What happens when a limit is let pass."""
        further = self.plain.further
        if breach.ask_reason:
            yield further.breach_reason
        if breach.then is not None:
            yield further.breach_then.format(self.way(breach.then))
        if breach.start is not None:
            yield further.breach_start

    def codes(self, written: Registrations, phrase: str) -> Iterator[str]:
        """The codes to register; *phrase* is for those of when it is done."""
        words = self.words
        for code in registrations(written):
            when = words.register_started if code.at == "started" else phrase
            yield when.format(self._code(code), code.code_set)
            verified = code.verified and all(one.verified for one in code.by_date)
            yield words.register_verified if verified else words.register_unverified

    def _code(self, code: Registration) -> str:
        if not code.by_date:
            return code.code
        days = [
            self.words.code_from.format(one.code, self.plain.day(one.valid_from))
            for one in code.by_date
        ]
        return self.plain.listed(days)

    def _outcomes(self, step: TaskStep | HandoffStep, sentences: tuple[str, ...]) -> Told:
        alone = len(step.outcomes) == 1 and "done" in step.outcomes
        if alone and not step.outcomes["done"].ask and step.outcomes["done"].gate is None:
            return Told(sentences=(*sentences, self._then(step.outcomes["done"].then)))
        return Told(
            sentences=(*sentences, self.words.comes_of_it),
            points=tuple(self._outcome(one) for one in step.outcomes.values()),
        )

    def _outcome(self, outcome: Outcome) -> str:
        said = [f"{self.plain.text(outcome.label)}: {capital(self.way(outcome.then))}."]
        if outcome.ask:
            said.append(self.words.asked.format(self.plain.questions(outcome.ask)))
        if outcome.gate is not None:
            said += self._gate(outcome.gate)
        said += self.codes(outcome.register, self.words.register_then)
        return " ".join(said)

    def _gate(self, gate: Gate) -> Iterator[str]:
        if gate.checklist:
            yield self.words.gate_checklist
        if gate.when is not None:
            yield self.words.gate_when.format(self.gate_says(gate))

    def gate_says(self, gate: Gate) -> str:
        if gate.say is not None:
            return small(self.plain.text(gate.say))
        return self.plain.conditions.tell(gate.when) if gate.when is not None else ""

    # --- handoffs -----------------------------------------------------------------------------

    def _handoff(self, step: HandoffStep) -> Iterator[str]:
        words, plain = self.words, self.plain
        sender = plain.party(step.sender)
        receiver = plain.wording.listed([plain.party(party) for party in step.receivers])
        yield words.hands_over.format(capital(sender), receiver)
        yield words.keeps.format(capital(sender))
        if step.more and step.quorum != "all":
            few, some = plain.further.quorum_one, plain.further.quorum_some
            yield few if step.quorum in ("any", 1) else some.format(step.quorum)
        if step.gate is not None:
            yield words.sent_when.format(self.gate_says(step.gate))
        if step.consent is not None:
            rule = plain.definition.consents[step.consent]
            phrase = words.needs_objection if rule.basis == "objection" else words.needs_explicit
            yield phrase.format(small(plain.text(rule.name)))
        if step.carries:
            carried = [plain.quoted(plain.step(one)) for one in step.carries]
            yield words.carries.format(plain.listed(carried))
        if step.copies:
            copies = plain.listed([plain.party(one) for one in step.copies])
            yield words.copy.format(capital(copies))
        if step.delivered is not None:
            limit = plain.limit(step.delivered.until, step.delivered.deadline_class)
            yield words.receipt.format(limit)
        limit = plain.limit(step.accept.until, step.accept.deadline_class)
        yield words.answer_within.format(limit)
        yield from self._around(step.accept, (words.escalate_answer, words.escalate_answer_at_once))
        if step.accept.tacit:
            yield plain.further.tacit
        elif "expired" not in step.outcomes or not step.accept.expire:
            yield words.still_keeps.format(sender)
        if step.overlap is not None:
            until, within = self.named(step.overlap.until), plain.amount(step.overlap.within)
            yield plain.further.overlap.format(sender, until, within)

    # --- the rest -----------------------------------------------------------------------------

    def _wait(self, step: WaitStep) -> Iterator[str]:
        words, plain = self.words, self.plain
        if step.until is not None and isinstance(step.until.of, StartRef):
            yield words.waits_for.format(plain.moment(step.until))
        elif step.until is not None:
            yield words.waits_until.format(plain.moment(step.until))
        if step.otherwise is not None:
            own = isinstance(step.otherwise.of, StartRef)
            phrase = words.waits_else_for if own else words.waits_else
            yield phrase.format(plain.moment(step.otherwise))
        if step.party is not None:
            yield words.waits_holder.format(capital(plain.party(step.party)))
        if step.postponed:
            yield words.postponed

    def _decision(self, step: DecisionStep) -> Told:
        points = [
            f"{self.words.if_.format(self.plain.conditions.tell(branch.when))}: "
            f"{capital(self.way(branch.then))}."
            for branch in step.branches
        ]
        points.append(f"{self.words.else_}: {capital(self.way(step.otherwise))}.")
        return Told(sentences=(self.words.chooses,), points=tuple(points))

    def _notice(self, step: NoticeStep) -> Told:
        words, plain = self.words, self.plain
        said = [words.told.format(capital(plain.recipients(step.to)))]
        if step.consent is not None:
            rule = plain.definition.consents[step.consent]
            phrase = words.needs_objection if rule.basis == "objection" else words.needs_explicit
            said.append(phrase.format(small(plain.text(rule.name))))
        return Told(sentences=(*said, self._then(step.then)))

    def _parallel(self, step: ParallelStep) -> Told:
        words = self.words
        joined = {"all": words.join_all, "any": words.join_any}.get(str(step.join), words.join_some)
        if step.join not in ("all", "any"):
            after = joined.format(step.join, self.way_then(step.then))
        else:
            after = joined.format(self.way_then(step.then))
        if step.each is not None and step.start is not None:
            owner, _, field = step.each.partition(".")
            listed = small(self.plain.wording.field(field, owner))
            said = words.for_each.format(listed, self.named(step.start))
            return Told(sentences=(said, words.empty_list, after))
        points = tuple(f"{self.named(first)}." for first in step.branches.values())
        return Told(sentences=(words.at_once,), points=points, after=(after,))

    def _end(self, step: EndStep) -> Told:
        outcome = self.plain.text(self.plain.definition.outcomes[step.outcome])
        said = [self.words.over.format(small(outcome))]
        if step.silent:
            said.append(self.words.silent)
        return Told(sentences=tuple(said))
