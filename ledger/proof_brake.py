"""Slow down whoever guesses at somebody's proof, however many conversations they open.

A conversation is locked after a few failed proofs, but a stranger may open another one. So
failures are also counted for the reference they name, whether or not there is such an account.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.tables import Event

FAILURES_ALLOWED = 6  # for one reference
WITHIN = timedelta(days=1)
_KIND = "reference_not_proved"


def note_failure(session: Session, reference: str | None, *, now: datetime) -> None:
    """Count a failed proof against the reference it named, if it named one."""
    if reference:
        log_event(session, kind=_KIND, subject=_subject(reference), now=now)


def is_braked(session: Session, reference: str | None, *, now: datetime) -> bool:
    """Whether proofs that name this reference are refused for now, right or wrong."""
    failures = session.scalar(
        select(func.count())
        .select_from(Event)
        .where(
            Event.subject == _subject(reference or ""),
            Event.kind == _KIND,
            Event.at > now - WITHIN,
        )
    )
    return (failures or 0) >= FAILURES_ALLOWED


def _subject(reference: str) -> str:
    """A name for the reference that may stand in an event; the reference itself may not."""
    plain = "".join(reference.split()).casefold()
    return "proof:" + hashlib.sha256(plain.encode()).hexdigest()[:32]
