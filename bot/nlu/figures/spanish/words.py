"""The Spanish words for days, months and numbers, without their accents."""

from __future__ import annotations

import re
from decimal import Decimal

_MONTHS = [
    names.split("|")
    for names in (
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
        "septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic"
    ).split()
]
_WEEKDAYS = [
    names.split("|")
    for names in (
        "lunes|lun martes|mar miercoles|miercole|mierc|mie|mi jueves|juev|jue viernes|vierne|vie "
        "sabado|sab domingo|dom"
    ).split()
]
MONTH = "|".join(name for names in _MONTHS for name in names)
LONG_MONTH = "|".join([*(names[0] for names in _MONTHS), "setiembre"])
WEEKDAY = (
    r"(?:lunes|martes|miercoles?|jueves|viernes?|sabados?|domingos?|(?:lun|mier?c?|jue"
    r"|vie|sab|dom)\.?)"
)

_ONES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro "
    "veinticinco veintiseis veintisiete veintiocho veintinueve treinta"
).split()
_SMALL = {word: number for number, word in enumerate(_ONES)}
_SMALL |= {"un": 1, "una": 1, "veintiun": 21, "cuarenta": 40, "cincuenta": 50, "sesenta": 60}
_SMALL |= {"setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100}
_HUNDREDS = (
    "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
_SMALL |= {word: 100 * number for number, word in enumerate(_HUNDREDS.split(), 2)}
_SMALL |= {word[:-2] + "as": value for word, value in list(_SMALL.items()) if value >= 200}
_SMALL |= {"docientos": 200, "quinientas": 500, "par": 2, "docena": 12}
_LARGE = {"mil": 1000, "millon": 1_000_000, "millones": 1_000_000}

_word = "|".join(sorted((w for w in _SMALL if w not in {"par", "docena"}), key=len, reverse=True))
_large = "millones|millon|mil"
DIGITS = (
    r"(?:\d{1,3}(?:[.,]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2})?"
    r"|\d{1,15}(?:[.,]\d{1,2})?)(?!\d)(?:\s?k\b|\s+(?:mil\s+millones|millones|millon|mil)\b)?"
)
WORDS = (
    rf"(?:(?:{_word}|{_large})(?:\s+(?:y\s+)?(?:{_word}"
    rf"|{_large})\b){{0,9}}(?:\s+y\s+medi[oa]\b)?)"
)
NUMBER = rf"(?:{DIGITS}|\b{WORDS}\b)"
SMALL_NUMBER = rf"(?:\d{{1,3}}|\b(?:un par de|{WORDS}))"

ORDINALS = {
    "primero": 1, "primer": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercer": 3,
    "tercera": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "ultimo": -1, "ultima": -1,
}  # fmt: skip
DAY_WORD = "|".join(
    [
        "vigesimo\\s+\\w+",
        "primero",
        "segundo",
        "treinta\\s+y\\s+uno",
        "treintaiuno",
        *sorted(_ONES[1:], key=len, reverse=True),
    ]
)


_ACCENTS = str.maketrans("áàâäéèêëíìïóòôöúùûüñçÁÀÉÈÍÓÚÜÑ", "aaaaeeeeiiioooouuuuncAAEEIOUUN")


def without_accents(text: str) -> str:
    """Give a text of the same length without accents, as many people write on a phone."""
    return text.translate(_ACCENTS)


def read_month(word: str) -> int | None:
    """Give the month's number, 1 to 12; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    return next((n for n, names in enumerate(_MONTHS, 1) if word in names), None)


def read_weekday(word: str) -> int | None:
    """Give the weekday's number, Monday 0; ``None`` for any other word."""
    word = word.lower().rstrip(".")
    word = word.removesuffix("s") if word.startswith(("sab", "dom")) else word
    return next((n for n, names in enumerate(_WEEKDAYS) if word in names), None)


def read_day(word: str) -> int | None:
    """Give the number of a day of the month: "10", "1ro", "primero", "veintiuno"."""
    word = re.sub(r"\s+", " ", word.lower().strip())
    digits = re.match(r"\d{1,2}", word)
    if digits:
        return int(digits[0])
    if word.startswith("vigesimo "):
        return 20 + max(ORDINALS.get(word.split()[1], 0), 0)
    if word in {"primero", "segundo"}:
        return ORDINALS[word]
    if word.startswith("treinta") and word.endswith("uno"):
        return 31
    return _SMALL.get(word)


def read_number(written: str) -> Decimal:
    """Give the value of what ``NUMBER`` matched.

    A mark before three digits parts thousands; the last mark before one or two digits, cents.

    >>> read_number("1.500,50"), read_number("$1,500.50".lstrip("$")), read_number("2 mil")
    (Decimal('1500.50'), Decimal('1500.50'), Decimal('2000'))
    >>> read_number("dos mil quinientos"), read_number("mil y medio")
    (Decimal('2500'), Decimal('1500'))
    """
    written = written.strip().lower()
    if not written[0].isdigit():
        return Decimal(_read_words(re.findall(r"[a-z]+", written)))
    digits, rest = re.match(r"[\d.,]+", written)[0], re.findall(r"[a-z]+", written)  # type: ignore[index]
    cents = re.fullmatch(r"(.*?)[.,](\d{1,2})", digits)
    whole, part = (cents[1], cents[2]) if cents else (digits, "")
    value = Decimal(re.sub(r"[.,]", "", whole) + ("." + part if part else ""))
    if not rest:
        return value
    for word in rest:
        value *= 1000 if word in {"k", "mil"} else 1_000_000
    return value


def _read_words(words: list[str]) -> int:
    total = current = last = 0
    for word in words:
        if word in _LARGE:
            last = _LARGE[word]
            total = (
                (total + (current or 1)) * last if last > 1000 else total + (current or 1) * last
            )
            current = 0
        elif word.startswith("medi"):
            current += last // 2
        elif word != "y":
            current += _SMALL.get(word, 0)
            last = 100 if word in {"cien", "ciento"} else last
    return total + current
