"""Definitions nobody has written: every kind of step, with loops, branches, limits and events.

Drawn as YAML, so that they go through the same door as a designer's. Most pass ``check``; what
does not is refused there, which is right as well.
"""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from hjemover.application.simulation.made_up import made_up_world
from hjemover.definition import Loaded, load_text
from hjemover.definition.models import PathwayDefinition
from tests.definition.test_mutations import written
from tests.engine import generated_keeping as keeping
from tests.engine.trials import Trial

_PARTIES = {
    "hospital": ("ward-service", "enrolment"),
    "intake": ("intake", "patient.municipality"),
    "nurse": ("nurse", "intake"),
    "doctor": ("doctor", "hospital"),
    "gp": ("gp", "patient.gp"),
    "provider": ("item.service", "intake"),
}
_WORKERS = ("hospital", "intake", "nurse", "doctor")
_LENGTHS = (
    "1 hour", "36 hours", "1 day", "3 days", "1 week", "2 working days", "1 month", "1 year",
    "6 working hours", "$short", "$long",
)  # fmt: skip
_OUTCOMES = ("accepted", "declined", "held", "no_show", "yes", "no", "needs", "not_reached")
_MOST_STEPS = 14


def text(said: str) -> dict[str, str]:
    return {"nb": said, "nn": said, "en": said}


