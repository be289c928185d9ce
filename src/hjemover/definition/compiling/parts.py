"""Texts, parties, dates, numbers and consents."""

from typing import Literal

from hjemover.calendar import Duration, DurationError, parse_duration
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.grammar.document import NumberWords, OverrideWords
from hjemover.definition.grammar.parts import RegistrationWords, TextWords
from hjemover.definition.models import (
    ConsentRule,
    NamedDate,
    Number,
    NumberOverride,
    Party,
    Registration,
    Text,
)
from hjemover.definition.problems import Problems
from hjemover.definition.source import Path
from hjemover.definition.wording import describe

RESERVED_PARTIES = ("enrolment", "patient", "item")
_BLANK = "Write the text, or delete the language."
NUMBER_SCOPES = ("unit", "organisation", "region")


def text(problems: Problems, words: TextWords, path: Path) -> Text:
    """The wording, with a warning for each language that is missing."""
    missing = [language for language in ("nn", "en") if getattr(words, language) is None]
    if missing:
        problems.warning(
            path,
            "missing-language",
            f"{describe(path)} has no text in {' or '.join(missing)}.",
            "Bokmål is shown instead.",
            key=True,
        )
    for language in ("nb", "nn", "en"):
        written = getattr(words, language)
        if written is not None and not written.strip():
            problems.error((*path, language), "empty-value", f"{describe(path)} is blank.", _BLANK)
    return Text(nb=words.nb, nn=words.nn, en=words.en)


def optional_text(problems: Problems, words: TextWords | None, path: Path) -> Text | None:
    return text(problems, words, path) if words else None


def registration(words: RegistrationWords | None) -> Registration | None:
    if words is None:
        return None
    return Registration(
        code_set=words.code_set,
        code=words.code,
        verified=words.verified,
        source=words.source or "",
    )


def compile_parties(draft: Draft) -> dict[str, Party]:
    parties = {}
    for name, words in draft.words.parties.items():
        path = ("parties", name)
        if name in RESERVED_PARTIES:
            draft.problems.error(
                path,
                "reserved-name",
                f'"{name}" cannot be the name of a party: the word means something else.',
                "Call the party something else.",
                key=True,
            )
        if words.of not in ("enrolment", "patient.municipality", "patient.gp"):
            of_path = (*path, "of")
            if words.of in draft.known["parties"]:
                draft.used["parties"].add(words.of)
            else:
                places = [
                    *draft.known["parties"],
                    "enrolment",
                    "patient.municipality",
                    "patient.gp",
                ]
                draft.problems.error(
                    of_path,
                    "unknown-party",
                    f'party "{name}" belongs to "{words.of}", which there is none of.',
                    draft.problems.nearest(words.of, places),
                )
        parties[name] = Party(
            name=text(draft.problems, words.name, (*path, "name")),
            service=words.service,
            of=words.of,
            informed_only=words.informed_only,
        )
    return parties


def compile_dates(draft: Draft) -> dict[str, NamedDate]:
    dates = {}
    for name, words in draft.words.dates.items():
        path = ("dates", name)
        for at, source in enumerate(words.first_known_of or ()):
            draft.refer("date", source, (*path, "first_known_of", at))
        dates[name] = NamedDate(
            name=text(draft.problems, words.name, (*path, "name")),
            required=words.required,
            first_known_of=tuple(words.first_known_of or ()),
            may_be_future=words.may_be_future,
        )
    return dates


def compile_consents(draft: Draft) -> dict[str, ConsentRule]:
    return {
        name: ConsentRule(
            name=text(draft.problems, words.name, ("consents", name, "name")),
            basis=words.basis,
            source=words.source or "",
        )
        for name, words in draft.words.consents.items()
    }


def compile_numbers(draft: Draft) -> dict[str, Number]:
    """The numbers whose value could be read."""
    numbers = {name: _number(draft, name, words) for name, words in draft.words.numbers.items()}
    return {name: number for name, number in numbers.items() if number}


def _number(draft: Draft, name: str, words: NumberWords) -> Number | None:
    path = ("numbers", name)
    value = _value(draft, words.value, (*path, "value"))
    if value is None:
        return None
    return Number(
        value=value,
        deadline_class=words.limit_class,
        source=words.source,
        verified=words.verified,
        name=optional_text(draft.problems, words.name, (*path, "name")),
        overrides=tuple(
            _override(draft, override, value, (*path, "overrides", at))
            for at, override in enumerate(words.overrides)
        ),
    )


def _value(draft: Draft, written: str | int | float, path: Path) -> Duration | int | float | None:
    if isinstance(written, int | float):
        return written
    try:
        return parse_duration(written)
    except DurationError as refused:
        draft.problems.error(path, "bad-duration", str(refused))
        return None


def _override(
    draft: Draft, words: OverrideWords, base: Duration | int | float, path: Path
) -> NumberOverride:
    scopes = [scope for scope in NUMBER_SCOPES if getattr(words, scope) is not None]
    if len(scopes) != 1:
        draft.problems.error(
            path,
            "bad-override",
            f"{describe(path)} does not say whose value it is.",
            "Write one of unit, organisation or region.",
        )
    value = _value(draft, words.value, (*path, "value"))
    if value is not None and isinstance(value, Duration) != isinstance(base, Duration):
        draft.problems.error(
            (*path, "value"),
            "bad-override",
            "The override and the number it replaces are not the same kind.",
            "Write both with a unit, or both without.",
        )
    scope: Literal["unit", "organisation", "region"] = "organisation"
    if words.unit is not None:
        scope = "unit"
    elif words.region is not None:
        scope = "region"
    return NumberOverride(
        scope=scope,
        id=words.unit or words.organisation or words.region or "",
        valid_from=words.valid_from,
        value=base if value is None else value,
    )
