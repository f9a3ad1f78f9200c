"""No negotiation, however odd, leads beyond policy: neither ours nor any other policy."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.negotiations import Haggler, beyond_policy, negotiate, run
from benchmarks.reductions import beyond_reduction
from ledger.money import Money
from ledger.offers import (
    AccountFacts,
    Frequency,
    NeedsPerson,
    OfferPolicy,
    Wish,
    counter,
    promise_allowed,
    propose,
)
from ledger.offers_reductions import Asked, Charges, Kind, settlement

POLICY = OfferPolicy.load(Path(__file__).parents[2] / "policies" / "offers.yaml")
TODAY = date(2026, 11, 23)

amounts = st.one_of(st.integers(-100, 10_000), st.integers(1, 10**8))
wishes = st.builds(
    Wish,
    instalment=st.none() | amounts.map(lambda minor: Money(minor, "USD")),
    frequency=st.none() | st.sampled_from(Frequency),
    count=st.none() | st.integers(-3, 10**6),
    first_due_on=st.none() | st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
accounts = st.builds(
    AccountFacts,
    balance=st.one_of(st.integers(1, 10_000), st.integers(1, 10**8)).map(
        lambda minor: Money(minor, "USD")
    ),
    days_past_due=st.integers(-400, 4000),
    segment=st.sampled_from(["person", "business"]),
    party=st.sampled_from(["first", "third"]),
)


@st.composite
def policies(draw):
    """Any policy that the loader would accept, as far as the arithmetic sees it."""
    earliest = draw(st.integers(0, 10))
    usual = draw(st.integers(earliest, 30))
    months = draw(st.integers(2, 120))
    latest = draw(st.integers(usual, min(366, months * 28 - 1)))
    most = draw(
        st.dictionaries(st.sampled_from(Frequency), st.integers(1, 600), min_size=1, max_size=4)
    )
    plan = replace(
        POLICY.standard.plan,
        most_instalments=most,
        smallest_instalment={"USD": Money(draw(st.integers(1, 50_000)), "USD")},
        longest_months=months,
        earliest_first_days=earliest,
        usual_first_days=usual,
        latest_first_days=latest,
        opening_instalments=draw(st.integers(1, 600)),
    )
    return replace(POLICY, segments=(), standard=replace(POLICY.standard, plan=plan))


@settings(max_examples=300, deadline=None)
@given(policies(), accounts, st.lists(wishes, min_size=1, max_size=5))
def test_every_offer_lies_within_every_limit_and_sums_to_the_balance(policy, account, asked):
    today = TODAY
    offer = propose(policy, account=account, wish=asked[0], today=today)
    for wish in asked[1:]:
        assert not isinstance(offer, NeedsPerson), offer
        assert list(beyond_policy(policy, offer, account, today)) == []
        today += timedelta(days=3)
        answer = counter(policy, account=account, wish=wish, previous=offer, today=today)
        if isinstance(answer, NeedsPerson):
            return
        offer = answer
    assert list(beyond_policy(policy, offer, account, today)) == []


odd_sums = st.builds(
    Money, st.integers(-1000, 10**6), st.sampled_from(["USD", "EUR", "JPY", "KWD"])
)
odd_accounts = st.builds(
    AccountFacts,
    balance=odd_sums,
    days_past_due=st.integers(-400, 4000),
    segment=st.sampled_from(["person", "business", "", "pet"]),
    party=st.sampled_from(["first", "third", "", "second"]),
    broken_promises=st.integers(0, 5),
    defaulted_plans=st.integers(0, 5),
)
odd_wishes = st.builds(
    Wish,
    instalment=st.none() | odd_sums,
    frequency=st.none() | st.sampled_from(Frequency),
    count=st.none() | st.integers(-3, 10**6),
    first_due_on=st.none() | st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)


@settings(max_examples=500, deadline=None)
@given(odd_accounts, odd_wishes, odd_wishes, odd_sums)
def test_whatever_the_facts_there_is_an_answer_and_never_an_offer_to_the_unknown(
    account, wish, then, promised
):
    answer = propose(POLICY, account=account, wish=wish, today=TODAY)
    promise_allowed(POLICY, promised, TODAY, account=account, today=TODAY)

    if isinstance(answer, NeedsPerson):
        return
    assert list(beyond_policy(POLICY, answer, account, TODAY)) == []
    assert account.segment in ("person", "business")
    assert account.party in ("first", "third")
    counter(POLICY, account=account, wish=then, previous=answer, today=TODAY)


@settings(max_examples=300, deadline=None)
@given(policies(), accounts, wishes)
def test_as_asked_means_as_asked(policy, account, wish):
    offer = propose(policy, account=account, wish=wish, today=TODAY)

    if offer.as_asked:
        assert wish.frequency in (None, offer.frequency)
        assert wish.first_due_on in (None, offer.first_due_on)
        if wish.instalment is not None:
            assert offer.each == min(wish.instalment, account.balance)


@settings(max_examples=300, deadline=None)
@given(policies(), accounts, wishes)
def test_no_smaller_instalment_than_the_one_countered_with_would_be_lawful(policy, account, wish):
    first = propose(policy, account=account, wish=wish, today=TODAY)
    smallest = counter(policy, account=account, wish=Wish(), previous=first, today=TODAY)
    offer = first if isinstance(smallest, NeedsPerson) else smallest
    minimum = policy.standard.plan.smallest_instalment["USD"]
    one_less = Money(offer.each.minor - 1, "USD")

    asked = Wish(one_less, offer.frequency, first_due_on=offer.first_due_on)
    again = propose(policy, account=account, wish=asked, today=TODAY)

    assert (
        again.each >= offer.each or offer.each <= minimum or not isinstance(smallest, NeedsPerson)
    )
    if smallest is offer:
        assert again.each == offer.each


def test_ten_thousand_seeded_negotiations_stay_within_policy():
    seen = run(POLICY, count=10_000, seed=7, today=TODAY)

    assert [what for what in seen if what.startswith("BEYOND")] == []
    assert len(seen) > 45  # the haggler reaches nearly every kind of answer
    for kind in ("change", "pause", "settlement", "waiver", "extension"):
        assert any(what.startswith(f"{kind}: ") for what in seen), kind


def test_the_checker_would_notice_an_offer_beyond_policy():
    account = AccountFacts(Money(613_42, "USD"), 20, "person", "first")
    offer = propose(POLICY, account=account, wish=Wish(count=6), today=TODAY)
    lost_a_cent = replace(offer, instalments=offer.instalments[1:])
    too_late = replace(
        offer, instalments=tuple((day.replace(year=2031), part) for day, part in offer.instalments)
    )

    assert "does not sum to the balance" in beyond_policy(POLICY, lost_a_cent, account, TODAY)
    assert {"too long", "first payment too late"} <= set(
        beyond_policy(POLICY, too_late, account, TODAY)
    )


def test_the_checker_would_notice_a_reduction_beyond_policy():
    account = AccountFacts(Money(613_42, "USD"), 120, "person", "first")
    none = Money.zero("USD")
    charges = Charges(none, none, none)
    deal = settlement(POLICY, account=account, asked=Asked(), today=TODAY)
    low = replace(deal, money=Money(400_00, "USD"), off=Money(213_42, "USD"))
    late = replace(deal, pay_by=TODAY + timedelta(days=400))
    fees = replace(deal, kind=Kind.WAIVER)

    for wrong, names in (
        (low, {"below the floor", "below the least"}),
        (late, {"paid too late"}),
        (fees, {"more than the charges", "too late"}),
    ):
        broken = set(beyond_reduction(POLICY, wrong, account, charges, TODAY))
        assert {f"{wrong.kind}: {name}" for name in names} <= broken
    assert list(beyond_reduction(POLICY, deal, account, charges, TODAY)) == []


def test_the_same_seed_is_the_same_negotiation():
    def live():
        return list(negotiate(POLICY, Haggler(random.Random(3), ["USD"]), TODAY))

    assert live() == live()
