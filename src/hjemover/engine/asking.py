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
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"{turn.obligation_id(step, place)}?{party}",
            step=step,
            kind=ObligationKind.CHOOSE_UNIT,
            owner=turn.pathway.responsible,
            branch=place.branch,
            item=place.item,
            detail=party,
        )
    )


def ask_for_repair(turn: Turn, step: str, at: datetime, place: Place, what: str) -> None:
    turn.emit(
        e.TaskRequested(
            at=at,
            obligation=f"{turn.obligation_id(step, place)}!",
            step=step,
            kind=ObligationKind.REPAIR,
            owner=turn.pathway.responsible,
            branch=place.branch,
            item=place.item,
            detail=what,
        )
    )
