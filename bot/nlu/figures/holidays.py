"""Say on which day the feasts fall that people name when they promise to pay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.nlu.figures.calendar import nth_weekday

Feast = Callable[[int], date | None]


def easter(year: int) -> date:
    """Give Easter Sunday of the western churches (the Gregorian computus).

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * days) // 451
    month, day = divmod(h + days - 7 * m + 114, 31)
    return date(year, month, day + 1)


def fixed(month: int, day: int) -> Feast:
    """A feast on the same day of every year."""
    return lambda year: date(year, month, day)


def floating(month: int, weekday: int, nth: int, days: int = 0) -> Feast:
    """A feast on the nth weekday of a month, or ``days`` after it."""

    def on(year: int) -> date | None:
        found = nth_weekday(year, month, weekday, nth)
        return found and found + timedelta(days=days)

    return on


def by_easter(days: int) -> Feast:
    """A feast that many days after Easter."""
    return lambda year: easter(year) + timedelta(days=days)


def next_feast(feast: Feast, today: date, *, backwards: bool = False) -> date | None:
    """Give the next time it falls on or after today, or the last time up to today."""
    years = (today.year, today.year - 1) if backwards else (today.year, today.year + 1)
    for year in years:
        found = feast(year)
        if found and (found <= today if backwards else found >= today):
            return found
    return None
