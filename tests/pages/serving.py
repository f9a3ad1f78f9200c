"""Serve an application on a port of this machine, in a thread of the test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

READY_WITHIN = 10.0  # seconds


def listening() -> socket.socket:
    """Take a free port of the loopback address."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.bind(("127.0.0.1", 0))
    taken.listen(64)
    return taken


def address_of(taken: socket.socket) -> str:
    return f"http://127.0.0.1:{taken.getsockname()[1]}"


@contextmanager
def serving(app: Any, taken: socket.socket) -> Iterator[str]:
    """Serve until the end of the block."""
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + READY_WITHIN
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        assert thread.is_alive(), "the server ended at once"
        time.sleep(0.01)
    try:
        yield address_of(taken)
    finally:
        server.should_exit = True
        thread.join(READY_WITHIN)
        taken.close()
