"""Put together when a person wants to be reached: hours and weekdays said in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.nlu.figures.figure import Figure

WEEKDAYS: tuple[int, ...] = (0, 1, 2, 3, 4)
WEEKEND: tuple[int, ...] = (5, 6)


@dataclass(frozen=True)
class Part:
    """A stretch of the text that bounds the hours or names days."""

    start: int
    end: int
    after: str | None = None
    before: str | None = None
    days: tuple[int, ...] | None = None
    tentative: bool = False  # counts only beside hours: "saturday after 6", not "saturday"


def days_between(first: int, last: int) -> tuple[int, ...]:
    """Give the weekdays from one to another.

    >>> days_between(5, 0)
    (0, 5, 6)
    """
    return tuple(sorted((first + step) % 7 for step in range((last - first) % 7 + 1)))


def days_but(named: Iterable[int]) -> tuple[int, ...]:
    """Give the weekdays that are not named."""
    return tuple(day for day in range(7) if day not in set(named))


def clock(hour: int, minute: int = 0) -> str | None:
    """Write a time of day; None where there is no such time.

    >>> clock(18), clock(25)
    ('18:00', None)
    """
    return f"{hour:02d}:{minute:02d}" if 0 <= hour <= 24 and 0 <= minute < 60 else None


def whole_hour(hour: int, half: str) -> int:
    """Say which hour is meant; without a word for it, one at which people may be reached.

    "After 6" is six in the evening and "after 9" nine in the morning; "before 8" can only be
    the evening, since nobody may be written to earlier than that in the morning.
    """
    if half.startswith("p") and hour < 12:
        return hour + 12
    if half.startswith("a"):
        return hour % 12
    if hour >= 12 or half:
        return hour
    return hour + 12 if hour <= 8 else hour


def merged(parts: Iterable[Part], text: str, glue: re.Pattern[str]) -> Iterator[Figure]:
    """Give a window for each run of parts that only ``glue`` stands between."""
    run: list[Part] = []
    for part in sorted(parts, key=lambda part: (part.start, -part.end)):
        if run and part.start < run[-1].end:
            continue  # said already by a longer stretch
        if run and not (_fits(run, part) and glue.fullmatch(text[run[-1].end : part.start])):
            yield from _windows(run)
            run = []
        run.append(part)
    yield from _windows(run)


def _windows(run: list[Part]) -> Iterator[Figure]:
    if run and not all(part.tentative for part in run):
        yield _window(run)


def _fits(run: list[Part], part: Part) -> bool:
    """Whether the bounds leave some time; days said one after the other are added up."""
    after, before = _bounds([*run, part])
    return not (after and before and after >= before)


def _bounds(run: list[Part]) -> tuple[str | None, str | None]:
    """Give the narrowest hours: "evenings after 7" is after 7."""
    return (
        max((part.after for part in run if part.after), default=None),
        min((part.before for part in run if part.before), default=None),
    )


def _window(run: list[Part]) -> Figure:
    after, before = _bounds(run)
    days = sorted({day for part in run for day in part.days or ()})
    return Figure(
        "time_window",
        run[0].start,
        run[-1].end,
        {
            "after": after,
            "before": before,
            "days": days or None,
        },
    )
