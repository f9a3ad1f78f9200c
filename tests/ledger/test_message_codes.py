from __future__ import annotations

from datetime import datetime, timedelta

from ledger.database import Database
from ledger.ids import NewId
from ledger.message_codes import LASTS, LOOKS_ALLOWED, as_code, code_in, look_up, make_code
from ledger.tables import Event, MessageCode
from tests.ledger.given import a_talk


def made(db: Database, new_id: NewId, now: datetime, kind: str = "message") -> str:
    with db.transaction() as session:
        talk = a_talk(session, new_id)
        return make_code(
            session, kind=kind, company="Acme Energy", conversation_id=talk.id, now=now,
            new_id=new_id,
        )  # fmt: skip


def looked_up(db: Database, code: str, now: datetime) -> str | None:
    with db.transaction() as session:
        ours = look_up(session, code, now=now)
        return ours.company if ours else None


def test_a_code_says_in_whose_name_and_when_and_dies_by_itself(
    db: Database, new_id: NewId, now: datetime
) -> None:
    code = made(db, new_id, now)
    later = now + LASTS["message"]
    assert looked_up(db, code.lower().replace("-", " "), now) == "Acme Energy"
    assert looked_up(db, code, later - timedelta(seconds=1)) == "Acme Energy"
    assert looked_up(db, code, later) is None
    assert looked_up(db, "2222-AAAA", now) is None


def test_a_letters_code_lasts_longer(db: Database, new_id: NewId, now: datetime) -> None:
    code = made(db, new_id, now, "letter")
    assert looked_up(db, code, now + timedelta(days=30)) == "Acme Energy"


def test_a_code_is_looked_at_a_few_times_and_no_more(
    db: Database, new_id: NewId, now: datetime
) -> None:
    code = made(db, new_id, now)
    said = [looked_up(db, code, now) for _ in range(LOOKS_ALLOWED + 1)]
    assert said == ["Acme Energy"] * LOOKS_ALLOWED + [None]


def test_the_code_itself_is_kept_nowhere(db: Database, new_id: NewId, now: datetime) -> None:
    code = made(db, new_id, now)
    looked_up(db, code, now)
    with db.reading() as session:
        kept = str([row.digest for row in session.query(MessageCode)])
        kept += str([event.detail for event in session.query(Event)])
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_what_is_no_code_is_not_taken_for_one() -> None:
    for text in ("please call 2345", "HH-1001", "10025 1985", "12345678", "abcdefgh", ""):
        assert code_in(text) is None
    assert as_code("7k3m 9qxt") == "7K3M9QXT"
