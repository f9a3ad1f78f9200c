"""Who is asking, what their role opens, and whether a form is really from our page."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Form, Header, Request, Response

from bot.services import Services
from bot.web.refusals import LoginNeeded, NotYours, StaleForm
from ledger.staff import session_of

SESSION_COOKIE = "forbear_session"
GUEST_COOKIE = "forbear_guest"


@dataclass(frozen=True)
class Room:
    """A part of the house with its address and the roles that open it."""

    href: str
    name: str
    roles: frozenset[str]


ROOMS = (
    Room("/coach", "Inbox", frozenset({"collector", "manager"})),
    Room("/review", "Conversations", frozenset({"reviewer", "manager"})),
    Room("/review/findings", "Findings", frozenset({"reviewer", "manager"})),
    Room("/review/complaints", "Complaints", frozenset({"reviewer", "manager"})),
)


@dataclass(frozen=True)
class Visitor:
    """Somebody who works here and is logged in."""

    staff_id: str
    name: str
    roles: frozenset[str]
    csrf: str
    token: str

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms this person may enter."""
        return tuple(room for room in ROOMS if room.roles & self.roles)


class Gate:
    """Lets visitors in by role, and forms by their token."""

    def __init__(self, services: Services) -> None:
        """Remember where logins are kept."""
        self._services = services
        self.secure = services.settings.public_url.startswith("https:")

    def visitor_of(self, request: Request) -> Visitor | None:
        """Tell who is logged in, if anybody is."""
        token = request.cookies.get(SESSION_COOKIE)
        if not token:
            return None
        with self._services.db.reading() as session:
            found = session_of(session, token, now=self._services.clock())
            if found is None:
                return None
            return Visitor(
                staff_id=found.staff.id,
                name=found.staff.name,
                roles=frozenset(found.staff.roles),
                csrf=found.csrf,
                token=token,
            )

    def enter(self, *roles: str) -> Callable[[Request], Visitor]:
        """Make a dependency that lets in whoever has one of the roles; without any, everybody."""

        def let_in(request: Request) -> Visitor:
            visitor = self.visitor_of(request)
            request.state.visitor = visitor
            if visitor is None:
                raise LoginNeeded
            if roles and not visitor.roles & set(roles):
                raise NotYours
            return visitor

        return let_in

    def submit(self, *roles: str) -> Callable[[Request, str], Visitor]:
        """Make a dependency for a form of ours: the role, and the token in the field ``csrf``."""
        enter = self.enter(*roles)

        def let_in(request: Request, csrf: str = Form("", max_length=200)) -> Visitor:
            return _with_token(enter(request), csrf)

        return let_in

    def call(self, *roles: str) -> Callable[[Request, str], Visitor]:
        """Make a dependency for a script of ours: the role, and the token in a header."""
        enter = self.enter(*roles)

        def let_in(request: Request, x_csrf_token: str = Header("")) -> Visitor:
            return _with_token(enter(request), x_csrf_token)

        return let_in

    def guest_token(self, request: Request) -> str:
        """Give the token for the forms of somebody who is not logged in."""
        return request.cookies.get(GUEST_COOKIE) or secrets.token_urlsafe(24)

    def keep_guest_token(self, response: Response, token: str) -> None:
        """Leave the token with the browser, to be compared when the form comes back."""
        response.set_cookie(
            GUEST_COOKIE, token, httponly=True, samesite="lax", secure=self.secure, path="/"
        )

    def check_guest(self, request: Request, token: str) -> None:
        """Refuse a form that does not carry the token this browser was given."""
        kept = request.cookies.get(GUEST_COOKIE, "")
        if not kept or not _same(kept, token):
            raise StaleForm


def _with_token(visitor: Visitor, token: str) -> Visitor:
    if not _same(visitor.csrf, token):
        raise StaleForm
    return visitor


def _same(kept: str, given: str) -> bool:
    return hmac.compare_digest(kept.encode(), given.encode())
