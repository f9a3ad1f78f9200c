"""Tell a person at work that a conversation needs them."""

from __future__ import annotations

from datetime import datetime

from bot.services import Services
from ledger.conversations import hand_over
from ledger.database import Session
from ledger.tables import Conversation

URGENT, SOON = 100, 50  # priorities of a handover


def tell_a_person(
    session: Session,
    services: Services,
    *,
    conversation_id: str,
    reason: str,
    now: datetime,
    priority: int = SOON,
    silences: bool = False,
) -> None:
    """Put a conversation on the list of those that people look after.

    Unless it ``silences``, the bot answers on meanwhile: somebody who sent a photograph
    should still be able to ask what they owe.
    """
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        return
    owner = conversation.owner
    hand_over(
        session,
        conversation_id=conversation_id,
        reason=reason,
        summary=None,
        priority=priority,
        now=now,
        new_id=services.new_id,
    )
    if not silences:
        conversation.owner = owner
