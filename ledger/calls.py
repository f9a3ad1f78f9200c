"""When a person at work may call somebody: the hours of every place they may be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from compliance.contact.hours import next_convenient
from compliance.law import Law
from compliance.situation import Channel, Direction, Purpose
from ledger.situations import SituationSettings, situation_for
from ledger.tables import Conversation, Message


def next_call_time(
    session: Session,
    conversation: Conversation,
    *,
    number: str,
    wanted: datetime,
    now: datetime,
    law: Law,
    settings: SituationSettings,
) -> datetime | None:
    """Give the first lawful moment for a call from ``wanted`` on; ``None``: a person decides."""
    draft = Message(
        id="call",
        conversation_id=conversation.id,
        debtor_id=conversation.debtor_id,
        account_id=conversation.account_id,
        direction="out",
        channel=Channel.VOICE.value,
        address=number,
        body="",
        media=[],
        purpose=Purpose.COLLECTOR.value,
        discloses_debt=True,
        state="pending",
        due_at=now,
        created_at=now,
    )
    facts = situation_for(session, draft, now=now, settings=settings)
    asked_for = replace(facts, at=max(wanted, now), direction=Direction.OUTBOUND)
    return next_convenient(asked_for, law)
