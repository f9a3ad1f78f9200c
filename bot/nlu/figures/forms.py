"""Turn ways of naming a day into figures: each language has its list of forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.nlu.figures.figure import NOISE, Figure, Reference

_FURTHEST_DAYS = 366 * 12  # nobody promises further ahead


@dataclass(frozen=True)
class Window:
    """The days a vague time can mean; a bound is None where it cannot be told."""

    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True)
class Seen:
    """The day the words are read from, whether they tell of the past, and the order of 5/1."""

    today: date
    backwards: bool = False
    day_first: bool = False


Reading = date | Window | None
Read = Callable[[re.Match[str], Seen], Reading]
Form = tuple[re.Pattern[str], Read]


def compiled(forms: Iterable[tuple[str, Read]]) -> tuple[Form, ...]:
    """Compile the patterns of a list of forms."""
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in forms)


def read_forms(
    forms: Iterable[Form], text: str, reference: Reference, *, backwards: bool, day_first: bool
) -> Iterator[Figure]:
    """Give a date for every day that can be told, and a vague date for every window.

    A day that is on no calendar, or further off than anyone promises, keeps its words from being
    read in part: 30 February is not "the 30th".
    """
    seen = Seen(reference.today, backwards, day_first)
    for pattern, read in forms:
        for match in pattern.finditer(text):
            found = _within_reach(read, match, seen)
            if isinstance(found, Window):
                yield vague(match, found)
            elif found is not None:
                yield Figure("date", match.start(), match.end(), found.isoformat())
            elif match.end() > match.start():
                yield Figure(NOISE, match.start(), match.end(), None)


def vague(match: re.Match[str], window: Window) -> Figure:
    """Make a vague date; ``find_figures`` puts the person's own words into it."""
    said = match[0]
    start = match.start() + len(said) - len(said.lstrip())
    bounds: dict[str, str | int | list[int] | None] = {
        "words": said.strip(),
        "earliest": window.earliest.isoformat() if window.earliest else None,
        "latest": window.latest.isoformat() if window.latest else None,
    }
    return Figure("vague_date", start, start + len(said.strip()), bounds)


def _within_reach(read: Read, match: re.Match[str], seen: Seen) -> Reading:
    """Read the day, unless it lies outside the calendar or further off than anyone promises."""
    try:
        found = read(match, seen)
    except (OverflowError, ValueError):
        return None
    if isinstance(found, date) and abs((found - seen.today).days) > _FURTHEST_DAYS:
        return None
    return found
