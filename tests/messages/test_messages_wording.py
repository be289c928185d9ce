"""The messages as they are shipped: each one, in each language."""

import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import msgspec
import pytest

from hjemover.application.overseeing import PAGES
from hjemover.engine.outbox import MessageId
from hjemover.messages import (
    DIGEST,
    MESSAGES,
    DigestContext,
    MessageContext,
    MessageLibrary,
    WorkKind,
    check_notifications,
)
from hjemover.messages.checking import FOLDERS, LONGEST_SUBJECT, Sendable
from hjemover.messages.environment import FILTERS
from hjemover.messages.grammar import DIGEST_SCOPE, MESSAGE_SCOPE
from hjemover.vocabulary import LANGUAGES, Language

EACH = pytest.mark.parametrize(("message", "language"), list(product(FOLDERS, LANGUAGES)))

# What a hospital's work is about. None of it may be told by a mail.
HEALTH_WORDS = [
    *("pasient", "patient", "kreft", "cancer", "diagnos", "pakkeforløp", "hofte", "demens"),
    *("fødselsnummer", "sykdom", "sjukdom", "behandling", "operasjon", "døde", "slag"),
]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links.extend(value or "" for name, value in attrs if name in ("href", "src"))

    def handle_data(self, data: str) -> None:
        self.said.extend(data.split())


def read_page(page: str) -> _Words:
    words = _Words()
    words.feed(page)
    return words


def test_the_shipped_messages_have_nothing_to_mend(notifications: Path) -> None:
    findings = check_notifications(notifications, HEALTH_WORDS)

    assert [str(finding) for finding in findings] == []


def test_there_is_a_folder_for_every_message_and_no_other(notifications: Path) -> None:
    folders = {path.name for path in notifications.iterdir() if path.is_dir()}

    assert folders == {*MESSAGES, DIGEST, "_layout"}


@EACH
def test_a_message_says_where_to_click_why_it_came_and_how_to_stop_it(
    library: MessageLibrary, message: Sendable, language: Language
) -> None:
    rendered = library.preview(message, language)

    assert rendered.language == language
    page = PAGES.get(message, "/innboks") if message != DIGEST else "/innboks"
    assert f"https://hjemover.example{page}" in rendered.text
    assert "Fjordvik kommune" in rendered.text
    assert "https://hjemover.example/varsler" in rendered.text
    assert 0 < len(rendered.subject) <= LONGEST_SUBJECT
    assert rendered.subject.startswith("Mottaket: ")
    assert "None" not in rendered.text
    assert "{" not in rendered.text + rendered.html
    assert "\n\n\n" not in rendered.text


@EACH
def test_the_html_says_the_same_words_as_the_text_and_fetches_nothing(
    library: MessageLibrary, message: Sendable, language: Language
) -> None:
    rendered = library.preview(message, language)

    page = read_page(rendered.html)
    text = re.sub(r"https://\S+|^---$|^- |:$", "", rendered.text, flags=re.MULTILINE)
    spoken = " ".join(page.said).removeprefix(rendered.subject)  # the page's title
    assert sorted(spoken.replace(":", "").split()) == sorted(text.replace(":", "").split())
    assert len(page.links) == 2
    assert all(link.startswith("https://hjemover.example/") for link in page.links)
    assert page.tags <= {"html", "head", "meta", "title", "body", "p", "a", "ul", "li", "hr"}
    assert f'<html lang="{language}">' in rendered.html


@pytest.mark.parametrize("message", MESSAGES)
def test_nynorsk_is_nynorsk_and_bokmal_is_bokmal(
    library: MessageLibrary, message: MessageId
) -> None:
    bokmal = {*re.findall(r"\w+", library.preview(message, "nb").text.lower())}
    nynorsk = {*re.findall(r"\w+", library.preview(message, "nn").text.lower())}

    assert not bokmal & {"ikkje", "dykk", "frå", "kva", "kven", "noko", "berre", "framleis", "eit"}
    assert not nynorsk & {"ikke", "dere", "fra", "hva", "hvem", "noe", "bare", "fortsatt", "et"}


def test_a_name_with_marks_in_it_cannot_break_the_page(library: MessageLibrary) -> None:
    context = MessageContext(
        unit_name="Mottak <b>& co</b>",
        organisation_name="Fjordvik kommune",
        kind_of_work=WorkKind.TASK,
        link="https://hjemover.example/innboks",
        settings_link="https://hjemover.example/varsler",
    )

    rendered = library.render("task-requested", context, "nb")

    assert "Mottak &lt;b&gt;&amp; co&lt;/b&gt;" in rendered.html
    assert "b" not in read_page(rendered.html).tags
    assert "Mottak <b>& co</b>" in rendered.subject


def test_a_name_that_looks_like_a_template_is_only_a_name(library: MessageLibrary) -> None:
    context = MessageContext(
        unit_name="{{ link }}{% raw %}",
        organisation_name="Fjordvik kommune",
        kind_of_work=WorkKind.TASK,
        link="https://hjemover.example/innboks",
        settings_link="https://hjemover.example/varsler",
    )

    assert library.render("notice", context, "en").subject.startswith("{{ link }}{% raw %}: ")


def test_a_digest_counts_what_its_lines_count(library: MessageLibrary) -> None:
    sample = library.preview(DIGEST, "en")

    assert sample.subject == "Mottaket: 6 items in your inbox"
    assert "- 2 handoffs\n  (earliest deadline Friday 6 March 2026 at 15:00)" in sample.text
    assert "- 3 tasks\n  (the deadline was Tuesday 3 March 2026 at 15:00)" in sample.text


def test_a_language_that_is_not_translated_falls_back_to_bokmal(
    notifications: Path, tmp_path: Path
) -> None:
    for path in notifications.glob("*/*"):
        if path.name != "nn.txt.j2" or path.parent.name == "_layout":
            copy = tmp_path / path.relative_to(notifications)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())

    rendered = MessageLibrary(tmp_path).preview("notice", "nn")

    assert rendered.language == "nb"
    assert "Dere trenger ikke svare." in rendered.text


def test_an_empty_digest_cannot_be_made_from_sample_or_wire() -> None:
    # msgspec checks lengths where data come in, which is where a mistake could.
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {
                "unit_name": "Mottaket",
                "organisation_name": "Fjordvik kommune",
                "lines": [],
                "link": "https://hjemover.example/innboks",
                "settings_link": "https://hjemover.example/varsler",
            },
            DigestContext,
        )


def test_the_guide_for_authors_names_every_field_filter_and_limit(notifications: Path) -> None:
    guide = (notifications / "README.md").read_text(encoding="utf-8")

    for scope in (MESSAGE_SCOPE, DIGEST_SCOPE):
        assert all(f"`{field}`" in guide for field in scope.fields)
    assert all(f"`line.{field}`" in guide for field in DIGEST_SCOPE.line_fields)
    assert all(f"`{name}`" in guide for name in FILTERS)
    assert f"At most {LONGEST_SUBJECT} characters" in guide
