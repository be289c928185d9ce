"""The databases that every test of the store runs on."""

from tests.databases import (  # noqa: F401
    database,
    database_url,
    open_database,
    postgres_server,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
)
