"""Measure a turn from webhook to send: Forbear beside stock Rasa with its own Twilio channel.

Both understand with the same model data and send to the same sink. Run: ``forbear bench turns``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from benchmarks.sink import Sink
from benchmarks.stack import forbear_stack, free_port, rss_megabytes, wait_for
from benchmarks.stock.project import make_project

ROOT = Path(__file__).resolve().parent.parent
SAYINGS = ("hello", "who is this?", "are you a robot?", "what do i owe", "talk to a person please")
Send = Callable[[str, str, str], None]


def measure(rounds: int = 40, crowd: int = 20) -> Iterator[dict[str, object]]:
    """Give one row of figures for each side, as it is measured."""
    for name, side in (("Forbear", ours), ("stock Rasa 3.6.21, Twilio channel", stock)):
        sink = Sink()
        with side(sink) as (send, pids):
            _turns(send, sink, "+1646555", 3)  # warm
            alone = _turns(send, sink, "+1212555", rounds)
            together = _crowd(send, sink, crowd)
            yield {
                "who": name,
                "turns": len(alone),
                "p50_ms": _percentile(alone, 50),
                "p99_ms": _percentile(alone, 99),
                "crowd": crowd,
                "crowd_p50_ms": _percentile(together, 50),
                "crowd_p99_ms": _percentile(together, 99),
                "rss_mb": round(sum(rss_megabytes(pid) for pid in pids())),
            }
        sink.close()


def _turns(send: Send, sink: Sink, prefix: str, rounds: int) -> list[float]:
    """One person after the other, one message at a time; milliseconds from post to arrival."""
    taken = []
    for i in range(rounds):
        number = f"{prefix}{i:04d}"
        for k, saying in enumerate(SAYINGS[: 4 if rounds > 3 else 2]):
            taken.append(_one(send, sink, number, saying, f"{prefix}{i}x{k}"))
    return taken


def _crowd(send: Send, sink: Sink, size: int) -> list[float]:
    with ThreadPoolExecutor(size) as pool:
        return list(
            pool.map(
                lambda i: _one(send, sink, f"+1917555{i:04d}", "hello", f"crowd{i}"), range(size)
            )
        )


def _one(send: Send, sink: Sink, number: str, saying: str, sid: str) -> float:
    already = sum(1 for _, to, _ in list(sink.arrivals) if to == number)
    began = time.perf_counter()
    send(number, saying, sid)
    return (sink.await_for(number, already) - began) * 1000


def _percentile(values: list[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


@contextmanager
def ours(sink: Sink) -> Iterator[tuple[Send, Callable[[], list[int]]]]:
    """The whole stack as ``forbear up`` runs it, its provider replaced by the sink."""
    with forbear_stack(sink.url) as stack:
        validator = RequestValidator(stack.auth_token)
        url = f"{stack.url}/twilio/inbound"

        def send(number: str, text: str, sid: str) -> None:
            form = {
                "MessageSid": f"SM{abs(hash(sid)):032x}"[:34],
                "AccountSid": "AC" + "0" * 32,
                "From": number,
                "To": "+12125550199",
                "Body": text,
                "NumMedia": "0",
            }
            _post(url, form, {"X-Twilio-Signature": validator.compute_signature(url, form)})

        yield send, stack.pids


@contextmanager
def stock(sink: Sink) -> Iterator[tuple[Send, Callable[[], list[int]]]]:
    """Stock Rasa and an action server, as its documentation starts them."""
    folder = Path(tempfile.mkdtemp(prefix="stock-rasa-"))
    rasa_port, actions_port = free_port(), free_port()
    project = folder / "project"
    make_project(ROOT, project, port=actions_port)
    rasa = [str(ROOT / ".venv-rasa/bin/python"), str(ROOT / "benchmarks/stock/serve.py")]
    environment = {
        **os.environ,
        "STOCK_TWILIO_API_BASE": sink.url,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "bot/nlu/standin")]),
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*rasa, "train", "--quiet"], cwd=project, env=environment, check=True, **quiet)
    action_port = str(actions_port)
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "rasa_sdk", "--actions", "peer_actions", "--port", action_port],
            cwd=project,
            env=environment,
            **quiet,
        ),
        subprocess.Popen(
            [*rasa, "run", "--port", str(rasa_port), "-i", "127.0.0.1"],
            cwd=project,
            env=environment,
            **quiet,
        ),
    ]
    try:
        wait_for(f"http://127.0.0.1:{rasa_port}/webhooks/twilio/", 120)
        wait_for(f"http://127.0.0.1:{actions_port}/health", 60)
        url = f"http://127.0.0.1:{rasa_port}/webhooks/twilio/webhook"

        def send(number: str, text: str, sid: str) -> None:
            _post(url, {"From": number, "To": "+12125550199", "Body": text}, {})

        yield send, lambda: [server.pid for server in servers]
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _post(url: str, form: dict[str, str], headers: dict[str, str]) -> None:
    request = urllib.request.Request(url, urlencode(form).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()


def main() -> None:
    """Print the table."""
    print("| who | turns | p50 ms | p99 ms | 20 at once p50 | p99 | memory MB |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for row in measure():
        print(
            "| {who} | {turns} | {p50_ms} | {p99_ms} | {crowd_p50_ms} | {crowd_p99_ms} "
            "| {rss_mb} |".format(**row),
            flush=True,
        )


if __name__ == "__main__":
    main()
