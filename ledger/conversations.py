"""Conversations: whom we talk with at one address, what came in, and when a person takes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.handovers import conversation_of, give_back, hand_over, open_handover, take
from ledger.ids import NewId
from ledger.languages import remember_language
from ledger.once import insert_once, one_at_a_time
from ledger.people import debtors_by_address
from ledger.redaction import redact
from ledger.tables import Conversation, Message, Turn

__all__ = [
    "conversation_for",
    "conversation_of",
    "failed_proof",
    "find_conversation",
    "give_back",
    "hand_over",
    "lock",
    "open_handover",
    "proved",
    "receive",
    "redact",
    "take",
    "transcript",
]

# A number that was given up rests for at least 45 days before somebody else gets it
# (47 CFR 52.15(f)(1)(ii), 64.1200(m)); we stay well inside.
PROOF_LASTS = timedelta(days=30)
PROOFS_ALLOWED = 3  # failed proofs of identity before a conversation is locked


def find_conversation(session: Session, *, channel: str, address: str) -> Conversation | None:
    """Give the latest conversation with an address, if there is one."""
    session.flush()
    return session.scalars(
        select(Conversation)
        .where(Conversation.channel == channel, Conversation.address == address)
        .order_by(Conversation.opened_at.desc(), Conversation.id.desc())
        .limit(1)
    ).first()


def conversation_for(
    session: Session,
    *,
    channel: str,
    address: str,
    our_address: str | None,
    now: datetime,
    new_id: NewId,
) -> Conversation:
    """Find the conversation with an address, or open one.

    The debtor is noted only when exactly one is known at the address. ``our_address``, where
    given, becomes the number that answers.
    """
    one_at_a_time(session, f"conversation {channel} {address}")
    found = find_conversation(session, channel=channel, address=address)
    if found is None:
        found = _open(session, channel, address, now=now, conversation_id=new_id())
    if our_address is not None:
        found.our_address = our_address
    if found.debtor_id is None:
        known = debtors_by_address(session, channel, address)
        found.debtor_id = known[0].id if len(known) == 1 else None
        found.language = known[0].language if len(known) == 1 else found.language
    session.flush()
    return found


def _open(
    session: Session, channel: str, address: str, *, now: datetime, conversation_id: str
) -> Conversation:
    conversation = Conversation(
        id=conversation_id, channel=channel, address=address, opened_at=now, language="en"
    )
    session.add(conversation)
    session.flush()
    log_event(
        session, kind="conversation_opened", subject=conversation.id, now=now, channel=channel
    )
    return conversation


def receive(
    session: Session,
    *,
    conversation: Conversation,
    message_id: str,
    body: str,
    media: Sequence[Any],
    now: datetime,
    answer: bool = True,
) -> Message | None:
    """Store an incoming message once, without what must not be stored, and its turn.

    ``None`` when this message was received before. No turn is made when ``answer`` is false (the
    gateway dealt with it: STOP, START, HELP) or while a person has the conversation.
    """
    new = insert_once(
        session,
        Message,
        key=("id",),
        values={
            "id": message_id,
            "conversation_id": conversation.id,
            "debtor_id": conversation.debtor_id,
            "account_id": conversation.account_id,
            "direction": "in",
            "channel": conversation.channel,
            "address": conversation.address,
            "sender": conversation.our_address,
            "body": redact(body),
            "media": list(media),
            "purpose": "inbound",
            "state": "received",
            "due_at": now,
            "created_at": now,
        },
    )
    if not new:
        return None
    message = session.scalars(select(Message).where(Message.id == message_id)).one()
    _lapse(session, conversation, now)
    conversation.last_inbound_at = max(now, conversation.last_inbound_at or now)
    if answer and conversation.owner == "bot":
        session.add(
            Turn(
                id=message.id,
                seq=message.seq,
                conversation_id=conversation.id,
                state="pending",
                due_at=now,
            )
        )
    log_event(
        session,
        kind="message_received",
        subject=message.id,
        debtor_id=conversation.debtor_id,
        now=now,
        conversation=conversation.id,
        media=len(media),
    )
    session.flush()
    return message


def transcript(session: Session, conversation_id: str) -> list[Message]:
    """Give every message of a conversation in the order they were written."""
    session.flush()
    return list(
        session.scalars(
            select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
        )
    )


def proved(
    session: Session,
    *,
    conversation_id: str,
    debtor_id: str,
    account_id: str | None = None,
    now: datetime,
) -> None:
    """Note that we speak with the right party from here on."""
    conversation = conversation_of(session, conversation_id)
    conversation.debtor_id = debtor_id
    conversation.account_id = account_id or conversation.account_id
    conversation.right_party = "right"
    conversation.tries = 0
    remember_language(session, conversation)
    log_event(
        session, kind="identity_proved", subject=conversation_id, debtor_id=debtor_id, now=now
    )


def _lapse(session: Session, conversation: Conversation, now: datetime) -> None:
    """Forget a proof after a long silence: the number may be somebody else's by now."""
    heard = conversation.last_inbound_at
    if conversation.right_party != "right" or heard is None or now - heard < PROOF_LASTS:
        return
    conversation.right_party = "unverified"
    conversation.tries = 0
    log_event(session, kind="proof_lapsed", subject=conversation.id, now=now)


def failed_proof(
    session: Session,
    *,
    conversation_id: str,
    now: datetime,
    new_id: NewId,
    allowed: int = PROOFS_ALLOWED,
) -> int:
    """Count a failed proof of identity; at the last one lock. Gives how many tries are left."""
    conversation = conversation_of(session, conversation_id, for_update=True)
    conversation.tries += 1
    log_event(
        session,
        kind="identity_not_proved",
        subject=conversation_id,
        now=now,
        tries=conversation.tries,
    )
    left = max(0, allowed - conversation.tries)
    if left == 0:
        lock(session, conversation_id=conversation_id, now=now, new_id=new_id)
    return left


def lock(session: Session, *, conversation_id: str, now: datetime, new_id: NewId) -> None:
    """Stop taking proofs of identity here and give the conversation to a person."""
    conversation = conversation_of(session, conversation_id, for_update=True)
    if conversation.locked_at is None:
        conversation.locked_at = now
        log_event(session, kind="conversation_locked", subject=conversation_id, now=now)
    hand_over(
        session,
        conversation_id=conversation_id,
        reason="identity_not_proved",
        summary=None,
        priority=1,
        now=now,
        new_id=new_id,
    )
