"""What can be done with an item (handlinger): each with its form, its order and its words.

An order is made from what was typed; a :class:`Wrong` says what to mend, field by field.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct
from starlette.datastructures import FormData

from hjemover.application.desk.item import Item
from hjemover.application.way import Labels
from hjemover.calendar import local_day, start_of_day
from hjemover.definition.models import Field, HandoffStep, Limit, Outcome, TaskStep, Text
from hjemover.engine import commands as c
from hjemover.engine.answers import MAX_TEXT, check_answers
from hjemover.engine.breaches import asks_why_late
from hjemover.engine.graph import block_of
from hjemover.engine.state import Answers
from hjemover.errors import CommandRefused
from hjemover.web.answers import FieldView, Option, Places, field_views, read_answers, read_day
from hjemover.web.refusals import say_fault
from hjemover.web.subject import of_subject
from hjemover.web.wording import N_, Words


class Wrong(Exception):
    """What was typed cannot be an order yet. *errors* are in words, by the field's name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("the form is not filled in")
        self.errors = errors


class Desk(Struct, frozen=True, kw_only=True):
    """What the forms of an item are made with."""

    item: Item
    labels: Labels
    words: Words
    places: Places
    person: str
    hits: tuple[tuple[str, str], ...] = ()  # units that a search found

    @property
    def today(self) -> date:
        return local_day(self.item.now)


Fields = tuple[FieldView, ...]


class Handling(Struct, frozen=True, kw_only=True):
    """One thing to do.

    Args:
        word: What it is called in its address.
        order: The name of its order, in the vocabulary.
        ask: Its questions, with what was typed and what is wrong with it.
        make: The order, from what was typed. Raises :class:`Wrong`.
        dated: It can have happened on another day than today.
    """

    word: str
    order: str
    title: str
    yes: str
    done: str
    ask: Callable[[Desk, FormData, Mapping[str, str]], Fields]
    make: Callable[[Desk, FormData], c.AnyCommand]
    danger: bool = False
    dated: bool = False


# --- texts ------------------------------------------------------------------------------------