class Maker:
    """Draws one definition. A block is a chain of steps; loops and jumps stay inside it."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.steps: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, str]] = []  # step, field, type
        self.outcomes: list[tuple[str, str]] = []  # step, outcome
        self.windows: dict[str, dict[str, Any]] = {}
        self.lists: list[str] = []
        self.outermost: list[str] = []
        self.named = 0
        self.derived = keeping.derived_dates(dice)

    def tree(self) -> dict[str, Any]:
        start = self.block("finish", outermost=True)
        self.steps["finish"] = {"end": "FULLFORT"}
        if self.maybe(0.3):
            self.steps["finish"]["silent"] = True
        made: dict[str, Any] = {
            "pathway": "drawn",
            "version": 1,
            "valid_from": "2026-01-01",
            "name": text("Drawn"),
            "parties": {
                name: {"name": text(name), "service": service, "of": of}
                | ({"informed_only": True} if name == "gp" else keeping.hours(self.dice))
                for name, (service, of) in _PARTIES.items()
            },
            "dates": {
                "diagnosed": {"name": text("Diagnosed"), "required": True},
                "told": {"name": text("Told")},
                "planned": {"name": text("Planned"), "may_be_future": True},
                "clock": {"name": text("Clock"), "first_known_of": ["told", "diagnosed"]},
                **self.derived,
            },
            "numbers": {
                "short": self.number("2 working days"),
                "long": self.number("3 weeks"),
                "high": self.number(4),
            },
            "consents": {
                "sharing": {"name": text("Sharing"), "basis": self.one("objection", "explicit")}
            },
            "outcomes": {"FULLFORT": text("Done"), "DOD": text("Died"), "AVBRUTT": text("Stopped")},
            "start": start,
            "steps": self.steps,
        }  # fmt: skip
        if self.windows:
            made["windows"] = self.windows
        events = self.events()
        if events:
            made["events"] = events
        made |= keeping.kept(self.dice, self.steps, made["dates"])
        if {"silence", "measured-high"} & events.keys() or "begins" in made:
            made["occurrences"] = ["measured"]
        if self.maybe(0.2):
            made["classes"] = {"recommended": {"breach": {"ask": "reason"}}}
        return made

    def rewired(self) -> dict[str, Any]:
        """A definition where some ways lead anywhere at all: nearly all that is wrong with it is
        for ``check`` to find, and what passes must hold all the same."""
        tree = self.tree()
        for _ in range(1 + self.dice.randrange(3)):
            step = self.steps[self.one(*self.steps)]
            target = self.one(*self.steps, "joined")
            holders: list[tuple[dict[str, Any], str]] = [
                (part, key) for part, key in _ways(step) if isinstance(part[key], str)
            ]
            if holders:
                part, key = self.one(*holders)
                part[key] = target
            if self.maybe(0.2):
                step.pop("rounds", None)
        for event in tree.get("events", {}).values():
            if "goto" in event:
                event["goto"] = self.one(*self.steps)
        return tree

    # --- dice ---------------------------------------------------------------------------------

    def maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def one(self, *choices: Any) -> Any:
        return choices[self.dice.randrange(len(choices))]

    def number(self, value: Any) -> dict[str, Any]:
        return {"value": value, "class": self.one("local", "recommended", "legal"),
                "source": "proposal", "verified": False}  # fmt: skip

    def length(self) -> str:
        return str(self.one(*_LENGTHS))

    def name(self, kind: str) -> str:
        self.named += 1
        return f"{kind}-{self.named}"

    # --- blocks -------------------------------------------------------------------------------

    def block(
        self, leave: str, *, each: bool = False, outermost: bool = False, depth: int = 0
    ) -> str:
        """A chain of steps that leads to *leave*; the name of the first of them."""
        room = _MOST_STEPS - self.named
        kinds = [self.kind(depth) for _ in range(max(1, min(room, 1 + self.dice.randrange(5))))]
        chain = [self.name(kind) for kind in kinds]
        if outermost:
            self.outermost += chain
        for at, (name, kind) in enumerate(zip(chain, kinds, strict=True)):
            after = [*chain[at + 1 :], leave]
            maker = getattr(self, f"make_{kind}")
            self.steps[name] = {}
            made = maker(name, chain[: at + 1], after, each=each, depth=depth)
            self.steps[name] |= made
        return chain[0]

    def kind(self, depth: int) -> str:
        kinds = ["task", "task", "task", "handoff", "wait", "decide", "notice", "subpathway"]
        if depth < 2 and self.named < _MOST_STEPS - 4:
            kinds += ["parallel", "each"]
        return str(self.one(*kinds))

    def on(self, after: Sequence[str]) -> str:
        """Mostly the next step, now and then one further on."""
        return after[0] if self.maybe(0.8) else str(self.one(*after))

    # --- kinds of steps -----------------------------------------------------------------------

    def make_task(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        made: dict[str, Any] = {"task": text(name), "party": self.worker(**place)}
        if self.maybe(0.25):
            made["window"] = self.window(name, upto)
            if self.maybe(0.4):
                made["due"] = {"remind": self.one("1 day before", "1 week before")}
        elif self.maybe(0.85):
            made["due"] = self.limit(upto, breach=after)
        if self.maybe(0.25):
            made["checklist"] = {
                code: text(code) if self.maybe(0.6) else
                {"name": text(code), "optional": self.maybe(0.5), "when": self.condition()}
                for code in ("keys", "aids")
            }  # fmt: skip
        codes = self.dice.sample(_OUTCOMES, 1 + self.dice.randrange(3))
        outcomes: dict[str, Any] = {}
        for at, code in enumerate(codes):
            then = after[0] if at == 0 else self.on(after)
            ask = self.ask(name)
            outcomes[code] = {"then": then} | ({"ask": ask} if ask else {})
            self.outcomes.append((name, code))
        if len(codes) > 1 and "checklist" in made:
            outcomes[codes[0]]["gate"] = "checklist"
        elif len(codes) > 1 and self.maybe(0.2):
            outcomes[codes[0]]["gate"] = {"when": self.condition(), "say": text("Wait")}
        if self.maybe(0.35):  # round and round, with a bound
            outcomes["later"] = self.one(*upto)
            made["rounds"] = {"at_most": self.one(1, 2, 4), "then": self.on(after)}
        if self.maybe(0.15):
            made["register"] = {"set": "NCMP", "code": "X1", "verified": False,
                                "at": self.one("started", "done")}  # fmt: skip
        return made | {"outcomes": outcomes}

    def make_handoff(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        sender, receiver = self.dice.sample(_WORKERS, 2)
        fixer = self.name("task")
        self.steps[fixer] = {
            "task": text(fixer), "party": sender, "due": {"within": self.length()},
            "outcomes": {"sent": {"ask": {"municipality": "municipality"}, "then": name}}
            if self.maybe(0.5) else {"sent": name},
        }  # fmt: skip
        accept: dict[str, Any] = {"within": self.length()}
        if self.maybe(0.4):
            accept["escalate"] = self.ladder()
        outcomes: dict[str, Any] = {"accepted": after[0], "rejected": fixer}
        if self.maybe(0.3):
            accept["expire"] = True
            outcomes["expired"] = self.one(fixer, *after)
        elif self.maybe(0.2):
            accept["tacit"] = True
        if self.maybe(0.4):
            accept["remind"] = "1 working day before"
        made: dict[str, Any] = {
            "handoff": text(name), "from": sender, "to": receiver, "accept": accept,
            "rounds": {"at_most": self.one(1, 2, 5), "then": self.on(after)},
        }  # fmt: skip
        if self.maybe(0.3):
            made["copy"] = ["gp"]
        others = [one for one in _WORKERS if one not in (sender, receiver)]
        if self.maybe(0.25) and "tacit" not in accept:
            made["to"] = [receiver, *others[: self.one(1, 2)]]
            made["quorum"] = self.one("all", "any", len(made["to"]))
        if after[0] not in ("joined", "finish") and self.maybe(0.2):
            made["overlap"] = {"until": after[0], "within": self.length()}
        if self.maybe(0.4):
            made["needs"] = "consent.sharing"
            outcomes["objected"] = self.on(after)
        if self.maybe(0.3):
            made["delivered"] = {"within": self.length()}
        if self.maybe(0.2):
            made["gate"] = {"when": self.condition(), "say": text("Not yet")}
            outcomes["blocked"] = self.on(after)
        self.outcomes.append((name, "accepted"))
        return made | {"outcomes": outcomes}

    def make_wait(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        wait: dict[str, Any] = {"for": self.length()}
        if self.maybe(0.6):
            wait = {"until": self.moment(upto), "else": self.length()}
        made: dict[str, Any] = {"wait": wait, "label": text(name), "then": self.on(after)}
        if self.maybe(0.3):
            made["party"] = self.worker(**place)
        if self.maybe(0.2):
            made["postponed"] = True
        return made

    def make_decide(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        branches = [
            {"when": self.condition(**place), "then": self.one(*after)}
            for _ in range(1 + self.dice.randrange(2))
        ]
        drawn = keeping.table(self.dice, self.asked, after) if self.maybe(0.3) else None
        return {"decide": drawn or branches, "else": after[0], "label": text(name)}

    def make_notice(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        made = {"notice": text(name), "to": [self.one("gp", "nurse", "hospital.lead")],
                "then": self.on(after)}  # fmt: skip
        return made | ({"needs": "consent.sharing"} if self.maybe(0.3) else {})

    def make_subpathway(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        made: dict[str, Any] = {
            "subpathway": text(name), "pathway": "another", "waits": self.maybe(0.7),
            "if_open": self.one("new", "join", "skip"),
        }  # fmt: skip
        if made["waits"] and self.maybe(0.5):
            made |= {"outcomes": {"FULLFORT": self.on(after)}, "else": self.on(after)}
        else:
            made["then"] = self.on(after)
        if made["waits"] and self.maybe(0.4):
            made["due"] = self.limit(upto)
        return made

    def make_parallel(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        count = 1 + self.dice.randrange(3)
        branches = {
            f"way-{at}": self.block("joined", each=place["each"], depth=place["depth"] + 1)
            for at in range(count)
        }
        join = self.one("all", "all", "any", self.one(*range(1, count + 1)))
        return {"parallel": branches, "join": join, "then": self.on(after)}

    def make_each(
        self, name: str, upto: list[str], after: list[str], **place: Any
    ) -> dict[str, Any]:
        if not self.lists:
            return self.make_notice(name, upto, after)
        source = self.one(*self.lists)
        first = self.block("joined", each=True, depth=place["depth"] + 1)
        return {"parallel": {"each": f"{source}.needs", "start": first},
                "join": self.one("all", "all", "any"), "then": self.on(after)}  # fmt: skip

    # --- parts --------------------------------------------------------------------------------

    def worker(self, *, each: bool = False, **_: Any) -> str:
        return "provider" if each and self.maybe(0.4) else str(self.one(*_WORKERS))

    def ask(self, step: str) -> dict[str, Any]:
        kinds: dict[str, tuple[str, Any]] = {
            "urgent": ("yes-no", "yes-no"),
            "again_on": ("date", {"type": "date", "required": self.maybe(0.5)}),
            "count": ("number", {"type": "number", "name": text("Count"), "at_most": 9}),
            "scope": ("choice", ["this-talk", "whole-pathway"]),
            "needs": (
                "list", {"type": "list", "required": False, "columns": {"service": "service"}}
            ),
        }  # fmt: skip
        asked = self.dice.sample(sorted(kinds), self.dice.randrange(3))
        for field in asked:
            if (step, field, kinds[field][0]) not in self.asked:
                self.asked.append((step, field, kinds[field][0]))
            if field == "needs" and step not in self.lists:
                self.lists.append(step)
        return {field: kinds[field][1] for field in asked}

    def condition(self, *, each: bool = False, **_: Any) -> str:
        """A condition over what may have been answered, by then or later."""
        parts: list[str] = ["number.high > 3", 'date.told != ""', 'date.planned == ""']
        for step, field, kind in self.asked:
            fact = f"{step.replace('-', '_')}.{field}"
            parts += {
                "yes-no": [fact, f"!{fact}"],
                "number": [f"{fact} >= number.high", f"{fact} == 0"],
                "choice": [f'{fact} == "this-talk"', f'{fact} == ""'],
                "date": [f'{fact} != ""'],
                "list": [f"size({fact}) > 0"],
            }[kind]
        for step, code in self.outcomes:
            fact = step.replace("-", "_")
            parts += [f'outcome.{fact} == "{code}"', f"rounds.{fact} > 1", f"late.{fact} > 0"]
        chosen = [self.one(*parts) for _ in range(1 + self.dice.randrange(2))]
        return f" {self.one('&&', '||')} ".join(chosen)

    def reference(self, upto: Sequence[str]) -> str:
        known = ["start", "enrolled", "diagnosed", "clock", "told", "planned"]
        known += self.derived
        known += [f"{step}.{self.one('done', 'started')}" for step in upto[:-1]]
        known += [f"{step}.{field}" for step, field, kind in self.asked if kind == "date"]
        known += [f"{window}.{self.one('opens', 'closes')}" for window in self.windows]
        return str(self.one(*known))

    def moment(self, upto: Sequence[str]) -> Any:
        reference = self.reference(upto)
        if self.maybe(0.3):
            return reference
        return {self.one("after", "before"): self.length(), "of": reference}

    def limit(self, upto: Sequence[str], *, breach: Sequence[str] = ()) -> dict[str, Any]:
        made: dict[str, Any] = {self.one("within", "within", "before"): self.length()}
        if "before" in made or self.maybe(0.4):
            made["of"] = self.reference(upto)
        if self.maybe(0.3):
            made["remind"] = self.one("1 day before", ["1 week before", "1 working day before"])
        if self.maybe(0.2):
            made["extend"] = {"by": self.length(), "at_most": self.one(1, 2)}
        if self.maybe(0.2):
            made["stops"] = True
        if breach and self.maybe(0.15):
            made["breach"] = {"then": self.on(breach)}
        elif self.maybe(0.3):
            made["escalate"] = self.ladder()
        elif self.maybe(0.2):
            made["breach"] = {"ask": "reason"}
        return made

    def ladder(self) -> list[dict[str, Any]]:
        rungs = [{"after": self.one("1 day", "3 working days", "$long"),
                  "to": [self.one("hospital.lead", "intake", "nurse.lead")]}]  # fmt: skip
        return rungs * self.one(1, 1, 2)

    def window(self, name: str, upto: Sequence[str]) -> Any:
        if self.windows and self.maybe(0.4):
            return self.one(*self.windows)
        of = self.one(
            "diagnosed", "clock", "enrolled", "told", *(f"{one}.done" for one in upto[:-1])
        )
        window = {"opens": {"after": "2 weeks", "of": of}, "closes": {"after": "5 weeks", "of": of}}
        if self.maybe(0.4):
            window["plan"] = {"after": "1 week", "of": of}
        if self.maybe(0.5):
            return window
        shared = f"window-{len(self.windows) + 1}"
        self.windows[shared] = {"name": text(shared)} | window
        return shared

    def events(self) -> dict[str, Any]:
        steps = [name for name in self.steps if name != "finish"]
        stoppable = [
            name
            for name, step in self.steps.items()
            if any("stops" in step.get(key, {}) for key in ("due", "accept"))
            and "subpathway" not in step
        ]
        kinds: dict[str, Callable[[], dict[str, Any]]] = {
            "death": lambda: {"close": "DOD", "silent": True, "tell": ["nurse"]},
            "stopped": lambda: {"close": "AVBRUTT"},
            "back": lambda: {"goto": self.one(*self.outermost)},
            "too-ill": lambda: {"ask": {"review_on": "date"}, "pause": "review_on"},
            "better": lambda: {"resume": True},
            "dropped": lambda: {"cancel": [self.one(*steps)]},
            "moved": lambda: {
                "ask": {"municipality": "municipality"}, "readdress": ["intake", "nurse"]
            },
            "was-told": lambda: {"ask": {"told_on": {"type": "date", "may_be_future": False}},
                                 "set": {"told": "told_on"}},
            "objects": lambda: {"consent": {"sharing": self.one("objected", "given")}},
            "strike": lambda: {"stop": [self.one(*stoppable)], "tell": ["intake"]},
            "work-again": lambda: {"restart": [self.one(*stoppable)]},
            "silence": lambda: {
                "absent": "measured", "within": self.length(), "while": self.one(*steps),
                "tell": ["nurse"],
            },
            "measured-high": lambda: {"on": "measured", "cancel": [self.one(*steps)]},
        }  # fmt: skip
        chosen = self.dice.sample(sorted(kinds), self.dice.randrange(5))
        if not stoppable:
            chosen = [name for name in chosen if name not in ("strike", "work-again")]
        return {name: {"name": text(name)} | kinds[name]() for name in chosen}


def _ways(part: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every place in a step that says where a way leads."""
    for key, value in part.items():
        if key in ("then", "else", "start"):
            yield part, key
        elif key in ("outcomes", "parallel"):
            yield from ((value, name) for name in value if name not in ("each", "start"))
            yield from (
                way for one in value.values() if isinstance(one, dict) for way in _ways(one)
            )
        elif key == "rounds":
            yield value, "then"
        elif key == "decide":
            rows = value["rows"] if isinstance(value, dict) else value
            yield from ((one, "then") for one in rows)


def draw_loaded(dice: Random) -> tuple[str, Loaded]:
    """A definition as text, and what ``check`` says of it."""
    maker = Maker(dice)
    drawn = written(maker.rewired() if maker.maybe(0.3) else maker.tree())
    return drawn, load_text(drawn)


def trial_of(definition: PathwayDefinition) -> Trial:
    """Somewhere to live on *definition*: three municipalities, one of them with no units."""
    world = made_up_world(definition, 1, towns=2)
    return Trial(
        rules=world.rules,
        enrolled_with=world.senders,
        municipalities=(*world.municipalities, "kommune-without-units"),
        gps=tuple(world.gps),
        services=(*world.region.needs, "unknown-service"),
    )


dice = st.randoms(use_true_random=False)
