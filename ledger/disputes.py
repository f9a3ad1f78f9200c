"""Disputes: the person says the debt, or its amount, is wrong; collection holds meanwhile."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import Flag
from ledger.accounts import account_of
from ledger.events import log_event
from ledger.ids import NewId
from ledger.redaction import redact
from ledger.stops import end_flag, record_flag
from ledger.tables import Circumstance, Dispute

_KEPT = 500  # characters of the person's own words


def open_dispute(
    session: Session,
    *,
    account_id: str,
    conversation_id: str | None,
    kind: str,
    words: str | None,
    now: datetime,
    new_id: NewId,
) -> Dispute:
    """Record a dispute, hold collection of the account, and cancel its waiting reminders.

    ``kind`` is ``dispute``, ``fraud`` or ``already_paid``. A dispute of the same kind that is
    still open is given back as it is. Collection holds until ``close_dispute``.
    """
    account = account_of(session, account_id)
    session.flush()
    known = session.scalars(
        select(Dispute).where(
            Dispute.account_id == account_id, Dispute.kind == kind, Dispute.closed_at.is_(None)
        )
    ).first()
    if known is not None:
        return known
    dispute = Dispute(
        id=new_id(),
        account_id=account_id,
        conversation_id=conversation_id,
        kind=kind,
        words=redact(words)[:_KEPT] if words else None,
        opened_at=now,
    )
    session.add(dispute)
    for flag in (Flag.DISPUTE, Flag.FRAUD) if kind == "fraud" else (Flag.DISPUTE,):
        record_flag(
            session,
            debtor_id=account.debtor_id,
            account_id=account_id,
            flag=flag,
            source=_source(dispute),
            note=None,
            now=now,
            new_id=new_id,
        )
    log_event(
        session,
        kind="dispute_opened",
        subject=account_id,
        debtor_id=account.debtor_id,
        now=now,
        dispute=dispute.id,
        dispute_kind=kind,
    )
    session.flush()
    return dispute


def close_dispute(
    session: Session, *, dispute_id: str, verified: bool, staff_id: str, now: datetime
) -> None:
    """End a dispute by a person's decision; the hold it caused ends with it."""
    dispute = session.get_one(Dispute, dispute_id)
    dispute.closed_at = now
    dispute.verified_at = now if verified else None
    flags = session.scalars(
        select(Circumstance).where(
            Circumstance.source == _source(dispute), Circumstance.until.is_(None)
        )
    ).all()
    for flag in flags:
        end_flag(session, circumstance_id=flag.id, now=now)
    log_event(
        session,
        kind="dispute_closed",
        subject=dispute.account_id,
        now=now,
        dispute=dispute.id,
        verified=verified,
        staff=staff_id,
    )
    session.flush()


def _source(dispute: Dispute) -> str:
    return f"dispute {dispute.id}"
