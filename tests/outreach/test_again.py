"""Who named a day is left in peace until then, and then written to once, if it makes sense."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.situation import Flag
from ledger.accounts import book
from ledger.conversations import receive
from ledger.later import write_again_at
from ledger.money import Money
from ledger.portfolio import open_views
from ledger.stops import record_flag, stop
from ledger.tables import Conversation, Message
from outreach.advance import step
from outreach.planner import Silence, due_contacts
from tests.ledger.given import ANA, a_debtor, a_talk, an_account

ASKED = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
THEN = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def ana(db, new_id):
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        an_account(session, new_id, debtor, minor=613_42)
        talk = a_talk(session, new_id)
        talk.debtor_id = debtor.id
        write_again_at(session, talk, wish_id="m-1", due_at=THEN, now=ASKED)
        return talk.id


def written(db):
    with db.reading() as session:
        return [
            message.template
            for message in session.query(Message).filter(
                Message.direction == "out", Message.state != "cancelled"
            )
        ]


def test_until_then_nobody_is_written_to(db, ana, strategy):
    with db.reading() as session:
        views = list(open_views(session, now=ASKED))
    (line,) = due_contacts(strategy, views, lambda _: date(2026, 12, 2))

    assert line.reason is Silence.ASKED_TO_WAIT


def test_on_the_day_there_is_one_message(db, ana, rules, desk):
    assert step(db, rules=rules, desk=desk, now=THEN - timedelta(minutes=1)) is None
    assert step(db, rules=rules, desk=desk, now=THEN) is not None
    assert step(db, rules=rules, desk=desk, now=THEN + timedelta(days=9)) is None
    assert written(db) == ["write_again"]


def test_there_is_none_if_they_wrote_meanwhile(db, ana, rules, desk):
    with db.transaction() as session:
        receive(
            session, conversation=session.get_one(Conversation, ana), message_id="m-2",
            body="hello", media=(), now=ASKED + timedelta(days=1),
        )  # fmt: skip
    done = step(db, rules=rules, desk=desk, now=THEN)

    assert (done.why, written(db)) == ("they have written since", [])


@pytest.mark.parametrize("what", ["paid", "hardship", "stop"])
def test_there_is_none_if_nothing_may_or_need_be_said(db, ana, rules, desk, new_id, what):
    with db.transaction() as session:
        if what == "paid":
            book(
                session, account_id="account A-1", kind="payment", money=Money(613_42, "USD"),
                booked_on=ASKED.date(), reference="p", now=ASKED, new_id=new_id,
            )  # fmt: skip
        elif what == "hardship":
            record_flag(
                session, debtor_id="debtor D-1", account_id=None, flag=Flag.HARDSHIP,
                source="test", note=None, now=ASKED, new_id=new_id,
            )  # fmt: skip
        else:
            stop(
                session, channel="sms", address=ANA, source="word", message_id=None, now=ASKED,
                new_id=new_id,
            )  # fmt: skip
    step(db, rules=rules, desk=desk, now=THEN)

    assert written(db) == []
