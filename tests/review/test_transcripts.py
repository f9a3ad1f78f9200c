from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ledger.conversations import receive
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.tables import Conversation, Delivery, Message, Staff
from review.findings import Period
from review.search import Wanted, search
from review.transcripts import transcript
from tests.ledger.given import ANA, a_debtor, a_talk, an_account, waiting
from tests.review.given import a_finding, a_record


def a_dispute(session: Session, new_id: NewId, now: datetime) -> Conversation:
    """Ana disputes; a reminder waits; a colleague's answer was delivered."""
    an_account(session, new_id, a_debtor(session, new_id), ref="A-77")
    talk = a_talk(session, new_id)
    receive(
        session, conversation=talk, message_id="in-1", body="I owe 100% nothing", media=[], now=now
    )
    waiting(session, talk, "reminder-1")
    session.add(
        Staff(id="casey", login="casey", name="Casey", password_hash="-", roles=["collector"])
    )
    waiting(session, talk, "answer-1", purpose="collector", written_by="casey")
    answer = session.query(Message).filter(Message.id == "answer-1").one()
    answer.state, answer.provider_sid = "delivered", "SM1"
    session.add(Delivery(provider_sid="SM1", status="delivered", at=now))
    a_record(
        session,
        at=now,
        message_id="reminder-1",
        conversation_id=talk.id,
        outcome="hold",
        findings=[a_finding("dispute_hold", "hold"), a_finding("hours", "permit")],
    )
    return talk


@pytest.mark.parametrize(
    "words",
    ["owe 100%", "OWE", "diaz", "A-77", "D-1", ANA, "  owe  "],
)
def test_a_conversation_is_found_by_its_words_and_by_its_person(
    db: Database, new_id: NewId, now: datetime, words: str
) -> None:
    with db.transaction() as session:
        talk = a_dispute(session, new_id, now)

    with db.reading() as session:
        found = search(session, Wanted(words=words))

    assert [row.conversation_id for row in found.rows] == [talk.id]
    assert (found.rows[0].name, found.rows[0].objected) == ("Ana Diaz", {"hold": 1})


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(words="100_"), 0),  # an underscore is an underscore
        (Wanted(outcome="hold"), 1),
        (Wanted(outcome="forbid"), 0),
        (Wanted(category="dispute_hold"), 1),
        (Wanted(category="hours"), 0),  # only a permit
        (Wanted(channel="chat"), 0),
        (Wanted(period=Period(since=date(2027, 1, 1))), 0),
        (Wanted(period=Period(since=date(2026, 12, 1))), 1),
        (Wanted(words="owe", outcome="hold", channel="sms"), 1),
    ],
)
def test_a_search_keeps_only_what_fits_everything_that_is_asked(
    db: Database, new_id: NewId, now: datetime, wanted: Wanted, number: int
) -> None:
    with db.transaction() as session:
        a_dispute(session, new_id, now)

    with db.reading() as session:
        assert search(session, wanted).total == number


def test_a_long_list_comes_in_pages_and_a_page_too_far_is_the_last(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        for number in range(5):
            a_talk(session, new_id, address=f"+1212555010{number}")

    with db.reading() as session:
        first = search(session, Wanted(), page=1, size=2)
        beyond = search(session, Wanted(), page=9, size=2)

    assert (first.total, first.pages, len(first.rows)) == (5, 3, 2)
    assert (beyond.page, len(beyond.rows)) == (3, 1)


def test_a_transcript_says_who_wrote_what_was_decided_and_what_became_of_it(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        talk = a_dispute(session, new_id, now)

    with db.reading() as session:
        told = transcript(session, talk.id)

    assert told is not None
    theirs, reminder, answer = told.lines
    assert [line.author for line in told.lines] == ["person", "strategy", "Casey"]
    assert theirs.decisions == ()
    (decided,) = reminder.decisions
    assert (decided.outcome, decided.permits) == ("hold", 1)
    assert [found.category for found in decided.objections] == ["dispute_hold"]
    assert [report.status for report in answer.deliveries] == ["delivered"]


def test_a_draft_that_was_refused_stands_in_the_transcript(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        a_record(
            session,
            at=now + timedelta(minutes=1),
            conversation_id=talk.id,
            outcome="forbid",
            findings=[a_finding("violence", "forbid", quote="or else")],
        )

    with db.reading() as session:
        told = transcript(session, talk.id)

    assert told is not None
    assert [draft.decided.outcome for draft in told.refused] == ["forbid"]


def test_there_is_no_transcript_of_a_conversation_that_never_was(db: Database) -> None:
    with db.reading() as session:
        assert transcript(session, "nobody") is None
