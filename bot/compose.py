"""Put the services together; the only place where this package's parts meet."""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.clock import DemoClock, SystemClock
from bot.door import Door
from bot.errors import BotError
from bot.links import Signer
from bot.payments.choose import provider_of
from bot.rasa import Rasa
from bot.screening import house_words
from bot.services import Services
from bot.settings import Settings
from bot.wording import Wording, WordingError
from compliance.errors import ComplianceError
from compliance.law import load_law
from compliance.situation import Collecting, Imprint
from ledger.database import Database
from ledger.errors import LedgerError
from ledger.situations import SituationSettings

CANNOT_START = (BotError, WordingError, ComplianceError, LedgerError)  # each says what to correct


def build_services(settings: Settings) -> Services:
    """Open the database, load the law and the words, and name the neighbours.

    Raises:
        BotError, WordingError, ComplianceError, LedgerError: with what to correct.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    db = Database(settings.database_url)
    law = load_law(settings.packs_dir)
    wording = Wording.load(settings.policies_dir / "templates")
    words = house_words(settings.policies_dir, wording)
    clock: Callable[[], datetime] = DemoClock(db) if settings.demo else SystemClock()
    secret = _secret(settings)
    return Services(
        settings=settings,
        db=db,
        clock=clock,
        new_id=lambda: uuid.uuid4().hex,
        law=law,
        words=words,
        wording=wording,
        door=Door(law, words, situation_settings(settings)),
        signer=Signer(secret),
        rasa=Rasa(
            settings.rasa_url,
            token=settings.rasa_token.get_secret_value() if settings.rasa_token else None,
            timeout=settings.rasa_timeout,
        ),
        provider=provider_of(settings, secret=secret, clock=clock),
    )


def situation_settings(settings: Settings) -> SituationSettings:
    """What the operator says about itself, as compliance needs it."""
    return SituationSettings(
        provider_approved=settings.provider_approved,
        collector=settings.collector,
        collecting_default=Collecting.THIRD if settings.collector else Collecting.FIRST,
        imprint=Imprint(
            person=settings.contact_person,
            phone=settings.contact_phone,
            email=settings.contact_email,
            postal_address=settings.postal_address,
        ),
        licences=settings.licences,
        registered_in=frozenset(settings.licences),
    )


def _secret(settings: Settings) -> str:
    """The secret given, or one made for this data folder and kept there for its owner only."""
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    path: Path = settings.data_dir / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii")
