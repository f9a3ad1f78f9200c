"""Written notices that were sent, and what the reassigned-numbers database answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key


class WrittenNotice(Base):
    """One written notice about one account: a ``compliance.situation.Notice`` with its proof."""

    __tablename__ = "written_notice"
    __table_args__ = (UniqueConstraint("account_id", "kind", "sent_on"),)

    id: Mapped[Key]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # collection validation agency transfer …
    sent_on: Mapped[date]
    dispute_until: Mapped[date | None]  # the last day to dispute, where the notice states it
    source: Mapped[str] = mapped_column(String(120))  # "import", "staff <id>"
    recorded_at: Mapped[datetime]


class NumberLookup(Base):
    """One answer of the reassigned-numbers database about one number."""

    __tablename__ = "number_lookup"

    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    reassigned: Mapped[bool]
    source: Mapped[str] = mapped_column(String(120))
