"""A sentence for every fact in three languages (setninger). A test holds the table complete.

The files have the names of those in ``hjemover.engine.events``. What stands in braces is filled
in by :mod:`~hjemover.application.telling.filling`. A fact that is told in several ways has a row
for each, by the mark that :mod:`~hjemover.application.telling.marks` sets on it.
"""

from typing import Final

from hjemover.application.telling.sentences import (
    accruals,
    branches,
    clocks,
    copies,
    handoffs,
    known,
    notices,
    occurrences,
    overlaps,
    pathway,
    quorums,
    subpathways,
    tasks,
)
from hjemover.application.telling.words import Told

SENTENCES: Final[dict[tuple[type, str], Told]] = {
    **pathway.SENTENCES,
    **known.SENTENCES,
    **tasks.SENTENCES,
    **clocks.SENTENCES,
    **handoffs.SENTENCES,
    **quorums.SENTENCES,
    **copies.SENTENCES,
    **overlaps.SENTENCES,
    **branches.SENTENCES,
    **subpathways.SENTENCES,
    **occurrences.SENTENCES,
    **accruals.SENTENCES,
    **notices.SENTENCES,
}
