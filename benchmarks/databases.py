"""Databases to measure on: SQLite files and a PostgreSQL server of our own, both copied freely."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from tests.databases import serve_postgres

_numbers = count(1)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server where databases can be made, stopped at the end."""
    with serve_postgres() as url:
        yield url


def new_database(url: str) -> str:
    """An empty database: a file in the folder that a SQLite *url* names, or one on the server."""
    number = next(_numbers)
    if url.startswith("sqlite"):
        return f"sqlite:///{_folder(url) / f'bench-{number}.db'}"
    name = f"bench_{number}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def copy_of(url: str, server: str) -> str:
    """The same database again, as it stands. Nobody may be connected to it."""
    number = next(_numbers)
    if url.startswith("sqlite"):
        target = _folder(server) / f"bench-{number}.db"
        shutil.copy(url.removeprefix("sqlite:///"), target)
        return f"sqlite:///{target}"
    name = f"bench_{number}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {make_url(url).database}")
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def raw_connection(url: str) -> Any:
    """The driver's own connection, set up as the product sets its own up."""
    if url.startswith("sqlite"):
        try:
            import pysqlite3 as driver
        except ImportError:
            driver = sqlite3
        connection = driver.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection
    return psycopg.connect(url)


def settle(url: str) -> None:
    """Leave nothing of a SQLite database in its write-ahead log, so that the file is all of it."""
    if url.startswith("sqlite"):
        connection = raw_connection(url)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def _folder(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
