"""The real trained model and the real action server, started once for every talk."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.rasa import Rasa
from ledger.database import Database
from scripts import train
from tests.databases import SqliteForTests
from tests.dialogue.spoken import House

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a secret for one test run"
READY_WITHIN = 90.0


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    address = SqliteForTests(tmp_path_factory.mktemp("ledger")).fresh(folder)
    assert train.main() == 0
    rasa_port, actions_port = _free_ports(2)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FORBEAR_")},
        "FORBEAR_DATABASE_URL": address,
        "FORBEAR_TRACKER_URL": f"sqlite:///{folder / 'rasa.db'}",
        "FORBEAR_DATA_DIR": str(folder),
        "FORBEAR_RASA_TOKEN": TOKEN,
        "FORBEAR_ACTIONS_PORT": str(actions_port),
        "FORBEAR_COLLECTOR": "Harbor Recovery",
        "FORBEAR_PUBLIC_URL": "https://bot.example.com",
        "FORBEAR_PAYMENTS": "sandbox",
    }
    rasa_python = ROOT / ".venv-rasa" / "bin" / "python"
    commands = {
        "actions": [sys.executable, "-m", "actions.serve", "--port", str(actions_port)],
        "rasa": [str(rasa_python), "-m", "bot.nlu.serve", "--port", str(rasa_port)],
    }
    running = []
    for name, command in commands.items():
        with (folder / f"{name}.log").open("w") as log:
            running.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            )
    database = Database(address)
    rasa = Rasa(f"http://127.0.0.1:{rasa_port}", token=TOKEN, timeout=30)
    try:
        _wait(lambda: _healthy(actions_port), folder / "actions.log")
        _wait(rasa.is_ready, folder / "rasa.log")
        yield House(database, rasa, folder)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=20)
        rasa.close()
        database.dispose()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for free in sockets:
        free.bind(("127.0.0.1", 0))
    ports = [free.getsockname()[1] for free in sockets]
    for free in sockets:
        free.close()
    return ports


def _healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=1).is_success
    except httpx.HTTPError:
        return False


def _wait(is_ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        if is_ready():
            return
        time.sleep(0.1)
    pytest.fail(f"Not ready in time:\n{log.read_text()[-4000:]}")
