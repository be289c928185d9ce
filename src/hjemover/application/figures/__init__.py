"""What a manager asks (styringstall): computed in the database, from tables that the journal feeds.

Each figure can be led back to the rows it counts. An organisation's own figures are whole; what
it has no part in is told without small numbers, and without sums to find them by (``elsewhere``).
"""

from hjemover.application.figures.elsewhere import Elsewhere, elsewhere
from hjemover.application.figures.handoffs import (
    HandoffCount,
    HandoffRow,
    Slice,
    Way,
    What,
    by_counterpart_and_period,
    by_definition,
    by_period,
    counterparts,
    handoff_list,
    own_organisations,
    together,
)
from hjemover.application.figures.holding import UnitDays, days_held
from hjemover.application.figures.installation import (
    DeadlineFigures,
    HandoffFigures,
    HolderFigures,
    PromptFigures,
    deadlines,
    handoffs,
    holders,
    lost_on_the_way,
    pathways_by_outcome,
    prompts,
)
from hjemover.application.figures.limits import (
    Kept,
    LimitCount,
    LimitRow,
    limit_list,
    limits_in,
)
from hjemover.application.figures.periods import Period, PeriodKind, period_of, up_to
from hjemover.application.figures.series import Measure, Series, series

__all__ = [
    "DeadlineFigures",
    "Elsewhere",
    "HandoffCount",
    "HandoffFigures",
    "HandoffRow",
    "HolderFigures",
    "Kept",
    "LimitCount",
    "LimitRow",
    "Measure",
    "Period",
    "PeriodKind",
    "PromptFigures",
    "Series",
    "Slice",
    "UnitDays",
    "Way",
    "What",
    "by_counterpart_and_period",
    "by_definition",
    "by_period",
    "counterparts",
    "days_held",
    "deadlines",
    "elsewhere",
    "handoff_list",
    "handoffs",
    "holders",
    "limit_list",
    "limits_in",
    "lost_on_the_way",
    "own_organisations",
    "pathways_by_outcome",
    "period_of",
    "prompts",
    "series",
    "together",
    "up_to",
]
