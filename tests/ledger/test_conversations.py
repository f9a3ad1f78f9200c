"""Words that come in are stored once and clean; a person can take over and give back."""

from __future__ import annotations

import itertools
import threading
from datetime import timedelta

import pytest

from compliance.situation import Flag
from ledger.conversations import (
    conversation_for,
    conversation_of,
    failed_proof,
    give_back,
    hand_over,
    open_handover,
    proved,
    receive,
    take,
    transcript,
)
from ledger.database import Database
from ledger.disputes import close_dispute, open_dispute
from ledger.errors import NotFound
from ledger.events import events_of
from ledger.ids import NewId
from ledger.stops import flags_of, is_quarantined, is_stopped, lift, quarantine, record_flag, stop
from ledger.tables import Circumstance, ConsentEntry, Conversation, Message, Stop, Turn
from tests.ledger.given import ANA, NOW, OURS, a_debtor, a_talk, an_account, waiting


def test_a_message_delivered_twice_is_stored_once(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        for expected in (True, False):
            got = receive(
                session, conversation=talk, message_id="SM1", body="hi", media=(), now=NOW
            )
            assert (got is not None) is expected
        assert session.query(Turn).count() == session.query(Message).count() == 1
        assert talk.last_inbound_at == NOW


def test_a_card_number_never_reaches_the_table(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        receive(
            session, conversation=a_talk(session, new_id), message_id="SM1",
            body="card 4111 1111 1111 1111", media=["image/jpeg"], now=NOW,
        )  # fmt: skip
    with db.reading() as session:
        message = session.query(Message).one()
    assert (message.body, message.media) == ("card [card number removed]", ["image/jpeg"])


def test_one_person_at_the_number_is_known_and_two_are_not(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        stranger = a_talk(session, new_id, address="+12125550199")
        ana = a_debtor(session, new_id, language="es")
        known = a_talk(session, new_id)
        assert (stranger.debtor_id, known.debtor_id) == (None, ana.id)
        assert known.language == "es"
        for ref in ("D-2", "D-3"):
            a_debtor(session, new_id, ref=ref, phone="+12125550177")
        assert a_talk(session, new_id, address="+12125550177").debtor_id is None


def test_the_number_they_wrote_to_is_the_number_that_answers(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        first = a_talk(session, new_id)
        again = a_talk(session, new_id, ours="+15005550009")
        later = a_talk(session, new_id, ours=None)
        assert first.id == again.id == later.id
        assert later.our_address == "+15005550009"


def test_two_first_messages_at_once_open_one_conversation(db: Database) -> None:
    opened: list[str] = []

    def write(worker: int) -> None:
        numbers = itertools.count()
        with db.transaction() as session:
            talk = conversation_for(
                session, channel="sms", address=ANA, our_address=OURS, now=NOW,
                new_id=lambda: f"{worker}-{next(numbers)}",
            )  # fmt: skip
            opened.append(talk.id)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 6
    assert len(set(opened)) == 1


def test_a_transcript_has_both_sides_in_order(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        receive(session, conversation=talk, message_id="in", body="hi", media=(), now=NOW)
        waiting(session, talk, "in/1", purpose="answer")
        assert [message.id for message in transcript(session, talk.id)] == ["in", "in/1"]


def test_the_third_failed_proof_locks_and_calls_a_person(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        left = [
            failed_proof(session, conversation_id=talk.id, now=NOW, new_id=new_id) for _ in range(3)
        ]
        assert left == [2, 1, 0]
        assert (talk.owner, talk.tries, talk.locked_at) == ("person", 3, NOW)
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert handover.reason == "identity_not_proved"
        give_back(session, conversation_id=talk.id, staff_id="s", now=NOW)
        assert (talk.owner, talk.tries, talk.locked_at) == ("bot", 0, None)
        assert open_handover(session, talk.id) is None


def test_a_proof_makes_the_right_party(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, phone=None)
        talk = a_talk(session, new_id)
        failed_proof(session, conversation_id=talk.id, now=NOW, new_id=new_id)
        proved(session, conversation_id=talk.id, debtor_id=ana.id, now=NOW)
        assert (talk.right_party, talk.debtor_id, talk.tries) == ("right", ana.id, 0)
        kinds = [event.kind for event in events_of(session, talk.id)]
        assert kinds == ["conversation_opened", "identity_not_proved", "identity_proved"]


def test_a_second_reason_makes_a_handover_more_urgent_not_double(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        for reason, priority in (("asked", 0), ("distress", 9), ("asked", 1)):
            hand_over(
                session, conversation_id=talk.id, reason=reason, summary=None,
                priority=priority, now=NOW, new_id=new_id,
            )  # fmt: skip
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert (handover.reason, handover.priority) == ("asked", 9)


def test_one_of_two_collectors_gets_the_conversation(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        handover = hand_over(
            session, conversation_id=talk.id, reason="asked", summary=None, priority=0, now=NOW,
            new_id=new_id,
        )  # fmt: skip
        got = [
            take(session, handover_id=handover.id, staff_id=staff, now=NOW)
            for staff in ("s1", "s2", "s1")
        ]
    assert got == [True, False, True]


def test_a_conversation_that_is_not_there_is_told(db: Database) -> None:
    with db.transaction() as session, pytest.raises(NotFound):
        conversation_of(session, "nobody")


def test_stop_and_start_leave_a_trace_and_one_live_stop(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        got = []
        for minute in range(2):
            at = NOW + timedelta(minutes=minute)
            said = {"channel": "sms", "address": ANA, "source": "word", "message_id": "m"}
            got.append(stop(session, **said, now=at, new_id=new_id))
        assert got == [True, False]
        assert is_stopped(session, "sms", ANA)
        assert not is_stopped(session, "voice", ANA)
        later = NOW + timedelta(minutes=5)
        started = [
            lift(session, channel="sms", address=ANA, source="word", now=later, new_id=new_id)
            for _ in range(2)
        ]
        assert started == [True, False]
        assert not is_stopped(session, "sms", ANA)
        assert session.query(Stop).count() == 1
        words = session.query(ConsentEntry).order_by(ConsentEntry.at).all()
        assert [(word.status, word.source) for word in words] == [
            ("withdrawn", "stop: word"),
            ("given", "start: word"),
        ]


def test_a_wrong_number_is_silent_for_every_account(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1")
        for expected in (True, False):
            assert (
                quarantine(
                    session, channel="sms", address=ANA, reason="says so", now=NOW, new_id=new_id
                )
                is expected
            )
        assert is_quarantined(session, "sms", ANA)
        assert session.query(Message).one().state == "cancelled"
        assert session.get_one(Conversation, talk.id).right_party == "wrong"


def test_an_attorney_on_one_account_holds_reminders_of_that_account(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        first, second = (an_account(session, new_id, ana, ref=ref) for ref in ("A-1", "A-2"))
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=first.id)
        waiting(session, talk, "m2", account_id=second.id)
        waiting(session, talk, "m3", account_id=first.id, purpose="answer")
        for _ in range(2):
            record_flag(
                session, debtor_id=ana.id, account_id=first.id, flag=Flag.REPRESENTED,
                source="staff s1", note=None, now=NOW, new_id=new_id,
            )  # fmt: skip
        assert session.query(Circumstance).count() == 1
        found = {message.id: message.state for message in session.query(Message)}
        assert found == {"m1": "cancelled", "m2": "pending", "m3": "pending"}
        assert flags_of(session, ana.id, first.id, NOW) == {Flag.REPRESENTED}
        assert flags_of(session, ana.id, second.id, NOW) == frozenset()
        assert flags_of(session, ana.id, None, NOW) == {Flag.REPRESENTED}


def test_a_flag_holds_until_its_day(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        record_flag(
            session, debtor_id=ana.id, account_id=None, flag=Flag.HARDSHIP, source="message m",
            note="lost job", now=NOW, until=NOW + timedelta(days=30), new_id=new_id,
        )  # fmt: skip
        held = [flags_of(session, ana.id, "any", NOW + timedelta(days=day)) for day in (0, 29, 30)]
    assert held == [{Flag.HARDSHIP}, {Flag.HARDSHIP}, frozenset()]


def test_a_dispute_holds_collection_until_a_person_ends_it(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        ana = a_debtor(session, new_id)
        account = an_account(session, new_id, ana)
        talk = a_talk(session, new_id)
        waiting(session, talk, "m1", account_id=account.id)
        said = {"account_id": account.id, "conversation_id": talk.id, "now": NOW, "new_id": new_id}
        fraud = open_dispute(session, kind="fraud", words="not me, SSN 123-45-6789", **said)  # type: ignore[arg-type]
        again = open_dispute(session, kind="fraud", words="!", **said)  # type: ignore[arg-type]
        assert fraud is again
        assert fraud.words == "not me, SSN [identity number removed]"
        assert flags_of(session, ana.id, account.id, NOW) == {Flag.DISPUTE, Flag.FRAUD}
        assert session.query(Message).filter_by(id="m1").one().state == "cancelled"
        close_dispute(session, dispute_id=fraud.id, verified=True, staff_id="s1", now=NOW)
        assert flags_of(session, ana.id, account.id, NOW) == frozenset()
        assert (fraud.closed_at, fraud.verified_at) == (NOW, NOW)
