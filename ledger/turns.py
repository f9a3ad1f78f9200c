"""Turns: the durable work of answering, one at a time and in order within a conversation."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from ledger.errors import NotFound
from ledger.events import log_event
from ledger.tables import Turn

TURNS_ALLOWED = 5  # tries before a turn fails and a person is asked


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
) -> bool:
    """End a turn in the transaction that enqueues its replies; ``False`` if it had ended before.

    When it had, the caller must not enqueue anything: another worker did.
    """
    turn = _locked(session, turn_id)
    if turn.state in ("done", "failed"):
        return False
    turn.state, turn.lease_until = "done", None
    turn.intent, turn.confidence = intent, confidence
    log_event(session, kind="turn_done", subject=turn_id, now=now, intent=intent)
    session.flush()
    return True


def retry_turn(
    session: Session, turn_id: str, *, not_before: datetime, now: datetime, why: str
) -> bool:
    """Run a turn again later; ``False`` when it was tried often enough and has failed now.

    A failed turn no longer holds up the conversation: the caller hands it to a person.
    """
    turn = _locked(session, turn_id)
    turn.lease_until = None
    again = turn.tries < TURNS_ALLOWED
    turn.state = "pending" if again else "failed"
    turn.due_at = not_before
    kind = "turn_postponed" if again else "turn_failed"
    log_event(session, kind=kind, subject=turn_id, now=now, why=why, attempt=turn.tries)
    session.flush()
    return again


def _locked(session: Session, turn_id: str) -> Turn:
    session.flush()
    turn = session.get(Turn, turn_id, with_for_update=True)
    if turn is None:
        raise NotFound("There is no turn with this id.")
    return turn
