"""Texts, parties, dates, numbers and consents."""

from typing import Literal

from hjemover.calendar import Duration, DurationError, parse_duration
from hjemover.definition.compiling.draft import Draft
from hjemover.definition.compiling.hours import party_hours
from hjemover.definition.grammar.document import NumberWords, OverrideWords
from hjemover.definition.grammar.parts import TextWords
from hjemover.definition.models import (
    PARTY_HOMES,
    Alias,
    ConsentRule,
    NamedDate,
    Number,
    NumberOverride,
    Party,
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
        if words.of in PARTY_HOMES:
            _check_home(draft, name, words.of)
        else:
            of_path = (*path, "of")
            if words.of in draft.known["parties"]:
                draft.used["parties"].add(words.of)
            else:
                places = [*draft.known["parties"], *PARTY_HOMES]
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
            hours=party_hours(draft.problems, words.hours, (*path, "hours")),
        )
    return parties


def _check_home(draft: Draft, name: str, home: str) -> None:
    """That there is such a place: who has no patient has no municipality of the patient's."""
    whose, _, _ = home.partition(".")
    has_patient = draft.words.subject in ("patient", "family")
    if whose == "enrolment" or (whose == "patient") == has_patient:
        return
    draft.problems.error(
        ("parties", name, "of"),
        "wrong-subject",
        f'party "{name}" belongs to {home}, and the subject of this pathway is'
        f" a {draft.words.subject}.".replace(" a o", " an o"),
        "Write subject.organisation, or enrolment."
        if whose == "patient"
        else "Write patient.municipality, patient.gp or enrolment.",
    )


def compile_aliases(draft: Draft) -> tuple[Alias, ...]:
    """What the pathway was called before, in the order of the file."""
    found = []
    for at, words in enumerate(draft.words.aliases):
        path = ("aliases", at)
        if words.valid_from and words.valid_from > words.until:
            draft.problems.error(
                (*path, "until"), "out-of-range", f"{describe(path)} ends before it begins."
            )
        name = text(draft.problems, words.name, (*path, "name"))
        found.append(Alias(name=name, valid_from=words.valid_from, until=words.until))
    return tuple(found)


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
