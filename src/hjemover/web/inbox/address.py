"""A list's address: every filter, the order and the page stand in it, and nothing that tells.

``/innboks?visning=mine&hast=forfalt&motpart=3f2a…``: steps, pathways, units and people by codes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace
from starlette.datastructures import QueryParams

from hjemover.application.desk.asking import Asked, Cursor, View
from hjemover.store.desk.conditions import Narrowing
from hjemover.vocabulary import ObligationKind, Urgency
from hjemover.web.opaque import definition_code, person_code, step_code, unit_code

T = TypeVar("T")

HERE: Final = "/innboks"

VIEW_WORDS: Final[Mapping[View, str]] = {
    View.ALL: "alle",
    View.NEW: "nye",
    View.MINE: "mine",
    View.UNCLAIMED: "ikke-fordelt",
    View.WITH_OTHERS: "venter",
    View.OVERDUE: "forfalt",
    View.SNOOZED: "utsatt",
    View.DONE: "ferdig",
}
URGENCY_WORDS: Final[Mapping[Urgency, str]] = {
    Urgency.CRITICAL: "kritisk",
    Urgency.OVERDUE: "forfalt",
    Urgency.SOON: "snart",
    Urgency.LATER: "senere",
}
KIND_WORDS: Final[Mapping[str, tuple[ObligationKind, ...]]] = {
    "oppgave": (ObligationKind.TASK,),
    "overforing": (ObligationKind.HANDOFF, ObligationKind.TRANSFER),
    "valg": (ObligationKind.CHOOSE_UNIT, ObligationKind.REPAIR),
}
NOBODY: Final = "ingen"
_MOST_CHOSEN: Final = 40


class Chosen(Struct, frozen=True, kw_only=True):
    """What an address asks for, in the words it stands with."""

    view: View = View.ALL
    unit: str = ""
    urgencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()  # "<definition code>.<step code>"
    pathways: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    by_age: bool = False
    after: str = ""

    @classmethod
    def read(cls, query: QueryParams) -> "Chosen":
        """What stands in an address. What cannot be read is left out, as if it were not there."""

        def every(name: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
            said = dict.fromkeys(one for one in query.getlist(name) if one)
            kept = [one for one in said if known is None or one in known]
            return tuple(kept[:_MOST_CHOSEN])

        views = {word: view for view, word in VIEW_WORDS.items()}
        return cls(
            view=views.get(query.get("visning", ""), View.ALL),
            unit=query.get("enhet", ""),
            urgencies=every("hast", URGENCY_WORDS.values()),
            kinds=every("type", KIND_WORDS),
            steps=every("steg"),
            pathways=every("forlop"),
            counterparts=every("motpart"),
            people=every("hos"),
            by_age=query.get("sorter") == "alder",
            after=query.get("fra", ""),
        )

    @property
    def narrowed(self) -> bool:
        """Whether there is a filter that can be taken away."""
        return bool(
            self.unit
            or self.urgencies
            or self.kinds
            or self.steps
            or self.pathways
            or self.counterparts
            or self.people
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The address's parameters. The first page of the whole list has none."""
        found: list[tuple[str, str]] = []
        if self.view is not View.ALL:
            found.append(("visning", VIEW_WORDS[self.view]))
        if self.unit:
            found.append(("enhet", self.unit))
        for name, values in (
            ("hast", self.urgencies),
            ("type", self.kinds),
            ("steg", self.steps),
            ("forlop", self.pathways),
            ("motpart", self.counterparts),
            ("hos", self.people),
        ):
            found += [(name, one) for one in values]
        if self.by_age:
            found.append(("sorter", "alder"))
        if self.after:
            found.append(("fra", self.after))
        return found

    def query(self) -> str:
        return urlencode(self.pairs())

    def url(self, path: str = HERE) -> str:
        query = self.query()
        return f"{path}?{query}" if query else path

    def cleared(self) -> "Chosen":
        return Chosen(view=self.view, by_age=self.by_age)

    def first_page(self) -> "Chosen":
        return replace(self, after="")

    def without(self, name: str, value: str) -> "Chosen":
        """Less one filter."""
        kept = getattr(self, name)
        left = tuple(one for one in kept if one != value) if isinstance(kept, tuple) else ""
        return replace(self, after="", **{name: left})


class Known(Struct, frozen=True, kw_only=True):
    """What codes can stand for here: the installation's units, pathways, steps and people."""

    units: frozenset[str]
    steps: frozenset[tuple[str, str]]
    people: frozenset[str]

    def unit(self, code: str) -> str | None:
        return _behind(code, self.units, unit_code)

    def definition(self, code: str) -> str | None:
        return _behind(code, {definition for definition, _ in self.steps}, definition_code)

    def step(self, code: str) -> tuple[str, str] | None:
        return _behind(code, self.steps, code_of_step)

    def person(self, code: str) -> str | None:
        return _behind(code, self.people, person_code)


def code_of_step(step: tuple[str, str]) -> str:
    """What stands for a step, named with its definition."""
    return f"{definition_code(step[0])}.{step_code(step[1])}"


def _behind(code: str, known: Iterable[T], code_of: Callable[[T], str]) -> T | None:
    return next((one for one in known if code_of(one) == code), None)


_NO_UNIT: Final = "-"
"""A unit nobody has: what an unknown code narrows to."""


def asked(chosen: Chosen, known: Known, *, size: int) -> Asked:
    """The list that an address asks for.

    A code that stands for nothing narrows to nothing: an address never shows more than it says.
    """
    steps = None
    if chosen.steps:
        found = [known.step(code) for code in chosen.steps]
        steps = frozenset(step for step in found if step is not None)
    urgencies = {word: group for group, word in URGENCY_WORDS.items()}
    return Asked(
        view=chosen.view,
        unit=(known.unit(chosen.unit) or _NO_UNIT) if chosen.unit else None,
        groups=frozenset(urgencies[word] for word in chosen.urgencies),
        narrow=Narrowing(
            kinds=frozenset(kind for word in chosen.kinds for kind in KIND_WORDS[word]),
            steps=steps,
            definitions=frozenset(known.definition(code) or _NO_UNIT for code in chosen.pathways),
            counterparts=frozenset(known.unit(code) or _NO_UNIT for code in chosen.counterparts),
            people=frozenset(
                known.person(code) or _NO_UNIT for code in chosen.people if code != NOBODY
            ),
            unclaimed=NOBODY in chosen.people,
        ),
        oldest_first=chosen.by_age,
        after=Cursor.read(chosen.after) if chosen.after else None,
        size=size,
    )
