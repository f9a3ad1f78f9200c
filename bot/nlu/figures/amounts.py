"""Find sums of money, and shares of what is owed, in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import gcd

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.numbers import DIGITS, NUMBER, read_number

_SYMBOLS = {
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "a$": "AUD",
    "£": "GBP",
    "€": "EUR",
    "¥": "CNY",
}
_WORDS = {
    "usd": "USD", "cad": "CAD", "aud": "AUD", "gbp": "GBP", "eur": "EUR", "mxn": "MXN",
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "euro": "EUR", "euros": "EUR", "pound": "GBP",
    "pounds": "GBP", "quid": "GBP", "peso": "MXN", "pesos": "MXN",
}  # fmt: skip
_DOLLARS = r"dollars?|bucks?|\$"
_UNIT = rf"(?:{_DOLLARS}|{'|'.join(_WORDS)}|[£€¥])"
_MONEY = re.compile(
    rf"(?P<before>us\$|ca\$|c\$|a\$|[$£€¥]|\b(?:usd|cad|aud|gbp|eur|mxn|cny|rmb)\s?)\s?(?P<figure>{DIGITS})"
    rf"|(?P<number>{NUMBER})\s?(?P<after>{_UNIT})(?!\w)"
    rf"(?:\s+(?:and\s+)?(?P<cents>\d{{1,2}})\s+cents?\b)?"
    rf"|(?P<only_cents>{NUMBER})\s+cents?\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\b(?P<percent>\d{1,3})\s?(?:%|percent\b|pct\b)", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:in full"
    r"|(?:the\s+|my\s+)?(?:full|whole|entire|total)\s+(?:amount|balance|thing|bill|debt)"
    r"|pay\s+full|all of it|it all|everything|the lot|100\s?%)(?!\w)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:(?P<half>half)|(?:a|one)[\s-](?P<part>third|quarter|fourth|fifth|tenth)"
    r"|(?P<many>two|three)[\s-](?P<parts>thirds|quarters|fourths|fifths))\b"
    r"(?!\s+(?:an?\s+hour|hour|past|of\s+(?:the\s+)?(?:month|january|february|march|april|may|june"
    r"|july|august|september|october|november|december)))",
    re.IGNORECASE,
)
_DENOMINATORS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_EXPONENTS = {"JPY": 0, "KRW": 0}
_CUE_BEFORE = re.compile(
    r"(?:^|\b(?:pay|paying|paid|afford|do|only|send|sent|put|about|around|like|maybe|just|at|of"
    r"|least|most|for|is|make|manage|give|offer|spare|up to|under|over|try|say|with|want|and|or|to"
    r"|then|got|have|no|yes|ok|okay|sure|than|be|owe|owed|owing|need|accept|take|how|me|you|it"
    r"|did|but|swing|handle|cover|only)\W+)$",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"^\s*(?:$|[.,!?;:)]+(?:\s|$)|/|(?:a|an|per|each|every|now|today|tomorrow|tonight|by|on|down|this"
    r"|next|monthly|weekly|biweekly|bi-weekly|then|and|instead|for|is|max|or|all|right|until|from"
    r"|works?|please|pls|plz|if|but|at|to|total|can|would|as|when|start|starting|every|once|twice"
    r"|in|more|less|extra|before|after|the|tops|soon|later|asap|whenever|once)\b)",
    re.IGNORECASE,
)
_NOT_MONEY_BEFORE = re.compile(
    r"(?:\b(?:option|number|no\.|apt|unit|suite|account|acct|ref|reference|room|press|age|aged|section"
    r"|chapter|form|size|choice|route|highway|box|step|the|i'm|im|turned|ending|ends|in)\s+"
    r"|\b(?:call|text|reach|talk|phone|ring|message)\b[^.,!?]{0,20}\b(?:at|by|after|before|around)\s+"
    r"|#\s?|\+)$",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w.,$£€¥/-])(?P<number>{NUMBER})(?:-?ish)?(?![\w$%:]|/\d|-\d|,\d)", re.IGNORECASE
)


def find_money(text: str, reference: Reference) -> Iterator[Figure]:
    """Find sums whose currency is said: $50, 50 bucks, fifty dollars, 50/mo with a sign."""
    for match in _MONEY.finditer(text):
        written = match["figure"] or match["number"]
        if match["only_cents"]:
            minor, currency = int(read_number(match["only_cents"])), reference.dollar
        else:
            currency = _currency(match["before"] or match["after"], reference)
            minor = _minor(read_number(written), currency) + int(match["cents"] or 0)
        yield Figure("amount", match.start(), match.end(), {"minor": minor, "currency": currency})


def find_bare_amounts(text: str, reference: Reference) -> Iterator[Figure]:
    """Find numbers that can only be sums although no currency is said: "can I pay 50 a month"."""
    for match in _BARE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _NOT_MONEY_BEFORE.search(before) or not _CUE_AFTER.search(after):
            continue
        if before.strip() and not _CUE_BEFORE.search(before) and not _is_clause_start(before):
            continue
        value = read_number(match["number"])
        if 0 < value < 1_000_000:
            minor = _minor(value, reference.currency)
            yield Figure("amount", match.start(), match.end(), {"minor": minor, "currency": None})


def find_shares(text: str, _: Reference) -> Iterator[Figure]:
    """Find shares of the whole: half, a third, 50 %, in full."""
    for match in _WHOLE.finditer(text):
        yield _share(match, 1, 1)
    for match in _PERCENT.finditer(text):
        percent = int(match["percent"])
        if 0 < percent <= 100:
            yield _share(match, percent, 100)
    for match in _PARTS.finditer(text):
        if match["half"]:
            yield _share(match, 1, 2)
        elif match["part"]:
            yield _share(match, 1, _DENOMINATORS[match["part"].lower()])
        else:
            many = 2 if match["many"].lower() == "two" else 3
            yield _share(match, many, _DENOMINATORS[match["parts"].lower().rstrip("s")])


def _share(match: re.Match[str], numerator: int, denominator: int) -> Figure:
    common = gcd(numerator, denominator)
    value: dict[str, str | int | None] = {
        "numerator": numerator // common,
        "denominator": denominator // common,
    }
    return Figure("share", match.start(), match.end(), value)


def _currency(said: str, reference: Reference) -> str:
    said = said.strip().lower()
    return _SYMBOLS.get(said) or _WORDS.get(said) or reference.dollar


def _minor(value: Decimal, currency: str | None) -> int:
    return int(value.scaleb(_EXPONENTS.get(currency or "", 2)).to_integral_value())


def _is_clause_start(before: str) -> bool:
    return before.rstrip()[-1] in ".,!?;:(~="
