"""Accounts, their append-only entries, and what was agreed about paying them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ledger.tables.base import Base, Key, Minor


class Account(Base):
    """One obligation as placed with us. Its balance is the sum of its entries."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("creditor_id", "ref"),)

    id: Mapped[Key]
    ref: Mapped[str] = mapped_column(String(80), index=True)
    creditor_id: Mapped[str] = mapped_column(ForeignKey("creditor.id"))
    debtor_id: Mapped[str] = mapped_column(ForeignKey("debtor.id"), index=True)
    collecting: Mapped[str] = mapped_column(String(5))  # first | third
    product: Mapped[str] = mapped_column(String(80))
    currency: Mapped[str] = mapped_column(String(3))
    due_date: Mapped[date] = mapped_column(index=True)
    opened_on: Mapped[date | None]
    itemization_date: Mapped[date | None]
    placed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Entry(Base):
    """One booking on an account. Never changed, never deleted (the database refuses).

    ``minor`` is signed as it changes the balance: charges above zero, payments below.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("account_id", "reference"),)

    id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(
        String(12)
    )  # principal interest fee payment waiver adjustment
    minor: Mapped[Minor]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    reference: Mapped[str] = mapped_column(String(120))  # makes a booking happen once


class Promise(Base):
    """The person said: this sum, by this day.

    A settlement or waiver takes ``off_minor`` off once it is kept, and is void if it is not; an
    extension is a promise of the whole balance.
    """

    __tablename__ = "promise"
    __table_args__ = (CheckConstraint("minor > 0", name="positive"),)

    id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    minor: Mapped[Minor]
    due_on: Mapped[date]
    standing: Mapped[str] = mapped_column(
        String(10)
    )  # proposed open kept broken cancelled; void (settlement, waiver); lapsed (never agreed)
    kind: Mapped[str] = mapped_column(String(12), default="promise")  # or an offers_reductions.Kind
    off_minor: Mapped[Minor] = mapped_column(default=0)
    open_until: Mapped[date | None]  # the last day on which a proposal may be agreed to
    policy_revision: Mapped[str | None] = mapped_column(String(64))
    part_of: Mapped[str | None] = mapped_column(String(64))  # the first part of the same promise
    before_minor: Mapped[Minor] = mapped_column(default=0)  # what the parts before it come to
    words: Mapped[str | None] = mapped_column(String(500))  # as the person put it
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]  # when it was found kept or broken


class Plan(Base):
    """An agreed way of paying in parts."""

    __tablename__ = "plan"

    id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    standing: Mapped[str] = mapped_column(
        String(10)
    )  # proposed active completed defaulted cancelled replaced
    frequency: Mapped[str] = mapped_column(String(12))  # weekly biweekly semimonthly monthly
    total_minor: Mapped[Minor]
    policy_revision: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    replaces: Mapped[str | None] = mapped_column(String(64))  # the plan this one came out of
    changes: Mapped[int] = mapped_column(default=0)  # how often it was changed on the way here
    pauses: Mapped[int] = mapped_column(default=0)  # how often an instalment was skipped
    instalments: Mapped[list[Instalment]] = relationship(
        order_by="Instalment.number", cascade="all, delete-orphan"
    )


class Instalment(Base):
    """One part of a plan."""

    __tablename__ = "instalment"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, …
    due_on: Mapped[date]
    minor: Mapped[Minor]


class Dispute(Base):
    """The person says the debt, or its amount, is wrong. Collection holds meanwhile."""

    __tablename__ = "dispute"

    id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))  # dispute fraud already_paid
    words: Mapped[str | None] = mapped_column(String(500))
    opened_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
