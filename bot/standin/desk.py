"""The far end of the channel: a telephone to write with, and a desk to order faults at."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.standin.hooks import Hooks
from bot.standin.store import Script, Store, Text


class Desk:
    """What only a stand-in has."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        """Work on what the API has stored."""
        self._store = store
        self._hooks = hooks

    async def control(self, request: Request) -> Response:
        """Order faults: ``{"faults": ["429", "lost"], "numbers": {"+1…": {"refuse": 21610}}}``.

        Faults: 429, 5xx, lost (accepted, answer cut), drop (not accepted, answer cut), hang.
        A number may have ``refuse``, or ``ends`` (a last state) and ``code``.
        ``listing_fails`` makes look-ups fail. ``callbacks`` may set ``delay``, ``duplicate`` and
        ``backwards``.
        """
        order = await request.json()
        if "faults" in order:
            self._store.script_faults([str(name) for name in order["faults"]])
        self._store.listing_fails = order.get("listing_fails", self._store.listing_fails)
        for number, script in order.get("numbers", {}).items():
            self._store.script_number(
                number, Script(script.get("refuse"), script.get("ends"), script.get("code"))
            )
        for habit, value in order.get("callbacks", {}).items():
            setattr(self._hooks.habits, habit, value)
        return JSONResponse({"messages": self._store.count()})

    async def send(self, request: Request) -> Response:
        """Write as the person: ``{"from", "to", "body", "media"?, "fields"?, "sid"?}``."""
        wanted = await request.json()
        sid = wanted.get("sid") or ("MM" if wanted.get("media") else "SM") + secrets.token_hex(16)
        text = self._store.one(sid) or self._store.add(
            Text(
                sid=sid,
                direction="inbound",
                number=wanted["from"],
                ours=wanted["to"],
                service=wanted.get("service"),
                body=wanted.get("body", ""),
                status="received",
                media=tuple(wanted.get("media", ())),
            )
        )
        status = await self._hooks.send_inbound(text, extra=wanted.get("fields", {}))
        return JSONResponse({"sid": text.sid, "status": status})

    async def messages(self, request: Request) -> Response:
        """List one number's messages, oldest first; ``after`` is the last sid already seen."""
        found = self._store.texts(
            number=request.query_params.get("number"), after=request.query_params.get("after")
        )
        return JSONResponse(
            {
                "messages": [
                    {
                        "sid": text.sid,
                        "direction": "in" if text.direction == "inbound" else "out",
                        "number": text.number,
                        "ours": text.ours,
                        "body": text.body,
                        "status": text.status,
                        "error_code": text.error_code,
                        "at": text.created_at,
                        "media": list(text.media),
                        "callback": text.callback,
                    }
                    for text in reversed(found)
                ]
            }
        )
