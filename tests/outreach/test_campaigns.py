"""A campaign over a real ledger: what is due is queued once, and every account has its line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.situation import Flag
from ledger.accounts import book
from ledger.agreements import agree_promise, propose_promise
from ledger.conversations import hand_over
from ledger.money import Money
from ledger.outgoing import claim
from ledger.stops import lift, quarantine, record_flag, stop
from ledger.tables import Conversation, Debtor, Message
from outreach.campaigns import TemplateMissing, plan, run
from outreach.planner import PlannedContact, Silence
from outreach.strategy import Strategy
from tests.ledger.given import ANA, OURS, a_debtor, a_talk, an_account
from tests.outreach.conftest import POLICIES

DUE = date(2026, 12, 1)
FIVE_DAYS_LATE = datetime(2026, 12, 6, 16, 0, tzinfo=UTC)  # a Sunday morning in New York: 11:00


@pytest.fixture
def ana(db, new_id):
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        an_account(session, new_id, debtor, due_date=DUE, minor=613_42)
    return "account A-1"


@pytest.fixture
def look(db, strategy):
    def line(now=FIVE_DAYS_LATE):
        with db.reading() as session:
            [only] = plan(session, strategy=strategy, now=now)
        return only

    return line


@pytest.fixture
def send(db, strategy, desk):
    def outcomes(now=FIVE_DAYS_LATE):
        return list(run(db, strategy=strategy, now=now, desk=desk))

    return outcomes


def messages(db):
    with db.reading() as session:
        found = session.query(Message).order_by(Message.seq).all()
        session.expunge_all()
        return found


def test_what_is_due_goes_into_the_outbox_with_its_reason(db, ana, send):
    [outcome] = send()

    assert outcome.queued
    [message] = messages(db)
    assert message.id == "reminder/account A-1/20261201/past_due_1"
    assert (message.address, message.sender, message.state) == (ANA, OURS, "pending")
    assert message.account_id == ana
    assert message.balance_minor == 613_42
    assert "Acme Energy" in message.body
    assert "STOP" in message.body
    assert message.purpose == "reminder"
    assert "past_due_1" in message.why
    with db.reading() as session:
        assert session.query(Conversation).one().account_id == ana


def test_a_second_run_the_same_day_queues_nothing_twice(db, ana, send, look):
    send()

    [again] = send()

    assert not again.queued
    assert len(messages(db)) == 1
    assert look().reason is Silence.NOT_YET


def test_planning_writes_nothing(db, ana, look):
    line = look()

    assert isinstance(line, PlannedContact)
    assert messages(db) == []


def test_before_ten_in_the_morning_on_their_own_clock_it_waits(db, ana, send):
    send(datetime(2026, 12, 6, 9, 0, tzinfo=UTC))  # four in the morning in New York

    [message] = messages(db)
    assert message.state == "held"
    assert message.due_at == datetime(2026, 12, 6, 15, 0, tzinfo=UTC)


def test_due_today_is_not_said_tomorrow(db, new_id, send):
    with db.transaction() as session:
        an_account(session, new_id, a_debtor(session, new_id), due_date=DUE)

    send(datetime(2026, 12, 1, 16, 0, tzinfo=UTC))

    [message] = messages(db)
    assert message.template == "reminder_due_today"
    assert message.expires_at == datetime(2026, 12, 2, 5, 0, tzinfo=UTC)  # midnight in New York


def pay(db, new_id, minor, reference="P-1"):
    with db.transaction() as session:
        book(
            session,
            account_id="account A-1",
            kind="payment",
            money=Money(minor, "USD"),
            booked_on=date(2026, 12, 6),
            reference=reference,
            now=FIVE_DAYS_LATE,
            new_id=new_id,
        )


def test_a_part_payment_cancels_the_waiting_message_but_not_its_stage(db, ana, new_id, send):
    send()
    pay(db, new_id, 100_00)
    with db.transaction() as session:
        assert claim(session, now=FIVE_DAYS_LATE, lease=timedelta(minutes=1)) is None

    [outcome] = send()

    assert outcome.line.key == "reminder/account A-1/20261201/past_due_1/2"
    first, second = messages(db)
    assert (first.state, first.why) == ("cancelled", "the balance changed since it was written")
    assert (second.state, second.balance_minor) == ("pending", 513_42)


def test_who_paid_is_left_in_peace(db, ana, new_id, look):
    pay(db, new_id, 613_42)

    assert look().reason is Silence.PAID


def test_a_live_promise_is_silence(db, ana, new_id, look, send):
    with db.transaction() as session:
        promise = propose_promise(
            session,
            account_id=ana,
            conversation_id=a_talk(session, new_id).id,
            money=Money(50_00, "USD"),
            due_on=date(2026, 12, 11),
            words=None,
            now=FIVE_DAYS_LATE,
            new_id=new_id,
        )
        agree_promise(session, promise.id, FIVE_DAYS_LATE)

    assert look().reason is Silence.PROMISE
    assert [outcome.queued for outcome in send()] == [False]


def test_opted_out_is_silence_until_they_come_back(db, ana, new_id, look):
    told = {"channel": "sms", "address": ANA, "now": FIVE_DAYS_LATE, "new_id": new_id}
    with db.transaction() as session:
        stop(session, source="word", message_id=None, **told)
    assert look().reason is Silence.SILENCED

    with db.transaction() as session:
        lift(session, source="word", **told)
    assert isinstance(look(), PlannedContact)


def test_a_number_that_is_not_theirs_is_silence(db, ana, new_id, look):
    with db.transaction() as session:
        quarantine(
            session, channel="sms", address=ANA, reason="said so", now=FIVE_DAYS_LATE, new_id=new_id
        )

    assert look().reason is Silence.SILENCED


@pytest.mark.parametrize("account_id", ["account A-1", None])
def test_a_dispute_of_this_account_or_of_all_is_silence(db, ana, new_id, look, account_id):
    with db.transaction() as session:
        record_flag(
            session,
            debtor_id="debtor D-1",
            account_id=account_id,
            flag=Flag.DISPUTE,
            source="message 1",
            note=None,
            now=FIVE_DAYS_LATE - timedelta(days=1),
            new_id=new_id,
        )

    line = look()
    assert (line.reason, line.why) == (Silence.CIRCUMSTANCE, "recorded: dispute")


def test_while_a_person_has_the_conversation_the_strategy_keeps_out_of_it(db, ana, new_id, look):
    with db.transaction() as session:
        hand_over(
            session,
            conversation_id=a_talk(session, new_id).id,
            reason="asked",
            summary=None,
            priority=0,
            now=FIVE_DAYS_LATE,
            new_id=new_id,
        )

    assert look().reason is Silence.WITH_A_PERSON


def test_two_accounts_of_one_person_are_two_messages_on_two_days(db, ana, new_id, send):
    with db.transaction() as session:
        debtor = session.get_one(Debtor, "debtor D-1")
        an_account(session, new_id, debtor, ref="A-2", due_date=DUE)

    queued = [outcome.queued for outcome in send()]
    assert queued == [True, False]
    assert [m.account_id for m in messages(db)] == ["account A-1"]
    send(FIVE_DAYS_LATE + timedelta(days=3))
    assert [m.account_id for m in messages(db)] == ["account A-1", "account A-2"]


def test_many_people_are_done_in_batches_and_each_account_has_its_line(db, new_id, strategy, desk):
    with db.transaction() as session:
        for number in range(25):
            phone = f"+1212555{number:04}"
            debtor = a_debtor(session, new_id, ref=f"D-{number}", phone=phone)
            an_account(session, new_id, debtor, ref=f"A-{number}", due_date=DUE)

    outcomes = list(run(db, strategy=strategy, now=FIVE_DAYS_LATE, desk=desk, debtors=4))

    assert len(outcomes) == 25
    assert all(outcome.queued for outcome in outcomes)
    assert len(messages(db)) == 25


def test_a_run_that_died_half_way_is_simply_repeated(db, new_id, strategy, desk):
    with db.transaction() as session:
        for number in range(6):
            debtor = a_debtor(session, new_id, ref=f"D-{number}", phone=f"+1212555{number:04}")
            an_account(session, new_id, debtor, ref=f"A-{number}", due_date=DUE)
    first = run(db, strategy=strategy, now=FIVE_DAYS_LATE, desk=desk, debtors=2)
    next(first)
    first.close()

    outcomes = list(run(db, strategy=strategy, now=FIVE_DAYS_LATE, desk=desk, debtors=2))

    assert [outcome.queued for outcome in outcomes] == [False, False, True, True, True, True]
    assert len(messages(db)) == 6


def test_a_template_nobody_has_written_stops_the_run_before_it_begins(db, ana, tmp_path, desk):
    path = tmp_path / "strategy.yaml"
    path.write_text((POLICIES / "strategy.yaml").read_text().replace("reminder_past_due_1", "boo"))
    with pytest.raises(TemplateMissing, match="'boo', of which there is no approved text"):
        list(run(db, strategy=Strategy.load(path), now=FIVE_DAYS_LATE, desk=desk))

    assert messages(db) == []
