"""A definition as a picture: swimlanes, one lane a party, drawn without a browser."""

from collections.abc import Collection

from hjemover.definition.diagram.drawing import draw
from hjemover.definition.diagram.layout import lay_out
from hjemover.definition.diagram.themes import Theme
from hjemover.definition.diagram.wording import Wording
from hjemover.definition.models import PathwayDefinition
from hjemover.vocabulary import Language

__all__ = ["Theme", "swimlanes"]


def swimlanes(
    definition: PathwayDefinition,
    *,
    language: Language = "nb",
    theme: Theme = "auto",
    here: Collection[str] = (),
    done: Collection[str] = (),
    most_columns: int | None = 9,
) -> str:
    """The definition as a self-contained SVG (svømmebanediagram), the same for the same input.

    Every step is a group with ``id="step-<id>"``. The picture has one style element and neither
    scripts nor references: a page with a strict content security policy shows it as an image, or
    gives the style element its nonce.

    Args:
        theme: ``auto`` follows the reader's system. All themes print black on white.
        here: Steps that are open now, marked with a flag and the words.
        done: Steps that are done, marked with a tick. A step in both is open.
        most_columns: A longer pathway is folded into bands of about this many columns, one below
            the other; None keeps it in one.
    """
    wording = Wording(definition, language)
    return draw(lay_out(wording, most_columns), wording, theme, frozenset(here), frozenset(done))
