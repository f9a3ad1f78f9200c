"""Requests for a payment, what the providers told us, papers given out, and files taken in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key, Minor


class PaymentRequest(Base):
    """One sum somebody asked to pay. Its ``token`` is the link; its ``id`` goes to the provider."""

    __tablename__ = "payment_request"
    __table_args__ = (Index("ix_payment_request_account_state", "account_id", "state"),)

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"))
    minor: Mapped[Minor]
    currency: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(12))  # whole instalment part
    state: Mapped[str] = mapped_column(String(10))  # open replaced paid
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    # The checkout at the provider. ``attempt`` makes the key under which the next one is made.
    attempt: Mapped[int] = mapped_column(default=1)
    provider: Mapped[str | None] = mapped_column(String(20))
    checkout_ref: Mapped[str | None] = mapped_column(String(200))
    checkout_url: Mapped[str | None] = mapped_column(String(2000))
    looked_up_at: Mapped[datetime | None]  # when the provider was last asked about it


class ProviderEvent(Base):
    """One event of a payment provider, kept once as it came first. Append-only."""

    __tablename__ = "provider_event"

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    request_id: Mapped[str | None] = mapped_column(String(64), index=True)  # as the provider says
    payment_ref: Mapped[str | None] = mapped_column(String(120), index=True)
    minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    outcome: Mapped[str] = mapped_column(String(12))  # ledger.payments.Outcome
    at: Mapped[datetime]


class Paper(Base):
    """Something to read or keep, under a link that ends by itself; made anew when it is opened."""

    __tablename__ = "paper"
    __table_args__ = (Index("ix_paper_subject", "subject", "kind"),)

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(12))  # receipt letter promise record
    subject: Mapped[str] = mapped_column(String(64))  # id of the entry, account, promise or talk
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Upload(Base):
    """A picture or PDF that somebody sent us in the chat, as it came. Never run, never shown."""

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("conversation_id", "sha256"),)

    id: Mapped[Key]
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
