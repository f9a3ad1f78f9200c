"""What most commands need first: the settings, the ledger and the clock, opened and closed."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.clock import DemoClock, SystemClock
from bot.errors import SettingsError
from bot.settings import ROOT, Settings, load_settings
from ledger.database import Database

RASA_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
NO_ACCOUNT = "No account has this reference. `forbear export accounts FILE` lists all of them."


@dataclass(frozen=True)
class Desk:
    """An operator's view of the house."""

    settings: Settings
    db: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], str]


@contextmanager
def open_desk(*, must_exist: bool = True) -> Iterator[Desk]:
    """Open the ledger the settings name.

    Raises:
        SettingsError: the ledger has not been made, is of an older shape, or cannot be used.
    """
    settings = load_settings(**_demo_data())
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db = Database(settings.database_url)
    try:
        if must_exist and not db.is_current():
            raise SettingsError("The ledger is missing or of an older shape. Run: forbear init-db")
        clock = DemoClock(db) if settings.demo else SystemClock()
        yield Desk(settings, db, clock, lambda: uuid.uuid4().hex)
    finally:
        db.dispose()


def _demo_data() -> dict[str, object]:
    """Follow a running demo's clock and secret without being told to."""
    data = Path(os.environ.get("FORBEAR_DATA_DIR", "var"))
    found: dict[str, object] = {}
    if (data / "demo-password").exists() and not os.environ.get("FORBEAR_DATABASE_URL"):
        found["demo"] = True
    secret = data / "secret"
    if secret.exists() and not os.environ.get("FORBEAR_SECRET"):
        found["secret"] = secret.read_text().strip()
    return found
