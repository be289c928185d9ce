"""What differs in meaning between two versions of a definition, in words and not in lines.

Pure. What only moves in the file is no difference; what is called something else is recognised
by what it is. Nothing that a model holds can change without a sentence.
"""

from hjemover.definition.comparing.differences import Comparison, Difference, compare
from hjemover.definition.comparing.layout import as_text
from hjemover.definition.comparing.words import Group

__all__ = ["Comparison", "Difference", "Group", "as_text", "compare"]
