"""Files: taken in from the chat, and given to people at work to save, never to open in a page."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from bot.inbound import Inbound, take_in
from bot.metrics import INBOUND
from bot.services import Services
from bot.web.body import TooLarge, read_body
from bot.web.chattalk import address_of, talk_row
from bot.web.gate import Gate, Visitor
from bot.web.limits import Buckets
from bot.web.origin import same_origin
from bot.web.refusals import Missing, PageRoute
from bot.web.rendering import HEADERS, PRIVATE
from ledger.tables import Message, Upload
from ledger.uploads import LARGEST, TooMany, WrongKind, keep_upload

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}


def router(services: Services) -> APIRouter:
    """Make the routes /chat/files and /coach/files/…."""
    routes = APIRouter(route_class=PageRoute, include_in_schema=False)
    pace = Buckets(per_second=0.1, burst=5)
    visitors = Buckets(per_second=0.1, burst=20)
    enter = Gate(services).enter("collector", "reviewer", "manager")

    @routes.post("/chat/files")
    async def take(
        request: Request,
        x_chat_token: str = Header(""),
        x_chat_link: str = Header(""),
        x_chat_language: str = Header(""),
    ) -> Response:
        """Keep a file of the conversation whose token the browser shows, and tell a person."""
        talk = services.signer.conversation_of(x_chat_token)
        if talk is None or not same_origin(
            request.headers.get("origin"), services.settings.public_url
        ):
            return _no("ended", 403)
        host = request.client.host if request.client else ""
        if not (pace.take(talk) and visitors.take(host)):
            return _no("slow", 429)
        try:
            content = await read_body(request, LARGEST)
            seq = await run_in_threadpool(
                _take, services, talk, x_chat_link, x_chat_language, content
            )
        except (TooLarge, WrongKind):
            return _no("file_wrong", 415)
        except TooMany:
            return _no("file_many", 409)
        return JSONResponse({"seq": seq}, headers=PRIVATE)

    @routes.get("/coach/files/{upload_id}")
    def give(
        upload_id: str,
        visitor: Visitor = Depends(enter),
    ) -> Response:
        """Let somebody at work save a file. The browser is told not to open it as a page."""
        with services.db.reading() as session:
            upload = session.get(Upload, upload_id)
        if upload is None:
            raise Missing
        name = f"file-{upload.id[:8]}.{ENDINGS[upload.media_type]}"
        headers = {
            **HEADERS,
            **PRIVATE,
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Content-Disposition": f'attachment; filename="{name}"',
        }
        return Response(upload.content, media_type=upload.media_type, headers=headers)

    return routes


def _take(services: Services, talk: str, link: str, language: str, content: bytes) -> int:
    """Keep the file and the message that brings it, once; give its place in the conversation."""
    now = services.clock()
    with services.db.transaction() as session:
        conversation = talk_row(
            session,
            conversation_id=talk,
            debtor_id=services.signer.debtor_of(link),
            language=language,
            now=now,
        )
        upload = keep_upload(
            session, conversation_id=talk, content=content, now=now, new_id=services.new_id
        )
        digest = hashlib.sha256(f"{talk}|file|{upload.sha256}".encode()).hexdigest()
        inbound = Inbound(
            f"CF{digest[:32]}",
            "chat",
            address_of(talk),
            None,
            "",
            media=[{"type": upload.media_type, "upload": upload.id}],
        )
        taken = take_in(session, services, inbound, now=now, conversation=conversation)
        INBOUND.labels("chat", taken.value).inc()
        message = session.query(Message).filter(Message.id == inbound.message_id).one()
        return message.seq


def _no(code: str, status: int) -> Response:
    return JSONResponse({"code": code}, status_code=status, headers=PRIVATE)
