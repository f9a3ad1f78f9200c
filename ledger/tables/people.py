"""Who owes, who is owed, how each may be reached, and what they told us."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key, Name


class Creditor(Base):
    """Somebody who is owed, or who placed the debts of another with us."""

    __tablename__ = "creditor"

    id: Mapped[Key]
    name: Mapped[Name] = mapped_column(unique=True)
    phone: Mapped[str | None] = mapped_column(String(40))  # answered by a person
    website: Mapped[str | None] = mapped_column(String(200))
    payment_methods: Mapped[str | None] = mapped_column(String(400))  # as said to the person


class Debtor(Base):
    """A person or business that is said to owe."""

    __tablename__ = "debtor"

    id: Mapped[Key]
    ref: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(10))  # person | business
    first_name: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str | None] = mapped_column(String(80))
    company: Mapped[str | None] = mapped_column(String(160))
    industry: Mapped[str | None] = mapped_column(String(80))
    credit_grade: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(10), default="en")
    email: Mapped[str | None] = mapped_column(String(200))
    street: Mapped[str | None] = mapped_column(String(200))
    city: Mapped[str | None] = mapped_column(String(100))
    region: Mapped[str | None] = mapped_column(String(100))
    postal_code: Mapped[str | None] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2))
    birth_date: Mapped[date | None]
    stated_zone: Mapped[str | None] = mapped_column(String(60))  # IANA, where they said they are
    declared_windows: Mapped[list[Any]] = mapped_column(default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the x_ columns of the import


class ContactPoint(Base):
    """An address of one debtor on one channel: a phone number, an e-mail address."""

    __tablename__ = "contact_point"
    __table_args__ = (UniqueConstraint("debtor_id", "channel", "address"),)

    id: Mapped[Key]
    debtor_id: Mapped[str] = mapped_column(ForeignKey("debtor.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200), index=True)  # E.164 for sms
    added_at: Mapped[datetime]
    kind: Mapped[str | None] = mapped_column(String(10))  # own | work | other; None: not known
    employer_allows: Mapped[bool | None]  # contact here, where it is at work


class Quarantine(Base):
    """An address that somebody said is not the debtor's: silent for every account."""

    __tablename__ = "quarantine"

    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))


class ConsentEntry(Base):
    """One word on the use of an address: given or withdrawn, by whom, with which proof."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("debtor_id", "channel", "address", "at", "status"),)

    id: Mapped[Key]
    debtor_id: Mapped[str] = mapped_column(ForeignKey("debtor.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    address: Mapped[str] = mapped_column(String(200), index=True)
    status: Mapped[str] = mapped_column(String(10))  # given | withdrawn
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(120))
    given_to: Mapped[str | None] = mapped_column(String(10))  # first | third; None: not known


class Stop(Base):
    """An opt-out of one address on one channel; ``lifted_at`` when they said START."""

    __tablename__ = "stop"
    __table_args__ = (Index("ix_stop_address_channel", "address", "channel"),)

    id: Mapped[Key]
    address: Mapped[str] = mapped_column(String(200))
    channel: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(60))  # "word", "twilio", "21610", "intent", "staff"
    message_id: Mapped[str | None] = mapped_column(String(64))
    lifted_at: Mapped[datetime | None]


class Circumstance(Base):
    """A standing fact that changes what we may do: a ``compliance.situation.Flag``."""

    __tablename__ = "circumstance"

    id: Mapped[Key]
    debtor_id: Mapped[str] = mapped_column(ForeignKey("debtor.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))  # None: all of them
    kind: Mapped[str] = mapped_column(String(30))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    source: Mapped[str] = mapped_column(String(120))  # "message <id>", "staff <id>", "import"
    note: Mapped[str | None] = mapped_column(String(500))
