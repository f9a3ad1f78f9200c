"""Money: whole minor units of one currency. It adds and compares, and never rounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_precision

from ledger.errors import LedgerError

_PLAIN_AMOUNT = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,15})(?:\.(?P<part>[0-9]{1,6}))?")


class MoneyError(LedgerError, ValueError):
    """Base of the errors of this module.

    MoneyError
    ├── CurrencyMismatch    two sums of different currencies were put together
    ├── UnknownCurrency     a code that is no currency
    └── UnreadableAmount    a text that is no plain amount of its currency
    """


class CurrencyMismatch(MoneyError):
    """Two sums of different currencies were put together."""

    def __init__(self, ours: str, theirs: str) -> None:
        """Name both currencies."""
        super().__init__(
            f"A sum in {ours} cannot be put together with a sum in {theirs}: "
            f"the ledger converts nothing. Use the currency of the account."
        )


class UnknownCurrency(MoneyError):
    """A code that is no currency."""

    def __init__(self) -> None:
        """Say what a code looks like."""
        # The code is not repeated: a shifted column could put anything here.
        super().__init__(
            "The currency is not a code of ISO 4217. Write three capital letters, such as USD."
        )


class UnreadableAmount(MoneyError):
    """A text that is no plain amount of its currency."""

    def __init__(self, currency: str, places: int) -> None:
        """Say how an amount of ``currency``, which has ``places`` decimals, is written."""
        example = "1234" if places == 0 else "1234." + "5678901"[:places]
        super().__init__(
            f"The amount is not a plain sum in {currency}. Write digits only, with a point before "
            f"at most {places} decimals and no thousands separator, such as {example}."
        )


@cache
def exponent(currency: str) -> int:
    """Tell how many decimals a currency is written with, as Babel (and so every message) has it.

    >>> exponent("USD"), exponent("JPY"), exponent("CLP"), exponent("KWD")
    (2, 0, 0, 3)
    """
    if currency not in get_global("all_currencies"):
        raise UnknownCurrency
    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``minor`` whole minor units (cents, yen) of ``currency`` (ISO 4217 code).

    >>> Money(100_00, "USD") - Money(49_99, "USD")
    Money(minor=5001, currency='USD')
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse parts of a minor unit and codes that are no currency."""
        if type(self.minor) is not int:
            raise TypeError("Money counts whole minor units: give an int, never a float.")
        exponent(self.currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read a plain amount such as ``1234.56``, exactly or not at all.

        >>> Money.parse("12.3", "USD")
        Money(minor=1230, currency='USD')
        >>> Money.parse("12.345", "USD")
        Traceback (most recent call last):
        ...
        ledger.money.UnreadableAmount: The amount is not a plain sum in USD. Write digits only, \
with a point before at most 2 decimals and no thousands separator, such as 1234.56.
        """
        places = exponent(currency)
        read = _PLAIN_AMOUNT.fullmatch(text.strip())
        part = (read["part"] or "") if read else ""
        if read is None or len(part) > places:
            raise UnreadableAmount(currency, places)
        minor = int(read["whole"] + part.ljust(places, "0"))
        return cls(-minor if read["sign"] else minor, currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Give no money, in a currency."""
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The sum in whole units, exactly.

        >>> Money(-5, "USD").decimal, Money(1500, "JPY").decimal
        (Decimal('-0.05'), Decimal('1500'))
        """
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        """Add a sum of the same currency."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Take away a sum of the same currency."""
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        """Take the sum several whole times."""
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare with a sum of the same currency."""
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        """Compare with a sum of the same currency."""
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        """Compare with a sum of the same currency."""
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        """Compare with a sum of the same currency."""
        return self.minor >= self._same(other)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor
