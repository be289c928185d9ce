"""What an administrator typed, read field by field; the changes themselves lie beside it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, get_args

from starlette.datastructures import FormData

from hjemover.vocabulary import Language, Role, is_hpr_number
from hjemover.web.answers import read_day
from hjemover.web.wording import N_

LONGEST: Final = 200
EMAIL: Final = re.compile(
    r"[a-z0-9][a-z0-9._+-]*@([a-z0-9æøå]([a-z0-9æøå-]*[a-z0-9æøå])?\.)+[a-z]{2,}", re.IGNORECASE
)
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,40}")


class Faulty(Exception):
    """Something cannot be read: *errors* has a msgid for each field, *names* what those name."""

    def __init__(self, **errors: str) -> None:
        super().__init__(", ".join(errors))
        self.errors: Mapping[str, str] = errors
        self.names: Mapping[str, str] = {}

    def naming(self, **names: str) -> "Faulty":
        self.names = names
        return self


def text(form: FormData, name: str) -> str:
    return " ".join(str(form.get(name) or "").split())


def named(form: FormData, name: str = "navn") -> str:
    """A name, which must be there and not too long."""
    found = text(form, name)
    if not found:
        raise Faulty(**{name: N_("Må fylles ut.")})
    if len(found) > LONGEST:
        raise Faulty(**{name: N_("Teksten er for lang. Kort den ned.")})
    return found


def day(form: FormData, name: str) -> date | None:
    found = text(form, name)
    if not found:
        return None
    try:
        return date.fromisoformat(read_day(found))
    except ValueError:
        raise Faulty(**{name: N_("Skriv en dato, som 24.11.2026.")}) from None


def days(form: FormData, first: str, last: str, today: date) -> tuple[date, date | None]:
    """From a day, today unless another is given, to a day or for good."""
    begins, ends = day(form, first) or today, day(form, last)
    if ends is not None and ends < begins:
        raise Faulty(**{last: N_("Siste dag er før den første.")})
    return begins, ends


def language(form: FormData) -> Language:
    asked = text(form, "maalform")
    return next((one for one in get_args(Language) if one == asked), "nb")


def address(form: FormData, name: str) -> str:
    """An e-mail address, or nothing."""
    found = text(form, name)
    if found and not EMAIL.fullmatch(found):
        raise Faulty(**{name: N_("Skriv en e-postadresse, som mottak@kommune.no.")})
    return found


def login(form: FormData) -> str:
    found = text(form, "brukernavn").lower()
    if not _LOGIN.fullmatch(found):
        raise Faulty(brukernavn=N_("Skriv et brukernavn med små bokstaver og tall."))
    return found


def hpr_number(form: FormData) -> str | None:
    number = "".join(text(form, "hpr_nummer").split())
    if number and not is_hpr_number(number):
        raise Faulty(hpr_nummer=N_("Et HPR-nummer har bare sifre, høyst ni."))
    return number or None


def role(form: FormData) -> Role:
    found = next((one for one in Role if one == form.get("rolle")), None)
    if found is None:
        raise Faulty(rolle=N_("Velg fra listen."))
    return found


def seen(form: FormData) -> str:
    """What the page was made from; a form without it was not made from any."""
    return str(form.get("sett") or "-")
