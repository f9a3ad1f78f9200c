"""Sums of money as a reader of a language expects them."""

from __future__ import annotations

from babel.core import Locale
from babel.numbers import format_currency

from ledger.money import Money

# Babel writes MXN8,450.00 for whoever reads Spanish in the United States. In Mexico one writes the
# sign and, where it might be taken for dollars, the letters behind the figure.
_OWN_WAYS = {("es", "MXN"): "$#,##0.00 ¤¤"}


def write_sum(money: Money, locale: Locale | str) -> str:
    """Write a sum.

    >>> write_sum(Money(845000, "MXN"), "es_US"), write_sum(Money(61342, "USD"), "es_US")
    ('$8,450.00 MXN', '$613.42')
    """
    reader = Locale.parse(locale)
    way = _OWN_WAYS.get((reader.language, money.currency))
    return str(format_currency(money.decimal, money.currency, format=way, locale=reader))
