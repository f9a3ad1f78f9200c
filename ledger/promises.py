"""Whether agreements were kept: what was paid since, against what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ledger.accounts import EntryKind, account_of, balance
from ledger.events import log_event
from ledger.tables import Entry, Plan, Promise


@dataclass(frozen=True)
class Settled:
    """What one look at the agreements found; ids."""

    kept: tuple[str, ...] = ()  # promises
    broken: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()  # plans
    defaulted: tuple[str, ...] = ()


def settle_promises(session: Session, on: date, *, now: datetime, grace_days: int = 0) -> Settled:
    """Find open promises kept (paid in full, even early) or broken (the day and grace are over)."""
    session.flush()
    kept, broken = [], []
    for promise in session.scalars(select(Promise).where(Promise.standing == "open")).all():
        by = promise.due_on + timedelta(days=grace_days)
        if paid_since(session, promise.account_id, since=promise.agreed_at, by=by) >= promise.minor:
            kept.append(promise.id)
            _end_promise(session, promise, "kept", now)
        elif on > by:
            broken.append(promise.id)
            _end_promise(session, promise, "broken", now)
    session.flush()
    return Settled(kept=tuple(kept), broken=tuple(broken))


def settle_plans(session: Session, on: date, *, now: datetime, grace_days: int) -> Settled:
    """Find active plans completed (nothing is owed, or all was paid) or in default.

    A plan is in default when, ``grace_days`` after an instalment's day, less was paid since the
    agreement than had fallen due by that day.
    """
    session.flush()
    completed, defaulted = [], []
    for plan in session.scalars(select(Plan).where(Plan.standing == "active")).all():
        paid = paid_since(session, plan.account_id, since=plan.agreed_at, by=on)
        last = on - timedelta(days=grace_days)
        due = sum(part.minor for part in plan.instalments if part.due_on < last)
        if paid >= plan.total_minor or balance(session, plan.account_id).minor <= 0:
            completed.append(plan.id)
            _end_plan(session, plan, "completed", now)
        elif paid < due:
            defaulted.append(plan.id)
            _end_plan(session, plan, "defaulted", now)
    session.flush()
    return Settled(completed=tuple(completed), defaulted=tuple(defaulted))


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


def _end_promise(session: Session, promise: Promise, standing: str, now: datetime) -> None:
    promise.standing, promise.settled_at = standing, now
    _note(session, promise.account_id, f"promise_{standing}", promise.id, now)


def _end_plan(session: Session, plan: Plan, standing: str, now: datetime) -> None:
    plan.standing, plan.ended_at = standing, now
    _note(session, plan.account_id, f"plan_{standing}", plan.id, now)


def _note(session: Session, account_id: str, kind: str, agreement: str, now: datetime) -> None:
    log_event(
        session,
        kind=kind,
        subject=account_id,
        debtor_id=account_of(session, account_id).debtor_id,
        now=now,
        agreement=agreement,
    )
