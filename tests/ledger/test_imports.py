"""Files come in whole or not at all, and each bad row says what is wrong with it."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ledger.accounts import account_by_ref, breakdown
from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import (
    FileRefused,
    import_accounts,
)
from ledger.money import Money
from ledger.people import debtors_by_address
from ledger.tables import Account, ConsentEntry, ContactPoint, Creditor, Debtor, Entry, Event
from tests.ledger.csv_files import ANA, count, place, write
from tests.ledger.given import NOW

EVERYTHING = (Creditor, Debtor, Account, Entry, ContactPoint, ConsentEntry, Event)


def test_an_account_is_placed_with_its_person_entries_number_and_consent(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    report = place(db, write(tmp_path / "a.csv", {**ANA, "x_branch": "12"}), new_id)
    assert (report.ok, report.rows, report.added) == (True, 1, 1)
    with db.reading() as session:
        account = account_by_ref(session, "A-1", "Acme Energy")
        assert account is not None
        parts = breakdown(session, account.id)
        (ana,) = debtors_by_address(session, "sms", "+12125550100")
        consent = session.query(ConsentEntry).one()
    assert (parts.principal, parts.interest) == (Money(120_50, "USD"), Money(1_25, "USD"))
    assert (account.due_date, account.collecting) == (date(2026, 11, 20), "first")
    assert (ana.region, ana.country, ana.language) == ("NY", "US", "es")
    assert ana.extra == {"A-1": {"x_branch": "12"}}
    assert (consent.status, consent.source) == ("given", "web form 7")
    assert consent.at == datetime(2026, 1, 5, 15, tzinfo=UTC)


def test_importing_twice_changes_nothing(db: Database, new_id: NewId, tmp_path: Path) -> None:
    second = {**ANA, "account_ref": "A-2", "x_branch": "9"}
    path = write(tmp_path / "a.csv", {**ANA, "x_branch": "1"}, second)
    place(db, path, new_id)
    before = count(db, *EVERYTHING)
    again = place(db, path, new_id)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert count(db, *EVERYTHING) == before == [1, 1, 2, 4, 1, 1, 2]


def test_one_bad_row_keeps_the_whole_file_out(db: Database, new_id: NewId, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", ANA, {**ANA, "account_ref": "A-2", "phone": "12"},
        {**ANA, "account_ref": "A-3"},
    )  # fmt: skip
    report = place(db, path, new_id)
    assert not report.ok
    (bad,) = report.bad
    assert (bad.line, bad.column) == (3, "phone")
    assert count(db, *EVERYTHING) == [0] * 7
    assert report.rejects == tmp_path / "a.csv.rejects.csv"
    with report.rejects.open(newline="") as file:
        (rejected,) = csv.DictReader(file)
    assert rejected["account_ref"] == "A-2"
    assert rejected["reason"].startswith("phone: This is not a telephone number")


def test_a_corrected_file_takes_the_rejects_away(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", {**ANA, "party": "second"})
    assert place(db, path, new_id).rejects is not None
    assert place(db, write(path, ANA), new_id).ok
    assert not (tmp_path / "a.csv.rejects.csv").exists()


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("account_ref", "", "needed"),
        ("creditor", "", "needed"),
        ("creditor", "x" * 121, "longer than 120"),
        ("party", "other", "first, third"),
        ("currency", "XXZ", "ISO 4217"),
        ("principal", "1,200.00", "no thousands separator"),
        ("principal", "12.345", "2 decimals"),
        ("principal", "-1", "below zero"),
        ("principal", "", "0 for none"),
        ("fees", "ten", "plain sum"),
        ("due_date", "20/11/2026", "YYYY-MM-DD"),
        ("due_date", "2026-02-30", "no such day"),
        ("due_date", "", "needed"),
        ("debtor_kind", "human", "person, business"),
        ("last_name", "", "last name"),
        ("language", "fr", "zh-Hant"),
        ("phone", "555", "+12125550100"),
        ("phone", "1.2125E+10", "Format it as text"),
        ("email", "ana", "e-mail"),
        ("region", "Bavaria", "two letters"),
        ("postal_code", "2139", "leading zero"),
        ("country", "USA", "two letters"),
        ("birth_date", "2030-01-01", "Check the year"),
        ("sms_consent", "maybe", "yes, no"),
        ("sms_consent_at", "", "2026-12-04"),
        ("sms_consent_at", "2026-12-01T10:00:00", "no zone"),
        ("sms_consent_source", "", "needed"),
    ],
)
def test_a_bad_field_is_named_with_its_line_and_what_to_do(
    tmp_path: Path, new_id: NewId, column: str, value: str, says: str
) -> None:
    path = write(tmp_path / "a.csv", {**ANA, column: value})
    never_opened = Database(f"sqlite:///{tmp_path / 'never.db'}")
    (bad,) = import_accounts(never_opened, path, now=NOW, new_id=new_id).bad
    assert (bad.line, bad.column) == (2, column)
    assert says in bad.reason
    assert len(value) < 4 or value not in bad.reason
    assert not (tmp_path / "never.db").exists()


def test_a_file_may_not_contradict_itself(tmp_path: Path, new_id: NewId) -> None:
    path = write(tmp_path / "a.csv", ANA, ANA, {**ANA, "account_ref": "A-2", "last_name": "Other"})
    never_opened = Database(f"sqlite:///{tmp_path / 'never.db'}")
    found = import_accounts(never_opened, path, now=NOW, new_id=new_id).bad
    assert [(bad.line, bad.column) for bad in found] == [(3, "account_ref"), (4, "debtor_ref")]
    assert "line 2" in found[0].reason


def test_new_facts_about_people_and_accounts_are_taken(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    moved = {
        **ANA, "city": "Yonkers", "phone": "+13035550100", "due_date": "2026-12-20",
        "sms_consent": "", "sms_consent_at": "",
    }  # fmt: skip
    report = place(db, write(tmp_path / "b.csv", moved), new_id)
    assert (report.changed, report.added) == (1, 0)
    with db.reading() as session:
        ana = session.query(Debtor).one()
        assert ana.city == "Yonkers"
        assert session.query(Account).one().due_date == date(2026, 12, 20)
        assert session.query(ContactPoint).count() == 2
        kinds = [event.kind for event in session.query(Event).order_by(Event.seq)]
    assert kinds == ["account_placed", "debtor_updated", "account_updated"]


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("principal", "130.00", "Post an entry instead"),
        ("interest", "0", "Post an entry instead"),
        ("fees", "5.00", "Post an entry instead"),
        ("currency", "EUR", "another currency"),
        ("debtor_ref", "D-9", "another person"),
    ],
)
def test_what_an_account_opened_with_never_changes(
    db: Database, new_id: NewId, tmp_path: Path, column: str, value: str, says: str
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    before = count(db, *EVERYTHING)
    changed = {**ANA, column: value, "city": "Elsewhere"}
    report = place(db, write(tmp_path / "b.csv", {**ANA, "account_ref": "A-0", "city": "Elsewhere",
                                                   "debtor_ref": changed["debtor_ref"]}, changed),
                   new_id)  # fmt: skip
    (bad,) = report.bad
    assert (bad.line, bad.column) == (3, column)
    assert says in bad.reason
    assert count(db, *EVERYTHING) == before


def test_a_no_withdraws_a_yes_once(db: Database, new_id: NewId, tmp_path: Path) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    no = write(tmp_path / "b.csv", {**ANA, "sms_consent": "no"})
    place(db, no, new_id)
    place(db, no, new_id)
    place(db, tmp_path / "a.csv", new_id)
    with db.reading() as session:
        words = session.query(ConsentEntry).order_by(ConsentEntry.at).all()
    assert [word.status for word in words] == ["given", "withdrawn"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"account_ref;creditor\nA;B\n", "commas"),
        (b"account_ref,creditor\n", "has no column party"),
        (b"account_ref,account_ref\n", "twice"),
        ("account_ref,créditor\n".encode("latin-1"), "UTF-8"),
        ("account_ref".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04....", "workbook"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_a_sentence(
    tmp_path: Path, new_id: NewId, content: bytes, says: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=says):
        place(Database(f"sqlite:///{tmp_path / 'never.db'}"), path, new_id)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, new_id: NewId) -> None:
    with pytest.raises(FileRefused, match="no file"):
        place(Database(f"sqlite:///{tmp_path / 'never.db'}"), tmp_path / "none.csv", new_id)


def test_an_unknown_column_is_refused_unless_it_begins_with_x(
    tmp_path: Path, new_id: NewId
) -> None:
    path = write(tmp_path / "a.csv", {**ANA, "branch": "12"})
    with pytest.raises(FileRefused, match="begin its name with x_"):
        place(Database(f"sqlite:///{tmp_path / 'never.db'}"), path, new_id)


def test_a_missing_column_may_be_missing_if_it_is_optional(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    optional = ("interest", "email", "sms_consent", "sms_consent_at", "sms_consent_source")
    row = {name: value for name, value in ANA.items() if name not in optional}
    assert place(db, write(tmp_path / "a.csv", row), new_id).ok


def test_a_bom_line_ends_of_windows_and_quoted_line_breaks_are_understood(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    rows = [
        {**ANA, "street": "1 Main St\r\nApt 2, left"},
        {**ANA, "account_ref": "A-2", "debtor_ref": "D-2", "phone": "nope"},
    ]
    write(path, *rows, encoding="utf-8-sig")
    assert b"\r\n" in path.read_bytes()
    (bad,) = place(db, path, new_id).bad
    assert bad.line == 4
    write(path, rows[0], encoding="utf-8-sig")
    assert place(db, path, new_id).ok
    with db.reading() as session:
        assert session.query(Debtor).one().street == "1 Main St\r\nApt 2, left"


def test_a_quotation_mark_that_is_not_closed_is_told(tmp_path: Path, new_id: NewId) -> None:
    path = write(tmp_path / "a.csv", ANA)
    path.write_text(path.read_text().replace("1 Main St", '"1 Main St'))
    with pytest.raises(FileRefused, match="quotation mark"):
        place(Database(f"sqlite:///{tmp_path / 'never.db'}"), path, new_id)


def test_a_row_with_too_many_columns_is_bad(tmp_path: Path, new_id: NewId) -> None:
    path = write(tmp_path / "a.csv", ANA)
    path.write_text(path.read_text().replace("1 Main St", "1 Main St,Apt 2"))
    (bad,) = place(Database(f"sqlite:///{tmp_path / 'never.db'}"), path, new_id).bad
    assert "in quotation marks" in bad.reason


def test_wrong_bytes_in_the_middle_are_told_with_their_line(tmp_path: Path, new_id: NewId) -> None:
    path = write(tmp_path / "a.csv", *({**ANA, "account_ref": f"A-{n}"} for n in range(200)))
    path.write_bytes(path.read_bytes() + "A-9999,Café".encode("latin-1"))
    with pytest.raises(FileRefused, match=r"not written in UTF-8 \(near line \d+\)"):
        place(Database(f"sqlite:///{tmp_path / 'never.db'}"), path, new_id)


def test_more_rows_than_one_chunk_are_told_as_they_go(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    rows = [{**ANA, "account_ref": f"A-{n}", "debtor_ref": f"D-{n % 700}"} for n in range(4100)]
    told: list[int] = []
    path = write(tmp_path / "a.csv", *rows)
    report = import_accounts(db, path, now=NOW, new_id=new_id, progress=told.append)
    assert (report.rows, report.added) == (4100, 4100)
    assert told == [2000, 4000, 6100, 8100, 8200]
    assert count(db, Debtor, Account, Entry) == [700, 4100, 8200]
