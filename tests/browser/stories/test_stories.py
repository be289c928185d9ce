"""Some of the scenarios once more, word for word, with the people of the region at a browser."""

from pytest_bdd import scenario

_HANDOFF = "../../features/overforing.feature"
_NOT_RECEIVED = "../../features/levert_er_ikke_mottatt.feature"


@scenario(_NOT_RECEIVED, "Ansvaret går over når en person tar imot")
def test_a_named_person_accepts() -> None:
    """Accepted on its page; the rest is the feature's."""


@scenario(_HANDOFF, "Meldingen kom ikke fram, og sendes på nytt")
def test_a_lost_message_is_sent_again() -> None:
    """Sent again by the hospital and accepted by the intake, each on its own page."""


@scenario(_HANDOFF, "Mottaket har et spørsmål, og får svar")
def test_a_question_and_its_answer() -> None:
    """Asked by one unit and answered by the other, each on its own page."""


@scenario(_HANDOFF, "Mottaket sender videre til den det gjelder")
def test_sent_on_to_whom_it_is_for() -> None:
    """Found in the address book, sent on, and accepted there."""


@scenario(_HANDOFF, "Sykehuset trekker overføringen tilbake")
def test_withdrawn_by_the_hospital() -> None:
    """Withdrawn from the list of what waits for others."""
