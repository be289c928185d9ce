"""The pure core (kjernen): decides, and touches nothing.

Five functions. ``decide`` says what happens when a command reaches a pathway, ``evolve``
folds a fact into it, ``timers`` says when to wake it, ``react`` what the world should hear
and ``standing`` who has the ball. No clock, no database, no setting, no log.
"""

from hjemover.engine.decide import decide, deliberate
from hjemover.engine.directory import Directory, Rules, UnitFacts
from hjemover.engine.evolve import evolve, fold
from hjemover.engine.preview import Preview, preview
from hjemover.engine.react import react
from hjemover.engine.standing import SUGGESTED_ACTS, Standing, standing
from hjemover.engine.state import Pathway
from hjemover.engine.timers import next_wakeup, timers

__all__ = [
    "SUGGESTED_ACTS",
    "Directory",
    "Pathway",
    "Preview",
    "Rules",
    "Standing",
    "UnitFacts",
    "decide",
    "deliberate",
    "evolve",
    "fold",
    "next_wakeup",
    "preview",
    "react",
    "standing",
    "timers",
]
