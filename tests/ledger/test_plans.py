"""Instalments sum exactly, and their days do not drift."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import Money
from ledger.plans import Frequency, due_dates, instalments_of, months_later, split_evenly

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
counts = st.integers(1, 120)


@given(st.integers(1, 10**12), counts)
def test_even_instalments_sum_exactly_and_differ_by_a_cent_at_most(minor, instalments):
    instalments = min(instalments, minor)

    parts = split_evenly(minor, instalments=instalments)

    assert sum(parts) == minor
    assert len(parts) == instalments
    assert max(parts) - min(parts) <= 1
    assert min(parts) > 0


@pytest.mark.parametrize(("minor", "instalments"), [(100, 0), (100, -1), (2, 3), (0, 1)])
def test_a_sum_that_cannot_be_divided_is_refused(minor, instalments):
    with pytest.raises(ValueError, match="instalment"):
        split_evenly(minor, instalments=instalments)


@given(st.integers(1, 10**7), st.integers(100, 10**6))
def test_instalments_of_a_named_size_end_with_a_smaller_one_and_sum_exactly(total, each):
    parts = instalments_of(Money(total, "USD"), Money(each, "USD"))

    assert sum(part.minor for part in parts) == total
    assert all(part.minor == each for part in parts[:-1])
    assert 0 < parts[-1].minor <= each


def test_fifty_a_month_on_613_42_is_twelve_times_fifty_and_13_42():
    parts = instalments_of(Money(613_42, "USD"), Money(50_00, "USD"))

    assert parts == [Money(50_00, "USD")] * 12 + [Money(13_42, "USD")]


@pytest.mark.parametrize(("total", "each"), [(0, 5), (-5, 5), (5, 0), (5, -5)])
def test_there_is_no_plan_without_money(total, each):
    with pytest.raises(ValueError, match="above zero"):
        instalments_of(Money(total, "USD"), Money(each, "USD"))


@given(days, st.sampled_from(Frequency), counts)
def test_days_begin_where_agreed_and_go_forward(first_on, frequency, count):
    dates = due_dates(first_on, frequency, count)

    assert dates[0] == first_on
    assert len(dates) == count
    assert all(earlier < later for earlier, later in pairwise(dates))


@given(days, counts)
def test_monthly_days_stay_on_their_day_or_the_end_of_a_short_month(first_on, count):
    for n, day in enumerate(due_dates(first_on, Frequency.MONTHLY, count)):
        assert (day.year * 12 + day.month) - (first_on.year * 12 + first_on.month) == n
        assert day.day == first_on.day or (
            day.day < first_on.day
            and months_later(day.replace(day=1), 1).toordinal() == day.toordinal() + 1
        )


@given(days, st.integers(2, 120))
def test_twice_a_month_is_twice_in_every_month(first_on, count):
    dates = due_dates(first_on, Frequency.SEMIMONTHLY, count)

    assert all(
        day == later
        for day, later in zip(
            dates[2::2], [months_later(first_on, n) for n in range(1, 60)], strict=False
        )
    )
    assert all(11 <= (later - day).days <= 19 for day, later in pairwise(dates))


@pytest.mark.parametrize(
    ("first_on", "expected"),
    [
        (date(2026, 1, 1), ["01-01", "01-15", "02-01", "02-15"]),
        (date(2026, 1, 15), ["01-15", "02-01", "02-15", "03-01"]),
        (date(2026, 1, 20), ["01-20", "02-06", "02-20", "03-06"]),
        (date(2026, 1, 31), ["01-31", "02-15", "02-28", "03-15"]),
        (date(2026, 12, 10), ["12-10", "12-24", "01-10", "01-24"]),
    ],
)
def test_twice_a_month_by_example(first_on, expected):
    assert [f"{day:%m-%d}" for day in due_dates(first_on, Frequency.SEMIMONTHLY, 4)] == expected


def test_a_plan_of_no_instalments_has_no_days():
    with pytest.raises(ValueError, match="at least one"):
        due_dates(date(2026, 1, 1), Frequency.WEEKLY, 0)
