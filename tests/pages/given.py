"""A small house for the pages: people at work, one person who owes, and their talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from argon2 import PasswordHasher

from ledger.conversations import hand_over, receive
from ledger.database import Session
from ledger.ids import NewId
from ledger.tables import ConsentEntry, Conversation, Message, Staff
from tests.ledger.given import ANA, OURS, a_debtor, a_talk, an_account

NOON_IN_NEW_YORK = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
ASKED = "Can a person please help me with this?"


@cache
def _hash_of(password: str) -> str:
    """Hash once: to be slow is the point of this hash, but not of a test."""
    return PasswordHasher().hash(password)


@dataclass(frozen=True)
class Seeded:
    """Ids to go on with."""

    talk: str
    debtor: str


def seed(session: Session, new_id: NewId, *, now: datetime = NOON_IN_NEW_YORK) -> Seeded:
    """Ana owes 613.42, has proved who she is, and asked for a person a moment ago."""
    for login, name, roles in (
        ("casey", "Casey Collins", ["collector"]),
        ("jordan", "Jordan Jones", ["collector"]),
        ("robin", "Robin Reyes", ["reviewer"]),
        ("morgan", "Morgan Mills", ["manager"]),
    ):
        session.add(
            Staff(
                id=new_id(),
                login=login,
                name=name,
                password_hash=_hash_of(PASSWORD),
                roles=roles,
            )
        )
    debtor = a_debtor(session, new_id, city="New York", postal_code="10025")
    account = an_account(session, new_id, debtor, minor=613_42, due_date=date(2026, 11, 20))
    session.add(
        ConsentEntry(
            id=new_id(),
            debtor_id=debtor.id,
            channel="sms",
            address=ANA,
            status="given",
            at=datetime(2026, 11, 1, 12, 0, tzinfo=UTC),
            source="loan agreement",
        )
    )
    talk = a_talk(session, new_id, ours=OURS)
    talk.right_party, talk.account_id, talk.opened_at = "right", account.id, now
    said(session, talk, "SMask", ASKED, now=now)
    hand_over(
        session,
        conversation_id=talk.id,
        reason="asked_for_person",
        summary=None,
        priority=50,
        now=now,
        new_id=new_id,
    )
    return Seeded(talk=talk.id, debtor=debtor.id)


def said(
    session: Session, talk: Conversation, message_id: str, words: str, *, now: datetime
) -> Message:
    """The person writes."""
    message = receive(
        session, conversation=talk, message_id=message_id, body=words, media=[], now=now
    )
    assert message is not None
    return message
