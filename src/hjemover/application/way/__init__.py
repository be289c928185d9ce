"""One patient's way (pasientens vei): behind, now and ahead, and who has the ball."""

from hjemover.application.telling import Labels
from hjemover.application.way.ahead import Ahead, Coming, Next, Planned
from hjemover.application.way.course import course
from hjemover.application.way.effects import Effect, foresee, say_effect
from hjemover.application.way.ledger import Held, PastHandoff, Share
from hjemover.application.way.looking import (
    AnswerFact,
    Contract,
    DateFact,
    Newest,
    Now,
    Way,
    labels_of,
    look,
    look_in,
)
from hjemover.application.way.telling import Told, tell

__all__ = [
    "Ahead",
    "AnswerFact",
    "Coming",
    "Contract",
    "DateFact",
    "Effect",
    "Held",
    "Labels",
    "Newest",
    "Next",
    "Now",
    "PastHandoff",
    "Planned",
    "Share",
    "Told",
    "Way",
    "course",
    "foresee",
    "labels_of",
    "look",
    "look_in",
    "say_effect",
    "tell",
]
