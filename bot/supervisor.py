"""Start the processes of one machine, keep them running, and leave none behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

READY_WITHIN_SECONDS = 90.0
QUICK_DEATHS_ALLOWED = 8  # within one minute, after which something is wrong for good
STOP_WITHIN_SECONDS = 8.0


class StartFailed(Exception):
    """A process did not come up; the sentence says which, and where its log is."""


@dataclass(frozen=True)
class Program:
    """One process: how to start it, and the address that answers once it is ready."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    ready_url: str | None = None  # None: ready as soon as it runs


@dataclass
class Running:
    """A started program and its recent deaths."""

    program: Program
    process: subprocess.Popen[bytes]
    deaths: list[float] = field(default_factory=list)


class Supervisor:
    """Starts programs, restarts those that die, and stops all of them together.

    Each child watches its parent (``bot.orphan``), so that killing the supervisor itself
    leaves nothing behind either.
    """

    def __init__(self, data_folder: Path, say: Callable[[str], None]) -> None:
        """Write each program's output to ``log/<name>.log`` and what runs to ``processes.json``."""
        self._log_folder = data_folder / "log"
        self._listing = data_folder / "processes.json"
        self._say = say
        self._running: list[Running] = []
        self._stopping = False

    def start(self, programs: Sequence[Program]) -> None:
        """Start all at once, then wait until each answers.

        Raises:
            StartFailed: one of them ended, or did not answer in time.
        """
        self._log_folder.mkdir(parents=True, exist_ok=True)
        for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signal_number, self._asked_to_stop)
        self._running = [Running(program, self._spawn(program)) for program in programs]
        self._list()
        for running in self._running:
            self._await_ready(running)

    def watch(self) -> None:
        """Restart what dies, until asked to stop.

        Raises:
            StartFailed: a program keeps dying.
        """
        while not self._stopping:
            for running in self._running:
                if running.process.poll() is not None and not self._stopping:
                    self._revive(running)
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask all to end, and end those that do not."""
        self._stopping = True
        for running in self._running:
            _signal(running.process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for running in self._running:
            try:
                running.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(running.process, signal.SIGKILL)
                running.process.wait()
        self._listing.unlink(missing_ok=True)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        with self._log_path(program).open("ab") as log:
            return subprocess.Popen(
                list(program.argv),
                env={**os.environ, **program.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us alone; we stop the others in order
            )

    def _await_ready(self, running: Running) -> None:
        program, began = running.program, time.monotonic()
        while not _answers(program.ready_url):
            if self._stopping:
                raise StartFailed("Stopped before everything was ready.")
            if running.process.poll() is not None:
                raise StartFailed(self._epitaph(program, "ended while starting"))
            if time.monotonic() - began > READY_WITHIN_SECONDS:
                raise StartFailed(self._epitaph(program, "did not become ready in time"))
            time.sleep(0.05)
        self._say(f"  {program.name} is ready")

    def _revive(self, running: Running) -> None:
        now = time.monotonic()
        running.deaths = [death for death in running.deaths if now - death < 60] + [now]
        if len(running.deaths) > QUICK_DEATHS_ALLOWED:
            raise StartFailed(self._epitaph(running.program, "keeps ending"))
        self._say(f"  {running.program.name} ended; starting it again")
        time.sleep(min(0.1 * 2 ** (len(running.deaths) - 1), 5.0))
        running.process = self._spawn(running.program)
        self._list()

    def _list(self) -> None:
        """Say what runs under which number, for whoever is on call."""
        rows = {
            running.program.name: {
                "pid": running.process.pid,
                "ready_url": running.program.ready_url,
            }
            for running in self._running
        }
        partial = self._listing.with_suffix(".partial")
        partial.write_text(json.dumps({"supervisor": {"pid": os.getpid()}, **rows}, indent=1))
        partial.replace(self._listing)

    def _epitaph(self, program: Program, what: str) -> str:
        path = self._log_path(program)
        tail = path.read_text(errors="replace").splitlines()[-12:] if path.exists() else []
        return "\n".join([f"{program.name} {what}. Its log is {path}. The last lines:", *tail])

    def _log_path(self, program: Program) -> Path:
        return self._log_folder / f"{program.name}.log"


def python() -> str:
    """The interpreter of our own environment."""
    return sys.executable


def _answers(url: str | None) -> bool:
    if url is None:
        return True
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status < 400)
    except (urllib.error.URLError, OSError):
        return False


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if process.poll() is None:
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
