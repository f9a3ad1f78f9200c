"""Start and stop the whole of Forbear for a measurement, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stack:
    """A running Forbear."""

    url: str
    auth_token: str
    data: Path
    supervisor: subprocess.Popen[bytes]
    ready_after: float  # seconds from the command to the answer

    def pids(self) -> list[int]:
        """The supervisor and every process below it."""
        return [self.supervisor.pid, *_below(self.supervisor.pid)]


@contextmanager
def forbear_stack(
    api_base: str | None = None,
    *,
    demo: bool = False,
    data: Path | None = None,
    root: Path = ROOT,
) -> Iterator[Stack]:
    """Run ``forbear up`` until the block ends; texts go to ``api_base``.

    ``root`` is the checkout to run.
    """
    folder = data or Path(tempfile.mkdtemp(prefix="forbear-bench-"))
    port = free_port()
    token = "bench-token"
    environment = {**os.environ, "FORBEAR_DATA_DIR": str(folder), "FORBEAR_DATABASE_URL": ""}
    if not demo:
        environment |= {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": token,
            "TWILIO_FROM": "+12125550199",
            "FORBEAR_TWILIO_API_BASE": api_base or "",
            "FORBEAR_TEXTS_PER_SECOND": "1000",
        }
    began = time.perf_counter()
    supervisor = subprocess.Popen(
        [root / ".venv/bin/python", "-m", "bot", "up", "--port", str(port)]
        + (["--demo"] if demo else []),
        cwd=root,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/readyz", 120)
        yield Stack(url, token, folder, supervisor, time.perf_counter() - began)
    finally:
        supervisor.send_signal(signal.SIGINT)
        supervisor.wait(30)
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, seconds: float) -> None:
    """Wait until an address answers well.

    Raises:
        TimeoutError: it did not in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {seconds:.0f} s")


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rss_megabytes(pid: int) -> float:
    """Resident memory of one process, as ``ps`` tells it on Linux and macOS."""
    answer = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return float(answer.stdout.strip() or 0) / 1024


def _below(pid: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    children: dict[int, list[int]] = {}
    for line in listing.stdout.splitlines():
        child, parent = (int(part) for part in line.split())
        children.setdefault(parent, []).append(child)
    found, waiting = [], [pid]
    while waiting:
        mine = children.get(waiting.pop(), [])
        found += mine
        waiting += mine
    return found
