"""End a process whose parent has died, so that nothing runs on unseen."""

from __future__ import annotations

import os
import signal
import threading
import time


def exit_with_parent(*, every: float = 1.0) -> None:
    """Watch the parent from a daemon thread; ask ourselves to end when it is gone.

    The polite signal lets a send in flight be settled. Should that hang, the second, rude
    one follows; the database is made to survive it.
    """
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent, every), name="orphan-watch", daemon=True).start()


def _watch(parent: int, every: float) -> None:
    while os.getppid() == parent:
        time.sleep(every)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(20.0)
    os.kill(os.getpid(), signal.SIGKILL)
