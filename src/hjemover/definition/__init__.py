"""The definition language: YAML in, checked and frozen models out (forløpsbeskrivelser).

Readable by a nurse adviser, checked like a program. Nothing here raises on bad input: what is
wrong comes back as problems with a place in the file and a next move.
"""

from hjemover.definition.loading import Loaded, load_definition, load_folder, load_text
from hjemover.definition.problems import Problem
from hjemover.definition.schema import form_schema, json_schema, schema_text

__all__ = [
    "Loaded",
    "Problem",
    "form_schema",
    "json_schema",
    "load_definition",
    "load_folder",
    "load_text",
    "schema_text",
]
