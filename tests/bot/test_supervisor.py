"""The supervisor: real processes, really killed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.supervisor import Program, StartFailed, Supervisor

SLEEPER = "import time\nprint('up', flush=True)\ntime.sleep(60)"


def program(name: str, code: str) -> Program:
    return Program(name, [sys.executable, "-c", code], {})


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def supervisor(tmp_path: Path):
    said: list[str] = []
    kept = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    made = Supervisor(tmp_path, said.append)
    made.said = said
    yield made
    made.stop()
    for number, handler in kept.items():
        signal.signal(number, handler)


def wait_until(truth, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_a_killed_process_is_started_again(supervisor):
    supervisor.start([program("worker", SLEEPER)])
    first = supervisor._running[0].process.pid
    watching = threading.Thread(target=supervisor.watch, daemon=True)
    watching.start()

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: supervisor._running[0].process.pid != first)
    assert is_alive(supervisor._running[0].process.pid)
    supervisor._stopping = True
    watching.join(5)


def test_stopping_leaves_no_process_behind(supervisor):
    supervisor.start([program("one", SLEEPER), program("two", SLEEPER)])
    pids = [running.process.pid for running in supervisor._running]

    supervisor.stop()

    assert not any(is_alive(pid) for pid in pids)


def test_a_process_that_will_not_end_is_ended(supervisor, monkeypatch):
    monkeypatch.setattr("bot.supervisor.STOP_WITHIN_SECONDS", 0.3)
    stubborn = "import signal,time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + SLEEPER
    supervisor.start([program("stubborn", stubborn)])
    log = supervisor._log_path(supervisor._running[0].program)
    wait_until(lambda: "up" in log.read_text())
    pid = supervisor._running[0].process.pid

    supervisor.stop()

    assert not is_alive(pid)


def test_a_process_that_cannot_start_is_reported_with_the_end_of_its_log(supervisor):
    broken = Program(
        "rasa",
        [sys.executable, "-c", "raise SystemExit('no model was found')"],
        {},
        ready_url="http://127.0.0.1:9/never",
    )

    with pytest.raises(StartFailed, match="rasa ended while starting") as caught:
        supervisor.start([broken])

    assert "no model was found" in str(caught.value)
