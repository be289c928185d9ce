"""What is built can be used from any folder: the wheel brings its content along."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's own files, away from the source."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(built), str(TOP)],
        check=True,
    )  # fmt: skip
    (wheel,) = built.glob("*.whl")
    place = built / "unpacked"
    zipfile.ZipFile(wheel).extractall(place)
    return place


def _hjemover(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if "HJEMOVER" not in key}
    return subprocess.run(
        [sys.executable, "-m", "hjemover", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_what_is_built_has_every_file_that_is_no_code(unpacked: Path) -> None:
    for source, packed in (
        ("pathways", "hjemover/content/pathways"),
        ("notifications", "hjemover/content/notifications"),
        ("deploy/region", "hjemover/content/region"),
        ("src/hjemover", "hjemover"),
    ):
        wanted = {
            path.relative_to(TOP / source)
            for path in (TOP / source).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        found = {
            path.relative_to(unpacked / packed)
            for path in (unpacked / packed).rglob("*")
            if path.is_file()
        }
        assert wanted - found == set(), source


def test_from_any_folder_the_built_in_content_is_checked_and_published(
    unpacked: Path, tmp_path: Path
) -> None:
    checked = _hjemover(unpacked, tmp_path, "check")
    published = _hjemover(unpacked, tmp_path, "publish")

    assert (checked.returncode, checked.stdout.strip()) == (0, "No problems."), checked.stderr
    assert published.returncode == 0, published.stderr
    assert "Published kreft-hjem version 1" in published.stdout


def test_from_any_folder_the_doctor_names_the_content_of_the_wheel(
    unpacked: Path, tmp_path: Path
) -> None:
    told = _hjemover(unpacked, tmp_path, "doctor")

    assert str(unpacked / "hjemover/content/pathways") in told.stdout.replace("\n", "")
