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
    doubts: bool


def look_out(session: Session, *, now: datetime) -> Waiting:
    """Say whether a turn is due, a message whose sender may send now, or a look-up."""
    waiting = (Turn.state == "pending") & (Turn.due_at <= now)
    left = (Turn.state == "running") & (Turn.lease_until <= now)
    turn = session.query(Turn.id).filter(waiting | left)
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
    doubt = session.query(Message.seq).filter(
        Message.state == "sending", Message.lease_until <= now
    )
    found = session.query(turn.exists(), message.exists(), doubt.exists()).one()
    return Waiting(*(bool(due) for due in found))


def followup_is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a step of a follow-up is due; nobody waits for it by the second."""
    step = session.query(Followup.id).filter(Followup.state == "pending", Followup.due_at <= now)
    return step.first() is not None
