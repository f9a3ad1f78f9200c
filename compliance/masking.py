"""Take personal data out of text before it is written into a record.

What stays is enough to see why a decision was made; what goes is enough to harm somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from compliance.text.traditional import TO_SIMPLIFIED

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SOCIAL_SECURITY = re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)?\d\d")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_NATIONAL_IDS = re.compile(
    r"\b(?:\d{8}-?[A-Z]"  # Spain: DNI
    r"|[A-Z]{5}\d{4}[A-Z]"  # India: PAN
    r"|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b",  # United Kingdom: national insurance
    re.IGNORECASE,
)
_LONG_RUN = re.compile(r"\d(?:[ ./_\-\u2010-\u2013]{0,2}\d){12,}")  # a card may stand in it
_FIGURES = re.compile(
    r"(?<!\d)(?<![\dA-Za-z][.,_-])\+?\(?\d(?:[ ().\-\u2010-\u2013]{0,2}\d){6,24}[xX]?(?!\d)"
)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₹₱]|\b(?:usd|mxn|eur|gbp|cny|rmb|hkd|twd|ntd|inr|php|sgd|aud|rs\.?))\s?$",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    r"\s?(?:[€元块塊]|(?:usd|mxn|eur|gbp|cny|rmb|dollars|pesos|euros|pounds|yuan)\b)", re.IGNORECASE
)
_MARKED_ID = re.compile(r"\b(?=[A-Z0-9-]*\d{4})[A-Z]{1,6}-?\d[A-Z0-9-]{5,}\b", re.IGNORECASE)
_CARD_LENGTHS = range(13, 20)
_SHORTEST_LONG_ID = 11  # digits, without the marks of a telephone number
_HOUR = 2  # digits
_CJK = re.compile(r"[\u3400-\u9fff]")
_TITLES = "先生|女士|小姐|太太|夫人|老师|老師|总|總"  # after a surname of one character


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
    masked = _LONG_RUN.sub(_without_cards, masked)
    masked = _NATIONAL_IDS.sub("[number]", masked)
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


def _without_cards(found: re.Match[str]) -> str:
    """Replace every card in a long run of digits, however it is grouped."""
    run = found[0]
    places = [place for place, sign in enumerate(run) if sign.isdigit()]
    kept, begin, first = "", 0, 0
    while first + _CARD_LENGTHS.start <= len(places):
        last = next((last for last in _ends(run, places, first) if last), None)
        if last is None:
            first += 1
            continue
        kept += run[begin : places[first]] + "[card]"
        begin, first = places[last] + 1, last + 1
    return kept + run[begin:]


def _ends(run: str, places: Sequence[int], first: int) -> Iterator[int]:
    """Where a card that begins at a digit may end: at a whole group of digits."""
    if first and places[first - 1] == places[first] - 1:
        return
    for length in reversed(_CARD_LENGTHS):
        last = first + length - 1
        if last >= len(places) or run[places[last] + 1 : places[last] + 2].isdigit():
            continue
        written = run[places[first] : places[last] + 1]
        if is_card_number(re.sub(r"\D", "", written)) and not _is_dates(written):
            yield last


def _is_dates(written: str) -> bool:
    """Say whether these are dates and no more than the hour beside them."""
    parts = written.split()
    dates = [part for part in parts if _DATE.fullmatch(part)]
    return bool(dates) and all(part in dates or len(part) <= _HOUR for part in parts)


def _placeholder(found: re.Match[str]) -> str:
    written = found[0]
    if _is_dates(written.strip("()")):
        return written
    digits = re.sub(r"\D", "", written)
    if is_card_number(digits):
        return "[card]"
    if len(digits) < _SHORTEST_LONG_ID and _is_money(found):
        return written
    looks_dialled = written.startswith(("+", "(")) or re.search(r"\d[ ().-]", written)
    if looks_dialled and len(digits) <= 15:
        return "[phone]"
    return "[number]" if len(digits) >= _SHORTEST_LONG_ID or not looks_dialled else "[phone]"


def _is_money(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(_MONEY_BEFORE.search(before[-6:]) or _MONEY_AFTER.match(after))


def _without_name(text: str, name: str) -> str:
    """Replace a name where it stands as a word, with or without its accents.

    Chinese names need no word boundary; a surname of one character needs a title after it.
    """
    plain, places = _folded(text)
    wanted, _ = _folded(name)
    if not wanted:
        return text
    pattern = re.escape(wanted)
    if _CJK.search(wanted):
        pattern = r"\s?".join(map(re.escape, wanted))
        if len(wanted) == 1:
            pattern += rf"(?=\s?(?:{_TITLES}))"
    elif len(wanted) < 2:
        return text
    else:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    kept, begin = "", 0
    for found in re.finditer(pattern, plain):
        kept += text[begin : places[found.start()]] + "[name]"
        begin = places[found.end()]
    return kept + text[begin:]


def _folded(text: str) -> tuple[str, list[int]]:
    """Give a text without case and accents, and where each of its signs stood (the end last).

    >>> _folded("Aná")[0], _folded("José")[1]
    ('ana', [0, 1, 2, 3, 4])
    """
    signs, places = [], []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign).casefold():
            if not unicodedata.combining(part):
                signs.append(part.translate(TO_SIMPLIFIED))
                places.append(place)
    return "".join(signs), [*places, len(text)]
