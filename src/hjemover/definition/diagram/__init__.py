"""A definition as a picture: swimlanes, one lane a party, drawn without a browser."""

from collections.abc import Collection

from hjemover.definition.diagram.course import Station, draw_course
from hjemover.definition.diagram.drawing import PAGE_CLASS, Marks, draw
from hjemover.definition.diagram.layout import lay_out
from hjemover.definition.diagram.themes import Theme, style_sheet
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import PathwayDefinition
from hjemover.vocabulary import Language

__all__ = ["PAGE_CLASS", "Station", "Theme", "draw_course", "page_style_sheet", "swimlanes"]


def swimlanes(
    definition: PathwayDefinition,
    *,
    language: Language = "nb",
    theme: Theme = "auto",
    here: Collection[str] = (),
    done: Collection[str] = (),
    ahead: Collection[str] | None = None,
    in_page: bool = False,
    most_columns: int | None = 9,
) -> str:
    """The definition as a self-contained SVG (svømmebanediagram), the same for the same input.

    Every step is a group with ``id="step-<id>"``. The picture has one style element and neither
    scripts nor references.

    Args:
        theme: ``auto`` follows the reader's system. All themes print black on white.
        here: Steps that are open now, marked with a flag and the words.
        done: Steps that are done, marked with a tick. A step in both is open.
        ahead: Steps that may still come; what is neither here, done nor ahead is drawn dashed and
            said to be no longer on the way. None makes no difference between them.
        in_page: Without the style element, which a strict content security policy forbids inside
            a page; the page has :func:`page_style_sheet` among its own style sheets.
        most_columns: A longer pathway is folded into bands of about this many columns, one below
            the other; None keeps it in one.
    """
    wording = Wording(definition, language)
    marks = Marks(
        here=frozenset(here),
        done=frozenset(done),
        ahead=None if ahead is None else frozenset(ahead),
    )
    return draw(lay_out(wording, most_columns), wording, theme, marks, in_page=in_page)


def page_style_sheet() -> str:
    """The one style sheet for every picture that is drawn ``in_page``."""
    return style_sheet("auto", PAGE_CLASS)
