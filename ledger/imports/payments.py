"""payments.csv: what was booked elsewhere: payments, waivers, fees, interest, adjustments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ledger.accounts import EntryKind, signed
from ledger.database import Database
from ledger.errors import WrongSign
from ledger.ids import NewId
from ledger.imports import fields as f
from ledger.imports.bulk import in_slices, insert_rows
from ledger.imports.fields import Unreadable
from ledger.imports.passes import Progress, Tally, import_file
from ledger.imports.reading import Columns, Row
from ledger.imports.report import BadRow, ImportReport
from ledger.tables import Account, Creditor, Entry, Event

COLUMNS = Columns(
    needed=("payment_ref", "creditor", "account_ref", "kind", "currency", "amount", "paid_on")
)
KINDS = ("payment", "waiver", "fee", "interest", "adjustment")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One checked row; ``minor`` as it changes the balance."""

    ref: str
    creditor: str
    account_ref: str
    kind: str
    currency: str
    minor: int
    paid_on: date


def import_payments(
    db: Database,
    path: Path,
    *,
    now: datetime,
    new_id: NewId,
    progress: Progress | None = None,
    rejects: Path | None = None,
) -> ImportReport:
    """Book the rows of a file, or nothing of it. Raises ``FileRefused``.

    A ``payment_ref`` is booked once on an account. The same reference with another amount, kind
    or day is a bad row: entries never change, an adjustment corrects them.
    """
    return import_file(
        db, path, _Payments(now=now, new_id=new_id), progress=progress, rejects=rejects
    )


class _Payments:
    """Rows of payments.csv."""

    columns = COLUMNS

    def __init__(self, *, now: datetime, new_id: NewId) -> None:
        self._now = now
        self._new_id = new_id
        self._lines: dict[tuple[str, str, str], int] = {}
        self._creditors: dict[str, str] | None = None

    def check(self, row: Row) -> PaymentRow:
        """Read a row; a reference may stand only once in a file."""
        code = f.currency(row.fields, "currency")
        kind = EntryKind(f.one_of(row.fields, "kind", KINDS))
        try:
            minor = signed(kind, f.money(row.fields, "amount", code))
        except WrongSign as error:
            raise Unreadable("amount", str(error)) from None
        if minor == 0:
            raise Unreadable("amount", "An adjustment of nothing changes nothing. Remove the row.")
        paid_on = f.needed_day(row.fields, "paid_on")
        if paid_on > self._now.date():
            raise Unreadable("paid_on", "This day has not come yet. Import it when it is paid.")
        checked = PaymentRow(
            ref=f.needed(row.fields, "payment_ref", longest=120),
            creditor=f.needed(row.fields, "creditor", longest=120),
            account_ref=f.needed(row.fields, "account_ref", longest=80),
            kind=kind.value,
            currency=code,
            minor=minor,
            paid_on=paid_on,
        )
        key = (checked.creditor, checked.account_ref, checked.ref)
        first = self._lines.setdefault(key, row.line)
        if first != row.line:
            raise Unreadable("payment_ref", f"The same reference is on line {first} already.")
        return checked

    def write(
        self, session: Session, rows: list[tuple[int, PaymentRow]], tally: Tally
    ) -> list[BadRow]:
        """Book what is new."""
        accounts = self._accounts(session, rows)
        ids = sorted({account.id for account in accounts.values()})
        booked = {
            (one.account_id, one.reference): one
            for one in in_slices(session, Entry, Entry.account_id, ids)
        }
        bad, entries, events = list[BadRow](), list[dict[str, Any]](), list[dict[str, Any]]()
        for line, row in rows:
            account = accounts.get((row.creditor, row.account_ref))
            trouble = _trouble(row, account, booked)
            if trouble is not None:
                bad.append(BadRow(line, *trouble))
            elif account is not None and (account.id, row.ref) in booked:
                tally.unchanged += 1
            elif account is not None:
                tally.added += 1
                entries.append(self._entry(account, row))
                events.append(self._event(account, entries[-1], row.currency))
        insert_rows(session, Entry, entries)
        insert_rows(session, Event, events)
        session.expunge_all()
        return bad

    def _accounts(
        self, session: Session, rows: list[tuple[int, PaymentRow]]
    ) -> dict[tuple[str, str], Account]:
        if self._creditors is None:
            self._creditors = {one.id: one.name for one in session.query(Creditor)}
        refs = sorted({row.account_ref for _, row in rows})
        return {
            (self._creditors[one.creditor_id], one.ref): one
            for one in in_slices(session, Account, Account.ref, refs)
        }

    def _entry(self, account: Account, row: PaymentRow) -> dict[str, Any]:
        return {
            "id": self._new_id(),
            "account_id": account.id,
            "kind": row.kind,
            "minor": row.minor,
            "booked_on": row.paid_on,
            "recorded_at": self._now,
            "reference": row.ref,
        }

    def _event(self, account: Account, entry: dict[str, Any], currency: str) -> dict[str, Any]:
        detail = {"entry": entry["id"], "entry_kind": entry["kind"], "minor": entry["minor"]}
        return {
            "at": self._now,
            "kind": "entry_booked",
            "subject": account.id,
            "debtor_id": account.debtor_id,
            "detail": {**detail, "currency": currency},
        }


def _trouble(
    row: PaymentRow, account: Account | None, booked: dict[tuple[str, str], Entry]
) -> tuple[str, str] | None:
    if account is None:
        return "account_ref", "This creditor has placed no such account. Import accounts first."
    if account.currency != row.currency:
        return "currency", "The account is in another currency, and nothing is converted."
    known = booked.get((account.id, row.ref))
    same = (row.kind, row.minor, row.paid_on)
    if known is not None and (known.kind, known.minor, known.booked_on) != same:
        return "payment_ref", (
            "This reference is booked with another amount, kind or day, and entries never "
            "change. Correct it by an adjustment under a new reference."
        )
    return None
