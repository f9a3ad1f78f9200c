"""Words on consent come in once, with whom they were given to."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import (
    import_consents,
)
from ledger.tables import ConsentEntry, ContactPoint
from tests.ledger.csv_files import ANA, count, place, write
from tests.ledger.given import NOW

CONSENT = {
    "debtor_ref": "D-1", "channel": "sms", "address": "+12125550100", "status": "withdrawn",
    "at": "2026-11-30T12:00:00Z", "source": "letter",
}  # fmt: skip


def test_consents_are_kept_once_with_new_addresses(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    mail = {**CONSENT, "channel": "email", "address": "ana@example.org", "status": "given"}
    path = write(tmp_path / "c.csv", CONSENT, mail)
    assert import_consents(db, path, now=NOW, new_id=new_id).added == 2
    assert import_consents(db, path, now=NOW, new_id=new_id).unchanged == 2
    assert count(db, ConsentEntry, ContactPoint) == [3, 2]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"debtor_ref": "D-9"}, "debtor_ref"),
        ({"channel": "pigeon"}, "channel"),
        ({"address": "2125550100"}, "address"),
        ({"address": "+1212"}, "address"),
        ({"channel": "email"}, "address"),
        ({"status": "yes"}, "status"),
        ({"at": "2027-01-01"}, "at"),
        ({"source": ""}, "source"),
        ({"given_to": "creditor"}, "given_to"),
    ],
)
def test_a_consent_that_does_not_fit_is_named(
    db: Database, new_id: NewId, tmp_path: Path, change: dict[str, str], column: str
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    path = write(tmp_path / "c.csv", {**CONSENT, **change})
    (bad,) = import_consents(db, path, now=NOW, new_id=new_id).bad
    assert (bad.line, bad.column) == (2, column)


def given_to(db: Database) -> list[str | None]:
    with db.reading() as session:
        return [one.given_to for one in session.query(ConsentEntry).order_by(ConsentEntry.at)]


def test_whom_a_consent_was_given_to_is_kept_and_may_be_told_later(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    path = tmp_path / "c.csv"
    word = {**CONSENT, "status": "given"}
    assert import_consents(db, write(path, word), now=NOW, new_id=new_id).added == 1
    assert given_to(db) == [None, None]
    told = write(path, {**word, "given_to": "third"})
    assert import_consents(db, told, now=NOW, new_id=new_id).changed == 1
    assert import_consents(db, told, now=NOW, new_id=new_id).unchanged == 1
    assert import_consents(db, write(path, word), now=NOW, new_id=new_id).unchanged == 1
    assert given_to(db) == [None, "third"]
    (bad,) = import_consents(
        db, write(path, {**word, "given_to": "first"}), now=NOW, new_id=new_id
    ).bad
    assert (bad.column, given_to(db)) == ("given_to", [None, "third"])


def test_an_account_tells_whom_its_consent_was_given_to(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    place(db, write(path, ANA), new_id)
    assert given_to(db) == [None]
    place(db, write(path, {**ANA, "sms_consent_given_to": "first"}), new_id)
    assert given_to(db) == ["first"]
