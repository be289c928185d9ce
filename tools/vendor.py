"""Brings what the screens need from npm into the repository, and writes its lock.

Run by a developer when a version changes: ``python tools/vendor.py``. It needs ``npm``; the product
and its tests need none. Each file is kept as its package has it, with the package's licence.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[1]
SCREENS = TOP / "src" / "hjemover" / "web" / "static" / "vendor"
TESTS = TOP / "tests" / "browser" / "vendor"

ICONS = (
    "ArrowLeft", "ArrowRight", "ArrowUndo", "ArrowsUpDown", "BarChart", "Bell", "BellDot",
    "Buildings3", "Calendar", "ChatElipsis", "CheckmarkCircle", "ChevronDown", "ChevronLeft",
    "ChevronRight", "ChevronUp", "CircleSlash", "Clipboard", "ClockDashed", "Cog", "Download",
    "EnvelopeClosed", "ExclamationmarkTriangle", "ExternalLink", "EyeObfuscated", "Files", "Filter",
    "Globe", "HandShakeHeart", "Hourglass", "House", "Inbox", "Clock", "InformationSquare",
    "Leave", "MagnifyingGlass", "MenuHamburger", "PaperplaneFill", "PauseFill", "Pencil", "Person",
    "PersonGroup", "PlusCircle", "PrinterSmall", "QuestionmarkCircle", "Footprint", "ShieldLock",
    "StarFill", "Tasklist", "Trash", "XMark", "XMarkOctagon",
)  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One package: which of its files we keep, and under what name."""

    npm: str
    version: str
    folder: str
    licence: str
    files: dict[str, str]
    into: Path = SCREENS


PACKAGES = (
    Package(
        "@digdir/designsystemet-css", "1.22.0", "designsystemet-css", "MIT",
        {"dist/src/index.css": "index.css", "dist/theme/designsystemet.css": "theme.css",
         "LICENSE": "LICENSE"},
    ),
    Package(
        "@digdir/designsystemet-web", "1.22.0", "designsystemet-web", "MIT",
        {"dist/umd/index.js": "index.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "htmx.org", "4.0.1", "htmx", "0BSD",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "@fontsource-variable/inter", "5.3.0", "inter", "OFL-1.1",
        {"files/inter-latin-wght-normal.woff2": "latin.woff2",
         "files/inter-latin-ext-wght-normal.woff2": "latin-ext.woff2", "LICENSE": "LICENSE"},
    ),
    Package(
        "@navikt/aksel-icons", "8.16.2", "aksel-icons", "MIT",
        {f"dist/svg/{name}.svg": f"{name}.svg" for name in ICONS} | {"README.md": "README.md"},
    ),
    Package(
        "axe-core", "4.14.1", "axe-core", "MPL-2.0",
        {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE"}, into=TESTS,
    ),
)  # fmt: skip


def main() -> None:
    for folder in (SCREENS, TESTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        for package in PACKAGES:
            _unpack(package, Path(work))
    for folder in (SCREENS, TESTS):
        _lock(folder)


def _unpack(package: Package, work: Path) -> None:
    done = subprocess.run(
        ["npm", "pack", "--json", "--silent", f"{package.npm}@{package.version}"],
        cwd=work, check=True, capture_output=True, text=True,
    )  # fmt: skip
    listed = json.loads(done.stdout)
    archive = (listed if isinstance(listed, list) else list(listed.values()))[0]["filename"]
    target = package.into / f"{package.folder}-{package.version}"
    target.mkdir()
    with tarfile.open(work / archive) as tar:
        for inside, name in package.files.items():
            member = tar.extractfile(f"package/{inside}")
            assert member is not None, f"{package.npm} has no {inside}"
            (target / name).write_bytes(member.read())


def _lock(folder: Path) -> None:
    packages = [
        {
            "package": one.npm,
            "version": one.version,
            "licence": one.licence,
            "folder": f"{one.folder}-{one.version}",
            "sha256": {
                name: hashlib.sha256(
                    (folder / f"{one.folder}-{one.version}" / name).read_bytes()
                ).hexdigest()
                for name in sorted(one.files.values())
            },
        }
        for one in PACKAGES
        if one.into == folder
    ]
    (folder / "vendor.lock").write_text(json.dumps(packages, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
