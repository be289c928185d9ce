"""Parallel work: branches open, are done, and are joined or left."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.evolve.remembered import remember_done
from hjemover.engine.scopes import without_rows
from hjemover.engine.state import Join, Pathway


def opened(pathway: Pathway, event: e.BranchesOpened) -> Pathway:
    join = Join(
        id=event.join,
        step=event.step,
        branch=event.branch,
        holder=pathway.responsible,
        need=event.need,
        open=event.names,
        item=event.item,
        rows=event.rows,
    )
    return replace(pathway, joins={**pathway.joins, join.id: join})


def one_done(pathway: Pathway, event: e.BranchDone) -> Pathway:
    join = pathway.joins[event.join]
    join = replace(
        join,
        open=tuple(name for name in join.open if name != event.name),
        done=(*join.done, event.name),
    )
    return replace(pathway, joins={**pathway.joins, join.id: join})


def joined(pathway: Pathway, event: e.BranchesJoined) -> Pathway:
    within = pathway.joins[event.join].branch
    done = remember_done(pathway, event.step, event.at, "done", pathway.responsible, within)
    return _leave(replace(pathway, done=done), event.join)


def left(pathway: Pathway, event: e.BranchesLeft) -> Pathway:
    return _leave(pathway, event.join)


def _leave(pathway: Pathway, join: str) -> Pathway:
    return replace(
        pathway,
        joins={key: one for key, one in pathway.joins.items() if key != join},
        answers=without_rows(pathway.answers, join),
        done=without_rows(pathway.done, join),
        started=without_rows(pathway.started, join),
    )
