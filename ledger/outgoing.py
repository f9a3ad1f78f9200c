"""The outbox: every outgoing message waits here, is taken by one worker, and is settled once.

The order of things is what makes it safe: a worker claims a message, asks whether it may go, and
commits ``sending`` *before* the provider is called. After a crash there is no message of which
nobody knows whether it was about to be sent. What became of one in doubt is found by looking it
up at the provider, never by sending it again blindly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ledger.cancelling import UNSENT, cancel_message
from ledger.claiming import claim
from ledger.errors import NotFound, WrongState
from ledger.events import log_event
from ledger.followups import (
    advance_followup,
    claim_followup,
    finish_followup,
    park_followup,
    schedule_followup,
)
from ledger.handovers import conversation_of
from ledger.once import insert_once
from ledger.settling import SendOutcome, apply_status, in_doubt, settle
from ledger.tables import Message, Sender
from ledger.turns import claim_turn, finish_turn, retry_turn

__all__ = [
    "Draft",
    "SendOutcome",
    "advance_followup",
    "apply_status",
    "cancel",
    "claim",
    "claim_followup",
    "claim_turn",
    "enqueue",
    "finish_followup",
    "finish_turn",
    "in_doubt",
    "mark_sending",
    "message_of",
    "park_followup",
    "postpone",
    "refer",
    "register_sender",
    "release",
    "retry_turn",
    "schedule_followup",
    "settle",
]

PER_SECOND = {"sms": 10.0}  # the provider queues by itself; this spares its API
_OTHERWISE_PER_SECOND = 100.0


@dataclass(frozen=True)
class Draft:
    """A message as somebody wants it sent. ``id`` is its key: the same key is sent once."""

    id: str
    conversation_id: str
    text: str
    purpose: str
    due_at: datetime
    template: str | None = None
    in_reply_to: str | None = None
    account_id: str | None = None
    why: str | None = None
    expires_at: datetime | None = None
    priority: int = 0  # higher first
    written_by: str | None = None
    discloses_debt: bool = True
    balance_minor: int | None = None  # if the balance is another when it is due, it is cancelled


def enqueue(session: Session, draft: Draft, *, now: datetime) -> bool:
    """Put a message into the outbox; ``False`` when this key was put there before."""
    conversation = conversation_of(session, draft.conversation_id)
    sender = conversation.our_address or conversation.channel
    register_sender(session, address=sender, channel=conversation.channel, now=now)
    new = insert_once(
        session,
        Message,
        key=("id",),
        values={
            "id": draft.id,
            "conversation_id": conversation.id,
            "debtor_id": conversation.debtor_id,
            "account_id": draft.account_id,
            "direction": "out",
            "channel": conversation.channel,
            "address": conversation.address,
            "sender": sender,
            "body": draft.text,
            "media": [],
            "purpose": draft.purpose,
            "template": draft.template,
            "written_by": draft.written_by,
            "in_reply_to": draft.in_reply_to,
            "balance_minor": draft.balance_minor,
            "discloses_debt": draft.discloses_debt,
            "state": "pending" if draft.due_at <= now else "held",
            "why": draft.why,
            "priority": draft.priority,
            "due_at": draft.due_at,
            "expires_at": draft.expires_at,
            "created_at": now,
        },
    )
    if new:
        log_event(
            session,
            kind="message_enqueued",
            subject=draft.id,
            debtor_id=conversation.debtor_id,
            now=now,
            purpose=draft.purpose,
            template=draft.template,
            why=draft.why,
        )
    return new


def register_sender(
    session: Session,
    *,
    address: str,
    channel: str,
    now: datetime,
    per_second: float | None = None,
) -> None:
    """Make a sender known; ``per_second`` sets or changes its rate."""
    usual = PER_SECOND.get(channel, _OTHERWISE_PER_SECOND)
    insert_once(
        session,
        Sender,
        key=("address",),
        values={
            "address": address,
            "channel": channel,
            "per_second": per_second or usual,
            "next_free_at": now,
            "served_at": now,
        },
    )
    if per_second is not None:
        session.execute(
            update(Sender).where(Sender.address == address).values(per_second=per_second)
        )


def mark_sending(
    session: Session,
    message_id: str,
    *,
    now: datetime,
    lease: timedelta,
    decision_id: str | None = None,
    body: str | None = None,
    segments: int | None = None,
    encoding: str | None = None,
) -> bool:
    """Commit to handing the message over; ``False`` when it is not waiting any more.

    ``body`` is the text as the verdict amended it. The caller commits before calling the provider.
    """
    message = message_of(session, message_id)
    if message.state != "pending":
        return False
    message.state = "sending"
    message.lease_until = now + lease
    message.tries += 1
    message.decision_id = decision_id or message.decision_id
    message.body = message.body if body is None else body
    message.segments, message.encoding = segments, encoding
    log_event(
        session,
        kind="message_sending",
        subject=message.id,
        debtor_id=message.debtor_id,
        now=now,
        decision=decision_id,
        attempt=message.tries,
    )
    session.flush()
    return True


def postpone(
    session: Session,
    message_id: str,
    not_before: datetime,
    *,
    now: datetime,
    why: str | None = None,
    decision_id: str | None = None,
) -> None:
    """Hold a waiting message until a later instant; it is asked about again then."""
    message = _waiting(session, message_id)
    message.due_at = not_before
    _put(session, message, "held", "message_held", why, decision_id, now)


def refer(
    session: Session,
    message_id: str,
    *,
    now: datetime,
    why: str | None = None,
    decision_id: str | None = None,
) -> None:
    """Leave a waiting message to a person's decision."""
    message = _waiting(session, message_id)
    _put(session, message, "referred", "message_referred", why, decision_id, now)


def release(session: Session, message_id: str, *, staff_id: str, now: datetime) -> None:
    """Put a referred message back in the queue, by a person's decision; the door asks again."""
    message = _waiting(session, message_id)
    message.due_at = now
    _put(session, message, "pending", "message_released", f"released by {staff_id}", None, now)


def cancel(
    session: Session,
    message_id: str,
    *,
    why: str,
    now: datetime,
    decision_id: str | None = None,
) -> bool:
    """Take back a message; ``False`` when it has left already."""
    message = message_of(session, message_id)
    if message.state not in UNSENT:
        return False
    message.decision_id = decision_id or message.decision_id
    cancel_message(session, message, why=why, now=now)
    session.flush()
    return True


def message_of(session: Session, message_id: str) -> Message:
    """Give a message, locked for this transaction. Raises ``NotFound``."""
    session.flush()
    message = session.scalars(
        select(Message)
        .where(Message.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if message is None:
        raise NotFound("There is no message with this id.")
    return message


def _waiting(session: Session, message_id: str) -> Message:
    message = message_of(session, message_id)
    if message.state not in UNSENT:
        raise WrongState(f"Only a waiting message can be moved, and this one is {message.state}.")
    return message


def _put(
    session: Session,
    message: Message,
    state: str,
    kind: str,
    why: str | None,
    decision_id: str | None,
    now: datetime,
) -> None:
    message.state, message.lease_until = state, None
    message.why = (why or message.why or "")[:300] or None
    message.decision_id = decision_id or message.decision_id
    log_event(
        session,
        kind=kind,
        subject=message.id,
        debtor_id=message.debtor_id,
        now=now,
        why=why,
        decision=decision_id,
        due_at=message.due_at.isoformat(),
    )
    session.flush()
