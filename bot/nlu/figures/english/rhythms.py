"""Find how often (weekly, biweekly, semimonthly, monthly) and how many times, in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.english.numbers import NUMBER, read_number
from bot.nlu.figures.figure import Figure, Reference

_DAYS = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satur|sat|sun)(?:day)?s?|pay\s?days?|paychecks?)"
)
_FREQUENCIES = (
    (
        "semimonthly",
        r"twice (?:a|per|each|every|/) ?month|two times a month|2x? ?(?:times )?(?:a|per|/) ?month"
        r"|semi[ -]?monthly|(?:the )?1st and (?:the )?15th|(?:the )?15th and (?:the )?"
        r"(?:30th|31st|last|1st)|every half month",
    ),
    (
        "biweekly",
        rf"bi[ -]?weekly|every (?:two|2|second|other|couple(?: of)?) (?:weeks?|wks?)"
        rf"|every (?:second|other|2nd)(?= {_DAYS}\b)"
        r"|fortnightly|every fortnight|(?<!in )(?:a|per) fortnight(?!\s+(?:later|from|ago"
        r"|before|after)|'s)|each fortnight|every 14 days",
    ),
    (
        "weekly",
        rf"weekly|(?:every|each|per|once a) (?:single )?(?:week|wk)|/ ?(?:week|wk)|every 7 days"
        rf"|(?:every|each)(?= {_DAYS}\b)",
    ),
    (
        "monthly",
        r"monthly|(?:every|each|per|once a) (?:single )?(?:month|mnth|mth)|/ ?(?:month|mo|mth)"
        r"|every 30 days|every (?=\d{1,2}(?:st|nd|rd|th)\b)|(?<=\d )a mo\b|\bp/?m\b",
    ),
)
_FREQUENCY = re.compile(
    "|".join(rf"(?P<{name}>(?<![a-z])(?:{words})(?![a-z]))" for name, words in _FREQUENCIES),
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?P<lead>\d|[$£€¥]|\bbucks?|\bdollars?|\bhundred|\bthousand|ty|\bten|\bone|\btwo"
    r"|\bthree|\bfour|\bfive|\bsix|\bseven|\beight|\bnine|\bmuch|\blittle"
    r"|\bpayments?|\bonce"
    r"|\bsomething|\bit|\bthat|\bthis|\beuros?|\bpounds?|\bpesos?|\bbit)\s*"
    r"(?P<words>an?\s+(?P<unit>week|wk|month|mnth|mo|fortnight))\b",
    re.IGNORECASE,
)
_UNITS = {"week": "weekly", "wk": "weekly", "fortnight": "biweekly"}

_THINGS = (
    r"(?:equal\s+|monthly\s+|weekly\s+|biweekly\s+|more\s+|easy\s+|small\s+|smaller\s+|even\s+)*"
)
_COUNT = re.compile(
    rf"(?P<number>{NUMBER})[\s-]*{_THINGS}"
    r"(?:payments?|pmts?|instal?lments?|parts|pieces|chunks|months?|mos?|mths?|weeks?|wks?"
    r"|x(?=\s|$))(?!\w)(?!\s+(?:ago|behind|late|old|past|overdue|back|earlier|from"
    r"|a\s+(?:month|week)))"
    rf"|\b(?:split|divide|break|spread)\b(?:\s+\w+){{0,3}}?\s+(?:in|into"
    rf"|over)\s+(?P<split>{NUMBER})(?!\w)"
    r"|\b(?P<once>one|1|single|a single)[\s-]+(?:payment|lump\s+sum|shot|go)\b",
    re.IGNORECASE,
)


_LASTED = re.compile(
    r"\b(?:been|sick|ill|hospital|unemployed|late|behind|waiting|waited|off|hurt|laid|owed"
    r"|last|past)"
    r"\W+(?:(?:for|like|about|almost|over|the|sick|ill|off|out|down|work|with)\W+){0,3}$",
    re.IGNORECASE,
)


def find_frequencies(text: str, _: Reference) -> Iterator[Figure]:
    """Find a rhythm of payment."""
    for match in _FREQUENCY.finditer(text):
        name = str(match.lastgroup)
        yield Figure("frequency", match.start(), match.end(), name)
    for match in _EACH.finditer(text):
        name = _UNITS.get(match["unit"].lower(), "monthly")
        yield Figure("frequency", match.start("words"), match.end("words"), name)


def find_counts(text: str, _: Reference) -> Iterator[Figure]:
    """Find a number of payments, or of the weeks or months they run over."""
    for match in _COUNT.finditer(text):
        if match["once"]:
            yield Figure("count", match.start(), match.end(), 1)
            continue
        if (match["number"] or "").startswith("0") or _LASTED.search(text[: match.start()]):
            continue  # the end of some number; "been sick 2 weeks"
        value = read_number(match["number"] or match["split"])
        if value == int(value) and 0 < value <= 1000:
            yield Figure("count", match.start(), _end(match), int(value))


def _end(match: re.Match[str]) -> int:
    """Leave the rhythm in "6 monthly payments" to be read as one."""
    rhythmic = re.search(r"(?:month|week)ly", match[0], re.IGNORECASE)
    return match.end("number") if rhythmic and match["number"] else match.end()
