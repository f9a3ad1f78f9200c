"""Money is exact, of one currency, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import (
    CurrencyMismatch,
    Money,
    MoneyError,
    UnknownCurrency,
    UnreadableAmount,
    exponent,
)

minor_units = st.integers(min_value=-(10**14), max_value=10**14)
currencies = st.sampled_from(["USD", "EUR", "CNY", "JPY", "CLP", "KWD", "TWD", "MXN"])


@given(minor_units, currencies)
def test_a_sum_written_in_whole_units_reads_back_as_itself(minor, currency):
    money = Money(minor, currency)

    assert Money.parse(format(money.decimal, "f"), currency) == money


@given(minor_units, minor_units, currencies)
def test_what_is_added_can_be_taken_away_again(one, other, currency):
    first, second = Money(one, currency), Money(other, currency)

    assert first + second - second == first
    assert (first < second) == (one < other)
    assert (first >= second) == (one >= other)


@pytest.mark.parametrize(
    "put_together",
    [
        lambda ours, theirs: ours + theirs,
        lambda ours, theirs: ours - theirs,
        lambda ours, theirs: ours < theirs,
        lambda ours, theirs: ours >= theirs,
    ],
)
def test_dollars_and_euros_are_never_put_together(put_together):
    with pytest.raises(CurrencyMismatch, match="USD cannot be put together with a sum in EUR"):
        put_together(Money(1, "USD"), Money(1, "EUR"))


def test_the_same_figure_in_two_currencies_is_not_the_same_sum():
    assert Money(100, "USD") != Money(100, "EUR")


@pytest.mark.parametrize(
    "text", ["", " ", "1,234.56", "12.345", "12.", ".5", "1e3", "$5", "٥", "5 USD", "--5", "nan"]
)
def test_an_amount_that_is_not_plain_is_refused_and_not_repeated(text):
    with pytest.raises(UnreadableAmount, match=r"such as 1234\.56") as refusal:
        Money.parse(text, "USD")
    assert not text.strip() or text not in str(refusal.value).replace("1234.56", "")


def test_yen_have_no_decimals():
    assert Money.parse("1500", "JPY").decimal == Decimal(1500)
    with pytest.raises(UnreadableAmount, match="such as 1234"):
        Money.parse("1500.00", "JPY")


@pytest.mark.parametrize("code", ["usd", "US", "XYZ", "", "Smith"])
def test_a_code_that_is_no_currency_is_refused(code):
    with pytest.raises(UnknownCurrency, match="ISO 4217"):
        exponent(code)
    with pytest.raises(MoneyError):
        Money(5, code)


@pytest.mark.parametrize("part", [1.5, 2.0, True, "5"])
def test_money_counts_only_whole_minor_units(part):
    with pytest.raises(TypeError, match="whole minor units"):
        Money(part, "USD")


def test_no_money_is_still_a_sum_so_that_a_named_zero_is_not_taken_for_nothing_named():
    assert Money.zero("USD")
    assert (Money(0, "USD") or Money(5, "USD")) == Money(0, "USD")


def test_sums_turn_and_multiply():
    assert -Money(1, "USD") * 3 == Money(-3, "USD")
