"""What people asked for and somebody at work must do, the earliest due first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.database import Session
from ledger.people import display_name
from ledger.tables import Conversation, Debtor
from ledger.tasks import open_tasks


@dataclass(frozen=True)
class Todo:
    """One task as it is shown."""

    id: str
    kind: str
    conversation_id: str
    name: str | None  # of the person, if we know whose conversation it is
    language: str
    verified: bool
    words: str
    detail: Mapping[str, Any]
    reference: str | None
    opened_at: datetime
    due_at: datetime | None
    is_late: bool


def todo(
    session: Session, *, now: datetime, conversation_id: str | None = None, limit: int = 100
) -> list[Todo]:
    """List what is still to be done, of one conversation or of all."""
    found = []
    for task in open_tasks(session, conversation_id=conversation_id)[:limit]:
        conversation = session.get_one(Conversation, task.conversation_id)
        debtor = session.get(Debtor, task.debtor_id) if task.debtor_id else None
        found.append(
            Todo(
                id=task.id,
                kind=task.kind,
                conversation_id=task.conversation_id,
                name=display_name(debtor) if debtor else None,
                language=conversation.language,
                verified=task.verified,
                words=task.words,
                detail=task.detail,
                reference=task.reference,
                opened_at=task.opened_at,
                due_at=task.due_at,
                is_late=task.due_at is not None and task.due_at < now,
            )
        )
    return found
