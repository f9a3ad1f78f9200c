"""Every verdict can be proved years later, without telling whose it was."""

from __future__ import annotations

import itertools
import json
import threading

from sqlalchemy import text

from compliance.situation import (
    Channel,
    Contact,
    Direction,
    Flag,
    Place,
    Purpose,
    RightParty,
    Situation,
)
from compliance.verdict import Category, Finding, Outcome, Span, Verdict
from ledger.database import Database, Session
from ledger.ids import NewId
from ledger.records import record_decision, verify_chain
from ledger.tables import DecisionRecord
from tests.ledger.given import NOW, a_debtor, a_talk, waiting

WORDS = "Ana Diaz, call +12125550100 about $120.50"


def a_situation() -> Situation:
    return Situation(
        at=NOW,
        channel=Channel.SMS,
        direction=Direction.OUTBOUND,
        purpose=Purpose.REMINDER,
        collecting=None,
        text=WORDS,
        language="en",
        places=(Place("America/New_York", ("us", "us-ny"), "area code"),),
        right_party=RightParty.RIGHT,
        flags=frozenset({Flag.HARDSHIP, Flag.DISPUTE}),
        contacts=(Contact(NOW, Channel.SMS, Direction.REPLY),),
    )


def a_verdict() -> Verdict:
    finding = Finding(
        rule="us/hours", category=Category.HOURS, outcome=Outcome.HOLD, reason="Too early.",
        reference="12 CFR 1006.6(b)(1)", not_before=NOW, span=Span(0, 3), quote="Ana",
    )  # fmt: skip
    return Verdict(WORDS, (finding,), pack_revision="p1", model_revision="m1")


def record(session: Session, new_id: NewId, message_id: str | None = None) -> DecisionRecord:
    return record_decision(
        session, message_id=message_id, conversation_id=None, situation=a_situation(),
        verdict=a_verdict(), now=NOW, new_id=new_id,
    )  # fmt: skip


def all_of(session: Session) -> list[DecisionRecord]:
    return session.query(DecisionRecord).order_by(DecisionRecord.seq).all()


def test_a_record_says_why_and_not_who(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        a_debtor(session, new_id)
        waiting(session, a_talk(session, new_id), "m1")
        record(session, new_id, "m1")
    with db.reading() as session:
        (row,) = all_of(session)
    everything = json.dumps([row.situation, row.findings, row.masked_text])
    for personal in ("Ana", "Diaz", "2125550100"):
        assert personal not in everything
    assert "$120.50" in row.masked_text
    assert row.findings[0]["reference"] == "12 CFR 1006.6(b)(1)"
    assert row.findings[0]["span"] == [0, 3]
    assert row.situation["flags"] == ["dispute", "hardship"]
    assert row.situation["places"][0]["zone"] == "America/New_York"
    assert (row.outcome, row.pack_revision, row.model_revision) == ("hold", "p1", "m1")


def test_an_untouched_chain_is_intact(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        for _ in range(5):
            record(session, new_id)
    with db.reading() as session:
        rows = all_of(session)
        report = verify_chain(rows)
    assert (report.intact, report.checked, report.head) == (True, 5, rows[-1].hash)
    assert verify_chain([]).intact


def test_a_changed_or_missing_record_is_found(db: Database, new_id: NewId) -> None:
    with db.transaction() as session:
        for _ in range(4):
            record(session, new_id)
    with db.reading() as session:
        rows = all_of(session)
    missing = verify_chain([rows[0], *rows[2:]])
    assert (missing.broken_at, missing.checked) == (rows[2].seq, 1)
    rows[1].outcome = "permit"
    changed = verify_chain(rows)
    assert (changed.broken_at, changed.intact) == (rows[1].seq, False)
    assert "changed" in (changed.reason or "")


def test_even_who_rules_the_database_cannot_change_history_unseen(
    db: Database, new_id: NewId
) -> None:
    with db.transaction() as session:
        for _ in range(3):
            record(session, new_id)
    with db.transaction() as session:
        triggers = (
            ("DROP TRIGGER decision_record_no_update",)
            if db.dialect == "sqlite"
            else ("DROP TRIGGER decision_record_append_only ON decision_record",)
        )
        for statement in (*triggers, "UPDATE decision_record SET outcome = 'permit'"):
            session.execute(text(statement))
    with db.reading() as session:
        assert not verify_chain(all_of(session)).intact


def test_many_at_once_still_make_one_chain(db: Database) -> None:
    def write(worker: int) -> None:
        numbers = itertools.count()
        for _ in range(4):
            with db.transaction() as session:
                record(session, lambda: f"{worker}-{next(numbers)}")

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as session:
        report = verify_chain(all_of(session))
    assert (report.intact, report.checked) == (True, 20)
