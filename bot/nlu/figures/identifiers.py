"""Find what people are known by: postal codes, birth dates and years, reference numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.nlu.figures.english.numbers import read_number
from bot.nlu.figures.english.words import read_month
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.spanish.words import LONG_MONTH
from bot.nlu.figures.spanish.words import read_month as read_spanish_month

OLDEST, YOUNGEST = 110, 15  # ages in years a person who writes to us may have
_OLDEST_IN_TWO_DIGITS = 100  # 07 is rather 2007 than the year somebody of 119 was born in
_IN_SPANISH = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?:de\s+)?(?P<month>{LONG_MONTH})\s+(?:del?\s+)?(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_IN_CHINESE = re.compile(r"(?P<year>\d{4})年\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})[日号號]?")
_ZIP = re.compile(
    r"(?<![\w$£€¥.,#/-])\d{5}(?:-\d{4})?(?![\w%/]|[.,-]\d|\s?(?:bucks|dollars|usd)\b)"
)
_ZIP_SAID = re.compile(
    r"\b(?:zip|postal|post)\s?(?:code)?\W{0,3}(?:is\s+|=\s*)?(?P<code>\d{5}(?:-\d{4})?)(?!\w)",
    re.IGNORECASE,
)
_CANADIAN = re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b", re.IGNORECASE)
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b", re.IGNORECASE)
_MONEY_BEFORE = re.compile(
    r"\b(?:pay|paying|paid|owe|owed|owing|balance|amount|afford|send|total|sum|about|around"
    r"|of|for|pagar\w*|pago|pague|abon\w+|deposit\w+|transf\w+|ofrezco|debo|saldo|monto)\W*"
    r"(?:\w+\W+)?$",
    re.IGNORECASE,
)
_HANDED_OVER = re.compile(  # "le puedo dar 2000"; a postal code may be handed over as well
    r"\b(?:dar(?:l[ea]s?)?|doy|mando|mandar(?:les)?|tengo)\s+(?:unos\s+|como\s+)?$",
    re.IGNORECASE,
)
_BIRTH_SAID = re.compile(r"\b(?:born|nac\w*|a[nñ]o|year|birth\w*|dob|in|en|del?)\b", re.IGNORECASE)
_AGAIN_AND_AGAIN = re.compile(
    r"\s?(?:(?:al?|por|cada|per|every)\s+(?:mes|semana|quincena|month|week)|mensual|quincenal"
    r"|semanal|monthly|weekly)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w$£€¥.,#/-])(?P<year>(?:19|20)\d\d|0000)(?![\w%/]|[.,-]\d)")
_TWO_DIGITS = re.compile(
    r"\b(?:born\s+(?:in\s+)?|nac[ií](?:d[oa])?\s+en\s+(?:el\s+)?)'?(?P<year>\d\d)(?!\w)",
    re.IGNORECASE,
)
_SPELT_YEAR = re.compile(
    r"\bnineteen\s+(?:hundred\s+(?:and\s+)?)?"
    r"(?P<rest>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?)\b(?!\s*(?:bucks|dollars))",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<![\w/-])(?:(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2}))(?![\w/-])"
)
_WRITTEN_DATE = re.compile(
    r"\b(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day_first>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month_last>[a-z]{3,9})\.?)"
    r",?\s+(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_REFERENCE_SAID = re.compile(
    r"\b(?:ref(?:erence)?|account|acct|confirmation|conf|check|cheque|case|file|invoice"
    r"|ticket|order"
    r"|transaction|trace|ending(?:\s+in)?|ends\s+in)\W{0,2}(?:(?:number|num|no|nr|id"
    r"|code)\b\W{0,2})?"
    r"(?:is\s+|=\s*)?#?\s?(?P<code>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{2,23})\b",
    re.IGNORECASE,
)
_REFERENCE_SHAPE = re.compile(
    r"(?<![\w$-])(?=[A-Z0-9-]*\d{3})(?=[A-Z0-9-]*[A-Z])[A-Z]{1,5}-?\d[A-Z0-9-]{2,20}\b"
)
_LONG_NUMBER = re.compile(r"(?<![\w$£€¥.,+-])#?(?P<code>\d{6,9}|\d{11,20})(?![\w.,-]\d|\w)")


def find_birth_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find whole dates that lie a working life or more ago; a masked year reads 0000."""
    for match in _NUMERIC_DATE.finditer(text):
        parts = _numeric_parts(match, reference)
        if parts is not None and _is_birth(*parts, reference):
            yield _birth(match, *parts)
    for match in _WRITTEN_DATE.finditer(text):
        month = read_month(match["month"] or match["month_last"])
        if month is not None:
            parts = (int(match["year"]), month, int(match["day"] or match["day_first"]))
            if _is_birth(*parts, reference):
                yield _birth(match, *parts)


