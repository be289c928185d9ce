"""A region at work on a simulated clock (øvelse): what the demo lets eighteen months of.

Everything goes through the real application: the same commands, the same sweep, the same
deliveries. Only the people are made up, and how quick they are.
"""

from hjemover.application.simulation.people import HABITS, Habit, Region
from hjemover.application.simulation.running import FailingPost, Progress, Script, run
from hjemover.application.simulation.script import demo_script

__all__ = [
    "HABITS",
    "FailingPost",
    "Habit",
    "Progress",
    "Region",
    "Script",
    "demo_script",
    "run",
]
