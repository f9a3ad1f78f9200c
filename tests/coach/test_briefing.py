from __future__ import annotations

from datetime import datetime, timedelta

from coach.briefing import Mood, briefing
from coach.inbox import Shown, inbox
from compliance.situation import Flag
from ledger.conversations import hand_over, open_handover, receive
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.preferences import note_preference
from ledger.stops import record_flag
from ledger.tables import Conversation, Turn
from tests.ledger.given import a_debtor, a_talk


def said(session: Session, talk: Conversation, intent: str, now: datetime, new_id: NewId) -> None:
    message = receive(
        session, conversation=talk, message_id=new_id(), body=intent, media=(), now=now
    )
    assert message is not None
    session.get_one(Turn, message.id).intent = intent


def called(session: Session, talk: Conversation, why: str, now: datetime, new_id: NewId) -> None:
    hand_over(
        session, conversation_id=talk.id, reason=why, summary=None, priority=0, now=now,
        new_id=new_id,
    )  # fmt: skip


def test_what_they_want_how_they_sound_and_every_reason_is_told(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        debtor = a_debtor(session, new_id)
        talk = a_talk(session, new_id)
        for intent in ("greet", "ask_balance", "request_plan", "abuse", "request_plan"):
            said(session, talk, intent, now, new_id)
        called(session, talk, "dispute", now, new_id)
        called(session, talk, "complaint", now, new_id)
        note_preference(
            session, talk, kind="ways", value={"refused": ["voice"]}, message_id="m",
            words="no calls please", now=now, new_id=new_id,
        )  # fmt: skip
        told = briefing(session, talk, open_handover(session, talk.id), ())
        assert told.wants == ("request_plan", "ask_balance")
        assert told.mood is Mood.ANGRY
        assert told.reasons == ("dispute", "complaint")
        assert told.wishes == ("no calls please",)

        record_flag(
            session, debtor_id=debtor.id, account_id=None, flag=Flag.DISTRESS, source="m",
            note=None, now=now, new_id=new_id,
        )  # fmt: skip
        (row,) = inbox(session, shown=Shown.ALL, staff_id="casey", now=now)
        assert row.brief.mood is Mood.DISTRESS


def test_an_earlier_handover_is_not_told_again(db: Database, new_id: NewId, now: datetime) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        called(session, talk, "dispute", now, new_id)
        first = open_handover(session, talk.id)
        assert first is not None
        first.closed_at = now
        called(session, talk, "legal", now + timedelta(days=1), new_id)
        told = briefing(session, talk, open_handover(session, talk.id), ())
        assert told.reasons == ("legal",)
        assert told.mood is Mood.CALM
        assert told.wants == ()
