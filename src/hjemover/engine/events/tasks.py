"""Work on a unit's list, and waits for a day."""

from hjemover.engine.events.event import Event
from hjemover.engine.state import Answers, Deadline, ScheduledRung
from hjemover.vocabulary import ObligationKind, TaskStatus


class TaskRequested(Event, frozen=True, kw_only=True, tag="task-requested"):
    """A task came into being: on the unit's list, or (draft) planned for later."""

    obligation: str
    step: str
    kind: ObligationKind = ObligationKind.TASK
    status: TaskStatus = TaskStatus.REQUESTED
    owner: str
    branch: str = ""
    item: Answers = {}
    due: Deadline | None = None
    date_missing: bool = False  # it has a limit, which rests on a date that nobody knows
    schedule: tuple[ScheduledRung, ...] = ()
    detail: str = ""


class TaskBroughtForward(Event, frozen=True, kw_only=True, tag="task-brought-forward"):
    """A planned task has come on the list ahead of its window, to be planned."""

    obligation: str


class WindowOpened(Event, frozen=True, kw_only=True, tag="window-opened"):
    obligation: str
    brought_forward: bool = False  # the task came on the list by this


class TaskClaimed(Event, frozen=True, kw_only=True, tag="task-claimed"):
    obligation: str
    person: str


class TaskReleased(Event, frozen=True, kw_only=True, tag="task-released"):
    obligation: str
    reason: str = ""


class TaskReassigned(Event, frozen=True, kw_only=True, tag="task-reassigned"):
    """Another unit has the ball, as when the party it belongs to moved."""

    obligation: str
    owner: str


class ItemChecked(Event, frozen=True, kw_only=True, tag="item-checked"):
    """An item of a task's checklist was ticked."""

    obligation: str
    item: str


class ItemUnchecked(Event, frozen=True, kw_only=True, tag="item-unchecked"):
    """The tick was taken away: it was not done after all."""

    obligation: str
    item: str


class TaskCompleted(Event, frozen=True, kw_only=True, tag="task-completed"):
    obligation: str
    step: str
    outcome: str
    answers: Answers = {}
    unit: str
    late_because: str = ""


class TaskGivenUp(Event, frozen=True, kw_only=True, tag="task-given-up"):
    """Its limit was let pass, and the definition goes on without it."""

    obligation: str
    step: str
    unit: str


class TaskCancelled(Event, frozen=True, kw_only=True, tag="task-cancelled"):
    """Any obligation that ended without being done. *reason* is a code: closed, event, joined …"""

    obligation: str
    reason: str


class WaitStarted(Event, frozen=True, kw_only=True, tag="wait-started"):
    obligation: str
    step: str
    holder: str
    branch: str = ""
    item: Answers = {}
    postponed: bool = False
    schedule: tuple[ScheduledRung, ...] = ()  # empty: the moment is not known yet


class WaitEnded(Event, frozen=True, kw_only=True, tag="wait-ended"):
    obligation: str
    step: str


TaskEvent = (
    TaskRequested
    | TaskBroughtForward
    | WindowOpened
    | TaskClaimed
    | TaskReleased
    | TaskReassigned
    | ItemChecked
    | ItemUnchecked
    | TaskCompleted
    | TaskGivenUp
    | TaskCancelled
    | WaitStarted
    | WaitEnded
)
