"""Settlements, waivers and extensions in the ledger: proposed, kept with what they take off, void.

Each is a promise of a kind. Nothing is taken off the balance before the promised sum has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from ledger.accounts import EntryKind, account_of, balance, book, breakdown
from ledger.agreements import propose_promise
from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import Money
from ledger.offers_reductions import Charges, Deal, Kind
from ledger.offers_terms import Why
from ledger.promises import bounced, paid_since
from ledger.tables import Entry, Followup, Promise

_ANY_ZONE = timedelta(hours=14)  # a day is over everywhere


def propose_deal(
    session: Session,
    deal: Deal,
    *,
    account_id: str,
    conversation_id: str,
    words: str | None,
    now: datetime,
    new_id: NewId,
) -> Promise:
    """Write down what is offered; it takes the place of what was proposed before."""
    promise = propose_promise(
        session,
        account_id=account_id,
        conversation_id=conversation_id,
        money=deal.money,
        due_on=deal.pay_by,
        words=words,
        now=now,
        new_id=new_id,
    )
    promise.kind, promise.off_minor = deal.kind.value, deal.off.minor
    promise.open_until, promise.policy_revision = deal.open_until, deal.policy_revision
    session.flush()
    return promise


def is_deal(promise: Promise) -> bool:
    """Whether a promise gives the person something: less to pay, no fees, or time."""
    return promise.kind in set(Kind)


def deal_of(promise: Promise, currency: str) -> Deal:
    """Read back what was offered."""
    return Deal(
        kind=Kind(promise.kind),
        money=Money(promise.minor, currency),
        off=Money(promise.off_minor, currency),
        pay_by=promise.due_on,
        open_until=promise.open_until or promise.due_on,
        why=Why.AS_ASKED,
        policy_revision=promise.policy_revision or "",
    )


def charges_of(session: Session, account_id: str) -> Charges:
    """Give the interest and fees of an account, and what was waived on it."""
    parts = breakdown(session, account_id)
    return Charges(parts.interest, parts.fees, parts.waived)


def take_off(session: Session, promise: Promise, *, now: datetime, new_id: NewId) -> Money:
    """Book what a kept settlement or waiver takes off; once, and never below nothing owed.

    A settlement closes the account, so interest and fees that came after the yes go with it.
    """
    account = account_of(session, promise.account_id)
    later = _charged_since(session, promise) if promise.kind == Kind.SETTLEMENT else 0
    left = balance(session, account.id)
    off = min(Money(promise.off_minor + later, account.currency), left)
    if off.minor > 0:
        book(
            session,
            account_id=account.id,
            kind=EntryKind.WAIVER,
            money=off,
            booked_on=now.date(),
            reference=_reference(promise),
            now=now,
            new_id=new_id,
        )
    return off


def bounced_after_kept(session: Session) -> Sequence[Promise]:
    """Give what took something off for a payment that came back since."""
    session.flush()
    doubtful = session.scalars(
        select(Promise)
        .join(Entry, Entry.account_id == Promise.account_id)
        .where(
            Promise.standing == "kept",
            Promise.off_minor > 0,
            bounced(),
            Entry.recorded_at >= Promise.settled_at,
        )
        .distinct()
        .order_by(Promise.id)
    ).all()
    return [one for one in doubtful if _paid(session, one) < one.minor]


def put_back(session: Session, promise: Promise, *, now: datetime, new_id: NewId) -> Money:
    """Take back what a settlement or waiver took off; once. Nothing where nothing was."""
    account = account_of(session, promise.account_id)
    taken_off = session.scalar(
        select(Entry.minor).where(
            Entry.account_id == account.id,
            Entry.kind == EntryKind.WAIVER,
            Entry.reference == _reference(promise),
        )
    )
    owed_again = Money(-(taken_off or 0), account.currency)
    if owed_again.minor > 0:
        book(
            session,
            account_id=account.id,
            kind=EntryKind.ADJUSTMENT,
            money=owed_again,
            booked_on=now.date(),
            reference=f"{_reference(promise)} void",
            now=now,
            new_id=new_id,
        )
    return owed_again


def _paid(session: Session, promise: Promise) -> int:
    return paid_since(session, promise.account_id, since=promise.agreed_at, by=date.max)


def _reference(promise: Promise) -> str:
    return f"{promise.kind} {promise.id}"


def _charged_since(session: Session, promise: Promise) -> int:
    if promise.agreed_at is None:
        return 0
    total = session.scalar(
        select(func.sum(Entry.minor)).where(
            Entry.account_id == promise.account_id,
            Entry.kind.in_((EntryKind.INTEREST, EntryKind.FEE)),
            Entry.recorded_at >= promise.agreed_at,
        )
    )
    return int(total or 0)


def lapse_offers(session: Session, *, now: datetime) -> int:
    """Let offers that nobody agreed to in time lapse; tell how many."""
    over_before = (now - _ANY_ZONE).date()
    old = session.scalars(
        select(Promise).where(Promise.standing == "proposed", Promise.open_until < over_before)
    ).all()
    for promise in old:
        lapse(session, promise, now=now)
    return len(old)


def lapse(session: Session, promise: Promise, *, now: datetime) -> None:
    """Write down that an offer was not agreed to in time."""
    promise.standing, promise.settled_at = "lapsed", now
    log_event(
        session,
        kind=f"{promise.kind}_lapsed",
        subject=promise.account_id,
        debtor_id=account_of(session, promise.account_id).debtor_id,
        now=now,
        agreement=promise.id,
    )
    session.flush()


def is_being_kept(session: Session, account_id: str, *, today: date) -> bool:
    """Whether what was paid fulfils a settlement or waiver whose end is still to be written down.

    They are thanked for it then, with what was taken off.
    """
    session.flush()
    fulfilled = _paid_in_full().where(Promise.account_id == account_id, Promise.due_on >= today)
    return session.scalars(fulfilled).first() is not None


def hasten_paid(session: Session, *, now: datetime) -> int:
    """Let what takes something off be settled as soon as it is paid, not on its last day."""
    session.flush()
    paid = _paid_in_full().subquery()
    waiting = session.scalars(
        select(Followup).where(
            Followup.state == "pending",
            Followup.due_at > now,
            Followup.id.in_(select(literal("promise/") + paid.c.id)),
        )
    ).all()
    for followup in waiting:
        followup.due_at = now
    session.flush()
    return len(waiting)


def _paid_in_full() -> Select[tuple[str]]:
    return (
        select(Promise.id)
        .join(Entry, Entry.account_id == Promise.account_id)
        .where(
            Promise.standing == "open",
            Promise.off_minor > 0,
            or_(Entry.kind == EntryKind.PAYMENT, bounced()),
            Entry.recorded_at >= Promise.agreed_at,
        )
        .group_by(Promise.id, Promise.minor)
        .having(-func.sum(Entry.minor) >= Promise.minor)
    )


def pays_until(promise: Promise, grace_days: int) -> date:
    """Give the last day on which a payment still counts."""
    return promise.due_on + timedelta(days=grace_days)
