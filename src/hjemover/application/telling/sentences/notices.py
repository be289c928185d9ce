"""What people were told, or asked to do elsewhere."""

from typing import Final

from hjemover.application.telling.words import Told
from hjemover.engine import events as e

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    (e.NoticeGiven, ""): (
        "{to} fikk beskjed: {message}",
        "{to} fekk beskjed: {message}",
        "{to} were told: {message}",
    ),
    (e.NoticeGiven, "in-house"): (
        "{to} ser det bare i innboksen: {message}",
        "{to} ser det berre i innboksen: {message}",
        "{to} see it in the inbox only: {message}",
    ),
    (e.NoticeWithheld, ""): (
        "{party} fikk ikke beskjed om «{what}»: pasienten ønsker det ikke",
        "{party} fekk ikkje beskjed om «{what}»: pasienten ønskjer det ikkje",
        "{party} was not told of “{what}”: the patient does not want it",
    ),
    (e.CodeToRegister, ""): (
        "{unit} må registrere koden {code} ({code_set}) i sitt eget system",
        "{unit} må registrere koden {code} ({code_set}) i sitt eige system",
        "{unit} must register the code {code} ({code_set}) in its own system",
    ),
}
