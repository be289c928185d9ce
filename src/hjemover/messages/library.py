"""The messages that can be sent, loaded and checked once."""

from collections.abc import Collection
from pathlib import Path

from jinja2 import Environment

from hjemover.engine.outbox import MessageId
from hjemover.messages.checking import DIGEST, Sendable, check_notifications
from hjemover.messages.context import (
    DigestContext,
    MessageContext,
    Said,
    say_context,
    say_digest,
)
from hjemover.messages.environment import make_environment
from hjemover.messages.findings import NotificationsInvalid
from hjemover.messages.rendering import Rendered, render
from hjemover.messages.samples import read_sample
from hjemover.vocabulary import LANGUAGES, Language


class MessageLibrary:
    """Every message in every language. Safe to share between threads.

    Build it with `load_library`, so that what it holds has been checked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment: Environment = make_environment(folder)
        self._there = frozenset(
            path.relative_to(folder).as_posix() for path in folder.glob("*/*.j2")
        )

    def render(self, message: MessageId, context: MessageContext, language: Language) -> Rendered:
        """*message* in *language*, or in Bokmål where it has not been translated."""
        spoken = self._spoken(message, language)
        return self._render(message, say_context(context, spoken), spoken)

    def render_digest(self, context: DigestContext, language: Language) -> Rendered:
        """All that waits for a unit, in one message."""
        spoken = self._spoken(DIGEST, language)
        return self._render(DIGEST, say_digest(context, spoken), spoken)

    def preview(self, message: Sendable, language: Language) -> Rendered:
        """The message with its own sample data, for those who word it."""
        path = self._folder / message / "sample.yaml"
        if message == DIGEST:
            digest, wrong = read_sample(path, path.name, DigestContext)
            if digest is not None:
                return self.render_digest(digest, language)
        else:
            sample, wrong = read_sample(path, path.name, MessageContext)
            if sample is not None:
                return self.render(message, sample, language)
        raise NotificationsInvalid(wrong)

    def _spoken(self, message: str, language: Language) -> Language:
        return language if f"{message}/{language}.txt.j2" in self._there else LANGUAGES[0]

    def _render(self, message: str, said: Said, language: Language) -> Rendered:
        text = self._environment.get_template(f"{message}/{language}.txt.j2")
        page = f"{message}/{language}.html.j2"
        html = self._environment.get_template(page) if page in self._there else None
        return render(text, html, said, language)


def load_library(folder: Path, forbidden: Collection[str] = ()) -> MessageLibrary:
    """The messages of *folder*, checked.

    Raises:
        NotificationsInvalid: At least one message could not be sent as it stands. Carries all
            findings that are errors; warnings do not stop it.
    """
    errors = [f for f in check_notifications(folder, forbidden) if f.severity == "error"]
    if errors:
        raise NotificationsInvalid(errors)
    return MessageLibrary(folder)
