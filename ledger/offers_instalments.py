"""Lay the instalments of a plan inside the limits: how often, from when, how many, how large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ledger.money import Money
from ledger.offers_policy import PlanLimits
from ledger.offers_terms import Why, Wish
from ledger.plans import Frequency, due_dates, instalments_of, months_later, split_evenly


@dataclass(frozen=True)
class Terms:
    """The frame in which instalments are laid: how often, when, how many at most."""

    balance: Money
    frequency: Frequency
    dates: list[date]  # every day an instalment may fall on, the first ones first
    minimum: Money
    opening: int
    per_year_asked: int  # of the frequency they named
    stopped_by: Why  # what forbids one instalment more
    changed: tuple[Why, ...]  # what of frequency and first day is not as they named it

    @classmethod
    def of(cls, limits: PlanLimits, balance: Money, wish: Wish, today: date) -> Terms:
        """Find the lawful frame that is nearest to what they named."""
        usual = limits.usual_frequency
        asked = wish.frequency or usual
        frequency = asked if asked in limits.most_instalments else usual
        first_on, moved = _first_day(limits, wish.first_due_on, today)
        most = limits.most_instalments[frequency]
        ends_on = months_later(today, limits.longest_months)
        dates = [day for day in due_dates(first_on, frequency, most) if day <= ends_on]
        refused = (Why.FREQUENCY_NOT_OFFERED,) if frequency is not asked else ()
        return cls(
            balance=balance,
            frequency=frequency,
            dates=dates,
            minimum=limits.smallest_instalment[balance.currency],
            opening=rounded_up(limits.opening_instalments * frequency.per_year, usual.per_year),
            per_year_asked=asked.per_year,
            stopped_by=Why.TOO_LONG if len(dates) < most else Why.TOO_MANY_INSTALMENTS,
            changed=refused + moved,
        )

    @property
    def smallest(self) -> Money:
        """The smallest instalment that pays the balance within all limits."""
        needed = Money(rounded_up(self.balance.minor, len(self.dates)), self.balance.currency)
        return max(self.minimum, needed)

    @property
    def most_even(self) -> int:
        """The largest number of even instalments, each at least the minimum."""
        return max(1, min(len(self.dates), self.balance.minor // self.minimum.minor))

    def instalment(self, asked: Money) -> Money:
        """Turn so much a week (or whatever they said) into this frequency, rounding down."""
        minor = asked.minor * self.per_year_asked // self.frequency.per_year
        return Money(minor, asked.currency)

    def count(self, asked: int) -> int:
        """Turn so many weeks (or whatever they said) into this frequency, rounding up."""
        return rounded_up(asked * self.frequency.per_year, self.per_year_asked)


def lay(terms: Terms, wish: Wish) -> tuple[list[Money], tuple[Why, ...]]:
    """Lay the instalments, and tell what of the amount or count is not as they named it."""
    if wish.instalment is not None:
        parts, reasons = _parts_of_size(terms, terms.instalment(wish.instalment))
        misfit = wish.count is not None and not reasons and len(parts) != wish.count
        return parts, (*reasons, Why.COUNT_DOES_NOT_FIT) if misfit else reasons
    if wish.count is not None:
        return _parts_by_count(terms, terms.count(wish.count))
    return evenly(terms.balance, min(terms.opening, terms.most_even)), ()


def _parts_of_size(terms: Terms, each: Money) -> tuple[list[Money], tuple[Why, ...]]:
    if each >= terms.balance:
        return [terms.balance], (Why.PAYS_IN_ONE,)
    if each < terms.smallest:
        floor = terms.smallest == terms.minimum
        return _smallest_parts(terms), (Why.BELOW_MINIMUM if floor else terms.stopped_by,)
    return instalments_of(terms.balance, each), ()


def _parts_by_count(terms: Terms, count: int) -> tuple[list[Money], tuple[Why, ...]]:
    lawful = min(count, terms.most_even)
    if lawful == count:
        return evenly(terms.balance, count), ()
    too_many = lawful == len(terms.dates)
    return evenly(terms.balance, lawful), (terms.stopped_by if too_many else Why.BELOW_MINIMUM,)


def _smallest_parts(terms: Terms) -> list[Money]:
    return instalments_of(terms.balance, min(terms.smallest, terms.balance))


def evenly(balance: Money, count: int) -> list[Money]:
    """Divide a sum into so many instalments that differ by one minor unit at most."""
    parts = split_evenly(balance.minor, instalments=count)
    return [Money(part, balance.currency) for part in parts]


def _first_day(limits: PlanLimits, asked: date | None, today: date) -> tuple[date, tuple[Why, ...]]:
    earliest = today + timedelta(days=limits.earliest_first_days)
    latest = today + timedelta(days=limits.latest_first_days)
    if asked is None:
        return today + timedelta(days=limits.usual_first_days), ()
    if asked < earliest:
        return earliest, (Why.FIRST_TOO_SOON,)
    return (latest, (Why.FIRST_TOO_LATE,)) if asked > latest else (asked, ())


def rounded_up(number: int, divisor: int) -> int:
    """Divide, a part counting as a whole.

    >>> rounded_up(7, 2)
    4
    """
    return -(-number // divisor)
