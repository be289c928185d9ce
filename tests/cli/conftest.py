"""The command line on an installation of its own: what is said, and the exit status."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hjemover import bootstrap
from hjemover.cli import main
from hjemover.messages import load_library
from hjemover.store import Database
from tests.application.town import Town
from tests.databases import OpenDatabase


class Said(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


Run = Callable[..., Said]

_load_library = cache(load_library)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with nothing in it; the settings of whoever runs the tests are not its."""
    for name in ("DATABASE_URL", "PATHWAYS", "NOTIFICATIONS", "IDENTITY_KEYS", "SMTP_HOST"):
        monkeypatch.delenv(f"HJEMOVER_{name}", raising=False)
    home = tmp_path / "home"
    monkeypatch.setenv("HJEMOVER_HOME", str(home))
    monkeypatch.setenv("HJEMOVER_ENVIRONMENT", "test")
    return home


@pytest.fixture(autouse=True)
def _messages_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and checking all messages takes a third of a second; once is enough here."""
    monkeypatch.setattr(bootstrap, "load_library", _load_library)


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command. A traceback anywhere fails the test."""

    def run_one(*arguments: object) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        said = capsys.readouterr()
        status = ended.value.code if isinstance(ended.value.code, int) else 0
        found = Said(status, said.out, said.err)
        assert "Traceback" not in found.all
        return found

    return run_one


@pytest.fixture
def store(
    home: Path, database_url: str, monkeypatch: pytest.MonkeyPatch,
    open_database: OpenDatabase,
) -> Database:  # fmt: skip
    """The installation's database, on each kind in turn: tables and no rows."""
    monkeypatch.setenv("HJEMOVER_DATABASE_URL", database_url)
    return open_database(database_url)


@pytest.fixture
def town(store: Database) -> Town:
    """The region on that database, with the installation's own keys."""
    filled = Town(store).fill()
    filled.house.keys = bootstrap.key_ring(bootstrap.read_settings())
    return filled
