"""A message in words: subject, text and HTML. The same context always gives the same mail."""

import re
from typing import Final

from jinja2 import Template
from msgspec import Struct

from hjemover.messages.context import Said
from hjemover.vocabulary import Language

LARGEST: Final = 20_000
"""Bytes of one rendered part. No message worth reading is near it."""

SUBJECT_WORD: Final[dict[Language, str]] = {"nb": "Emne:", "nn": "Emne:", "en": "Subject:"}
"""The first line of each text is its subject, after this word."""


class RenderingRefused(ValueError):
    """A template gave something that cannot be sent. Says which rule, never the content."""


class Rendered(Struct, frozen=True, kw_only=True):
    """A finished message. *subject* also serves as the prompt inside the product.

    *html* is empty where a message has none; the text always says everything.
    """

    language: Language
    subject: str
    text: str
    html: str = ""


def render(text: Template, html: Template | None, said: Said, language: Language) -> Rendered:
    """Fill in both templates.

    Raises:
        RenderingRefused: No subject, or more than `LARGEST` bytes.
        jinja2.TemplateError, NothingToPrint: The template asks for what is not there. A folder
            that has passed `check_notifications` does not.
    """
    subject, body = split_subject(_fill(text, said), language)
    page = _fill(html, {**said, "subject": subject}) if html is not None else ""
    return Rendered(language=language, subject=subject, text=_tidy(body), html=page)


def split_subject(filled: str, language: Language) -> tuple[str, str]:
    """The first line without its leading word, and the rest."""
    first, _, rest = filled.partition("\n")
    word = SUBJECT_WORD[language]
    subject = " ".join(first.removeprefix(word).split())
    if not first.startswith(word) or not subject:
        raise RenderingRefused(f'The first line must be "{word}" and the subject.')
    return subject, rest


def _fill(template: Template, said: Said) -> str:
    parts: list[str] = []
    size = 0
    for part in template.generate(**said):
        size += len(part.encode())
        if size > LARGEST:
            raise RenderingRefused(f"The message is over {LARGEST} bytes. Shorten it.")
        parts.append(part)
    return "".join(parts)


def _tidy(body: str) -> str:
    """A sentence that was left out leaves no hole behind."""
    lines = "\n".join(line.rstrip() for line in body.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
