"""Putting names together into a sentence, in any of the languages."""

from collections.abc import Sequence


def listed(names: Sequence[str], last: str) -> str:
    """ "A, B og C", with the word *last* before the last of them; empty for none."""
    if not names:
        return ""
    *first, end = names
    return f"{', '.join(first)} {last} {end}" if first else end


def small(name: str) -> str:
    """The name within a sentence, with a small first letter unless it is one like "NAV"."""
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def capital(said: str) -> str:
    """What begins a sentence. The rest of it stays as it is."""
    return said[:1].upper() + said[1:]
