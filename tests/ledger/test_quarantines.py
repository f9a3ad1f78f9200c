from __future__ import annotations

from datetime import datetime

import pytest

from ledger.database import Database
from ledger.events import events_of
from ledger.ids import NewId
from ledger.quarantines import end_quarantine
from ledger.stops import is_quarantined, quarantine
from ledger.tables import Message
from tests.ledger.given import ANA, a_debtor, a_talk, waiting


def silence(db: Database, new_id: NewId, now: datetime, *, dies: bool = False) -> bool:
    with db.transaction() as session:
        new = quarantine(
            session, channel="sms", address=ANA, reason="wrong", now=now, new_id=new_id
        )
        if dies:
            raise RuntimeError("the process dies here")
        return new


def test_a_number_that_is_not_theirs_is_silent_for_texts_and_calls(
    db: Database, new_id: NewId, now: datetime
) -> None:
    assert silence(db, new_id, now)
    assert not silence(db, new_id, now)

    with db.reading() as session:
        assert is_quarantined(session, "sms", ANA)
        assert is_quarantined(session, "voice", ANA)
        assert not is_quarantined(session, "email", ANA)


def test_all_of_it_happens_in_one_transaction_or_nothing_does(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        talk = a_talk(session, new_id)
        waiting(session, talk, "w1")

    with pytest.raises(RuntimeError):
        silence(db, new_id, now, dies=True)

    with db.reading() as session:
        assert not is_quarantined(session, "sms", ANA)
        assert session.query(Message).filter(Message.id == "w1").one().state == "pending"
        assert session.get_one(type(talk), talk.id).right_party == "unverified"


def test_a_person_who_proved_it_lets_the_number_be_used_and_nobody_is_verified_by_that(
    db: Database, new_id: NewId, now: datetime
) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        talk = a_talk(session, new_id)
    silence(db, new_id, now)

    with db.transaction() as session:
        assert end_quarantine(
            session, channel="sms", address=ANA, staff_id="casey", how="called", now=now
        )
        assert not end_quarantine(
            session, channel="sms", address=ANA, staff_id="casey", how="called", now=now
        )

    with db.reading() as session:
        assert not is_quarantined(session, "sms", ANA)
        assert not is_quarantined(session, "voice", ANA)
        assert session.get_one(type(talk), talk.id).right_party == "unverified"
        ended = [e for e in events_of(session, talk.id) if e.kind == "quarantine_ended"]
        assert [(e.detail["staff"], e.detail["how"]) for e in ended] == [("casey", "called")]
