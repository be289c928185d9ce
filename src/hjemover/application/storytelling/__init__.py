"""What happened to a patient, fact by fact, in sentences (fortellingen), for designers' tools.

Pure: it reads the definition and the facts, and nothing else.
"""

from hjemover.application.storytelling.telling import Sentence, Storyteller

__all__ = ["Sentence", "Storyteller"]
