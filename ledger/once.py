"""Insert a row once: a second insert of the same key changes nothing and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ledger.tables import Base


def insert_once(
    session: Session, table: type[Base], *, key: Sequence[str], values: Mapping[str, Any]
) -> bool:
    """Insert the row unless one with the same ``key`` columns is there; say whether it was new."""
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    columns = table.__table__.c
    statement = (
        insert(table)
        .values(**values)
        .on_conflict_do_nothing(index_elements=list(key))
        .returning(columns[key[0]])
    )
    session.flush()
    return session.execute(statement).first() is not None


def is_sqlite(session: Session) -> bool:
    """Whether this session speaks to SQLite, where a transaction is alone by itself."""
    return session.get_bind().dialect.name == "sqlite"


def one_at_a_time(session: Session, what: str) -> None:
    """Let only one transaction at a time pass for ``what``, until it ends.

    SQLite needs nothing: a transaction there is alone from its BEGIN IMMEDIATE.
    """
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))
