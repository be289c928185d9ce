"""Facts about a pathway (hendelser), in the past tense. They cannot be refused.

Each says when it was true (``at``, UTC). When we learnt it, who said so and through which
command are in the journal's envelope. Everything that was computed on the way (units,
instants, reasons) is in the fact, so that a journal can be folded without the address book
and without the definition.

One file to a subject, each with the union of its facts; here they come together. What each does
to a pathway is in ``hjemover.engine.evolve``, in files of the same names.
"""

from hjemover.engine.events.accruals import *
from hjemover.engine.events.branches import *
from hjemover.engine.events.clocks import *
from hjemover.engine.events.copies import *
from hjemover.engine.events.event import *
from hjemover.engine.events.handoffs import *
from hjemover.engine.events.known import *
from hjemover.engine.events.notices import *
from hjemover.engine.events.occurrences import *
from hjemover.engine.events.overlaps import *
from hjemover.engine.events.pathway import *
from hjemover.engine.events.quorums import *
from hjemover.engine.events.subpathways import *
from hjemover.engine.events.tasks import *

AnyEvent = (
    PathwayEvent
    | KnownEvent
    | TaskEvent
    | ClockEvent
    | HandoffEvent
    | QuorumEvent
    | CopyEvent
    | OverlapEvent
    | BranchEvent
    | SubpathwayEvent
    | OccurrenceEvent
    | AccrualEvent
    | NoticeEvent
)
