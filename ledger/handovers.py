"""Handovers: when a person has the conversation, or is awaited in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ledger.errors import NotFound
from ledger.events import log_event
from ledger.ids import NewId
from ledger.tables import Conversation, Handover


def open_handover(session: Session, conversation_id: str) -> Handover | None:
    """Give the handover that is still open, if a person has or awaits the conversation."""
    session.flush()
    return session.scalars(
        select(Handover)
        .where(Handover.conversation_id == conversation_id, Handover.closed_at.is_(None))
        .order_by(Handover.opened_at)
        .limit(1)
    ).first()


def hand_over(
    session: Session,
    *,
    conversation_id: str,
    reason: str,
    summary: str | None,
    priority: int,
    now: datetime,
    new_id: NewId,
) -> Handover:
    """Give the conversation to a person. One that is already open only becomes more urgent."""
    conversation = conversation_of(session, conversation_id, for_update=True)
    conversation.owner = "person"
    handover = open_handover(session, conversation_id)
    if handover is None:
        handover = Handover(
            id=new_id(),
            conversation_id=conversation_id,
            reason=reason,
            summary=summary,
            priority=priority,
            opened_at=now,
        )
        session.add(handover)
    else:
        handover.priority = max(priority, handover.priority)
        handover.summary = _both(handover.summary, summary)
    log_event(
        session,
        kind="handed_over",
        subject=conversation_id,
        debtor_id=conversation.debtor_id,
        now=now,
        reason=reason,
        priority=priority,
    )
    session.flush()
    return handover


def _both(known: str | None, new: str | None) -> str | None:
    """Put what is new behind what the person at work would read already."""
    if known and new and new not in known:
        return f"{known} {new}"
    return known or new


def take(session: Session, *, handover_id: str, staff_id: str, now: datetime) -> bool:
    """Let one person take a waiting conversation; ``False`` when another was first."""
    session.flush()
    taken = session.scalars(
        update(Handover)
        .where(
            Handover.id == handover_id,
            Handover.closed_at.is_(None),
            func.coalesce(Handover.taken_by, staff_id) == staff_id,
        )
        .values(taken_by=staff_id)
        .returning(Handover.conversation_id)
    ).first()
    if taken is not None:
        log_event(session, kind="handover_taken", subject=taken, now=now, staff=staff_id)
    return taken is not None


def give_back(
    session: Session, *, conversation_id: str, staff_id: str | None, now: datetime
) -> None:
    """Close the handover and let the bot answer again; a lock is lifted with it."""
    conversation = conversation_of(session, conversation_id, for_update=True)
    handover = open_handover(session, conversation_id)
    if handover is not None:
        handover.closed_at = now
    conversation.owner = "bot"
    conversation.locked_at = None
    conversation.tries = 0
    log_event(session, kind="given_back", subject=conversation_id, now=now, staff=staff_id)
    session.flush()


def conversation_of(
    session: Session, conversation_id: str, *, for_update: bool = False
) -> Conversation:
    """Give a conversation, locked for this transaction if asked. Raises ``NotFound``."""
    found = session.get(Conversation, conversation_id, with_for_update=for_update or None)
    if found is None:
        raise NotFound("There is no conversation with this id.")
    return found
