"""Find times that are meant seriously but name no day: payday, next week, soon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.nlu.figures.calendar import MONTH, add_months, last_day, monday_of, read_month
from bot.nlu.figures.figure import Figure, Reference

_WINDOW = re.compile(
    r"\b(?:(?:early|late|mid|middle of|sometime|later|some\s?time)\s+)?"
    rf"(?:(?P<which>this|next)\s+(?P<unit>week(?:end)?|month|year)|in\s+(?P<month>{MONTH}))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?:on|after|until|till|by|before|at|come)?\s*(?:my\s+|next\s+|the\s+)*"
    r"pay\s?(?:day|check|cheque)s?"
    r"|(?:when|once|after|as soon as|until|till|before)\s+(?:i|we|my wife|my husband)"
    r"(?:'?ve|\s+have)?\s+"
    r"(?:get|got|am|are)\s+(?:paid|back|my\s+\w+(?:\s+\w+)?|some\s+money|a\s+job|hired|work)"
    r"|(?:when|once|after|until|till)\s+(?:my|the|our)\s+(?:\w+\s+){0,2}"
    r"(?:check|cheque|refund|deposit|ssi|pension|benefits|unemployment|disability|paycheck|money|holidays)"
    r"(?:\s+(?:comes?|arrives?|clears?|hits|is|gets?|goes)(?:\s+(?:in|here|through|back))?)?"
    r"|(?:after|until|till)\s+(?:the\s+)?holidays|tax\s+(?:time|season|refund)"
    r"|(?:my\s+)?refund\s+comes"
    r"|soon(?:ish)?|asap|as soon as (?:i\s+can|possible)|eventually|sometime|some\s?day|one day"
    r"|later"
    r"|in (?:a\s+)?(?:few|some|several|bit|while|little while)(?:\s+(?:days?|weeks?|months?))?"
    r"|(?:a\s+)?few (?:more\s+)?(?:days|weeks|months)|when(?:ever)? i can|mid[- ]?month"
    r"|middle of the month|first thing)\b",
    re.IGNORECASE,
)


def find_vague_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find them, with the first and last day they can mean where that can be told."""
    today = reference.today
    for match in _WINDOW.finditer(text):
        earliest, latest = _window(match, today)
        yield _vague(match, earliest, latest)
    for match in _VAGUE.finditer(text):
        yield _vague(match, None, None)


def _window(match: re.Match[str], today: date) -> tuple[date, date]:
    """Give the first and last day; never one that is over."""
    following = (match["which"] or "").lower() == "next"
    unit = (match["unit"] or "").lower()
    if unit.startswith("week"):
        monday = monday_of(today) + timedelta(days=7 * following)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return max(first, today), monday + timedelta(days=6)
    if unit == "year":
        year = today.year + following
        return max(date(year, 1, 1), today), date(year, 12, 31)
    if unit == "month":
        first = add_months(today.replace(day=1), int(following))
    else:
        month = read_month(match["month"]) or today.month
        first = date(today.year + (month < today.month), month, 1)
    return max(first, today), last_day(first.year, first.month)


def _vague(match: re.Match[str], earliest: date | None, latest: date | None) -> Figure:
    said = match[0]
    start = match.start() + len(said) - len(said.lstrip())
    return Figure(
        "vague_date",
        start,
        match.end(),
        {
            "words": said.strip(),
            "earliest": earliest.isoformat() if earliest else None,
            "latest": latest.isoformat() if latest else None,
        },
    )
