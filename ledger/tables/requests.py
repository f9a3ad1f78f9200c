"""What people told us about how to reach them, and what a person at work must do for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key, Name


class ContactPreference(Base):
    """When, where or how somebody wants to be reached, in their own words; the door keeps to it."""

    __tablename__ = "contact_preference"
    __table_args__ = (Index("ix_contact_preference_channel_address", "channel", "address"),)

    id: Mapped[Key]
    debtor_id: Mapped[str | None] = mapped_column(ForeignKey("debtor.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))  # where they said it
    address: Mapped[str] = mapped_column(String(200))
    message_id: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(10))  # hours | ways | place
    value: Mapped[dict[str, Any]]
    verified: Mapped[bool]  # whether they had proved who they are
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Task(Base):
    """Something that a person at work must do because somebody asked for it."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_closed_at_due_at", "closed_at", "due_at"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(30))
    reference: Mapped[str | None] = mapped_column(String(20), unique=True)  # said to the person
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    debtor_id: Mapped[str | None] = mapped_column(ForeignKey("debtor.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]]
    verified: Mapped[bool]
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(30))


class MessageCode(Base):
    """A code by which somebody checks that a message or a letter came from us; it opens nothing."""

    __tablename__ = "message_code"

    digest: Mapped[Key]  # of the code, which is kept nowhere
    kind: Mapped[str] = mapped_column(String(10))  # message | letter
    company: Mapped[Name]  # under whose name we wrote
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"))
    written_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    looks: Mapped[int] = mapped_column(default=0)
