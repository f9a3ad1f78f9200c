"""A balance is the sum of its entries, in whatever order and how often they are booked."""

from __future__ import annotations

import itertools
import random
import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.accounts import (
    account_by_ref,
    balance,
    balances,
    book,
    breakdown,
    days_past_due,
    open_accounts,
)
from ledger.database import Database, Session
from ledger.errors import NotFound, WrongSign
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.tables import Creditor, Entry, Event
from tests.ledger.given import NOW, a_debtor, an_account

DAY = date(2026, 12, 1)
KINDS = ("interest", "fee", "payment", "waiver", "adjustment")
SIGN = {"payment": -1, "waiver": -1}


def put(session: Session, new_id: NewId, account: str, kind: str, minor: int, ref: str) -> bool:
    return book(
        session,
        account_id=account,
        kind=kind,
        money=Money(minor, "USD"),
        booked_on=DAY,
        reference=ref,
        now=NOW,
        new_id=new_id,
    )


def test_a_payment_lowers_the_balance_and_is_shown_apart(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        put(session, new_id, account.id, "interest", 7_50, "i1")
        put(session, new_id, account.id, "fee", 2_00, "f1")
        put(session, new_id, account.id, "payment", 40_00, "p1")
        put(session, new_id, account.id, "waiver", 7_50, "w1")
        put(session, new_id, account.id, "adjustment", -1_00, "a1")
    with db.reading() as session:
        parts = breakdown(session, account.id)
    assert [money.minor for money in (parts.principal, parts.interest, parts.fees)] == [
        100_00,
        7_50,
        2_00,
    ]
    assert (parts.paid.minor, parts.waived.minor, parts.adjusted.minor) == (40_00, 7_50, -1_00)
    assert parts.balance == Money(61_00, "USD")


def test_a_part_payment_does_not_make_interest_disappear(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        put(session, new_id, account.id, "interest", 7_50, "i1")
        put(session, new_id, account.id, "payment", 100_00, "p1")
        assert breakdown(session, account.id).interest == Money(7_50, "USD")
        assert balance(session, account.id) == Money(7_50, "USD")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    bookings=st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(1, 10**9)), min_size=1, max_size=12
    ),
    seed=st.integers(0, 10**6),
)
def test_the_balance_is_the_sum_of_entries_in_any_order_and_repetition(
    db: Database, bookings: list[tuple[str, int]], seed: int
) -> None:
    numbers = itertools.count()
    new_id: NewId = lambda: f"{seed}-{next(numbers)}"  # noqa: E731
    order = random.Random(seed)
    with db.engine.connect() as connection:
        session = Session(connection)
        account = an_account(session, new_id, a_debtor(session, new_id), minor=1)
        expected = 1 + sum(SIGN.get(kind, 1) * minor for kind, minor in bookings)
        twice = [*enumerate(bookings), *enumerate(bookings)]
        order.shuffle(twice)
        new = [
            put(session, new_id, account.id, kind, minor, f"r{number}")
            for number, (kind, minor) in twice
        ]
        assert sum(new) == len(bookings)
        assert balance(session, account.id).minor == expected
        session.rollback()


def test_the_same_reference_is_booked_once_by_many_at_the_same_time(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
    booked: list[bool] = []

    def pay(worker: int) -> None:
        with db.transaction() as session:
            numbers = itertools.count()
            name: NewId = lambda: f"w{worker}-{next(numbers)}"  # noqa: E731
            booked.append(put(session, name, account.id, "payment", 10_00, "receipt 7"))

    threads = [threading.Thread(target=pay, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(booked) == [False] * 7 + [True]
    with db.reading() as session:
        assert balance(session, account.id) == Money(90_00, "USD")
        assert session.query(Event).filter_by(kind="entry_booked").count() == 2


@pytest.mark.parametrize("minor", [0, -5_00])
def test_a_payment_below_zero_is_refused(db: Database, new_id: NewId, minor: int) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        with pytest.raises(WrongSign, match="book an adjustment"):
            put(session, new_id, account.id, "payment", minor, "p1")
        assert session.query(Entry).count() == 1


def test_a_payment_in_another_currency_is_refused(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        with pytest.raises(CurrencyMismatch):
            book(
                session,
                account_id=account.id,
                kind="payment",
                money=Money(5, "EUR"),
                booked_on=DAY,
                reference="x",
                now=NOW,
                new_id=new_id,
            )


def test_an_account_that_does_not_exist_has_no_balance(db: Database) -> None:
    with db.reading() as session, pytest.raises(NotFound):
        balance(session, "nobody")


def test_only_accounts_on_which_something_is_owed_are_open(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        owing = an_account(session, new_id, ana, ref="A-1")
        paid = an_account(session, new_id, ana, ref="A-2")
        recalled = an_account(session, new_id, ana, ref="A-3")
        recalled.closed_at = NOW
        put(session, new_id, paid.id, "payment", 100_00, "all")
        assert [account.id for account in open_accounts(session, ana.id)] == [owing.id]
        found = balances(session, [owing.id, paid.id, "nobody"])
    assert {key: money.minor for key, money in found.items()} == {owing.id: 100_00, paid.id: 0}


def test_balances_of_thousands_of_accounts_are_asked_in_slices(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        many = [f"nobody {number}" for number in range(1200)]
        assert list(balances(session, [*many, account.id])) == [account.id]


def test_a_reference_two_creditors_use_names_no_account_by_itself(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        first = an_account(session, new_id, ana, ref="A-1")
        session.add(Creditor(id="other", name="Other Bank"))
        session.flush()
        second = an_account(session, new_id, ana, ref="B-1")
        second.creditor_id, second.ref = "other", "A-1"
        assert account_by_ref(session, "A-1") is None
        assert account_by_ref(session, "A-1", "Other Bank") is second
        assert account_by_ref(session, " A-1 ", "Acme Energy") is first


def test_days_past_due_begin_on_the_day_after_the_due_date(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
    found = [days_past_due(account, date(2026, 11, day)) for day in (1, 2, 30)]
    assert [*found, days_past_due(account, date(2026, 10, 1))] == [0, 1, 29, 0]
