"""Brings the catalogues of the screens up to the texts in them: ``python tools/words.py``.

Each feature's texts go to the catalogues beside its templates; those of ``web/*.py`` and of what
all features share, to ``layout/``. New texts are added empty, for somebody to translate; those
that nobody uses any more are taken away. What is already translated is left as it is.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from jinja2.ext import babel_extract

WEB = Path(__file__).parents[1] / "src" / "hjemover" / "web"
SHARED = "layout"
LANGUAGES = ("nn", "en")
UNTRANSLATED = ("se", "smj", "sma")
_PYTHON = {"_": None, "N_": None, "text": None, "say": (2,), "count": (1, 2)}
_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}


@dataclass(frozen=True, order=True)
class Said:
    """One text as it stands in the screens; *many* for what is counted."""

    one: str
    many: str | None
    where: str


def texts() -> Iterator[tuple[str, Said]]:
    """Every text with the feature whose catalogue has it."""
    for path in sorted(WEB.rglob("*")):
        inside = path.relative_to(WEB)
        feature = inside.parts[0] if len(inside.parts) > 1 else SHARED
        if feature in ("static", "components") and path.suffix == ".py":
            continue
        if path.suffix == ".py":
            found = extract_python(
                BytesIO(path.read_bytes()), tuple(_PYTHON), (), {"encoding": "utf-8"}
            )
            keywords: dict[str, tuple[int, ...] | None] = dict(_PYTHON)
        elif path.name.endswith(".html.j2"):
            found = babel_extract(
                BytesIO(path.read_bytes()), tuple(_TEMPLATES), (), {"silent": "false"}
            )
            keywords = dict(_TEMPLATES)
        else:
            continue
        for _, function, message, _ in found:
            yield from _said(keywords, function, message, feature, str(inside))


def _said(
    keywords: dict[str, tuple[int, ...] | None],
    function: str | None,
    message: object,
    feature: str,
    where: str,
) -> Iterator[tuple[str, Said]]:
    parts = message if isinstance(message, tuple) else (message,)
    places = keywords[function or "_"] or (1,)
    picked = [parts[place - 1] for place in places if place <= len(parts)]
    if not picked or not all(isinstance(one, str) and re.search(r"\w", one) for one in picked):
        return
    many = str(picked[1]) if len(picked) > 1 else None
    yield ("layout" if feature == "components" else feature), Said(str(picked[0]), many, where)


def by_feature() -> dict[str, dict[str, Said]]:
    """Each feature's texts by msgid; one that the shared catalogue has stands only there."""
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for feature, said in texts():
        found[feature].setdefault(said.one, said)
    for feature, own in found.items():
        if feature != SHARED:
            for msgid in own.keys() & found[SHARED].keys():
                del own[msgid]
    return {feature: own for feature, own in found.items() if own}


def update() -> int:
    """Write the catalogues. Returns how many texts are without a translation."""
    missing = 0
    for feature, said in by_feature().items():
        for language in LANGUAGES:
            missing += _write(WEB / feature / f"{language}.po", language, said)
        for language in UNTRANSLATED:
            _write(WEB / feature / f"{language}.po", language, said)
    return missing


def _write(path: Path, language: str, said: dict[str, Said]) -> int:
    before = {one.msgid: one for one in polib.pofile(str(path))} if path.exists() else {}
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        # Babel writes two forms for the Sámi languages, which have three.
        "Plural-Forms": "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
        if language in UNTRANSLATED
        else "nplurals=2; plural=(n != 1);",
    }
    for msgid, one in sorted(said.items()):
        entry = polib.POEntry(msgid=msgid)
        if one.many is not None:
            entry.msgid_plural = one.many
            forms = 3 if language in UNTRANSLATED else 2
            entry.msgstr_plural = dict.fromkeys(range(forms), "")
        if "%(" in msgid:
            entry.flags = ["python-format"]
        old = before.get(msgid)
        if old is not None:
            entry.msgstr = old.msgstr
            if one.many is not None and old.msgstr_plural:
                entry.msgstr_plural = old.msgstr_plural
        made.append(entry)
    made.save(str(path))
    return len(made.untranslated_entries())


if __name__ == "__main__":
    left = update()
    print(f"{left} texts without a translation." if left else "Every text is translated.")
    sys.exit(0)
