"""Where the person is, as far as an answer depends on it."""

from __future__ import annotations

from actions.turn import Turn
from ledger.geography import country_of_number


def country_of(turn: Turn) -> str | None:
    """Where the person is, as far as we know: their address, else the number they write from."""
    if turn.debtor is not None:
        return turn.debtor.country
    return country_of_number(turn.conversation.address)
