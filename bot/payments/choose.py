"""Which provider serves this house, by its settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.payments.port import Provider
from bot.payments.sandbox import Sandbox
from bot.settings import Settings


def provider_of(
    settings: Settings, *, secret: str, clock: Callable[[], datetime]
) -> Provider | None:
    """Give the provider; nothing where people pay at the creditor's only."""
    if settings.stripe_secret_key is not None and settings.stripe_webhook_secret is not None:
        # Stripe's client is large: whoever does not use it need not load it.
        from bot.payments.stripe_checkout import StripeCheckout

        return StripeCheckout(
            secret_key=settings.stripe_secret_key.get_secret_value(),
            webhook_secret=settings.stripe_webhook_secret.get_secret_value(),
            api_base=settings.stripe_api_base,
        )
    return Sandbox(secret, clock) if settings.demo else None
