"""The part of Twilio's Messages API that Forbear uses, with its validation codes."""

from __future__ import annotations

import asyncio
import base64
import re
import secrets
from email.utils import formatdate
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.segments import measure
from bot.standin.hooks import Hooks
from bot.standin.store import Store, Text

_NUMBER = re.compile(r"\+[1-9]\d{6,14}|(whatsapp|rcs|messenger):.+")
_SENDER = re.compile(r"\+[1-9]\d{6,14}|\d{3,8}|(whatsapp|rcs|messenger):.+")
_LONGEST = 1600
_HANG_SECONDS = 60.0


class MessagesApi:
    """Create, list and fetch messages of one account."""

    def __init__(
        self,
        store: Store,
        hooks: Hooks,
        *,
        account_sid: str,
        auth_token: str,
        services: dict[str, tuple[str, ...]],
    ) -> None:
        """``services`` maps a Messaging Service to the numbers of its pool."""
        self._store = store
        self._hooks = hooks
        self._account_sid = account_sid
        self._key = base64.b64encode(f"{account_sid}:{auth_token}".encode()).decode()
        self._services = services

    async def create(self, request: Request) -> Response:
        """``POST …/Messages.json``."""
        if (denied := self._denied(request)) is not None:
            return denied
        fault = self._store.next_fault()
        if fault == "429":
            return _problem(20429, 429)
        if fault in {"500", "503", "5xx"}:
            return _problem(20500, 503)
        if fault == "hang":
            await asyncio.sleep(_HANG_SECONDS)
            return _problem(20500, 503)
        if fault == "drop":
            return _cut()
        fields = {key: str(value) for key, value in (await request.form()).items()}
        if (code := self._objection(fields)) is not None:
            return _problem(code, 400)
        text = self._accept(fields)
        if fault == "lost":
            return _cut()
        return JSONResponse(self._public(text), status_code=201)

    async def listing(self, request: Request) -> Response:
        """``GET …/Messages.json``, newest first, by ``To`` and ``From``."""
        if (denied := self._denied(request)) is not None:
            return denied
        if self._store.listing_fails:
            return _problem(20500, 503)
        wanted = request.query_params
        size = int(wanted.get("PageSize", "50"))
        found = [
            text
            for text in self._store.texts(limit=10_000)
            if _ends(text)[1] == wanted.get("To", _ends(text)[1])
            and _ends(text)[0] == wanted.get("From", _ends(text)[0])
        ]
        page = [self._public(text) for text in found[:size]]
        uri = f"/2010-04-01/Accounts/{self._account_sid}/Messages.json"
        return JSONResponse(
            {
                "messages": page,
                "page": 0,
                "page_size": size,
                "start": 0,
                "end": max(0, len(page) - 1),
                "uri": uri,
                "first_page_uri": uri,
                "previous_page_uri": None,
                "next_page_uri": None,
            }
        )

    async def fetch(self, request: Request) -> Response:
        """``GET …/Messages/{sid}.json``."""
        if (denied := self._denied(request)) is not None:
            return denied
        text = self._store.one(request.path_params["sid"])
        if text is None:
            return _problem(20404, 404)
        return JSONResponse(self._public(text))

    def _denied(self, request: Request) -> Response | None:
        given = request.headers.get("authorization", "").removeprefix("Basic ")
        if not secrets.compare_digest(given, self._key):
            return _problem(20003, 401)
        if request.path_params["account"] != self._account_sid:
            return _problem(20404, 404)
        return None

    def _objection(self, fields: dict[str, str]) -> int | None:
        """The code Twilio would refuse these fields with; None if it would not."""
        to, sender = fields.get("To", ""), fields.get("From", "")
        service = fields.get("MessagingServiceSid", "")
        checks: tuple[tuple[bool, int], ...] = (
            (not to, 21604),
            (not sender and not service, 21603),
            (not fields.get("Body"), 21602),
            (not _NUMBER.fullmatch(to), 21211),
            (bool(sender) and not _SENDER.fullmatch(sender), 21212),
            (bool(service) and bool(self._services) and service not in self._services, 21701),
            (len(fields.get("Body", "")) > _LONGEST, 21617),
        )
        for failed, code in checks:
            if failed:
                return code
        return self._store.script_of(to).refuse

    def _accept(self, fields: dict[str, str]) -> Text:
        service = fields.get("MessagingServiceSid") or None
        pool = self._services.get(service or "", ())
        text = self._store.add(
            Text(
                sid="SM" + secrets.token_hex(16),
                direction="outbound-api",
                number=fields["To"],
                ours=fields.get("From") or (pool[0] if pool else None),
                service=service,
                body=fields["Body"],
                status="accepted" if service else "queued",
                callback=fields.get("StatusCallback") or None,
            )
        )
        self._hooks.start_life(text)
        return text

    def _public(self, text: Text) -> dict[str, Any]:
        sender, to = _ends(text)
        size = measure(text.body)
        uri = f"/2010-04-01/Accounts/{self._account_sid}/Messages/{text.sid}"
        return {
            "sid": text.sid,
            "account_sid": self._account_sid,
            "messaging_service_sid": text.service,
            "api_version": "2010-04-01",
            "direction": text.direction,
            "from": None if text.status == "accepted" else sender,
            "to": to,
            "body": text.body,
            "status": text.status,
            "error_code": text.error_code,
            "error_message": None,
            "num_media": str(len(text.media)),
            "num_segments": "0" if text.status == "accepted" else str(size.segments),
            "price": None,
            "price_unit": "USD",
            "date_created": formatdate(text.created_at),
            "date_updated": formatdate(text.updated_at),
            "date_sent": None if text.status in {"accepted", "queued"} else formatdate(),
            "uri": f"{uri}.json",
            "subresource_uris": {"media": f"{uri}/Media.json"},
        }


def _ends(text: Text) -> tuple[str | None, str | None]:
    """From and To."""
    if text.direction == "inbound":
        return text.number, text.ours
    return text.ours, text.number


def _problem(code: int, status: int) -> Response:
    headers = {"Retry-After": "0"} if status == 429 else {}
    return JSONResponse(
        {
            "code": code,
            "message": f"The stand-in answers {code}.",
            "more_info": f"https://www.twilio.com/docs/errors/{code}",
            "status": status,
        },
        status_code=status,
        headers=headers,
    )


def _cut() -> Response:
    """An answer that promises a body and ends before it: the caller cannot know what happened."""

    async def nothing() -> Any:
        yield b"{"

    return StreamingResponse(nothing(), status_code=201, headers={"Content-Length": "1000"})
