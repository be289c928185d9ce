"""Parties: somebody can be found for each, and those who are only told are only told."""

from collections.abc import Collection, Iterator

from hjemover.definition.checks.case import Case
from hjemover.definition.models import (
    Field,
    HandoffStep,
    Limit,
    NoticeStep,
    ParallelStep,
    Step,
    SubpathwayStep,
    TaskStep,
    WaitStep,
)
from hjemover.definition.source import Path

_ITEM = "item."


def check_parties(case: Case, services: Collection[str] | None) -> None:
    """Args: services: those that some unit answers for; None when no address book is at hand."""
    _check_circles(case)
    if services is not None:
        _check_services(case, services)
    for name, step in case.definition.steps.items():
        for key, party in _holders(step):
            _check_holder(case, name, key, party)
    if case.whole:
        _check_items(case)


def _check_circles(case: Case) -> None:
    told: set[str] = set()
    for name in case.definition.parties:
        chain, last = {name: None}, name
        while (of := _of(case, last)) is not None and of not in chain:
            chain[of], last = None, of
        if of is not None and of == name and not told & set(chain):
            told |= set(chain)
            case.problems.error(
                ("parties", name, "of"),
                "circular",
                f'party "{name}" can never be found: {" → ".join([*list(chain)[:8], name])}.',
                "Let one of them belong to enrolment or patient.municipality.",
            )


def _of(case: Case, party: str) -> str | None:
    found = case.definition.parties.get(party)
    return found.of if found and found.of in case.definition.parties else None


def _check_services(case: Case, services: Collection[str]) -> None:
    for name, party in case.definition.parties.items():
        if not party.service.startswith(_ITEM) and party.service not in services:
            case.problems.error(
                ("parties", name, "service"),
                "unknown-service",
                f'party "{name}" is the service "{party.service}", which no unit answers for.',
                case.problems.nearest(party.service, services),
            )


def _holders(step: Step) -> Iterator[tuple[str, str]]:
    """The parties that get the ball in *step*, with their keys."""
    match step:
        case TaskStep():
            yield "party", step.party
        case HandoffStep():
            yield "from", step.sender
            for receiver in step.receivers:
                yield "to", receiver
        case WaitStep(party=str() as party) | SubpathwayStep(party=str() as party):
            yield "party", party


def _check_holder(case: Case, step: str, key: str, party: str) -> None:
    found = case.definition.parties.get(party)
    if found and found.informed_only:
        case.problems.error(
            ("steps", step, key),
            "informed-only",
            f'party "{party}" is only informed, and cannot have step "{step}".',
            "Choose another party, or send a notice.",
        )


def _check_items(case: Case) -> None:
    """A party whose service is read from a list item needs an item to read it from."""
    by_item = {
        name: party.service.removeprefix(_ITEM)
        for name, party in case.definition.parties.items()
        if party.service.startswith(_ITEM)
    }
    for step_id, step in case.definition.steps.items():
        columns = item_fields(case, step_id)
        for path, party in _mentions(step):
            if party in by_item:
                _check_item(case, party, by_item[party], columns, path)
    for event_id, event in case.definition.events.items():
        told = [(("tell", at), recipient.party) for at, recipient in enumerate(event.tell)]
        moved = [(("readdress", at), party) for at, party in enumerate(event.readdress)]
        for key, party in (*told, *moved):
            if party in by_item:
                _check_item(case, party, by_item[party], None, ("events", event_id, *key))


def _check_item(
    case: Case, party: str, field: str, columns: dict[str, Field] | None, path: Path
) -> None:
    if columns is None:
        case.problems.error(
            path,
            "no-item",
            f'party "{party}" is found from a list item, and there is none here.',
            'Use it only in a "parallel: {each: …}" branch.',
        )
    elif not columns:
        return  # what is wrong with the list is told where it stands
    elif field not in columns:
        case.problems.error(
            ("parties", party, "service"),
            "unknown-field",
            f'party "{party}" is found from "{field}", which the list does not have.',
            case.problems.nearest(field, columns),
        )
    elif columns[field].type not in ("service", "choice", "text", "unit"):
        case.problems.error(
            ("parties", party, "service"),
            "wrong-type",
            f'party "{party}" is found from "{field}", which is of type {columns[field].type}.',
            "Ask for it with the type service, or unit.",
        )
    elif columns[field].type == "unit" and case.definition.parties[party].of != "enrolment":
        case.problems.error(
            ("parties", party, "of"),
            "wrong-type",
            f'party "{party}" is the unit that "{field}" says, and has "of" as well.',
            'Leave out "of": the unit says whose it is.',
        )


def item_fields(case: Case, step: str) -> dict[str, Field] | None:
    """The columns of the list item that *step* stands in a branch for; None outside."""
    region = case.regions.get(step)
    while region is not None:
        parallel = case.definition.steps[region.parallel]
        if isinstance(parallel, ParallelStep) and parallel.each is not None:
            owner, _, name = parallel.each.partition(".")
            field = case.draft.answers.get(owner, {}).get(name)
            return field.columns if field else {}
        region = case.regions.get(region.parallel)
    return None


def _mentions(step: Step) -> Iterator[tuple[Path, str]]:
    """Every party that *step* names, with where."""
    path: Path = ("steps", step.id)
    for key, party in _holders(step):
        yield (*path, key), party
    if isinstance(step, HandoffStep):
        for at, party in enumerate(step.copies):
            yield (*path, "copy", at), party
        yield from _told(step.accept, (*path, "accept"))
        if step.delivered:
            yield from _told(step.delivered, (*path, "delivered"))
    elif isinstance(step, NoticeStep):
        for at, recipient in enumerate(step.to):
            yield (*path, "to", at), recipient.party
    elif isinstance(step, TaskStep) and step.due:
        yield from _told(step.due, (*path, "due"))


def _told(limit: Limit, path: Path) -> Iterator[tuple[Path, str]]:
    for at, rung in enumerate(limit.escalate):
        for to_at, recipient in enumerate(rung.to):
            yield (*path, "escalate", at, "to", to_at), recipient.party
