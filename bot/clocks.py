"""Hours of the day and days of the week, as each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from babel.core import Locale
from babel.dates import format_datetime, format_time, get_day_names
from babel.lists import format_list

from ledger.values import Hours

_RUN = 3  # days in a row that are said as "Monday to Friday"


def write_hours(hours: Hours, locale: Locale, words: Mapping[str, str]) -> str:
    """Write hours in the language's own small words: "Monday to Friday, after 6:00 PM"."""
    after, before = (_clock(at, locale, words) for at in (hours.after, hours.before))
    if after and before:
        span = words["between"].format(after=after, before=before)
    elif after or before:
        span = words["after" if after else "before"].format(time=after or before)
    else:
        span = ""
    if hours.days is None:
        return span
    days = _days(hours.days, locale, words)
    return words["hours"].format(days=days, span=span) if span else days


def write_time(at: time, locale: Locale) -> str:
    """Write a time of day, with plain spaces: a narrow one would double what a text costs."""
    written = str(format_time(at, "short", locale=locale))
    return written.replace("\u202f", " ").replace("\N{NO-BREAK SPACE}", " ")


def _clock(at: str | None, locale: Locale, words: Mapping[str, str]) -> str | None:
    if at is None:
        return None
    hour, minute = (int(part) for part in at.split(":"))
    word = "clock_one" if hour % 12 == 1 else "clock"
    return words[word].format(time=write_time(time(hour % 24, minute), locale))


def _days(days: tuple[int, ...], locale: Locale, words: Mapping[str, str]) -> str:
    names = get_day_names("wide", locale=locale)
    first, last = days[0], days[-1]
    if len(days) >= _RUN and days == tuple(range(first, last + 1)):
        return words["day_range"].format(first=names[first], last=names[last])
    return str(format_list([names[day] for day in days], locale=locale))


def write_instant(at: datetime, locale: str) -> str:
    """Write an instant on the clock of the world, with its name."""
    written = str(format_datetime(at, "medium", tzinfo=UTC, locale=locale))
    return f"{written} UTC".replace("\u202f", " ")
