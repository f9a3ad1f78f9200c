"""Find the dates in English text and say which day each is, seen from the speaker's own day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.nlu.figures.calendar import (
    MONTH,
    WEEKDAY,
    add_months,
    day_of_month_after,
    day_of_month_before,
    last_day,
    make_date,
    monday_of,
    nearest_year,
    read_month,
    read_weekday,
    weekday_after,
    weekday_before,
)
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.numbers import NUMBER, read_number

Read = Callable[[re.Match[str], date, bool], date | None]

_PAST = re.compile(
    r"\b(?:already|paid|sent|mailed|was|were|went|ago|made|did|came out|posted|cleared|deposited"
    r"|since|wired|authori[sz]ed|got)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|'ll|ill|can|could|going to|gonna|want|wanna|would|until|till|next|wait|let me"
    r"|get paid|due|when|plan|promise|by)\b",
    re.IGNORECASE,
)


def looks_back(text: str) -> bool:
    """Say whether the text tells of the past, so that "on the 3rd" means the last 3rd."""
    return bool(_PAST.search(text)) and not _FUTURE.search(text)


def find_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find every day that can be told exactly."""
    today, backwards = reference.today, looks_back(text)
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            found = _within_reach(read, match, today, backwards)
            if found is not None:
                yield Figure("date", match.start(), match.end(), found.isoformat())


def _within_reach(read: Read, match: re.Match[str], today: date, backwards: bool) -> date | None:
    """Read the day, unless it lies outside the calendar or further off than anyone promises."""
    try:
        found = read(match, today, backwards)
    except (OverflowError, ValueError):
        return None
    near = found is not None and abs((found - today).days) <= 366 * 12
    return found if near else None


def _plain_word(match: re.Match[str], today: date, _: bool) -> date:
    word = match[0].lower()
    if "after" in word:
        return today + timedelta(days=2)
    if word.startswith("y"):
        return today - timedelta(days=1)
    return today + timedelta(days=1 if word.startswith(("tom", "tmr", "tmw", "2m")) else 0)


def _weekday(match: re.Match[str], today: date, backwards: bool) -> date | None:
    weekday = read_weekday(match["weekday"])
    if weekday is None:
        return None
    which = (match["which"] or "").lower()
    if which in {"last", "past"} or (backwards and not which):
        return weekday_before(today, weekday)
    if which == "next":
        return monday_of(today) + timedelta(days=7 + weekday)
    if which in {"this", "today"} and today.weekday() == weekday:
        return today
    return weekday_after(today, weekday)


def _distance(match: re.Match[str], today: date, _: bool) -> date | None:
    """Read "in two weeks", "10 days from now", "two weeks from Monday", "3 days ago"."""
    groups = match.groupdict()
    start = today
    if groups.get("from_weekday"):
        weekday = read_weekday(match["from_weekday"])
        start = today if weekday is None else weekday_after(today, weekday)
    elif (groups.get("from_word") or "").lower() == "tomorrow":
        start = today + timedelta(days=1)
    number = groups.get("number")
    amount = 1 if number is None or number.lower() in {"a", "an"} else int(read_number(number))
    if groups.get("ago"):
        amount = -amount
    unit = match["unit"].lower()
    if unit.startswith("mo"):
        return add_months(start, amount)
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return start + timedelta(days=days * amount)


def _month_and_day(match: re.Match[str], today: date, backwards: bool) -> date | None:
    month = read_month(match["month"])
    if month is None:
        return None
    day = int(match["day"])
    if match["year"]:
        year = int(match["year"])
        return make_date(year, month, day)
    return nearest_year(month, day, today, backwards=backwards)


def _numeric(match: re.Match[str], today: date, backwards: bool) -> date | None:
    month, day = int(match["month"]), int(match["day"])
    if month > 12 >= day:
        month, day = day, month
    if match["year"]:
        year = int(match["year"])
        return make_date(year + 2000 if year < 100 else year, month, day)
    return nearest_year(month, day, today, backwards=backwards)


def _iso(match: re.Match[str], *_: object) -> date | None:
    return make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _day_of_month(match: re.Match[str], today: date, backwards: bool) -> date | None:
    number = 1 if not match["day"] else int(match["day"])
    which = (match["which"] or match["lead"] or "").lower()
    if which == "last":
        return make_date(*_month_of(add_months(today, -1)), number)
    if which == "next":
        return make_date(*_month_of(add_months(today, 1)), number)
    if which == "this":
        return make_date(*_month_of(today), number)
    return (day_of_month_before if backwards else day_of_month_after)(today, number)


