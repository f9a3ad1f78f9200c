"""Guessing at somebody's proof gets nowhere, and an old proof is worth nothing."""

from __future__ import annotations

from datetime import timedelta

from ledger.conversations import PROOF_LASTS, conversation_for, receive
from ledger.proof_brake import FAILURES_ALLOWED, is_braked, note_failure


def test_a_reference_is_braked_after_several_failures_and_free_again_a_day_later(db, now):
    with db.transaction() as session:
        for _ in range(FAILURES_ALLOWED - 1):
            note_failure(session, "HH-1001", now=now)
        assert not is_braked(session, "HH-1001", now=now)

        note_failure(session, " hh-1001", now=now)

        assert is_braked(session, "HH-1001", now=now)
        assert not is_braked(session, "HH-1002", now=now)
        assert not is_braked(session, "HH-1001", now=now + timedelta(days=1))


def test_a_proof_lapses_after_a_long_silence_because_numbers_change_hands(db, now, new_id):
    def hear(at):
        with db.transaction() as session:
            talk = conversation_for(
                session, channel="sms", address="+12125550101", our_address=None,
                now=at, new_id=new_id,
            )  # fmt: skip
            receive(session, conversation=talk, message_id=new_id(), body="hello", media=[], now=at)
            return talk.right_party

    hear(now)
    with db.transaction() as session:
        talk = conversation_for(
            session, channel="sms", address="+12125550101", our_address=None, now=now, new_id=new_id
        )
        talk.right_party = "right"

    soon = now + PROOF_LASTS - timedelta(minutes=1)
    assert hear(soon) == "right"
    assert hear(soon + PROOF_LASTS) == "unverified"
