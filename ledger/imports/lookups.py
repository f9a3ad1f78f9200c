"""lookups.csv: what the reassigned-numbers database answered about numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from ledger.database import Database
from ledger.ids import NewId
from ledger.imports import fields as f
from ledger.imports.fields import Unreadable
from ledger.imports.passes import Progress, Tally, import_file
from ledger.imports.reading import Columns, Row
from ledger.imports.report import BadRow, ImportReport
from ledger.notices import record_lookup

COLUMNS = Columns(needed=("number", "reassigned", "at", "source"))


@dataclass(frozen=True, slots=True)
class LookupRow:
    """One checked row."""

    number: str
    reassigned: bool
    at: datetime
    source: str


def import_lookups(
    db: Database,
    path: Path,
    *,
    now: datetime,
    new_id: NewId,
    progress: Progress | None = None,
    rejects: Path | None = None,
) -> ImportReport:
    """Write down the answers of a file, or nothing of it. Raises ``FileRefused``.

    The latest answer about a number counts, by the time it was given. Answers need no ids of
    their own; ``new_id`` is taken so that every kind of file is imported alike.
    """
    return import_file(db, path, _Lookups(now=now), progress=progress, rejects=rejects)


class _Lookups:
    """Rows of lookups.csv."""

    columns = COLUMNS

    def __init__(self, *, now: datetime) -> None:
        self._now = now

    def check(self, row: Row) -> LookupRow:
        """Read a row."""
        f.needed(row.fields, "number", longest=40)
        if not row.fields["number"].startswith("+"):
            raise Unreadable("number", "Write the number with + and the country code.")
        at = f.instant(row.fields, "at")
        if at > self._now:
            raise Unreadable("at", "This moment has not come yet. Check the date.")
        return LookupRow(
            number=f.phone(row.fields, "number", "US") or "",
            reassigned=f.one_of(row.fields, "reassigned", ("yes", "no")) == "yes",
            at=at,
            source=f.needed(row.fields, "source", longest=120),
        )

    def write(
        self, session: Session, rows: list[tuple[int, LookupRow]], tally: Tally
    ) -> list[BadRow]:
        """Keep what is new."""
        for _, row in rows:
            new = record_lookup(
                session, address=row.number, reassigned=row.reassigned, source=row.source, at=row.at
            )
            tally.added += new
            tally.unchanged += not new
        return []
