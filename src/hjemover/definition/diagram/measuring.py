"""How wide a text is, without a font: rounded up, so that what fits here fits everywhere.

Advance widths are those of DejaVu Sans, the widest of the sans-serif fonts a reader's machine
is likely to choose, in ems and rounded up to the next twentieth.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

_GROUPS: Final = {
    0.3: "'IJijlíìîï",
    0.35: " ,./:;\\f|·",
    0.4: "!()-[]tŧ",
    0.45: "r",
    0.5: '"*_`–§',
    0.55: "?cszčšž",
    0.6: "FLkvxy",
    0.65: "$0123456789EPSTYabdeghnopquøåéèêôóòäöüáàđŋ«»{}",
    0.7: "ABCKRVXZÅÄÁČ",
    0.75: "HNUÜ",
    0.8: "&DGOQØÖ",
    0.85: "#+<=>^w~≥≤≠→×",
    0.9: "M",
    0.95: "%",
    1.0: "@WmæÆ—…",
}


class _Ems(dict[str, float]):
    def __missing__(self, character: str) -> float:
        return 1.0  # nothing but pictographs is wider


_EM: Final = _Ems({letter: width for width, group in _GROUPS.items() for letter in group})
_BOLD = 1.14
_ELLIPSIS = "…"
_SHORT = 2  # letters of a last word that must not stand alone
_SHORTEST_PART = 4  # letters on either side of a broken word
_VOWELS = frozenset("aeiouyæøåAEIOUYÆØÅ")
# Endings of the first part of a compound: suffixes with a linking s, and words often met.
_LINKED = ("ings", "sjons", "skaps", "tets", "hets", "doms", "hus", "kommune", "pasient")
_ONSETS = frozenset(
    (
        *("bl", "br", "dr", "fj", "fl", "fr", "gj", "gl", "gr", "hj", "hv", "kj", "kl", "kn"),
        *("kr", "kv", "pl", "pr", "sj", "sk", "sl", "sm", "sn", "sp", "st", "sv", "tr", "tv"),
    )
)

Fits = Callable[[str], bool]


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """An upper bound in pixels for *text* at *size* pixels."""
    return sum(map(_EM.__getitem__, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=4096)  # most of the time of a picture goes here, and texts come back
def wrap(
    text: str, size: float, width: float, *, most_lines: int, bold: bool = False
) -> tuple[str, ...]:
    """*text* in lines that all fit *width*; what has no room ends in an ellipsis.

    Words too long for a line are broken with a hyphen, where a compound word is likely to join.
    """

    def fits(candidate: str) -> bool:
        return text_width(candidate, size, bold=bold) <= width

    lines = [""]
    words = text.split()
    if len(words) > 1 and len(words[-1]) <= _SHORT and fits(" ".join(words[-2:])):
        words[-2:] = [" ".join(words[-2:])]  # "samtale 2" stays together
    while words:
        word = words.pop(0)
        longer = f"{lines[-1]} {word}".lstrip()
        if fits(longer):
            lines[-1] = longer
        elif fits(word):
            lines.append(word)
        else:
            head, tail = _broken(word, fits, lines[-1])
            lines[-1] = f"{lines[-1]} {head}".strip()
            lines.append("")
            words.insert(0, tail)
    lines = [line for line in lines if line]
    if len(lines) > most_lines:
        last = lines[most_lines - 1]
        lines = [*lines[: most_lines - 1], _cut(last, fits)]
    return tuple(lines)


def _broken(word: str, fits: Fits, before: str) -> tuple[str, str]:
    """A head that fits behind *before* ("" when none does well), and the rest of the word."""
    room = [p for p in range(1, len(word)) if fits(f"{before} {word[:p]}-".lstrip())]
    inside = [p for p in room if _SHORTEST_PART <= p <= len(word) - _SHORTEST_PART]
    joints = [p for p in inside if _is_joint(word, p)]
    if before and not joints:
        return "", word  # better a line of its own than a break in a bad place
    if not room:
        return word[0], word[1:]  # no width at all: one letter a line still ends
    clusters = [p for p in inside if _in_cluster(word, p)]
    syllables = [p for p in inside if _between_syllables(word, p)]
    place = (joints or clusters or syllables or inside or room)[-1]
    hyphen = "" if word[place - 1] in "-/." else "-"
    return word[:place] + hyphen, word[place:]


def _is_joint(word: str, place: int) -> bool:
    """Where two words are joined: after a hyphen or a linking s ("kartleggings|samtale")."""
    before, after = word[place - 1], word[place]
    if before in "-/":
        return True
    if word[:place].endswith(_LINKED):
        return after.isalpha()
    return before == "s" and _consonant(after) and after not in "tkpj"


def _in_cluster(word: str, place: int) -> bool:
    """Among three consonants, before one that begins a syllable ("kreft|koordinator")."""
    three = all(_consonant(letter) for letter in word[place - 2 : place + 1])
    return three and word[place + 1] in _VOWELS and _between_syllables(word, place)


def _between_syllables(word: str, place: int) -> bool:
    before, after = word[place - 1], word[place]
    return _consonant(before) and _consonant(after) and before + after not in _ONSETS


def _consonant(letter: str) -> bool:
    return letter.isalpha() and letter not in _VOWELS


def _cut(line: str, fits: Fits) -> str:
    while line and not fits(line.rstrip(" -,.") + _ELLIPSIS):
        line = line[:-1]
    return line.rstrip(" -,.") + _ELLIPSIS
