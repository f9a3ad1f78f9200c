"""What somebody is shown who asks how a debt came about: its parties, its sums, its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ledger.accounts import account_of, breakdown
from ledger.money import Money
from ledger.people import display_name
from ledger.tables import Creditor, Debtor

_ENDING = 4  # the last signs of an account's reference are enough to know it by


@dataclass(frozen=True)
class Itemized:
    """The sum on the itemization date, and what was added and taken off since.

    12 CFR 1006.34(c)(2)(vii)-(ix).
    """

    day: date
    balance: Money
    interest: Money
    fees: Money
    credited: Money


@dataclass(frozen=True)
class Proof:
    """One account as it is put before whoever asks for proof."""

    debtor: str
    creditor: str
    product: str
    ending: str
    opened_on: date | None
    itemized: Itemized | None  # None: the file names no itemization date, and none is made up
    balance: Money


def proof_of(session: Session, account_id: str) -> Proof:
    """Give the proof of an account as the ledger has it now."""
    account = account_of(session, account_id)
    return Proof(
        debtor=display_name(session.get_one(Debtor, account.debtor_id)),
        creditor=session.get_one(Creditor, account.creditor_id).name,
        product=account.product,
        ending=account.ref[-_ENDING:],
        opened_on=account.opened_on,
        itemized=_itemized(session, account_id, account.itemization_date),
        balance=breakdown(session, account_id).balance,
    )


def _itemized(session: Session, account_id: str, day: date | None) -> Itemized | None:
    if day is None:
        return None
    then, now = breakdown(session, account_id, until=day), breakdown(session, account_id)
    credited_then = then.paid + then.waived - then.adjusted
    return Itemized(
        day=day,
        balance=then.balance,
        interest=now.interest - then.interest,
        fees=now.fees - then.fees,
        credited=(now.paid + now.waived - now.adjusted) - credited_then,
    )
