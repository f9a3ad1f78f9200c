"""The whole house, running: every real process, spoken to from outside."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
OURS = "+12125550199"  # the creditor's number in the demo


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(truth: Callable[[], Any], *, within: float = 20.0, what: str = "it") -> Any:
    """Give the first true answer, or fail when it does not come in time."""
    deadline = time.monotonic() + within
    while True:
        answer = truth()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {within:.0f} s")
        time.sleep(0.03)


@dataclass
class House:
    """``forbear up --demo`` in a folder of its own."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def standin(self) -> str:
        return str(self.processes()["standin"]["ready_url"]).removesuffix("/_control/health")

    @property
    def said(self) -> str:
        """What ``forbear up`` printed so far."""
        return (self.data / "said.txt").read_text()

    def open(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "said.txt").open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "up", "--demo", "--port", str(self.port)],
                cwd=ROOT,
                env={**os.environ, "FORBEAR_DATA_DIR": str(self.data), "FORBEAR_DATABASE_URL": ""},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until(self._started, within=120, what="the start")
        except AssertionError as error:
            raise AssertionError(f"{error}. It said:\n{self.said}") from None

    def _started(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError("It ended while starting")
        return "password" in self.said

    def close(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def processes(self) -> dict[str, Any]:
        return dict(json.loads((self.data / "processes.json").read_text()))

    def kill(self, name: str) -> None:
        """Kill one process without warning, and wait until it was started again."""
        before = self.processes()[name]["pid"]
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: self.processes()[name]["pid"] != before, what=f"the new {name}")

    def ask_ledger(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.data / 'forbear.db'}?mode=ro", uri=True)) as db:
            return list(db.execute(sql, values))


@dataclass
class Phone:
    """One person's telephone."""

    house: House
    number: str
    seen: int = 0

    def write(self, body: str, **more: Any) -> int:
        """Send a text; gives the status our webhook answered with."""
        answer = httpx.post(
            f"{self.house.standin}/_phone/send",
            json={"from": self.number, "to": OURS, "body": body, **more},
            timeout=20,
        )
        return int(answer.json()["status"])

    def received(self) -> list[str]:
        """Every text that ever came, oldest first."""
        answer = httpx.get(
            f"{self.house.standin}/_phone/messages", params={"number": self.number}, timeout=20
        )
        return [text["body"] for text in answer.json()["messages"] if text["direction"] == "out"]

    def hears(self, *words: str, within: float = 20.0) -> str:
        """Wait for new texts that hold all these words; give them joined."""

        def found() -> str | None:
            new = "\n".join(self.received()[self.seen :])
            return new if new and all(w.lower() in new.lower() for w in words) else None

        try:
            text = str(wait_until(found, within=within, what=f"a text with {words}"))
        except AssertionError as error:
            raise AssertionError(f"{error}; came: {self.received()[self.seen :]}") from None
        self.seen = len(self.received())
        return text

    def hears_nothing(self, *, for_seconds: float = 1.5) -> None:
        """Wait, and fail if a text comes."""
        time.sleep(for_seconds)
        assert self.received()[self.seen :] == []

    def says(self, body: str, *words: str, within: float = 20.0) -> str:
        """Write, and hear an answer with these words."""
        assert self.write(body) in (200, 204)
        return self.hears(*words, within=within)


def open_house(data: Path) -> Iterator[House]:
    house = House(data)
    house.open()
    try:
        yield house
    finally:
        if house.process is not None and house.process.poll() is None:
            house.close()


def new_sid() -> str:
    return f"SM{uuid.uuid4().hex}"
