"""Every complaint with its number, its day, and what became of it, the open ones first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.database import Session
from ledger.people import display_name
from ledger.tables import Debtor, Staff, Task


@dataclass(frozen=True)
class Complaint:
    """One complaint as it stands."""

    reference: str
    conversation_id: str
    name: str | None
    words: str
    taken_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: str | None  # the colleague's name
    outcome: str | None
    is_late: bool  # open after its day, or closed after it


def complaints(session: Session, *, now: datetime, limit: int = 200) -> list[Complaint]:
    """List them: what is open by its day, then what is closed, the newest first."""
    rows = (
        session.query(Task, Debtor, Staff)
        .outerjoin(Debtor, Debtor.id == Task.debtor_id)
        .outerjoin(Staff, Staff.id == Task.closed_by)
        .filter(Task.kind == "complaint")
        .order_by(Task.closed_at.is_not(None), Task.closed_at.desc(), Task.due_at, Task.id)
        .limit(limit)
    )
    return [
        Complaint(
            reference=task.reference or task.id[:8],
            conversation_id=task.conversation_id,
            name=display_name(debtor) if debtor else None,
            words=task.words,
            taken_at=task.opened_at,
            due_at=task.due_at,
            closed_at=task.closed_at,
            closed_by=staff.name if staff else None,
            outcome=task.outcome,
            is_late=task.due_at is not None and (task.closed_at or now) > task.due_at,
        )
        for task, debtor, staff in rows
    ]
