"""Values that all processes share, such as how far the demo's clock was moved."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ledger.once import insert_once
from ledger.tables import Setting


def get(session: Session, name: str) -> str | None:
    """Give a value, or nothing if it was never put."""
    row = session.get(Setting, name, populate_existing=True)
    return None if row is None else row.value


def put(session: Session, name: str, value: str) -> None:
    """Set a value; its revision counts how often it was set."""
    first = {"name": name, "value": value, "revision": 1}
    if not insert_once(session, Setting, key=("name",), values=first):
        row = session.get_one(Setting, name, populate_existing=True, with_for_update=True)
        row.value = value
        row.revision += 1
        session.flush()
