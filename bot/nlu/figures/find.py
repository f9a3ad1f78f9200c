"""Run every reader over a text, and let the surest one have each stretch of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.nlu.figures.amounts import find_bare_amounts, find_money, find_shares
from bot.nlu.figures.dates import find_dates
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.identifiers import (
    find_birth_dates,
    find_birth_years,
    find_postal_codes,
    find_references,
)
from bot.nlu.figures.rhythms import find_counts, find_frequencies
from bot.nlu.figures.vague import find_vague_dates

Reader = Callable[[str, Reference], Iterator[Figure]]

# The order is the order of trust: what is marked as money is money, and a bare number is only a
# sum when nothing else wanted it.
_READERS: tuple[Reader, ...] = (
    find_money,
    find_birth_dates,
    find_frequencies,
    find_dates,
    find_shares,
    find_counts,
    find_vague_dates,
    find_postal_codes,
    find_birth_years,
    find_references,
    find_bare_amounts,
)
LONGEST = 2000  # characters read; nobody says a figure later than that


def find_figures(text: str, reference: Reference) -> tuple[Figure, ...]:
    """Find the figures in ``text``, in the order they stand in it, none overlapping another."""
    text = text[:LONGEST]
    taken: list[Figure] = []
    for reader in _READERS:
        for figure in sorted(reader(text, reference), key=_longest_first):
            if all(figure.end <= other.start or other.end <= figure.start for other in taken):
                taken.append(figure)
    return tuple(sorted(taken, key=lambda figure: figure.start))


def _longest_first(figure: Figure) -> tuple[int, int]:
    return (figure.start - figure.end, figure.start)
