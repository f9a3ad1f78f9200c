"""Find shares of what is owed in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.money import share, with_rest

_PERCENT = re.compile(r"\b(?P<percent>\d{1,3})\s?(?:%|percent\b|pct\b)", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:in full"
    r"|(?:the\s+|my\s+)?(?:full|whole|entire|total)\s+(?:amount|balance|bill|debt"
    r"|thing(?=\s*(?:$|[.,!?]|on\b|by\b|now\b|today\b|next\b|this\b)))"
    r"|pay\s+full|all of it|(?:pay|clear|settle|cover|send|do|owe)\s+(?:it\s+all|everything"
    r"|the\s+lot)"
    r"|(?:paid|paying)\s+(?:it\s+all|everything|the\s+lot)|100\s?%(?!\s*(?:sure|certain"
    r"|positive|agree|not|honest|serious)))(?!\w)",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:(?P<half>half)|(?:a|one)[\s-](?P<part>third|quarter|fourth|fifth|tenth)"
    r"|(?P<many>two|three)[\s-](?P<parts>thirds|quarters|fourths|fifths))\b"
    r"(?!\s+(?:asleep|dead|awake|drunk|crazy|broke|decent|an?\s+hour|hour|past|day|price"
    r"|time|way|of\s+(?:the\s+)?(?:month|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)|dozen))"
    r"|(?<![\w/])(?P<top>1|2|3)/(?P<bottom>2|3|4)\s+(?:of|now|today)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\s*(?:sure|certain|positive|agree|not|honest|serious|battery)\b", re.IGNORECASE
)
_REST = re.compile(r"\b(?:the\s+)?(?:rest|remainder|remaining|other\s+part)\b", re.IGNORECASE)
_HALF_OF_A_NUMBER = re.compile(r"\band\s+a\s$", re.IGNORECASE)  # "a month and a half"
_DENOMINATORS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}


def find_shares(text: str, _: Reference) -> Iterator[Figure]:
    """Find shares of the whole: half, a third, 50 %, in full, and the rest after a share."""
    parts = [
        share(match.start(), match.end(), *_fraction(match))
        for match in _PARTS.finditer(text)
        if not _HALF_OF_A_NUMBER.search(text[: match.start()])
    ]
    parts += [
        share(match.start(), match.end(), int(match["percent"]), 100)
        for match in _PERCENT.finditer(text)
        if 0 < int(match["percent"]) <= 100 and not _SURE.match(text[match.end() :])
    ]
    yield from (share(match.start(), match.end(), 1, 1) for match in _WHOLE.finditer(text))
    yield from with_rest(parts, _REST.finditer(text))


def _fraction(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return 1, 2
    if match["top"]:
        return int(match["top"]), int(match["bottom"])
    if match["part"]:
        return 1, _DENOMINATORS[match["part"].lower()]
    many = 2 if match["many"].lower() == "two" else 3
    return many, _DENOMINATORS[match["parts"].lower().rstrip("s")]
