"""What the outbox asks of a channel, and what a channel may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Parcel:
    """Words on their way to one address: exactly what a channel needs, and no more."""

    message_id: str
    conversation_id: str
    sender: str | None  # ours: a number or a Messaging Service; None for chat
    address: str  # theirs
    text: str
    valid_seconds: int | None = None  # worthless to them after that


@dataclass(frozen=True)
class Accepted:
    """The provider has it."""

    provider_sid: str | None
    state: str = "accepted"


@dataclass(frozen=True)
class Refused:
    """The provider said no, and will say no again: sending it anew is useless."""

    code: int


@dataclass(frozen=True)
class Busy:
    """The provider did not process it and says so: sending it again is safe."""

    code: int
    wait_seconds: float | None = None


@dataclass(frozen=True)
class InDoubt:
    """Nobody knows whether the provider has it: it must be looked up, never sent again."""

    reason: str


Sent = Accepted | Refused | Busy | InDoubt


@dataclass(frozen=True)
class Absent:
    """The provider has never seen it."""


@dataclass(frozen=True)
class CannotTell:
    """The provider could not be asked, or its answer fits several messages."""

    reason: str


Found = Accepted | Absent | CannotTell


class Channel(Protocol):
    """A way to an address: a text, a chat window."""

    def deliver(self, parcel: Parcel) -> Sent:
        """Hand the words over once, within a known time. Never raises for a provider's fault."""
        ...

    def look_up(self, parcel: Parcel, *, since: datetime, known: frozenset[str]) -> Found:
        """Find out what became of a parcel handed over at ``since`` whose answer was lost."""
        ...
