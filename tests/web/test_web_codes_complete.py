"""Every cause, kind, rung and refusal has words on the screens and in the terminal."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

import pytest

from hjemover.application.following_up.suggesting import _AS_ORDERS, Act
from hjemover.cli import looking, wording
from hjemover.engine.events import AnyEvent
from hjemover.engine.standing import SUGGESTED_ACTS
from hjemover.errors import RefusalCode
from hjemover.vocabulary import ObligationKind, RungKind, StuckCause
from hjemover.web import codes
from hjemover.web.item.beside import DEEDS
from hjemover.web.leading import causes


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (codes.KINDS, ObligationKind),
        (codes.ADVICE, StuckCause),
        (codes.RUNGS, RungKind),
        (causes.CAUSES, StuckCause),
        (causes.WHY, StuckCause),
        (looking.CAUSES, StuckCause),
    ],
)
def test_every_one_has_words(table: Mapping[Any, str], kinds: type[StrEnum]) -> None:
    assert [kind.value for kind in kinds if kind not in table and kind.value not in table] == []


def test_every_refusal_has_a_sentence_in_the_terminal() -> None:
    assert set(wording.REFUSALS) == set(get_args(RefusalCode))


def test_every_suggested_act_can_be_shown_on_the_stuck_list() -> None:
    # Where nobody is at work, what to do depends on whose side one is on.
    acts = {
        act for cause, act in SUGGESTED_ACTS.items() if cause is not StuckCause.NO_ACTIVE_PERSON
    }
    assert acts <= set(_AS_ORDERS)
    assert set(causes.ACTS) >= set(get_args(Act))


def test_every_deed_a_colleague_is_said_to_have_done_is_a_fact() -> None:
    assert set(DEEDS) <= {kind.__struct_config__.tag for kind in get_args(AnyEvent)}
