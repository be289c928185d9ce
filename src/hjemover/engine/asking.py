"""What a person is asked, where no rule can answer: which unit it is, which way to go on."""

from datetime import datetime

from hjemover.engine import events as e
from hjemover.engine.parties import of_item, unit_of
from hjemover.engine.turn import Place, Turn
from hjemover.vocabulary import ObligationKind


def resolve(turn: Turn, party: str, step: str, at: datetime, place: Place) -> str | None:
    """The unit of *party*, remembered; or None after asking a person to choose one."""
    unit = unit_of(turn.rules, turn.pathway, party, place.item)
    if unit is None:
        ask_for_unit(turn, party, step, at, place)
        return None
    if not of_item(turn.rules, party) and party not in turn.pathway.parties:
        turn.emit(e.PartyResolved(at=at, party=party, unit=unit))
    return unit


def ask_for_unit(turn: Turn, party: str, step: str, at: datetime, place: Place) -> None:
    """Have a person choose the unit of *party*: the address book has none."""
    _ask(turn, ObligationKind.CHOOSE_UNIT, step, at, place, mark=f"?{party}", detail=party)


def ask_for_repair(turn: Turn, step: str, at: datetime, place: Place, what: str) -> None:
    """Have a person choose the way on from *step*: *what* could not be done there."""
    _ask(turn, ObligationKind.REPAIR, step, at, place, mark="!", detail=what)


def _ask(
    turn: Turn,
    kind: ObligationKind,
    step: str,
    at: datetime,
    place: Place,
    *,
    mark: str,
    detail: str,
) -> None:
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"{turn.obligation_id(step, place)}{mark}",
            step=step,
            kind=kind,
            owner=turn.pathway.responsible,
            branch=place.branch,
            item=place.item,
            detail=detail,
        )
    )
