from __future__ import annotations

import os
import subprocess
import sys
import time

from bot.settings import ROOT

_CHILD = """
import time
from bot.orphan import exit_with_parent
exit_with_parent(every=0.05)
time.sleep(60)
"""
_PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]])
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_whose_parent_was_killed_does_not_run_on_unseen():
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, _CHILD], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.5)  # the child has to have seen its parent
        parent.kill()

    for _ in range(100):
        if not is_alive(child):
            return
        time.sleep(0.1)
    raise AssertionError("the child runs on")
