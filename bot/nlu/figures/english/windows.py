"""Find when somebody wants to be reached, in English: only after 6, weekends, no mornings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.english.numbers import NUMBER
from bot.nlu.figures.english.words import WEEKDAY, read_weekday
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.windows import (
    WEEKDAYS,
    WEEKEND,
    Part,
    clock,
    days_between,
    days_but,
    merged,
    whole_hour,
)

_TIME = r"(?P<{0}>\d{{1,2}})(?::(?P<{0}_minute>\d\d))?\s?(?P<{0}_half>[ap]\.?m\b\.?|o'clock)?"
_NOT_A_TIME = (
    r"(?![\d/$£€%]|,\d|\.\d|:\d|st\b|nd\b|rd\b|th\b|\s?k\b|\s+(?:bucks|dollars|days?|weeks?"
    r"|months?|years?"
    r"|payments?|instal\w*|hours?|hrs?|minutes?|mins?|more|texts?|calls?|times?|of|percent|business"
    r"|working|kids?|people)\b)"
)
_BOUND = re.compile(
    rf"\b(?P<no>not?\s+(?:(?:texts?|calls?|messages?|texting|calling|contact|one)\s+)?"
    rf"|never\s+|don'?t\s+(?:\w+\s+){{1,3}})?"
    rf"(?P<side>after|before|past|later\s+than|earlier\s+than|until|till)\s+(?:about\s+|around\s+)?"
    rf"(?:{_TIME.format('hour')}{_NOT_A_TIME}|(?P<word>noon|midday|lunch|lunchtime|work|dark"
    rf"|dinner|school))(?!\w)(?P<bad>\s+(?:is|are|'s)\s+(?:no\s+good|bad|not\s+\w+))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_TIME.format('hour')}\s*(?:and|to|-|until|till)\s*"
    rf"(?:{_TIME.format('end')}{_NOT_A_TIME}|(?P<end_word>noon|midday))(?!\w)"
    rf"|\b(?P<short>\d{{1,2}})\s?(?P<short_half>[ap]m)?\s?(?:-|to)\s?(?P<short_end>\d{{1,2}})\s?"
    rf"(?:(?P<short_end_half>[ap]m)\b|(?<=days\s[\d]\sto\s\d)|(?<=days\s\d-\d)"
    rf"|(?=\s+(?:is\s+fine|works|only|is\s+ok)\b))",
    re.IGNORECASE,
)
_DAY_PARTS = re.compile(
    r"(?<!good )"
    r"(?<!this )"
    r"(?<!last )"
    r"(?<!tomorrow )"
    r"(?<!yesterday )(?<!every )(?<!the next )(?<!work )(?<!working )(?<!works )"
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
    r"\b(?P<kind>weekends?|week\s?days|working\s+days|business\s+days"
    r"|work\s?days)\b(?P<not>\s+(?:no|never|are\s+bad|don'?t\s+work)\b)?",
    re.IGNORECASE,
)
_REACH = r"(?:text|call|contact|reach|message|phone|ring|write|email|talk|speak|available|free)"
_NAMES = rf"(?:{WEEKDAY})s?\b(?:\s*(?:,|and|or|&|/|\s)\s*(?:{WEEKDAY})s?\b)*"
_NAMED_DAYS = re.compile(
    rf"(?P<no>\b(?:not|never|no\s+(?:texts?|calls?"
    rf"|messages?))\s+)?(?P<on>\b(?:only\s+)?on\s+)?(?<!\w)"
    rf"(?:(?P<first>{WEEKDAY})s?\s*(?:to|thru|through|-|–)\s*(?P<last>{WEEKDAY})s?\b"
    rf"|(?P<names>{_NAMES}))",
    re.IGNORECASE,
)
_PAYING = re.compile(
    r"\b(?:pay\w*|paid|send|owe|bucks|dollars|money|half|deposit|transfer"
    r"|instal\w*)\b|[$£€]",
    re.I,
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
        if match["no"] or match["bad"]:
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
        start, end = int(match[prefix]), int(match[end_prefix] or 12)
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
        if not (start_half or end_half or _is_of_hours(match, text)):
            continue
        after, before = clock(first, minutes[0]), clock(last, minutes[1])
        if after and before and after < before:
            yield Part(match.start(), match.end(), after, before)


def _is_of_hours(match: re.Match[str], text: str) -> bool:
    """Whether two bare numbers are hours: "between 40 and 50" are not."""
    short = len(text.strip()) <= len(match[0]) + 12
    return ":" in match[0] or short or bool(re.search(_REACH, text, re.IGNORECASE))


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
        days = WEEKEND if ends != bool(match["no"] or match["not"]) else WEEKDAYS
        before = text[: match.start()].lower().rstrip()
        if before.endswith(("this", "next", "last", "every", "in", "within", "good", "nice")) or (
            text[match.start() :][:12].lower().startswith(("the weekend", "over the week"))
        ):
            continue
        if re.search(rf"{NUMBER}\s*$", text[: match.start()], re.IGNORECASE):
            continue  # "in 3 business days" is a distance
        yield Part(match.start(), match.end(), days=days)
    if not _PAYING.search(text):
        yield from _named_days(text)


def _named_days(text: str) -> Iterator[Part]:
    """Find weekdays by name; one day named once may be the day of a payment."""
    for match in _NAMED_DAYS.finditer(text):
        if match["first"]:
            bounds = read_weekday(match["first"]), read_weekday(match["last"])
            if None not in bounds:
                days = days_between(bounds[0] or 0, bounds[1] or 0)
                yield Part(match.start("first"), match.end(), days=days)
            continue
        names = match["names"].lower()
        found = [read_weekday(word) for word in re.findall(r"[a-z]{3,}", names) if word != "and"]
        named = tuple(day for day in found if day is not None)
        plural = "days" in names
        asked = re.search(_REACH, text[: match.start()], re.IGNORECASE) and match["on"]
        sure = (plural and (match["no"] or asked)) or "only" in (match["on"] or "").lower()
        days = days_but(named) if match["no"] and plural else named
        several = len(named) > 1 or plural
        if days and (sure or several):
            yield Part(match.start(), match.end(), days=days, tentative=not sure)
