"""accounts.csv: debts as they are placed with us, with the people who are said to owe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import fields as f
from ledger.imports.fields import Unreadable
from ledger.imports.passes import Progress, Tally, import_file
from ledger.imports.placing import Placing
from ledger.imports.reading import Columns, Row
from ledger.imports.report import BadRow, ImportReport

COLUMNS = Columns(
    needed=(
        "account_ref", "creditor", "party", "product", "currency", "principal", "due_date",
        "debtor_ref", "debtor_kind", "country",
    ),
    optional=(
        "interest", "fees", "opened_on", "itemization_date", "industry", "credit_grade",
        "first_name", "last_name", "company", "language", "phone", "email", "street", "city",
        "region", "postal_code", "birth_date", "phone_kind", "phone_employer_allows",
        "sms_consent", "sms_consent_at", "sms_consent_source", "sms_consent_given_to",
    ),
    extra=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One checked row, in the ledger's own terms."""

    creditor: str
    account: dict[str, Any]  # columns of the table account, without ids
    opening: tuple[tuple[str, int], ...]  # entry kind and minor units, principal always
    debtor: dict[str, Any]  # columns of the table debtor, without id
    phone: str | None
    phone_kind: str | None  # own | work | other; None: not known
    phone_employer_allows: bool | None
    extra: dict[str, str]
    consent: str  # yes | no | ""
    consent_at: datetime | None
    consent_source: str | None
    consent_given_to: str | None  # first | third


def import_accounts(
    db: Database,
    path: Path,
    *,
    now: datetime,
    new_id: NewId,
    progress: Progress | None = None,
    rejects: Path | None = None,
) -> ImportReport:
    """Place the accounts of a file, or nothing of it. Raises ``FileRefused``.

    Known people and accounts take their changed facts from the file. The opening amounts of an
    account that is placed already never change: that needs an entry, and such a row is bad.
    ``rejects`` is where bad rows go; by default beside the file.
    """
    kind = _Accounts(today=now.date(), placing=Placing(now=now, new_id=new_id))
    return import_file(db, path, kind, progress=progress, rejects=rejects)


class _Accounts:
    """Rows of accounts.csv, checked against each other and then written."""

    columns = COLUMNS

    def __init__(self, *, today: date, placing: Placing) -> None:
        self._today = today
        self._placing = placing
        self._lines: dict[tuple[str, str], int] = {}  # where an account stands in this file
        self._people: dict[str, tuple[int, int]] = {}  # debtor_ref: line, hash of the facts

    def check(self, row: Row) -> AccountRow:
        """Read a row, and see that the file does not contradict itself."""
        checked = _read(row.fields, self._today)
        key = (checked.creditor, checked.account["ref"])
        first = self._lines.setdefault(key, row.line)
        if first != row.line:
            raise Unreadable("account_ref", f"The same account is on line {first} already.")
        number = (checked.phone, checked.phone_kind, checked.phone_employer_allows)
        facts = hash((tuple(checked.debtor.items()), number))
        line, known = self._people.setdefault(checked.debtor["ref"], (row.line, facts))
        if known != facts:
            raise Unreadable(
                "debtor_ref", f"The facts about this person differ from those on line {line}."
            )
        return checked

    def write(
        self, session: Session, rows: list[tuple[int, AccountRow]], tally: Tally
    ) -> list[BadRow]:
        """Write checked rows."""
        return self._placing.place(session, rows, tally)


def _read(fields: Mapping[str, str], today: date) -> AccountRow:
    code = f.currency(fields, "currency")
    land = f.country(fields, "country")
    debtor = _read_debtor(fields, land, today)
    phone = f.phone(fields, "phone", land)
    consent = f.one_of(fields, "sms_consent", ("yes", "no", ""))
    if consent == "yes" and phone is None:
        raise Unreadable("phone", "There is consent to text messages, but no number.")
    kind, allows = _read_number(fields, phone)
    opening = [
        ("principal", f.charge(fields, "principal", code).minor),
        ("interest", f.charge(fields, "interest", code, empty=True).minor),
        ("fee", f.charge(fields, "fees", code, empty=True).minor),
    ]
    return AccountRow(
        creditor=f.needed(fields, "creditor", longest=120),
        account={
            "ref": f.needed(fields, "account_ref", longest=80),
            "collecting": f.one_of(fields, "party", ("first", "third")),
            "product": f.needed(fields, "product", longest=80),
            "currency": code,
            "due_date": f.needed_day(fields, "due_date"),
            "opened_on": f.day(fields, "opened_on"),
            "itemization_date": f.day(fields, "itemization_date"),
        },
        opening=tuple(part for part in opening if part[1]),
        debtor=debtor,
        phone=phone,
        phone_kind=kind,
        phone_employer_allows=allows,
        extra={name: value for name, value in fields.items() if name.startswith("x_") and value},
        consent=consent,
        consent_at=f.instant(fields, "sms_consent_at") if consent == "yes" else None,
        consent_source=(
            f.needed(fields, "sms_consent_source", longest=120) if consent == "yes" else None
        ),
        consent_given_to=f.one_of(fields, "sms_consent_given_to", ("first", "third", "")) or None,
    )


def _read_number(fields: Mapping[str, str], phone: str | None) -> tuple[str | None, bool | None]:
    """Whose number it is, and whether an employer allows that it is used."""
    kind = f.one_of(fields, "phone_kind", ("own", "work", "other", "")) or None
    said = f.one_of(fields, "phone_employer_allows", ("yes", "no", ""))
    if kind is not None and phone is None:
        raise Unreadable("phone", "There is a kind of number, but no number.")
    if said and kind != "work":
        raise Unreadable("phone_employer_allows", "Only a number at work has an employer. Write "
                         "work as phone_kind, or leave this empty.")  # fmt: skip
    return kind, {"yes": True, "no": False, "": None}[said]


def _read_debtor(fields: Mapping[str, str], land: str, today: date) -> dict[str, Any]:
    debtor = {
        "ref": f.needed(fields, "debtor_ref", longest=80),
        "kind": f.one_of(fields, "debtor_kind", ("person", "business")),
        "first_name": f.text(fields, "first_name", longest=80),
        "last_name": f.text(fields, "last_name", longest=80),
        "company": f.text(fields, "company", longest=160),
        "industry": f.text(fields, "industry", longest=80),
        "credit_grade": f.text(fields, "credit_grade", longest=10),
        "language": f.language(fields, "language"),
        "email": f.email(fields, "email"),
        "street": f.text(fields, "street", longest=200),
        "city": f.text(fields, "city", longest=100),
        "region": f.region(fields, "region", land),
        "postal_code": f.postal_code(fields, "postal_code", land),
        "country": land,
        "birth_date": f.birth_date(fields, "birth_date", today=today),
    }
    if debtor["kind"] == "business" and debtor["company"] is None:
        raise Unreadable("company", "A business needs its name. Fill it in.")
    if debtor["kind"] == "person" and debtor["last_name"] is None:
        raise Unreadable("last_name", "A person needs a last name. Fill it in.")
    return debtor
