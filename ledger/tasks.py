"""What a person at work must do because somebody asked for it: opened once, closed by somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.ids import NewId
from ledger.tables import Conversation, Task


def open_task(
    session: Session,
    conversation: Conversation,
    *,
    kind: str,
    message_id: str,
    words: str,
    now: datetime,
    new_id: NewId,
    detail: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    reference: str | None = None,
) -> Task:
    """Put something on the list of those at work, with the person's own words."""
    task = Task(
        id=new_id(),
        kind=kind,
        reference=reference,
        conversation_id=conversation.id,
        debtor_id=conversation.debtor_id,
        message_id=message_id,
        words=words,
        detail=dict(detail or {}),
        verified=conversation.right_party == "right",
        opened_at=now,
        due_at=due_at,
    )
    session.add(task)
    log_event(
        session,
        kind="task_opened",
        subject=conversation.id,
        debtor_id=conversation.debtor_id,
        now=now,
        task=task.id,
        what=kind,
    )
    session.flush()
    return task


def close_task(
    session: Session, task_id: str, *, outcome: str, staff_id: str | None, now: datetime
) -> bool:
    """Close a task; ``False`` when it was closed already, or never was."""
    session.flush()
    closed = session.execute(
        update(Task)
        .where(Task.id == task_id, Task.closed_at.is_(None))
        .values(closed_at=now, closed_by=staff_id, outcome=outcome)
        .returning(Task.conversation_id, Task.debtor_id)
    ).first()
    if closed is None:
        return False
    log_event(
        session,
        kind="task_closed",
        subject=closed.conversation_id,
        debtor_id=closed.debtor_id,
        now=now,
        task=task_id,
        outcome=outcome,
        staff=staff_id,
    )
    return True


def open_tasks(
    session: Session, *, conversation_id: str | None = None, kind: str | None = None
) -> list[Task]:
    """Give what is still to be done, the earliest due first; what has no day comes last."""
    session.flush()
    query = select(Task).where(Task.closed_at.is_(None))
    if conversation_id is not None:
        query = query.where(Task.conversation_id == conversation_id)
    if kind is not None:
        query = query.where(Task.kind == kind)
    return list(
        session.scalars(query.order_by(Task.due_at.is_(None), Task.due_at, Task.opened_at, Task.id))
    )