def _nothing(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    return ()


def _long(
    name: str, label: str, help_text: str = "", *, required: bool = True
) -> Callable[[Desk, FormData, Mapping[str, str]], FieldView]:
    def make(desk: Desk, form: FormData, errors: Mapping[str, str]) -> FieldView:
        return FieldView(
            name=name,
            type="long-text",
            label=desk.words.text(label),
            help=desk.words.text(of_subject(desk.item.definition, help_text))
            if help_text
            else None,
            required=required,
            value=written(form, name),
            error=errors.get(name, ""),
        )

    return make


def written(form: FormData, name: str) -> str:
    """A text as it was typed."""
    return str(form.get(name) or "").replace("\r\n", "\n").strip()


def _need_text(desk: Desk, form: FormData, name: str, missing: str) -> str:
    text = written(form, name)
    if not text:
        raise Wrong({name: desk.words.text(missing)})
    _check_text(desk, name, text)
    return text


def _check_text(desk: Desk, name: str, text: str) -> None:
    field = Field(type="long-text", label=Text(nb=name))
    errors = faults({name: field}, {name: text}, desk)
    if errors:
        raise Wrong(errors)


def faults(fields: Mapping[str, Field], answers: Answers, desk: Desk) -> dict[str, str]:
    """Everything that is wrong with *answers*, in words, by field: not the first thing only."""
    found = {}
    for name, field in fields.items():
        try:
            check_answers(
                {name: field}, {name: answers[name]} if name in answers else {}, desk.today
            )
        except CommandRefused as refused:
            found[name] = say_fault(str(refused.facts.get("why", "missing")), desk.words)
    return found


# --- when it happened -------------------------------------------------------------------------

WHEN: Final = "skjedde"


def when_field(desk: Desk, form: FormData, errors: Mapping[str, str]) -> FieldView:
    """On which day it happened, where that was not today. Late registration is normal work."""
    return FieldView(
        name=WHEN,
        type="date",
        label=desk.words.text(N_("Skjedde det en annen dag?")),
        help=desk.words.text(N_("La feltet stå tomt hvis det er i dag.")),
        required=False,
        value=read_day(written(form, WHEN)),
        error=errors.get(WHEN, ""),
        latest=desk.today.isoformat(),
    )


def happened(desk: Desk, form: FormData) -> datetime | None:
    """The moment that is meant: noon of the day, but not before the offer or the pathway began."""
    said = read_day(written(form, WHEN))
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Wrong({WHEN: say_fault("not-a-date", desk.words)}) from None
    if day > desk.today:
        raise Wrong({WHEN: say_fault("date-in-future", desk.words)})
    if day == desk.today:
        return None
    handoff = desk.item.obligation.handoff
    began = handoff.offered if handoff else desk.item.pathway.enrolled
    noon = start_of_day(day) + timedelta(hours=12)
    if local_day(began) == day:
        return max(noon, began)
    if noon < began:
        raise Wrong({WHEN: desk.words.text(N_("Dagen er før dette begynte."))})
    return noon


# --- why it was late --------------------------------------------------------------------------

LATE: Final = "forsinket"


def late_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    """Why it was late, where the definition asks and the limit has been let pass."""
    item = desk.item
    late = asks_why_late(item.definition, item.obligation, item.now)
    if not late and LATE not in errors:
        return ()
    return (
        FieldView(
            name=LATE,
            type="long-text",
            label=desk.words.text(N_("Hvorfor ble det sent?")),
            help=desk.words.text(N_("Trengs ikke hvis det skjedde før fristen.")),
            value=written(form, LATE),
            error=errors.get(LATE, ""),
        ),
    )


def late_faults(desk: Desk, form: FormData) -> dict[str, str]:
    """What is wrong with the reason; :func:`happened` is to be readable first."""
    text, item = written(form, LATE), desk.item
    at = happened(desk, form) or item.now
    if text:
        return faults({LATE: Field(type="long-text", label=Text(nb=LATE))}, {LATE: text}, desk)
    if asks_why_late(item.definition, item.obligation, at):
        return {LATE: desk.words.text(N_("Fristen er passert. Skriv noen ord om hvorfor."))}
    return {}


# --- a handoff, at the receiver ---------------------------------------------------------------


def _accept(desk: Desk, form: FormData) -> c.AnyCommand:
    errors = late_faults(desk, form)
    if errors:
        raise Wrong(errors)
    return c.AcceptHandoff(
        obligation=desk.item.obligation.id,
        person=desk.person,
        effective=happened(desk, form),
        late_because=written(form, LATE),
    )


_question = _long(
    "tekst",
    N_("Hva må dere vite før dere kan ta imot?"),
    N_("Avsenderen ser spørsmålet og har ansvaret for pasienten mens dere venter."),
)


def _return(desk: Desk, form: FormData) -> c.AnyCommand:
    text = _need_text(desk, form, "tekst", N_("Skriv spørsmålet først."))
    return c.ReturnHandoff(obligation=desk.item.obligation.id, question=text)


_reason = _long("grunn", N_("Hvorfor kan dere ikke ta imot?"), N_("Avsenderen ser det du skriver."))


def _asked_when_rejected(desk: Desk) -> Mapping[str, Field]:
    step = desk.item.step
    if not isinstance(step, HandoffStep):
        return {}
    return step.outcomes["rejected"].ask


def _reject_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    asked = _asked_when_rejected(desk)
    answers = read_answers(asked, form)
    return (
        *field_views(
            asked,
            answers,
            desk.words,
            places=desk.places,
            errors=errors,
            today=desk.today,
            growing=form,
        ),
        _reason(desk, form, errors),
    )


def _reject(desk: Desk, form: FormData) -> c.AnyCommand:
    asked = _asked_when_rejected(desk)
    answers = read_answers(asked, form)
    errors = faults(asked, answers, desk)
    if not written(form, "grunn"):
        errors["grunn"] = desk.words.text(N_("Skriv noen ord om hvorfor."))
    if errors:
        raise Wrong(errors)
    reason = _need_text(desk, form, "grunn", "")
    return c.RejectHandoff(obligation=desk.item.obligation.id, reason=reason, answers=answers)


def _unit_choice(
    label: str, *, required: bool = True
) -> Callable[[Desk, FormData, Mapping[str, str]], Fields]:
    """A search in the address book, and what it found to choose from."""

    def make(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
        search = FieldView(
            name="sok",
            type="text",
            label=desk.words.text(N_("Søk etter enhet eller virksomhet")),
            required=required,
            value=written(form, "sok"),
            error=errors.get("sok", ""),
        )
        chosen = written(form, "enhet")
        options = dict(desk.hits)
        if chosen and chosen not in options and chosen in desk.labels.addresses.units:
            options = {chosen: desk.labels.unit(chosen), **options}
        if not options:
            return (search,)
        return (
            search,
            FieldView(
                name="enhet",
                type="choice",
                label=desk.words.text(label),
                required=required,
                values=(chosen,),
                options=tuple(Option(value, name) for value, name in options.items()),
                error=errors.get("enhet", ""),
            ),
        )

    return make


_forward_to = _unit_choice(N_("Hvem skal ha den?"))
_note = _long("tekst", N_("Beskjed til dem"), required=False)


def _forward_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (*_forward_to(desk, form, errors), _note(desk, form, errors))


def _need_unit(desk: Desk, form: FormData) -> str:
    unit = written(form, "enhet")
    if unit not in desk.labels.addresses.units:
        raise Wrong({"sok": desk.words.text(N_("Søk etter en enhet, og velg den."))})
    return unit


def _forward(desk: Desk, form: FormData) -> c.AnyCommand:
    unit, note = _need_unit(desk, form), written(form, "tekst")
    if note:
        _check_text(desk, "tekst", note)
    return c.ForwardHandoff(obligation=desk.item.obligation.id, to=unit, note=note)


# --- a handoff, at the sender -----------------------------------------------------------------

_answer_text = _long(
    "tekst", N_("Svaret"), N_("Mottakeren ser svaret, og skal så svare på overføringen.")
)


def _answer(desk: Desk, form: FormData) -> c.AnyCommand:
    text = _need_text(desk, form, "tekst", N_("Skriv svaret først."))
    return c.AnswerHandoff(obligation=desk.item.obligation.id, answer=text)


_why_withdrawn = _long("grunn", N_("Hvorfor trekkes den tilbake?"))
_withdraw_to = _unit_choice(N_("Send den heller til"), required=False)


def _withdraw_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (_why_withdrawn(desk, form, errors), *_withdraw_to(desk, form, errors))


def _withdraw(desk: Desk, form: FormData) -> c.AnyCommand:
    reason = _need_text(desk, form, "grunn", N_("Skriv noen ord om hvorfor."))
    unit = written(form, "enhet")
    if unit and unit not in desk.labels.addresses.units:
        raise Wrong({"sok": desk.words.text(N_("Søk etter en enhet, og velg den."))})
    return c.WithdrawHandoff(obligation=desk.item.obligation.id, reason=reason, to=unit or None)


def _reoffer(desk: Desk, form: FormData) -> c.AnyCommand:
    return c.ReofferHandoff(obligation=desk.item.obligation.id)


# --- a task -----------------------------------------------------------------------------------

OUTCOME: Final = "utfall"


def outcomes_of(desk: Desk) -> Mapping[str, Outcome]:
    step = desk.item.step
    return step.outcomes if isinstance(step, TaskStep) else {}


def form_fields(desk: Desk) -> Mapping[str, Field]:
    """The questions of the task's own form."""
    step = desk.item.step
    if not isinstance(step, TaskStep) or not step.form:
        return {}
    return desk.item.definition.forms[step.form].fields


def asked_prefix(outcome: str) -> str:
    """What the questions of one way out are called in the form: two ways may ask the same."""
    return f"{OUTCOME}.{outcome}"


def _task_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    fields = form_fields(desk)
    asked = field_views(
        fields,
        read_answers(fields, form),
        desk.words,
        places=desk.places,
        errors=errors,
        today=desk.today,
        growing=form,
    )
    return (*asked, *late_fields(desk, form, errors))


def asked_fields(desk: Desk, outcome: str, form: FormData, errors: Mapping[str, str]) -> Fields:
    """The questions that only one way out asks."""
    asked, prefix = outcomes_of(desk)[outcome].ask, asked_prefix(outcome)
    own = {
        name.removeprefix(f"{prefix}."): error
        for name, error in errors.items()
        if name.startswith(f"{prefix}.")
    }
    return field_views(
        asked,
        read_answers(asked, form, prefix),
        desk.words,
        places=desk.places,
        errors=own,
        today=desk.today,
        prefix=prefix,
        growing=form,
    )


def chosen_outcome(desk: Desk, form: FormData) -> str:
    """The way out that was chosen; the only one where there is no choice."""
    known = outcomes_of(desk)
    said = written(form, OUTCOME)
    if said in known:
        return said
    return next(iter(known)) if len(known) == 1 else ""


def _complete(desk: Desk, form: FormData) -> c.AnyCommand:
    outcome = chosen_outcome(desk, form)
    if not outcome:
        raise Wrong({OUTCOME: desk.words.text(N_("Velg hva som ble resultatet."))})
    asked, fields = outcomes_of(desk)[outcome].ask, form_fields(desk)
    answers = read_answers(fields, form)
    extra = read_answers(asked, form, asked_prefix(outcome))
    # The form belongs to what was done; the other ways out ask their own questions only.
    own = {name: field for name, field in fields.items() if not asked or name in answers}
    errors = faults(own, answers, desk)
    prefix = asked_prefix(outcome)
    errors |= {f"{prefix}.{name}": why for name, why in faults(asked, extra, desk).items()}
    errors |= late_faults(desk, form)
    if errors:
        raise Wrong(errors)
    return c.CompleteTask(
        obligation=desk.item.obligation.id,
        outcome=outcome,
        answers={**answers, **extra},
        effective=happened(desk, form),
        late_because=written(form, LATE),
    )


# --- choices that a rule could not make -------------------------------------------------------

_choose_unit = _unit_choice(N_("Hvilken enhet skal det være?"))
_why_chosen = _long("grunn", N_("Hvorfor?"), required=False)


def _assign_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    return (*_choose_unit(desk, form, errors), _why_chosen(desk, form, errors))


def _assign(desk: Desk, form: FormData) -> c.AnyCommand:
    open_ = desk.item.obligation
    return c.AssignParty(
        party=open_.detail,
        unit=_need_unit(desk, form),
        reason=written(form, "grunn")[:MAX_TEXT],
        obligation=open_.id,
    )


_why_way = _long("grunn", N_("Hvorfor denne veien?"))


def _way_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    item = desk.item
    steps = sorted(block_of(item.definition, item.pathway, item.obligation.branch))
    options = tuple(Option(one, desk.labels.step(one)) for one in steps)
    return (
        FieldView(
            name="steg",
            type="choice",
            label=desk.words.text(N_("Hvor skal forløpet gå videre?")),
            values=(written(form, "steg"),),
            options=tuple(sorted(options, key=lambda one: str(one.label).casefold())),
            error=errors.get("steg", ""),
        ),
        _why_way(desk, form, errors),
    )


def _choose_way(desk: Desk, form: FormData) -> c.AnyCommand:
    item, step = desk.item, written(form, "steg")
    if step not in block_of(item.definition, item.pathway, item.obligation.branch):
        raise Wrong({"steg": desk.words.text(N_("Velg hvor forløpet skal gå videre."))})
    reason = _need_text(desk, form, "grunn", N_("Skriv noen ord om hvorfor."))
    return c.ChooseWay(obligation=item.obligation.id, step=step, reason=reason)


# --- limits that may move ---------------------------------------------------------------------


def limit_of(item: Item) -> Limit | None:
    """The limit that the item's step has."""
    match item.step:
        case TaskStep(due=limit):
            return limit
        case HandoffStep(accept=limit):
            return limit
        case _:
            return None


_why_extended = _long("grunn", N_("Hvorfor trengs mer tid?"))


def _extend(desk: Desk, form: FormData) -> c.AnyCommand:
    reason = _need_text(desk, form, "grunn", N_("Skriv noen ord om hvorfor."))
    return c.ExtendLimit(obligation=desk.item.obligation.id, reason=reason)


def _stop_fields(desk: Desk, form: FormData, errors: Mapping[str, str]) -> Fields:
    limit = limit_of(desk.item)
    reasons = limit.stop_reasons if limit else {}
    label = desk.words.text(N_("Hvorfor skal klokken stå?"))
    why = (
        FieldView(
            name="grunn",
            type="choice",
            label=label,
            values=(written(form, "grunn"),),
            options=tuple(Option(code, desk.words.of(text)) for code, text in reasons.items()),
            error=errors.get("grunn", ""),
        )
        if reasons
        else FieldView(
            name="grunn",
            type="long-text",
            label=label,
            value=written(form, "grunn"),
            error=errors.get("grunn", ""),
        )
    )
    until = FieldView(
        name="til",
        type="date",
        label=desk.words.text(N_("Til hvilken dag?")),
        help=desk.words.text(N_("La feltet stå tomt hvis dagen ikke er kjent.")),
        required=False,
        value=read_day(written(form, "til")),
        error=errors.get("til", ""),
    )
    return (why, until)


def _stop(desk: Desk, form: FormData) -> c.AnyCommand:
    reason = _need_text(desk, form, "grunn", N_("Velg eller skriv hvorfor."))
    said, until = read_day(written(form, "til")), None
    if said:
        try:
            until = date.fromisoformat(said)
        except ValueError:
            raise Wrong({"til": say_fault("not-a-date", desk.words)}) from None
    return c.StopClock(obligation=desk.item.obligation.id, reason=reason, until=until)


def _start(desk: Desk, form: FormData) -> c.AnyCommand:
    return c.StartClock(obligation=desk.item.obligation.id)


# --- all of them ------------------------------------------------------------------------------

Ask = Callable[[Desk, FormData, Mapping[str, str]], Fields]


def _one(
    field: Callable[[Desk, FormData, Mapping[str, str]], FieldView],
) -> Ask:
    return lambda desk, form, errors: (field(desk, form, errors),)


HANDLINGS: Final[Mapping[str, Handling]] = {
    one.word: one
    for one in (
        Handling(
            word="ta-imot", order="accept-handoff", title=N_("Ta imot pasienten"),
            yes=N_("Ja, vi tar imot"), done=N_("Mottatt. Ansvaret er hos dere nå."),
            ask=late_fields, make=_accept, dated=True,
        ),
        Handling(
            word="sporsmal", order="return-handoff", title=N_("Send tilbake med et spørsmål"),
            yes=N_("Ja, send spørsmålet"), done=N_("Spørsmålet er sendt."),
            ask=_one(_question), make=_return,
        ),
        Handling(
            word="avvis", order="reject-handoff", title=N_("Avvis overføringen"),
            yes=N_("Ja, avvis"), done=N_("Avvist. Avsenderen har fortsatt ansvaret."),
            ask=_reject_fields, make=_reject, danger=True,
        ),
        Handling(
            word="send-videre", order="forward-handoff", title=N_("Send videre til riktig enhet"),
            yes=N_("Ja, send videre"), done=N_("Sendt videre."),
            ask=_forward_fields, make=_forward,
        ),
        Handling(
            word="svar", order="answer-handoff", title=N_("Svar på spørsmålet"),
            yes=N_("Ja, send svaret"), done=N_("Svaret er sendt."),
            ask=_one(_answer_text), make=_answer,
        ),
        Handling(
            word="trekk-tilbake", order="withdraw-handoff", title=N_("Trekk tilbake overføringen"),
            yes=N_("Ja, trekk tilbake"), done=N_("Overføringen er trukket tilbake."),
            ask=_withdraw_fields, make=_withdraw, danger=True,
        ),
        Handling(
            word="send-pa-nytt", order="reoffer-handoff", title=N_("Send overføringen på nytt"),
            yes=N_("Ja, send på nytt"), done=N_("Sendt på nytt."),
            ask=_nothing, make=_reoffer,
        ),
        Handling(
            word="fullfor", order="complete-task", title=N_("Fullfør oppgaven"),
            yes=N_("Ja, fullfør"), done=N_("Oppgaven er fullført."),
            ask=_task_fields, make=_complete, dated=True,
        ),
        Handling(
            word="velg-enhet", order="assign-party", title=N_("Velg enhet"),
            yes=N_("Ja, velg enheten"), done=N_("Enheten er valgt."),
            ask=_assign_fields, make=_assign,
        ),
        Handling(
            word="velg-vei", order="choose-way", title=N_("Velg veien videre"),
            yes=N_("Ja, gå videre"), done=N_("Veien videre er valgt."),
            ask=_way_fields, make=_choose_way,
        ),
        Handling(
            word="forleng", order="extend-limit", title=N_("Forleng fristen"),
            yes=N_("Ja, forleng"), done=N_("Fristen er forlenget."),
            ask=_one(_why_extended), make=_extend,
        ),
        Handling(
            word="stopp-klokken", order="stop-clock", title=N_("Stopp klokken"),
            yes=N_("Ja, stopp klokken"), done=N_("Klokken står."),
            ask=_stop_fields, make=_stop,
        ),
        Handling(
            word="start-klokken", order="start-clock", title=N_("Start klokken igjen"),
            yes=N_("Ja, start klokken"), done=N_("Klokken går igjen."),
            ask=_nothing, make=_start,
        ),
    )
}  # fmt: skip
