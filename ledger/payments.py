"""Requests for a payment, and the payments that providers tell us of.

Whoever pays twice, presses twice or is told of twice is booked once: a booking's reference is
the provider's own name of the payment, and an account takes a reference once. Money that fits
no request is never dropped: it is kept, and a person is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.situation import Flag
from ledger.accounts import EntryKind, account_of, balance, book
from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.once import insert_once, one_at_a_time
from ledger.stops import flags_of
from ledger.tables import Account, Entry, PaymentRequest, ProviderEvent

LINK_LASTS = timedelta(days=3)
# Nobody is asked for money, not even by a link sent before, when one of these is so.
_NOT_TO_BE_ASKED = frozenset(
    {Flag.DISPUTE, Flag.FRAUD, Flag.BANKRUPTCY, Flag.DECEASED, Flag.MINOR, Flag.BREATHING_SPACE}
)


class Standing(StrEnum):
    """Whether a request can be paid now, and if not, why not."""

    PAYABLE = "payable"
    PAID = "paid"
    REPLACED = "replaced"  # a newer link was sent
    EXPIRED = "expired"
    CHANGED = "changed"  # less is owed by now
    HELD = "held"  # nobody is asked on this account at present


class Outcome(StrEnum):
    """What came of a provider's event."""

    BOOKED = "booked"
    AGAIN = "again"  # this payment was booked before
    NOTED = "noted"  # no money has come with it
    UNKNOWN = "unknown"  # money for a request that we never made
    CURRENCY = "currency"  # money in another currency: nothing is converted


@dataclass(frozen=True)
class Told:
    """What a provider says, once its signature is believed.

    ``payment_ref`` is the provider's own name of the payment, the same in every event about it;
    without it no money has come. ``minor`` counts the ledger's minor units of ``currency``.
    """

    provider: str
    event_id: str
    kind: str
    request_id: str | None = None
    payment_ref: str | None = None
    minor: int | None = None
    currency: str | None = None


@dataclass(frozen=True)
class Taken:
    """What came of it, and what a person has to look at."""

    outcome: Outcome
    request: PaymentRequest | None = None
    entry: Entry | None = None
    left: Money | None = None  # of the account, after booking
    differs: bool = False  # not the sum that was asked for


def request_payment(
    session: Session,
    *,
    account_id: str,
    conversation_id: str | None,
    money: Money,
    kind: str,
    now: datetime,
    new_id: NewId,
) -> PaymentRequest:
    """Give the request for this sum; asked twice it is the same. Others of the account end."""
    account = account_of(session, account_id)
    if money.currency != account.currency:
        raise CurrencyMismatch(account.currency, money.currency)
    one_at_a_time(session, f"payment request {account_id}")
    same: PaymentRequest | None = None
    for known in _open_requests(session, account_id):
        asked = (known.minor, known.conversation_id) == (money.minor, conversation_id)
        if asked and known.expires_at > now and same is None:
            same = known
        else:
            known.state = "replaced"
    if same is None:
        same = PaymentRequest(
            id=new_id(),
            token=new_id(),
            account_id=account_id,
            conversation_id=conversation_id,
            minor=money.minor,
            currency=money.currency,
            kind=kind,
            state="open",
            created_at=now,
            expires_at=now + LINK_LASTS,
            attempt=1,
        )
        session.add(same)
        log_event(
            session,
            kind="payment_requested",
            subject=account_id,
            debtor_id=account.debtor_id,
            now=now,
            request=same.id,
            minor=money.minor,
            currency=money.currency,
        )
    session.flush()
    return same


def request_by_token(
    session: Session, token: str, *, for_update: bool = False
) -> PaymentRequest | None:
    """Find the request behind a link."""
    found = select(PaymentRequest).where(PaymentRequest.token == token)
    return session.scalars(found.with_for_update() if for_update else found).first()


