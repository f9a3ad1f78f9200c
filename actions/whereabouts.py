"""Where the person is, as far as an answer depends on it."""

from __future__ import annotations

from actions.turn import Turn
from ledger.addresses import numbers_of
from ledger.geography import country_of_number
from ledger.situations import candidate_places


def country_of(turn: Turn) -> str | None:
    """Where the person is, as far as we know: their address, else the number they write from."""
    if turn.debtor is not None:
        return turn.debtor.country
    return country_of_number(turn.conversation.address)


def jurisdictions_of(turn: Turn) -> tuple[tuple[str, ...], ...]:
    """Give the jurisdictions of each place the person may be in, the country first.

    What their address says, and what each of their numbers says: a sentence about the law must
    be true in all of them.
    """
    debtor = turn.debtor
    if debtor is None:
        return ()
    places = candidate_places(debtor, numbers_of(turn.session, debtor))
    named = dict.fromkeys(
        tuple(sorted(place.jurisdictions, key=len)) for place in places if place.jurisdictions
    )
    return tuple(named) or ((debtor.country.lower(),),)
