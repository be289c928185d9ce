"""What a list can be narrowed by, what it is narrowed by, and where each leads, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from hjemover.application.desk.asking import View
from hjemover.definition.models import PathwayDefinition
from hjemover.store.desk.keeping import Colleague
from hjemover.vocabulary import Urgency
from hjemover.web.inbox.address import (
    KIND_WORDS,
    NOBODY,
    URGENCY_WORDS,
    Chosen,
    Known,
    code_of_step,
)
from hjemover.web.inbox.rows import Maker
from hjemover.web.opaque import definition_code, person_code, unit_code
from hjemover.web.wording import N_

GROUP_NAMES: Final[Mapping[Urgency, str]] = {
    Urgency.CRITICAL: N_("Kritisk forfalt"),
    Urgency.OVERDUE: N_("Forfalt"),
    Urgency.SOON: N_("Frist snart"),
    Urgency.LATER: N_("Ikke forfalt"),
}
KIND_NAMES: Final[Mapping[str, str]] = {
    "oppgave": N_("Oppgaver"),
    "overforing": N_("Overføringer"),
    "valg": N_("Valg som må tas"),
}
NOBODY_NAME: Final = N_("Ingen har tatt den")
UNKNOWN: Final = N_("Ukjent")
assert KIND_NAMES.keys() == KIND_WORDS.keys()


class Choice(Struct, frozen=True, kw_only=True):
    """One thing that a filter can be set to."""

    value: str
    label: str
    chosen: bool


class FilterView(Struct, frozen=True, kw_only=True):
    """One filter, as a list to choose from."""

    name: str
    label: str
    choices: list[Choice]


class Offered(Struct, frozen=True, kw_only=True):
    """What this list has something of, so that no filter leads to nothing by itself.

    Args:
        definitions: The newest version of each pathway, by id.
    """

    definitions: Mapping[str, PathwayDefinition]
    steps: frozenset[tuple[str, str]]
    counterparts: frozenset[str]
    colleagues: Sequence[Colleague]


def filter_views(chosen: Chosen, offered: Offered, maker: Maker) -> list[FilterView]:
    """The filters that there is something to choose from in."""
    found = [_filter_view(one, chosen, offered, maker) for one in _FILTERS]
    if chosen.view is View.DONE:
        found = [one for one in found if one.name != "hast"]
    return [one for one in found if len(one.choices) > 1 or any(c.chosen for c in one.choices)]


def chips(chosen: Chosen, offered: Offered, known: Known, maker: Maker) -> list[tuple[str, str]]:
    """Each filter that is set, with the address that is without it."""
    found = []
    for one in _FILTERS:
        for value in _values(chosen, one.attribute):
            label = one.say(value, offered, known, maker) or maker.words.text(UNKNOWN)
            said = f"{maker.words.text(one.label)}: {label}"
            found.append((said, chosen.without(one.attribute, value).url()))
    return found


def _values(chosen: Chosen, attribute: str) -> tuple[str, ...]:
    kept = getattr(chosen, attribute)
    return kept if isinstance(kept, tuple) else (kept,) if kept else ()


def _filter_view(one: "_Filter", chosen: Chosen, offered: Offered, maker: Maker) -> FilterView:
    set_to = _values(chosen, one.attribute)
    return FilterView(
        name=one.name,
        label=maker.words.text(one.label),
        choices=[
            Choice(value=value, label=label, chosen=value in set_to)
            for value, label in one.choices(offered, maker)
        ],
    )


# --- each filter ------------------------------------------------------------------------------

Choices = Iterable[tuple[str, str]]


class _Filter(Struct, frozen=True, kw_only=True):
    """One filter.

    Args:
        choices: What can be chosen, by its code, in the order it is shown.
        say: What a code in an address stands for; None for one that stands for nothing.
    """

    name: str
    attribute: str
    label: str
    choices: Callable[[Offered, Maker], Choices]
    say: Callable[[str, Offered, Known, Maker], str | None]


def _by_name(choices: Choices) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda one: one[1].casefold())


def _unit_choices(offered: Offered, maker: Maker) -> Choices:
    return _by_name((unit_code(one), maker.addresses.unit_name(one)) for one in maker.units)


def _say_unit(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    unit = known.unit(code)
    return maker.addresses.unit_name(unit) if unit else None


def _urgency_choices(offered: Offered, maker: Maker) -> Choices:
    return [(word, maker.words.text(GROUP_NAMES[one])) for one, word in URGENCY_WORDS.items()]


def _say_urgency(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    return next((label for value, label in _urgency_choices(offered, maker) if value == code), None)


def _step_choices(offered: Offered, maker: Maker) -> Choices:
    return _by_name(
        (code_of_step(step), label)
        for step in offered.steps
        if (label := step_label(step, offered, maker))
    )


def step_label(step: tuple[str, str], offered: Offered, maker: Maker) -> str | None:
    """What a step is called today; None for one that the newest version no longer has."""
    definition = offered.definitions.get(step[0])
    known = definition.steps.get(step[1]) if definition else None
    return maker.words.plain(known.label) if known else None


def _say_step(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    step = known.step(code)
    return step_label(step, offered, maker) if step else None


def _pathway_choices(offered: Offered, maker: Maker) -> Choices:
    here = {definition for definition, _ in offered.steps}
    return _by_name(
        (definition_code(one), maker.words.plain(offered.definitions[one].name))
        for one in here
        if one in offered.definitions
    )


def _say_pathway(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    found = offered.definitions.get(known.definition(code) or "")
    return maker.words.plain(found.name) if found else None


def _counterpart_choices(offered: Offered, maker: Maker) -> Choices:
    name = maker.addresses.unit_name
    return _by_name((unit_code(one), name(one)) for one in offered.counterparts)


def _people_choices(offered: Offered, maker: Maker) -> Iterator[tuple[str, str]]:
    yield NOBODY, maker.words.text(NOBODY_NAME)
    for one in offered.colleagues:
        yield person_code(one.id), one.name


def _say_person(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    return next((label for value, label in _people_choices(offered, maker) if value == code), None)


def _kind_choices(offered: Offered, maker: Maker) -> Choices:
    return [(word, maker.words.text(label)) for word, label in KIND_NAMES.items()]


def _say_kind(code: str, offered: Offered, known: Known, maker: Maker) -> str | None:
    return maker.words.text(KIND_NAMES[code]) if code in KIND_NAMES else None


_FILTERS: Final = (
    _Filter(
        name="enhet", attribute="unit", label=N_("Enhet"),
        choices=_unit_choices, say=_say_unit,
    ),
    _Filter(
        name="hast", attribute="urgencies", label=N_("Hast"),
        choices=_urgency_choices, say=_say_urgency,
    ),
    _Filter(
        name="steg", attribute="steps", label=N_("Hva det gjelder"),
        choices=_step_choices, say=_say_step,
    ),
    _Filter(
        name="forlop", attribute="pathways", label=N_("Forløp"),
        choices=_pathway_choices, say=_say_pathway,
    ),
    _Filter(
        name="motpart", attribute="counterparts", label=N_("Motpart"),
        choices=_counterpart_choices, say=_say_unit,
    ),
    _Filter(
        name="hos", attribute="people", label=N_("Hos"),
        choices=_people_choices, say=_say_person,
    ),
    _Filter(
        name="type", attribute="kinds", label=N_("Type"),
        choices=_kind_choices, say=_say_kind,
    ),
)  # fmt: skip
