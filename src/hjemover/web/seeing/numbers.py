"""The field that a birth number is typed in."""

from starlette.requests import Request

from hjemover.birth_number import BirthNumberError, check_birth_number
from hjemover.web.answers import FieldView
from hjemover.web.seeing.presenter import say_number_fault
from hjemover.web.wording import N_, Words


def number_field(words: Words, value: str = "", error: str = "") -> FieldView:
    return FieldView(
        name="fodselsnummer",
        type="text",
        label=words.text(N_("Fødselsnummer")),
        help=words.text(N_("Elleve sifre, med eller uten mellomrom.")),
        value=value,
        error=error,
    )


def number_in(request: Request, words: Words) -> tuple[str, FieldView]:
    """The posted number, and its field with what is wrong with it."""
    typed = str(request.state.form.get("fodselsnummer") or "")
    try:
        return check_birth_number(typed).digits, number_field(words, typed)
    except BirthNumberError as wrong:
        return "", number_field(words, typed, say_number_fault(wrong, words))
