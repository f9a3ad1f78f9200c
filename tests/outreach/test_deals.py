"""A settlement that is paid takes the rest off, once; one that is not is void, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.situation import Flag
from ledger.accounts import balance, book, breakdown
from ledger.agreements import agree_promise, propose_parts
from ledger.deals import lapse_offers, propose_deal
from ledger.handovers import open_handover
from ledger.money import Money
from ledger.offers_facts import facts_of
from ledger.offers_reductions import Deal, Kind
from ledger.offers_terms import Why
from ledger.situations import SituationSettings, situation_for
from ledger.stops import record_flag
from ledger.tables import Entry, Message, Promise
from outreach.advance import enrol, step
from outreach.bounces import undo_bounced
from tests.ledger.given import a_debtor, a_talk, an_account

AGREED = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
ACCOUNT = "account A-1"
BY = date(2026, 12, 31)


def deal(kind: Kind, off: int) -> Deal:
    money, taken = Money(613_42 - off, "USD"), Money(off, "USD")
    return Deal(kind, money, taken, BY, date(2026, 12, 15), Why.AS_ASKED, "r")


@pytest.fixture
def offer(db, new_id):
    """Propose a deal; give its id."""

    def make(kind, off, *, agreed=True):
        with db.transaction() as session:
            debtor = a_debtor(session, new_id)
            an_account(session, new_id, debtor, minor=613_42)
            made = propose_deal(
                session, deal(kind, off), account_id=ACCOUNT, words="ok",
                conversation_id=a_talk(session, new_id).id, now=AGREED, new_id=new_id,
            )  # fmt: skip
            if agreed:
                agree_promise(session, made.id, AGREED)
            return made.id

    return make


@pytest.fixture
def live(db, rules, desk):
    """Live day by day, as the worker does; give (day, standing) of what was done."""

    def days(first, last):
        seen = []
        day = first
        while day <= last:
            now = datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)
            with db.transaction() as session:
                enrol(session, rules=rules, now=now)
            while stepped := step(db, rules=rules, desk=desk, now=now):
                if stepped.standing:
                    seen.append((day, stepped.standing))
            day += timedelta(days=1)
        return seen

    return days


def pay(db, new_id, minor, on):
    with db.transaction() as session:
        book(
            session, account_id=ACCOUNT, kind="payment", money=Money(minor, "USD"), booked_on=on,
            reference=f"{on} {minor}", now=datetime(on.year, on.month, on.day, 14, tzinfo=UTC),
            new_id=new_id,
        )  # fmt: skip


def left(db):
    with db.reading() as session:
        return balance(session, ACCOUNT).minor


def templates(db):
    with db.reading() as session:
        return [message.template for message in session.query(Message).order_by(Message.seq)]


def test_paid_in_time_the_rest_is_taken_off_at_once_and_they_are_thanked(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 9))
    pay(db, new_id, 500_00, date(2026, 12, 10))

    assert live(date(2026, 12, 10), date(2026, 12, 12)) == [(date(2026, 12, 10), "kept")]
    assert (left(db), templates(db)) == (0, ["settlement_kept"])
    with db.reading() as session:
        assert breakdown(session, ACCOUNT).waived == Money(113_42, "USD")


def test_it_is_taken_off_once_however_long_one_lives(db, new_id, offer, live):
    offer(Kind.WAIVER, 19_21)
    live(date(2026, 12, 1), date(2026, 12, 2))
    pay(db, new_id, 594_21, date(2026, 12, 10))
    live(date(2026, 12, 10), date(2027, 1, 20))

    with db.reading() as session:
        waived = session.query(Entry).filter(Entry.kind == "waiver").all()
    assert [entry.minor for entry in waived] == [-19_21]
    assert templates(db) == ["waiver_kept"]


def test_who_paid_more_is_not_given_more_than_is_left(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 2))
    pay(db, new_id, 550_00, date(2026, 12, 10))
    live(date(2026, 12, 10), date(2026, 12, 11))

    assert left(db) == 0


@pytest.mark.parametrize(("paid", "stays"), [(0, 613_42), (499_99, 113_43)])
def test_not_paid_it_is_void_and_nothing_is_taken_off(db, new_id, offer, live, paid, stays):
    promise = offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 2))
    if paid:
        pay(db, new_id, paid, date(2026, 12, 10))

    assert live(date(2026, 12, 10), date(2027, 1, 10)) == [(date(2027, 1, 4), "void")]
    assert (left(db), templates(db)) == (stays, ["instalment_soon", "deal_void"])
    with db.reading() as session:
        assert session.get_one(Promise, promise).standing == "void"
        facts = facts_of(session, ACCOUNT, today=BY)
        assert (facts.void_settlements, facts.broken_promises) == (1, 0)


def test_a_payment_that_bounced_settles_nothing(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 2))
    with db.transaction() as session:
        for kind, when in (("payment", AGREED), ("adjustment", AGREED + timedelta(minutes=5))):
            book(
                session, account_id=ACCOUNT, kind=kind, money=Money(500_00, "USD"),
                booked_on=AGREED.date(), reference=kind, now=when, new_id=new_id,
            )  # fmt: skip

    assert live(date(2026, 12, 3), date(2027, 1, 10)) == [(date(2027, 1, 4), "void")]
    assert left(db) == 613_42


def bounce(db, new_id, minor, on):
    with db.transaction() as session:
        book(
            session, account_id=ACCOUNT, kind="adjustment", money=Money(minor, "USD"),
            booked_on=on, reference=f"back {on}", new_id=new_id,
            now=datetime(on.year, on.month, on.day, 15, tzinfo=UTC),
        )  # fmt: skip


def undo(db, rules, desk, on):
    now = datetime(on.year, on.month, on.day, 16, tzinfo=UTC)
    with db.transaction() as session:
        return undo_bounced(session, strategy=rules.strategy, desk=desk, now=now)


@pytest.mark.parametrize(("kind", "off"), [(Kind.SETTLEMENT, 113_42), (Kind.WAIVER, 19_21)])
def test_a_payment_that_comes_back_later_takes_with_it_what_was_taken_off(
    db, new_id, offer, live, rules, desk, kind, off
):
    promise = offer(kind, off)
    live(date(2026, 12, 1), date(2026, 12, 2))
    pay(db, new_id, 613_42 - off, date(2026, 12, 10))
    live(date(2026, 12, 10), date(2026, 12, 12))
    assert (left(db), undo(db, rules, desk, date(2026, 12, 12))) == (0, 0)
    bounce(db, new_id, 613_42 - off, date(2026, 12, 15))

    assert undo(db, rules, desk, date(2026, 12, 15)) == 1
    assert undo(db, rules, desk, date(2026, 12, 16)) == 0
    assert left(db) == 613_42
    with db.reading() as session:
        standing = session.get_one(Promise, promise)
        assert standing.standing == "void"
        handover = open_handover(session, standing.conversation_id)
        assert handover.reason == "payment_came_back"


def test_who_has_paid_anew_before_anybody_looked_keeps_the_settlement(
    db, new_id, offer, live, rules, desk
):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 2))
    pay(db, new_id, 500_00, date(2026, 12, 10))
    live(date(2026, 12, 10), date(2026, 12, 12))
    bounce(db, new_id, 500_00, date(2026, 12, 15))
    pay(db, new_id, 500_00, date(2026, 12, 15))

    assert undo(db, rules, desk, date(2026, 12, 15)) == 0
    assert left(db) == 0


def test_hardship_that_was_told_before_does_not_silence_what_was_agreed_in_it(
    db, new_id, offer, live
):
    promise = offer(Kind.SETTLEMENT, 113_42)
    with db.transaction() as session:
        record_flag(
            session, debtor_id="debtor D-1", account_id=None, flag=Flag.HARDSHIP, source="test",
            note=None, now=AGREED - timedelta(minutes=5), new_id=new_id,
        )  # fmt: skip

    live(date(2026, 12, 1), date(2026, 12, 29))
    assert templates(db) == ["instalment_soon"]
    with db.transaction() as session:
        message = session.query(Message).filter(Message.template == "instalment_soon").one()
        assert message.id.split("/")[:2] == ["promise", promise]
        assert flags_seen(session, message) == frozenset()
        message.id = "reminder/account A-1/20261120/past_due_1"
        assert flags_seen(session, message) == {Flag.HARDSHIP}


def flags_seen(session, message):
    with session.no_autoflush:
        now = AGREED + timedelta(days=30)
        return situation_for(session, message, now=now, settings=SituationSettings()).flags


def test_interest_that_came_after_the_yes_goes_with_a_settlement(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    with db.transaction() as session:
        book(
            session, account_id=ACCOUNT, kind="interest", money=Money(7_00, "USD"),
            booked_on=AGREED.date(), reference="i", now=AGREED + timedelta(hours=1), new_id=new_id,
        )  # fmt: skip
    live(date(2026, 12, 1), date(2026, 12, 2))
    pay(db, new_id, 500_00, date(2026, 12, 10))
    live(date(2026, 12, 10), date(2026, 12, 11))

    assert left(db) == 0


def test_paid_after_the_grace_it_is_void_all_the_same(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2027, 1, 3))
    pay(db, new_id, 500_00, date(2027, 1, 4))

    assert live(date(2027, 1, 4), date(2027, 1, 6)) == [(date(2027, 1, 4), "void")]
    assert left(db) == 113_42


def test_while_they_are_in_trouble_nothing_becomes_void(db, new_id, offer, live):
    offer(Kind.SETTLEMENT, 113_42)
    live(date(2026, 12, 1), date(2026, 12, 2))
    with db.transaction() as session:
        record_flag(
            session, debtor_id="debtor D-1", account_id=None, flag=Flag.HARDSHIP, source="test",
            note=None, now=AGREED, new_id=new_id,
        )  # fmt: skip
    assert live(date(2026, 12, 3), date(2027, 1, 20)) == []
    pay(db, new_id, 500_00, date(2027, 1, 21))

    assert live(date(2027, 1, 21), date(2027, 1, 22)) == [(date(2027, 1, 21), "kept")]
    assert (left(db), templates(db)) == (0, [])


def test_an_extension_that_is_not_kept_is_a_broken_promise(db, offer, live):
    offer(Kind.EXTENSION, 0)

    assert live(date(2026, 12, 1), date(2027, 1, 10)) == [(date(2027, 1, 4), "broken")]
    assert templates(db) == ["instalment_soon", "promise_broken"]


def test_what_is_paid_counts_for_the_first_part_of_a_promise_first(db, new_id, live):
    with db.transaction() as session:
        an_account(session, new_id, a_debtor(session, new_id), minor=613_42)
        first = propose_parts(
            session, account_id=ACCOUNT, conversation_id=a_talk(session, new_id).id, words=None,
            parts=[(date(2026, 12, 4), Money(300_00, "USD")), (BY, Money(200_00, "USD"))],
            now=AGREED, new_id=new_id,
        )  # fmt: skip
        agree_promise(session, first.id, AGREED)
    pay(db, new_id, 300_00, date(2026, 12, 3))

    assert live(date(2026, 12, 1), date(2027, 1, 10)) == [
        (date(2026, 12, 5), "kept"), (date(2027, 1, 4), "broken")
    ]  # fmt: skip
    assert templates(db) == ["promise_kept", "promise_broken"]


def test_an_offer_that_nobody_takes_lapses(db, offer):
    promise = offer(Kind.SETTLEMENT, 113_42, agreed=False)
    with db.transaction() as session:
        assert lapse_offers(session, now=datetime(2026, 12, 16, 0, tzinfo=UTC)) == 0
        assert lapse_offers(session, now=datetime(2026, 12, 16, 15, tzinfo=UTC)) == 1
        assert session.get_one(Promise, promise).standing == "lapsed"
        assert lapse_offers(session, now=datetime(2026, 12, 17, tzinfo=UTC)) == 0
