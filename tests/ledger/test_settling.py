"""Callbacks come late, twice and out of order; a message never goes back."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.database import Database, Session
from ledger.events import events_of
from ledger.ids import NewId
from ledger.outgoing import SendOutcome, apply_status, claim, mark_sending, settle
from ledger.settling import RANK
from ledger.tables import Delivery, Message
from tests.ledger.given import NOW, a_talk, waiting

LEASE = timedelta(seconds=60)
STATUSES = (
    "queued", "accepted", "sending", "sent", "failed", "undelivered", "delivered", "read",
    "canceled", "partially_delivered", "something_new",
)  # fmt: skip


def handed_over(session: Session, new_id: NewId) -> Message:
    waiting(session, a_talk(session, new_id), "m1")
    message = claim(session, now=NOW, lease=LEASE)
    assert message is not None
    mark_sending(session, "m1", now=NOW, lease=LEASE)
    return message


def tell(session: Session, status: str, *, ours: str | None = None, sid: str = "SM1") -> None:
    apply_status(session, provider_sid=sid, our_id=ours, status=status, error_code=None, now=NOW)


def test_every_callback_is_kept_once(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        message = handed_over(session, new_id)
        settle(session, "m1", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW)
        for status in ("sent", "sent", "delivered", "sent"):
            tell(session, status)
        assert message.state == "delivered"
        assert session.query(Delivery).count() == 2


def test_a_callback_with_our_id_settles_a_message_whose_answer_was_lost(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        message = handed_over(session, new_id)
        tell(session, "sent", ours="m1")
        assert (message.state, message.provider_sid) == ("sent", "SM1")
        settle(session, "m1", outcome=SendOutcome.REFUSED, error_code=500, now=NOW)
        assert message.state == "sent", "the provider's own callback is better knowledge"


def test_a_failure_reported_late_keeps_its_code(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        message = handed_over(session, new_id)
        found = apply_status(
            session, provider_sid="SM1", our_id="m1", status="undelivered", error_code=30007,
            now=NOW,
        )  # fmt: skip
        assert found is message
        assert (message.state, message.error_code) == ("undelivered", 30007)


def test_a_callback_for_nothing_of_ours_is_kept_and_harmless(db: Database) -> None:
    with db.transaction() as session:
        found = apply_status(
            session, provider_sid="SM9", our_id="nobody", status="sent", error_code=None, now=NOW
        )
        assert found is None
        assert session.query(Delivery).count() == 1


def test_a_second_provider_id_for_one_message_is_told(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        message = handed_over(session, new_id)
        tell(session, "sent", ours="m1")
        tell(session, "sent", ours="m1", sid="SM2")
        assert message.provider_sid == "SM1"
        assert events_of(session, "m1")[-1].kind == "message_sent_twice"


@pytest.mark.parametrize("order", [*itertools.permutations(["sent", "undelivered", "delivered"])])
def test_the_last_word_is_the_same_in_every_order(
    db: Database, new_id: NewId, order: tuple[str, ...]
) -> None:
    with db.transaction() as session:
        message = handed_over(session, new_id)
        for status in order:
            tell(session, status, ours="m1")
        assert message.state == "delivered"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=st.lists(st.sampled_from([*STATUSES, "<settle>", "<retry>"]), min_size=1, max_size=9))
def test_the_rank_never_falls_whatever_comes_in_whatever_order(
    db: Database, told: list[str]
) -> None:
    numbers = itertools.count()
    with db.engine.connect() as connection:
        session = Session(connection)
        message = handed_over(session, lambda: f"n{next(numbers)}")
        rank = 0
        for status in told:
            if status == "<settle>":
                settle(session, "m1", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW)
            elif status == "<retry>":
                settle(session, "m1", outcome=SendOutcome.RETRY, now=NOW)
            else:
                tell(session, status, ours="m1")
            assert RANK.get(message.state, 0) >= rank
            rank = RANK.get(message.state, 0)
        session.rollback()
