"""What somebody in trouble told us about their money, so that an offer can fit it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ledger.tables.base import Base, Key


class Affordability(Base):
    """A few answers given by chat, each of them free to give. Sums are a month's, in minor units.

    ``answered`` names the questions that are done, the skipped ones too; a skipped one has no
    value. Nothing of it is ever written into an event, a log or a slot of the dialogue.
    """

    __tablename__ = "affordability"

    id: Mapped[Key]
    debtor_id: Mapped[str] = mapped_column(ForeignKey("debtor.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    currency: Mapped[str] = mapped_column(String(3))
    consented_at: Mapped[datetime]  # when they said yes to being asked
    consent_message: Mapped[str] = mapped_column(String(120))  # the id of the message that said so
    answered: Mapped[list[Any]] = mapped_column(default=list)
    income_minor: Mapped[int | None] = mapped_column(BigInteger)
    essentials_minor: Mapped[int | None] = mapped_column(BigInteger)
    dependants: Mapped[int | None]
    manageable_minor: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(10))  # finished | stopped
