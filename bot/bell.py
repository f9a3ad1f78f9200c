"""A bell that wakes one sleeper at a time."""

from __future__ import annotations

import queue


class Bell:
    """Rung when there is work; each ring wakes one thread, and a ring in advance is kept.

    Waking all of them would make each ask the database for the same piece of work.
    """

    def __init__(self) -> None:
        """Nobody has rung yet."""
        self._rings: queue.Queue[None] = queue.Queue(maxsize=1)

    def ring(self) -> None:
        """Wake one sleeper, or the next one to lie down; ringing again meanwhile adds nothing."""
        try:
            self._rings.put_nowait(None)
        except queue.Full:
            return

    def wait(self, seconds: float) -> None:
        """Sleep until rung for, or until the time is over."""
        try:
            self._rings.get(timeout=seconds)
        except queue.Empty:
            return
