"""One cheap question, asked all the time: is there anything to do?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledger.database import Session
from ledger.tables import Followup, Message, Sender, Turn


@dataclass(frozen=True)
class Waiting:
    """What kinds of work are due now."""

    turns: bool
    messages: bool
    followups: bool


def look_out(session: Session, *, now: datetime) -> Waiting:
    """Say what is due; a message whose sender may not send yet is not."""
    turn = (Turn.state == "pending") & (Turn.due_at <= now) | (Turn.state == "running") & (
        Turn.lease_until <= now
    )
    free = Message.lease_until.is_(None) | (Message.lease_until <= now)
    message = (
        session.query(Message.seq)
        .join(Sender, Sender.address == Message.sender)
        .filter(
            Message.state.in_(("pending", "held")),
            Message.due_at <= now,
            free,
            Sender.next_free_at <= now,
        )
    )
    followup = session.query(Followup.id).filter(
        Followup.state == "pending", Followup.due_at <= now
    )
    return Waiting(
        turns=session.query(Turn.id).filter(turn).first() is not None,
        messages=message.first() is not None,
        followups=followup.first() is not None,
    )
