"""The two doors Twilio calls: words that come in, and news of those that went out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from bot.delivery import Status, take_status
from bot.inbound import Inbound, Taken, take_in
from bot.metrics import INBOUND, WEBHOOK_SECONDS
from bot.references import from_reference
from bot.services import Services
from bot.web.body import TooLarge
from bot.web.signature import NotTwilio, Webhook, read_webhook

_ANSWERED = {"STOP", "START", "HELP"}
_MOST_MEDIA = 10


def router(services: Services) -> APIRouter:
    """Build the routes."""
    routes = APIRouter(tags=["twilio"])
    log = structlog.get_logger("webhooks")

    async def believed(request: Request) -> Webhook | Response:
        try:
            return await read_webhook(request, services.settings)
        except NotTwilio as error:
            log.warning("webhook refused", route=request.url.path, reason=str(error))
            return Response(status_code=403)
        except TooLarge:
            return Response(status_code=413)

    @routes.post("/twilio/inbound", status_code=204)
    async def inbound(request: Request) -> Response:
        """Store a text once and answer at once; what it asks for is done by the worker."""
        began = time.perf_counter()
        webhook = await believed(request)
        if isinstance(webhook, Response):
            return webhook
        words = read_inbound(webhook)
        if words is None:
            return Response(status_code=400)
        taken = await run_in_threadpool(_take, services, words)
        INBOUND.labels("sms", taken.value).inc()
        WEBHOOK_SECONDS.observe(time.perf_counter() - began)
        log.info("text taken in", message_id=words.message_id, outcome=taken.value)
        return Response(status_code=204)

    @routes.post("/twilio/status", status_code=204)
    async def status(request: Request) -> Response:
        """Note what became of a text of ours."""
        webhook = await believed(request)
        if isinstance(webhook, Response):
            return webhook
        news = read_status(webhook)
        if news is None:
            return Response(status_code=400)
        await run_in_threadpool(take_status, services, news)
        log.info("status taken in", provider_sid=news.provider_sid, state=news.status,
                 code=news.error_code)  # fmt: skip
        return Response(status_code=204)

    return routes


def read_inbound(webhook: Webhook) -> Inbound | None:
    """Read a text from the fields of a webhook; None if it names no message or no writer."""
    sid = webhook.text("MessageSid") or webhook.text("SmsSid")
    address = webhook.text("From").strip()
    if not sid or len(sid) > 64 or not address or len(address) > 200:
        return None
    heard = webhook.text("OptOutType").upper()
    return Inbound(
        message_id=sid,
        channel="sms",
        address=address,
        our_address=webhook.text("To").strip() or None,
        body=webhook.text("Body"),
        media=_media(webhook),
        provider_heard=heard if heard in _ANSWERED else None,
    )


def read_status(webhook: Webhook) -> Status | None:
    """Read a status callback; None if it names no message or no state."""
    sid = webhook.text("MessageSid") or webhook.text("SmsSid")
    state = (webhook.text("MessageStatus") or webhook.text("SmsStatus")).lower()
    if not sid or len(sid) > 64 or not state or len(state) > 30:
        return None
    our_id = from_reference(webhook.query.get("m", ""))
    return Status(sid, our_id, state, webhook.number("ErrorCode"))


def _media(webhook: Webhook) -> list[Mapping[str, Any]]:
    count = min(webhook.number("NumMedia") or 0, _MOST_MEDIA)
    return [
        {
            "type": webhook.text(f"MediaContentType{number}"),
            "url": webhook.text(f"MediaUrl{number}"),
        }
        for number in range(count)
    ]


def _take(services: Services, words: Inbound) -> Taken:
    with services.db.transaction() as session:
        return take_in(session, services, words, now=services.clock())
