"""Stripe Checkout, by Stripe's own client: https://docs.stripe.com/api/checkout/sessions.

No card ever touches this house: the person pays on Stripe's page. Set the webhook of the account
to ``/payments/stripe`` for ``checkout.session.completed`` and the two ``…async_payment_…`` ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import requests  # type: ignore[import-untyped]
import stripe

from bot.payments.port import (
    Checkout,
    NotSigned,
    Order,
    ProviderDown,
    Seen,
    State,
    Unreadable,
)
from ledger.money import Money, MoneyError, exponent
from ledger.payments import Told

# How many decimals Stripe counts with, where that is not two: https://docs.stripe.com/currencies
_NONE = frozenset("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split())
_THREE = frozenset("BHD JOD KWD OMR TND".split())
_LOCALES = {"en": "en", "es": "es-419", "zh-Hans": "zh", "zh-Hant": "zh-TW"}
_WITHIN = 10.0  # seconds


class StripeCheckout:
    """One Stripe account."""

    name = "stripe"

    def __init__(self, *, secret_key: str, webhook_secret: str, api_base: str | None = None):
        """``api_base`` is another address for Stripe's API, for tests."""
        self._webhook_secret = webhook_secret
        self._http = requests.Session()
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else None,
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=_WITHIN, session=self._http),
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def create(self, order: Order) -> Checkout:
        """Open a Checkout Session; Stripe gives the same one for the same key."""
        line: Any = {
            "quantity": 1,
            "price_data": {
                "currency": order.money.currency.lower(),
                "unit_amount": to_stripe(order.money),
                "product_data": {"name": order.creditor},
            },
        }
        try:
            session = self._client.v1.checkout.sessions.create(
                {
                    "mode": "payment",
                    "line_items": [line],
                    "client_reference_id": order.request_id,
                    "locale": _LOCALES.get(order.language, "auto"),  # type: ignore[typeddict-item]
                    "success_url": order.back_url,
                    "cancel_url": order.back_url,
                },
                {"idempotency_key": order.key},
            )
        except stripe.StripeError as error:
            raise ProviderDown(f"Stripe opened no checkout ({type(error).__name__}).") from None
        if not session.url:
            raise ProviderDown("Stripe opened a checkout without an address.")
        return Checkout(session.id, session.url)

    def look_up(self, ref: str) -> Seen:
        """Ask Stripe how a session stands."""
        try:
            session = self._client.v1.checkout.sessions.retrieve(ref)
        except stripe.StripeError as error:
            raise ProviderDown(f"Stripe does not answer ({type(error).__name__}).") from None
        found: dict[str, Any] = session.to_dict()
        state = {"open": State.OPEN, "complete": State.COMPLETE}.get(
            str(found.get("status")), State.EXPIRED
        )
        return Seen(state, _told(f"look-up of {ref}", "looked_up", found))

    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Told:
        """Let Stripe's client check the signature, then read the session of the event."""
        try:
            event = stripe.Webhook.construct_event(
                body, headers.get("stripe-signature"), self._webhook_secret
            )
        except stripe.SignatureVerificationError:
            raise NotSigned("not signed by Stripe, or too long ago") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreadable("not an event of Stripe") from None
        try:
            data = json.loads(body)["data"]["object"]
            return _told(str(event.id), str(event.type), data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Unreadable("not an event of Stripe") from None


def _told(event_id: str, kind: str, found: Mapping[str, Any]) -> Told:
    """Read a session. Without ``paid`` no money has come, whatever the event is called."""
    if found.get("object") != "checkout.session":
        return Told("stripe", event_id, kind)
    request_id = _text(found.get("client_reference_id"))
    if found.get("payment_status") != "paid":
        return Told("stripe", event_id, kind, request_id)
    currency = str(found.get("currency") or "").upper()
    return Told(
        "stripe",
        event_id,
        kind,
        request_id,
        payment_ref=_text(found.get("id")),
        minor=from_stripe(int(found["amount_total"]), currency),
        currency=currency[:3],
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 100 else None


def to_stripe(money: Money) -> int:
    """Write a sum as Stripe counts it.

    >>> to_stripe(Money(613_42, "USD")), to_stripe(Money(500, "JPY")), to_stripe(Money(5, "ISK"))
    (61342, 500, 500)
    """
    shift = _decimals(money.currency) - exponent(money.currency)
    if shift < 0:
        raise ProviderDown(f"Stripe takes no parts this small of {money.currency}.")
    return money.minor * 10**shift


def from_stripe(amount: int, currency: str) -> int:
    """Read a sum as Stripe counts it, in the ledger's minor units.

    >>> from_stripe(61342, "USD"), from_stripe(500, "ISK")
    (61342, 5)
    """
    try:
        shift = _decimals(currency) - exponent(currency)
    except MoneyError:
        return amount  # of no currency we know: kept as it came, for a person
    return amount // 10**shift if shift >= 0 else amount * 10**-shift


def _decimals(currency: str) -> int:
    return 0 if currency in _NONE else 3 if currency in _THREE else 2
