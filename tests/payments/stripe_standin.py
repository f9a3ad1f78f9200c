"""A small Stripe: the sessions of Checkout, its idempotency keys, and its signed webhooks.

Written from https://docs.stripe.com/api/checkout/sessions and …/webhooks#verify-manually. The
signature is written out here: it must not lean on the client under test.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

SECRET_KEY, WEBHOOK_SECRET = "sk_test_of_the_house", "whsec_of_the_house"


@dataclass
class StripeStandin:
    """What the far end remembers."""

    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, tuple[bytes, str]] = field(default_factory=dict)  # key: what was asked, session
    calls: list[str] = field(default_factory=list)
    down: bool = False
    events: int = 0

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.post("/v1/checkout/sessions")
        async def create(request: Request) -> Response:
            body = await request.body()
            return self._create(request, await request.form(), body)

        @app.get("/v1/checkout/sessions/{ref}")
        async def retrieve(ref: str) -> Response:
            self.calls.append(f"retrieve {ref}")
            if self.down or ref not in self.sessions:
                return _error(500 if self.down else 404)
            return JSONResponse(self.sessions[ref])

        return app

    def pay(self, ref: str, *, status: str = "paid", **changed: Any) -> None:
        """The person pays on Stripe's page; ``unpaid`` is a debit still on its way."""
        self.sessions[ref] |= {"status": "complete", "payment_status": status, **changed}

    def expire(self, ref: str) -> None:
        self.sessions[ref] |= {"status": "expired", "url": None}

    def event(self, ref: str, kind: str = "checkout.session.completed") -> bytes:
        """Write the event of a session as it stands."""
        self.events += 1
        return json.dumps(
            {
                "id": f"evt_{self.events}",
                "object": "event",
                "type": kind,
                "data": {"object": self.sessions[ref]},
            }
        ).encode()

    def _create(self, request: Request, form: Any, body: bytes) -> Response:
        if self.down:
            return _error(500)
        if request.headers.get("authorization") != f"Bearer {SECRET_KEY}":
            return _error(401)
        key = request.headers["idempotency-key"]
        self.calls.append(f"create {key}")
        if key in self.keys:
            before, ref = self.keys[key]
            return JSONResponse(self.sessions[ref]) if before == body else _error(400)
        ref = f"cs_test_{len(self.sessions) + 1}"
        self.keys[key] = (body, ref)
        self.sessions[ref] = {
            "id": ref,
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/{ref}",
            "status": "open",
            "payment_status": "unpaid",
            "client_reference_id": form["client_reference_id"],
            "currency": form["line_items[0][price_data][currency]"],
            "amount_total": int(form["line_items[0][price_data][unit_amount]"]),
            "metadata": {"creditor": form["line_items[0][price_data][product_data][name]"]},
            "success_url": form["success_url"],
        }
        return JSONResponse(self.sessions[ref])


def signed(body: bytes, *, secret: str = WEBHOOK_SECRET, at: int | None = None) -> dict[str, str]:
    """Give the header Stripe sends with an event."""
    at = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={at},v1={digest}"}


def _error(status: int) -> Response:
    return JSONResponse({"error": {"type": "api_error", "message": "no"}}, status_code=status)
