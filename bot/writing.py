"""Put a line of our own, from a template, into the outbox. The door still judges it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.services import Services
from compliance.situation import Purpose
from ledger.database import Session
from ledger.outgoing import Draft, enqueue
from ledger.tables import Conversation

PRIORITY: Mapping[Purpose, int] = {
    Purpose.OPT_OUT_CONFIRMATION: 100,
    Purpose.OPT_IN_CONFIRMATION: 90,
    Purpose.HELP: 80,
    Purpose.ANSWER: 70,
    Purpose.COLLECTOR: 60,
    Purpose.NOTICE: 40,
    Purpose.REMINDER: 0,
}
# An opt-out may be confirmed within five minutes and not after; an answer a day late is none.
_LIFETIME: Mapping[Purpose, timedelta] = {
    Purpose.OPT_OUT_CONFIRMATION: timedelta(minutes=5),
    Purpose.OPT_IN_CONFIRMATION: timedelta(hours=1),
    Purpose.HELP: timedelta(hours=1),
    Purpose.ANSWER: timedelta(days=1),
}


def write(
    session: Session,
    services: Services,
    *,
    conversation: Conversation,
    key: str,
    template: str,
    purpose: Purpose,
    locale: str,
    in_reply_to: str | None,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    why: str = "answers their message",
    account_id: str | None = None,
) -> bool:
    """Render a template and enqueue it once under ``key``; False if it was there already.

    ``account_id`` names the account it is about, where that is not the one in focus.
    """
    text = services.wording.render(template, values or {}, locale)
    return put(
        session,
        conversation=conversation,
        key=key,
        text=text,
        template=template,
        purpose=purpose,
        discloses_debt=services.wording.discloses_debt(template),
        in_reply_to=in_reply_to,
        now=now,
        why=why,
        account_id=account_id,
    )


def put(
    session: Session,
    *,
    conversation: Conversation,
    key: str,
    text: str,
    template: str | None,
    purpose: Purpose,
    discloses_debt: bool,
    in_reply_to: str | None,
    now: datetime,
    why: str,
    account_id: str | None = None,
) -> bool:
    """Enqueue words that are ready, once under ``key``; False if they were there already."""
    lifetime = _LIFETIME.get(purpose)
    draft = Draft(
        id=key,
        conversation_id=conversation.id,
        text=text,
        purpose=purpose.value,
        template=template,
        in_reply_to=in_reply_to,
        account_id=account_id or conversation.account_id,
        why=why,
        due_at=now,
        expires_at=now + lifetime if lifetime else None,
        priority=PRIORITY[purpose],
        discloses_debt=discloses_debt,
    )
    return enqueue(session, draft, now=now)
