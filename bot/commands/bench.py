"""``forbear bench``: measure, beside a named peer, in one run."""

from __future__ import annotations

import os
import subprocess
import sys

from bot.commands.opening import RASA_PYTHON
from bot.errors import SettingsError
from bot.settings import ROOT

BENCHES = {
    "turns": "a turn from webhook to send, beside stock Rasa with its own Twilio channel",
    "start": "from a fresh clone to ready, and again, beside stock Rasa",
    "import": "rows a second into the ledger, beside plain inserts",
    "nlu": "understanding on authors the model never saw",
    "figures": "days, sums and rhythms read exactly, beside dateparser and Recognizers",
    "dialogue": "every written talk and simulated debtors, through everything but the phone",
    "negotiations": "a million random bargains against the policy's limits",
    "wording": "the wording filter on authors it never saw, beside packaged filters",
    "situations": "random situations against an independent reading of the law",
}
_MODULES = {"import": "import_rows"}
_IN_RASAS_ENVIRONMENT = {"nlu"}


def run(name: str, arguments: list[str]) -> int:
    """Run one measurement; the rest of the line is its own."""
    if name not in BENCHES:
        listed = "\n".join(f"  {known:13} {what}" for known, what in BENCHES.items())
        raise SettingsError(f"There is no measurement {name!r}. There are:\n{listed}")
    python = str(RASA_PYTHON) if name in _IN_RASAS_ENVIRONMENT else sys.executable
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    module = f"benchmarks.{_MODULES.get(name, name)}"
    return subprocess.call([python, "-m", module, *arguments], cwd=ROOT, env=environment)
