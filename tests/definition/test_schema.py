"""The schema that editors use knows the same words as the checker."""

import json

from hjemover.definition import form_schema, json_schema, schema_text
from hjemover.definition.grammar import DefinitionWords
from hjemover.definition.grammar.base import Words


def keywords(model: type[Words]) -> set[str]:
    """The keys of *model* and of every other mapping of a definition; examples have their own."""
    return {
        key
        for words in _all_words(Words)
        if words.__module__.startswith("hjemover.definition.")
        for key in words.keywords()
    } | set(model.keywords())


def _all_words(model: type[Words]) -> list[type[Words]]:
    return [model] + [found for sub in model.__subclasses__() for found in _all_words(sub)]


def test_the_schema_is_json_and_the_same_each_time():
    assert json.loads(schema_text()) == json_schema()
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")


def test_the_schema_knows_every_keyword():
    known = _properties(json_schema()) | _properties(form_schema())

    assert keywords(DefinitionWords) - known == set()
    assert {"from", "to", "else", "for", "class", "register", "set", "copy"} <= known


def test_the_schema_refuses_unknown_keys_as_the_checker_does():
    schema = json_schema()

    closed = [part for part in (schema, *schema["$defs"].values()) if "properties" in part]

    assert len(closed) > 20
    assert all(part["additionalProperties"] is False for part in closed)


def test_no_python_name_leaks_into_the_schema():
    known = _properties(json_schema())

    assert known.isdisjoint({"sender", "receiver", "limit_class", "otherwise", "lasting", "copies"})


def _properties(node: object) -> set[str]:
    if isinstance(node, dict):
        own = set(node.get("properties", {})) if isinstance(node.get("properties"), dict) else set()
        return own.union(*(_properties(child) for child in node.values()))
    if isinstance(node, list):
        return set().union(*(_properties(child) for child in node))
    return set()
