"""Durable work, its senders, its records, and the people who look at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key, Seq


class Sender(Base):
    """A number or messaging service of ours, with its rate."""

    __tablename__ = "sender"

    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    per_second: Mapped[float] = mapped_column(default=1.0)
    next_free_at: Mapped[datetime]
    served_at: Mapped[datetime]  # for fairness: longest waiting first


class Followup(Base):
    """One step of a sequence that waits for its day."""

    __tablename__ = "followup"
    __table_args__ = (Index("ix_followup_state_due", "state", "due_at"),)

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    debtor_id: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    step: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))  # pending done cancelled parked
    tries: Mapped[int] = mapped_column(default=0)


class Event(Base):
    """What happened, append-only: the answer to "why did they get this text at 09:02?"."""

    __tablename__ = "event"

    seq: Mapped[Seq]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), index=True)  # id of message, account, …
    debtor_id: Mapped[str | None] = mapped_column(String(64), index=True)
    detail: Mapped[dict[str, Any]]  # ids, outcomes and codes; no personal data


class DecisionRecord(Base):
    """One verdict as it was. Append-only and hash-chained."""

    __tablename__ = "decision_record"

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    message_id: Mapped[str | None] = mapped_column(String(120), index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    outcome: Mapped[str] = mapped_column(String(8), index=True)
    findings: Mapped[list[Any]]
    situation: Mapped[dict[str, Any]]  # the facts that were looked at, masked
    masked_text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    pack_revision: Mapped[str] = mapped_column(String(64))
    model_revision: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class Staff(Base):
    """Somebody who works here: collector, reviewer, manager."""

    __tablename__ = "staff"

    id: Mapped[Key]
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[Any]]  # collector reviewer manager
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)


class StaffSession(Base):
    """A login, by the hash of its cookie."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(String(64), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Setting(Base):
    """A value shared by all processes, such as how far the demo clock was moved."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))
    revision: Mapped[int] = mapped_column(BigInteger, default=0)
