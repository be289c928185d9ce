"""The check of the whole notifications folder: every message, language and form of it."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec
from jinja2 import Environment, TemplateError, TemplateSyntaxError

from hjemover.engine.outbox import MessageId
from hjemover.messages.context import (
    DigestContext,
    MessageContext,
    Said,
    say_context,
    say_digest,
)
from hjemover.messages.environment import NothingToPrint, make_environment
from hjemover.messages.findings import MessageFinding, in_reading_order
from hjemover.messages.grammar import (
    DIGEST_SCOPE,
    LAYOUT,
    LAYOUT_SCOPE,
    MESSAGE_SCOPE,
    Form,
    Scope,
    check_template,
    check_wording,
)
from hjemover.messages.rendering import SUBJECT_WORD, RenderingRefused, render
from hjemover.messages.samples import read_sample
from hjemover.vocabulary import LANGUAGES, Language

MESSAGES: Final[tuple[MessageId, ...]] = get_args(MessageId)
DIGEST: Final = "digest"
Sendable = MessageId | Literal["digest"]
"""What has a folder: every message, and the digest that gathers them."""
FOLDERS: Final[tuple[Sendable, ...]] = (*MESSAGES, DIGEST)
LONGEST_SUBJECT: Final = 78
"""RFC 5322 section 2.1.1: what a line of a mail should hold, and what a phone shows."""

AnyContext = MessageContext | DigestContext

_FORMS: Final[tuple[Form, ...]] = ("txt", "html")
_SOURCE_LANGUAGE: Final = LANGUAGES[0]


def check_notifications(
    folder: Path, forbidden: Collection[str] = ()
) -> tuple[MessageFinding, ...]:
    """Everything that is wrong in *folder*, in reading order. Empty when all is well.

    Errors keep `load_library` from using the folder; a missing translation is a warning, as
    Bokmål stands in for it.

    Args:
        forbidden: Words that no message may hold: names of pathways, diagnoses, wards.
    """
    return in_reading_order(_Check(folder, forbidden).run())


class _Check:
    def __init__(self, folder: Path, forbidden: Collection[str]) -> None:
        self._folder = folder
        self._forbidden = forbidden
        self._environment: Environment = make_environment(folder)
        self._named = folder.resolve().name

    def run(self) -> Iterator[MessageFinding]:
        if not self._folder.is_dir():
            yield self._at("", "missing", "There is no such folder. Give the one with messages.")
            return
        yield from self._folders()
        layout = list(self._layout())
        yield from layout
        for message in FOLDERS:
            if (self._folder / message).is_dir():
                yield from self._message(message, layout_holds=not _has_errors(layout))

    def _folders(self) -> Iterator[MessageFinding]:
        there = {path.name for path in self._folder.iterdir() if path.is_dir()}
        for name in sorted(there - {*FOLDERS, LAYOUT}):
            if not name.startswith("."):
                guess = difflib.get_close_matches(name, set(FOLDERS) - there or FOLDERS, n=1)
                meant = f' Did you mean "{guess[0]}"?' if guess else ""
                said = f'Nothing sends a message named "{name}".{meant}'
                yield self._at(name, "unknown-message", f"{said} Rename or delete the folder.")
        for name in FOLDERS:
            if name not in there:
                said = f'The message "{name}" has no folder, so it could not be sent. Add it.'
                yield self._at(name, "missing-message", said)

    def _layout(self) -> Iterator[MessageFinding]:
        for path in sorted((self._folder / LAYOUT).glob("*.j2")):
            form: Form = "txt" if path.name.endswith(".txt.j2") else "html"
            yield from self._template(path, form, LAYOUT_SCOPE)

    def _message(self, message: str, *, layout_holds: bool) -> Iterator[MessageFinding]:
        yield from self._strangers(message)
        yield from self._missing(message)
        scope = DIGEST_SCOPE if message == DIGEST else MESSAGE_SCOPE
        found: list[MessageFinding] = []
        for language, form in product(LANGUAGES, _FORMS):
            path = self._folder / message / f"{language}.{form}.j2"
            if path.is_file():
                found.extend(self._template(path, form, scope))
        found.extend(self._subjects(message))
        samples, about_sample = self._samples(message)
        found.extend(about_sample)
        yield from found
        if layout_holds and not _has_errors(found):
            for language in LANGUAGES:
                yield from self._rendered(message, language, samples)

    def _strangers(self, message: str) -> Iterator[MessageFinding]:
        expected = [f"{language}.{form}.j2" for language in LANGUAGES for form in _FORMS]
        expected.append("sample.yaml")
        for path in sorted((self._folder / message).iterdir()):
            if path.name in expected or path.name.startswith(".") or path.name == "README.md":
                continue
            said = f"This file is not used. Used are: {', '.join(expected)}."
            yield self._at(f"{message}/{path.name}", "unknown-file", said, "warning")

    def _missing(self, message: str) -> Iterator[MessageFinding]:
        for language, form in product(LANGUAGES, _FORMS):
            name = f"{language}.{form}.j2"
            if (self._folder / message / name).is_file():
                continue
            where = f"{message}/{name}"
            if form == "html":
                said = "There is no HTML, so the mail is sent as text only. Add the file."
                yield self._at(where, "missing-html", said, "warning")
            elif language == _SOURCE_LANGUAGE:
                said = "The Bokmål text is missing, and the other languages fall back to it."
                yield self._at(where, "missing-language", f"{said} Add the file.")
            else:
                said = "This language is missing; units that read it get Bokmål. Add the file."
                yield self._at(where, "missing-language", said, "warning")

    def _template(self, path: Path, form: Form, scope: Scope) -> Iterator[MessageFinding]:
        file = self._name(path)
        source = _read(path)
        if source is None:
            yield self._at(self._inside(path), "encoding", "Save this file as UTF-8.")
            return
        yield from check_template(self._environment, source, file=file, form=form, scope=scope)
        yield from check_wording(source, file=file, forbidden=self._forbidden)

    def _subjects(self, message: str) -> Iterator[MessageFinding]:
        for language, word in SUBJECT_WORD.items():
            path = self._folder / message / f"{language}.txt.j2"
            if path.is_file() and not (_read(path) or "").startswith(word):
                said = f'The first line must be the subject: "{word}" and a short sentence.'
                yield self._at(self._inside(path), "no-subject", said)

    def _samples(self, message: str) -> tuple[Sequence[AnyContext], list[MessageFinding]]:
        path = self._folder / message / "sample.yaml"
        where = f"{message}/sample.yaml"
        if not path.is_file():
            said = "There is no sample data, so the message cannot be tried. Add the file."
            return [], [self._at(where, "missing-sample", said)]
        file = self._name(path)
        found = check_wording(_read(path) or "", file=file, forbidden=self._forbidden)
        sample: AnyContext | None
        if message == DIGEST:
            sample, wrong = read_sample(path, file, DigestContext)
        else:
            sample, wrong = read_sample(path, file, MessageContext)
        return (_variants(sample) if sample is not None else []), [*found, *wrong]

    def _rendered(
        self, message: str, language: Language, samples: Sequence[AnyContext]
    ) -> Iterator[MessageFinding]:
        path = self._folder / message / f"{language}.txt.j2"
        if not path.is_file():
            return
        page = path.with_name(f"{language}.html.j2")
        try:
            text = self._environment.get_template(self._inside(path))
            html = self._environment.get_template(self._inside(page)) if page.is_file() else None
            for sample in samples:
                result = render(text, html, _say(sample, language), language)
                if len(result.subject) > LONGEST_SUBJECT and sample is samples[0]:
                    said = f"The subject is {len(result.subject)} characters long with the sample."
                    said += f" A phone shows fewer than {LONGEST_SUBJECT}. Shorten it."
                    yield self._at(self._inside(path), "long-subject", said)
        except TemplateSyntaxError as error:
            where = self._inside(Path(error.filename)) if error.filename else self._inside(path)
            yield self._at(where, "syntax", f"{error.message} Mend it.", line=error.lineno)
        except (TemplateError, NothingToPrint, RenderingRefused, TypeError) as error:
            said = f"This cannot be rendered with its sample: {error}"
            yield self._at(self._inside(path), "cannot-render", said)

    def _inside(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _name(self, path: Path) -> str:
        return f"{self._named}/{self._inside(path)}"

    def _at(
        self,
        where: str,
        code: str,
        message: str,
        severity: Literal["error", "warning"] = "error",
        line: int = 1,
    ) -> MessageFinding:
        return MessageFinding(
            file=f"{self._named}/{where}".rstrip("/"),
            line=line,
            code=code,
            severity=severity,
            message=message,
        )


def _variants(sample: AnyContext) -> Sequence[AnyContext]:
    """The sample, and it again with all that may vary varied: a message must hold in each."""
    if isinstance(sample, DigestContext):
        bare = [msgspec.structs.replace(line, deadline=None) for line in sample.lines]
        late = [msgspec.structs.replace(line, late=True) for line in sample.lines]
        return [sample] + [
            msgspec.structs.replace(sample, lines=tuple(lines)) for lines in (bare, late)
        ]
    return [sample] + [
        msgspec.structs.replace(
            sample, deadline=deadline, other_unit_name=other, late=late, count=count
        )
        for deadline, other, late, count in product(
            {sample.deadline, None}, {sample.other_unit_name, None}, (True, False), (1, 12)
        )
    ]


def _say(sample: AnyContext, language: Language) -> Said:
    if isinstance(sample, DigestContext):
        return say_digest(sample, language)
    return say_context(sample, language)


def _has_errors(findings: Iterable[MessageFinding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
