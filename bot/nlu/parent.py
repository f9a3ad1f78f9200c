"""End this process when the one that started it is gone, so that nothing is left behind."""

from __future__ import annotations

import os
import threading
import time

POLL_SECONDS = 0.5


def die_with_parent(*, started_by: int | None = None) -> None:
    """Watch from a thread of its own; ``started_by`` is the parent's process id."""
    parent = os.getppid() if started_by is None else started_by

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(POLL_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
