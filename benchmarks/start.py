"""Measure the way from a fresh clone to ready, and the second start, beside stock Rasa.

``forbear bench start [--stock-python PATH]``: with a Python 3.10, stock Rasa 3.6.21 is installed,
trained on its own starter bot and started in the same run. Packages come from the usual index, so
first times depend on the network and the cache.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.stack import ROOT, forbear_stack, free_port, rss_megabytes, wait_for

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="forbear bench start")
    parser.add_argument("--stock-python", type=Path, help="a Python 3.10 for stock Rasa")
    stock_python = parser.parse_args().stock_python
    print("| who | set-up and training s | start to ready s | second start s | memory MB |")
    print("|---|--:|--:|--:|--:|")
    _print("Forbear, every process", _ours())
    if stock_python:
        _print("stock Rasa 3.6.21, starter bot, no actions", _stock(stock_python))


def _print(who: str, figures: tuple[float, float, float, float]) -> None:
    made, first, second, memory = figures
    print(f"| {who} | {made:.0f} | {first:.1f} | {second:.1f} | {memory:.0f} |", flush=True)


def _ours() -> tuple[float, float, float, float]:
    folder = Path(tempfile.mkdtemp(prefix="forbear-clone-"))
    try:
        clone, data = folder / "clone", folder / "var"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        began = time.perf_counter()
        subprocess.run(["make", "train"], cwd=clone, check=True, **QUIET)
        made = time.perf_counter() - began
        with forbear_stack(demo=True, data=data, root=clone) as stack:
            first = stack.ready_after
        with forbear_stack(demo=True, data=data, root=clone) as stack:
            memory = sum(rss_megabytes(pid) for pid in stack.pids())
            return made, first, stack.ready_after, memory
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stock(python: Path) -> tuple[float, float, float, float]:
    folder = Path(tempfile.mkdtemp(prefix="stock-rasa-"))
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    try:
        began = time.perf_counter()
        subprocess.run([str(python), "-m", "venv", str(folder / "env")], check=True)
        bin_folder = folder / "env/bin"
        subprocess.run([str(bin_folder / "pip"), "install", "rasa==3.6.21"], check=True, **QUIET)
        rasa = str(bin_folder / "rasa")
        bot = folder / "bot"
        bot.mkdir()
        subprocess.run([rasa, "init", "--no-prompt"], cwd=bot, env=environment, check=True, **QUIET)
        made = time.perf_counter() - began
        first, _ = _start_stock(rasa, bot, environment)
        second, memory = _start_stock(rasa, bot, environment)
        return made, first, second, memory
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_stock(rasa: str, bot: Path, environment: dict[str, str]) -> tuple[float, float]:
    port = free_port()
    began = time.perf_counter()
    server = subprocess.Popen(
        [rasa, "run", "--port", str(port), "-i", "127.0.0.1"], cwd=bot, env=environment, **QUIET
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", 180)
        return time.perf_counter() - began, rss_megabytes(server.pid)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
