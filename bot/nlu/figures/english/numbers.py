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
_SMALL |= {"fourty": 40, "fivety": 50, "couple": 2, "dozen": 12}
_LARGE = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}
_LARGE["billion"] = 10**9
_IN_LETTERS = {"k": 1000, "m": 1_000_000}

_word = "|".join(sorted([w for w in _SMALL if w not in {"couple", "dozen"}], key=len)[::-1])
_large = "hundred|thousand|grand|million|billion"
_half = r"(?:\s+and\s+a\s+half\b)"  # after a hundred: half of that more
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,2})?(?!\d)"
    rf"(?:\s?[km]\b|\s+(?:{_large})\b{_half}?)?"
)
WORDS = (
    rf"(?:(?:{_word}|(?:a\s+)?couple(?=\s+(?:{_large})\b)|(?:a|an)(?=\s+(?:{_large}|couple"
    rf"|dozen)\b)"
    rf"|(?:{_large})(?=\s+(?:bucks|dollars|and\b)))"
    rf"(?:(?:\s+|-)(?:and\s+)?(?:{_word}|{_large})\b){{0,9}}{_half}?"
    r"|(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?dozen)"
)
NUMBER = rf"(?:{DIGITS}|\b{WORDS}\b)"


def read_number(written: str) -> Decimal:
    """Give the value of what ``NUMBER`` matched.

    >>> read_number("1,250.50"), read_number("1.5k"), read_number("two hundred and fifty")
    (Decimal('1250.50'), Decimal('1500.0'), Decimal('250'))
    >>> read_number("a hundred and a half"), read_number("2 grand")
    (Decimal('150'), Decimal('2000'))
    """
    written = written.strip().lower()
    if not written[0].isdigit():
        return Decimal(_read_words(re.findall(r"[a-z]+", written)))
    digits, rest = re.match(r"[\d.,]+", written)[0], re.findall(r"[a-z]+", written)  # type: ignore[index]
    value = Decimal(digits.replace(",", "").rstrip("."))
    if not rest:
        return value
    times = _IN_LETTERS.get(rest[0]) or _LARGE[rest[0]]
    return value * times + (times // 2 if rest[-1] == "half" else 0)


def _read_words(words: list[str]) -> int:
    total = current = last = 0
    for word in words:
        if word == "hundred":
            last = 100
            current = (current or 1) * last
        elif word in _LARGE:
            last = _LARGE[word]
            total += (current or 1) * last
            current = 0
        elif word == "half":
            current += last // 2
        else:
            current += _SMALL.get(word, 0)
    return total + current
