"""``forbear train``: make the dialogue and wording models again when their data changed."""

from __future__ import annotations

import subprocess
import sys

from bot.settings import ROOT


def run() -> int:
    """Train in Rasa's own environment; quick when nothing changed."""
    return subprocess.call([sys.executable, str(ROOT / "scripts" / "train.py")], cwd=ROOT)
