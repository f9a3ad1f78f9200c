"""Answers are worked out once, in order within a conversation; follow-ups wait for their day."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import timedelta

from ledger.conversations import hand_over, receive
from ledger.database import Database, Session
from ledger.followups import (
    advance_followup,
    claim_followup,
    finish_followup,
    park_followup,
    schedule_followup,
)
from ledger.ids import NewId
from ledger.stops import stop
from ledger.tables import Conversation, Followup, Turn
from ledger.turns import claim_turn, finish_turn, retry_turn
from tests.ledger.given import ANA, NOW, a_debtor, a_talk

LEASE = timedelta(seconds=30)


def hear(session: Session, talk: Conversation, key: str, *, answer: bool = True) -> None:
    receive(session, conversation=talk, message_id=key, body="hi", media=(), now=NOW, answer=answer)


def take(session: Session, after: timedelta = timedelta()) -> str | None:
    turn = claim_turn(session, now=NOW + after, lease=LEASE)
    return None if turn is None else turn.id


def test_turns_of_a_conversation_run_one_after_the_other(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        other = a_talk(session, new_id, address="+12125550111")
        for key in ("a1", "a2"):
            hear(session, talk, key)
        hear(session, other, "b1")
    with db.transaction() as session:
        assert [take(session), take(session), take(session)] == ["a1", "b1", None]
        assert finish_turn(session, "a1", now=NOW, intent="greet", confidence=0.9)
        assert take(session) == "a2"
        assert not finish_turn(session, "a1", now=NOW)


def test_a_turn_put_off_keeps_the_later_ones_waiting(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        for key in ("a1", "a2"):
            hear(session, talk, key)
        take(session)
        assert retry_turn(session, "a1", due_at=NOW + timedelta(seconds=5))
        assert take(session) is None
        assert take(session, timedelta(seconds=5)) == "a1"
        assert session.get_one(Turn, "a1").tries == 2
        finish_turn(session, "a1", now=NOW, failed=True)
        assert not retry_turn(session, "a1", due_at=NOW)
        assert take(session, timedelta(seconds=5)) == "a2"


def test_a_turn_whose_worker_died_is_given_again(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        hear(session, a_talk(session, new_id), "a1")
        assert take(session) == "a1"
    with db.transaction() as session:
        assert take(session, LEASE / 2) is None
        assert take(session, LEASE) == "a1"


def test_while_a_person_has_the_conversation_no_turn_is_made(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        hear(session, talk, "stop", answer=False)
        hand_over(
            session, conversation_id=talk.id, reason="asked", summary=None, priority=0, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        hear(session, talk, "a1")
        assert session.query(Turn).count() == 0


def test_eight_workers_run_every_turn_once_and_in_order(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        for number in range(40):
            talk = a_talk(session, new_id, address=f"+121255501{number % 10:02}")
            hear(session, talk, f"t{number:02}")
    ran: list[str] = []
    until = time.monotonic() + 60

    def work() -> None:
        while len(ran) < 40 and time.monotonic() < until:
            with db.transaction() as session:
                key = take(session)
            if key is None:
                time.sleep(0.001)
                continue
            ran.append(key)
            with db.transaction() as session:
                assert finish_turn(session, key, now=NOW)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(ran) == Counter(f"t{number:02}" for number in range(40))
    for last in range(10):
        mine = [key for key in ran if int(key[1:]) % 10 == last]
        assert mine == sorted(mine)


def schedule(session: Session, key: str, **more: object) -> bool:
    values = {"account": "a", **more}
    return schedule_followup(
        session, followup_id=key, debtor_id="debtor D-1", kind="promise", step="due",
        values=values, due_at=NOW + timedelta(days=3), now=NOW,
    )  # fmt: skip


def test_a_followup_waits_for_its_day_and_goes_on_to_the_next(db: Database) -> None:
    with db.transaction() as session:
        assert schedule(session, "p1/due")
        assert not schedule(session, "p1/due")
    with db.transaction() as session:
        assert claim_followup(session, now=NOW + timedelta(days=2)) is None
        followup = claim_followup(session, now=NOW + timedelta(days=3))
        assert followup is not None
        advance_followup(
            session, followup, step="after", values={"k": 1}, due_at=NOW + timedelta(days=5),
            now=NOW + timedelta(days=3),
        )  # fmt: skip
    with db.transaction() as session:
        assert claim_followup(session, now=NOW + timedelta(days=4)) is None
        followup = claim_followup(session, now=NOW + timedelta(days=5))
        assert followup is not None
        assert (followup.step, followup.values) == ("after", {"k": 1})
        finish_followup(session, followup, now=NOW)
        assert claim_followup(session, now=NOW + timedelta(days=9)) is None


def test_a_followup_that_cannot_be_done_holds_up_no_other(db: Database) -> None:
    with db.transaction() as session:
        schedule(session, "bad")
        schedule(session, "good")
        park_followup(session, "bad", why="ValueError", now=NOW)
        followup = claim_followup(session, now=NOW + timedelta(days=3))
        assert followup is not None
        assert followup.id == "good"


def test_a_stop_cancels_the_followups_of_that_channel(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        for key, channel in (("any", None), ("sms", "sms"), ("letter", "letter")):
            schedule(session, key, **({"channel": channel} if channel else {}))
        stop(
            session, channel="sms", address=ANA, source="word", message_id=None, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        found = {one.id: one.state for one in session.query(Followup)}
    assert found == {"any": "cancelled", "sms": "cancelled", "letter": "pending"}


def test_two_workers_never_do_one_followup_at_the_same_time(db: Database) -> None:
    with db.transaction() as session:
        for number in range(20):
            schedule(session, f"f{number:02}")
    done: list[str] = []

    def work() -> None:
        while True:
            with db.transaction() as session:
                followup = claim_followup(session, now=NOW + timedelta(days=3))
                if followup is None:
                    break
                finish_followup(session, followup, now=NOW)
                done.append(followup.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [f"f{number:02}" for number in range(20)]
