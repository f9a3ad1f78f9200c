"""Payments that providers tell of: booked once, never lost, whatever comes twice or in disorder."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from compliance.situation import Flag
from ledger.accounts import balance, book
from ledger.checkouts import forget_checkout, note_checkout
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.money import CurrencyMismatch, Money
from ledger.payments import (
    LINK_LASTS,
    Outcome,
    Standing,
    Taken,
    Told,
    open_requests,
    request_by_token,
    request_payment,
    standing_of,
    take_payment,
)
from ledger.stops import record_flag
from ledger.tables import Entry, Event, PaymentRequest, ProviderEvent
from tests.databases import SqliteForTests
from tests.ledger.given import a_debtor, a_talk, an_account

TODAY = date(2026, 12, 1)
ACCOUNT = "account A-1"


def asked(
    session: Session, new_id: NewId, now: datetime, minor: int = 50_00, **more: str
) -> PaymentRequest:
    return request_payment(
        session,
        account_id=ACCOUNT,
        conversation_id=more.get("conversation_id"),
        money=Money(minor, more.get("currency", "USD")),
        kind="part",
        now=now,
        new_id=new_id,
    )


def told(request_id: str | None, *, payment: str | None = "cs_1", event: str = "evt_1",
         minor: int = 50_00, currency: str = "USD") -> Told:  # fmt: skip
    return Told("stripe", event, "paid", request_id, payment, minor, currency)


def take(session: Session, what: Told, new_id: NewId, now: datetime) -> Taken:
    return take_payment(session, what, paid_on=TODAY, now=now, new_id=new_id)


@pytest.fixture
def owing(db: Database, new_id: NewId) -> Database:
    """Ana owes a hundred dollars."""
    with db.transaction() as session:
        an_account(session, new_id, a_debtor(session, new_id))
        a_talk(session, new_id)
    return db


def test_the_same_sum_asked_twice_is_one_link(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        first = asked(session, new_id, now).token
        assert asked(session, new_id, now).token == first
        assert session.query(PaymentRequest).count() == 1


def test_another_sum_takes_the_place_of_the_link_before(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        first = asked(session, new_id, now)
        second = asked(session, new_id, now, 60_00)
        assert standing_of(session, first, now=now) is Standing.REPLACED
        assert standing_of(session, second, now=now) is Standing.PAYABLE
        assert open_requests(session, [ACCOUNT], now=now) == [Money(60_00, "USD")]


def test_a_link_ends_by_itself(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        later = now + LINK_LASTS
        assert standing_of(session, request, now=later) is Standing.EXPIRED
        assert asked(session, new_id, later).token != request.token


def test_a_link_for_more_than_is_left_cannot_be_paid(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        book(session, account_id=ACCOUNT, kind="payment", money=Money(60_00, "USD"),
             booked_on=TODAY, reference="elsewhere", now=now, new_id=new_id)  # fmt: skip
        assert standing_of(session, request, now=now) is Standing.CHANGED


def test_nobody_is_asked_by_an_old_link_while_they_dispute(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        record_flag(session, debtor_id="debtor D-1", account_id=ACCOUNT, flag=Flag.DISPUTE,
                    source="message", note=None, now=now, new_id=new_id)  # fmt: skip
        assert standing_of(session, request, now=now) is Standing.HELD


def test_a_request_is_made_in_the_currency_of_the_account(
    owing: Database, new_id: NewId, now: datetime
):
    with pytest.raises(CurrencyMismatch), owing.transaction() as session:
        asked(session, new_id, now, currency="EUR")


def test_a_payment_lowers_the_balance_and_ends_its_request(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        taken = take(session, told(request.id), new_id, now)
        assert taken.outcome is Outcome.BOOKED
        assert taken.left == Money(50_00, "USD") == balance(session, ACCOUNT)
        assert not taken.differs
        assert standing_of(session, request, now=now) is Standing.PAID
        assert request_by_token(session, request.token) is request


@pytest.mark.parametrize("event", ["evt_1", "evt_2"])
def test_told_again_under_the_same_or_another_event_it_is_booked_once(
    owing: Database, new_id: NewId, now: datetime, event: str
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        take(session, told(request.id), new_id, now)
    with owing.transaction() as session:
        taken = take(session, told(request.id, event=event), new_id, now)
        assert taken.outcome is Outcome.AGAIN
        assert balance(session, ACCOUNT) == Money(50_00, "USD")


def test_told_by_several_at_once_it_is_booked_once(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        request_id = asked(session, new_id, now).id

    def hear(number: int) -> Outcome:
        with owing.transaction() as session:
            return take(session, told(request_id, event=f"evt_{number % 3}"), new_id, now).outcome

    with ThreadPoolExecutor(6) as several:
        outcomes = list(several.map(hear, range(12)))
    assert sorted(outcomes) == [Outcome.AGAIN] * 11 + [Outcome.BOOKED]
    with owing.transaction() as session:
        assert balance(session, ACCOUNT) == Money(50_00, "USD")
        assert session.query(ProviderEvent).count() == 3


def test_asked_for_by_several_at_once_it_is_one_link(owing: Database, new_id: NewId, now: datetime):
    def ask(_: int) -> str:
        with owing.transaction() as session:
            return asked(session, new_id, now).token

    with ThreadPoolExecutor(6) as several:
        assert len(set(several.map(ask, range(12)))) == 1


def test_a_payment_through_a_replaced_link_is_not_lost(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        first = asked(session, new_id, now)
        asked(session, new_id, now, 60_00)
        assert take(session, told(first.id), new_id, now).outcome is Outcome.BOOKED


def test_another_sum_than_was_asked_for_is_booked_as_it_came(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        taken = take(session, told(request.id, minor=49_99), new_id, now)
        assert taken.differs
        assert balance(session, ACCOUNT) == Money(50_01, "USD")


def test_money_that_fits_nothing_is_kept_for_a_person(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        foreign = take(session, told(request.id, currency="EUR"), new_id, now)
        unknown = take(session, told("nobody", event="evt_2"), new_id, now)
        assert (foreign.outcome, unknown.outcome) == (Outcome.CURRENCY, Outcome.UNKNOWN)
        assert balance(session, ACCOUNT) == Money(100_00, "USD")
        assert session.query(Event).filter(Event.kind == "payment_unmatched").count() == 2
        kept = {row.event_id: (row.minor, row.currency) for row in session.query(ProviderEvent)}
        assert kept == {"evt_1": (50_00, "EUR"), "evt_2": (50_00, "USD")}


def test_news_without_money_books_nothing_even_after_the_money(
    owing: Database, new_id: NewId, now: datetime
):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        take(session, told(request.id), new_id, now)
        news = take(session, told(request.id, payment=None, event="evt_0"), new_id, now)
        assert news.outcome is Outcome.NOTED
        assert standing_of(session, request, now=now) is Standing.PAID


def test_what_a_provider_told_is_never_changed(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        take(session, told("nobody"), new_id, now)
    with pytest.raises(DBAPIError, match="append-only"), owing.transaction() as session:
        session.query(ProviderEvent).delete()


def test_a_checkout_is_kept_until_it_has_ended(owing: Database, new_id: NewId, now: datetime):
    with owing.transaction() as session:
        request = asked(session, new_id, now)
        note_checkout(
            session, request.id, attempt=1, provider="stripe", ref="cs_1", url="https://1", now=now
        )
        forget_checkout(session, request.id, ref="another")
        assert (request.attempt, request.checkout_ref) == (1, "cs_1")
        forget_checkout(session, request.id, ref="cs_1")
        assert (request.attempt, request.checkout_ref) == (2, None)
        note_checkout(
            session, request.id, attempt=1, provider="stripe", ref="late", url="https://0", now=now
        )
        assert request.checkout_ref is None


# One payment is one name at the provider, one request, one sum, and any number of events.
PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second", "nobody"]),  # the request it is for
        st.integers(1, 80_00),
        st.sampled_from(["USD", "USD", "USD", "EUR"]),
    ),
    max_size=6,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments=PAYMENTS, data=st.data())
def test_no_sequence_of_webhooks_books_twice_or_loses_a_payment(
    payments: list[tuple[str, int, str]],
    data: st.DataObject,
    sqlite_template: SqliteForTests,
    tmp_path_factory: pytest.TempPathFactory,
):
    db = Database(sqlite_template.fresh(tmp_path_factory.mktemp("one")))
    numbers = itertools.count(1)
    new_id: NewId = lambda: f"id-{next(numbers)}"  # noqa: E731
    now = datetime.fromisoformat("2026-12-01T15:00:00+00:00")
    with db.transaction() as session:
        an_account(session, new_id, a_debtor(session, new_id))
        ids = {"nobody": "nobody"}
        for name, minor in (("first", 50_00), ("second", 60_00)):
            ids[name] = asked(session, new_id, now, minor).id
    events = [
        Told("stripe", f"evt_{number}_{which}", "told", ids[name],
             None if which == "early" else f"cs_{number}", minor, currency)
        for number, (name, minor, currency) in enumerate(payments)
        for which in data.draw(st.lists(st.sampled_from(["early", "paid", "late"]), max_size=4))
    ]  # fmt: skip
    events += [
        Told("stripe", f"evt_{n}", "told", ids[name], f"cs_{n}", minor, currency)
        for n, (name, minor, currency) in enumerate(payments)
    ]  # each is told of at last
    for what in data.draw(st.permutations(events)):
        now += timedelta(seconds=1)
        with db.transaction() as session:
            take(session, what, new_id, now)
    with db.transaction() as session:
        booked = sorted(
            -entry.minor for entry in session.query(Entry).filter(Entry.kind == "payment")
        )
        kept = {(row.payment_ref, row.outcome) for row in session.query(ProviderEvent)}
    fitting = [p for p in payments if p[0] != "nobody" and p[2] == "USD"]
    assert booked == sorted(minor for _, minor, _ in fitting)
    for number, (name, _, currency) in enumerate(payments):
        if name == "nobody":
            assert (f"cs_{number}", "unknown") in kept
        elif currency != "USD":
            assert (f"cs_{number}", "currency") in kept
    db.dispose()
