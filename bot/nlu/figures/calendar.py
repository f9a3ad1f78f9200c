"""Reckon with days, weeks and months the way people speak of them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

_MONTHS = [name.lower() for name in calendar.month_name if name]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
MONTH = "|".join(
    [*_MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"]
)
WEEKDAY = "|".join([*_WEEKDAYS, "mon", "tues?", "wed", "thu(?:rs?)?", "fri", "sat", "sun"])


def read_month(word: str) -> int | None:
    """Give the month's number, 1 to 12; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def read_weekday(word: str) -> int | None:
    """Give the weekday's number, Monday 0; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    return next((n for n, name in enumerate(_WEEKDAYS) if name.startswith(word[:3])), None)


def last_day(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Go forward whole months; the 31st becomes the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    whole = day.year * 12 + day.month - 1 + months
    end = last_day(whole // 12, whole % 12 + 1)
    return end.replace(day=min(day.day, end.day))


def weekday_after(day: date, weekday: int) -> date:
    """Give the first such weekday strictly after ``day``."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(day: date, weekday: int) -> date:
    """Give the last such weekday strictly before ``day``."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def monday_of(day: date) -> date:
    """Give the Monday of the week ``day`` is in."""
    return day - timedelta(days=day.weekday())


def day_of_month_after(day: date, number: int) -> date | None:
    """Give the next day with this number strictly after ``day``, in a month that has it."""
    if not 1 <= number <= 31:
        return None
    for months in range(0, 4):
        first = add_months(day.replace(day=1), months)
        end = last_day(first.year, first.month)
        if number <= end.day and first.replace(day=number) > day:
            return first.replace(day=number)
    return None


def day_of_month_before(day: date, number: int) -> date | None:
    """Give the last day with this number up to ``day``."""
    if not 1 <= number <= 31:
        return None
    for months in range(0, 4):
        first = add_months(day.replace(day=1), -months)
        end = last_day(first.year, first.month)
        if number <= end.day and first.replace(day=number) <= day:
            return first.replace(day=number)
    return None


def make_date(year: int, month: int, day: int) -> date | None:
    """Give the date, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int, today: date, *, backwards: bool) -> date | None:
    """Give the next such day from ``today`` on, or the last one up to it."""
    step = -1 if backwards else 1
    for year in range(today.year, today.year + 9 * step, step):  # nine years hold a 29 February
        found = make_date(year, month, day)
        if found and (found <= today if backwards else found >= today):
            return found
    return None
