from __future__ import annotations

from datetime import datetime, timedelta

from coach.inbox import Shown, counts, inbox, referred
from ledger.conversations import hand_over, receive, take
from ledger.database import Database
from ledger.ids import NewId
from ledger.tables import Message
from tests.ledger.given import a_debtor, a_talk, waiting


def test_the_more_urgent_comes_first_and_among_equals_who_waits_longest(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        for number, (priority, minutes) in enumerate([(0, 30), (0, 90), (100, 1)]):
            talk = a_talk(session, new_id, address=f"+1212555010{number}")
            hand_over(
                session,
                conversation_id=talk.id,
                reason=f"reason {number}",
                summary=None,
                priority=priority,
                now=now - timedelta(minutes=minutes),
                new_id=new_id,
            )

    with db.reading() as session:
        rows = inbox(session, shown=Shown.WAITING, staff_id="casey", now=now)

    assert [row.reason for row in rows] == ["reason 2", "reason 1", "reason 0"]
    assert rows[1].age == timedelta(minutes=90)


def test_a_conversation_somebody_took_leaves_the_waiting_and_is_theirs(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        talk = a_talk(session, new_id)
        long = "please " * 60
        receive(session, conversation=talk, message_id="in", body=long, media=[], now=now)
        handover = hand_over(
            session,
            conversation_id=talk.id,
            reason="complain",
            summary=None,
            priority=0,
            now=now,
            new_id=new_id,
        )
        assert take(session, handover_id=handover.id, staff_id="casey", now=now)

    with db.reading() as session:
        assert inbox(session, shown=Shown.WAITING, staff_id="casey", now=now) == []
        assert inbox(session, shown=Shown.MINE, staff_id="jordan", now=now) == []
        (mine,) = inbox(session, shown=Shown.MINE, staff_id="casey", now=now)
        numbers = counts(session, staff_id="casey")

    assert (mine.name, mine.taken_by) == ("Ana Diaz", "casey")
    assert mine.last_words is not None
    assert len(mine.last_words) <= 120
    assert numbers == {Shown.WAITING: 0, Shown.MINE: 1, Shown.ALL: 1}


def test_a_message_the_door_referred_waits_in_the_list_of_decisions(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        waiting(session, talk, "m-1", why="no place is known")
        session.query(Message).filter(Message.id == "m-1").one().state = "referred"

    with db.reading() as session:
        (row,) = referred(session)

    assert (row.message_id, row.why, row.name) == ("m-1", "no place is known", None)
