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


def say(event: AnyEvent, labels: Labels) -> str:
    """One fact as a sentence, without its full stop: it stands beside others of a list."""
    told = SENTENCES.get((type(event), mark_of(event))) or SENTENCES[(type(event), "")]
    phrase = phrase_about(
        in_language(told, labels.language), labels.language, labels.definition.subject
    )
    return phrase.format_map(slots(event, labels))
