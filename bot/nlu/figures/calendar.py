"""Reckon with days, weeks and months the way people speak of them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


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


def weekday_of_week(day: date, weekday: int, weeks: int) -> date:
    """Give the weekday in the week that lies ``weeks`` from the one ``day`` is in."""
    return monday_of(day) + timedelta(days=7 * weeks + weekday)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Give the nth such weekday of a month, -1 the last; None where there is no such day."""
    if nth < 0:
        return weekday_before(last_day(year, month) + timedelta(days=1), weekday)
    found = weekday_after(date(year, month, 1) - timedelta(days=1), weekday)
    found += timedelta(days=7 * (nth - 1))
    return found if found.month == month else None


def weekday_with_number(today: date, weekday: int, number: int, *, backwards: bool) -> date | None:
    """Give the next (or last) day with this number that is that weekday, looking a month away.

    >>> weekday_with_number(date(2026, 11, 23), 4, 27, backwards=False)
    datetime.date(2026, 11, 27)
    """
    for months in (0, -1) if backwards else (0, 1, -1):
        first = add_months(today.replace(day=1), months)
        found = make_date(first.year, first.month, number)
        if found and found.weekday() == weekday and not (backwards and found > today):
            return found
    return None


def agreed(found: date, weekday: int | None, today: date) -> date | None:
    """Give the day if it is the weekday said with it, if any was; or the same day just gone by.

    >>> agreed(date(2027, 11, 20), 4, date(2026, 11, 23))
    datetime.date(2026, 11, 20)
    """
    if weekday is None or found.weekday() == weekday:
        return found
    last = nearest_year(found.month, found.day, today, backwards=True)
    near = last is not None and (today - last).days <= 31
    return last if last and near and last.weekday() == weekday else None


def third_of_month(year: int, month: int, part: str) -> tuple[date, date]:
    """Give the first and last day of the start, middle or end of a month.

    >>> third_of_month(2027, 2, "end")
    (datetime.date(2027, 2, 21), datetime.date(2027, 2, 28))
    """
    first, last = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}[part]
    end = last_day(year, month)
    return date(year, month, first), date(year, month, min(last, end.day))


def full_year(written: str) -> int:
    """Give the year that four or two digits stand for: 26 is 2026, 89 is 1989."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def coming_third(today: date, part: str) -> tuple[date, date]:
    """Give the start, middle or end of this month, or of the next one if it is over here."""
    days = third_of_month(today.year, today.month, part)
    if days[1] >= today:
        return max(days[0], today), days[1]
    following = add_months(today.replace(day=1), 1)
    return third_of_month(following.year, following.month, part)
