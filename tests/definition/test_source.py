"""Whatever stands in the file, the answer is problems with a place, and quickly."""

import time
from pathlib import Path

import pytest

from hjemover.definition import load_definition, load_text
from hjemover.definition.source import read
from tests.definition.good import BASE, FORMS

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n"
    for before, name in zip("abcdefghijklmn", "bcdefghijklmno", strict=True)
)

NOT_WORDS = "the file should be words with values"
LINES = "Write a word, a colon and a value, each on a line of its own."
BEGIN = "Begin with pathway: and the name of its folder; docs/for-pathway-designers.md goes on."
BAD = {
    "an empty file": ("", [f"1:1: The file is empty. {BEGIN}"]),
    "only a comment": ("# later\n", [f"1:1: The file is empty. {BEGIN}"]),
    "five megabytes": (
        "a: " + "x" * 5_000_000,
        ["1:1: The file is larger than 256 kB, which is the limit. Split it in smaller pathways."],
    ),
    "twenty thousand brackets": (
        "[" * 20_000,
        [
            (
                "1:31: The file is nested more than 30 levels deep. "
                "Check the brackets and the indentation."
            )
        ],
    ),
    "deep indentation": (
        "".join(f"{'  ' * n}a:\n" for n in range(40)),
        [
            (
                "31:61: The file is nested more than 30 levels deep. "
                "Check the brackets and the indentation."
            )
        ],
    ),
    "too many values": (
        "[" + "1," * 20_001 + "1]",
        ["1:40000: The file has more than 20000 values. Split it in smaller pathways."],
    ),
    "an anchor": ("a: &x 1\n", ['1:4: The anchor "&x" is not allowed. Write the value out.']),
    "a list on top": (
        "- a\n- b\n",
        [f"1:1: {NOT_WORDS}, not a list. {LINES}"],
    ),
    "a word on top": (
        "pathway\n",
        [f"1:1: {NOT_WORDS}, not text. {LINES}"],
    ),
    "a tab": (
        "a:\n\tb: 1\n",
        ["2:1: A tab is used where only spaces may stand. Indent with spaces."],
    ),
    "a null character": (
        "a: b\nc: d\0\n",
        ["2:5: The character U+0000 cannot stand in a definition. Delete it."],
    ),
    "a lone surrogate": (
        "a: \ud800\n",
        ["1:4: The character U+D800 cannot stand in a definition. Delete it."],
    ),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        ['2:1: The file has more than one document ("---"). Put each in a file of its own.'],
    ),
    "a directive": ("%YAML 1.1\n---\na: 1\n", ["1:1: YAML directives are not allowed. Delete it."]),
    "a key that is a list": (
        "? [a]\n: b\n",
        [
            (
                '1:3: A bracket stands where a word with ":" should. '
                'Put the text in quotes if it begins with "[" or "{".'
            )
        ],
    ),
    "a colon in a text": (
        "a: b: c\n",
        [
            (
                '1:5: A ":" stands where it does not belong. '
                "Put the text in quotes, "
                "or check that the line has as many spaces in front as the others."
            )
        ],
    ),
    "an open quote": (
        'a: "b\n',
        [("1:4: A quotation mark is not closed on this line. Close it.")],
    ),
    "an open bracket": (
        "a: [b\n",
        ["2:1: The file ends in the middle of something. Close the bracket."],
    ),
    "a Python object": (
        "a: !!python/object/apply:os.system [ls]\n",
        [
            (
                '1:4: The tag "tag:yaml.org,2002:python/object/apply:os.system" is not allowed. '
                "Remove it."
            )
        ],
    ),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_definition_is_refused_with_a_sentence(text: str, told: list[str]):
    started = time.process_time()

    loaded = load_text(text)

    assert loaded.definition is None
    assert [str(problem) for problem in loaded.problems] == [f"<text>:{line}" for line in told]
    assert time.process_time() - started < 5


def test_a_billion_laughs_are_refused_without_being_expanded():
    loaded = load_text(LAUGHS)

    assert {problem.code for problem in loaded.problems} == {"anchor", "alias"}
    assert loaded.definition is None


def test_a_file_in_another_encoding_is_told_with_its_place(tmp_path: Path):
    file = tmp_path / "1.yaml"
    file.write_bytes("pathway: a\nname: {nb: Død}\n".encode("latin-1"))

    assert [str(problem) for problem in load_definition(file).problems] == [
        f'{file}:2:13: The file is not UTF-8. Save it with the encoding "UTF-8".'
    ]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    folder = tmp_path / "trygg-hjem"
    (folder / "forms").mkdir(parents=True)
    (folder / "1.yaml").write_text(BASE, encoding="utf-8-sig")
    (folder / "forms" / "needs.yaml").write_text(FORMS["needs"], encoding="utf-8")

    assert load_definition(folder / "1.yaml").problems == ()


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path):
    loaded = load_definition(tmp_path / "1.yaml")

    assert [problem.code for problem in loaded.problems] == ["unreadable-file"]
    assert [p.code for p in load_definition(tmp_path).problems] == ["unreadable-file"]


def test_no_is_a_word_and_never_false():
    source, faults = read("x", "[no, NO, yes, on, off, y, 12:30, 1_000, 01017012345, 0301]")

    assert faults == ()
    assert source.data == [
        "no", "NO", "yes", "on", "off", "y", "12:30", "1_000", "01017012345", "0301",
    ]  # fmt: skip


def test_plain_values_are_what_yaml_1_2_says():
    source, _ = read("x", "[true, False, 12, -3, 2.5, 1e3, ~, null, '', '12', 1e999, 2026-01-31]")

    assert source.data == [
        True, False, 12, -3, 2.5, 1000.0, None, None, "", "12", "1e999", "2026-01-31",
    ]  # fmt: skip


def test_a_key_is_always_a_word():
    source, _ = read("x", "{no: a, 1: b, null: c, true: d}")

    assert source.data == {"no": "a", "1": "b", "null": "c", "true": "d"}


def test_of_a_key_written_twice_the_first_is_kept_and_the_second_told():
    source, faults = read("x", "a: 1\nb: 2\na: 3\n")

    assert source.data == {"a": 1, "b": 2}
    assert [(fault.at, fault.code) for fault in faults] == [((3, 1), "duplicate-key")]


def test_every_key_and_value_knows_its_place():
    source, _ = read("x", "a:\n  - {b: 'c', d: [e]}\n  - f\n")

    assert source.key_at(("a", 0, "b")) == (2, 6)
    assert source.value_at(("a", 0, "b")) == (2, 9)
    assert source.value_at(("a", 0, "d", 0)) == (2, 18)
    assert source.value_at(("a", 1)) == (3, 5)
    assert source.value_at(("a", 1, "missing")) == (3, 5)
    assert source.value_at(("z",)) == (1, 1)
