"""The payment page behind a link, and the door at which providers tell of payments.

The address holds an opaque token and nothing else. Opening the page changes nothing: whatever
looks at links in messages beforehand may do so. Pressing *Pay* goes on to the provider.
"""

from __future__ import annotations

from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from bot.payments.desk import CashDesk, Slip
from bot.payments.port import NotSigned, ProviderDown, Unreadable
from bot.payments.sandbox import Sandbox
from bot.people import SOON, tell_a_person
from bot.services import Services
from bot.web.accepted import accepted_language
from bot.web.body import TooLarge, read_body
from bot.web.rendering import PRIVATE, money, render
from bot.wording import locale_of
from ledger.payments import Standing

LARGEST = 262_144  # bytes of one event


def router(desk: CashDesk, services: Services) -> APIRouter:
    """Make the routes /pay/… and /payments/…."""
    routes = APIRouter(tags=["payments"])
    log = structlog.get_logger("payments")

    @routes.get("/pay/{token}", include_in_schema=False)
    def page(request: Request, token: str) -> Response:
        return _page(request, desk, desk.slip(token))

    @routes.post("/pay/{token}", include_in_schema=False)
    def pay(request: Request, token: str) -> Response:
        slip = desk.slip(token)
        if slip is None or slip.standing is not Standing.PAYABLE or slip.pending:
            return _page(request, desk, slip)
        try:
            checkout = desk.checkout(slip)
        except ProviderDown as error:
            log.error("checkout failed", reason=str(error))
            return _page(request, desk, slip, trouble="down", status=503)
        if isinstance(desk.provider, Sandbox):
            event = desk.provider.event_of(checkout, slip.id, slip.money)
            desk.hear(event, desk.provider.sign(event))
            return RedirectResponse(f"/pay/{slip.token}", status_code=303, headers=PRIVATE)
        return _page(request, desk, slip, onward=checkout.url)

    @routes.post("/pay/{token}/talk", include_in_schema=False)
    def talk(request: Request, token: str) -> Response:
        slip = desk.slip(token)
        if slip is None or slip.standing is not Standing.PAYABLE:
            return _page(request, desk, slip)
        if slip.conversation_id is not None:
            with services.db.transaction() as session:
                tell_a_person(
                    session,
                    services,
                    conversation_id=slip.conversation_id,
                    reason="cannot_pay_page",
                    now=services.clock(),
                    priority=SOON,
                )
        return _page(request, desk, slip, told="talked")

    @routes.post("/payments/{provider}", status_code=204)
    async def hook(request: Request, provider: str) -> Response:
        """Take in what a payment provider tells, if it signed it."""
        if provider != desk.provider.name:
            return Response(status_code=404)
        try:
            body = await read_body(request, LARGEST)
            await run_in_threadpool(desk.hear, body, request.headers)
        except TooLarge:
            return Response(status_code=413)
        except (NotSigned, Unreadable) as error:
            log.warning("webhook refused", route=f"/payments/{desk.provider.name}",
                        reason=str(error))  # fmt: skip
            return Response(status_code=403 if isinstance(error, NotSigned) else 400)
        return Response(status_code=204)

    return routes


def _page(
    request: Request, desk: CashDesk, slip: Slip | None, *, status: int = 200, **more: Any
) -> Response:
    """Show a request; without one, say that the link is not known."""
    if slip is None:
        language = accepted_language(request)
        return _render(request, 404, language, told="unknown", slip=None, sum="")
    standing = "pending" if slip.pending else slip.standing.value
    return _render(
        request,
        status,
        slip.language,
        **{
            "told": standing,
            "payable": standing == Standing.PAYABLE and "told" not in more,
            "trial": isinstance(desk.provider, Sandbox),
            "slip": slip,
            "sum": money(slip.money, locale_of(slip.language)),
            **more,
        },
    )


def _render(request: Request, status: int, language: str, **values: Any) -> Response:
    empty = {"payable": False, "trial": False, "onward": None, "trouble": None}
    return render(request, "pay.html", status=status, language=language, **{**empty, **values})
