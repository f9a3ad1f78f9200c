"""Each message leaves once, in order, in its turn, and not any more once somebody said stop."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from ledger.accounts import book
from ledger.conversations import receive
from ledger.database import Database, Session
from ledger.errors import WrongState
from ledger.events import events_of
from ledger.ids import NewId
from ledger.money import Money
from ledger.outgoing import (
    Draft,
    SendOutcome,
    cancel,
    claim,
    enqueue,
    in_doubt,
    mark_sending,
    postpone,
    refer,
    register_sender,
    release,
    settle,
)
from ledger.settling import TRIES_ALLOWED
from ledger.stops import quarantine, stop
from ledger.tables import Message, Sender
from tests.ledger.given import ANA, NOW, OURS, a_debtor, a_talk, an_account, waiting

LEASE = timedelta(seconds=60)
STEP = timedelta(seconds=1)


def take(session: Session, now: datetime = NOW) -> str | None:
    message = claim(session, now=now, lease=LEASE)
    return None if message is None else message.id


def hand_over(session: Session, now: datetime = NOW) -> str | None:
    key = take(session, now)
    if key is not None:
        assert mark_sending(session, key, now=now, lease=LEASE, decision_id="d")
    return key


def state(session: Session, key: str) -> str:
    return session.query(Message).filter_by(id=key).one().state


def kinds(session: Session, key: str) -> list[str]:
    return [event.kind for event in events_of(session, key)]


def test_the_same_key_is_enqueued_once(db: Database, new_id: NewId) -> None:
    draft = Draft(id="k", conversation_id="", text="Hi.", purpose="answer", due_at=NOW)
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        draft = Draft(id="k", conversation_id=talk.id, text="Hi.", purpose="answer", due_at=NOW)
        assert enqueue(session, draft, now=NOW)
        assert not enqueue(session, draft, now=NOW)
        assert kinds(session, "k") == ["message_enqueued"]


def test_a_message_is_sent_once_and_its_life_can_be_read(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
    with db.transaction() as session:
        assert hand_over(session) == "m1"
    with db.transaction() as session:
        assert take(session, NOW + STEP) is None
        settle(session, "m1", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW + STEP)
    with db.reading() as session:
        message = session.query(Message).filter_by(id="m1").one()
        assert (message.state, message.provider_sid, message.tries) == ("accepted", "SM1", 1)
        assert (message.decision_id, message.lease_until) == ("d", None)
        assert kinds(session, "m1") == ["message_enqueued", "message_sending", "message_accepted"]


def test_the_amended_text_is_what_is_kept(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        take(session)
        mark_sending(
            session, "m1", now=NOW, lease=LEASE, body="Better.", segments=1, encoding="GSM-7"
        )
    with db.reading() as session:
        message = session.query(Message).filter_by(id="m1").one()
        assert (message.body, message.segments, message.encoding) == ("Better.", 1, "GSM-7")


def test_a_worker_that_dies_before_deciding_leaves_the_message_to_the_next(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        assert take(session) == "m1"
    with db.transaction() as session:
        assert take(session, NOW + STEP) is None
        assert take(session, NOW + LEASE) == "m1"


def test_words_of_one_conversation_leave_in_the_order_they_were_written(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        waiting(session, talk, "first")
        waiting(session, talk, "second", priority=9)
    with db.transaction() as session:
        assert hand_over(session) == "first"
    with db.transaction() as session:
        assert take(session, NOW + STEP) is None, "the first is not settled yet"
        settle(session, "first", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW)
        assert hand_over(session, NOW + STEP) == "second"


def test_a_reminder_put_off_to_tomorrow_does_not_hold_up_an_answer(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        waiting(session, talk, "reminder")
        take(session)
        postpone(session, "reminder", NOW + timedelta(days=1), now=NOW, why="quiet hours")
        waiting(session, talk, "answer", purpose="answer")
        assert hand_over(session, NOW + STEP) == "answer"
        settle(session, "answer", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW)
        assert take(session, NOW + timedelta(hours=23)) is None
        assert take(session, NOW + timedelta(days=1)) == "reminder"


def test_the_second_part_of_an_answer_waits_for_the_first(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        receive(session, conversation=talk, message_id="in", body="hi", media=(), now=NOW)
        waiting(session, talk, "in/1", purpose="answer", in_reply_to="in")
        waiting(session, talk, "in/2", purpose="answer", in_reply_to="in")
        take(session)
        postpone(session, "in/1", NOW + timedelta(hours=1), now=NOW)
        assert take(session, NOW + STEP) is None
        assert hand_over(session, NOW + timedelta(hours=1)) == "in/1"


def test_what_is_urgent_goes_before_what_is_old(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        for number, priority in enumerate((0, 0, 5)):
            talk = a_talk(session, new_id, address=f"+1212555010{number}")
            waiting(session, talk, f"m{number}", priority=priority)
    order = []
    for second in range(3):
        with db.transaction() as session:
            order.append(hand_over(session, NOW + second * STEP))
    assert order == ["m2", "m0", "m1"]


def test_senders_take_turns_and_none_exceeds_its_rate(db: Database, new_id: NewId) -> None:
    ours = ["+15005550001", "+15005550002"]
    with db.transaction() as session:
        for number in range(40):
            sender = ours[0] if number < 30 else ours[1]
            talk = a_talk(session, new_id, address=f"+121255501{number:02}", ours=sender)
            waiting(session, talk, f"{sender[-1]}-{number}")
        for sender in ours:
            register_sender(session, address=sender, channel="sms", now=NOW, per_second=10)
    sent: list[tuple[str, datetime]] = []
    for tick in range(100):
        now = NOW + timedelta(milliseconds=20 * tick)
        with db.transaction() as session:
            while (key := hand_over(session, now)) is not None:
                sent.append((key[0], now))
    assert [key for key, _ in sent[:2]] == ["1", "2"]
    for sender in "12":
        times = [now for key, now in sent if key == sender]
        assert all(
            later - earlier >= timedelta(milliseconds=100)
            for earlier, later in itertools.pairwise(times)
        )
    counts = Counter(key for key, _ in sent)
    assert counts["2"] == 10
    assert counts["1"] >= 19


def test_a_sender_whose_only_message_must_wait_does_not_starve_the_others(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        stuck = a_talk(session, new_id, ours="+15005550001")
        waiting(session, stuck, "a1")
        waiting(session, stuck, "a2")
        free = a_talk(session, new_id, address="+12125550177", ours="+15005550002")
        waiting(session, free, "b1")
        assert [hand_over(session), hand_over(session, NOW + STEP)] == ["a1", "b1"]


def test_eight_workers_never_take_one_message_twice(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        for number in range(60):
            talk = a_talk(
                session,
                new_id,
                address=f"+121255501{number % 30:02}",
                ours=f"+1500555000{number % 3}",
            )
            waiting(session, talk, f"m{number}")
        for sender in range(3):
            register_sender(
                session, address=f"+1500555000{sender}", channel="sms", now=NOW, per_second=1e6
            )
    sent: list[str] = []
    failures: list[Exception] = []
    until = time.monotonic() + 60

    def work(worker: int) -> None:
        tick = 0
        while len(sent) < 60 and time.monotonic() < until:
            tick += 1
            now = NOW + timedelta(milliseconds=10 * tick + worker)
            try:
                with db.transaction() as session:
                    key = hand_over(session, now)
                if key is None:
                    time.sleep(0.001)
                    continue
                sent.append(key)
                with db.transaction() as session:
                    settle(
                        session,
                        key,
                        outcome=SendOutcome.ACCEPTED,
                        provider_sid=f"SM{key}",
                        now=now,
                    )
            except DBAPIError as error:
                failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Counter(sent) == Counter(f"m{number}" for number in range(60))
    for number in range(30):
        assert sent.index(f"m{number}") < sent.index(f"m{number + 30}"), "order in a conversation"


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        ("expired", "expired"),
        ("stopped", "opted out"),
        ("quarantined", "wrong number"),
        ("paid", "balance changed"),
    ],
)
def test_what_must_not_leave_any_more_is_cancelled_with_its_reason(
    db: Database, new_id: NewId, cause: str, why: str
) -> None:
    with db.transaction() as session:
        account = an_account(session, new_id, a_debtor(session, new_id))
        talk = a_talk(session, new_id)
        said = {"channel": "sms", "address": ANA, "now": NOW, "new_id": new_id}
        if cause == "stopped":
            stop(session, source="word", message_id=None, **said)  # type: ignore[arg-type]
        if cause == "quarantined":
            quarantine(session, reason="wrong", **said)  # type: ignore[arg-type]
        waiting(
            session,
            talk,
            "m1",
            account_id=account.id,
            balance_minor=100_00,
            expires_at=NOW if cause == "expired" else None,
        )
        if cause == "paid":
            book(
                session, account_id=account.id, kind="payment", money=Money(1, "USD"),
                booked_on=NOW.date(), reference="p", now=NOW, new_id=new_id,
            )  # fmt: skip
        waiting(session, a_talk(session, new_id, address="+12125550111"), "m2")
        assert take(session) == "m2"
        message = session.query(Message).filter_by(id="m1").one()
        assert message.state == "cancelled"
        assert why in (message.why or "")
        assert "message_cancelled" in kinds(session, "m1")


def test_the_line_that_confirms_a_stop_may_leave(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        stop(
            session, channel="sms", address=ANA, source="word", message_id=None, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        waiting(session, talk, "bye", purpose="opt_out_confirmation")
        assert take(session) == "bye"


def test_a_stop_silences_the_number_before_the_next_message(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        for key in ("m1", "m2"):
            waiting(session, talk, key)
        waiting(session, talk, "tomorrow", due_at=NOW + timedelta(days=1))
        waiting(session, talk, "asked")
        refer(session, "asked", now=NOW, why="a person decides")
        assert hand_over(session) == "m1"
    with db.transaction() as session:
        stop(
            session, channel="sms", address=ANA, source="word", message_id="in", now=NOW,
            new_id=new_id,
        )  # fmt: skip
    with db.transaction() as session:
        found = [state(session, key) for key in ("m1", "m2", "tomorrow", "asked")]
        assert found == ["sending", "cancelled", "cancelled", "cancelled"]
        assert kinds(session, "m1")[-1] == "too_late_to_recall"
        assert take(session, NOW + timedelta(days=2)) is None


def test_a_stop_waits_for_the_worker_that_is_just_deciding(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
    holds, done = threading.Event(), threading.Event()

    def worker() -> None:
        with db.transaction() as session:
            key = take(session)
            holds.set()
            time.sleep(0.3)
            assert key is not None
            mark_sending(session, key, now=NOW, lease=LEASE)
        done.set()

    thread = threading.Thread(target=worker)
    thread.start()
    assert holds.wait(10)
    with db.transaction() as session:
        stop(
            session, channel="sms", address=ANA, source="word", message_id=None, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        assert done.wait(5), "the stop came after the hand-over was committed"
        assert state(session, "m1") == "sending"
        assert kinds(session, "m1")[-1] == "too_late_to_recall"
    thread.join()


def test_a_person_may_release_what_was_referred(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        take(session)
        refer(session, "m1", now=NOW, why="the zone is unknown", decision_id="d1")
        assert take(session, NOW + timedelta(days=9)) is None
        release(session, "m1", staff_id="s1", now=NOW + timedelta(days=9))
        assert take(session, NOW + timedelta(days=10)) == "m1"


def test_what_has_left_cannot_be_taken_back_or_moved(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        hand_over(session)
        assert not cancel(session, "m1", why="no", now=NOW)
        with pytest.raises(WrongState, match="sending"):
            postpone(session, "m1", NOW, now=NOW)
        assert not mark_sending(session, "m1", now=NOW, lease=LEASE)


def test_a_refused_message_is_dead_and_a_busy_provider_is_asked_again(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        hand_over(session)
        settle(session, "m1", outcome=SendOutcome.RETRY, error_code=20429, now=NOW)
        assert take(session, NOW + STEP) is None
        assert hand_over(session, NOW + 2 * STEP) == "m1"
        settle(session, "m1", outcome=SendOutcome.REFUSED, error_code=21614, now=NOW)
        message = session.query(Message).filter_by(id="m1").one()
        assert (message.state, message.error_code, message.tries) == ("dead", 21614, 2)


def test_a_message_refused_again_and_again_ends(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        for attempt in range(TRIES_ALLOWED):
            now = NOW + attempt * timedelta(hours=1)
            assert hand_over(session, now) == "m1"
            settle(session, "m1", outcome=SendOutcome.RETRY, error_code=20429, now=now)
        assert state(session, "m1") == "dead"


def test_a_lost_answer_is_looked_up_and_never_sent_again_blindly(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        hand_over(session)
    with db.transaction() as session:
        assert in_doubt(session, now=NOW + STEP, lease=LEASE) == []
        assert take(session, NOW + 2 * LEASE) is None
        (doubtful,) = in_doubt(session, now=NOW + LEASE, lease=LEASE)
        assert doubtful.id == "m1"
        assert in_doubt(session, now=NOW + LEASE, lease=LEASE) == [], "another is looking it up"
        settle(session, "m1", outcome=SendOutcome.ACCEPTED, provider_sid="SM1", now=NOW)
        assert state(session, "m1") == "accepted"


def test_what_nobody_can_tell_ends_with_a_person(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        waiting(session, a_talk(session, new_id), "m1")
        hand_over(session)
        now = NOW
        for _ in range(TRIES_ALLOWED):
            now += LEASE
            in_doubt(session, now=now, lease=LEASE)
        assert state(session, "m1") == "unknown"
        assert kinds(session, "m1")[-1] == "message_unknown"
        assert take(session, now + LEASE) is None


def test_a_sender_learns_its_rate_and_keeps_it(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        register_sender(session, address=OURS, channel="sms", now=NOW, per_second=3)
        waiting(session, a_talk(session, new_id), "m1")
        assert session.get_one(Sender, OURS).per_second == 3
