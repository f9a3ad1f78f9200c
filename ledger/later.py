"""Somebody asked us to write again on another day: silence until then, then one message."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import Purpose
from ledger.cancelling import cancel_messages
from ledger.events import log_event
from ledger.followups import schedule_followup
from ledger.tables import Conversation, Followup, Message

WRITE_AGAIN = "write_again"  # the kind of the follow-up, and its only step


def write_again_at(
    session: Session, conversation: Conversation, *, wish_id: str, due_at: datetime, now: datetime
) -> bool:
    """Note when to write again; a later wish takes the place of an earlier one.

    What waits to be sent before that is cancelled. ``False`` when nobody is on file here.
    """
    debtor_id = conversation.debtor_id
    if debtor_id is None:
        return False
    for earlier in waiting_for(session, debtor_id):
        earlier.state = "cancelled"
        log_event(
            session,
            kind="followup_cancelled",
            subject=earlier.id,
            debtor_id=debtor_id,
            now=now,
            why="another day was named",
        )
    cancel_messages(
        session,
        Message.debtor_id == debtor_id,
        Message.purpose == Purpose.REMINDER,
        why="asked us to write on another day",
        now=now,
    )
    return schedule_followup(
        session,
        followup_id=f"{WRITE_AGAIN}/{wish_id}",
        debtor_id=debtor_id,
        kind=WRITE_AGAIN,
        step="write",
        values={
            "conversation": conversation.id,
            "channel": conversation.channel,
            "asked_at": now.isoformat(),
        },
        due_at=due_at,
        now=now,
    )


def waiting_for(session: Session, debtor_id: str) -> list[Followup]:
    """Give the days, still ahead, on which this person asked us to write."""
    session.flush()
    return list(
        session.scalars(
            select(Followup).where(
                Followup.debtor_id == debtor_id,
                Followup.kind == WRITE_AGAIN,
                Followup.state == "pending",
            )
        )
    )
