"""The figures in a person's words, as the reader of figures inside Rasa found them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.money import Money

FREQUENCIES = ("weekly", "biweekly", "semimonthly", "monthly")
_LARGEST_MINOR = 10**13  # beyond any debt; a telephone number is no amount
_MOST_INSTALMENTS = 600


@dataclass(frozen=True)
class Figures:
    """What was named: sums, a day, a rhythm, a number of parts. ``None`` or empty: not named."""

    amounts: tuple[tuple[int, str | None], ...] = ()  # minor units, and the currency if said
    share: tuple[int, int] | None = None  # numerator, denominator: "half"
    on: date | None = None
    frequency: str | None = None
    count: int | None = None

    @classmethod
    def read(cls, entities: Sequence[Mapping[str, Any]]) -> Figures:
        """Take what is usable from Rasa's entities; whatever has another shape is left out."""
        found: dict[str, list[Any]] = {}
        for entity in entities:
            found.setdefault(str(entity.get("entity")), []).append(entity.get("value"))
        return cls(
            amounts=tuple(a for a in map(_amount, found.get("amount", ())) if a),
            share=_first(_share, found.get("share", ())),
            on=_first(_day, found.get("date", ())),
            frequency=_first(_frequency, found.get("frequency", ())),
            count=_first(_count, found.get("count", ())),
        )

    def money(self, currency: str) -> Money | None:
        """Give the sum in the account's currency; of several, the smallest.

        "I could do 60, not 85" means 60. A sum said in another currency is no sum here:
        the ledger converts nothing.

        >>> Figures(amounts=((8500, None), (6000, "USD"), (100, "EUR"))).money("USD")
        Money(minor=6000, currency='USD')
        """
        fitting = [minor for minor, said in self.amounts if said in (None, currency)]
        return Money(min(fitting), currency) if fitting else None

    def in_another_currency(self, currency: str) -> bool:
        """Whether sums were named, and every one in a currency that is not the account's."""
        return bool(self.amounts) and self.money(currency) is None

    def share_of(self, balance: Money) -> Money | None:
        """Give the named share of a balance, rounded up to a whole minor unit.

        >>> Figures(share=(1, 3)).share_of(Money(100_00, "USD"))
        Money(minor=3334, currency='USD')
        """
        if self.share is None or balance.minor <= 0:
            return None
        numerator, denominator = self.share
        return Money(-(-balance.minor * numerator // denominator), balance.currency)

    @property
    def any(self) -> bool:
        """Whether anything was named at all."""
        return self != Figures()


def _first(reader: Any, values: Sequence[Any]) -> Any:
    return next((read for read in map(reader, values) if read is not None), None)


def _whole(value: object, least: int, most: int) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return value if fits else None  # type: ignore[return-value]


def _amount(value: object) -> tuple[int, str | None] | None:
    if not isinstance(value, Mapping):
        return None
    minor, currency = _whole(value.get("minor"), 1, _LARGEST_MINOR), value.get("currency")
    if minor is None or not (currency is None or isinstance(currency, str)):
        return None
    return minor, currency


def _share(value: object) -> tuple[int, int] | None:
    if not isinstance(value, Mapping):
        return None
    numerator = _whole(value.get("numerator"), 1, 1000)
    denominator = _whole(value.get("denominator"), 1, 1000)
    if numerator is None or denominator is None or numerator > denominator:
        return None
    return numerator, denominator


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _frequency(value: object) -> str | None:
    return value if isinstance(value, str) and value in FREQUENCIES else None


def _count(value: object) -> int | None:
    return _whole(value, 1, _MOST_INSTALMENTS)
