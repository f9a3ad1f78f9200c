"""The compliance question for programs: ``POST /api/check``, as ``forbear check --jsonl`` answers.

The caller is logged in and sends the token of the login in ``X-CSRF-Token``, as our own pages do.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Body, Depends
from fastapi.responses import JSONResponse

from bot.services import Services
from bot.web.gate import Gate, Visitor
from bot.web.refusals import BadRequest, PageRoute
from bot.web.rendering import PRIVATE
from compliance.asking import UnreadableQuestion, answer

ROLES = ("collector", "reviewer", "manager")
MOST = 1000  # questions in one request


def router(services: Services) -> APIRouter:
    """Make the route /api/check."""
    routes = APIRouter(prefix="/api", route_class=PageRoute, tags=["compliance"])
    call = Gate(services).call(*ROLES)

    @routes.post(
        "/check", summary="Judge the words, or words and situation, of one message or many"
    )
    def check(asked: Any = Body(), visitor: Visitor = Depends(call)) -> JSONResponse:
        if not isinstance(asked, list):
            return JSONResponse(_one(asked), headers=PRIVATE)
        if len(asked) > MOST:
            raise BadRequest(f"More than {MOST} questions at once. Send them in several requests.")
        return JSONResponse([_one(each) for each in asked], headers=PRIVATE)

    def _one(asked: Any) -> dict[str, Any]:
        try:
            return answer(asked, law=services.law, words=services.words, now=services.clock())
        except UnreadableQuestion as error:
            raise BadRequest(str(error)) from error

    return routes
