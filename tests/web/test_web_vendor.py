"""What pages load is what the lock says, with its licence; nothing is fetched elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from hjemover.web.assets import STATIC, VENDOR

AXE = Path(__file__).parents[1] / "browser" / "vendor"


@pytest.mark.parametrize("folder", [VENDOR, AXE], ids=["screens", "tests"])
def test_every_vendored_file_is_the_one_in_the_lock(folder: Path):
    locked = {
        f"{one['folder']}/{name}": digest
        for one in json.loads((folder / "vendor.lock").read_text())
        for name, digest in one["sha256"].items()
    }
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vendor.lock"
    }

    assert found == locked


@pytest.mark.parametrize("folder", [VENDOR, AXE], ids=["screens", "tests"])
def test_every_vendored_package_tells_its_version_and_licence(folder: Path):
    for one in json.loads((folder / "vendor.lock").read_text()):
        assert one["folder"].endswith(f"-{one['version']}")
        assert one["licence"]
        assert {"LICENSE", "README.md"} & one["sha256"].keys()


def test_no_style_sheet_fetches_from_elsewhere():
    for path in STATIC.rglob("*.css"):
        urls = re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text(encoding="utf-8"))
        assert [url for url in urls if re.match(r"(https?:)?//", url)] == [], path.name


def test_paper_has_the_light_colours_of_the_theme_whatever_the_screen_had():
    theme = next(VENDOR.glob("designsystemet-css-*/theme.css")).read_text(encoding="utf-8")
    rule = r"\[data-color-scheme=auto\]\s*\{([^{}]*)\}"
    light = re.search(r"prefers-color-scheme:light\)\{" + rule, theme)
    paper = re.search(rule, (STATIC / "print.css").read_text(encoding="utf-8"))
    assert light
    assert paper
    assert _declared(paper[1]) == _declared(light[1])


def _declared(block: str) -> list[str]:
    return [one.strip() for one in block.split(";") if one.strip()]
