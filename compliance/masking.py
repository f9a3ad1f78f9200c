"""Take personal data out of text before it is written into a record.

What stays is enough to see why a decision was made; what goes is enough to harm somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SOCIAL_SECURITY = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)?\d\d")
_FIGURES = re.compile(
    r"(?<![A-Za-z0-9_.,$€£¥-])\+?\(?\d(?:[ ().\-\u2010-\u2013]{0,2}\d){6,24}[xX]?(?![A-Za-z0-9_])"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_MARKED_ID = re.compile(r"\b(?=[A-Z0-9-]*\d{4})[A-Z]{1,6}-?\d[A-Z0-9-]{5,}\b")
_CARD_LENGTHS = range(13, 20)
_SHORTEST_LONG_ID = 11  # digits, without the marks of a telephone number
_CJK = re.compile(r"[\u3400-\u9fff]")


def mask(text: str, names: Iterable[str] = ()) -> str:
    """Replace cards, account and identity numbers, telephones, addresses of mail and names.

    Amounts and dates stay: they are what a reviewer has to see.

    >>> mask("Ana, pay $1,250.00 by 2026-03-01 or call +1 212 555 0100", names=["Ana"])
    '[name], pay $1,250.00 by 2026-03-01 or call [phone]'
    >>> mask("my card is 4111 1111 1111 1111")
    'my card is [card]'
    """
    masked = _EMAIL.sub("[email]", text)
    masked = _IBAN.sub("[number]", masked)
    masked = _SOCIAL_SECURITY.sub("[number]", masked)
    masked = _FIGURES.sub(_placeholder, masked)
    masked = _MARKED_ID.sub("[number]", masked)
    for name in sorted({name.strip() for name in names}, key=len, reverse=True):
        masked = _without_name(masked, name)
    return masked


def is_card_number(digits: str) -> bool:
    """Check a card number's length and its last digit (Luhn, ISO/IEC 7812-1).

    >>> is_card_number("4111111111111111"), is_card_number("4111111111111112")
    (True, False)
    """
    if len(digits) not in _CARD_LENGTHS or not digits.isascii() or not digits.isdigit():
        return False
    doubled = (int(digit) * 2 if place % 2 else int(digit) for place, digit in
               enumerate(reversed(digits)))  # fmt: skip
    return sum(figure - 9 if figure > 9 else figure for figure in doubled) % 10 == 0


def _placeholder(found: re.Match[str]) -> str:
    written = found[0]
    if _DATE.fullmatch(written.strip("()")):
        return written
    digits = re.sub(r"\D", "", written)
    if is_card_number(digits):
        return "[card]"
    looks_dialled = written.startswith(("+", "(")) or re.search(r"\d[ ().-]", written)
    if looks_dialled and len(digits) <= 15:
        return "[phone]"
    return "[number]" if len(digits) >= _SHORTEST_LONG_ID or not looks_dialled else "[phone]"


def _without_name(text: str, name: str) -> str:
    """Replace a name where it stands as a word; Chinese names need no word boundary."""
    if len(name) < 2:
        return text
    if _CJK.search(name):
        return text.replace(name, "[name]")
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", text, flags=re.IGNORECASE)
