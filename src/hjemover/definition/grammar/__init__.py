"""The words of a definition file, as pydantic models: what may be written, not yet what it means.

Everything is ``extra="forbid"``. Names that are Python keywords have an alias. The JSON Schema
that editors use comes from here, so the editor and the checker know the same words.
"""

from hjemover.definition.grammar.document import DefinitionWords, FormWords
from hjemover.definition.grammar.steps import KINDS

__all__ = ["KINDS", "DefinitionWords", "FormWords"]
