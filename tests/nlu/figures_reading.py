"""Read figures the way the tests of every language compare them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.nlu.figures import Reference, find_figures

# Monday 23 November 2026, one in the afternoon in New York.
MONDAY = Reference(datetime(2026, 11, 23, 18, 0, tzinfo=UTC), "America/New_York")


def read(text: str, reference: Reference = MONDAY) -> dict[str, list[object]]:
    """Give the values found, by kind; a value of several parts as a tuple."""
    found: dict[str, list[object]] = {}
    for figure in find_figures(text, reference):
        value = tuple(figure.value.values()) if isinstance(figure.value, dict) else figure.value
        found.setdefault(figure.kind, []).append(value)
    return found
