"""The ways a page says no, in plain words.

Refusal
├── LoginNeeded   nobody is logged in, or the login has ended
├── NotYours      somebody is logged in whose role does not open this room
├── StaleForm     the form does not carry the token of this login
├── Missing       there is no such page
└── BadRequest    what was sent cannot be used; the sentence says what to do
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.routing import APIRoute

from bot.web.rendering import HEADERS, PRIVATE, render


class Refusal(Exception):
    """Base of the answers that say no."""

    status = 400
    title = "That did not work"
    says = "Go back and try again."

    def answer(self, request: Request) -> Response:
        """Answer a script with JSON, a person with a page."""
        if "/api/" in request.url.path:
            body = {"error": self.says}
            return JSONResponse(body, self.status, headers={**HEADERS, **PRIVATE})
        return render(
            request,
            "message.html",
            status=self.status,
            title=self.title,
            says=self.says,
            href="/",
            link="To the start page",
        )


class LoginNeeded(Refusal):
    """Nobody is logged in, or the login has ended."""

    status = 401
    title = "Log in first"
    says = "Your login has ended. Log in again."

    def answer(self, request: Request) -> Response:
        """Lead a person who only looks to the login, and back afterwards."""
        if request.method == "GET" and "/api/" not in request.url.path:
            where = f"/login?next={quote(request.url.path)}"
            return RedirectResponse(where, status_code=303, headers=PRIVATE)
        return super().answer(request)


class NotYours(Refusal):
    """Somebody is logged in whose role does not open this room."""

    status = 403
    title = "This room is not open to you"
    says = (
        "Your login does not include this room. If your work needs it, ask a manager to add "
        "the role to your login."
    )


class StaleForm(Refusal):
    """The form does not carry the token of this login."""

    status = 403
    title = "This page was open for too long"
    says = (
        "The page belongs to an earlier login, so nothing was changed. "
        "Go back, reload the page and try again."
    )


class Missing(Refusal):
    """There is no such page."""

    status = 404
    title = "There is nothing here"
    says = "The address is wrong, or what it led to is no longer kept."


class BadRequest(Refusal):
    """What was sent cannot be used."""

    def __init__(self, says: str) -> None:
        """Give the sentence that says what is wrong and what to do."""
        super().__init__(says)
        self.says = says


class PageRoute(APIRoute):
    """A route on which a ``Refusal`` becomes its answer."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler that FastAPI makes."""
        handle = super().get_route_handler()

        async def handle_refusals(request: Request) -> Response:
            try:
                return await handle(request)
            except Refusal as refusal:
                return refusal.answer(request)

        return handle_refusals
