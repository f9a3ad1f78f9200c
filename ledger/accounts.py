"""Accounts and their entries: a balance is always the sum of what was booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.errors import NotFound, WrongSign
from ledger.events import log_event
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.once import insert_once
from ledger.tables import Account, Creditor, Entry

_AT_ONCE = 500  # ids in one query; SQLite takes no more than 32,766 parameters


class EntryKind(StrEnum):
    """What an entry is for."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    FEE = "fee"
    PAYMENT = "payment"
    WAIVER = "waiver"
    ADJUSTMENT = "adjustment"


_LOWERS = frozenset({EntryKind.PAYMENT, EntryKind.WAIVER})


@dataclass(frozen=True)
class Breakdown:
    """What an account is made of; ``paid`` and ``waived`` above zero, ``adjusted`` signed."""

    principal: Money
    interest: Money
    fees: Money
    paid: Money
    waived: Money
    adjusted: Money
    balance: Money

    @property
    def credited(self) -> Money:
        """What was taken off the charges, by payment or otherwise; below zero what was added."""
        return self.principal + self.interest + self.fees - self.balance


def balance(session: Session, account_id: str) -> Money:
    """Give what is owed on one account now."""
    return breakdown(session, account_id).balance


def balances(session: Session, account_ids: Iterable[str]) -> dict[str, Money]:
    """Give what is owed on each of several accounts; an unknown id is left out."""
    session.flush()
    ids = sorted(set(account_ids))
    found: dict[str, Money] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Account.id, Account.currency, func.coalesce(func.sum(Entry.minor), 0))
            .outerjoin(Entry, Entry.account_id == Account.id)
            .where(Account.id.in_(ids[start : start + _AT_ONCE]))
            .group_by(Account.id, Account.currency)
        )
        found |= {account: Money(int(minor), currency) for account, currency, minor in rows}
    return found


def breakdown(session: Session, account_id: str, *, until: date | None = None) -> Breakdown:
    """Give the sums of an account's entries by what they were for, as they stood on a day."""
    account = account_of(session, account_id)
    session.flush()
    query = select(Entry.kind, func.sum(Entry.minor)).where(Entry.account_id == account_id)
    if until is not None:
        query = query.where(Entry.booked_on <= until)
    rows = session.execute(query.group_by(Entry.kind))
    minor = {EntryKind(kind): int(total) for kind, total in rows}

    def of(kind: EntryKind) -> Money:
        total = minor.get(kind, 0)
        return Money(-total if kind in _LOWERS else total, account.currency)

    return Breakdown(
        principal=of(EntryKind.PRINCIPAL),
        interest=of(EntryKind.INTEREST),
        fees=of(EntryKind.FEE),
        paid=of(EntryKind.PAYMENT),
        waived=of(EntryKind.WAIVER),
        adjusted=of(EntryKind.ADJUSTMENT),
        balance=Money(sum(minor.values()), account.currency),
    )


def book(
    session: Session,
    *,
    account_id: str,
    kind: str,
    money: Money,
    booked_on: date,
    reference: str,
    now: datetime,
    new_id: NewId,
) -> bool:
    """Book one entry; ``False`` when this reference was booked on this account before.

    ``money`` is above zero for every kind but an adjustment: the kind says whether it raises or
    lowers the balance. Raises ``WrongSign``, ``CurrencyMismatch`` or ``NotFound``.
    """
    account = account_of(session, account_id)
    if money.currency != account.currency:
        raise CurrencyMismatch(account.currency, money.currency)
    entry_id, minor = new_id(), signed(EntryKind(kind), money)
    new = insert_once(
        session,
        Entry,
        key=("account_id", "reference"),
        values={
            "id": entry_id,
            "account_id": account_id,
            "kind": EntryKind(kind).value,
            "minor": minor,
            "booked_on": booked_on,
            "recorded_at": now,
            "reference": reference,
        },
    )
    if new:
        log_event(
            session,
            kind="entry_booked",
            subject=account_id,
            debtor_id=account.debtor_id,
            now=now,
            entry=entry_id,
            entry_kind=kind,
            minor=minor,
            currency=money.currency,
        )
    return new


def signed(kind: EntryKind, money: Money) -> int:
    """Give the minor units as they change the balance, refusing a sign that contradicts the kind.

    >>> signed(EntryKind.PAYMENT, Money(500, "USD"))
    -500
    """
    if kind is EntryKind.ADJUSTMENT:
        return money.minor
    if money.minor <= 0:
        raise WrongSign(
            f"A booking of the kind '{kind}' needs an amount above zero. "
            "To take something back, book an adjustment."
        )
    return -money.minor if kind in _LOWERS else money.minor


def account_of(session: Session, account_id: str) -> Account:
    """Give an account by its id. Raises ``NotFound``."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound("There is no account with this id.")
    return account


def open_accounts(session: Session, debtor_id: str) -> list[Account]:
    """Give the debtor's accounts that are not closed and on which something is owed."""
    session.flush()
    accounts = session.scalars(
        select(Account)
        .where(Account.debtor_id == debtor_id, Account.closed_at.is_(None))
        .order_by(Account.due_date, Account.ref)
    ).all()
    owed = balances(session, [account.id for account in accounts])
    return [account for account in accounts if owed[account.id].minor > 0]


def account_by_ref(session: Session, ref: str, creditor: str | None = None) -> Account | None:
    """Find an account by the creditor's own reference; nothing when several creditors use it.

    ``creditor`` is the creditor's name.
    """
    session.flush()
    query = select(Account).where(Account.ref == ref.strip())
    if creditor is not None:
        query = query.join(Creditor).where(Creditor.name == creditor)
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def days_past_due(account: Account, on: date) -> int:
    """Count whole days since the due date; 0 until it has passed."""
    return max(0, (on - account.due_date).days)
