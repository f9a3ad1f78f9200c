"""Instalment arithmetic: whole minor units in, whole minor units out; dates that do not drift."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from ledger.money import Money


class Frequency(StrEnum):
    """How often an instalment comes."""

    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    SEMIMONTHLY = "semimonthly"  # twice a month, such as the 1st and the 15th
    MONTHLY = "monthly"

    @property
    def per_year(self) -> int:
        """How many instalments come in a year."""
        return {"weekly": 52, "biweekly": 26, "semimonthly": 24, "monthly": 12}[self.value]


def split_evenly(minor: int, *, instalments: int) -> list[int]:
    """Divide a sum over instalments, the odd minor units falling to the first ones.

    >>> split_evenly(100_00, instalments=3)
    [3334, 3333, 3333]
    >>> sum(split_evenly(999_99, instalments=7)) == 999_99
    True
    """
    if instalments < 1:
        raise ValueError(f"A plan needs at least one instalment, not {instalments}.")
    if minor < instalments:
        raise ValueError(
            f"A sum of {minor} minor units cannot be divided into {instalments} instalments: "
            f"each must be at least one. Take fewer instalments."
        )
    share, odd = divmod(minor, instalments)
    return [share + 1] * odd + [share] * (instalments - odd)


def instalments_of(total: Money, each: Money) -> list[Money]:
    """Divide a sum into instalments of one size and a smaller last one.

    >>> [part.minor for part in instalments_of(Money(130_50, "USD"), Money(50_00, "USD"))]
    [5000, 5000, 3050]
    """
    zero = Money.zero(total.currency)
    if total <= zero or each <= zero:
        raise ValueError("A plan divides a sum above zero into instalments above zero.")
    whole, rest = divmod(total.minor, each.minor)
    return [each] * whole + ([Money(rest, total.currency)] if rest else [])


def due_dates(first_on: date, frequency: Frequency, count: int) -> list[date]:
    """Give the days of a plan. Each is reckoned from the first, so a short month moves no other.

    >>> [str(day) for day in due_dates(date(2026, 1, 31), Frequency.MONTHLY, 3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    >>> [str(day) for day in due_dates(date(2026, 1, 15), Frequency.SEMIMONTHLY, 3)]
    ['2026-01-15', '2026-02-01', '2026-02-15']
    """
    if count < 1:
        raise ValueError(f"A plan needs at least one instalment, not {count}.")
    match frequency:
        case Frequency.WEEKLY:
            return [first_on + timedelta(weeks=n) for n in range(count)]
        case Frequency.BIWEEKLY:
            return [first_on + timedelta(weeks=2 * n) for n in range(count)]
        case Frequency.MONTHLY:
            return [months_later(first_on, n) for n in range(count)]
        case Frequency.SEMIMONTHLY:
            return _twice_a_month(first_on, count)


def months_later(day: date, months: int) -> date:
    """Go forward whole months, to the last day of a month that is too short.

    >>> months_later(date(2027, 11, 30), 3)
    datetime.date(2028, 2, 29)
    """
    return _in_month(day.year, day.month - 1 + months, day.day)


def _twice_a_month(first_on: date, count: int) -> list[date]:
    """Alternate between the first date's day and the one a fortnight from it in its month.

    The 1st goes with the 15th, the 6th with the 20th; the end of a month with the 15th.
    """
    day = first_on.day
    early, late = (day, day + 14) if day < 15 else (day - 14 if day < 29 else 15, day)
    begins_late = day >= 15
    dates = []
    for n in range(begins_late, count + begins_late):
        month, second = divmod(n, 2)
        dates.append(
            _in_month(first_on.year, first_on.month - 1 + month, late if second else early)
        )
    return dates


def _in_month(year: int, months: int, day: int) -> date:
    """Give a day of the month ``months`` after January of ``year``, clamped to its length."""
    year, month = year + months // 12, months % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))
