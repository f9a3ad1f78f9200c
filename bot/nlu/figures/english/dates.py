"""The ways English names a day, each with what it means seen from the speaker's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.english import days
from bot.nlu.figures.english.numbers import NUMBER
from bot.nlu.figures.english.words import CARDINAL, HOLIDAY, MONTH, ORDINAL, WEEKDAY
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import compiled, read_forms

_PAST = re.compile(
    r"\b(?:already|paid|sent|mailed|was|were|went|ago|made|did|came out|posted|cleared|deposited"
    r"|since|wired|authori[sz]ed|got|transferred|charged|debited|bounced|happened|died"
    r"|passed|burned"
    r"|filed|lost|closed|stole|stolen|took|taken|gone|showed|started|ended|cancel+ed|moved"
    r"|agreed|set\s+(?:this"
    r"|that|it|up))\b",
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
    """Find every day that can be told exactly, and those that contradict themselves as vague."""
    return read_forms(
        _FORMS,
        text,
        reference,
        backwards=looks_back(text),
        day_first=reference.writes_day_first,
    )


_AMOUNT = rf"(?P<number>{NUMBER}|an?)"
_UNIT = (
    r"(?P<unit>business\s+days?|working\s+days?|days?|weeks?|wks?|fortnights?|months?"
    r"|mos?|years?|yrs?)\b"
)
_NOT_HOW_MANY = r"(?!['’]s\b|['’]?\s*(?:of|at|with|payments?|instal|interest|ago|behind)\b)"
_YEAR = (
    r"(?:(?:\s?,?\s+(?:of\s+|in\s+)?|[/-])(?P<year>1\d\d\d|20\d\d)\b(?!\s*(?:dollars|bucks|usd)\b)"
    r"|,\s?(?P<short_year>\d\d)\b(?!\s?\w)"
    r"|,?\s+(?P<year_words>(?:nineteen"
    r"|twenty)\s+(?:hundred\s+(?:and\s+)?)?[a-z]+(?:[\s-](?:one|two|three|four|five"
    r"|six"
    r"|seven|eight|nine))?\b|two\s+thousand(?:\s+and)?(?:\s+[a-z]+(?:[\s-][a-z]+)?)?\b))?"
)
_SUFFIX = r"(?:st|nd|rd|th)"
_DAY = rf"(?P<day>0?[1-9]|[12]\d|3[01]){_SUFFIX}?"
_DAY_NUMBER = rf"(?P<day>\d{{1,2}}){_SUFFIX}"
_SPELT = rf"(?P<day>{ORDINAL})"
_SPELT_OR_COUNTED = rf"(?P<day>{ORDINAL}|{CARDINAL})"
_MORE = rf"(?:(?P<more>{NUMBER}|an?)\s+(?P<more_unit>years?|months?|weeks?)(?:,|\s+and)?\s+)?"
_NAMED = rf"(?:(?:this\s+|next\s+)?(?P<weekday>{WEEKDAY})\b\.?,?\s*(?:the\s+|[(-]\s?)?)?"
_WHICH_WEEKDAY = (
    r"(?:(?P<which>this\s+(?:coming|upcoming|past)|this|next|last|past|previous|coming|upcoming"
    r"|following)\s+(?:week'?s?\s+)?)?"
)
_RELATIVE_WEEK = r"(?P<week>this|next|last|the\s+following|following|previous)\s+week"
_OF_MONTH = (
    r"\s+(?:day\s+)?(?:(?:of|in)\s+)?(?:the\s+)?(?P<which>this|next|last|each|every"
    r"|following|coming)?\s*month"
)
_NOT_A_DAY = (
    r"(?!\s+(?:week|payment|instal|time|call|text|message|letter|notice|street|st\b|ave|floor"
    r"|grade|party|account|job|child|kid|house|car\b|bill|debt|loan|card|company|report|try|attempt"
    r"|person|one\b|degree))"
)
_FORMS = compiled(
    (
        (r"\b(?:the\s+)?day\s+(?:after\s+(?:tomorrow|tmrw|tmr)|before\s+yesterday)\b", days.plain),
        (
            r"\b(?:today|tonight|tonite|tomorrow|tomorow|tommorow|tommorrow|tomorro|tmrw|tmr|tmw"
            r"|tmoro|2morrow|2moro|yesterday|(?:the\s+)?next\s+day)\b(?!\s+(?:night|show))",
            days.plain,
        ),
        (r"\btomorrow\s+night\b", days.plain),
        (
            rf"\b{_AMOUNT}\s+{_UNIT}\s+(?P<side>from|after|before)\s+(?:the\s+)?"
            rf"(?:(?P<from_word>now|today|tomorrow|tmrw|yesterday)"
            rf"|(?P<from_which>this\s+|next\s+)?(?P<from_weekday>{WEEKDAY})"
            rf"|(?P<from_month>{MONTH})\.?\s+(?P<from_day>\d{{1,2}}){_SUFFIX}?"
            rf"|(?P<from_holiday>{HOLIDAY})"
            rf"|(?P<from_first>\d{{1,2}})/(?P<from_second>\d{{1,2}})(?:/(?P<from_year>20\d\d"
            rf"|\d\d))?"
            rf"|(?P<from_number>\d{{1,2}}){_SUFFIX})(?![\w/])",
            days.distance,
        ),
        (rf"\b(?P<from_weekday>{WEEKDAY})\s+week\b(?!\s*end)", days.weekday_week),
        (  # so much longer than today
            r"\b(?:(?:another(?!\s+day\b)|an\s+(?:extra|additional))\s+"
            rf"(?:(?P<longer>{NUMBER})\s+)?"
            rf"|(?P<number>{NUMBER}|an?)\s+(?:more|extra|additional)\s+)"
            rf"{_UNIT}{_NOT_HOW_MANY}",
            days.longer,
        ),
        (rf"\b{_AMOUNT}\s+{_UNIT}\s+(?:more|longer)\b{_NOT_HOW_MANY}", days.longer),
        (rf"\b{_MORE}{_AMOUNT}\s+{_UNIT}\s+(?P<ago>ago|back)\b", days.distance),
        (rf"\b{_MORE}{_AMOUNT}\s+{_UNIT}\s+(?:later|from\s+then)\b", days.distance),
        (
            rf"\b(?P<on>{WEEKDAY}),?\s+(?:in\s+)?{_AMOUNT}\s+(?P<unit>weeks?"
            rf"|months?)(?:\s+from\s+(?:now|today)\b|(?=\s*$|[.,!]))",
            days.weekday_at_distance,
        ),
        (
            rf"(?<!off )(?<!back )\b(?:with)?in\s+(?:about\s+|like\s+|another\s+|the\s+next\s+)?"
            rf"(?!one\s+day\b){_AMOUNT}\s+{_UNIT}"
            rf"(?:['’]?s?\s+time\b)?(?!['’]?\s*(?:payments?|instal))",
            days.distance,
        ),
        (
            rf"\b(?P<number>two|2|three|3)\s+(?P<weekday>{WEEKDAY})s?\s+(?:from\s+now"
            rf"|from\s+today|later)\b",
            days.weekdays_from_now,
        ),
        (
            rf"\b{_NAMED}"
            rf"(?P<month>{MONTH})(?:\b|(?=\d))[.,]?[\s/-]*(?:the\s+)?{_DAY}\b{_YEAR}(?!\s?[:%$]"
            rf"|,?\d)",
            days.month_day,
        ),
        (
            rf"\b{_NAMED}(?P<month>{MONTH})\.?\s+(?:the\s+)?{_SPELT_OR_COUNTED}\b{_YEAR}",
            days.month_day,
        ),
        (
            rf"\b{_NAMED}{_DAY}\.?[\s-]*(?:day\s+)?(?:of\s+)?(?P<month>{MONTH})\b\.?{_YEAR}",
            days.month_day,
        ),
        (
            # the first of "18 and 19 June"
            rf"\b{_DAY}(?=\s*(?:and|or|&"
            rf"|,)\s*\d{{1,2}}{_SUFFIX}?\s+(?:of\s+)?(?P<month>{MONTH})\b){_YEAR}",
            days.month_day,
        ),
        (
            rf"\b{_NAMED}(?:the\s+)?{_SPELT}\s+(?:day\s+)?of\s+(?P<month>{MONTH})\b{_YEAR}",
            days.month_day,
        ),
        (
            r"(?<![\w/-])(?P<year>20\d\d)[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})(?![\w/-])",
            days.iso,
        ),
        (
            rf"(?<![\w/-])(?P<year>20\d\d)[-/](?P<month>{MONTH})[-/](?P<day>\d{{1,2}})(?![\w/-])",
            days.month_day,
        ),
        (
            rf"(?<!\w)"
            rf"(?:"
            rf"(?P<weekday>{WEEKDAY})\b,?\s+)?"
            rf"(?<![\w/$.,-])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})"
            r"(?:[/,]\s?(?P<year>20\d\d|\d\d)(?!\d))?(?![\w/%-]|\s+(?:of|now)\b)",
            days.numeric,
        ),
        (
            r"(?<![\w/$.-])"
            r"(?P<first>\d{1,2})"
            r"(?P<mark>[-.])(?P<second>\d{1,2})(?P=mark)(?P<year>20\d\d|\d\d)"
            r"(?![\w/%-])",
            days.numeric,
        ),
        (
            rf"\b(?:on|by|until|till"
            rf"|"
            rf"(?P<weekday>{WEEKDAY}))\s+"
            rf"(?P<first>\d{{1,2}})[-.](?P<second>\d{{1,2}})"
            r"(?![\w%$]|[-./]\d|\s*(?:dollars|bucks|percent|k\b))",
            days.numeric,
        ),
        (
            rf"\b"
            rf"(?P<weekday>{WEEKDAY})\b\.?,?\s+"
            rf"(?:on\s+)?(?:the\s+)?(?:(?P<day>\d{{1,2}}){_SUFFIX}"
            rf"|the\s+(?P<spelt>{ORDINAL}|{CARDINAL})\b|(?<!,\s)(?P<bare>[12]?\d"
            rf"|3[01])(?!\s*(?:percent|%|%)|[\d:.,/%$-]*\d"
            rf"|\s*(?:[ap]m|\$|bucks|dollars|a|per|payments|k)\b))(?!\w)",
            days.weekday_and_number,
        ),
        (
            rf"\b(?:the\s+)?(?P<nth>first|1st|second|2nd|third"
            rf"|3rd)\s+week\s+(?P<of>of)\s+(?:(?:the\s+"
            rf"|this\s+)?(?P<which>next\s+)?month"
            rf"|(?P<month>{MONTH})\b)\.?,?\s+(?:on\s+)?(?P<weekday>{WEEKDAY})\b",
            days.nth_of_month,
        ),
        (
            rf"\b(?:the\s+)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th"
            rf"|last(?=\s+\w+\s+(?:of|in)\b))\s+(?P<weekday>{WEEKDAY})\b(?:\s+(?P<of>of|in)\s+"
            rf"(?:(?:the\s+|this\s+)?(?P<which>next\s+|last\s+|previous\s+|past\s+)?month"
            rf"|(?P<month>{MONTH})\b))?",
            days.nth_of_month,
        ),
        (
            rf"\b(?:(?:on\s+)?the\s+)?{_DAY_NUMBER}(?:{_OF_MONTH})?(?!\w){_NOT_A_DAY}",
            days.day_of_month,
        ),
        (
            rf"\b(?:the\s+)?{_SPELT}{_OF_MONTH}\b|^\s*the\s+{_SPELT.replace('day', 'only')}\W*$",
            days.day_of_month,
        ),
        (
            rf"\b(?:on|by|until|till|before|for)\s+the\s+{_SPELT}(?=\s*(?:$|[.,!?;]|and\b"
            rf"|or\b|then\b|please|plz|rest|\$|\d))",
            days.day_of_month,
        ),
        (r"\bon\s+(?P<day>\d{1,2})(?P<which>)(?=\s*(?:$|[.,!?;](?!\d)))", days.day_of_month),
        (
            r"\bfor\s+the\s+(?P<day>\d{1,2})(?P<which>)(?=\s*(?:$|[.,!?;](?!\d)|and\b|or\b"
            r"|then\b))",
            days.day_of_month,
        ),
        (
            r"\b(?:on|by|until"
            r"|till)\s+the\s+"
            r"(?P<day>\d{1,2})(?P<which>)(?![\w.,$%/]*\d)(?!\w)(?!\s+(?:months?"
            r"|weeks?|days?|years?|payments?|hours?)\b)",
            days.day_of_month,
        ),
        (
            rf"\b(?:the\s+)?(?:end|last\s+day)\s+of\s+(?:the\s+|this\s+)?(?P<which>next\s+)?"
            rf"(?P<unit>week|month|mo|year|{MONTH})\b|\b(?P<short>eom|eow|eoy)\b"
            rf"|\b(?P<unit_first>month|year)[ -]end\b",
            days.end_of,
        ),
        (
            rf"\b(?<!happy )(?<!merry )(?:(?P<which>last|previous|next"
            rf"|this)\s+)?(?:{HOLIDAY})\b(?!\s+(?:money|bonus"
            rf"|club|shopping|gift))(?:\s+day\b)?(?:,?\s+(?P<year>20\d\d)\b)?",
            days.holiday,
        ),
        (
            rf"\b{_RELATIVE_WEEK}\s*(?:,|on|-|is)?\s*(?P<weekday>{WEEKDAY})\b"
            rf"|\b"
            rf"(?P<weekday_first>{WEEKDAY})\s+"
            rf"(?:of\s+)?(?:{_RELATIVE_WEEK.replace('week>', 'week_last>')})\b",
            days.weekday_of_week,
        ),
        (
            rf"\b(?:the\s+)?(?P<weekday>{WEEKDAY})\s+after\s+(?P<which>next|this)\b(?!\s+\w+day)",
            days.weekday_after_next,
        ),
        (rf"\ba\s+week\s+(?:on|this)\s+(?P<from_weekday>{WEEKDAY})\b", days.weekday_week),
        (
            # "the sun", "I sat" and "the wed" are words, not days
            rf"(?<!the )(?<!i )(?<!\w){_WHICH_WEEKDAY}(?P<weekday>{WEEKDAY})\b"
            r"(?!\s*\d(?!\d*\s*(?:bucks|dollars|\$)))(?!')",
            days.weekday,
        ),
    )
)
