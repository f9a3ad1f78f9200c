"""Turns: the durable work of answering, one at a time and in order within a conversation."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from ledger.errors import NotFound
from ledger.events import log_event
from ledger.tables import Turn


def claim_turn(session: Session, *, now: datetime, lease: timedelta) -> Turn | None:
    """Take the oldest turn that may run: due, and every earlier one of its conversation is over.

    A turn whose worker died is given again when its lease is over; ``tries`` counts the times.
    """
    session.flush()
    earlier = aliased(Turn)
    first = ~exists().where(
        earlier.conversation_id == Turn.conversation_id,
        earlier.seq < Turn.seq,
        earlier.state.in_(("pending", "running")),
    )
    may_run = ((Turn.state == "pending") & (Turn.due_at <= now)) | (
        (Turn.state == "running") & (Turn.lease_until <= now)
    )
    turn = session.scalars(
        select(Turn)
        .where(may_run, first)
        .order_by(Turn.seq)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).first()
    if turn is not None:
        turn.state, turn.lease_until, turn.tries = "running", now + lease, turn.tries + 1
        session.flush()
    return turn


def finish_turn(
    session: Session,
    turn_id: str,
    *,
    now: datetime,
    intent: str | None = None,
    confidence: float | None = None,
    failed: bool = False,
) -> bool:
    """End a turn in the transaction that enqueues its replies; ``False`` if it had ended before.

    When it had, another worker answered; the keys of the replies keep them from being sent twice.
    A failed turn no longer holds up the conversation: the caller hands it to a person.
    """
    turn = _locked(session, turn_id)
    if turn.state in ("done", "failed"):
        return False
    turn.state, turn.lease_until = "failed" if failed else "done", None
    turn.intent, turn.confidence = intent, confidence
    log_event(
        session,
        kind=f"turn_{turn.state}",
        subject=turn_id,
        now=now,
        intent=intent,
        attempt=turn.tries,
    )
    session.flush()
    return True


def retry_turn(session: Session, turn_id: str, *, due_at: datetime) -> bool:
    """Run a turn again later; ``False`` when it has ended. ``tries`` tells how often it ran."""
    turn = _locked(session, turn_id)
    if turn.state in ("done", "failed"):
        return False
    turn.state, turn.lease_until, turn.due_at = "pending", None, due_at
    session.flush()
    return True


def _locked(session: Session, turn_id: str) -> Turn:
    session.flush()
    turn = session.get(Turn, turn_id, with_for_update=True)
    if turn is None:
        raise NotFound("There is no turn with this id.")
    return turn
