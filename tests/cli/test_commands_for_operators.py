"""What administrators and operators run: sentences and exit statuses, whatever happens."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hjemover.application import queries
from hjemover.application.house import SystemClock
from hjemover.application.queries import health
from hjemover.application.sweeping import sweep_once
from hjemover.engine.commands import AcceptHandoff
from hjemover.settings import content_folder
from hjemover.store import mail as kept_mail
from hjemover.store.mail import Mail
from hjemover.store.migrating import newest
from tests.application.test_measures import _second as second_version
from tests.application.test_measures import kept
from tests.application.test_occurrences import LISTENING, load
from tests.application.town import (
    DAY,
    HOSPITAL,
    INTAKE,
    PATIENT,
    Town,
    at,
)
from tests.store.planting import count, edit

REGION = content_folder("region")


@pytest.fixture
def patient(town: Town) -> str:
    """Enrolled four days ago by the real clock: the limit for an answer has passed."""
    town.clock.set(datetime.now(UTC) - 9 * DAY)
    return town.enrol()


# --- import -----------------------------------------------------------------------------------


def test_the_region_and_its_patients_are_imported_once(run, store):
    assert run("publish").status == 0
    book, patients = REGION / "address-book.yaml", REGION / "enrolments.csv"
    said = run("import", patients, book)  # in whichever order
    assert (said.status, said.err) == (0, "")
    enrolled = count(store, "pathway")
    assert enrolled > 10
    assert f"{enrolled} patients enrolled, 0 were enrolled before." in said.out
    again = run("import", book, patients)
    assert again.status == 0
    assert f"0 patients enrolled, {enrolled} were enrolled before." in again.out
    assert count(store, "pathway") == enrolled


def test_checking_an_import_changes_nothing(run, store):
    book = REGION / "address-book.yaml"
    said = run("import", book, "--check")
    assert said.status == 0
    assert "nothing stands in the way" in said.out
    assert count(store, "unit") == 0
    run("import", book)
    run("publish")
    said = run("import", REGION / "enrolments.csv", "--check")
    assert said.status == 0
    assert "nothing stands in the way" in said.out
    assert count(store, "pathway") == 0


def test_a_bad_row_is_shown_with_line_and_reason_and_nobody_is_imported(run, town, tmp_path):
    path = tmp_path / "enrolments.csv"
    text = (REGION / "enrolments.csv").read_text("utf-8").splitlines()
    path.write_text("\n".join([text[0], text[1].replace("kreft-hjem", "finnes-ikke")]), "utf-8")
    for arguments in ((path,), (path, "--check")):
        said = run("import", *arguments)
        assert said.status == 1
        assert f"{path}:2:" in said.out
        assert '"pathway"' in said.out
        assert "Nothing was imported." in said.out
    assert count(town.house.database, "pathway") == 0
    number = text[1].split(";")[2]
    assert number not in said.all


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bok.yaml", b"organisations: ["),
        ("bok.yaml", b"\xff\xfe\x00"),
        ("bok.yaml", b""),
        ("bok.txt", b"hei"),
        ("enrolments.csv", b""),
        ("enrolments.csv", b"a;b\n1;2\n"),
        ("enrolments.csv", b"\xff\xff;\x00\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(run, store, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    said = run("import", path)
    assert said.status == 1
    assert str(path) in said.out
    assert "Nothing was imported." in said.out


def test_a_file_that_is_not_there_is_told_and_the_others_are_imported(run, store, tmp_path):
    gone = tmp_path / "finnes-ikke.yaml"
    said = run("import", gone, REGION / "address-book.yaml")
    assert said.status == 1
    assert f"{gone}: there is no such file or folder." in said.out
    assert count(store, "unit") > 0


def test_importing_nothing_says_what_can_be_imported(run, store):
    said = run("import")
    assert said.status != 0
    assert said.all.strip()


# --- looking ----------------------------------------------------------------------------------


def test_a_units_inbox_says_what_waits_and_names_no_patient(run, town, patient):
    sweep_once(Town(town.house.database, SystemClock()).house, "prøve")
    said = run("inbox", INTAKE)
    assert (said.status, said.err) == (0, "")
    assert "Waits for Mottak Bergen, Bergen" in said.out
    assert patient in said.out
    assert "Overfør til kommunen" in said.out
    assert "(passed)" in said.out
    assert "1 wait, 0 wait for others, 0 are planned." in said.out
    assert PATIENT.split()[0] not in said.all
    sender = run("inbox", HOSPITAL, "--language", "en")
    assert "waits for others" in sender.out
    assert "Hand over" in sender.out


def test_an_unknown_unit_is_told_in_a_sentence(run, town):
    said = run("inbox", "finnes-ikke")
    assert said.status == 1
    assert "There is no unit finnes-ikke in the address book." in said.all


def test_what_is_stuck_says_why_and_who_has_the_ball(run, town, patient):
    assert run("stuck").out.strip() == "Nothing is stuck."
    sweep_once(Town(town.house.database, SystemClock()).house, "prøve")
    said = run("stuck")
    assert said.status == 0
    for word in ("no answer", patient, "Kreftavdelingen", "Mottak Bergen"):
        assert word in " ".join(said.out.split())
    assert patient in run("stuck", "--unit", HOSPITAL).out
    assert run("stuck", "--unit", "hus-lunge").out.strip() == "Nothing is stuck."


def test_the_stuck_list_of_an_unknown_unit_is_not_said_to_be_empty(run, town):
    said = run("stuck", "--unit", "finnes-ikke")
    assert said.status == 1
    assert "There is no unit finnes-ikke in the address book." in said.all


def test_a_pathways_way_tells_what_was_true_and_when_it_was_learnt(run, town, patient):
    said = run("way", patient)
    assert said.status == 0
    assert "Pasienten ble meldt inn" in said.out
    assert "The patient was enrolled" in run("way", patient, "--language", "en").out
    assert f"{HOSPITAL}-ansatt" in said.out
    missing = run("way", "finnes-ikke")
    assert missing.status == 1
    assert "There is no pathway finnes-ikke." in missing.all


# --- time, and the tables ---------------------------------------------------------------------


def test_one_sweep_fires_what_is_due(run, town, patient):
    said = run("sweep", "--once")
    assert (said.status, said.out.strip()) == (0, "1 pathways moved, 0 failed.")
    assert run("sweep", "--once").out.strip() == "0 pathways moved, 0 failed."
    assert town.told(patient).count("deadline-passed") == 1
    assert health(town.house).last_sweep is not None


def test_a_sweep_without_once_says_what_it_is_not(run, town):
    said = run("sweep")
    assert said.status == 1
    assert "hjemover up" in said.out


def test_a_sweep_names_the_pathway_that_could_not_be_moved(run, town, patient):
    edit(town.house.database, f"UPDATE pathway SET state_format = 99 WHERE ref = '{patient}'")
    said = run("sweep", "--once")
    assert said.status == 1
    assert "0 pathways moved, 1 failed." in said.out
    assert patient in said.out


def test_read_tables_that_were_lost_are_rebuilt(run, town, patient):
    edit(town.house.database, "DELETE FROM work_item", "DELETE FROM ball")
    said = run("rebuild")
    assert (said.status, said.out.strip()) == (0, "1 pathways rebuilt.")
    assert count(town.house.database, "work_item") == 1


def test_a_rebuild_names_what_it_had_to_leave(run, town, patient):
    junk = "X'00'" if town.house.database.dialect == "sqlite" else r"'\x00'::bytea"
    edit(town.house.database, f"UPDATE journal_payload SET payload = {junk} WHERE sequence = 2")
    said = run("rebuild")
    assert said.status == 1
    assert "0 pathways rebuilt." in said.out
    assert f"left as it was: Pathway {patient}, entry 2" in said.out
    assert count(town.house.database, "work_item") == 1


def test_the_weeks_list_is_frozen_once(run, town, patient):
    first, again = run("freeze-week"), run("freeze-week")
    assert (first.status, again.status) == (0, 0)
    assert "has 0 rows. Frozen" in first.out
    assert again.out == first.out
    assert count(town.house.database, "weekly_list") == 1


def test_verifying_a_sound_and_a_damaged_store(run, town, patient):
    sound = run("verify")
    assert (sound.status, sound.out.strip()) == (0, "Every chain holds.")
    edit(town.house.database, "UPDATE journal SET actor = 'en-annen' WHERE sequence = 2")
    said = run("verify")
    assert said.status == 1
    assert f"Pathway {patient}, entry 2" in said.out
    assert "1 broken links." in said.out


def test_verifying_says_in_words_what_is_wrong(run, town, patient):
    junk = "X'00'" if town.house.database.dialect == "sqlite" else r"'\x00'::bytea"
    edit(town.house.database, f"UPDATE pathway SET state = {junk}")
    said = run("verify")
    assert said.status == 1
    assert patient in said.out


# --- mail and health --------------------------------------------------------------------------


def test_mail_that_was_kept_can_be_read(run, town):
    assert run("mail").out.strip() == "No mail is kept."
    note = Mail(
        created=datetime(2026, 3, 2, 9, tzinfo=UTC), unit=INTAKE, subject="Én overføring",
        text="Hei!\n[bold]ikke fet[/bold]", html="", to_address="mottak@post.example",
    )  # fmt: skip
    town.house.database.run_writing(lambda tx: kept_mail.keep(tx, note))
    said = run("mail")
    assert said.status == 0
    assert "To: mottak@post.example" in said.out
    assert "Subject: Én overføring" in said.out
    assert "[bold]ikke fet[/bold]" in said.out  # as it is


def test_the_doctor_tells_how_the_installation_stands(run, town, patient):
    first = run("doctor")
    assert first.status == 1
    assert "!!  last sweep   none yet" in first.out
    assert "overdue" in first.out
    assert run("sweep", "--once").status == 0
    said = run("doctor")
    assert (said.status, said.err) == (0, "")
    for line in (
        f"ok  database     {town.house.database.dialect}", "ok  environment  test",
        "ok  mail         kept", "ok  oldest due   nothing is due",
    ):  # fmt: skip
        assert line in said.out
    assert "!!" not in said.out


def test_the_doctor_shows_no_password(run, store, monkeypatch):
    monkeypatch.setenv("HJEMOVER_SMTP_HOST", "post.example")
    monkeypatch.setenv("HJEMOVER_SMTP_PASSWORD", "hemmelig-ord")
    said = run("doctor")
    assert "post.example" in said.out
    assert "hemmelig-ord" not in said.all


# --- an installation that is not as it should be ----------------------------------------------

EVERY = (
    ("inbox", INTAKE), ("stuck",), ("way", "p1"), ("sweep", "--once"), ("rebuild",), ("verify",),
    ("mail",), ("freeze-week",), ("doctor",), ("publish",), ("keys", "show"), ("keys", "reseal"),
    ("import", str(REGION / "address-book.yaml")),
)  # fmt: skip


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command[0])
def test_every_command_works_or_says_what_to_do_on_an_empty_home(run, home, command):
    said = run(*command)
    assert said.all.strip()
    assert said.status in (0, 1) or "`hjemover publish`" in said.err
    assert (home / "hjemover.db").exists()


@pytest.mark.parametrize("command", EVERY, ids=lambda command: command[0])
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ingen:hemmelig-ord@127.0.0.1:1/x",
        "mysql://x/y",
        "sqlite://",
        "tull",
        "postgresql://ingen:hemmelig-ord/x@127.0.0.1/x",
    ],
    ids=["a server that is down", "another kind", "no file", "no address", "a slash too many"],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(run, monkeypatch, command, url):
    monkeypatch.setenv("HJEMOVER_DATABASE_URL", url)
    said = run(*command)
    assert said.status == 2
    assert "HJEMOVER_DATABASE_URL" in said.err
    assert "hemmelig-ord" not in said.all


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_PORT", "mange"),
        ("ENVIRONMENT", "finnes-ikke"),
        ("LEASE_SECONDS", "én time"),
        ("IDENTITY_KEYS", "ikke-json"),
        ("IDENTITY_KEYS", json.dumps({"index": "AAAA"})),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(run, monkeypatch, name, value):
    monkeypatch.setenv(f"HJEMOVER_{name}", value)
    said = run("doctor")
    assert said.status == 2
    assert f"HJEMOVER_{name}" in said.err
    if name == "IDENTITY_KEYS":
        assert value not in said.all


def test_production_without_keys_says_how_to_give_them(run, monkeypatch):
    monkeypatch.setenv("HJEMOVER_ENVIRONMENT", "production")
    said = run("doctor")
    assert said.status == 2
    assert "HJEMOVER_IDENTITY_KEYS is missing." in said.err


def test_a_database_that_a_later_release_has_been_at_is_left_alone(run, store):
    edit(store, "UPDATE alembic_version SET version_num = 'fra-fremtiden'")
    for command in (("doctor",), ("sweep", "--once"), ("publish",)):
        said = run(*command)
        assert said.status == 2
        assert "fra-fremtiden, which this release does not know." in said.err


LOOKING = (
    ("web",), ("inbox", INTAKE), ("stuck",), ("way", "p1"), ("verify",), ("mail",),
)  # fmt: skip


@pytest.mark.parametrize("command", LOOKING, ids=lambda command: command[0])
def test_what_does_not_bring_the_tables_up_refuses_to_begin_on_others_in_one_line(
    run, store, command
):
    edit(store, "UPDATE alembic_version SET version_num = '0013'")
    behind = run(*command)
    edit(store, "UPDATE alembic_version SET version_num = 'fra-fremtiden'")
    ahead = run(*command)

    for said in (behind, ahead):
        assert (said.status, said.out) == (2, "")
        assert len(said.err.splitlines()) == 1
        assert store.name in said.err
        assert newest() in said.err
    assert "is at migration 0013" in behind.err
    assert "run `hjemover publish`" in behind.err
    assert "fra-fremtiden, which this release does not know." in ahead.err


def test_the_web_refuses_to_begin_on_a_database_with_nothing_in_it(run, home):
    said = run("web")
    assert said.status == 2
    assert f"{home}/hjemover.db has no tables of ours" in said.err
    assert "run `hjemover publish`" in said.err


@pytest.mark.parametrize("module", ["flows", "flows.serve"])
def test_the_worker_and_the_schedule_refuse_it_as_the_web_does(store, home, module):
    edit(store, "UPDATE alembic_version SET version_num = '0013'")
    ended = subprocess.run(
        [sys.executable, "-m", module], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 2
    assert "is at migration 0013" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_runs_goes_on_while_a_later_release_brings_the_tables_up(town, patient):
    """It was opened before; a *pre* migration adds what it does not know."""
    for made in (
        "ALTER TABLE work_item ADD COLUMN later_release TEXT",
        "ALTER TABLE pathway ADD COLUMN later_release TEXT",
        "CREATE TABLE later_release (id INTEGER)",
        "UPDATE alembic_version SET version_num = '9999'",
    ):
        edit(town.house.database, made)

    other = town.enrol(1)
    town.order(other, AcceptHandoff(obligation="send#1", person="ola"), INTAKE)
    sweep_once(town.house, "prøve")

    assert town.open(other, "visit").holder == "bergen-kreft"
    assert [one.ref for one in queries.inbox(town.house, at(INTAKE))] == [patient]


def test_a_home_that_cannot_be_written_says_so(run, tmp_path, monkeypatch):
    (tmp_path / "fil").write_text("ikke en mappe", "utf-8")
    monkeypatch.setenv("HJEMOVER_HOME", str(tmp_path / "fil" / "home"))
    said = run("doctor")
    assert said.status == 2
    assert str(tmp_path / "fil") in said.err


def test_a_file_that_is_no_database_is_told_in_a_sentence(run, home):
    home.mkdir()
    (home / "hjemover.db").write_text("Dette er et brev.\n" * 400, "utf-8")
    for command in EVERY:
        said = run(*command)
        assert said.status == 2
        assert "The database could not be used" in said.err


def test_an_unknown_command_or_option_is_told_in_a_sentence(run, store):
    assert run("finnes-ikke").status != 0
    assert run("doctor", "--finnes-ikke").status != 0
    assert "hjemover" in run("--help").out


def test_the_command_is_there_as_a_program_and_ends_quietly_when_nobody_reads(home, tmp_path):
    program = [sys.executable, "-m", "hjemover"]
    done = subprocess.run(
        f"{' '.join(program)} schema | head -c 10",
        shell=True, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
        timeout=60,
    )  # fmt: skip
    assert done.stdout.startswith("{")
    assert len(done.stdout) == 10
    assert done.stderr == ""
    gone = subprocess.run(
        [*program, "check", tmp_path / "finnes-ikke"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert gone.returncode == 1
    assert "there is no such file or folder" in gone.stdout


# --- occurrences and figures --------------------------------------------------------------------


def test_an_occurrence_is_told_by_hand_once(run, town):
    town.publish(load(LISTENING))
    ref = town.enrol(1, pathway="maling")
    told = ("report", "measured", ref, "--id", "m-1", "--unit", HOSPITAL)
    assert "1 pathways heard of it, 0 began by it." in run(*told).out
    again = run(*told[:3], "--id", "m-2", "--unit", HOSPITAL)
    assert again.status == 0
    assert town.told(ref).count("occurrence-told") == 2


def test_an_occurrence_that_cannot_be_told_is_explained(run, town):
    town.publish(load(LISTENING))
    ref = town.enrol(1, pathway="maling")
    sender = ("--id", "m-1", "--unit", HOSPITAL)
    for arguments, why in (
        (("fell", ref, *sender), "They listen for admitted, measured."),
        (("measured", "p-nobody", *sender), "The patient is not known here"),
        (("measured", ref, "--id", "m", "--unit", "nowhere"), "There is no unit nowhere"),
        (("measured", ref, "acute=yes", *sender), '"acute" is not told with measured.'),
        (("admitted", ref, "acute=maybe", *sender), "is not yes or no."),
        (("measured", ref, *sender, "--at", "in the morning"), "is not a date."),
        (("measured", ref, *sender, "--at", "2199-01-01"), "It lies in the future."),
    ):
        said = run("report", *arguments)
        assert said.status == 1, arguments
        assert why in said.all
        assert "Traceback" not in said.all
    assert town.told(ref).count("occurrence-told") == 0


def test_occurrences_are_imported_from_a_file(run, town, tmp_path):
    town.publish(load(LISTENING))
    ref = town.enrol(1, pathway="maling")
    path = tmp_path / "occurrences-march.csv"
    rows = f"id;occurrence;reference;at;unit\nm-1;measured;{ref};2026-03-02 10:30;{HOSPITAL}\n"
    path.write_text(rows, "utf-8")
    assert "nothing stands in the way" in run("import", path, "--check").out
    assert town.told(ref).count("occurrence-told") == 0
    assert "1 occurrences told; 1 pathways heard, 0 began." in run("import", path).out
    run("import", path)
    assert town.told(ref).count("occurrence-told") == 1
    path.write_text(rows.replace("measured", "fell"), "utf-8")
    said = run("import", path)
    assert said.status == 1
    assert f"{path}:2:2:" in said.out


def test_figures_are_printed_and_written_without_small_numbers(run, town, tmp_path):
    assert "Nothing was measured and nothing accrued in 2031." in run("figures", "--year", 2031).out
    town.publish(second_version(kept()))
    town.enrol(1, version=2)
    town.until(town.clock.now() + 7 * DAY)
    year = str(town.clock.now().year)
    said = run("figures", "--year", year, "--definition", "kort-hjem")
    assert said.status == 0
    assert "hidden" in said.out
    assert "Betalingsdøgn" in said.out
    path = tmp_path / "figures.csv"
    assert run("figures", "--year", year, "--csv", path).status == 0
    assert "<2" in path.read_text("utf-8")
    assert run("figures", "--year", 26).status == 1
