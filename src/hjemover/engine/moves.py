"""Which status may follow which: read by ``decide``, by the diagrams and by the docs."""

from collections.abc import Mapping

from hjemover.vocabulary import CopyStatus as C
from hjemover.vocabulary import HandoffStatus as H
from hjemover.vocabulary import TaskStatus as T

TASK_MOVES: Mapping[T, frozenset[T]] = {
    T.DRAFT: frozenset({T.REQUESTED, T.IN_PROGRESS, T.COMPLETED, T.CANCELLED}),
    T.REQUESTED: frozenset({T.IN_PROGRESS, T.COMPLETED, T.CANCELLED}),
    T.IN_PROGRESS: frozenset({T.REQUESTED, T.COMPLETED, T.CANCELLED}),
    T.COMPLETED: frozenset(),
    T.CANCELLED: frozenset(),
}

_ENDS = frozenset({H.ACCEPTED, H.REJECTED, H.WITHDRAWN, H.EXPIRED})

HANDOFF_MOVES: Mapping[H, frozenset[H]] = {
    # "Offered" again from any open state is a forwarding or a new try, with a new attempt number.
    H.OFFERED: _ENDS | {H.OFFERED, H.DELIVERED, H.UNDELIVERED, H.SEEN, H.RETURNED},
    H.UNDELIVERED: _ENDS | {H.OFFERED, H.DELIVERED, H.UNDELIVERED, H.SEEN, H.RETURNED},
    H.DELIVERED: _ENDS | {H.OFFERED, H.SEEN, H.RETURNED},
    H.SEEN: _ENDS | {H.OFFERED, H.RETURNED},
    # An answer brings it back before the receiver's eyes; a question can also be overtaken.
    H.RETURNED: _ENDS | {H.OFFERED, H.SEEN},
    H.ACCEPTED: frozenset(),
    H.REJECTED: frozenset(),
    H.WITHDRAWN: frozenset(),
    H.EXPIRED: frozenset(),
}

COPY_MOVES: Mapping[C, frozenset[C]] = {
    # A late receipt does not take back that somebody has read it.
    C.SENT: frozenset({C.DELIVERED, C.UNDELIVERED, C.ACKNOWLEDGED}),
    C.UNDELIVERED: frozenset({C.DELIVERED, C.ACKNOWLEDGED}),
    C.DELIVERED: frozenset({C.ACKNOWLEDGED}),
    C.ACKNOWLEDGED: frozenset(),
}
