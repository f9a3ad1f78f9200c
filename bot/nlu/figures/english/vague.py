"""Find times that are meant seriously but name no day: payday, next week, mid December, soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.figures import calendar as cal
from bot.nlu.figures.english.dates import looks_back
from bot.nlu.figures.english.words import MONTH, read_month
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import Window, vague

_PART = {
    "early": "start", "beginning": "start", "start": "start", "first part": "start",
    "mid": "middle", "middle": "middle", "late": "end", "end": "end", "latter part": "end",
}  # fmt: skip
_WINDOW = re.compile(
    r"\b(?:(?P<part>early|late|mid|middle|beginning|start|first\s+part|latter\s+part|end)"
    r"(?:\s+|-)(?:of\s+)?(?:in\s+)?(?:the\s+)?)?(?:(?:sometime|later|some\s?time|within"
    r"|during|by)\s+(?:the\s+)?)?"
    rf"(?:(?P<which>this|next|the\s+following)\s+(?:coming\s+)?(?P<unit>week(?:end)?|month|year)"
    rf"|in\s+(?P<month>{MONTH})|(?P<bare_month>{MONTH}))\b(?!\s+\d)",
    re.IGNORECASE,
)
_MONTH_PART = re.compile(
    r"\b(?:the\s+)?(?P<part>beginning|start|middle|mid)(?:\s+|-)(?:of\s+)?(?:the\s+)?months?\b",
    re.IGNORECASE,
)
_AFTER_NEXT = re.compile(r"\b(?:the\s+)?(?P<unit>week|month)\s+after\s+next\b", re.IGNORECASE)
_FIRST_WEEK = re.compile(
    r"\b(?:the\s+)?(?P<nth>first|second|third|last|1st|2nd|3rd)\s+week\s+(?:of|in)\s+"
    rf"(?:(?:the\s+|this\s+)?(?P<which>next\s+)?month|(?P<month>{MONTH}))\b",
    re.IGNORECASE,
)
_COMES = (
    r"(?:\s+(?:comes?|arrives?|clears?|hits|is|gets?|goes|drops|lands?)(?:\s+(?:in|here"
    r"|through|back))?)?"
)
_VAGUE = re.compile(
    r"\b(?:(?:on|after|until|till|by|before|at|come)?\s*(?:my\s+|next\s+|the\s+|this\s+)*"
    r"pay\s?(?:day|check|cheque)s?(?!\s+(?:loan|lender|they|can))"
    r"|(?:when|once|after|as soon as|until|till|before|whenever)\s+(?:i|we|my wife|my husband)"
    r"(?:'?ve|\s+have)?\s+"
    r"(?:get|got|am|are)\s+(?:paid|back|my\s+\w+(?:\s+\w+)?|some\s+money|a\s+job|hired|work)"
    r"|(?:when|once|after|until|till)\s+(?:my|the|our)\s+(?:\w+\s+){0,2}"
    r"(?:check|cheque|refund|deposit|ssi|pension|benefits|unemployment|disability|paycheck|money"
    r"|holidays|wages|salary|bonus|loan)"
    rf"{_COMES}"
    r"|(?:after|until|till)\s+(?:the\s+)?(?:holidays|new\s+year|christmas)|tax\s+(?:time"
    r"|season|refund)"
    r"|(?:my\s+)?refund\s+comes"
    r"|(?:as\s+)?soon\s+as\s+(?:my\s+)?(?:pay\s?day|paycheck|check|money"
    r"|refund)(?:\s+\w+s\b)?|soon(?:ish)?|asap|as soon as (?:i\s+can|possible)"
    r"|eventually|sometime|some\s?day"
    r"|later(?:\s+(?:on|today))?"
    r"|in (?:a\s+)?(?:few|some|several|bit|while|little while)(?:\s+(?:more\s+)?(?:days?"
    r"|weeks?|months?))?"
    r"|(?:a\s+)?(?:few|couple)\s+more\s+(?:days|weeks|months)|(?:a\s+)?few (?:days|weeks|months)"
    r"|when(?:ever)? i can|mid[- ]?month|middle of the month|first thing"
    r"|(?:around|about|near)\s+(?:the\s+)?(?:holidays))\b",
    re.IGNORECASE,
)


def find_vague_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find them, with the first and last day they can mean where that can be told."""
    today = reference.today
    for match in _WINDOW.finditer(text):
        window = _window(match, today)
        if window and window.earliest and match["month"] and looks_back(text):
            window = _last_year(window, today)  # "he died in june"
        if window is not None:
            yield vague(match, window)
    for match in _MONTH_PART.finditer(text):
        yield vague(match, Window(*cal.coming_third(today, _PART[match["part"].lower()])))
    for match in _AFTER_NEXT.finditer(text):
        yield vague(match, _after_next(match["unit"].lower(), today))
    for match in _FIRST_WEEK.finditer(text):
        yield vague(match, _week_of_month(match, today))
    for match in _VAGUE.finditer(text):
        yield vague(match, Window())


