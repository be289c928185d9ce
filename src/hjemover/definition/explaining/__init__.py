"""A definition in plain sentences (forklaring), that a patient's next of kin could follow.

Pure and generated from the checked models: what the sentences say is what the engine does.
"""

from hjemover.definition.explaining.layout import as_text
from hjemover.definition.explaining.telling import Entry, Explanation, Section, explain

__all__ = ["Entry", "Explanation", "Section", "as_text", "explain"]
