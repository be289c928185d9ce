"""For all tests: the databases they run on, and no example of a property has a time to keep.

A slow machine is no fault. The server of the databases is started once, when a test asks for it.
"""

from hypothesis import settings

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

settings.register_profile("hjemover", deadline=None)
settings.load_profile("hjemover")
