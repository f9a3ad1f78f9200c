"""The two passes over a file: check every row, then write them all or none."""

from __future__ import annotations

import csv
import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from ledger.database import Database
from ledger.imports.fields import Unreadable
from ledger.imports.reading import Columns, Row, read_header, read_rows
from ledger.imports.report import BadRow, ImportReport

CHUNK = 2000  # rows written together; memory does not grow with the file
_ANALYSE_FROM = 5000  # rows after which the database should look at its tables anew

Progress = Callable[[int], None]  # how many rows were checked or written so far, both passes


class _NotKept(Exception):
    """Ends the transaction of a file with bad rows, so that nothing of it is kept."""


@dataclass
class Tally:
    """How many rows of a chunk were new, changed something, or were there already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


class Kind(Protocol):
    """What one kind of file must be able to do."""

    columns: Columns

    def check(self, row: Row) -> object:
        """Read one row without a database. Raises ``Unreadable``."""

    def write(self, session: Session, rows: list[tuple[int, Any]], tally: Tally) -> list[BadRow]:
        """Write checked rows with their lines; give those the database contradicts."""


def import_file(
    db: Database,
    path: Path,
    kind: Kind,
    *,
    progress: Progress | None,
    rejects: Path | None,
) -> ImportReport:
    """Take a whole file or nothing, and say which. Raises ``FileRefused``."""
    names = read_header(path, kind.columns)
    beside = rejects or path.with_name(path.name + ".rejects.csv")
    # The rows as checked are kept in a nameless file, so that what is written is what was checked.
    with tempfile.TemporaryFile() as spool:
        count, bad = _check(path, names, kind, spool, progress)
        if bad:
            return _refused(path, names, bad, beside, count)
        spool.seek(0)
        tally = Tally()
        bad = _write(db, kind, spool, tally, progress, count)
    if bad:
        return _refused(path, names, bad, beside, count)
    beside.unlink(missing_ok=True)  # of an earlier try
    if count >= _ANALYSE_FROM:
        with db.transaction() as session:
            session.execute(sql("ANALYZE"))
    return ImportReport(count, tally.added, tally.changed, tally.unchanged)


def _check(
    path: Path, names: list[str], kind: Kind, spool: IO[bytes], progress: Progress | None
) -> tuple[int, list[BadRow]]:
    count, bad, chunk = 0, list[BadRow](), list[tuple[int, object]]()
    for row in read_rows(path, names):
        count += 1
        try:
            if row.trouble is not None:
                raise Unreadable("row", row.trouble)
            chunk.append((row.line, kind.check(row)))
        except Unreadable as error:
            bad.append(BadRow(row.line, error.column, error.reason))
        if len(chunk) == CHUNK:
            pickle.dump(chunk, spool, pickle.HIGHEST_PROTOCOL)
            chunk = []
            if progress is not None:
                progress(count)
    pickle.dump(chunk, spool, pickle.HIGHEST_PROTOCOL)
    return count, bad


def _write(
    db: Database,
    kind: Kind,
    spool: IO[bytes],
    tally: Tally,
    progress: Progress | None,
    checked: int,
) -> list[BadRow]:
    bad: list[BadRow] = []
    written = checked
    try:
        with db.transaction() as session:
            for chunk in _chunks(spool):
                bad += kind.write(session, chunk, tally)
                written += len(chunk)
                if progress is not None:
                    progress(written)
            if bad:
                raise _NotKept
    except _NotKept:
        return bad
    return bad


def _chunks(spool: IO[bytes]) -> Iterator[list[tuple[int, Any]]]:
    while True:
        try:
            chunk = pickle.load(spool)  # our own rows, from a file no one else can open
        except EOFError:
            return
        if chunk:
            yield chunk


def _refused(
    path: Path, names: list[str], bad: list[BadRow], beside: Path, count: int
) -> ImportReport:
    ordered = tuple(sorted(bad, key=lambda row: row.line))
    reasons: dict[int, list[str]] = {}
    for trouble in ordered:
        reasons.setdefault(trouble.line, []).append(f"{trouble.column}: {trouble.reason}")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*names, "reason"])
        for row in read_rows(path, names):
            if row.line in reasons:
                writer.writerow(_with_reason(row.fields, names, reasons[row.line]))
    return ImportReport(count, bad=ordered, rejects=beside)


def _with_reason(fields: Mapping[str, str], names: list[str], reasons: list[str]) -> list[str]:
    return [*(fields.get(name, "") for name in names), " ".join(reasons)]
