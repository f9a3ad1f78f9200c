"""``forbear init-db``, ``import`` and ``export``: the ledger made, filled and read out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn

from bot.commands.opening import Desk, open_desk
from bot.errors import SettingsError
from ledger import imports
from ledger.errors import LedgerError
from ledger.exports import export_table
from ledger.imports import BadRow, ImportReport

SHOWN = 20  # bad rows on the screen; all of them are in the rejects file
_IMPORTS = {
    "accounts": imports.import_accounts,
    "payments": imports.import_payments,
    "consents": imports.import_consents,
    "notices": imports.import_notices,
    "lookups": imports.import_lookups,
}


def init_database() -> int:
    """Make the tables, or bring them to the newest shape."""
    with open_desk(must_exist=False) as desk:
        desk.db.migrate()
    print("The ledger is ready.")
    return 0


def import_file(kind: str, path: Path, *, as_json: bool) -> int:
    """Take a whole file or nothing; 0 when it was taken, 1 when it was refused."""
    if not path.is_file():
        raise SettingsError(f"There is no file {path}. Check the path.")
    with open_desk() as desk:
        report = _imported(desk, kind, path, quiet=as_json)
    if as_json:
        print(json.dumps(asdict(report), default=str, ensure_ascii=False))
    else:
        _tell(kind, report)
    return 0 if report.ok else 1


def export_file(table: str, path: Path) -> int:
    """Write one table to a CSV file."""
    with open_desk() as desk, _bar(quiet=False) as step:
        try:
            count = export_table(desk.db, table, path, progress=step)
        except LedgerError as error:
            raise SettingsError(str(error)) from None
    print(f"{count} rows written to {path}.")
    return 0


def _imported(desk: Desk, kind: str, path: Path, *, quiet: bool) -> ImportReport:
    with _bar(quiet=quiet) as step:
        try:
            return _IMPORTS[kind](
                desk.db, path, now=desk.clock(), new_id=desk.new_id, progress=step
            )
        except LedgerError as error:
            raise SettingsError(str(error)) from None


class _Counting:
    """A progress line that counts rows."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            TextColumn("{task.completed:,.0f} rows"),
            console=Console(stderr=True),
            transient=True,
        )

    def __enter__(self) -> Callable[[int], None]:
        self._progress.start()
        task = self._progress.add_task("Working")
        return lambda count: self._progress.update(task, completed=count)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def _bar(*, quiet: bool) -> _Counting | nullcontext[None]:
    return nullcontext() if quiet or not sys.stderr.isatty() else _Counting()


def _tell(kind: str, report: ImportReport) -> None:
    if report.ok:
        print(
            f"{report.rows} rows of {kind} read: {report.added} new, {report.changed} changed, "
            f"{report.unchanged} as before."
        )
        return
    print(f"Nothing was taken: {_count(report.bad)}.", file=sys.stderr)
    for row in report.bad[:SHOWN]:
        print(f"  {row.sentence}", file=sys.stderr)
    if len(report.bad) > SHOWN:
        print(f"  … and {len(report.bad) - SHOWN} more.", file=sys.stderr)
    print(f"All of them, with the reasons, are in {report.rejects}.", file=sys.stderr)


def _count(bad: tuple[BadRow, ...]) -> str:
    rows = len({row.line for row in bad})
    return "1 row is wrong" if rows == 1 else f"{rows} rows are wrong"
