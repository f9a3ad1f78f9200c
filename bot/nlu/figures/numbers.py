"""Read numbers as people write them: 1,250.50, 1.5k, two hundred and fifty, a couple of."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_ONES.split())}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_SMALL |= {"fourty": 40, "couple": 2, "dozen": 12, "half": 0}
_LARGE = {"hundred": 100, "thousand": 1000, "grand": 1000}

_word = "|".join(sorted([w for w in _SMALL if w not in {"couple", "dozen", "half"}], key=len)[::-1])
_large = "hundred|thousand|grand"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?(?!\d)(?:\s?k\b)?"
WORDS = (
    rf"(?:(?:{_word}|(?:a|an)(?=\s+(?:{_large}|couple|dozen)\b))"
    rf"(?:(?:\s+|-)(?:and\s+)?(?:{_word}|{_large})\b)*"
    r"|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?dozen)"
)
NUMBER = rf"(?:{DIGITS}|\b{WORDS}\b)"


def read_number(written: str) -> Decimal:
    """Give the value of what ``NUMBER`` matched.

    >>> read_number("1,250.50"), read_number("1.5k"), read_number("two hundred and fifty")
    (Decimal('1250.50'), Decimal('1500.0'), Decimal('250'))
    """
    written = written.strip().lower()
    if written[0].isdigit():
        thousands = written.endswith("k")
        value = Decimal(written.rstrip("k ").replace(",", ""))
        return value * 1000 if thousands else value
    return Decimal(_read_words(re.findall(r"[a-z]+", written)))


def _read_words(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word == "hundred":
            current = (current or 1) * 100
        elif word in _LARGE:
            total += (current or 1) * _LARGE[word]
            current = 0
        else:
            current += _SMALL.get(word, 0)
    return total + current
