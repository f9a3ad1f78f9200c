"""Find when somebody wants to be reached, in English: only after 6, weekends, no mornings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.english.numbers import NUMBER
from bot.nlu.figures.english.words import WEEKDAY, read_weekday
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.windows import WEEKDAYS, WEEKEND, Part, clock, merged, whole_hour

_TIME = r"(?P<{0}>\d{{1,2}})(?::(?P<{0}_minute>\d\d))?\s?(?P<{0}_half>[ap]\.?m\b\.?|o'clock)?"
_NOT_A_TIME = (
    r"(?![\d/$£€%]|,\d|\.\d|:\d|st\b|nd\b|rd\b|th\b|\s?k\b|\s+(?:bucks|dollars|days?|weeks?"
    r"|months?|years?"
    r"|payments?|instal\w*|hours?|hrs?|minutes?|mins?|more|texts?|calls?|times?|of|percent|business"
    r"|working|kids?|people)\b)"
)
_BOUND = re.compile(
    rf"\b(?P<no>not?\s+|never\s+|don'?t\s+(?:\w+\s+){{1,3}})?"
    rf"(?P<side>after|before|past|later\s+than|earlier\s+than|until|till)\s+(?:about\s+|around\s+)?"
    rf"(?:{_TIME.format('hour')}{_NOT_A_TIME}|(?P<word>noon|midday|lunch|lunchtime|work|dark"
    rf"|dinner|school))(?!\w)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_TIME.format('hour')}\s*(?:and|to|-|until|till)\s*"
    rf"{_TIME.format('end')}{_NOT_A_TIME}(?!\w)"
    rf"|\b(?P<short>\d{{1,2}})\s?(?P<short_half>[ap]m)?\s?(?:-|to)\s?(?P<short_end>\d{{1,2}})\s?"
    rf"(?P<short_end_half>[ap]m)\b",
    re.IGNORECASE,
)
_DAY_PARTS = re.compile(
    r"(?<!good )(?<!this )(?<!last )(?<!tomorrow )(?<!yesterday )(?<!every )(?<!the next )"
    r"(?P<no>\b(?:no|not|never|don'?t\s+(?:\w+\s+){1,3})\s*)?(?:\b(?:in|during"
    r"|only)\s+)?(?:\bthe\s+)?"
    r"\b(?P<part>mornings|afternoons|evenings|nights|lunchtimes?|lunch\s+(?:break|hour))\b"
    r"|(?P<no_in>\b(?:no|not|never"
    r"|don'?t\s+(?:\w+\s+){1,3})\s*)?(?<!tomorrow )(?<!early )\b(?:in"
    r"|during)\s+the\s+"
    r"(?P<in_part>morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?P<no>\b(?:no|not|never)\s+|\bdon'?t\s+(?:\w+\s+){1,3})?(?:\b(?:on|at|during"
    r"|over)\s+)?(?:\bthe\s+)?"
    r"\b(?P<kind>weekends?|week\s?days|working\s+days|business\s+days|work\s?days)\b",
    re.IGNORECASE,
)
_REACH = r"(?:text|call|contact|reach|message|phone|ring|write|email|talk|speak|available|free)"
_NAMED_DAYS = re.compile(
    rf"\b{_REACH}\b[^.!?;]{{0,25}}?\b"
    rf"(?P<no>not\s+)?(?:only\s+)?on\s+(?P<names>(?:{WEEKDAY})s?(?:\s*(?:,|and|or|&"
    rf"|/)\s*(?:{WEEKDAY})s?)*)\b",
    re.IGNORECASE,
)
_GLUE = re.compile(
    r"[\s,]*(?:(?:and|on|only|the|at|in|but|or|is\s+fine|are\s+fine|please)[\s,]*){0,3}",
    re.IGNORECASE,
)
_HOURS = {
    "morning": (None, "12:00"),
    "afternoon": ("12:00", "18:00"),
    "evening": ("18:00", None),
    "night": ("18:00", None),
    "lunch": ("12:00", "14:00"),
}
_WORD_HOURS = {"work": 18, "dark": 18, "dinner": 18, "school": 15}  # the others are noon


def find_windows(text: str, _: Reference) -> Iterator[Figure]:
    """Find them; what stands together is one window."""
    return merged([*_bounds(text), *_spans(text), *_day_parts(text), *_days(text)], text, _GLUE)


def _bounds(text: str) -> Iterator[Part]:
    for match in _BOUND.finditer(text):
        side = match["side"].lower()
        later = side in {"after", "past", "later than"}
        if side == "later than":
            later = True
        if match["no"]:
            later = not later
        elif side in {"until", "till"} and not match["hour_half"]:
            continue  # "till 5" may be a day
        if match["word"]:
            time = clock(_WORD_HOURS.get(match["word"].lower(), 12))
        else:
            half = (match["hour_half"] or "").lower()
            hour = whole_hour(int(match["hour"]), half)
            time = clock(hour, int(match["hour_minute"] or 0))
        if time:
            yield Part(match.start(), match.end(), *((time, None) if later else (None, time)))


def _spans(text: str) -> Iterator[Part]:
    for match in _BETWEEN.finditer(text):
        prefix = "short" if match["short"] else "hour"
        end_prefix = "short_end" if match["short"] else "end"
        start, end = int(match[prefix]), int(match[end_prefix])
        start_half = (match[f"{prefix}_half"] or "").lower()
        end_half = (match[f"{end_prefix}_half"] or "").lower()
        last = whole_hour(end, end_half)
        if not start_half and end_half.startswith("p") and start < end and start + 12 < last + 1:
            start_half = "p"
        first = whole_hour(start, start_half)
        if first >= last and not start_half:
            first = start
        minutes = (0, 0)
        if prefix == "hour":
            minutes = (int(match["hour_minute"] or 0), int(match["end_minute"] or 0))
        after, before = clock(first, minutes[0]), clock(last, minutes[1])
        if after and before and after < before:
            yield Part(match.start(), match.end(), after, before)


def _day_parts(text: str) -> Iterator[Part]:
    for match in _DAY_PARTS.finditer(text):
        name = (match["part"] or match["in_part"]).lower().split()[0].removesuffix("s")
        after, before = _HOURS["lunch" if name.startswith("lunch") else name]
        if (match["no"] or match["no_in"]) and not (after and before):
            after, before = before, after  # a refused stretch stays one: the words tell
        yield Part(match.start(), match.end(), after, before)


def _days(text: str) -> Iterator[Part]:
    for match in _DAYS.finditer(text):
        ends = match["kind"].lower().startswith("weekend")
        if match.group(0).lower().startswith("the ") and not ends:
            continue
        days = WEEKEND if ends != bool(match["no"]) else WEEKDAYS
        before = text[: match.start()].lower().rstrip()
        if before.endswith(("this", "next", "last", "every", "in", "within", "good", "nice")) or (
            text[match.start() :][:12].lower().startswith(("the weekend", "over the week"))
        ):
            continue
        if re.search(rf"{NUMBER}\s*$", text[: match.start()], re.IGNORECASE):
            continue  # "in 3 business days" is a distance
        yield Part(match.start(), match.end(), days=days)
    for match in _NAMED_DAYS.finditer(text):
        if "days" not in match["names"].lower() and "only" not in match[0].lower():
            continue  # "call me on friday" is one day
        named = {read_weekday(word) for word in re.findall(r"[a-z]{3,}", match["names"].lower())}
        days = tuple(sorted(day for day in named if day is not None))
        if match["no"]:
            days = tuple(day for day in range(7) if day not in days)
        if days:
            yield Part(match.start("names"), match.end(), days=days)
