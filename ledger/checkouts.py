"""Where a payment request is paid at its provider, and when that was last asked about."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.tables import PaymentRequest

LOOK_UP_EVERY = timedelta(minutes=15)
LOOK_UP_WITHIN = timedelta(days=30)  # a debit from a bank account can take two weeks


def note_checkout(
    session: Session,
    request_id: str,
    *,
    attempt: int,
    provider: str,
    ref: str,
    url: str,
    now: datetime,
) -> None:
    """Keep where a checkout was opened at the provider, unless another attempt has begun."""
    request = session.get_one(PaymentRequest, request_id, with_for_update=True)
    if request.attempt == attempt:
        request.provider, request.checkout_ref, request.checkout_url = provider, ref, url
        request.looked_up_at = now


def claim_look_up(session: Session, *, provider: str, now: datetime) -> tuple[str, str] | None:
    """Take the checkout that nobody has asked the provider about for longest: request and ref.

    A webhook may have been lost. Each is asked about now and then until it is paid or has ended.
    """
    session.flush()
    request = session.scalars(
        select(PaymentRequest)
        .where(
            PaymentRequest.provider == provider,
            PaymentRequest.checkout_ref.is_not(None),
            PaymentRequest.state != "paid",
            PaymentRequest.looked_up_at <= now - LOOK_UP_EVERY,
            PaymentRequest.created_at > now - LOOK_UP_WITHIN,
        )
        .order_by(PaymentRequest.looked_up_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if request is None or request.checkout_ref is None:
        return None
    request.looked_up_at = now
    return request.id, request.checkout_ref


def forget_checkout(session: Session, request_id: str, *, ref: str) -> None:
    """Let the next opening make a new checkout in the place of one that has ended unpaid."""
    request = session.get_one(PaymentRequest, request_id, with_for_update=True)
    if request.checkout_ref == ref:
        request.attempt += 1
        request.checkout_ref = request.checkout_url = None
