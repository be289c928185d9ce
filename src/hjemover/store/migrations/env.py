"""Alembic runs this. The connection, and the transaction around it, come from ``migrating``."""

from alembic import context

from hjemover.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite can undo table definitions like anything else, in the transaction we have begun.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
