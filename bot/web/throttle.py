"""Slow down whoever guesses passwords; all gateways of one house count together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from ledger.database import Session
from ledger.events import log_event
from ledger.tables import Event

KIND = "login_refused"
WINDOW = timedelta(minutes=15)
# Few for one login from one address; more for a login or an address alone, so that a stranger
# cannot easily lock somebody out of their own work.
ALLOWED: Mapping[str, int] = {"pair": 5, "login": 40, "address": 40}


def subjects(login: str, address: str, *, key: bytes) -> dict[str, str]:
    """Name what is counted, by keyed hashes: the log of events keeps no login and no address."""

    def hashed(kind: str, *parts: str) -> str:
        words = "\x00".join((kind, *parts)).encode()
        return f"{kind}:{hashlib.blake2b(words, key=key[:64], digest_size=16).hexdigest()}"

    name = login.strip().casefold()
    return {
        "pair": hashed("pair", name, address),
        "login": hashed("login", name),
        "address": hashed("address", address),
    }


def too_many(session: Session, counted: Mapping[str, str], *, now: datetime) -> bool:
    """Tell whether one of the counts is used up in the window before ``now``."""
    return any(
        session.query(Event)
        .filter(
            Event.subject == subject,
            Event.kind == KIND,
            Event.at > now - WINDOW,
            Event.at <= now,
        )
        .count()
        >= ALLOWED[kind]
        for kind, subject in counted.items()
    )


def note_refusal(session: Session, counted: Mapping[str, str], *, now: datetime) -> None:
    """Count one refused login against the pair, the login and the address."""
    for subject in counted.values():
        log_event(session, kind=KIND, subject=subject, now=now)
