"""Every fact in plain words (fortellingen): of a patient, or of an example.

There is one table of sentences. What differs is the labels: who is spoken of, and by which name.
"""

from hjemover.application.telling.filling import slots
from hjemover.application.telling.labels import Labels
from hjemover.application.telling.marks import mark_of
from hjemover.application.telling.sentences import SENTENCES
from hjemover.application.telling.words import in_language
from hjemover.definition.explaining.words import phrase_about
from hjemover.engine.events import AnyEvent

__all__ = ["Labels", "say"]


def say(event: AnyEvent, labels: Labels, *, withheld: bool = False) -> str:
    """One fact as a sentence, without its full stop: it stands beside others of a list.

    Args:
        withheld: What somebody wrote or answered is not for the reader, only that they did.
    """
    marks = ("withheld", mark_of(event), "") if withheld else (mark_of(event), "")
    told = next(SENTENCES[type(event), one] for one in marks if (type(event), one) in SENTENCES)
    phrase = phrase_about(
        in_language(told, labels.language), labels.language, labels.definition.subject
    )
    return phrase.format_map(slots(event, labels))
