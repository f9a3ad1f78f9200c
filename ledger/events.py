"""What happened, written down once and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.tables import Event


def log_event(
    session: Session,
    *,
    kind: str,
    subject: str,
    now: datetime,
    debtor_id: str | None = None,
    **detail: Any,
) -> Event:
    """Write down that ``kind`` happened to ``subject`` (an id).

    ``detail`` holds ids, outcomes and codes that JSON can carry; never words of a person, names
    or addresses.
    """
    event = Event(at=now, kind=kind, subject=subject, debtor_id=debtor_id, detail=detail)
    session.add(event)
    return event


def events_of(session: Session, subject: str) -> list[Event]:
    """Give what happened to one message, account or conversation, oldest first."""
    session.flush()
    return list(session.scalars(select(Event).where(Event.subject == subject).order_by(Event.seq)))
