"""Codes by which somebody checks that a message or a letter came from us, without asking us.

A code says whether it is ours, in whose name and when. It opens nothing, names nobody, and dies
by itself: after a while, or after a few looks. Only its digest is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.orm import Session

from ledger.events import log_event
from ledger.ids import NewId, code_of
from ledger.tables import MessageCode

LASTS = {"message": timedelta(days=1), "letter": timedelta(days=60)}
LOOKS_ALLOWED = 5
_SIGNS = 8
_SIGN = "[2-9A-HJ-NP-Za-hj-np-z]"
_CODE = re.compile(rf"(?<![A-Za-z0-9-]){_SIGN}{{4}}-?{_SIGN}{{4}}(?![A-Za-z0-9-])")


@dataclass(frozen=True)
class Ours:
    """What a code that is ours says."""

    kind: str  # message | letter
    company: str
    written_at: datetime


def make_code(
    session: Session,
    *,
    kind: str,
    company: str,
    conversation_id: str | None,
    now: datetime,
    new_id: NewId,
) -> str:
    """Make a code for what is written now."""
    signs = code_of(new_id(), signs=_SIGNS)
    session.add(
        MessageCode(
            digest=_digest(signs),
            kind=kind,
            company=company,
            conversation_id=conversation_id,
            written_at=now,
            expires_at=now + LASTS[kind],
            looks=0,
        )
    )
    session.flush()
    return f"{signs[:4]}-{signs[4:]}"


def look_up(session: Session, code: str, *, now: datetime) -> Ours | None:
    """Say what a code stands for; ``None``: not ours, too old, or looked at often enough."""
    found = session.execute(
        update(MessageCode)
        .where(
            MessageCode.digest == _digest(_plain(code)),
            MessageCode.expires_at > now,
            MessageCode.looks < LOOKS_ALLOWED,
        )
        .values(looks=MessageCode.looks + 1)
        .returning(
            MessageCode.kind,
            MessageCode.company,
            MessageCode.written_at,
            MessageCode.conversation_id,
        )
    ).first()
    if found is None:
        return None
    if found.conversation_id is not None:
        log_event(session, kind="code_looked_up", subject=found.conversation_id, now=now)
    return Ours(found.kind, found.company, found.written_at)


def code_in(text: str) -> str | None:
    """Find a code in a message.

    >>> code_in("VERIFY 7k3m-9qxt"), code_in("please call 2345")
    ('7K3M9QXT', None)
    """
    found = (as_code(match.group()) for match in _CODE.finditer(text))
    return next((code for code in found if code), None)


def as_code(typed: str) -> str | None:
    """Read what somebody typed as a code, however they wrote its gaps; ``None`` if it is none.

    >>> as_code(" 7k3m 9qxt "), as_code("12345678"), as_code("hello")
    ('7K3M9QXT', None, None)
    """
    plain = _plain(typed)
    mixed = any(sign.isdigit() for sign in plain) and any(sign.isalpha() for sign in plain)
    return plain if mixed and len(plain) == _SIGNS else None


def _plain(code: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _digest(signs: str) -> str:
    return sha256(f"forbear message code {signs}".encode()).hexdigest()
