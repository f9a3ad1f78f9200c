"""The action server: on this machine only, silent about people, gone when its parent is."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.actions.talk import ROOT
from tests.databases import SqliteForTests


@dataclass(frozen=True)
class Served:
    parent: subprocess.Popen[bytes]
    pid: int
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def served(sqlite_template: SqliteForTests, tmp_path: Path) -> Iterator[Served]:
    """The server, under a shell that stands for the supervisor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log, child = tmp_path / "log", tmp_path / "pid"
    environment = os.environ | {"FORBEAR_DATABASE_URL": sqlite_template.fresh(tmp_path)}
    script = f'"{sys.executable}" -m actions.serve --port {port} & echo $! > "{child}"; wait'
    with log.open("w") as out:
        parent = subprocess.Popen(
            ["bash", "-c", script], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        _wait(lambda: _healthy(port), log)
        yield Served(parent, int(child.read_text()), port, log)
    finally:
        parent.kill()
        parent.wait()
        if child.exists() and _alive(int(child.read_text())):
            os.kill(int(child.read_text()), signal.SIGKILL)


def test_it_listens_on_this_machine_only(served: Served):
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [
        row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{served.port:04X}")
    ]
    assert listening == [f"0100007F:{served.port:04X}"]


def test_an_error_repeats_no_word_of_the_person(served: Served):
    words = "my name is Maya and I was born 1985"
    call = {
        "next_action": "action_tell_balance",
        "tracker": {
            "sender_id": "nobody",
            "slots": {},
            "latest_message": {
                "text": words,
                "metadata": {"turn_id": "t-1", "now": "2026-12-01T15:00:00+00:00"},
            },
            "events": [],
            "latest_action_name": None,
            "active_loop": {},
            "paused": False,
        },
        "domain": {},
        "version": "3.6.21",
    }
    answer = httpx.post(f"{served.url}/webhook", json=call, timeout=10)
    assert answer.status_code == 500
    assert "not in the ledger" in answer.text
    assert "Maya" not in answer.text + served.log.read_text()


def test_an_unknown_action_is_named(served: Served):
    call = {"next_action": "action_dance", "tracker": {"sender_id": "x"}, "domain": {}}
    answer = httpx.post(f"{served.url}/webhook", json=call, timeout=10)
    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_dance"


def test_it_ends_when_its_parent_dies(served: Served):
    served.parent.kill()
    served.parent.wait()
    _wait(lambda: not _alive(served.pid), served.log, within=10)


def _wait(done: Callable[[], bool], log: Path, *, within: float = 30) -> None:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if done():
            return
        time.sleep(0.05)
    pytest.fail(f"It took too long:\n{log.read_text()[-2000:]}")


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=1).is_success
    except httpx.HTTPError:
        return False


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
