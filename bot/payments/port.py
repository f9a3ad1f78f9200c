"""What a payment provider has to be able to do. One speaks to it; nobody else knows its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.errors import BotError
from ledger.money import Money
from ledger.payments import Told


class PaymentError(BotError):
    """Base of the errors of this package.

    PaymentError
    ├── NotSigned      a webhook that the provider did not sign, or not now
    ├── Unreadable     a signed webhook whose shape we do not know
    └── ProviderDown   the provider did not answer, or refused
    """


class NotSigned(PaymentError):
    """A webhook that the provider did not sign, or that is too old. Nothing of it may be used."""


class Unreadable(PaymentError):
    """A webhook that is signed, but has a shape we do not know."""


class ProviderDown(PaymentError):
    """The provider did not answer, or did not do what was asked."""


@dataclass(frozen=True)
class Order:
    """A checkout as we ask for it. ``key`` is the same when the same is asked again."""

    request_id: str
    key: str
    money: Money
    creditor: str
    language: str
    back_url: str  # where the person returns to, paid or not


@dataclass(frozen=True)
class Checkout:
    """A page at the provider where this order can be paid."""

    ref: str
    url: str


class State(StrEnum):
    """How a checkout stands at the provider."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Seen:
    """A checkout as the provider shows it when it is looked up."""

    state: State
    told: Told  # what it says has been paid, as an event would tell it


class Provider(Protocol):
    """A provider of payments."""

    name: str

    def create(self, order: Order) -> Checkout:
        """Open a checkout; the same key gives the same one. Raises ``ProviderDown``."""

    def look_up(self, ref: str) -> Seen:
        """Say how a checkout stands. Raises ``ProviderDown``."""

    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Told:
        """Check who signed an event, then read it. Raises ``NotSigned`` or ``Unreadable``."""
