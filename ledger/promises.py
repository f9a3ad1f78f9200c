"""What was paid since something was agreed, payments that came back taken off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ledger.accounts import EntryKind
from ledger.tables import Entry


def paid_since(session: Session, account_id: str, *, since: datetime | None, by: date) -> int:
    """Sum what was paid after an agreement and up to a day, in minor units, never below zero.

    A payment counts when it was booked for the day before the agreement or later (the person's
    day may still be yesterday's in UTC) and became known to us only after it. One that bounced
    is taken back, whenever that becomes known.
    """
    if since is None:
        return 0
    total = session.scalar(
        select(func.sum(Entry.minor)).where(
            Entry.account_id == account_id,
            Entry.recorded_at >= since,
            or_(
                and_(
                    Entry.kind == EntryKind.PAYMENT,
                    Entry.booked_on >= since.date() - timedelta(days=1),
                    Entry.booked_on <= by,
                ),
                bounced(),
            ),
        )
    )
    return max(0, -int(total or 0))


def bounced() -> ColumnElement[bool]:
    """Whether an entry takes a payment back: an adjustment above zero."""
    return and_(Entry.kind == EntryKind.ADJUSTMENT, Entry.minor > 0)
