"""Call the application as Twilio does: signed inbound webhooks and status callbacks."""

from __future__ import annotations

import asyncio
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from bot.standin.store import Store, Text

FINAL = frozenset({"delivered", "undelivered", "failed", "read", "canceled"})
_API_VERSION = "2010-04-01"


@dataclass
class CallbackHabits:
    """How orderly the callbacks are; real ones are not."""

    delay: float = 0.05  # seconds between two states
    duplicate: bool = False
    backwards: bool = False


class Hooks:
    """Post to the application, signed with the account's token."""

    def __init__(self, store: Store, *, account_sid: str, auth_token: str, webhook: str) -> None:
        """``webhook`` is the public address of the application's inbound webhook."""
        self.habits = CallbackHabits()
        self._store = store
        self._account_sid = account_sid
        self._validator = RequestValidator(auth_token)
        self._webhook = webhook
        self._http = httpx.AsyncClient(timeout=15.0)
        self._running: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._running:
            task.cancel()
        await self._http.aclose()

    async def send_inbound(self, text: Text, *, extra: Mapping[str, str]) -> int:
        """Deliver a message of the far end to the application; give back its HTTP status."""
        fields = {
            "MessageSid": text.sid,
            "SmsSid": text.sid,
            "SmsMessageSid": text.sid,
            "AccountSid": self._account_sid,
            "From": text.number,
            "To": text.ours or "",
            "Body": text.body,
            "NumMedia": str(len(text.media)),
            "NumSegments": "1",
            "SmsStatus": "received",
            "ApiVersion": _API_VERSION,
            "FromCity": "",
            "ToCity": "",
            **extra,
        }
        if text.service:
            fields["MessagingServiceSid"] = text.service
        for number, address in enumerate(text.media):
            fields[f"MediaUrl{number}"] = address
            fields[f"MediaContentType{number}"] = "image/jpeg"
        return await self._post(self._webhook, fields)

    def start_life(self, text: Text) -> None:
        """Let an accepted message go through its states in the background."""
        task = asyncio.create_task(self._live(text))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _live(self, text: Text) -> None:
        script = self._store.script_of(text.number)
        states = [s for s in ("queued", "sent", script.ends or "delivered") if s != text.status]
        if text.status == "sent":
            states.remove("queued")
        codes = {script.ends: script.code} if script.ends else {}
        order = list(reversed(states)) if self.habits.backwards else states
        for state in order:
            await asyncio.sleep(self.habits.delay)
            code = codes.get(state)
            if not self.habits.backwards or state == states[-1]:
                self._store.change(text.sid, status=state, error_code=code)
            for _ in range(2 if self.habits.duplicate else 1):
                await self._tell(text, state, code)

    async def _tell(self, text: Text, state: str, code: int | None) -> None:
        if not text.callback:
            return
        fields = {
            "MessageSid": text.sid,
            "SmsSid": text.sid,
            "MessageStatus": state,
            "SmsStatus": state,
            "AccountSid": self._account_sid,
            "From": text.ours or "",
            "To": text.number,
            "ApiVersion": _API_VERSION,
        }
        if text.service:
            fields["MessagingServiceSid"] = text.service
        if code is not None:
            fields["ErrorCode"] = str(code)
        await self._post(text.callback, fields)

    async def _post(self, url: str, fields: Mapping[str, str]) -> int:
        """Post once more if the connection fails, as Twilio does by default."""
        if not is_loopback(url):
            return 0
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, dict(fields)),
            "I-Twilio-Idempotency-Token": secrets.token_hex(16),
        }
        for _ in range(2):
            try:
                answer = await self._http.post(url, data=dict(fields), headers=headers)
            except httpx.TransportError:
                await asyncio.sleep(0.2)
                continue
            return answer.status_code
        return 0


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine; the stand-in calls no other."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
