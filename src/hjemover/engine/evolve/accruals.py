"""What grows day by day while a patient waits."""

from msgspec.structs import replace

from hjemover.engine import events as e
from hjemover.engine.state import AccrualRun, Pathway


def started(pathway: Pathway, event: e.AccrualStarted) -> Pathway:
    run = AccrualRun(
        because=event.because, unit=event.unit, started=event.at, counts_from=event.counts_from
    )
    return _runs(pathway, event.accrual, *pathway.accruals.get(event.accrual, ()), run)


def stopped(pathway: Pathway, event: e.AccrualStopped) -> Pathway:
    *earlier, last = pathway.accruals[event.accrual]
    return _runs(
        pathway, event.accrual, *earlier, replace(last, stopped=event.at, voided=event.voided)
    )


def moved(pathway: Pathway, event: e.AccrualMoved) -> Pathway:
    runs = list(pathway.accruals[event.accrual])
    runs[event.run] = replace(runs[event.run], counts_from=event.counts_from)
    return _runs(pathway, event.accrual, *runs)


def _runs(pathway: Pathway, name: str, *runs: AccrualRun) -> Pathway:
    return replace(pathway, accruals={**pathway.accruals, name: runs})
