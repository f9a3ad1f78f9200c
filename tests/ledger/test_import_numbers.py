"""Whose number it is: told by a file, kept with the number, and asked by the law of work places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.addresses import kind_of_address
from ledger.database import Database
from ledger.ids import NewId
from ledger.people import debtors_by_address
from ledger.tables import ContactPoint, Event
from tests.ledger.csv_files import ANA, place, write

NUMBER = "+12125550100"


def facts(db: Database) -> dict[str, object]:
    with db.reading() as session:
        people = debtors_by_address(session, "sms", NUMBER)
        return kind_of_address(session, "sms", NUMBER, people)


def test_a_number_at_work_is_known_as_one_with_what_the_employer_says(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    at_work = {**ANA, "phone_kind": "work", "phone_employer_allows": "no"}
    assert place(db, write(tmp_path / "a.csv", at_work), new_id).ok
    assert facts(db) == {"address_kind": "work", "employer_allows": False}


def test_a_later_file_corrects_it_once_and_an_empty_column_changes_nothing(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    assert facts(db) == {}
    for kind in ("work", "work", ""):
        row = {**ANA, "phone_kind": kind}
        assert place(db, write(tmp_path / "b.csv", row), new_id).ok
        assert facts(db) == {"address_kind": "work", "employer_allows": None}
    with db.reading() as session:
        assert session.query(ContactPoint).count() == 1
        described = session.query(Event).filter(Event.kind == "number_described").one()
    assert described.detail == {"columns": ["kind"]}


def test_what_an_employer_said_ends_with_the_work(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    for kind, allows in (("work", "yes"), ("own", ""), ("work", "")):
        row = {**ANA, "phone_kind": kind, "phone_employer_allows": allows}
        assert place(db, write(tmp_path / "a.csv", row), new_id).ok
    assert facts(db) == {"address_kind": "work", "employer_allows": None}


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"phone_kind": "home"}, "phone_kind"),
        ({"phone_kind": "work", "phone_employer_allows": "maybe"}, "phone_employer_allows"),
        ({"phone_kind": "own", "phone_employer_allows": "yes"}, "phone_employer_allows"),
        ({"phone_kind": "work", "phone": "", "sms_consent": ""}, "phone"),
    ],
)
def test_what_cannot_be_is_refused_with_its_column(
    db: Database, new_id: NewId, tmp_path: Path, said: dict[str, str], column: str
) -> None:
    row = {**ANA, "phone_employer_allows": "", **said}
    report = place(db, write(tmp_path / "a.csv", row), new_id)
    assert [bad.column for bad in report.bad] == [column]


def test_two_rows_of_one_person_agree_on_whose_number_it_is(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    one = {**ANA, "phone_kind": "own"}
    other = {**ANA, "account_ref": "A-2", "phone_kind": "work"}
    report = place(db, write(tmp_path / "a.csv", one, other), new_id)
    assert [bad.column for bad in report.bad] == ["debtor_ref"]