def _month_of(day: date) -> tuple[int, int]:
    return day.year, day.month


def _end_of(match: re.Match[str], today: date, _: bool) -> date:
    unit, following = (match["unit"] or "month").lower(), bool(match["which"])
    if unit == "week":
        friday = monday_of(today) + timedelta(days=4)
        return friday + timedelta(days=7 if following or friday < today else 0)
    if unit == "year":
        return date(today.year + following, 12, 31)
    if unit in {"month", "mo"}:
        return last_day(*_month_of(add_months(today, 1 if following else 0)))
    month = read_month(unit) or today.month
    return last_day(today.year + (month < today.month), month)


def _holiday(match: re.Match[str], today: date, backwards: bool) -> date | None:
    name = match[0].lower()
    if "thanksgiving" in name:
        for year in (today.year, today.year + 1):
            found = weekday_after(date(year, 11, 21), 3)
            if found >= today:
                return found
    month, day = (12, 25) if "mas" in name else (12, 31) if "eve" in name else (1, 1)
    if "mas" in name and "eve" in name:
        day = 24
    return nearest_year(month, day, today, backwards=backwards)


_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|mos?)\b"
_YEAR = r"(?:,?\s+(?P<year>20\d\d))?\b"
_ORDINAL = r"(?:st|nd|rd|th)"
_FORMS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"\bthe day after tomorrow\b|\bday after tomorrow\b", _plain_word),
        (
            r"\b(?:today|tonight|tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tmw|2morrow|yesterday)\b",
            _plain_word,
        ),
        (
            rf"\b(?P<number>{NUMBER}|an?)\s+{_UNIT}\s+(?:from|after)\s+"
            rf"(?:(?P<from_word>now|today|tomorrow)|(?:this\s+|next\s+)?(?P<from_weekday>{WEEKDAY}))\b",
            _distance,
        ),
        (rf"\b(?P<number>{NUMBER}|an?)\s+{_UNIT}\s+(?P<ago>ago|back)\b", _distance),
        (
            rf"(?<!off )(?<!back )\b(?:with)?in\s+(?:about\s+|like\s+|another\s+)?"
            rf"(?P<number>{NUMBER}|an?)\s+{_UNIT}(?!['’]?\s*(?:payments?|instal))",
            _distance,
        ),
        (
            rf"\b(?P<month>{MONTH})\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?{_YEAR}(?![\d:%$])",
            _month_and_day,
        ),
        (
            rf"\b(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?\s+(?:of\s+)?(?P<month>{MONTH})\b{_YEAR}",
            _month_and_day,
        ),
        (r"(?<![\w/-])(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])", _iso),
        (
            r"(?<![\w/$.-])(?P<month>\d{1,2})[/](?P<day>\d{1,2})(?:[/](?P<year>20\d\d|\d\d))?(?![\w/%-])",
            _numeric,
        ),
        (
            r"(?<![\w/$.-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>20\d\d|\d\d)(?![\w/%-])",
            _numeric,
        ),
        (
            rf"\b(?P<lead>)(?:(?:on\s+)?the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}"
            r"(?:\s+of\s+(?:the\s+)?(?P<which>this|next|last|each|every)?\s*month)?(?!\w)"
            r"(?!\s+(?:payment|instal|time|call|text|message|letter|notice|street|st|ave))",
            _day_of_month,
        ),
        (
            r"\bon\s+(?P<lead>)the\s+(?P<day>\d{1,2})(?P<which>)(?![\w.,$%/]*\d)(?!\w)",
            _day_of_month,
        ),
        (
            r"\b(?:the\s+)?(?:first|beginning|start)(?P<day>)\s+of\s+(?:the\s+)?(?P<lead>)"
            r"(?P<which>this|next)?\s*month\b",
            _day_of_month,
        ),
        (
            rf"\b(?:the\s+)?(?:end|last\s+day)\s+of\s+(?:the\s+|this\s+)?(?P<which>next\s+)?"
            rf"(?P<unit>week|month|mo|year|{MONTH})\b|\beom\b",
            _end_of,
        ),
        (
            r"\b(?:christmas(?:\s+eve)?|xmas|thanksgiving|new\s+year'?s?(?:\s+(?:eve|day))?)\b",
            _holiday,
        ),
        (
            # "the sun", "I sat" and "the wed" are words, not days
            rf"(?<!the )(?<!i )(?<!\w)(?:(?P<which>this|next|last|past|coming)\s+)?"
            rf"(?P<weekday>{WEEKDAY})\b(?!\s*\d)",
            _weekday,
        ),
    )
)
