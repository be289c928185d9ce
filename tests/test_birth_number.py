"""Identity numbers are read as text, told apart, and never shown whole."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.birth_number import (
    BirthNumberError,
    Fault,
    Rule,
    check_birth_number,
    make_synthetic,
    masked,
)

birthdays = st.dates(min_value=date(1854, 1, 1), max_value=date(2039, 12, 31))


def with_check_digits(nine: str) -> str:
    """The first number from *nine* on, by brute force: the tests do not lean on what they test."""
    for candidate in range(int(nine) * 100, int(nine) * 100 + 1_000):
        values = [int(digit) for digit in f"{candidate:011}"]
        k1 = sum(w * v for w, v in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), values, strict=False))
        k2 = sum(w * v for w, v in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), values, strict=True))
        if k1 % 11 == 0 and k2 % 11 == 0:
            return f"{candidate:011}"
    raise AssertionError(f"{nine} has no check digits, nor have the nine after it")


def fault(text: str, rule: Rule = "today") -> str:
    with pytest.raises(BirthNumberError) as refused:
        check_birth_number(text, rule=rule)
    return refused.value.code


@pytest.mark.parametrize("number", ["02013299997", "30108299920"])
def test_numbers_of_the_2032_kind_with_remainder_zero_are_valid_today_too(number):
    assert check_birth_number(number).kind == "fnr"
    assert check_birth_number(number, rule="2032").kind == "fnr"


@pytest.mark.parametrize("number", ["30108299939", "02013299903"])
def test_numbers_with_another_remainder_are_valid_only_under_the_new_rule(number):
    assert fault(number) == "check-digits"
    assert check_birth_number(number, rule="2032").digits == number


def test_a_number_that_does_not_tell_its_century_tells_no_birth_date():
    # 999 belongs to 1940-1999 or 2000-2039, and the year 32 could be either only after 2032.
    assert check_birth_number("30108299920").born == date(1982, 10, 30)
    assert check_birth_number("02013299997").born == date(2032, 1, 2)


def test_a_number_that_begins_with_zero_keeps_it():
    number = with_check_digits("010170001")
    assert check_birth_number(number).digits == number
    assert number.startswith("0")


@pytest.mark.parametrize(
    ("nine", "kind", "born"),
    [
        ("010170001", "fnr", date(1970, 1, 1)),
        ("410170002", "dnr", date(1970, 1, 1)),
        ("018170001", "synthetic", date(1970, 1, 1)),
        ("418170001", "synthetic", date(1970, 1, 1)),
        ("014170001", "month-plus-40", date(1970, 1, 1)),
        ("823456789", "fh", None),
        ("290200500", "fnr", date(2000, 2, 29)),
        ("010100600", "fnr", date(2000, 1, 1)),
        ("010190600", "fnr", date(1890, 1, 1)),
        ("010145950", "fnr", date(1945, 1, 1)),
        ("010135950", "fnr", date(2035, 1, 1)),
        ("010150800", "fnr", None),  # in no row of the century table
    ],
)
def test_the_kind_of_number_is_told_by_day_month_and_first_digit(nine, kind, born):
    number = check_birth_number(with_check_digits(nine))
    assert (number.kind, number.born) == (kind, born)
    assert number.synthetic == (kind == "synthetic")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("1017012345", "ten-digits"),
        ("101701234", "wrong-length"),
        ("010170123456", "wrong-length"),
        ("01.01.70 12345", "not-digits"),
        ("0101701234O", "not-digits"),
        ("٠١٠١٧٠١٢٣٤٥", "not-digits"),
        ("-1017012345", "not-digits"),
        ("1,01701E+10", "not-digits"),
        ("32017012345", "no-such-day"),
        ("00017012345", "no-such-day"),
        ("01137012345", "no-such-day"),
        ("30027012345", "no-such-day"),
        ("29020112345", "no-such-day"),
        ("29020012345", "no-such-day"),  # individnummer 123: 1900, not a leap year
        ("01017012345", "check-digits"),
    ],
)
def test_a_text_that_is_no_number_is_refused_with_its_reason(text, code):
    assert fault(text) == code


def test_a_number_may_be_written_with_a_space_before_the_last_five():
    number = make_synthetic(date(1961, 5, 17), 3)
    for written in (
        f"{number[:6]} {number[6:]}",
        f"  {number}\n",
        f"{number[:6]}\u00a0{number[6:]}",
    ):
        assert check_birth_number(written).digits == number
    assert fault(f"{number[:5]} {number[5:]}") == "not-digits"


@given(birthdays, st.integers(min_value=0, max_value=150))
def test_a_made_up_person_has_a_number_that_is_well_formed_and_nobodys(birth, serial):
    number = check_birth_number(make_synthetic(birth, serial))
    assert number.kind == "synthetic"
    assert number.born == birth
    assert number.digits[2:4] == f"{birth.month + 80}"


@given(birthdays)
def test_two_people_born_on_one_day_get_different_numbers(birth):
    assert len({make_synthetic(birth, serial) for serial in range(100)}) == 100


def test_a_day_runs_out_of_numbers_with_a_word_about_it():
    with pytest.raises(ValueError, match="No synthetic number is left for 1970-01-01"):
        make_synthetic(date(1970, 1, 1), 1_000)
    with pytest.raises(ValueError, match="No synthetic number is left for 1800-01-01"):
        make_synthetic(date(1800, 1, 1), 0)
    with pytest.raises(ValueError, match="negative"):
        make_synthetic(date(1970, 1, 1), -1)


@given(birthdays, st.integers(0, 100), st.integers(0, 10), st.integers(1, 9))
def test_one_mistyped_digit_is_always_caught_under_both_rules(birth, serial, place, shift):
    number = make_synthetic(birth, serial)
    wrong = str((int(number[place]) + shift) % 10)
    mistyped = number[:place] + wrong + number[place + 1 :]
    assert fault(mistyped) in {"check-digits", "no-such-day"}
    assert fault(mistyped, rule="2032") in {"check-digits", "no-such-day"}


@given(st.text(max_size=20) | st.text("0123456789 ", min_size=9, max_size=13))
def test_whatever_is_typed_gives_a_number_or_a_reason(text):
    try:
        said = check_birth_number(text).digits
    except BirthNumberError as refused:
        said = str(refused)
    assert said in get_args(Fault) or len(said) == 11


def test_a_number_is_never_printed_whole():
    digits = make_synthetic(date(1970, 1, 1), 0)
    number = check_birth_number(digits)
    assert masked(digits) == number.masked() == "018170 *****"
    for shown in (str(number), repr(number), f"{number}", f"{number!r}"):
        assert digits not in shown
        assert digits[6:] not in shown
