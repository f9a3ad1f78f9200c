"""Where ``now`` comes from: the machine, moved along in a demo."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from ledger.database import Database
from ledger.settings import get

OFFSET = "clock_offset_seconds"
_FRESH_SECONDS = 0.2


class SystemClock:
    """The machine's own clock."""

    def __call__(self) -> datetime:
        """Give the present instant in UTC."""
        return datetime.now(UTC)


class DemoClock:
    """A clock that all processes move together, by an offset kept in the ledger."""

    def __init__(self, db: Database) -> None:
        """Read the offset when asked, at most every 200 ms."""
        self._db = db
        self._offset = timedelta(0)
        self._read_at = float("-inf")

    def __call__(self) -> datetime:
        """Give the present instant in UTC, moved along."""
        if time.monotonic() - self._read_at > _FRESH_SECONDS:
            with self._db.reading() as session:
                self._offset = timedelta(seconds=float(get(session, OFFSET) or 0))
            self._read_at = time.monotonic()
        return datetime.now(UTC) + self._offset
