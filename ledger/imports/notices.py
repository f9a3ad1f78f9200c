"""notices.csv: which written notice was sent about which account, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from ledger.accounts import account_by_ref
from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import fields as f
from ledger.imports.fields import Unreadable
from ledger.imports.passes import Progress, Tally, import_file
from ledger.imports.reading import Columns, Row
from ledger.imports.report import BadRow, ImportReport
from ledger.notices import KINDS, record_notice

COLUMNS = Columns(
    needed=("creditor", "account_ref", "kind", "sent_on", "source"), optional=("dispute_until",)
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One checked row."""

    creditor: str
    account_ref: str
    kind: str
    sent_on: date
    dispute_until: date | None
    source: str


def import_notices(
    db: Database,
    path: Path,
    *,
    now: datetime,
    new_id: NewId,
    progress: Progress | None = None,
    rejects: Path | None = None,
) -> ImportReport:
    """Write down the notices of a file, or nothing of it. Raises ``FileRefused``."""
    return import_file(
        db, path, _Notices(now=now, new_id=new_id), progress=progress, rejects=rejects
    )


class _Notices:
    """Rows of notices.csv."""

    columns = COLUMNS

    def __init__(self, *, now: datetime, new_id: NewId) -> None:
        self._now = now
        self._new_id = new_id

    def check(self, row: Row) -> NoticeRow:
        """Read a row."""
        sent_on = f.needed_day(row.fields, "sent_on")
        if sent_on > self._now.date():
            raise Unreadable("sent_on", "This day has not come yet. Check the date.")
        dispute_until = f.day(row.fields, "dispute_until")
        if dispute_until is not None and dispute_until < sent_on:
            raise Unreadable("dispute_until", "It is before the day the notice was sent.")
        return NoticeRow(
            creditor=f.needed(row.fields, "creditor", longest=120),
            account_ref=f.needed(row.fields, "account_ref", longest=80),
            kind=f.one_of(row.fields, "kind", KINDS),
            sent_on=sent_on,
            dispute_until=dispute_until,
            source=f.needed(row.fields, "source", longest=120),
        )

    def write(
        self, session: Session, rows: list[tuple[int, NoticeRow]], tally: Tally
    ) -> list[BadRow]:
        """Keep what is new."""
        bad: list[BadRow] = []
        for line, row in rows:
            account = account_by_ref(session, row.account_ref, row.creditor)
            if account is None:
                bad.append(BadRow(line, "account_ref", _UNKNOWN))
                continue
            new = record_notice(
                session,
                account_id=account.id,
                kind=row.kind,
                sent_on=row.sent_on,
                dispute_until=row.dispute_until,
                source=row.source,
                now=self._now,
                new_id=self._new_id,
            )
            tally.added += new
            tally.unchanged += not new
        return bad


_UNKNOWN = "This creditor has no account with this reference. Import accounts first."
