"""Notices and look-ups come in by file: whole or not at all, and once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import import_lookups, import_notices
from ledger.notices import lookup_of
from ledger.tables import NumberLookup, WrittenNotice
from tests.ledger.csv_files import ANA, count, place, write
from tests.ledger.given import NOW

NOTICE = {
    "creditor": "Acme Energy", "account_ref": "A-1", "kind": "validation",
    "sent_on": "2026-11-02", "dispute_until": "2026-12-07", "source": "mailing 12",
}  # fmt: skip
LOOKUP = {
    "number": "+1 212 555 0100", "reassigned": "yes", "at": "2026-11-01T08:00:00-05:00",
    "source": "database of reassigned numbers",
}  # fmt: skip


def test_a_notice_is_written_down_once(db: Database, new_id: NewId, tmp_path: Path) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    path = write(tmp_path / "n.csv", NOTICE, {**NOTICE, "kind": "agency", "dispute_until": ""})
    assert import_notices(db, path, now=NOW, new_id=new_id).added == 2
    assert import_notices(db, path, now=NOW, new_id=new_id).unchanged == 2
    assert count(db, WrittenNotice) == [2]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"account_ref": "A-9"}, "account_ref"),
        ({"creditor": "Another"}, "account_ref"),
        ({"kind": "love letter"}, "kind"),
        ({"sent_on": "2031-01-01"}, "sent_on"),
        ({"sent_on": ""}, "sent_on"),
        ({"dispute_until": "2026-11-01"}, "dispute_until"),
        ({"source": ""}, "source"),
    ],
)
def test_a_notice_that_does_not_fit_is_named_and_nothing_is_kept(
    db: Database, new_id: NewId, tmp_path: Path, change: dict[str, str], column: str
) -> None:
    place(db, write(tmp_path / "a.csv", ANA), new_id)
    path = write(tmp_path / "n.csv", NOTICE, {**NOTICE, "sent_on": "2026-11-03", **change})
    (bad,) = import_notices(db, path, now=NOW, new_id=new_id).bad
    assert (bad.line, bad.column) == (3, column)
    assert count(db, WrittenNotice) == [0]


def test_the_latest_answer_about_a_number_counts(
    db: Database, new_id: NewId, tmp_path: Path
) -> None:
    later = {**LOOKUP, "reassigned": "no", "at": "2026-11-20"}
    path = write(tmp_path / "l.csv", later, LOOKUP)
    assert import_lookups(db, path, now=NOW, new_id=new_id).added == 2
    assert import_lookups(db, path, now=NOW, new_id=new_id).unchanged == 2
    assert count(db, NumberLookup) == [2]
    with db.reading() as session:
        found = lookup_of(session, "+12125550100")
    assert found is not None
    assert not found.reassigned


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"number": "212 555 0100"}, "number"),
        ({"number": "+1 2"}, "number"),
        ({"reassigned": "maybe"}, "reassigned"),
        ({"at": "2031-01-01"}, "at"),
        ({"at": "yesterday"}, "at"),
        ({"source": ""}, "source"),
    ],
)
def test_a_lookup_that_does_not_fit_is_named(
    db: Database, new_id: NewId, tmp_path: Path, change: dict[str, str], column: str
) -> None:
    path = write(tmp_path / "l.csv", {**LOOKUP, **change})
    (bad,) = import_lookups(db, path, now=NOW, new_id=new_id).bad
    assert (bad.line, bad.column) == (2, column)
