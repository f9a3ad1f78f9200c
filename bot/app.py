"""The gateway as a web application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.log import describe
from bot.payments.desk import CashDesk
from bot.services import Services
from bot.web import (
    api,
    auth,
    chat,
    coach,
    files,
    health,
    pages,
    papers,
    pay,
    phone,
    review,
    tasks,
    verify,
    webhooks,
    why,
)
from bot.web.chathub import ChatHub
from bot.web.rendering import SecurityHeaders


def create_app(services: Services) -> FastAPI:
    """Build the application around its services; nothing is opened before it starts."""
    hub = ChatHub(services.db, services.clock)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(hub.run())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching

    app = FastAPI(
        title="Forbear",
        description="Collecting debts without harassing anyone.",
        lifespan=life,
        docs_url=None,  # ours is bot.web.pages: the framework's own loads scripts from elsewhere
        redoc_url=None,
    )
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(SecurityHeaders)
    app.include_router(webhooks.router(services))
    app.include_router(chat.router(services, hub))
    app.include_router(files.router(services))
    app.include_router(health.router(services))
    app.include_router(papers.router(services))
    if services.provider is not None:
        app.include_router(pay.router(CashDesk(services, services.provider), services))
    for room in (auth, pages, verify, coach, tasks, review, why, api):
        app.include_router(room.router(services))
    if services.settings.demo:
        app.include_router(phone.router(services))
    return app


async def _failed(request: Request, error: Exception) -> JSONResponse:
    """Answer an unforeseen error without telling anything of it."""
    route = getattr(request.scope.get("route"), "path", "")  # an address may hold somebody's link
    structlog.get_logger("gateway").error(
        "request failed", route=route, method=request.method, **describe(error)
    )
    return JSONResponse({"detail": "Something went wrong on our side."}, status_code=500)
