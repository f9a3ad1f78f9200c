"""Read from a person's words what can prove who they are: postal code, year of birth, reference.

The words come from the ledger. Rasa sees them with their digits masked, so its entities
cannot be used here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import date

_MONTHS = {
    word: number
    for number, words in enumerate(
        "jan ene|feb|mar|apr abr|may|jun|jul|aug ago|sep|oct|nov|dec dic".split("|"), start=1
    )
    for word in words.split()
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*"
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_YEAR = re.compile(r"[〇零一二三四五六七八九]{2,4}(?=年)")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_OF = r"(?:\s+(?:of|del?))?"
_YEAR_SAID = r"(?P<year>(?:19|20)\d{2}|\d{2})"
_DATES = (  # year first; then day and month in words; then two numbers, whose order is unsure
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"\b{_MONTH}\.?\s+{_DAY},?{_OF}\s+{_YEAR_SAID}\b", re.I),
    re.compile(rf"\b{_DAY}{_OF}\s+{_MONTH}\.?,?{_OF}\s+{_YEAR_SAID}\b", re.I),
    re.compile(r"\b\d{1,2}[-/. ]\d{1,2}[-/. ](?P<year>(?:19|20)\d{2}|\d{2})\b"),
)
_REFERENCE = (
    re.compile(
        r"(?:account|acct|ref(?:erence)?|file|cuenta|referencia|账号|帳號|编号|編號)"
        r"(?:\s*(?:number|no\.?|num|is|#|:|号|號|为|是))*\s*#?\s*(?P<ref>[A-Z0-9][A-Z0-9./-]{2,39})",
        re.I,
    ),
    re.compile(r"\b(?!(?:zip|cp)\d{5}\b)(?P<ref>[A-Z]{1,6}-?\d[A-Z0-9-]{2,30})\b", re.I),
)
_LETTERED = re.compile(
    r"\b(?:[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.I
)  # Canada; Great Britain
_FIVE = re.compile(r"(?<!\d)(\d{5})(?:-\d{4})?(?!\d)")
_SIX = re.compile(r"(?<!\d)(\d{6})(?!\d)")
_FOUR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?:born(?:\s+in)?|birth\s*y(?:ea)?r|y(?:ea)?r(?:\s+of\s+birth)?|dob|nac[ií](?:do|da|[oó])?(?:\s+en)?(?:\s+el)?(?:\s+a[ñn]o)?|'|’)"
    r"\s*(?:is|was|:|=)?\s*['’]?(\d{2})(?!\d)"
    r"|(?<!\d)(\d{2})\s+is\s+(?:my\s+)?(?:birth\s*)?year"
    r"|\b(?:soy\s+)?(?:del|a[ñn]o(?:\s+de\s+nacimiento)?)\s*(?:es|:)?\s*(?:a[ñn]o\s+)?['’]?(\d{2})(?!\d)"
    r"|(?<!\d)(\d{2})\s?(?:年|后生|後生)",
    re.I,
)
_ROC_YEAR = re.compile(r"民[國国]\s?(\d{2,3})(?!\d)")  # Taiwan counts from 1912
_BARE = re.compile(r"\W*(\d{5,6})[\s,;/.-]+((?:19|20)?\d{2})\W*")  # "10025 85", "10025-1985"
_OF_A_PROOF = re.compile(
    rf"\b{_MONTH}\b|\b\w*\d\w*\b|\b(?:zip|postal|postcode|code|born|birth\w*|year|yr|dob|ref\w*"
    r"|account|my|is|in|the|and|it'?s|cp|c[oó]digo|naci\w*|nac[ií]\w*|a[ñn]o|soy|el|de|en|y|mi|es)\b"
    r"|[邮郵][编編遞递]?[区區]?[号號]?|出生|[生年月日我是号號的]",
    re.I,
)
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+")
_OLDEST, _YOUNGEST = 120, 14  # years; nobody younger has an account
_MONEY = re.compile(
    r"(?:[$€£¥]|US\$)\s?\d[\d,.]*|\d[\d,.]*\s?(?:dollars?|bucks|usd|pesos?|d[oó]lares|euros?|元|块|塊)",
    re.I,
)


@dataclass(frozen=True)
class Proof:
    """What a person offered as proof; ``None``: not offered."""

    postal_code: str | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    reference: str | None = None

    @property
    def complete(self) -> bool:
        """Whether it is enough to be tried: a postal code and one thing beside it."""
        return self.postal_code is not None and (
            self.birth_year is not None or self.reference is not None
        )

    def __bool__(self) -> bool:
        """Tell whether anything was offered."""
        return any(getattr(self, field.name) is not None for field in fields(self))

    def over(self, earlier: Proof) -> Proof:
        """Put what was said now over what was said before.

        >>> Proof(birth_year=1984).over(Proof(postal_code="02139", birth_year=1948))
        Proof(postal_code='02139', birth_year=1984, birth_date=None, reference=None)
        """
        own_birth = self.birth_year is not None  # a new year comes without the old day
        return Proof(
            self.postal_code or earlier.postal_code,
            self.birth_year if own_birth else earlier.birth_year,
            self.birth_date if own_birth else earlier.birth_date,
            self.reference or earlier.reference,
        )


def read_proof(text: str, *, today: date) -> Proof:
    """Find the proofs in a message.

    >>> read_proof("60614, born 9th of november 1971", today=date(2026, 11, 23))
    Proof(postal_code='60614', birth_year=1971, birth_date=datetime.date(1971, 11, 9), \
reference=None)
    >>> read_proof("HH-1001 and 10025", today=date(2026, 11, 23)).reference
    'HH-1001'
    """
    year, born, rest = _birth(_MONEY.sub(" ", _in_digits(text)), today)
    postal, without_postal = _take(_LETTERED, rest)
    reference, rest = _take_reference(without_postal if postal else rest)
    if postal is None:
        postal, rest = _take(_FIVE, rest)
    if year is None:
        year, rest = _year(rest, today)
    if postal is None:
        postal, rest = _take(_SIX, rest)
    if postal is None and year is not None:
        postal, rest = _take(_FOUR, rest)
    return Proof(_plain(postal), year, born, reference)


def words_beside(text: str) -> int:
    """Count the words, or Chinese characters, of a text that no proof is made of.

    >>> words_beside("10025, born 1985"), words_beside("10025 1985 and a plan please")
    (0, 4)
    """
    return len(_WORD.findall(_OF_A_PROOF.sub(" ", unicodedata.normalize("NFKC", text))))


def _in_digits(text: str) -> str:
    """Write digits of other widths, and years said in other ways, as plain digits.

    >>> _in_digits("邮编１０００２５，八五年")
    '邮编100025,85年'
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _ROC_YEAR.sub(lambda found: str(int(found[1]) + 1911), plain)
    if bare := _BARE.fullmatch(plain):
        year = bare[2] if len(bare[2]) == 4 else f"'{bare[2]}"
        plain = f"{bare[1]} {year}"
    return _HAN_YEAR.sub(lambda found: found.group().translate(_HAN_DIGITS), plain)


