"""What the processes of this package stand on; ``bot.compose`` puts it together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.door import Door
from bot.links import Signer
from bot.payments.port import Provider
from bot.rasa import Rasa
from bot.settings import Settings
from bot.wording import Wording
from compliance.law import Law
from compliance.text.words import Words
from ledger.database import Database


@dataclass(frozen=True)
class Services:
    """Everything a route or a thread may need, given to it, never looked up."""

    settings: Settings
    db: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    law: Law
    words: Words
    wording: Wording
    door: Door
    signer: Signer
    rasa: Rasa
    provider: Provider | None = None  # of payments by link
