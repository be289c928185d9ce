"""The only place with SQL: pathways, their journal, and all that is read and sent (lager)."""

from hjemover.store.database import Database
from hjemover.store.transaction import Transaction

__all__ = ["Database", "Transaction"]
