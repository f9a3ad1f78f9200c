"""Measure the import of accounts: rows per second and peak memory, beside plainer ways to load.

The peers put the same file into one flat SQLite table: plain ``csv`` with ``executemany``, which
checks nothing, and ``pandas`` where an interpreter that has it is named. Ours checks every field,
normalises telephone numbers, and writes people, accounts, entries, consents and events.

Run: ``python -m benchmarks.import_rows [--rows 100000] [--pandas-python PATH]``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
STATES = ("CA", "NY", "TX", "FL", "IL", "WA", "CO", "MA")
AREAS = ("415", "212", "713", "305", "312", "206", "303", "617")


def write_portfolio(path: Path, rows: int) -> None:
    """Write a portfolio of made-up accounts, three for every two people."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_account(0)))
        writer.writeheader()
        writer.writerows(_account(number) for number in range(rows))


def _account(number: int) -> dict[str, str]:
    person = number * 2 // 3
    place = person % len(STATES)
    return {
        "account_ref": f"A-{number}", "creditor": f"Creditor {number % 7}", "party": "first",
        "product": "loan", "currency": "USD", "principal": f"{100 + number % 5000}.50",
        "interest": f"{number % 40}.25", "fees": "0", "due_date": f"2026-11-{number % 28 + 1:02}",
        "opened_on": "2025-03-01", "itemization_date": "", "debtor_ref": f"D-{person}",
        "debtor_kind": "person", "industry": "", "credit_grade": "B", "first_name": "Ana",
        "last_name": f"Diaz {person}", "company": "", "language": "en",
        "phone": f"({AREAS[place]}) 55{person // 10_000 % 10}-{person % 10_000:04}",
        "email": f"p{person}@example.org", "street": f"{person} Main St", "city": "Springfield",
        "region": STATES[place], "postal_code": f"{10_001 + person % 80_000}", "country": "US",
        "birth_date": f"19{60 + person % 40}-05-06", "sms_consent": "yes",
        "sms_consent_at": "2026-01-05T10:00:00-05:00", "sms_consent_source": "web form",
    }  # fmt: skip


def forbear(path: Path, folder: Path) -> None:
    """Import as Forbear does."""
    from ledger.database import Database
    from ledger.imports import import_accounts

    url = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder / 'forbear.db'}")
    db = Database(url)
    db.migrate()
    report = import_accounts(db, path, now=NOW, new_id=lambda: uuid.uuid4().hex)
    if not report.ok:
        raise SystemExit(report.bad[0].sentence)


def plain(path: Path, folder: Path) -> None:
    """Load every field as text into one table, unchecked."""
    connection = sqlite3.connect(folder / "plain.db")
    with path.open(encoding="utf-8", newline="") as file, connection:
        reader = csv.reader(file)
        names = next(reader)
        connection.execute(f"CREATE TABLE account ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO account VALUES ({marks})", reader)
    connection.close()


def pandas(path: Path, folder: Path) -> None:
    """Load with pandas into one table, unchecked."""
    import pandas as frames  # type: ignore[import-not-found,import-untyped,unused-ignore]

    connection = sqlite3.connect(folder / "pandas.db")
    with connection:
        for chunk in frames.read_csv(path, dtype=str, chunksize=2000):
            chunk.to_sql("account", connection, if_exists="append", index=False)
    connection.close()


CONTENDERS: dict[str, Callable[[Path, Path], None]] = {
    "forbear": forbear,
    "csv + executemany, one flat table": plain,
    "pandas.to_sql, one flat table": pandas,
}


def measure(rows: int = 100_000, pandas_python: str | None = None) -> list[dict[str, object]]:
    """Give one row of figures for each contender; each runs in a process of its own."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts.csv"
        write_portfolio(path, rows)
        for name in CONTENDERS:
            python = pandas_python if name.startswith("pandas") else sys.executable
            if python is None:
                print(f"left out (name an interpreter that has pandas): {name}", file=sys.stderr)
                continue
            command = [python, __file__, "--only", name, str(path), folder]
            root = str(Path(__file__).resolve().parent.parent)
            answer = subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                env={**os.environ, "PYTHONPATH": root},
            )
            figures = json.loads(answer.stdout)
            found.append({"contender": name, "rows": rows, **figures})
            found[-1]["rows_per_second"] = round(rows / figures["seconds"])
    return found


def _run_one(name: str, path: Path, folder: Path) -> None:
    began, worked = time.perf_counter(), time.process_time()
    CONTENDERS[name](path, folder)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024 * 1024
    )
    print(
        json.dumps(
            {"seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2), "peak_rss_mb": round(peak)}
        )
    )


def main() -> None:
    """Print the figures as a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--pandas-python", help="an interpreter that has pandas")
    options.add_argument("--only", nargs=3, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.only:
        _run_one(given.only[0], Path(given.only[1]), Path(given.only[2]))
        return
    print(f"{'contender':36} {'rows':>8} {'seconds':>8} {'cpu s':>8} {'rows/s':>8} {'peak MB':>8}")
    for one in measure(given.rows, given.pandas_python):
        print(
            f"{one['contender']:36} {one['rows']:>8} {one['seconds']:>8} "
            f"{one['cpu_seconds']:>8} {one['rows_per_second']:>8} {one['peak_rss_mb']:>8}"
        )


if __name__ == "__main__":
    main()
