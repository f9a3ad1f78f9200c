"""Take back what has not left yet, and say why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.tables import Followup, Message

UNSENT = ("pending", "held", "referred")  # what can still be taken back


def cancel_messages(
    session: Session, *which: ColumnElement[bool], why: str, now: datetime
) -> list[str]:
    """Cancel every waiting outgoing message that meets the conditions; give their ids."""
    session.flush()
    rows = session.scalars(
        select(Message)
        .where(Message.direction == "out", Message.state.in_(UNSENT), *which)
        .order_by(Message.seq)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    cancelled = [message for message in rows if message.state in UNSENT]
    for message in cancelled:
        cancel_message(session, message, why=why, now=now)
    session.flush()
    return [message.id for message in cancelled]


def cancel_message(session: Session, message: Message, *, why: str, now: datetime) -> None:
    """Cancel one waiting message the caller holds."""
    message.state, message.why = "cancelled", why[:300]
    message.settled_at, message.lease_until = now, None
    log_event(
        session,
        kind="message_cancelled",
        subject=message.id,
        debtor_id=message.debtor_id,
        now=now,
        why=why,
    )


def note_unrecallable(session: Session, *which: ColumnElement[bool], now: datetime) -> list[str]:
    """Write down which messages were already being handed over and cannot be recalled."""
    session.flush()
    rows = session.scalars(
        select(Message).where(Message.direction == "out", Message.state == "sending", *which)
    ).all()
    for message in rows:
        log_event(
            session,
            kind="too_late_to_recall",
            subject=message.id,
            debtor_id=message.debtor_id,
            now=now,
        )
    session.flush()
    return [message.id for message in rows]


def cancel_followups(
    session: Session,
    people: Collection[str],
    *,
    why: str,
    now: datetime,
    channel: str | None = None,
) -> list[str]:
    """Cancel the waiting steps for these debtors; with a channel, those that may use it."""
    session.flush()
    rows = session.scalars(
        select(Followup)
        .where(Followup.debtor_id.in_(sorted(people)), Followup.state == "pending")
        .order_by(Followup.id)
        .with_for_update()
    ).all()
    cancelled = []
    for followup in rows:
        if channel is None or followup.values.get("channel", channel) == channel:
            followup.state = "cancelled"
            cancelled.append(followup.id)
            log_event(
                session,
                kind="followup_cancelled",
                subject=followup.id,
                debtor_id=followup.debtor_id,
                now=now,
                why=why,
            )
    session.flush()
    return cancelled
