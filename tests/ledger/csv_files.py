"""CSV files as a creditor sends them, and what has become of them in the ledger."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import (
    ImportReport,
    import_accounts,
)
from tests.ledger.given import NOW

ANA = {
    "account_ref": "A-1", "creditor": "Acme Energy", "party": "first", "product": "power",
    "currency": "USD", "principal": "120.50", "interest": "1.25", "fees": "", "due_date":
    "2026-11-20", "opened_on": "2025-01-02", "itemization_date": "", "debtor_ref": "D-1",
    "debtor_kind": "person", "industry": "", "credit_grade": "B", "first_name": "Ana",
    "last_name": "Diaz", "company": "", "language": "es", "phone": "(212) 555-0100",
    "email": "ana@example.org", "street": "1 Main St", "city": "New York", "region": "New York",
    "postal_code": "10001", "country": "us", "birth_date": "1980-05-06", "sms_consent": "yes",
    "sms_consent_at": "2026-01-05T10:00:00-05:00", "sms_consent_source": "web form 7",
}  # fmt: skip


def write(path: Path, *rows: Mapping[str, str], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def place(db: Database, path: Path, new_id: NewId, now: datetime = NOW) -> ImportReport:
    return import_accounts(db, path, now=now, new_id=new_id)


def count(db: Database, *tables: type) -> list[int]:
    with db.reading() as session:
        return [session.query(table).count() for table in tables]
