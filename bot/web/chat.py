"""The chat in the browser: one page, one socket, and a conversation that survives both.

The socket speaks JSON. From the browser: ``hello`` (``token`` of a conversation to take up
again and ``seq`` of the last message seen, or ``k`` of a letter's link), then ``message``
(``id`` chosen by the browser, ``text``). To the browser: ``hello`` (``token``), ``history``,
``ack`` (``id``, ``seq``), ``reply`` and ``error`` (``code``). A message sent again under the
same id is the same message.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response, WebSocket, WebSocketDisconnect
from starlette.concurrency import run_in_threadpool

from bot.inbound import Inbound, take_in
from bot.metrics import CHAT_SOCKETS, INBOUND
from bot.services import Services
from bot.web.accepted import LANGUAGES, accepted_language
from bot.web.chathub import ChatHub, Line, Subscription
from bot.web.chattalk import address_of, talk_row
from bot.web.limits import Bucket, Buckets
from bot.web.origin import same_origin
from bot.web.rendering import render
from ledger.tables import Debtor, Message

LONGEST = 1600  # characters of one message
LARGEST = 16_384  # bytes of one frame
_HELLO_WITHIN = 10.0  # seconds


class Unwelcome(Exception):
    """The browser did not keep to the protocol. ``code`` is told to it."""

    def __init__(self, code: str) -> None:
        """Name the rule that was broken."""
        super().__init__(code)
        self.code = code


@dataclass
class Talk:
    """The conversation of one socket. Its row is made with its first message."""

    conversation_id: str
    debtor_id: str | None  # from the link of a letter; still to be verified
    language: str
    pace: Bucket = field(default_factory=lambda: Bucket(per_second=1.0, burst=10))


def router(services: Services, hub: ChatHub) -> APIRouter:
    """Build the routes."""
    routes = APIRouter(tags=["chat"])
    visits = Buckets(per_second=0.5, burst=30)
    log = structlog.get_logger("chat")

    @routes.get("/chat", response_class=Response)
    async def page(request: Request, k: str = "", lang: str = "") -> Response:
        """Show the chat. ``k`` is the signed link of a letter."""
        language = lang if lang in LANGUAGES else None
        language = language or await run_in_threadpool(_language, services, k)
        language = language or accepted_language(request)
        return render(request, "chat.html", language=language, ws_url="/chat/ws", link=k)

    @routes.websocket("/chat/ws")
    async def talk(socket: WebSocket) -> None:
        """Carry one conversation until the browser leaves."""
        if not same_origin(socket.headers.get("origin"), services.settings.public_url):
            CHAT_SOCKETS.labels("wrong_origin").inc()
            await socket.close(code=1008)
            return
        if not visits.take(socket.client.host if socket.client else ""):
            CHAT_SOCKETS.labels("too_many").inc()
            await socket.close(code=1013)
            return
        await socket.accept()
        CHAT_SOCKETS.labels("opened").inc()
        with suppress(WebSocketDisconnect):
            try:
                await _converse(socket, services, hub)
            except Unwelcome as error:
                log.info("chat refused", code=error.code)
                await socket.send_json({"type": "error", "code": error.code})
                await socket.close(code=1008)

    return routes


async def _converse(socket: WebSocket, services: Services, hub: ChatHub) -> None:
    try:
        hello = await asyncio.wait_for(_read(socket), _HELLO_WITHIN)
    except TimeoutError:
        raise Unwelcome("no_hello") from None
    if hello.get("type") != "hello":
        raise Unwelcome("no_hello")
    conversation_id, debtor_id = _whose(services, hello)
    seen = hello.get("seq")
    with hub.subscribe(conversation_id, seen=seen if isinstance(seen, int) else 0) as subscription:
        talk = Talk(conversation_id, debtor_id, str(hello.get("language") or ""))
        token = services.signer.conversation_token(conversation_id)
        await socket.send_json({"type": "hello", "token": token})
        for line in await run_in_threadpool(hub.history, subscription):
            await socket.send_json(_shown("history", line))
        subscription.begin()
        speaking = asyncio.create_task(_speak(socket, subscription))
        try:
            while True:
                await _hear(socket, services, talk, await _read(socket))
        finally:
            speaking.cancel()


async def _speak(socket: WebSocket, subscription: Subscription) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_json(_shown("reply", await subscription.next()))


async def _hear(socket: WebSocket, services: Services, talk: Talk, said: Mapping[str, Any]) -> None:
    if said.get("type") != "message":
        raise Unwelcome("unknown_type")
    client_id, text = said.get("id"), said.get("text")
    if not isinstance(client_id, str) or not 1 <= len(client_id) <= 100:
        raise Unwelcome("bad_id")
    if not isinstance(text, str) or not text.strip():
        raise Unwelcome("no_text")
    if len(text) > LONGEST:
        await socket.send_json({"type": "error", "code": "too_long", "id": client_id})
        return
    if not talk.pace.take():
        await socket.send_json({"type": "error", "code": "too_fast", "id": client_id})
        return
    seq = await run_in_threadpool(_take, services, talk, client_id, text)
    await socket.send_json({"type": "ack", "id": client_id, "seq": seq})


def _take(services: Services, talk: Talk, client_id: str, text: str) -> int:
    """Store a message once; give its place in the conversation."""
    now = services.clock()
    digest = hashlib.sha256(f"{talk.conversation_id}|{client_id}".encode()).hexdigest()
    address = address_of(talk.conversation_id)
    inbound = Inbound(f"CH{digest[:32]}", "chat", address, None, text)
    with services.db.transaction() as session:
        conversation = talk_row(
            session,
            conversation_id=talk.conversation_id,
            debtor_id=talk.debtor_id,
            language=talk.language,
            now=now,
        )
        taken = take_in(session, services, inbound, now=now, conversation=conversation)
        message = session.query(Message).filter(Message.id == inbound.message_id).one()
        INBOUND.labels("chat", taken.value).inc()
        return message.seq


def _whose(services: Services, hello: Mapping[str, Any]) -> tuple[str, str | None]:
    """Which conversation a browser continues, or a new one and the letter it came from."""
    debtor_id = services.signer.debtor_of(hello.get("k") or "")
    continued = services.signer.conversation_of(hello.get("token") or "")
    return continued or services.new_id(), debtor_id


def _language(services: Services, link: str) -> str | None:
    """The language of whom a letter's link was for."""
    debtor_id = services.signer.debtor_of(link)
    if debtor_id is None:
        return None
    with services.db.reading() as session:
        debtor = session.get(Debtor, debtor_id)
        return debtor.language if debtor else None


async def _read(socket: WebSocket) -> Mapping[str, Any]:
    frame = await socket.receive_text()
    if len(frame.encode()) > LARGEST:
        raise Unwelcome("too_long")
    try:
        said = json.loads(frame)
    except ValueError:
        raise Unwelcome("not_json") from None
    if not isinstance(said, dict):
        raise Unwelcome("not_json")
    return said


def _shown(kind: str, line: Line) -> dict[str, Any]:
    return {
        "type": kind,
        "seq": line.seq,
        "from": line.author,
        "text": line.text,
        "files": line.files,
        "at": line.at.isoformat(),
    }
