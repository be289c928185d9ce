"""What a designer may write as a duration, and what they are told when they write it wrong."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hjemover.calendar import Duration, DurationError, Unit, parse_duration, say_duration
from hjemover.calendar.durations import LONGEST

EXAMPLES = 'Write for example "2 working days", "3 weeks" or "24 hours".'
ALL_UNITS = "Use hours, days, weeks, months, years, working days or working hours."
NOT_WHOLE = 'is not a whole number. Choose a smaller unit, for example "10 days" or "36 hours".'
NEGATIVE = '"before" and "after" say the direction.'
TOO_LONG = "is longer than 100 years. Check the number and the unit."

DURATIONS = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Duration, st.integers(0, LONGEST[unit]), st.just(unit))
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2 working days", Duration(2, Unit.WORKING_DAYS)),
        ("1 working day", Duration(1, Unit.WORKING_DAYS)),
        ("3 months", Duration(3, Unit.MONTHS)),
        ("1 month", Duration(1, Unit.MONTHS)),
        ("24 hours", Duration(24, Unit.HOURS)),
        ("1 hour", Duration(1, Unit.HOURS)),
        ("1 year", Duration(1, Unit.YEARS)),
        ("100 years", Duration(100, Unit.YEARS)),
        ("4 weeks", Duration(4, Unit.WEEKS)),
        ("0 days", Duration(0, Unit.DAYS)),
        ("007 days", Duration(7, Unit.DAYS)),
        ("  2   Working\u00a0Days ", Duration(2, Unit.WORKING_DAYS)),
    ],
)
def test_a_designer_writes_a_number_and_a_unit(written: str, meant: Duration) -> None:
    assert parse_duration(written) == meant


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        (None, f"The duration is missing. {EXAMPLES}"),
        ("", f"The duration is empty. {EXAMPLES}"),
        ("  \n", f"The duration is empty. {EXAMPLES}"),
        (True, f"A yes or no is not a duration. {EXAMPLES}"),
        (["2 days"], f"A list is not a duration. {EXAMPLES}"),
        ({"days": 2}, f"A mapping is not a duration. {EXAMPLES}"),
        (b"2 days", f"This value is not a duration. {EXAMPLES}"),
        (2, f'"2" has no unit. {EXAMPLES}'),
        ("2", f'"2" has no unit. {EXAMPLES}'),
        (-2, f'"-2" has no unit. {EXAMPLES}'),
        ("days", f'"days" has no number. {EXAMPLES}'),
        ("two weeks", f'"two weeks" does not begin with a number. {EXAMPLES}'),
        ("P3M", f'"P3M" does not begin with a number. {EXAMPLES}'),
        ("\uff11 week", f'"\uff11 week" does not begin with a number. {EXAMPLES}'),
        ("x" * 90, f'"{"x" * 39}…" does not begin with a number. {EXAMPLES}'),
        (1.5, f'"1.5" {NOT_WHOLE}'),
        (float("nan"), f'"nan" {NOT_WHOLE}'),
        ("1.5 weeks", f'"1.5 weeks" {NOT_WHOLE}'),
        ("1,5 weeks", f'"1,5 weeks" {NOT_WHOLE}'),
        ("-2 days", f'"-2 days" is negative. Write "2 days": {NEGATIVE}'),
        ("\u22122 days", f'"\u22122 days" is negative. Write "2 days": {NEGATIVE}'),
        ("200 years", f'"200 years" {TOO_LONG}'),
        ("876601 hours", f'"876601 hours" {TOO_LONG}'),
        ("3 wekks", '"wekks" is not a known unit. Did you mean "3 weeks"?'),
        ("1 mnth", '"mnth" is not a known unit. Did you mean "1 month"?'),
        ("2 wrking days", '"wrking days" is not a known unit. Did you mean "2 working days"?'),
        ("2 workdays", '"workdays" is not a known unit. Did you mean "2 working days"?'),
        ("2 virkedager", '"virkedager" is not a known unit. Did you mean "2 working days"?'),
        ("1 uke", '"uke" is not a known unit. Did you mean "1 week"?'),
        ("2 d", '"d" is not a known unit. Did you mean "2 days"?'),
        ("5 bananas", f'"bananas" is not a known unit. {ALL_UNITS}'),
        ("30 minutes", f'"minutes" is too fine a unit: hours are the shortest. {ALL_UNITS}'),
        ("24h", '"24h" needs a space between number and unit. Write "24 hours".'),
        ("3weeks", '"3weeks" needs a space between number and unit. Write "3 weeks".'),
        ("1e3 days", f'"1e3 days" is not a duration. {EXAMPLES}'),
        (
            "2 weeks 3 days",
            '"2 weeks 3 days" has more than one part. '
            'Write one number and one unit, for example "17 days".',
        ),
    ],
)
def test_a_designer_is_told_what_to_write_instead(written: object, answer: str) -> None:
    with pytest.raises(DurationError) as refusal:
        parse_duration(written)
    assert str(refusal.value) == answer


def test_a_number_too_long_to_print_is_answered_like_any_other() -> None:
    with pytest.raises(DurationError, match="has no unit"):
        parse_duration(10**5000)
    with pytest.raises(DurationError, match="longer than 100 years"):
        parse_duration("9" * 5000 + " days")


@given(DURATIONS)
def test_a_duration_written_out_is_read_back_as_itself(duration: Duration) -> None:
    assert parse_duration(str(duration)) == duration
    assert msgspec.json.decode(msgspec.json.encode(duration), type=Duration) == duration


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.lists(st.text())))
def test_whatever_is_written_the_answer_is_a_duration_or_a_sentence(written: object) -> None:
    try:
        parse_duration(written)
    except DurationError as refusal:
        assert str(refusal)[-1] in ".?"
        assert len(str(refusal)) < 250


@pytest.mark.parametrize("amount", [-1, 101])
def test_a_duration_that_no_definition_may_have_cannot_be_made_or_loaded(amount: int) -> None:
    with pytest.raises(DurationError):
        Duration(amount, Unit.YEARS)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"amount": %d, "unit": "years"}' % amount, type=Duration)


@pytest.mark.parametrize(
    ("written", "nb", "nn", "en"),
    [
        ("2 working days", "2 virkedager", "2 virkedagar", "2 working days"),
        ("1 working day", "1 virkedag", "1 virkedag", "1 working day"),
        ("24 hours", "24 timer", "24 timar", "24 hours"),
        ("1 hour", "1 time", "1 time", "1 hour"),
        ("0 days", "0 dager", "0 dagar", "0 days"),
        ("1 week", "1 uke", "1 veke", "1 week"),
        ("3 weeks", "3 uker", "3 veker", "3 weeks"),
        ("3 months", "3 måneder", "3 månader", "3 months"),
        ("1 month", "1 måned", "1 månad", "1 month"),
        ("2 years", "2 år", "2 år", "2 years"),
    ],
)
def test_a_duration_is_said_in_the_readers_language(
    written: str, nb: str, nn: str, en: str
) -> None:
    duration = parse_duration(written)
    said = tuple(say_duration(duration, language) for language in ("nb", "nn", "en"))
    assert said == (nb, nn, en)


def test_a_reader_of_another_language_gets_bokmål() -> None:
    week = parse_duration("1 week")
    assert say_duration(week, "se") == say_duration(week, "no") == "1 uke"
    assert say_duration(week, "en-GB") == "1 week"
