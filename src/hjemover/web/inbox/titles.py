"""What an item is called for whoever reads it: the verb first (oppgavenavn)."""

from typing import Final

from hjemover.application.desk.row import is_undelivered_to
from hjemover.application.way import Labels
from hjemover.engine.state import Obligation
from hjemover.vocabulary import HandoffStatus, ObligationKind
from hjemover.web.wording import N_, Words

ANSWER_OFFER: Final = N_("Svar på overføringen: %(what)s")
ANSWER_QUESTION: Final = N_("Svar på spørsmålet om: %(what)s")
SEND_AGAIN: Final = N_("Send på nytt, den kom ikke fram: %(what)s")
AWAIT_ANSWER: Final = N_("Venter på svar: %(what)s")
AWAIT_OTHERS: Final = N_("Spørsmål hos avsenderen: %(what)s")
TAKE_OVER: Final = N_("Svar på overflyttingen: pasienten hører til dere nå")
AWAIT_TAKE_OVER: Final = N_("Venter på svar: pasienten skal over til en annen enhet")
CHOOSE_UNIT: Final = N_("Velg enhet: %(what)s")
CHOOSE_WAY: Final = N_("Velg veien videre etter: %(what)s")


def title_of(open_: Obligation, units: frozenset[str], labels: Labels, words: Words) -> str:
    """What there is to do, for somebody of *units*; for whoever waits, what they wait for."""
    what = labels.step(open_.step)
    if open_.kind is ObligationKind.CHOOSE_UNIT:
        return words.text(CHOOSE_UNIT, what=labels.party(open_.detail))
    if open_.kind is ObligationKind.REPAIR:
        return words.text(CHOOSE_WAY, what=what)
    handoff = open_.handoff
    if handoff is None:
        return what
    ours = open_.awaits in units or is_undelivered_to(open_, units)
    if open_.kind is ObligationKind.TRANSFER:
        return words.text(TAKE_OVER if ours else AWAIT_TAKE_OVER)
    if handoff.status is HandoffStatus.RETURNED:
        return words.text(ANSWER_QUESTION if ours else AWAIT_OTHERS, what=what)
    if handoff.status is HandoffStatus.UNDELIVERED and handoff.sender in units:
        return words.text(SEND_AGAIN, what=what)
    return words.text(ANSWER_OFFER if ours else AWAIT_ANSWER, what=what)
