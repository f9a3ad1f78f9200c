"""Workers say that they are alive, in the ledger, where every gateway can see it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.services import Services
from ledger.database import Session
from ledger.settings import get, put

_NAME = "worker_seen_at"  # the machine's own time: a demo's clock says nothing about life
FRESH_SECONDS = 15.0


def beat(services: Services, worker: str) -> None:
    """Say that a worker is alive."""
    with services.db.transaction() as session:
        put(session, _NAME, datetime.now(UTC).isoformat())


def worker_is_alive(session: Session) -> bool:
    """Whether any worker was heard lately."""
    seen = get(session, _NAME)
    if seen is None:
        return False
    return (datetime.now(UTC) - datetime.fromisoformat(seen)).total_seconds() < FRESH_SECONDS
