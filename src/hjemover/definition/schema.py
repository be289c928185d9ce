"""JSON Schema of definition files, so that editors complete and underline.

``pathways/schema.json`` is this, written by :func:`schema_text`. The schema knows the words; what
they mean together, only the checker knows.
"""

import json
from typing import Any

from hjemover.definition.grammar import DefinitionWords, FormWords

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of ``<pathway>/<version>.yaml``."""
    return _schema(DefinitionWords, "Hjemover pathway definition")


def form_schema() -> dict[str, Any]:
    """The schema of ``<pathway>/forms/<form>.yaml``."""
    return _schema(FormWords, "Hjemover form")


def schema_text() -> str:
    """The content of ``pathways/schema.json``: the same bytes for the same grammar."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _schema(model: type[DefinitionWords] | type[FormWords], title: str) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": _DIALECT, **schema, "title": title}