def _birth(text: str, today: date) -> tuple[int | None, date | None, str]:
    for pattern in _DATES:
        match = pattern.search(text)
        if match is None:
            continue
        year = _full_year(match["year"], today)
        if year is not None:
            rest = text[: match.start()] + " " + text[match.end() :]
            return year, _day_of(match, year), rest
    return None, None, text


def _day_of(match: re.Match[str], year: int) -> date | None:
    parts = match.groupdict()
    month, day = parts.get("m"), parts.get("d")
    if parts.get("month"):
        month, day = str(_MONTHS[parts["month"].lower()]), parts["day"]
    try:
        return date(year, int(month), int(day)) if month and day else None
    except ValueError:
        return None


def _year(text: str, today: date) -> tuple[int | None, str]:
    for pattern in (_YEAR, _SHORT_YEAR):
        for match in pattern.finditer(text):
            written = next(group for group in match.groups() if group)
            year = _full_year(written, today)
            if year is not None:
                return year, text[: match.start()] + " " + text[match.end() :]
    return None, text


def _full_year(written: str, today: date) -> int | None:
    year = int(written)
    if len(written) == 2:
        year += 2000 if year <= today.year % 100 else 1900
    return year if today.year - _OLDEST <= year <= today.year - _YOUNGEST else None


def _take_reference(text: str) -> tuple[str | None, str]:
    for pattern in _REFERENCE:
        for match in pattern.finditer(text):
            if any(mark.isdigit() for mark in match["ref"]):
                rest = text[: match.start()] + " " + text[match.end() :]
                return match["ref"].rstrip("./-").upper(), rest
    return None, text


def _take(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    match = pattern.search(text)
    if match is None:
        return None, text
    found = match.group(1) if pattern.groups else match.group()
    return found, text[: match.start()] + " " + text[match.end() :]


def _plain(postal: str | None) -> str | None:
    return None if postal is None else " ".join(postal.upper().split())
