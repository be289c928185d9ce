"""Writes the style sheet of drawings in a page: ``python tools/swimlanes.py``."""

from pathlib import Path

from hjemover.definition.diagram import page_style_sheet

SHEET = Path(__file__).parents[1] / "src/hjemover/web/static/features/swimlanes.css"
HEAD = "/* Made by `python tools/swimlanes.py`: how drawings in a page look. Do not edit. */\n"


def sheet() -> str:
    """The whole file."""
    return f"{HEAD}{page_style_sheet()}\n"


if __name__ == "__main__":
    SHEET.write_text(sheet(), encoding="utf-8")
