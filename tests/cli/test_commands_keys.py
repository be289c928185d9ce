"""Changing the keys from the command line, as the page for operators has it, step by step."""

import base64
import json
import re

import pytest

from hjemover.application.desk import writing
from hjemover.application.house import Actor
from hjemover.bootstrap import SettingsWrong, build
from tests.application.town import INTAKE, PATIENT, Town
from tests.cli.conftest import Run


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


BEFORE = {"2025": key("o"), "index": key("i")}
READY = {"2025": key("o"), "2026": key("n"), "index": key("i")}
TURNED = {"2026": key("n"), "2025": key("o"), "index": key("i")}
AFTER = {"2026": key("n"), "index": key("i")}


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch):
    """Puts a ring in the settings."""

    def put(keys: dict[str, str]) -> None:
        monkeypatch.setenv("HJEMOVER_IDENTITY_KEYS", json.dumps(keys))

    put(BEFORE)
    return put


@pytest.fixture
def filled(ring, town: Town) -> Town:
    for number in range(3):
        ref = town.enrol(number)
    ola = Actor(id="ola", units=frozenset({INTAKE}))
    writing.save_draft(town.house, ola, ref, "send#1", "Hemmelig kladd")
    return town


def lines(said: str) -> list[str]:
    return [" ".join(line.split()) for line in said.splitlines()]


def test_a_key_is_changed_as_the_page_says(run: Run, ring, filled: Town):
    ring(READY)
    said = run("keys", "show")
    assert "2025 3 rows (new rows)" in lines(said.out)
    assert 'Nothing needs "2026" any more: it can leave the ring.' in said.out
    ring(TURNED)
    said = run("keys", "show")
    assert "4 rows are not yet as the ring has it." in said.out
    assert "leave" not in said.out

    done = run("keys", "reseal")

    assert (done.status, lines(done.out)) == (0, ['4 rows were sealed with "2026".'])
    said = run("keys", "show")
    assert "2026 3 rows (new rows)" in lines(said.out)
    assert 'Nothing needs "2025" any more: it can leave the ring.' in said.out
    ring(AFTER)
    assert "Everything is as the ring has it." in run("keys", "show").out
    assert run("inbox", INTAKE).status == 0


def test_the_key_for_look_up_is_changed_as_the_page_says(run: Run, ring, filled: Town):
    ring({"2025": key("o"), "index": key("j"), "index-also": key("i")})
    assert "index-also 3 rows" in lines(run("keys", "show").out)

    assert run("keys", "reseal").status == 0

    said = run("keys", "show")
    assert "index 3 rows" in lines(said.out)
    assert 'No patient is found by "index-also" any more' in said.out
    ring({"2025": key("o"), "index": key("j")})
    assert run("doctor").status in (0, 1)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (AFTER, 'The key "2025" is not on the ring, and rows are sealed with it (patient, desk_d'),
        ({"2025": key("x"), "index": key("i")}, 'The key "2025" on the ring is another than'),
        ({"2025": key("o"), "index": key("x")}, "Patients are found by an index key that is not"),
    ],
    ids=["gone", "another", "another index"],
)
def test_a_ring_that_rows_need_more_than_is_refused_at_the_start(
    run: Run, ring, filled: Town, keys: dict[str, str], said: str
):
    ring(keys)

    for command in (("doctor",), ("sweep", "--once"), ("web",), ("keys", "reseal")):
        refused = run(*command)
        assert refused.status == 2
        assert said in refused.err
        assert "Correct HJEMOVER_IDENTITY_KEYS." in refused.err
        assert not any(secret in refused.all for secret in keys.values())
    with pytest.raises(SettingsWrong):
        build()


def test_what_is_missing_can_be_looked_into_without_it(run: Run, ring, filled: Town):
    ring(AFTER)

    said = run("keys", "show")

    assert said.status == 1
    assert "2025 3 rows !! not on the ring" in lines(said.out)


def test_with_the_key_back_everything_is_there_again(run: Run, ring, filled: Town):
    ring(AFTER)
    assert run("doctor").status == 2

    ring(TURNED)

    assert run("keys", "reseal").status == 0


def test_nothing_of_a_patient_and_no_key_is_shown(run: Run, ring, filled: Town):
    ring(TURNED)
    said = run("keys", "show").all + run("keys", "reseal").all + run("keys", "show").all

    for secret in (*PATIENT.split(), "Hemmelig", *TURNED.values()):
        assert secret not in said


def test_a_new_key_is_made_and_kept_nowhere(run: Run, ring, filled: Town):
    before = filled.contents()
    first, second = run("keys", "make").out.strip(), run("keys", "make").out.strip()

    assert first != second
    assert all(len(base64.b64decode(one, validate=True)) == 32 for one in (first, second))
    assert re.fullmatch(r"[A-Za-z0-9+/]{43}=", first)
    assert filled.contents() == before


def test_nothing_to_change_is_said(run: Run, ring, store):
    assert "Nothing is sealed yet." in run("keys", "show").out
    assert run("keys", "reseal").status == 0
