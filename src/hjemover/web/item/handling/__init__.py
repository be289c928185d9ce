"""What can be done with an item (handlinger): each with its form, its order and its words.

An order is made from what was typed; a :class:`form.Wrong` says what to mend, field by field.
"""

from collections.abc import Mapping
from typing import Final

from hjemover.web.item.handling import choices, handoffs, limits, tasks
from hjemover.web.item.handling.form import Handling, nothing, only
from hjemover.web.item.handling.happened import late_fields
from hjemover.web.wording import N_

HANDLINGS: Final[Mapping[str, Handling]] = {
    one.word: one
    for one in (
        Handling(
            word="ta-imot", order="accept-handoff", title=N_("Ta imot pasienten"),
            yes=N_("Ja, vi tar imot"), done=N_("Mottatt. Ansvaret er hos dere nå."),
            ask=late_fields, make=handoffs.accept, dated=True,
        ),
        Handling(
            word="sporsmal", order="return-handoff", title=N_("Send tilbake med et spørsmål"),
            yes=N_("Ja, send spørsmålet"), done=N_("Spørsmålet er sendt."),
            ask=only(handoffs.ask_question), make=handoffs.send_back,
        ),
        Handling(
            word="avvis", order="reject-handoff", title=N_("Avvis overføringen"),
            yes=N_("Ja, avvis"), done=N_("Avvist. Avsenderen har fortsatt ansvaret."),
            ask=handoffs.reject_fields, make=handoffs.reject, danger=True,
        ),
        Handling(
            word="send-videre", order="forward-handoff", title=N_("Send videre til riktig enhet"),
            yes=N_("Ja, send videre"), done=N_("Sendt videre."),
            ask=handoffs.forward_fields, make=handoffs.forward,
        ),
        Handling(
            word="svar", order="answer-handoff", title=N_("Svar på spørsmålet"),
            yes=N_("Ja, send svaret"), done=N_("Svaret er sendt."),
            ask=only(handoffs.ask_answer), make=handoffs.answer,
        ),
        Handling(
            word="trekk-tilbake", order="withdraw-handoff", title=N_("Trekk tilbake overføringen"),
            yes=N_("Ja, trekk tilbake"), done=N_("Overføringen er trukket tilbake."),
            ask=handoffs.withdraw_fields, make=handoffs.withdraw, danger=True,
        ),
        Handling(
            word="send-pa-nytt", order="reoffer-handoff", title=N_("Send overføringen på nytt"),
            yes=N_("Ja, send på nytt"), done=N_("Sendt på nytt."),
            ask=nothing, make=handoffs.reoffer,
        ),
        Handling(
            word="fullfor", order="complete-task", title=N_("Fullfør oppgaven"),
            yes=N_("Ja, fullfør"), done=N_("Oppgaven er fullført."),
            ask=tasks.task_fields, make=tasks.complete, dated=True,
        ),
        Handling(
            word="velg-enhet", order="assign-party", title=N_("Velg enhet"),
            yes=N_("Ja, velg enheten"), done=N_("Enheten er valgt."),
            ask=choices.assign_fields, make=choices.assign,
        ),
        Handling(
            word="velg-vei", order="choose-way", title=N_("Velg veien videre"),
            yes=N_("Ja, gå videre"), done=N_("Veien videre er valgt."),
            ask=choices.way_fields, make=choices.choose_way,
        ),
        Handling(
            word="forleng", order="extend-limit", title=N_("Forleng fristen"),
            yes=N_("Ja, forleng"), done=N_("Fristen er forlenget."),
            ask=only(limits.ask_why_extended), make=limits.extend,
        ),
        Handling(
            word="stopp-klokken", order="stop-clock", title=N_("Stopp klokken"),
            yes=N_("Ja, stopp klokken"), done=N_("Klokken står."),
            ask=limits.stop_fields, make=limits.stop,
        ),
        Handling(
            word="start-klokken", order="start-clock", title=N_("Start klokken igjen"),
            yes=N_("Ja, start klokken"), done=N_("Klokken går igjen."),
            ask=nothing, make=limits.start,
        ),
    )
}  # fmt: skip
