"""Decision records out to a file of JSON lines, which anybody can check without us."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from ledger.database import Database, Session
from ledger.records import as_line
from ledger.tables import DecisionRecord

_AT_ONCE = 500  # records fetched together


def records_of(session: Session) -> Iterator[DecisionRecord]:
    """Give every record, oldest first."""
    yield from session.query(DecisionRecord).order_by(DecisionRecord.seq).yield_per(_AT_ONCE)


def export_records(
    db: Database, path: Path, *, progress: Callable[[int], None] | None = None
) -> tuple[int, str | None]:
    """Write all records as of one moment; give how many, and the last hash.

    The file appears when it is complete.
    """
    partial = path.with_name(path.name + ".partial")
    count, head = 0, None
    with db.reading() as session, partial.open("w", encoding="utf-8") as file:
        for count, record in enumerate(records_of(session), start=1):
            file.write(json.dumps(as_line(record), ensure_ascii=False) + "\n")
            head = record.hash
            if progress is not None and count % _AT_ONCE == 0:
                progress(count)
    partial.replace(path)
    return count, head
