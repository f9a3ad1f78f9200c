"""Agreements followed in a real ledger: kept, broken, completed or given to a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.situation import Flag
from ledger.accounts import book
from ledger.agreements import agree_plan, agree_promise, propose_plan, propose_promise
from ledger.events import events_of
from ledger.money import Money
from ledger.offers_facts import facts_of
from ledger.stops import record_flag, stop
from ledger.tables import Account, Conversation, Followup, Handover, Message, Plan, Promise
from outreach.advance import enrol, step
from outreach.campaigns import run
from tests.ledger.given import ANA, a_debtor, a_talk, an_account

AGREED = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def ana(db, new_id):
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        an_account(session, new_id, debtor, minor=613_42)
        return a_talk(session, new_id).id


@pytest.fixture
def promise(db, ana, new_id):
    with db.transaction() as session:
        made = propose_promise(
            session,
            account_id="account A-1",
            conversation_id=ana,
            money=Money(50_00, "USD"),
            due_on=FRIDAY,
            words=None,
            now=AGREED,
            new_id=new_id,
        )
        agree_promise(session, made.id, AGREED)
        return made.id


@pytest.fixture
def plan(db, ana, new_id):
    with db.transaction() as session:
        made = propose_plan(
            session,
            account_id="account A-1",
            conversation_id=ana,
            frequency="monthly",
            instalments=[
                (FRIDAY, Money(300_00, "USD")),
                (date(2027, 1, 4), Money(300_00, "USD")),
                (date(2027, 2, 4), Money(13_42, "USD")),
            ],
            policy_revision="r",
            now=AGREED,
            new_id=new_id,
        )
        agree_plan(session, made.id, AGREED)
        return made.id


@pytest.fixture
def live(db, rules, desk):
    """Live day by day, as the worker does, and give back what was done: (day, why)."""

    def days(first, last):
        seen = []
        day = first
        while day <= last:
            now = datetime(day.year, day.month, day.day, 16, 0, tzinfo=UTC)
            with db.transaction() as session:
                enrol(session, rules=rules, now=now)
            while stepped := step(db, rules=rules, desk=desk, now=now):
                seen.append((day, stepped.step, stepped.standing))
            day += timedelta(days=1)
        return seen

    return days


def pay(db, new_id, minor, on, reference):
    with db.transaction() as session:
        book(
            session,
            account_id="account A-1",
            kind="payment",
            money=Money(minor, "USD"),
            booked_on=on,
            reference=reference,
            now=datetime(on.year, on.month, on.day, 14, 0, tzinfo=UTC),
            new_id=new_id,
        )


def texts(db):
    with db.reading() as session:
        return [
            (message.template, message.body)
            for message in session.query(Message).order_by(Message.seq)
        ]


def templates(db):
    return [template for template, _ in texts(db)]


def standing(db, table, row_id):
    with db.reading() as session:
        return session.get_one(table, row_id).standing


def test_a_kept_promise_is_thanked_for(db, promise, new_id, live):
    pay(db, new_id, 50_00, date(2026, 12, 3), "P-1")

    seen = live(date(2026, 12, 1), date(2026, 12, 20))

    assert seen == [(date(2026, 12, 5), "due", "kept")]
    [(template, body)] = texts(db)
    assert template == "promise_kept"
    assert "$50.00" in body
    assert standing(db, Promise, promise) == "kept"


def test_a_broken_promise_is_one_message_after_the_grace(db, promise, live):
    seen = live(date(2026, 12, 1), date(2026, 12, 20))

    assert seen == [
        (date(2026, 12, 5), "due", None),
        (date(2026, 12, 8), "grace", "broken"),
    ]
    assert templates(db) == ["promise_broken"]
    with db.reading() as session:
        today = date(2026, 12, 20)
        assert facts_of(session, "account A-1", today=today).broken_promises == 1


def test_a_plan_kept_hears_of_each_instalment_and_of_its_end(db, plan, new_id, live):
    first = live(date(2026, 12, 1), FRIDAY)
    pay(db, new_id, 300_00, FRIDAY, "P-1")
    live(date(2026, 12, 5), date(2027, 1, 4))
    pay(db, new_id, 300_00, date(2027, 1, 4), "P-2")
    live(date(2027, 1, 5), date(2027, 2, 4))
    pay(db, new_id, 13_42, date(2027, 2, 4), "P-3")
    live(date(2027, 2, 5), date(2027, 2, 20))

    assert first[0][0] == date(2026, 12, 2)
    assert standing(db, Plan, plan) == "completed"
    assert templates(db) == ["instalment_soon"] * 3 + ["plan_completed"]


def test_a_missed_instalment_is_one_message_then_a_person(db, plan, ana, live):
    seen = live(date(2026, 12, 1), date(2027, 3, 1))

    assert seen == [
        (date(2026, 12, 2), "remind:1", None),
        (date(2026, 12, 8), "check:1", None),
        (date(2026, 12, 13), "missed:1", "defaulted"),
    ]
    assert templates(db) == ["instalment_soon", "instalment_missed"]
    with db.reading() as session:
        assert session.query(Handover).one().reason == "instalment_missed"
        assert session.get_one(Conversation, ana).owner == "person"
        today = date(2026, 12, 20)
        assert facts_of(session, "account A-1", today=today).defaulted_plans == 1


def test_the_word_before_an_instalment_is_not_said_after_its_day(db, plan, live):
    live(date(2026, 12, 1), date(2026, 12, 2))

    with db.reading() as session:
        soon = session.query(Message).one()
        assert soon.template == "instalment_soon"
        assert soon.expires_at == datetime(2026, 12, 5, 5, 0, tzinfo=UTC)  # midnight in New York
        assert soon.balance_minor == 613_42


def test_after_stop_the_promise_is_still_settled_but_nothing_is_written(db, promise, new_id, live):
    live(date(2026, 12, 1), date(2026, 12, 1))
    with db.transaction() as session:
        stop(
            session,
            channel="sms",
            address=ANA,
            source="word",
            message_id=None,
            now=AGREED + timedelta(hours=2),
            new_id=new_id,
        )

    live(date(2026, 12, 2), date(2026, 12, 20))

    assert texts(db) == []
    assert standing(db, Promise, promise) == "broken"
    with db.reading() as session:
        states = {row.id: row.state for row in session.query(Followup)}
    assert states == {f"promise/{promise}": "cancelled", f"promise/{promise}/quiet": "done"}


def test_a_dispute_pauses_a_plan_and_nobody_defaults(db, plan, new_id, live):
    with db.transaction() as session:
        record_flag(
            session,
            debtor_id="debtor D-1",
            account_id=None,
            flag=Flag.DISPUTE,
            source="message 1",
            note=None,
            now=AGREED,
            new_id=new_id,
        )

    live(date(2026, 12, 2), date(2027, 1, 31))

    assert texts(db) == []
    assert standing(db, Plan, plan) == "active"


def test_an_agreement_is_enrolled_once(db, promise, rules):
    for _ in range(3):
        with db.transaction() as session:
            enrol(session, rules=rules, now=AGREED)

    with db.reading() as session:
        [row] = session.query(Followup).all()
        assert (row.id, row.step) == (f"promise/{promise}", "due")
        assert row.due_at == datetime(2026, 12, 5, 15, 0, tzinfo=UTC)  # ten in the morning


def test_a_reminder_that_waits_for_the_morning_does_not_arrive_after_they_promised(
    db, ana, new_id, request, rules, desk
):
    night = datetime(2026, 12, 2, 4, 0, tzinfo=UTC)  # eleven in the evening in New York
    [outcome] = run(db, strategy=rules.strategy, now=night, desk=desk)
    assert outcome.queued
    request.getfixturevalue("promise")

    with db.transaction() as session:
        enrol(session, rules=rules, now=night)

    with db.reading() as session:
        reminder = session.query(Message).one()
        assert (reminder.state, reminder.why) == ("cancelled", "agreed to pay")


def close(db):
    with db.transaction() as session:
        session.get_one(Account, "account A-1").closed_at = AGREED


@pytest.mark.parametrize("enrolled_before", [True, False])
def test_an_account_that_is_closed_ends_what_was_agreed_without_a_word(
    db, promise, live, enrolled_before
):
    if enrolled_before:
        live(date(2026, 12, 1), date(2026, 12, 1))
    close(db)

    live(date(2026, 12, 2), date(2026, 12, 20))

    assert texts(db) == []
    assert standing(db, Promise, promise) == "cancelled"


def test_a_plan_made_at_the_counter_has_no_talk_and_one_is_opened_for_the_person(db, plan, live):
    with db.transaction() as session:
        session.get_one(Plan, plan).conversation_id = None

    live(date(2026, 12, 1), date(2026, 12, 20))

    with db.reading() as session:
        assert session.query(Handover).one().reason == "instalment_missed"


def test_without_a_talk_and_without_leave_to_open_one_the_need_stands_in_the_log(
    db, plan, new_id, live
):
    with db.transaction() as session:
        session.get_one(Plan, plan).conversation_id = None
        stop(
            session,
            channel="sms",
            address=ANA,
            source="word",
            message_id=None,
            now=AGREED,
            new_id=new_id,
        )

    live(date(2026, 12, 1), date(2026, 12, 20))

    assert standing(db, Plan, plan) == "defaulted"
    with db.reading() as session:
        assert "person_needed" in [event.kind for event in events_of(session, "account A-1")]


def test_a_promise_replaced_by_a_plan_is_followed_no_further(db, promise, plan, live):
    live(date(2026, 12, 1), date(2026, 12, 10))

    assert "promise_broken" not in templates(db)
    assert standing(db, Promise, promise) == "cancelled"


def test_a_step_that_cannot_be_done_is_parked_and_holds_up_no_other(db, promise, rules, desk):
    with db.transaction() as session:
        enrol(session, rules=rules, now=AGREED)
        session.query(Followup).one().values = {"agreement": promise}

    stepped = step(db, rules=rules, desk=desk, now=AGREED + timedelta(days=9))

    assert stepped is not None
    assert stepped.parked
    assert step(db, rules=rules, desk=desk, now=AGREED + timedelta(days=9)) is None
    with db.reading() as session:
        assert session.query(Followup).one().state == "parked"
