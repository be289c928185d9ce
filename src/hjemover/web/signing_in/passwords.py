"""What is said of passwords, and the fields to choose one in."""

from starlette.requests import Request

from hjemover.application import accounts
from hjemover.application.accounts import PasswordTooWeak, SignInRefused
from hjemover.web import formats
from hjemover.web.answers import FieldView
from hjemover.web.rendering import words_of
from hjemover.web.visitor import Reader
from hjemover.web.wording import N_, Words

_WEAK = {
    "short": N_("Passordet er for kort. Bruk minst %(shortest)d tegn."),
    "long": N_("Passordet er for langt. Bruk høyst %(longest)d tegn."),
    "guessable": N_("Passordet er for lett å gjette. Velg et annet, gjerne flere ord."),
}


def say_refused(request: Request, reader: Reader, refused: SignInRefused) -> str:
    words = words_of(request, reader)
    if refused.until is None:
        return words.text(N_("Brukernavnet eller passordet er feil. Prøv på nytt."))
    return words.text(
        N_("For mange forsøk. Vent til kl. %(clock)s, og prøv igjen. Glemt passordet? Be den som"
           " administrerer systemet om en ny lenke."),
        clock=formats.clock(refused.until, seconds=True),
    )  # fmt: skip


def say_weak(request: Request, reader: Reader, weak: PasswordTooWeak) -> str:
    return words_of(request, reader).text(
        _WEAK[weak.why],
        shortest=accounts.SHORTEST_PASSWORD,
        longest=accounts.LONGEST_PASSWORD,
    )


def password_fields(words: Words, *, wrong: str, again: str) -> tuple[FieldView, ...]:
    """The new password, twice."""
    return (
        FieldView(
            name="passord",
            type="password",
            label=words.text(N_("Nytt passord")),
            help=words.text(
                N_("Minst %(shortest)d tegn. Flere ord etter hverandre er lett å huske."),
                shortest=accounts.SHORTEST_PASSWORD,
            ),
            error=wrong,
            autocomplete="new-password",
        ),
        FieldView(
            name="igjen",
            type="password",
            label=words.text(N_("Gjenta passordet")),
            error=again,
            autocomplete="new-password",
        ),
    )
