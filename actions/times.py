"""Read a time of day said on its own: at 3, a las 5 y media, 下午三点; or a part of the day."""

from __future__ import annotations

import re
from datetime import time

from ledger.values import Hours

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

_PARTS = {
    "morning": Hours(before="12:00"),
    "afternoon": Hours(after="12:00", before="18:00"),
    "evening": Hours(after="18:00"),
}
_SAID_OF_PARTS = re.compile(  # a part of the day, what would rather have it, and little words
    r"(?P<morning>\bmornings?\b|\b(?:por|en|de|a) las? ma[nñ]anas?\b|\btempran(?:o|ito)\b"
    r"|早上|早晨|上午|朝早)"
    r"|(?P<afternoon>\bafternoons?\b|\b(?:por|en|de|a) las? tardes?\b|下午|下晝)"
    r"|(?P<evening>\b(?:evenings?|nights?|tonight)\b|\b(?:por|en|de|a) las? noches?\b"
    r"|晚上|傍晚|夜晚|晚[间間])"
    r"|(?P<rather>\b(?:better|best|easier|rather|instead|prefer(?:red|able|ably)?|suits?|works?"
    r"|mejor|preferible(?:mente)?|prefiero|preferir[ií]a|conviene|c[oó]modo)\b"
    r"|更好|更?方便|比[较較]好|好一?[点點些]|[会會]好|改[到成在]?|[换換][到成]?|吧|[还還]是|啲)"
    r"|\b(?:in|on|the|a|an|for|me|us|i|it|is|are|was|would|will|be|s|d|ll|can|could|make|that|this"
    r"|you|no|not|wait|actually|maybe|sorry|please|pls|plz|ok|okay|oh|hmm|then|much|bit|call"
    r"|thanks|por|en|es|de|la|las|el|mi|para|que|ser[ií]a|queda|quedar[ií]a|m[aá]s|favor|bueno"
    r"|perd[oó]n|s[ií]|nos|mucho|un|poco|y|ll[aá]men?me|gracias)\b"
    r"|[我你您们們是在的话話時时候间間那嗯哦不对對好打给給来來再要可以能觉覺得就比较較]",
    re.I,
)
_DENIED = re.compile(  # "better not this morning"; a no to what was said before is none
    r"\bnot\b|\bno\b(?!\s*(?:[,.;!，]|wait|sorry|actually))|(?<!要)不(?!是|[对對]|[，,])", re.I
)


def read_part(text: str) -> Hours | None:
    """Give the part of the day that a few words would rather have, if they say nothing else.

    >>> read_part("morning would be better"), read_part("mejor por la tarde")
    (Hours(after=None, before='12:00', days=None), Hours(after='12:00', before='18:00', days=None))
    >>> read_part("better not this morning"), read_part("mejor no por la tarde")
    (None, None)
    >>> read_part("good morning"), read_part("better dead by morning"), read_part("早上好")
    (None, None, None)
    """
    if _DENIED.search(text) or re.search(r"\w", _SAID_OF_PARTS.sub(" ", text)):
        return None
    said = {match.lastgroup for match in _SAID_OF_PARTS.finditer(text)}
    named = [hours for part, hours in _PARTS.items() if part in said]
    return named[0] if len(named) == 1 and "rather" in said else None


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
