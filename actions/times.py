"""Read a time of day said on its own: at 3, a las 5 y media, 下午三点."""

from __future__ import annotations

import re
from datetime import time

_HAN = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2}
_LATIN = re.compile(
    r"\b(?:at|around|about|by|like|a\s+las?|como\s+a\s+las?|sobre\s+las?|tipo)\s*"
    r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?(?P<half>\s+y\s+media)?\s?"
    r"(?P<part>[ap]\.?\s?m\b|de la (?:ma[nñ]ana|tarde|noche)|in the (?:morning|afternoon|evening))?"
    r"(?![\d/$%]|\s*(?:days?|weeks?|min|hours?|bucks|dollars))",
    re.I,
)
_BARE = re.compile(r"\b(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s?(?P<part>[ap]\.?\s?m)\b", re.I)
_CHINESE = re.compile(
    r"(?P<part>早上|上午|中午|下午|晚上|傍晚)?\s?(?P<hour>\d{1,2}"
    r"|[一二两兩三四五六七八九十]{1,3})\s?[点點时時:：]"
    r"(?P<half>半)?(?P<minute>[0-5]\d)?"
)
_EVENING = re.compile(r"p|tarde|noche|afternoon|evening|下午|晚上|傍晚", re.I)
_MORNING = re.compile(r"^a|ma[nñ]ana|morning|早上|上午", re.I)
_LATEST_LIKELY = 7  # "at 7" without more is the evening, "at 8" the morning


def read_time(text: str) -> time | None:
    """Give the one time of day in a text; of an hour without its half of the day the likely one.

    >>> read_time("call me at 3"), read_time("a las 9 y media"), read_time("下午三点打给我")
    (datetime.time(15, 0), datetime.time(9, 30), datetime.time(15, 0))
    """
    for pattern in (_LATIN, _BARE, _CHINESE):
        if match := pattern.search(text):
            return _time(match)
    return None


def _time(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    hour = int(match["hour"]) if match["hour"].isdigit() else _han(match["hour"])
    part = parts.get("part") or ""
    if hour < 12 and (_EVENING.search(part) or (not part and 1 <= hour <= _LATEST_LIKELY)):
        hour += 12
    elif hour == 12 and _MORNING.search(part):
        hour = 0
    minute = 30 if parts.get("half") else int(parts.get("minute") or 0)
    return time(hour, minute) if hour < 24 else None


def _han(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _HAN.get(written, 99)
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
