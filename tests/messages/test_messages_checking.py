"""The check of a notifications folder: what its author is told, and where to look."""

import shutil
from pathlib import Path

import pytest

from hjemover.messages import (
    MESSAGES,
    MessageFinding,
    NotificationsInvalid,
    check_notifications,
    load_library,
)
from hjemover.messages.environment import make_environment
from hjemover.messages.grammar import (
    DIGEST_SCOPE,
    LAYOUT_SCOPE,
    MESSAGE_SCOPE,
    Form,
    Scope,
    check_template,
    check_wording,
)

MESSAGE = "task-requested"
TEXT = f"{MESSAGE}/nb.txt.j2"
SAMPLE = f"{MESSAGE}/sample.yaml"


@pytest.fixture
def folder(notifications: Path, tmp_path: Path) -> Path:
    """One message and the layout, to break."""
    copy = tmp_path / "notifications"
    for name in ("_layout", MESSAGE, "digest"):
        shutil.copytree(notifications / name, copy / name)
    return copy


def check(folder: Path, *forbidden: str) -> list[MessageFinding]:
    """All findings but those about the messages that the copied folder lacks."""
    found = check_notifications(folder, forbidden)
    return [finding for finding in found if finding.code != "missing-message"]


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def check_text(
    source: str, scope: Scope = MESSAGE_SCOPE, form: Form = "txt"
) -> tuple[MessageFinding, ...]:
    environment = make_environment(Path("."))
    return check_template(environment, source, file="nb.txt.j2", form=form, scope=scope)


# --- what a template may contain ---------------------------------------------------------------


def test_a_template_that_asks_for_the_patient_is_told_what_there_is_instead() -> None:
    (finding,) = check_text("Emne: hei\n\nGjelder {{ patient.fnr }}.\n")

    assert str(finding) == (
        'nb.txt.j2:3:12: "patient.fnr" is not available here. Available: unit_name,'
        " organisation_name, count, kind_of_work, deadline, late, link, other_unit_name,"
        " settings_link."
    )
    assert finding.code == "unknown-name"


def test_a_misspelt_name_is_met_with_a_suggestion() -> None:
    (finding,) = check_text("Emne: {{ unitname }}\n")

    assert 'Did you mean "unit_name"?' in finding.message
    assert (finding.line, finding.column) == (1, 10)


@pytest.mark.parametrize(
    "name", ["pathway", "patient", "step", "diagnosis", "ref", "self", "range", "unit_name.upper"]
)
def test_nothing_but_the_context_can_be_named(name: str) -> None:
    findings = check_text(f"{{{{ {name} }}}}")

    assert [finding.code for finding in findings] == ["unknown-name"]


@pytest.mark.parametrize(
    "source",
    [
        "{{ range(9) }}",
        "{{ unit_name.format(link) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ unit_name['__class__'] }}",
        "{{ unit_name ~ link }}",
        "{{ 9 ** 9 ** 9 }}",
        "{% set name = link %}",
        "{% macro a() %}{% endmacro %}",
        "{% for a in unit_name %}{{ a }}{% endfor %}",
        "{% with a = 1 %}{% endwith %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape false %}{{ unit_name }}{% endautoescape %}",
        "{% import 'x' as x %}",
        "{% include 'task-requested/nb.txt.j2' %}",
        "{% include '_layout/nb.html.j2' %}",
        "{% include unit_name %}",
        "{% extends '../../etc/passwd' %}",
        "{{ [1, 2] }}",
        "{{ deadline if late }}",
        "{% if deadline is defined %}x{% endif %}",
    ],
)
def test_what_could_run_away_or_reach_out_is_not_in_the_language(source: str) -> None:
    assert [finding.severity for finding in check_text(source)] == ["error"]


def test_safe_is_refused_with_the_reason() -> None:
    (finding,) = check_text("<p>{{ unit_name|safe }}</p>", form="html")

    assert finding.code == "safe"
    assert finding.column == 17
    assert "escaped for you" in finding.message


@pytest.mark.parametrize("filter_", ["attr('x')", "map", "center(1000)", "upper(1)", "nosuch"])
def test_only_a_few_filters_may_be_used(filter_: str) -> None:
    (finding,) = check_text(f"{{{{ unit_name|{filter_} }}}}")

    assert finding.code == "filter"
    assert "capitalize" in finding.message


def test_what_a_message_may_be_without_is_printed_only_where_it_is_sure() -> None:
    (finding,) = check_text("Frist: {{ deadline }}")

    assert finding.code == "may-be-missing"
    assert "{% if deadline %}" in finding.message
    assert check_text("{% if deadline %}Frist: {{ deadline|upper }}{% endif %}") == ()
    assert check_text("{% if deadline and late %}{{ deadline }}{% endif %}") == ()
    assert check_text("{{ deadline if deadline else 'snart' }}") == ()
    assert check_text("{% if deadline or late %}{{ deadline }}{% endif %}") != ()
    assert check_text("{% if deadline %}x{% else %}{{ deadline }}{% endif %}") != ()


