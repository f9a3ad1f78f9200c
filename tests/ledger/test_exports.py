"""The ledger can be taken out, exactly and without the words' personal data."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from ledger.accounts import book
from ledger.conversations import receive
from ledger.database import Database
from ledger.exports import UnknownTable, export_table
from ledger.ids import NewId
from ledger.money import Money
from ledger.stops import stop
from tests.ledger.given import ANA, NOW, a_debtor, a_talk, an_account


@pytest.fixture
def filled(db: Database, new_id: NewId) -> Database:
    with db.transaction() as session:
        ana = a_debtor(session, new_id, ref="=D-1")
        account = an_account(session, new_id, ana)
        an_account(session, new_id, ana, ref="A-2", minor=5)
        book(
            session, account_id=account.id, kind="payment", money=Money(30_25, "USD"),
            booked_on=date(2026, 11, 30), reference="p", now=NOW, new_id=new_id,
        )  # fmt: skip
        talk = a_talk(session, new_id)
        receive(
            session, conversation=talk, message_id="in", now=NOW, media=(),
            body='Ana here,\nring +12125550100 "now"',
        )  # fmt: skip
        stop(
            session, channel="sms", address=ANA, source="word", message_id="in", now=NOW,
            new_id=new_id,
        )  # fmt: skip
    return db


def export(db: Database, table: str, folder: Path) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    count = export_table(db, table, path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    assert not list(folder.glob("*.partial"))
    return rows


def test_accounts_come_out_with_their_balances(filled: Database, tmp_path: Path) -> None:
    first, second = export(filled, "accounts", tmp_path)
    assert (first["account_ref"], first["balance"], first["paid"]) == ("A-1", "69.75", "30.25")
    assert (second["principal"], second["balance"]) == ("0.05", "0.05")
    assert first["due_date"] == "2026-11-01"
    assert first["placed_at"] == "2026-12-01T15:00:00Z"


def test_a_field_a_spreadsheet_would_run_is_made_harmless(filled: Database, tmp_path: Path) -> None:
    assert export(filled, "accounts", tmp_path)[0]["debtor_ref"] == "'=D-1"


def test_entries_come_out_as_they_were_booked(filled: Database, tmp_path: Path) -> None:
    rows = export(filled, "entries", tmp_path)
    assert [(row["kind"], row["amount"]) for row in rows] == [
        ("principal", "100.00"),
        ("payment", "-30.25"),
        ("principal", "0.05"),
    ]


def test_words_come_out_masked(filled: Database, tmp_path: Path) -> None:
    (row,) = export(filled, "messages", tmp_path)
    assert "Ana" not in row["masked_text"]
    assert "2125550100" not in row["masked_text"]
    assert (row["direction"], row["state"]) == ("in", "received")


def test_consents_come_out_as_they_can_come_in(filled: Database, tmp_path: Path) -> None:
    (row,) = export(filled, "consents", tmp_path)
    assert (row["address"], row["status"], row["at"]) == (ANA, "withdrawn", "2026-12-01T15:00:00Z")
    assert row["given_to"] == ""


def test_an_unknown_table_is_told(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UnknownTable, match="accounts, entries, messages, consents"):
        export_table(db, "debtors", tmp_path / "x.csv")
