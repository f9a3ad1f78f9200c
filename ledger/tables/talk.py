"""Conversations, the messages in them, and the turns of the dialogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key, Seq


class Conversation(Base):
    """One talk with one address on one channel; its id is all that Rasa knows of a person."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_channel_address", "channel", "address"),)

    id: Mapped[Key]
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200))  # E.164, or "chat:<id>"
    our_address: Mapped[str | None] = mapped_column(String(200))  # the number they wrote to
    debtor_id: Mapped[str | None] = mapped_column(ForeignKey("debtor.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # in focus
    right_party: Mapped[str] = mapped_column(String(12), default="unverified")  # right | wrong
    tries: Mapped[int] = mapped_column(default=0)  # failed proofs of identity
    locked_at: Mapped[datetime | None]  # too many failed proofs
    owner: Mapped[str] = mapped_column(String(10), default="bot")  # bot | person
    language: Mapped[str] = mapped_column(String(10), default="en")
    opened_at: Mapped[datetime]
    last_inbound_at: Mapped[datetime | None]
    is_test: Mapped[bool] = mapped_column(default=False)


_READY: dict[str, Any] = {  # what a sender may take next
    "sqlite_where": text("state = 'pending'"),
    "postgresql_where": text("state = 'pending'"),
}
_UNSENT: dict[str, Any] = {  # what keeps later words of the same conversation waiting
    "sqlite_where": text("state IN ('pending', 'held', 'sending')"),
    "postgresql_where": text("state IN ('pending', 'held', 'sending')"),
}


class Message(Base):
    """Words in or out. ``id`` is the idempotency key of an outgoing one.

    States of an outgoing message (rank never falls once accepted):
    pending → sending → accepted → sent → delivered | undelivered | failed | read;
    held (waits for ``due_at``, then is pending again), referred (waits for a person), cancelled,
    unknown (nobody can tell whether it was sent: a person decides), dead (refused for good).
    An incoming one is ``received``.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_state_due", "state", "due_at"),
        Index("ix_message_conversation_seq", "conversation_id", "seq"),
        Index("ix_message_address_created", "channel", "address", "created_at"),
        Index("ix_message_debtor_created", "debtor_id", "created_at"),
        Index("ix_message_ready", "sender", text("priority DESC"), "due_at", "seq", **_READY),
        Index("ix_message_unsent", "conversation_id", "seq", **_UNSENT),
    )

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(120), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    debtor_id: Mapped[str | None] = mapped_column(ForeignKey("debtor.id"))
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    direction: Mapped[str] = mapped_column(String(3))  # in | out
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200))  # theirs
    sender: Mapped[str | None] = mapped_column(String(200))  # ours: number or service
    body: Mapped[str] = mapped_column(Text)
    media: Mapped[list[Any]] = mapped_column(default=list)  # content types and opaque urls
    purpose: Mapped[str] = mapped_column(String(30))  # compliance.situation.Purpose; "inbound"
    template: Mapped[str | None] = mapped_column(String(80))
    written_by: Mapped[str | None] = mapped_column(String(64))  # staff id, for a collector's words
    in_reply_to: Mapped[str | None] = mapped_column(String(120))  # id of the inbound message
    # the balance at the time of writing; a balance that changed since cancels the message
    balance_minor: Mapped[int | None] = mapped_column(BigInteger)
    discloses_debt: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(12))
    why: Mapped[str | None] = mapped_column(String(300))  # why it is sent, held or not
    priority: Mapped[int] = mapped_column(default=0)  # higher first
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    provider_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    error_code: Mapped[int | None]
    segments: Mapped[int | None]
    encoding: Mapped[str | None] = mapped_column(String(8))
    decision_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Delivery(Base):
    """One status callback, kept once, in whatever order they came."""

    __tablename__ = "delivery"

    provider_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[str] = mapped_column(String(30), primary_key=True)
    at: Mapped[datetime]
    error_code: Mapped[int | None]


class Turn(Base):
    """The durable work of answering one inbound message; turns of a conversation run in order."""

    __tablename__ = "turn"
    __table_args__ = (
        Index("ix_turn_state_seq", "state", "seq"),
        Index("ix_turn_conversation_seq", "conversation_id", "seq"),
    )

    id: Mapped[Key]  # the inbound message's id
    seq: Mapped[int] = mapped_column(BigInteger)  # the inbound message's seq
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    state: Mapped[str] = mapped_column(String(10))  # pending running done failed
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    intent: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[float | None]


class ActionRun(Base):
    """What one action did in one turn: the same turn run again gets the same result."""

    __tablename__ = "action_run"

    turn_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    action: Mapped[str] = mapped_column(String(80), primary_key=True)
    events: Mapped[list[Any]]
    replies: Mapped[list[Any]]  # [{"template": …, "values": {…}}] kept here, not in Rasa
    at: Mapped[datetime]


class Handover(Base):
    """A conversation waiting for, or in the hands of, a person."""

    __tablename__ = "handover"

    id: Mapped[Key]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(60))
    summary: Mapped[str | None] = mapped_column(Text)
    priority: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[datetime | None]
