"""Payments, fees and waivers come in once, on accounts that are placed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.accounts import balance
from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import (
    ImportReport,
    import_payments,
)
from ledger.money import Money
from ledger.tables import Account, Entry
from tests.ledger.csv_files import ANA, count, place, write
from tests.ledger.given import NOW

PAYMENT = {
    "payment_ref": "P-1", "creditor": "Acme Energy", "account_ref": "A-1", "kind": "payment",
    "currency": "USD", "amount": "20.50", "paid_on": "2026-11-30",
}  # fmt: skip


def pay(db: Database, path: Path, new_id: NewId) -> ImportReport:
    return import_payments(db, path, now=NOW, new_id=new_id)


def test_payments_lower_and_fees_raise_the_balance_once(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    path = write(
        tmp_path / "p.csv",
        PAYMENT,
        {**PAYMENT, "payment_ref": "F-1", "kind": "fee", "amount": "3"},
        {**PAYMENT, "payment_ref": "W-1", "kind": "waiver", "amount": "1.25"},
        {**PAYMENT, "payment_ref": "J-1", "kind": "adjustment", "amount": "-0.50"},
    )
    assert pay(db, path, new_id).added == 4
    again = pay(db, path, new_id)
    assert (again.added, again.unchanged) == (0, 4)
    with db.reading() as session:
        account = session.query(Account).one()
        assert balance(session, account.id) == Money(102_50, "USD")


@pytest.mark.parametrize(
    ("change", "column", "says"),
    [
        ({"amount": "21"}, "payment_ref", "adjustment under a new reference"),
        ({"paid_on": "2026-11-29"}, "payment_ref", "entries never change"),
        ({"account_ref": "A-9"}, "account_ref", "Import accounts first"),
        ({"creditor": "Nobody"}, "account_ref", "Import accounts first"),
        ({"currency": "EUR"}, "currency", "nothing is converted"),
        ({"amount": "-5"}, "amount", "above zero"),
        ({"amount": "0"}, "amount", "above zero"),
        ({"kind": "adjustment", "amount": "0"}, "amount", "changes nothing"),
        ({"paid_on": "2026-12-24"}, "paid_on", "not come yet"),
        ({"kind": "refund"}, "kind", "payment, waiver"),
    ],
)
def test_a_payment_that_does_not_fit_is_named(
    db: Database,
    new_id: NewId,
    tmp_path: Path,
    change: dict[str, str],
    column: str,
    says: str,
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    pay(db, write(tmp_path / "p.csv", PAYMENT), new_id)
    before = count(db, Entry)
    (bad,) = pay(db, write(tmp_path / "q.csv", {**PAYMENT, **change}), new_id).bad
    assert (bad.line, bad.column) == (2, column)
    assert says in bad.reason
    assert count(db, Entry) == before


def test_the_same_payment_twice_in_a_file_is_bad(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    (bad,) = pay(db, write(tmp_path / "p.csv", PAYMENT, PAYMENT), new_id).bad
    assert (bad.line, bad.column) == (3, "payment_ref")
