"""Logging in and out of the pages for people at work."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.services import Services
from bot.web.gate import ROOMS, SESSION_COOKIE, Gate, Visitor
from bot.web.refusals import PageRoute
from bot.web.rendering import PRIVATE, render
from bot.web.throttle import note_refusal, subjects, too_many
from ledger.staff import authenticate, close_session, open_session

LASTS = timedelta(hours=12)
LASTS_IN_A_DEMO = timedelta(days=400)  # a demo's clock is moved by days; nobody should be put out
WRONG = "This login and password do not belong together. Check both and try again."
SLOWLY = "There were too many tries. Wait a quarter of an hour, or ask a manager for help."


def router(services: Services) -> APIRouter:
    """Make the routes /login and /logout."""
    routes = APIRouter(route_class=PageRoute, include_in_schema=False)
    gate = Gate(services)
    submit = gate.submit()

    @routes.get("/login")
    def ask(request: Request, next: str = "") -> Response:
        return _login_page(services, gate, request, next_=next)

    @routes.post("/login")
    def log_in(
        request: Request,
        login: str = Form("", max_length=80),
        password: str = Form("", max_length=200),
        csrf: str = Form("", max_length=200),
        next: str = Form("", max_length=500),
    ) -> Response:
        gate.check_guest(request, csrf)
        entered = _try(services, request, login, password)
        if isinstance(entered, str):
            status = 429 if entered == SLOWLY else 401
            return _login_page(
                services, gate, request, next_=next, login=login, trouble=entered, status=status
            )
        token, roles = entered
        where = next if _is_ours(next) else _first_room(roles)
        answer = RedirectResponse(where, status_code=303, headers=PRIVATE)
        answer.set_cookie(
            SESSION_COOKIE,
            token,
            max_age=int(_lasts(services).total_seconds()),
            httponly=True,
            samesite="lax",
            secure=gate.secure,
            path="/",
        )
        return answer

    @routes.post("/logout")
    def log_out(visitor: Visitor = Depends(submit)) -> Response:
        with services.db.transaction() as session:
            close_session(session, visitor.token)
        answer = RedirectResponse("/login", status_code=303, headers=PRIVATE)
        answer.delete_cookie(SESSION_COOKIE, path="/")
        return answer

    return routes


def _try(
    services: Services, request: Request, login: str, password: str
) -> tuple[str, frozenset[str]] | str:
    """Give the token of a new login and its roles, or the sentence that refuses it."""
    now = services.clock()
    secret = services.settings.secret
    key = secret.get_secret_value().encode() if secret else b""
    address = request.client.host if request.client else ""
    counted = subjects(login, address, key=key)
    with services.db.reading() as session:
        if too_many(session, counted, now=now):
            return SLOWLY
        staff = authenticate(
            session, login=login, password=password, demo_allowed=services.settings.demo
        )
        who = (staff.id, frozenset(staff.roles)) if staff else None
    with services.db.transaction() as session:
        if who is None:
            note_refusal(session, counted, now=now)
            return WRONG
        staff_id, roles = who
        opened = open_session(session, staff_id=staff_id, now=now, lasts=_lasts(services))
    return opened.token, roles


def _login_page(
    services: Services,
    gate: Gate,
    request: Request,
    *,
    next_: str,
    login: str = "",
    trouble: str = "",
    status: int = 200,
) -> Response:
    token = gate.guest_token(request)
    page = render(
        request,
        "login.html",
        status=status,
        csrf=token,
        next=next_ if _is_ours(next_) else "",
        login=login,
        trouble=trouble,
        demo=services.settings.demo,
    )
    gate.keep_guest_token(page, token)
    return page


def _lasts(services: Services) -> timedelta:
    return LASTS_IN_A_DEMO if services.settings.demo else LASTS


def _is_ours(where: str) -> bool:
    """Whether an address stays in this house.

    >>> _is_ours("/coach"), _is_ours("//elsewhere.example"), _is_ours("https://x"), _is_ours("")
    (True, False, False, False)
    """
    return where.startswith("/") and not where.startswith("//") and "\\" not in where


def _first_room(roles: frozenset[str]) -> str:
    return next((room.href for room in ROOMS if room.roles & roles), "/")
