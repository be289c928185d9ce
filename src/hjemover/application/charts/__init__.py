"""Is it chance or has something changed? (statistisk prosesskontroll): pure functions of numbers.

From twelve points on an XmR chart with limits and four rules; below that a run chart with its
median. Neither knows what is counted, nor how it is drawn.
"""

from hjemover.application.charts.chart import ENOUGH, Chart, Point, Rebase, Segment, chart
from hjemover.application.charts.runs import RunChart, run_chart
from hjemover.application.charts.signals import Assurance, Better, Judgement, Rule, Signal
from hjemover.application.charts.xmr import XmR, xmr

__all__ = [
    "ENOUGH",
    "Assurance",
    "Better",
    "Chart",
    "Judgement",
    "Point",
    "Rebase",
    "Rule",
    "RunChart",
    "Segment",
    "Signal",
    "XmR",
    "chart",
    "run_chart",
    "xmr",
]