def find_spanish_birth_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find "4 de marzo de 1985"."""
    for match in _IN_SPANISH.finditer(text):
        parts = (int(match["year"]), read_spanish_month(match["month"]) or 0, int(match["day"]))
        if _is_birth(*parts, reference):
            yield _birth(match, *parts)


def find_chinese_birth_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find 1985年3月4日."""
    for match in _IN_CHINESE.finditer(text):
        parts = (int(match["year"]), int(match["month"]), int(match["day"]))
        if _is_birth(*parts, reference):
            yield _birth(match, *parts)


def find_birth_years(text: str, reference: Reference) -> Iterator[Figure]:
    """Find four digits that can only be the year somebody was born in."""
    for match in _YEAR.finditer(text):
        year = int(match["year"])
        if not _is_sum(match, text) and _is_birth_year(year, reference):
            yield Figure("birth_year", match.start(), match.end(), year)
    for match in _SPELT_YEAR.finditer(text):
        year = 1900 + int(read_number(match["rest"]))
        if _is_birth_year(year, reference):
            yield Figure("birth_year", match.start(), match.end(), year)
    for match in _TWO_DIGITS.finditer(text):
        year = _whole_year(int(match["year"]), reference)
        yield Figure("birth_year", match.start("year"), match.end("year"), year)


def find_postal_codes(text: str, _: Reference) -> Iterator[Figure]:
    """Find postal codes of the United States, Canada and the United Kingdom."""
    for match in _ZIP_SAID.finditer(text):
        yield Figure("postal_code", match.start("code"), match.end("code"), match["code"])
    for match in _ZIP.finditer(text):
        if not _MONEY_BEFORE.search(text[: match.start()]) and not _AGAIN_AND_AGAIN.match(
            text, match.end()
        ):
            yield Figure("postal_code", match.start(), match.end(), match[0])
    for pattern in (_CANADIAN, _BRITISH):
        for match in pattern.finditer(text):
            yield Figure("postal_code", match.start(), match.end(), match[0].upper())


def find_references(text: str, _: Reference) -> Iterator[Figure]:
    """Find numbers that name an account, a payment or a letter."""
    for match in _REFERENCE_SAID.finditer(text):
        yield Figure("reference", match.start("code"), match.end("code"), match["code"].upper())
    for match in _REFERENCE_SHAPE.finditer(text):
        yield Figure("reference", match.start(), match.end(), match[0])
    for match in _LONG_NUMBER.finditer(text):
        yield Figure("reference", match.start("code"), match.end("code"), match["code"])


def _is_sum(match: re.Match[str], text: str) -> bool:
    """Whether four digits that look like a year are what somebody pays: "dar 2000 al mes".

    So is a bare 2000: where it might be a year of birth, its digits are masked before.
    """
    before = text[: match.start()]
    return bool(
        _MONEY_BEFORE.search(before)
        or (match["year"] == "2000" and not _BIRTH_SAID.search(before) and not _ZIP.search(text))
        or (match["year"] != "0000" and _HANDED_OVER.search(before))
        or _AGAIN_AND_AGAIN.match(text, match.end())
    )


def _numeric_parts(match: re.Match[str], reference: Reference) -> tuple[int, int, int] | None:
    """Read year, month, day, in the order of the place unless that cannot be."""
    if match["iso_year"]:
        return int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])
    first, second = int(match["first"]), int(match["second"])
    month, day = (second, first) if reference.writes_day_first else (first, second)
    if month > 12 >= day:
        month, day = day, month
    year = int(match["year"])
    if len(match["year"]) == 2:
        year = _whole_year(year, reference)
        if reference.today.year - year > _OLDEST_IN_TWO_DIGITS or (
            reference.today.year - 1 <= year + 100 <= reference.today.year + 5
        ):
            return None  # 26 is this year or one near it, not 1926
    return year, month, day


def _whole_year(two_digits: int, reference: Reference) -> int:
    """Say which year two digits mean when somebody was born in it."""
    century = reference.today.year // 100 * 100
    year = century + two_digits
    return year if year <= reference.today.year - YOUNGEST else year - 100


def _is_birth_year(year: int, reference: Reference) -> bool:
    return year == 0 or OLDEST >= reference.today.year - year >= YOUNGEST


def _is_birth(year: int, month: int, day: int, reference: Reference) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return _is_birth_year(year, reference)


def _birth(match: re.Match[str], year: int, month: int, day: int) -> Figure:
    return Figure("birth_date", match.start(), match.end(), f"{year:04d}-{month:02d}-{day:02d}")