def _last_year(window: Window, today: date) -> Window:
    """Give the month gone by; the one we are in stays."""
    assert window.earliest is not None
    if window.earliest <= today:
        return Window(window.earliest.replace(day=1), window.latest)
    first = cal.add_months(window.earliest, -12)
    return Window(first, cal.last_day(first.year, first.month))


def _window(match: re.Match[str], today: date) -> Window | None:
    """Give the first and last day; never one that is over."""
    part = _PART.get(re.sub(r"\s+", " ", (match["part"] or "").lower()))
    following = (match["which"] or "this").lower() != "this"
    unit = (match["unit"] or "").lower()
    if unit.startswith("week"):
        return _week(today, following, unit.endswith("end"), part)
    if unit == "year":
        year = today.year + following
        return Window(max(date(year, 1, 1), today), date(year, 12, 31))
    if unit == "month":
        first = cal.add_months(today.replace(day=1), int(following))
    elif match["bare_month"] and part is None:
        return None  # "may", "march": a month's name alone is too often another word
    else:
        month = read_month(match["month"] or match["bare_month"]) or today.month
        first = date(today.year + (month < today.month), month, 1)
    if part:
        return Window(*cal.third_of_month(first.year, first.month, part))
    return Window(max(first, today), cal.last_day(first.year, first.month))


def _after_next(unit: str, today: date) -> Window:
    if unit == "week":
        monday = cal.monday_of(today) + timedelta(days=14)
        return Window(monday, monday + timedelta(days=6))
    first = cal.add_months(today.replace(day=1), 2)
    return Window(first, cal.last_day(first.year, first.month))


def _week(today: date, following: bool, weekend: bool, part: str | None) -> Window:
    monday = cal.monday_of(today) + timedelta(days=7 * following)
    if weekend:
        return Window(max(monday + timedelta(days=5), today), monday + timedelta(days=6))
    first, last = {"start": (0, 2), "middle": (1, 3), "end": (3, 6)}.get(part or "", (0, 6))
    return Window(max(monday + timedelta(days=first), today), monday + timedelta(days=last))


def _week_of_month(match: re.Match[str], today: date) -> Window:
    if match["month"]:
        month = read_month(match["month"]) or today.month
        first = date(today.year + (month < today.month), month, 1)
    else:
        first = cal.add_months(today.replace(day=1), int(bool(match["which"])))
    end = cal.last_day(first.year, first.month)
    nth = match["nth"].lower()
    if nth == "last":
        return Window(end - timedelta(days=6), end)
    weeks = {"f": 0, "1": 0, "s": 1, "2": 1, "t": 2, "3": 2}[nth[0]]
    return Window(first + timedelta(days=7 * weeks), first + timedelta(days=7 * weeks + 6))
