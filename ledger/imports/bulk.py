"""Ask for and insert many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger.tables import Base

_AT_ONCE = 500  # keys in one query

Entity = TypeVar("Entity", bound=Base)


def in_slices(
    session: Session,
    table: type[Entity],
    column: InstrumentedAttribute[str],
    keys: Sequence[str],
) -> list[Entity]:
    """Give the rows whose column has one of the keys."""
    return [
        one
        for start in range(0, len(keys), _AT_ONCE)
        for one in session.scalars(select(table).where(column.in_(keys[start : start + _AT_ONCE])))
    ]


def insert_rows(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows that are known to be new."""
    values = list(rows)
    if values:
        session.execute(insert(cast(Table, table.__table__)), values)