def test_a_digest_may_loop_over_its_lines_once() -> None:
    loop = "{% for line in lines %}{{ line.count }} {{ line.kind_of_work }}{% endfor %}"
    nested = f"{{% for outer in lines %}}{loop}{{% endfor %}}"

    assert check_text(loop, DIGEST_SCOPE) == ()
    assert [f.code for f in check_text(loop)] == ["loop"]
    assert [f.code for f in check_text(nested, DIGEST_SCOPE)] == ["loop"]
    (unknown,) = check_text("{% for l in lines %}{{ l.name }}{% endfor %}", DIGEST_SCOPE)
    assert unknown.message.startswith('"l.name" is not available here.')
    (unsure,) = check_text("{% for l in lines %}{{ l.deadline }}{% endfor %}", DIGEST_SCOPE)
    assert unsure.code == "may-be-missing"


def test_a_layout_may_use_only_what_every_message_has() -> None:
    assert check_text("{{ subject }} {{ unit_name }}", LAYOUT_SCOPE, "html") == ()
    assert [f.code for f in check_text("{{ kind_of_work }}", LAYOUT_SCOPE)] == ["unknown-name"]


def test_a_block_that_is_not_closed_is_found_with_its_line() -> None:
    (finding,) = check_text("Emne: x\n\n{% if late %}\nhei\n")

    assert finding.code == "syntax"
    assert finding.line in (3, 4)


def test_a_template_made_to_be_heavy_is_a_finding_and_never_a_crash() -> None:
    deep = "{{ " + "(" * 5000 + "link" + ")" * 5000 + " }}"

    assert [finding.code for finding in check_text(deep)] == ["syntax"]
    assert [finding.code for finding in check_text("x" * 20_001)] == ["too-large"]


def test_a_word_that_tells_what_a_patient_is_treated_for_is_found_inside_longer_words() -> None:
    said = "Emne: Hei\n\nTil brystkreftkoordinatoren, HF nord\n"

    (finding,) = check_wording(said, file="nb.txt.j2", forbidden=["kreft", "hf n", "ord"])

    assert (finding.line, finding.column, finding.code) == (3, 10, "forbidden-word")


def test_a_short_word_counts_only_as_a_whole() -> None:
    assert check_wording("alle slags", file="x", forbidden=["slag"]) == []
    assert check_wording("Et Slag.", file="x", forbidden=["slag"]) != []


def test_a_birth_number_in_a_text_is_found() -> None:
    (finding,) = check_wording("Gjelder 418170 12345", file="x", forbidden=[])

    assert (finding.code, finding.column) == ("birth-number", 9)
    assert "12345" not in finding.message


# --- the folder --------------------------------------------------------------------------------


def test_the_untouched_copy_has_nothing_to_mend(folder: Path) -> None:
    assert check(folder) == []


def test_a_message_without_a_folder_is_found(folder: Path) -> None:
    missing = {f.file for f in check_notifications(folder) if f.code == "missing-message"}

    assert missing == {f"notifications/{message}" for message in MESSAGES if message != MESSAGE}


def test_a_folder_that_nothing_sends_is_found_with_a_suggestion(folder: Path) -> None:
    shutil.copytree(folder / MESSAGE, folder / "remindr")

    (finding,) = check(folder)

    assert finding.code == "unknown-message"
    assert 'Did you mean "reminder"?' in finding.message


def test_a_message_without_its_bokmal_cannot_be_sent(folder: Path) -> None:
    (folder / TEXT).unlink()

    (finding,) = check(folder)

    assert (finding.code, finding.severity) == ("missing-language", "error")


def test_a_missing_translation_and_missing_html_are_warnings(folder: Path) -> None:
    (folder / MESSAGE / "nn.txt.j2").unlink()
    (folder / MESSAGE / "en.html.j2").unlink()

    found = check(folder)

    assert [(f.file, f.code, f.severity) for f in found] == [
        (f"notifications/{MESSAGE}/en.html.j2", "missing-html", "warning"),
        (f"notifications/{MESSAGE}/nn.txt.j2", "missing-language", "warning"),
    ]


def test_a_file_with_an_unknown_language_is_pointed_out(folder: Path) -> None:
    (folder / MESSAGE / "no.txt.j2").write_text("Emne: x\n", encoding="utf-8")

    (finding,) = check(folder)

    assert (finding.code, finding.severity) == ("unknown-file", "warning")


def test_the_finding_names_the_file_as_its_author_knows_it(folder: Path) -> None:
    change(folder / TEXT, "Dere har", "Dere {{ patient.name }} har")

    (finding,) = check(folder)

    assert str(finding).startswith(
        f'notifications/{MESSAGE}/nb.txt.j2:5:9: "patient.name" is not available here.'
    )


