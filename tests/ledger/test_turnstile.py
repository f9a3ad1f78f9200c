from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ledger.database import Database
from ledger.turnstile import NestedTransaction, Turnstile

_HOLDER = """
import sys, time
from pathlib import Path
from ledger.turnstile import Turnstile
with Turnstile(Path(sys.argv[1])).passed():
    print("in", flush=True)
    time.sleep(60)
"""


def test_one_writer_at_a_time_passes(tmp_path: Path) -> None:
    turnstile, inside, most = Turnstile(tmp_path / "ledger.db"), [0], [0]

    def write() -> None:
        for _ in range(20):
            with turnstile.passed():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    threads = [threading.Thread(target=write) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1]


def test_a_writer_that_is_killed_lets_the_next_pass(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "in\n"
        holder.kill()
        with Turnstile(path).passed():
            pass


def test_a_transaction_inside_a_transaction_is_told_and_not_waited_for(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
    with database.transaction(), pytest.raises(NestedTransaction), database.transaction():
        pass
    with database.transaction():
        pass
    database.dispose()
