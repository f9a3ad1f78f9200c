"""The English words for days and months."""

from __future__ import annotations

import calendar
import re

from bot.nlu.figures.english.numbers import read_number

_MONTHS = [name.lower() for name in calendar.month_name if name]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
MONTH = "|".join(
    [*_MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"]
)
WEEKDAY = "|".join([*_WEEKDAYS, "mon", "tues?", "wed", "thu(?:rs?)?", "fri", "sat", "sun"])


def read_month(word: str) -> int | None:
    """Give the month's number, 1 to 12; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)


def read_weekday(word: str) -> int | None:
    """Give the weekday's number, Monday 0; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(_WEEKDAYS) if name.startswith(word[:3])), None)


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_CARDINALS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENTHS = {"thirtieth": 30, "thirty[ -]first": 31} | {
    f"twenty[ -]{word}": 20 + number for number, word in enumerate(_ORDINALS[:9], 1)
}
ORDINAL = "|".join([*_TENTHS, *_ORDINALS[::-1]])
# "may twenty one", "friday the fifteen": after a month or a weekday only
CARDINAL = (
    r"thirty(?:[ -]one)?|twenty(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + _CARDINALS.replace(" ", "|")
)
HOLIDAY = (
    r"christmas(?:\s+eve|\s+day)?|xmas(?:\s+eve|\s+day)?|thanksgiving|black\s+friday|cyber\s+monday"
    r"|new\s+year'?s?\s+(?:eve|day)|new\s+years?'?s?|halloween|labou?r\s+day|memorial\s+day"
    r"|independence\s+day|(?:the\s+)?fourth\s+of\s+july|juneteenth|veteran'?s'?\s+day|mlk\s+day"
    r"|valentine'?s?(?:\s+day)?|good\s+friday|easter(?:\s+sunday|\s+monday)?|mother'?s\s+day"
    r"|father'?s\s+day|(?:international\s+)?workers?'?\s+day|may\s+day|boxing\s+day|(?:st\.?"
    r"|saint)\s+patrick'?s?(?:\s+day)?|cinco\s+de\s+mayo"
)


def read_ordinal(word: str) -> int | None:
    """Give the number of "fifteenth" or "15"; ``None`` for any other word."""
    if word.isdigit():
        return int(word)
    word = re.sub(r"[\s-]+", " ", word.lower())
    if re.fullmatch(CARDINAL, word):
        return int(read_number(word))
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    return next((n for name, n in _TENTHS.items() if re.fullmatch(name, word)), None)
