"""The row of a chat's conversation: made with the first words or the first file."""

from __future__ import annotations

from datetime import datetime

from bot.web.accepted import LANGUAGES
from ledger.conversations import conversation_for
from ledger.database import Session
from ledger.tables import Conversation, Debtor


def address_of(conversation_id: str) -> str:
    """Write the address of a chat: its own id, since a browser has no other."""
    return f"chat:{conversation_id}"


def talk_row(
    session: Session, *, conversation_id: str, debtor_id: str | None, language: str, now: datetime
) -> Conversation:
    """Give the conversation, or begin it. ``debtor_id`` comes from a letter's link."""
    known = session.get(Conversation, conversation_id)
    if known is not None:
        return known
    made = conversation_for(
        session,
        channel="chat",
        address=address_of(conversation_id),
        our_address=None,
        now=now,
        new_id=lambda: conversation_id,
    )
    debtor = session.get(Debtor, debtor_id) if debtor_id else None
    if debtor is not None:
        made.debtor_id, made.language = debtor.id, debtor.language
    if language in LANGUAGES:
        made.language = language
    return made