def open_requests(session: Session, account_ids: Sequence[str], *, now: datetime) -> list[Money]:
    """Give the sums of the links that can still be paid, the newest first."""
    session.flush()
    rows = session.scalars(
        select(PaymentRequest)
        .where(PaymentRequest.account_id.in_(account_ids), PaymentRequest.state == "open")
        .order_by(PaymentRequest.created_at.desc())
    )
    return [
        Money(row.minor, row.currency)
        for row in rows
        if standing_of(session, row, now=now) is Standing.PAYABLE
    ]


def standing_of(session: Session, request: PaymentRequest, *, now: datetime) -> Standing:
    """Say whether a request can be paid now."""
    if request.state != "open":
        return Standing.PAID if request.state == "paid" else Standing.REPLACED
    if request.expires_at <= now:
        return Standing.EXPIRED
    account = account_of(session, request.account_id)
    flags = flags_of(session, account.debtor_id, account.id, now)
    if account.closed_at is not None or _NOT_TO_BE_ASKED & flags:
        return Standing.HELD
    if request.minor > balance(session, account.id).minor:
        return Standing.CHANGED
    return Standing.PAYABLE


def take_payment(
    session: Session, told: Told, *, paid_on: date, now: datetime, new_id: NewId
) -> Taken:
    """Book what a provider tells, once, whatever comes twice or out of order."""
    taken = _book(session, told, paid_on=paid_on, now=now, new_id=new_id)
    new = insert_once(
        session,
        ProviderEvent,
        key=("provider", "event_id"),
        values={
            "provider": told.provider,
            "event_id": told.event_id,
            "kind": told.kind[:80],
            "request_id": told.request_id,
            "payment_ref": told.payment_ref,
            "minor": told.minor,
            "currency": told.currency,
            "outcome": taken.outcome.value,
            "at": now,
        },
    )
    if new and taken.outcome in (Outcome.UNKNOWN, Outcome.CURRENCY):
        log_event(
            session,
            kind="payment_unmatched",
            subject=taken.request.account_id if taken.request else told.event_id,
            now=now,
            reason=taken.outcome.value,
            minor=told.minor,
            currency=told.currency,
        )
    return taken


def _book(session: Session, told: Told, *, paid_on: date, now: datetime, new_id: NewId) -> Taken:
    request = _requested(session, told)
    if told.payment_ref is None or told.minor is None or told.minor <= 0:
        return Taken(Outcome.NOTED, request)
    if request is None:
        return Taken(Outcome.UNKNOWN)
    account = account_of(session, request.account_id)
    if told.currency != account.currency:
        return Taken(Outcome.CURRENCY, request)
    reference = f"{told.provider}:{told.payment_ref}"
    new = book(
        session,
        account_id=account.id,
        kind=EntryKind.PAYMENT,
        money=Money(told.minor, account.currency),
        booked_on=paid_on,
        reference=reference,
        now=now,
        new_id=new_id,
    )
    if not new:
        return Taken(Outcome.AGAIN, request)
    request.state, request.settled_at = "paid", now
    session.flush()
    return Taken(
        Outcome.BOOKED,
        request,
        entry=_entry(session, account, reference),
        left=balance(session, account.id),
        differs=told.minor != request.minor,
    )


def _requested(session: Session, told: Told) -> PaymentRequest | None:
    if told.request_id is None:
        return None
    return session.get(PaymentRequest, told.request_id, with_for_update=True)


def _open_requests(session: Session, account_id: str) -> list[PaymentRequest]:
    session.flush()
    return list(
        session.scalars(
            select(PaymentRequest)
            .where(PaymentRequest.account_id == account_id, PaymentRequest.state == "open")
            .order_by(PaymentRequest.created_at.desc(), PaymentRequest.id)
        )
    )


def _entry(session: Session, account: Account, reference: str) -> Entry:
    return session.scalars(
        select(Entry).where(Entry.account_id == account.id, Entry.reference == reference)
    ).one()
