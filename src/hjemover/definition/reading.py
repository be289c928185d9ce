"""Reads one version of a definition, with its forms, and collects what is wrong with it."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path as FilePath

from msgspec import Struct, structs

from hjemover.definition.checks import check
from hjemover.definition.compiling import compile_definition, compile_form
from hjemover.definition.grammar import DefinitionWords, FormWords
from hjemover.definition.grammar.document import SECTIONS
from hjemover.definition.models import Form, PathwayDefinition
from hjemover.definition.problems import Problem, Problems
from hjemover.definition.source import MAX_BYTES, Data, Fault, Path, Source, decode, read
from hjemover.definition.wording import read_words


class Loaded(Struct, frozen=True, kw_only=True):
    """What came of reading one definition: it, unless some problem is an error."""

    definition: PathwayDefinition | None
    problems: tuple[Problem, ...]
    file: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "warning")


class Work:
    """One version on its way to being loaded, with the problems of each of its files."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.words: DefinitionWords | None = None
        self.definition: PathwayDefinition | None = None
        self.form_problems: list[Problems] = []
        self.form_texts: dict[str, str] = {}

    @property
    def found(self) -> list[Problem]:
        return [p for part in (self.problems, *self.form_problems) for p in part.found]


def finish(work: Work) -> Loaded:
    problems = tuple(sorted(set(work.found)))
    failed = any(problem.severity == "error" for problem in problems)
    definition = None if failed else work.definition
    if definition is not None:
        definition = structs.replace(definition, fingerprint=_fingerprint(work, definition))
    return Loaded(definition=definition, problems=problems, file=work.problems.source.file)


def _fingerprint(work: Work, definition: PathwayDefinition) -> str:
    """SHA-256 over the definition's text and the forms it uses; line endings do not count."""
    digest = sha256()
    texts = {"": work.problems.source.text} | {
        form: work.form_texts[form] for form in definition.forms
    }
    for name, text in sorted(texts.items()):
        raw = text.replace("\r\n", "\n").encode()
        digest.update(f"{name}:{len(raw)}:".encode() + raw)
    return digest.hexdigest()


def read_file(path: FilePath, services: Collection[str] | None) -> Work:
    text = _text_of(path)
    if isinstance(text, Fault):
        return _failed(str(path), text)
    forms = {
        form.name: _text_of(form)
        for form in children(path.parent / "forms")
        if form.suffix in (".yaml", ".yml")
    }
    work = read_text(text, str(path), forms, services)
    _check_place(work, path)
    return work


def _text_of(path: FilePath) -> str | Fault:
    try:
        with path.open("rb") as opened:
            return decode(opened.read(MAX_BYTES + 1))
    except OSError as refused:
        return Fault((1, 1), "unreadable-file", f"The file cannot be read: {refused.strerror}.")


def children(folder: FilePath) -> list[FilePath]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _failed(file: str, fault: Fault) -> Work:
    problems = Problems(Source(file, ""))
    _tell(problems, fault)
    return Work(problems)


def _tell(problems: Problems, fault: Fault) -> None:
    line, column = fault.at
    problems.found.append(
        Problem(
            problems.source.file, line, column, fault.code, "error", fault.message, fault.next_move
        )
    )


def read_text(
    text: str, file: str, forms: Mapping[str, str | Fault], services: Collection[str] | None
) -> Work:
    source, faults = read(file, text)
    work = Work(Problems(source))
    for fault in faults:
        _tell(work.problems, fault)
    if any(fault.code != "duplicate-key" for fault in faults):
        return work
    compiled = _read_forms(work, forms)
    words, wrong = read_words(DefinitionWords, source.data, work.problems)
    if words is None:
        # One broken entry should not hide what is wrong with the others.
        words, _ = read_words(
            DefinitionWords, _without(source.data, wrong), Problems(Source(file, ""))
        )
    if words is None:
        return work
    work.words = words
    definition, draft = compile_definition(words, work.problems, compiled)
    whole = not (draft.unresolved_targets or any(path[:1] == ("steps",) for path in wrong))
    check(definition, draft, whole=whole, services=services)
    _check_forms_used(work, draft.used["forms"])
    work.definition = definition
    return work


def _without(data: Data, wrong: set[Path]) -> Data:
    """*data* less the entries that something is wrong with."""
    if not isinstance(data, dict):
        return data
    less = dict(data)
    for path in wrong:
        section = less.get(str(path[0])) if path else None
        if len(path) > 1 and path[0] in SECTIONS and isinstance(section, dict):
            less[str(path[0])] = {key: value for key, value in section.items() if key != path[1]}
    return less


def _read_forms(work: Work, forms: Mapping[str, str | Fault]) -> dict[str, Form | None]:
    """Every form there is a file for; None for one that cannot be used."""
    compiled: dict[str, Form | None] = {}
    folder = FilePath(work.problems.source.file).parent / "forms"
    for file_name, text in forms.items():
        form_id = file_name.rpartition(".")[0]
        compiled[form_id] = None
        source, faults = (
            (Source(str(folder / file_name), ""), (text,))
            if isinstance(text, Fault)
            else read(str(folder / file_name), text)
        )
        problems = Problems(source)
        work.form_problems.append(problems)
        for fault in faults:
            _tell(problems, fault)
        if any(fault.code != "duplicate-key" for fault in faults):
            continue
        words, _ = read_words(FormWords, source.data, problems)
        if words is not None:
            compiled[form_id] = compile_form(form_id, words, problems)
            work.form_texts[form_id] = source.text
    return compiled


def _check_forms_used(work: Work, used: set[str]) -> None:
    if work.problems.has_errors:
        return  # what is broken may be what uses it
    for problems in work.form_problems:
        form_id = FilePath(problems.source.file).name.rpartition(".")[0]
        if form_id not in used:
            problems.warning(
                (), "unused", f'form "{form_id}" is not used.', "Name it in a step, or delete it."
            )


def _check_place(work: Work, path: FilePath) -> None:
    """That the file stands where its first lines say."""
    words = work.words
    if words is None:
        return
    folder = path.resolve().parent.name
    if words.pathway != folder:
        work.problems.error(
            ("pathway",),
            "wrong-folder",
            f'The pathway is called "{words.pathway}", and its folder "{folder}".',
            "Give them the same name.",
        )
    if str(words.version) != path.stem:
        work.problems.error(
            ("version",),
            "wrong-file-name",
            f'This is version {words.version}, and its file "{path.name}".',
            f"Call the file {words.version}.yaml.",
        )
