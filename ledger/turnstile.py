"""Let writers to one SQLite file pass one at a time, woken as soon as it is their turn.

SQLite makes a writer that must wait sleep and look again, up to a tenth of a second each time,
and whoever looks at the right moment wins: a busy worker can keep a webhook waiting for seconds.
A lock on a file beside it is waited for in the kernel, across threads and processes, and falls
with the process that holds it. SQLite's own lock stays the one that counts.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NestedTransaction(RuntimeError):
    """A thread began a transaction inside one of its own, and would wait for itself for ever."""


class Turnstile:
    """The queue in front of one file."""

    def __init__(self, beside: Path) -> None:
        """Queue for the database in ``beside``; its lock file is made when first needed."""
        self._path = beside.with_name(f"{beside.name}-turn")
        self._mine = threading.local()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Wait for the turn and keep it until the block ends.

        Raises:
            NestedTransaction: this thread has passed already.
        """
        if getattr(self._mine, "inside", False):
            raise NestedTransaction(
                "A transaction was begun inside another of the same thread. Pass the session on "
                "instead of beginning a second transaction."
            )
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self._mine.inside = True
            yield
        finally:
            self._mine.inside = False
            os.close(handle)
