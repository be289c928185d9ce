"""Addresses and numbers as people write them."""

import re
from typing import Final

from hjemover.application.importing.days import Unreadable
from hjemover.calendar import Duration, DurationError, parse_duration
from hjemover.vocabulary import is_hpr_number

_EMAIL: Final = re.compile(
    r"[a-z0-9][a-z0-9._+-]*@([a-z0-9æøå]([a-z0-9æøå-]*[a-z0-9æøå])?\.)+[a-z]{2,}", re.IGNORECASE
)


def read_email(text: str) -> str:
    """One plain address."""
    if not _EMAIL.fullmatch(text) or ".." in text or ".@" in text:
        raise Unreadable("is not an e-mail address.", "Write it as mottak@kommune.example.")
    return text


def read_municipality_number(text: str) -> str:
    """The official four digits (kommunenummer)."""
    if re.fullmatch(r"[0-9]{3}", text):
        raise Unreadable(
            "has three digits: a spreadsheet has taken the leading zero.",
            f"Write 0{text}, and format the column as text.",
        )
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Unreadable(
            "is not a municipality's number.", "Use the official four digits, for example 5001."
        )
    return text


def read_hpr_number(text: str) -> str:
    """A number in the register of health personnel, perhaps written with spaces."""
    number = "".join(text.split())
    if not is_hpr_number(number):
        raise Unreadable("is no HPR number.", "Write its digits, at most nine.")
    return number


def read_hour(text: str) -> int:
    """An hour of the day, 0-23."""
    if not (re.fullmatch(r"[0-9]{1,2}", text) and int(text) < 24):
        raise Unreadable("is not an hour of the day.", "Write a whole number from 0 to 23.")
    return int(text)


def read_number(text: str) -> Duration | int | float:
    """A number of a definition: a duration, or a bare number."""
    if re.fullmatch(r"-?[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch(r"-?[0-9]{1,9}[.,][0-9]{1,9}", text):
        return float(text.replace(",", "."))
    try:
        return parse_duration(text)
    except DurationError as wrong:
        message, _, next_move = str(wrong).partition(". ")
        raise Unreadable(
            f"cannot be used: {message.removesuffix('.')}.",
            next_move or 'Write for example "2 working days".',
        ) from None
