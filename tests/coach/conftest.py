"""Coaching is tested on SQLite and on PostgreSQL, like the ledger it reads."""

from tests.ledger.conftest import db, new_id, now, postgres_server, sqlite_template

__all__ = ["db", "new_id", "now", "postgres_server", "sqlite_template"]
