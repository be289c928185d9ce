"""What somebody has typed: from the form that was posted, or from the draft they left."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from msgspec import Struct
from starlette.datastructures import FormData

from hjemover.store.desk.texts import Draft

_OURS: Final = frozenset({"_token", "ordre", "sett", "knapp", "bekreftet", "punkt"})
"""Fields of the page itself: no part of what was typed."""


NOTE: Final = "beskjed"
"""What a draft calls a note to the other side, which is no handling."""


class _Kept(Struct, frozen=True, omit_defaults=True):
    """What was typed for one handling, the latest, and before that for others of the same item."""

    handling: str
    felt: list[tuple[str, str]]
    andre: list["_Kept"] = []


def keep(handling: str, form: FormData, before: Draft | None) -> str:
    """What was typed, as a draft holds it, beside what it held of other handlings."""
    return _written([_Kept(handling, list(typed_pairs(form))), *_others(handling, before)])


def without(handling: str, before: Draft | None) -> str:
    """What a draft holds of other handlings than this; empty when it holds nothing else."""
    return _written(_others(handling, before))


def _others(handling: str, before: Draft | None) -> list[_Kept]:
    return [one for one in _all(before) if one.handling != handling]


def _written(kept: list[_Kept]) -> str:
    if not kept:
        return ""
    return msgspec.json.encode(_Kept(kept[0].handling, kept[0].felt, kept[1:])).decode()


def typed_pairs(form: FormData) -> Iterator[tuple[str, str]]:
    """The fields of a form that somebody filled in, in order."""
    for name, value in form.multi_items():
        if name not in _OURS and isinstance(value, str):
            yield name, value


def typed_in(draft: Draft | None, handling: str) -> FormData:
    """What a draft holds for *handling*; an empty form when there is none."""
    kept = next((one for one in _all(draft) if one.handling == handling), None)
    return FormData([*kept.felt] if kept else [])


def handlings_in(draft: Draft | None) -> frozenset[str]:
    """What the draft is of: a word for each handling, and :data:`NOTE` for a note."""
    return frozenset(one.handling for one in _all(draft))


def all_text(draft: Draft | None) -> str:
    """Everything in a draft that is longer than a code, to copy."""
    return "\n\n".join(text for one in _all(draft) if (text := text_of(one.felt)))


def text_of(pairs: list[tuple[str, str]] | Mapping[str, str]) -> str:
    """What was written in words: what is lost when the form is, and so must not be."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return "\n\n".join(value for _, value in items if " " in value.strip() or len(value) > 20)


def _all(draft: Draft | None) -> list[_Kept]:
    """Each handling that the draft holds something of, the latest first."""
    kept = _read(draft)
    return [_Kept(kept.handling, kept.felt), *kept.andre] if kept else []


def _read(draft: Draft | None) -> _Kept | None:
    if draft is None:
        return None
    try:
        return msgspec.json.decode(draft.text, type=_Kept)
    except msgspec.DecodeError:
        return None
