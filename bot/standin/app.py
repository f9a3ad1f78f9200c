"""The stand-in as a web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.standin.api import MessagesApi
from bot.standin.desk import Desk
from bot.standin.hooks import FINAL, Hooks
from bot.standin.store import Store


@dataclass(frozen=True)
class StandinSettings:
    """What the stand-in pretends to be."""

    account_sid: str
    auth_token: str
    webhook: str  # the application's inbound webhook, as it signs it
    file: Path | str = ":memory:"
    services: dict[str, tuple[str, ...]] = field(default_factory=dict)


def create_standin(settings: StandinSettings) -> Starlette:
    """Build the application; it opens its file when it is started."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        store = Store(settings.file)
        hooks = Hooks(
            store,
            account_sid=settings.account_sid,
            auth_token=settings.auth_token,
            webhook=settings.webhook,
        )
        app.state.api = MessagesApi(
            store,
            hooks,
            account_sid=settings.account_sid,
            auth_token=settings.auth_token,
            services=settings.services,
        )
        app.state.desk = Desk(store, hooks)
        for text in store.texts():
            if text.direction != "inbound" and text.status not in FINAL:
                hooks.start_life(text)
        yield
        await hooks.close()
        store.close()

    messages = "/2010-04-01/Accounts/{account}/Messages"
    return Starlette(
        lifespan=life,
        routes=[
            Route(f"{messages}.json", _create, methods=["POST"]),
            Route(f"{messages}.json", _listing, methods=["GET"]),
            Route(messages + "/{sid}.json", _fetch, methods=["GET"]),
            Route("/_control", _control, methods=["POST"]),
            Route("/_phone/send", _send, methods=["POST"]),
            Route("/_phone/messages", _messages, methods=["GET"]),
            Route("/_control/health", _healthy, methods=["GET"]),
        ],
    )


async def _create(request: Request) -> Response:
    return await _api(request).create(request)


async def _listing(request: Request) -> Response:
    return await _api(request).listing(request)


async def _fetch(request: Request) -> Response:
    return await _api(request).fetch(request)


async def _control(request: Request) -> Response:
    return await _desk(request).control(request)


async def _send(request: Request) -> Response:
    return await _desk(request).send(request)


async def _messages(request: Request) -> Response:
    return await _desk(request).messages(request)


async def _healthy(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


def _api(request: Request) -> MessagesApi:
    api: MessagesApi = request.app.state.api
    return api


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk
