"""A provider inside this house, for trying out: no account, no card, no money.

Its checkout is our own page. Pressing *Pay* makes a signed event that comes in by the same door
as Stripe's, so that everything behind the button is the real thing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.payments.port import Checkout, NotSigned, Order, Seen, State, Unreadable
from ledger.money import Money
from ledger.payments import Told

HEADER = "forbear-sandbox-signature"
_FRESH = timedelta(minutes=5)


class Sandbox:
    """Signs and believes its own events."""

    name = "sandbox"

    def __init__(self, secret: str, clock: Any):
        """``secret`` signs; ``clock`` tells how old a signature is."""
        self._key = hashlib.sha256(f"forbear.sandbox.{secret}".encode()).digest()
        self._clock = clock

    def create(self, order: Order) -> Checkout:
        """Give our own page: the checkout is the button on it."""
        return Checkout(f"sandbox_{order.key}", order.back_url)

    def look_up(self, ref: str) -> Seen:
        """Nothing is paid here that has not been told."""
        return Seen(State.OPEN, Told(self.name, f"look-up of {ref}", "looked_up"))

    def event_of(self, checkout: Checkout, request_id: str, money: Money) -> bytes:
        """Write the event of a payment, as the provider would send it."""
        event = {
            "id": f"evt_{checkout.ref}",
            "type": "payment.succeeded",
            "request": request_id,
            "payment": checkout.ref,
            "minor": money.minor,
            "currency": money.currency,
        }
        return json.dumps(event, sort_keys=True).encode()

    def sign(self, body: bytes) -> dict[str, str]:
        """Give the header that proves who wrote an event, and when."""
        at = int(self._clock().timestamp())
        return {HEADER: f"t={at},v1={self._digest(at, body)}"}

    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Told:
        """Check the signature and its age, then read the event."""
        at, digest = _parts(headers.get(HEADER, ""))
        age = self._clock() - datetime.fromtimestamp(at, self._clock().tzinfo)
        if not hmac.compare_digest(digest, self._digest(at, body)) or abs(age) > _FRESH:
            raise NotSigned("not signed by the sandbox, or too long ago")
        try:
            event = json.loads(body)
            return Told(
                self.name,
                str(event["id"])[:120],
                str(event["type"]),
                request_id=str(event["request"])[:64],
                payment_ref=str(event["payment"])[:100],
                minor=int(event["minor"]),
                currency=str(event["currency"])[:3],
            )
        except (ValueError, KeyError, TypeError):
            raise Unreadable("not an event of the sandbox") from None

    def _digest(self, at: int, body: bytes) -> str:
        return hmac.new(self._key, b"%d." % at + body, hashlib.sha256).hexdigest()


def _parts(header: str) -> tuple[int, str]:
    fields = dict(part.partition("=")[::2] for part in header.split(","))
    at, digest = fields.get("t", ""), fields.get("v1", "")
    if not at.isascii() or not at.isdigit() or len(at) > 12 or not digest.isascii():
        raise NotSigned("not signed by the sandbox")
    return int(at), digest
