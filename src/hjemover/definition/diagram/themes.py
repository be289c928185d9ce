"""Colours and the one style sheet of the picture.

Text has a contrast of at least 4.5:1 and lines at least 3:1 on every ground they lie on.
Each rule gives the light value before the custom property, for tools that know no properties
(many PDF converters); browsers take the second.
"""

from typing import Final, Literal

Theme = Literal["auto", "light", "dark", "print"]

LIGHT: Final = {
    "page": "#ffffff",
    "lane": "#f4f7fa",
    "head": "#e2eaf2",
    "box": "#ffffff",
    "handoff-box": "#fff5e9",
    "here-box": "#e4f5ea",
    "done-box": "#eceff2",
    "text": "#16202a",
    "muted": "#485666",
    "line": "#74818f",
    "frame": "#3d5f8a",
    "edge": "#45576c",
    "handoff": "#9a4800",
    "here": "#0a6636",
    "on-mark": "#ffffff",
}
DARK: Final = {
    "page": "#0f151c",
    "lane": "#161f29",
    "head": "#22303e",
    "box": "#1d2936",
    "handoff-box": "#33281a",
    "here-box": "#133524",
    "done-box": "#252d36",
    "text": "#eef3f8",
    "muted": "#b6c2ce",
    "line": "#7f90a2",
    "frame": "#8db4e2",
    "edge": "#a9b9ca",
    "handoff": "#ffb35f",
    "here": "#6fdf9f",
    "on-mark": "#0f151c",
}
PRINT: Final = {
    role: "#ffffff" if role.endswith(("page", "lane", "head", "box", "on-mark")) else "#000000"
    for role in LIGHT
}
PALETTES: Final = {"light": LIGHT, "dark": DARK, "print": PRINT}

GROUNDS: Final = ("page", "lane", "head", "box", "handoff-box", "here-box", "done-box")
TEXTS: Final = ("text", "muted")
LINES: Final = ("line", "frame", "edge", "handoff", "here")

FONT_SIZES: Final = {"heading": 18.0, "lane": 13.0, "title": 13.0, "row": 12.0, "note": 11.0}
BOLD: Final = frozenset({"heading", "lane", "title"})

_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif'
_RULES: Final = (
    (".page", {"fill": "page"}),
    (".lane-even", {"fill": "page"}),
    (".lane-odd", {"fill": "lane"}),
    (".head", {"fill": "head"}),
    (".rule", {"fill": "none", "stroke": "line"}),
    ("text", {"fill": "text"}),
    ("text.note", {"fill": "muted"}),
    (".flow", {"fill": "none", "stroke": "edge"}),
    (".copy", {"fill": "none", "stroke": "edge"}),
    (".message", {"fill": "none", "stroke": "handoff"}),
    (".tip", {"fill": "edge"}),
    (".message-tip", {"fill": "handoff"}),
    (".shape", {"fill": "box", "stroke": "frame"}),
    (".icon", {"fill": "none", "stroke": "frame"}),
    (".handoff .shape,.receipt .shape", {"fill": "handoff-box", "stroke": "handoff"}),
    (".handoff .icon,.receipt .icon", {"stroke": "handoff"}),
    (".done .shape", {"fill": "done-box"}),
    (".here .shape", {"fill": "here-box", "stroke": "here"}),
    (".aside .shape", {"fill": "page", "stroke": "line"}),
    (".aside .icon", {"stroke": "line"}),
    (".aside text", {"fill": "muted"}),
    ("text.flag", {"fill": "on-mark"}),
    (".message-mark .shape,.copy-mark .shape", {"fill": "page"}),
    (".message-mark .shape", {"stroke": "handoff"}),
    (".copy-mark .shape", {"stroke": "edge"}),
    (".event .shape", {"fill": "page", "stroke": "line"}),
    (".mark", {"fill": "text"}),
    (".here .mark", {"fill": "here"}),
    (".sign", {"fill": "none", "stroke": "on-mark"}),
)
_FIXED = (
    "text{font-family:%(fonts)s}"
    ".message-mark .shape,.copy-mark .shape,.event .shape{stroke-width:1.25}"
    ".rule,.icon,.flow{stroke-width:1.25}"
    ".flow,.message,.copy,.icon,.sign{stroke-linejoin:round;stroke-linecap:round}"
    ".message{stroke-width:1.75;stroke-dasharray:7 5}"
    ".copy{stroke-width:1.5;stroke-dasharray:.1 5}"
    ".shape{stroke-width:1.5}.end .shape{stroke-width:4.5}.here .shape{stroke-width:3}"
    ".end.here .shape{stroke-width:5.5}.aside .shape,.ahead .shape,.coming{stroke-dasharray:4 4}"
    ".sign{stroke-width:2}.flag{font-weight:600}"
)


def style_sheet(theme: Theme, root: str) -> str:
    """The CSS for one picture whose svg element has the class *root*; nothing else is touched."""
    scope = f".{root}"
    first = LIGHT if theme == "auto" else PALETTES[theme]
    parts = [_properties(scope, first)]
    if theme == "auto":
        parts.append(f"@media (prefers-color-scheme:dark){{{_properties(scope, DARK)}}}")
    parts.append(f"@media print{{{_properties(scope, PRINT)}}}")
    parts.extend(_scoped(scope, _FIXED % {"fonts": _FONTS}))
    for style, size in FONT_SIZES.items():
        weight = ";font-weight:600" if style in BOLD else ""
        parts.append(f"{scope} text.{style}{{font-size:{size:g}px{weight}}}")
    for selector, paints in _RULES:
        body = ";".join(_paint(what, role, first) for what, role in paints.items())
        parts.append(f"{_each(scope, selector)}{{{body}}}")
    return "".join(parts)


def _paint(what: str, role: str, palette: dict[str, str]) -> str:
    return f"{what}:none" if role == "none" else f"{what}:{palette[role]};{what}:var(--{role})"


def _properties(scope: str, palette: dict[str, str]) -> str:
    return f"{scope}{{{';'.join(f'--{role}:{colour}' for role, colour in palette.items())}}}"


def _scoped(scope: str, css: str) -> list[str]:
    rules = (rule.split("{", 1) for rule in css.split("}") if rule)
    return [f"{_each(scope, selector)}{{{body}}}" for selector, body in rules]


def _each(scope: str, selector: str) -> str:
    return ",".join(f"{scope} {part}" for part in selector.split(","))
