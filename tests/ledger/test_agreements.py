"""Plans and promises are proposed, agreed by a yes, and kept or not; only entries pay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.accounts import balance, book
from ledger.agreements import (
    agree_plan,
    agree_promise,
    cancel_agreement,
    live_agreement,
    propose_plan,
    propose_promise,
    proposed,
    withdraw_proposal,
)
from ledger.database import Database, Session
from ledger.errors import NotFound, WrongState
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.promises import paid_since
from ledger.tables import Account, Conversation, Instalment, Message, Plan, Promise
from tests.ledger.given import NOW, a_debtor, a_talk, an_account, waiting

DUE = [date(2026, 12, 15), date(2027, 1, 15)]


def dollars(whole: int) -> Money:
    return Money(whole * 100, "USD")


def begin(session: Session, new_id: NewId) -> tuple[Account, Conversation]:
    return an_account(session, new_id, a_debtor(session, new_id)), a_talk(session, new_id)


def a_plan(session: Session, new_id: NewId, account: Account, talk: Conversation) -> Plan:
    return propose_plan(
        session, account_id=account.id, conversation_id=talk.id, frequency="monthly",
        instalments=[(day, dollars(50)) for day in DUE], policy_revision="r1", now=NOW,
        new_id=new_id,
    )  # fmt: skip


def a_promise(session: Session, new_id: NewId, account: Account, talk: Conversation) -> Promise:
    return propose_promise(
        session, account_id=account.id, conversation_id=talk.id, money=dollars(40),
        due_on=DUE[0], words="40 on the 15th", now=NOW, new_id=new_id,
    )  # fmt: skip


def pay(
    session: Session, new_id: NewId, account: Account, whole: int, on: date, *, after: int = 1
) -> None:
    book(
        session, account_id=account.id, kind="payment", money=dollars(whole), booked_on=on,
        reference=f"{on} {whole}", now=NOW + timedelta(hours=after), new_id=new_id,
    )  # fmt: skip


def test_a_plan_is_proposed_then_agreed_and_takes_nothing_off_the_balance(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        plan = a_plan(session, new_id, account, talk)
        assert proposed(session, talk.id) is plan
        assert live_agreement(session, account.id) is None
        agree_plan(session, plan.id, NOW)
        agree_plan(session, plan.id, NOW)
    with db.reading() as session:
        live = live_agreement(session, account.id)
        assert isinstance(live, Plan)
        assert [(part.number, part.due_on, part.minor) for part in live.instalments] == [
            (1, DUE[0], 50_00),
            (2, DUE[1], 50_00),
        ]
        assert live.total_minor == 100_00
        assert proposed(session, talk.id) is None
        assert balance(session, account.id) == dollars(100)


def test_a_counter_offer_takes_the_place_of_the_offer_before(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        first = a_plan(session, new_id, account, talk)
        second = a_plan(session, new_id, account, talk)
        assert (first.standing, proposed(session, talk.id)) == ("cancelled", second)
        promise = a_promise(session, new_id, account, talk)
        assert proposed(session, talk.id) is promise
        with pytest.raises(WrongState, match="cancelled"):
            agree_plan(session, second.id, NOW)
        assert withdraw_proposal(session, conversation_id=talk.id, now=NOW)
        assert not withdraw_proposal(session, conversation_id=talk.id, now=NOW)
        assert session.query(Instalment).count() == 4


def test_a_new_agreement_ends_the_one_before(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        promise = agree_promise(session, a_promise(session, new_id, account, talk).id, NOW)
        plan = agree_plan(session, a_plan(session, new_id, account, talk).id, NOW)
        assert promise.standing == "cancelled"
        assert live_agreement(session, account.id) is plan
        assert cancel_agreement(session, account_id=account.id, now=NOW)
        assert not cancel_agreement(session, account_id=account.id, now=NOW)


def test_a_plan_that_comes_out_of_another_replaces_it_when_agreed(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        old = agree_plan(session, a_plan(session, new_id, account, talk).id, NOW)
        new = propose_plan(
            session, account_id=account.id, conversation_id=talk.id, frequency="monthly",
            instalments=[(day, dollars(50)) for day in DUE], policy_revision="r1", now=NOW,
            new_id=new_id, out_of=old, pauses=True,
        )  # fmt: skip
        assert (old.standing, new.replaces, new.pauses, new.changes) == ("active", old.id, 1, 0)
        agree_plan(session, new.id, NOW)
        assert (old.standing, old.ended_at, new.standing) == ("replaced", NOW, "active")
        assert len(old.instalments) == 2


def test_a_plan_that_is_not_there_or_empty_or_foreign_is_refused(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        with pytest.raises(NotFound):
            agree_plan(session, "none", NOW)
        with pytest.raises(NotFound):
            agree_promise(session, "none", NOW)
        for parts, error in (
            ([], WrongState),
            ([(DUE[0], dollars(0))], WrongState),
            ([(DUE[0], Money(1, "EUR"))], CurrencyMismatch),
        ):
            with pytest.raises(error):
                propose_plan(
                    session, account_id=account.id, conversation_id=talk.id, frequency="weekly",
                    instalments=parts, policy_revision="r", now=NOW, new_id=new_id,
                )  # fmt: skip
        assert session.query(Plan).count() == 0


@pytest.mark.parametrize(
    ("paid", "by", "counts"),
    [
        ([], DUE[0], 0),
        ([(40, DUE[0])], DUE[0], 40),
        ([(20, date(2026, 12, 2)), (20, date(2026, 12, 3))], date(2026, 12, 3), 40),
        ([(40, DUE[0] + timedelta(days=1))], DUE[0], 0),
        ([(40, NOW.date() - timedelta(days=1))], DUE[0], 40),
        ([(40, NOW.date() - timedelta(days=2))], DUE[0], 0),
    ],
    ids=["nothing", "on its day", "in parts", "too late", "their yesterday", "before"],
)
def test_what_counts_is_what_was_paid_since_the_yes_and_by_the_day(
    db: Database, new_id: NewId, paid: list[tuple[int, date]], by: date, counts: int
) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        promise = agree_promise(session, a_promise(session, new_id, account, talk).id, NOW)
        for whole, on in paid:
            pay(session, new_id, account, whole, on)
        since = promise.agreed_at
        assert paid_since(session, account.id, since=since, by=by) == counts * 100


def test_a_payment_known_before_the_promise_does_not_count(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        pay(session, new_id, account, 40, NOW.date(), after=-1)
        promise = agree_promise(session, a_promise(session, new_id, account, talk).id, NOW)
        assert paid_since(session, account.id, since=promise.agreed_at, by=DUE[0]) == 0


def test_a_reminder_that_waits_does_not_arrive_after_the_yes(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        account, talk = begin(session, new_id)
        waiting(session, talk, "tomorrow", account_id=account.id, due_at=NOW + timedelta(days=1))
        waiting(session, talk, "answer", account_id=account.id, purpose="answer")
        agree_promise(session, a_promise(session, new_id, account, talk).id, NOW)
        found = {message.id: message.state for message in session.query(Message)}
    assert found == {"tomorrow": "cancelled", "answer": "pending"}
