"""The people who work here: their passwords (argon2id) and their sessions.

A session's token is known to its browser only; the table keeps its hash.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ledger.errors import LedgerError
from ledger.events import log_event
from ledger.ids import NewId
from ledger.tables import Staff, StaffSession

ROLES = ("collector", "reviewer", "manager")
SHORTEST_PASSWORD = 10
# A well-formed hash of nothing anybody has: an unknown login costs the same time as a known one.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$j803nqy5AWoucxGH/e+WHg$"
    "Ut6VU9Fa6Udc4ThuZc/I22YtizxMlV5JcS8gUtKgb/o"
)

NewToken = Callable[[], str]


class StaffError(LedgerError):
    """A login that cannot be made as asked."""


@dataclass(frozen=True)
class OpenedSession:
    """A new login. ``token`` goes into the cookie and is kept nowhere else."""

    token: str
    csrf: str
    expires_at: datetime


@dataclass(frozen=True)
class StaffLogin:
    """A login in force: who it is, and the token their forms carry."""

    staff: Staff
    csrf: str


def add_staff(
    session: Session,
    *,
    login: str,
    name: str,
    password: str,
    roles: Sequence[str],
    new_id: NewId,
    is_demo: bool = False,
) -> Staff:
    """Make a login, or give a known one its new name, password and roles."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        raise StaffError(f"The roles are {', '.join(ROLES)}; give at least one of them.")
    if len(password) < SHORTEST_PASSWORD:
        raise StaffError(f"A password needs at least {SHORTEST_PASSWORD} characters.")
    staff = _by_login(session, login) or Staff(id=new_id(), login=_plain(login), active=True)
    staff.name, staff.roles, staff.is_demo = name, list(roles), is_demo
    staff.password_hash = PasswordHasher().hash(password)
    session.add(staff)
    session.flush()
    return staff


def authenticate(
    session: Session, *, login: str, password: str, demo_allowed: bool = True
) -> Staff | None:
    """Give the person whose login and password these are, else nothing, in the same time."""
    staff = _by_login(session, login)
    try:
        PasswordHasher().verify(staff.password_hash if staff else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    if staff is None or not staff.active or (staff.is_demo and not demo_allowed):
        return None
    return staff


def open_session(
    session: Session,
    *,
    staff_id: str,
    now: datetime,
    lasts: timedelta,
    new_token: NewToken = secrets.token_urlsafe,
) -> OpenedSession:
    """Log somebody in for a while; expired logins are cleared away."""
    session.execute(delete(StaffSession).where(StaffSession.expires_at <= now))
    opened = OpenedSession(token=new_token(), csrf=new_token(), expires_at=now + lasts)
    session.add(
        StaffSession(
            token_hash=_hash(opened.token),
            staff_id=staff_id,
            csrf=opened.csrf,
            opened_at=now,
            expires_at=opened.expires_at,
        )
    )
    log_event(session, kind="logged_in", subject=staff_id, now=now)
    session.flush()
    return opened


def session_of(session: Session, token: str, *, now: datetime) -> StaffLogin | None:
    """Give the login a cookie's token stands for, while it lasts and the person works here."""
    row = session.get(StaffSession, _hash(token))
    if row is None or row.expires_at <= now:
        return None
    staff = session.get(Staff, row.staff_id)
    if staff is None or not staff.active:
        return None
    return StaffLogin(staff=staff, csrf=row.csrf)


def close_session(session: Session, token: str) -> None:
    """Log out."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == _hash(token)))


def dismiss(session: Session, *, staff_id: str, now: datetime) -> None:
    """End somebody's access at once, with every login they have."""
    session.get_one(Staff, staff_id).active = False
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
    log_event(session, kind="dismissed", subject=staff_id, now=now)
    session.flush()


def _by_login(session: Session, login: str) -> Staff | None:
    session.flush()
    return session.scalars(select(Staff).where(Staff.login == _plain(login))).first()


def _plain(login: str) -> str:
    return login.strip().casefold()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
