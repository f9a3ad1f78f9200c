"""How much waits, for whoever watches the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.tables import Handover, Message, Turn

_UNDONE = ("pending", "held", "referred", "sending", "unknown", "dead")


@dataclass(frozen=True)
class Backlog:
    """Counts of what is not done, and the age in seconds of what is due longest."""

    messages: Mapping[str, int]
    turns: Mapping[str, int]
    handovers: int
    oldest_due_seconds: float


def backlog(session: Session, *, now: datetime) -> Backlog:
    """Count outgoing messages and turns that are not done, and people's open cases."""
    messages = session.execute(
        select(Message.state, func.count())
        .where(Message.direction == "out", Message.state.in_(_UNDONE))
        .group_by(Message.state)
    )
    turns = session.execute(
        select(Turn.state, func.count())
        .where(Turn.state.in_(("pending", "running", "failed")))
        .group_by(Turn.state)
    )
    handovers = session.scalar(
        select(func.count()).select_from(Handover).where(Handover.closed_at.is_(None))
    )
    due = (
        session.scalar(
            select(Message.due_at)
            .where(Message.state.in_(("pending", "sending")), Message.due_at <= now)
            .order_by(Message.due_at)
            .limit(1)
        ),
        session.scalar(
            select(Turn.due_at)
            .where(Turn.state.in_(("pending", "running")), Turn.due_at <= now)
            .order_by(Turn.due_at)
            .limit(1)
        ),
    )
    ages = [(now - at).total_seconds() for at in due if at is not None]
    return Backlog(
        messages={state: count for state, count in messages},
        turns={state: count for state, count in turns},
        handovers=handovers or 0,
        oldest_due_seconds=max(ages, default=0.0),
    )