def test_a_text_must_begin_with_its_subject(folder: Path) -> None:
    change(folder / TEXT, "Emne: ", "Tittel: ")

    assert [finding.code for finding in check(folder)] == ["no-subject"]


def test_a_subject_that_a_phone_would_cut_is_found(folder: Path) -> None:
    change(
        folder / TEXT,
        "Emne: ",
        "Emne: Til alle som har vakt nå, og til alle dere andre også: ",
    )

    (finding,) = check(folder)

    assert finding.code == "long-subject"


def test_a_template_in_the_layout_is_checked_too(folder: Path) -> None:
    change(folder / "_layout" / "nb.txt.j2", "---", "--- {{ pathway }}")

    assert [(f.file, f.code) for f in check(folder)] == [
        ("notifications/_layout/nb.txt.j2", "unknown-name")
    ]


def test_a_message_that_leans_on_a_missing_layout_is_found(folder: Path) -> None:
    (folder / "_layout" / "nb.txt.j2").unlink()

    assert {f.code for f in check(folder)} == {"cannot-render"}


def test_a_message_that_is_too_long_is_found(folder: Path) -> None:
    change(folder / TEXT, "Hei!", "Hei {{ link }}{{ settings_link }}! " * 500)

    (finding,) = check(folder)

    assert finding.code == "cannot-render"
    assert "20000" in finding.message


def test_a_file_that_is_not_utf8_is_found(folder: Path) -> None:
    (folder / MESSAGE / "nb.html.j2").write_bytes("<p>Åpne</p>".encode("latin-1"))

    (finding,) = check(folder)

    assert finding.code == "encoding"


def test_forbidden_words_are_looked_for_in_texts_and_samples(folder: Path) -> None:
    change(folder / SAMPLE, "Mottaket", "Kreftposten")
    change(folder / MESSAGE / "nb.html.j2", "Hei!", "Hei kreftposten!")

    found = check(folder, "kreft")

    assert [(f.file.rsplit("/", 1)[1], f.code) for f in found] == [
        ("nb.html.j2", "forbidden-word"),
        ("sample.yaml", "forbidden-word"),
    ]


# --- the sample --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "code", "line", "told"),
    [
        ("unit_name:", "unitname:", "unknown-name", 2, 'Did you mean "unit_name"?'),
        ("unit_name: Mottaket", "patient: Kari", "unknown-name", 2, "is not a field"),
        ("late: false", "late: kanskje", "sample", 7, '"late"'),
        ("count: 1", "count: -1", "sample", 4, '"count"'),
        ("kind_of_work: task", "kind_of_work: kreft", "sample", 5, '"kind_of_work"'),
        ("14:00:00Z", "14:00:00", "sample", 6, '"deadline"'),
        ("unit_name: Mottaket\n", "", "sample", 2, "unit_name"),
        ("/7f3kq2", "/41817012345", "sample", 8, "birth number"),
        ("count: 1", "count: 1\ncount: 2", "sample", 5, "twice"),
        ("count: 1", "count: [1", "yaml", 5, "YAML"),
        ("count: 1", "count: {a: {b: {c: {d: {e: 1}}}}}", "sample", 4, "nested"),
    ],
)
def test_a_sample_that_does_not_fit_is_pointed_out_where_it_stands(
    folder: Path, before: str, after: str, code: str, line: int, told: str
) -> None:
    change(folder / SAMPLE, before, after)

    finding, *rest = [f for f in check(folder) if f.code != "birth-number"]

    assert rest == []
    assert finding.file == f"notifications/{SAMPLE}"
    assert (finding.code, finding.line) == (code, line)
    assert told in finding.message


def test_a_message_without_a_sample_is_found(folder: Path) -> None:
    (folder / SAMPLE).unlink()

    assert [finding.code for finding in check(folder)] == ["missing-sample"]


@pytest.mark.parametrize(
    "content", ["", "- a\n", "[" * 150, "[" * 9_000, "&a [*a]", "\x00", "hei", "#" * 10_001]
)
def test_a_sample_that_is_no_sample_is_a_finding_and_never_a_crash(
    folder: Path, content: str
) -> None:
    (folder / SAMPLE).write_text(content, encoding="utf-8")

    assert [finding.code for finding in check(folder)] == ["yaml"]


# --- loading -----------------------------------------------------------------------------------


def test_a_folder_with_an_error_is_not_loaded_and_all_errors_are_told(folder: Path) -> None:
    change(folder / TEXT, "Dere har", "Dere {{ patient.name }} har")

    with pytest.raises(NotificationsInvalid) as refused:
        load_library(folder)

    assert len(refused.value.findings) == len(MESSAGES)  # those that are missing, and this one
    assert "patient.name" in str(refused.value)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    (finding,) = check_notifications(tmp_path / "nowhere")

    assert finding.code == "missing"
