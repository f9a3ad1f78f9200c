"""Sums and shares as figures, and what the signs and codes of currencies stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import gcd

from bot.nlu.figures.figure import Figure, Reference

SYMBOLS = {
    "us$": "USD", "u$s": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD",
    "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "nz$": "NZD", "mx$": "MXN", "mex$": "MXN",
    "usd$": "USD", "mxn$": "MXN", "cad$": "CAD", "aud$": "AUD", "nzd$": "NZD", "hkd$": "HKD",
    "£": "GBP", "€": "EUR",
}  # fmt: skip
CODES = "USD CAD AUD NZD SGD HKD TWD GBP EUR MXN COP ARS CLP PEN CNY JPY INR MYR PHP".split()
_WITHOUT_CENTS = {"JPY", "KRW", "CLP", "PYG"}  # ISO 4217: no minor unit
SIGN = (
    r"(?:(?:us|u\.s\.?|c)\s?\$|(?:ca|au|a|hk|nt|s|nz|mx|mex|u\$s|usd|mxn|cad|aud|nzd|hkd)\$"
    r"|[$£€¥￥])"
)
CODE = rf"(?:{'|'.join(CODES)}|rmb)"
_NEAR = 60  # characters
LARGEST = 10_000_000  # in whole units: a bare number beyond it is no sum anybody offers


def currency_of(said: str, reference: Reference) -> str | None:
    """Give the currency of a sign or a code; None for anything else."""
    said = re.sub(r"[\s.]", "", said.lower())
    if said == "$":
        return reference.dollar_sign
    if said in {"¥", "￥"}:
        return "JPY" if reference.currency == "JPY" else "CNY"
    if said == "rmb":
        return "CNY"
    return SYMBOLS.get(said) or (said.upper() if said.upper() in CODES else None)


def amount(
    start: int, end: int, value: Decimal, currency: str | None, assumed: str | None
) -> Figure:
    """Make a sum in minor units; ``assumed`` is the account's currency, for its decimals only."""
    places = 0 if (currency or assumed) in _WITHOUT_CENTS else 2
    minor = int(value.scaleb(places).to_integral_value())
    return Figure("amount", start, end, {"minor": minor, "currency": currency})


def share(start: int, end: int, numerator: int, denominator: int) -> Figure:
    """Make a share of the whole, in lowest terms."""
    common = gcd(numerator, denominator)
    return Figure(
        "share",
        start,
        end,
        {"numerator": numerator // common, "denominator": denominator // common},
    )


def around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Give what stands right before and right after a number: no more of a long text than tells."""
    start = match.start()
    return text[max(0, start - _NEAR) : start], text[match.end() : match.end() + _NEAR]


def with_rest(parts: list[Figure], rests: Iterable[re.Match[str]]) -> list[Figure]:
    """Add what "the rest" is: the whole less the shares named before it, if any were."""
    parts = sorted(parts, key=lambda part: part.start)
    for match in rests:
        left = Fraction(1) - sum(
            (_fraction(part) for part in parts if part.end <= match.start()), Fraction(0)
        )
        if 0 < left < 1:
            parts.append(share(match.start(), match.end(), left.numerator, left.denominator))
    return parts


def _fraction(part: Figure) -> Fraction:
    assert isinstance(part.value, dict)
    top, bottom = part.value["numerator"], part.value["denominator"]
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    return Fraction(top, bottom)
