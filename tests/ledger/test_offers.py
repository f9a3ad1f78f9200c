"""Working out a way to pay: what they ask for where it is lawful, else the nearest that is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger.money import Money
from ledger.offers import (
    AccountFacts,
    Allowed,
    Frequency,
    NeedsPerson,
    OfferPolicy,
    Reason,
    TooFar,
    TooLittle,
    TooMuch,
    TooSoon,
    Why,
    Wish,
    counter,
    promise_allowed,
    propose,
)

POLICY = OfferPolicy.load(Path(__file__).parents[2] / "policies" / "offers.yaml")
TODAY = date(2026, 11, 23)


def dollars(text):
    return Money.parse(text, "USD")


def owing(text="613.42", **facts):
    given = {"days_past_due": 20, "segment": "person", "party": "first"} | facts
    return AccountFacts(balance=dollars(text), **given)


def ask(account=None, **wish):
    return propose(POLICY, account=account or owing(), wish=Wish(**wish), today=TODAY)


def sums(offer):
    return [str(part.decimal) for _, part in offer.instalments]


def test_fifty_a_month_is_taken_at_their_word():
    offer = ask(instalment=dollars("50"), frequency=Frequency.MONTHLY)

    assert offer.why is Why.AS_ASKED
    assert sums(offer) == ["50.00"] * 12 + ["13.42"]
    assert offer.total == dollars("613.42")
    assert offer.first_due_on == date(2026, 11, 30)
    assert offer.last_due_on == date(2027, 11, 30)
    assert offer.policy_revision == POLICY.revision


def test_so_many_payments_are_even_to_the_cent():
    offer = ask(count=3, first_due_on=date(2026, 12, 1))

    assert offer.why is Why.AS_ASKED
    assert offer.instalments == (
        (date(2026, 12, 1), dollars("204.48")),
        (date(2027, 1, 1), dollars("204.47")),
        (date(2027, 2, 1), dollars("204.47")),
    )


def test_too_small_an_instalment_is_answered_with_the_smallest_lawful_one():
    offer = ask(owing("400.00"), instalment=dollars("20"))

    assert offer.why is Why.BELOW_MINIMUM
    assert sums(offer) == ["25.00"] * 16


def test_too_many_instalments_are_answered_with_the_smallest_that_still_pays_in_time():
    offer = ask(owing("900.00"), instalment=dollars("30"))

    assert offer.why is Why.TOO_MANY_INSTALMENTS
    assert sums(offer) == ["50.00"] * 18


def test_naming_too_many_payments_is_answered_with_as_many_as_there_may_be():
    assert ask(count=40).count == 18
    assert ask(count=40).why is Why.TOO_MANY_INSTALMENTS
    small = ask(owing("60.00"), count=6)
    assert (small.count, small.why) == (2, Why.BELOW_MINIMUM)


def test_an_instalment_above_the_balance_pays_in_one():
    offer = ask(instalment=dollars("1000"))

    assert sums(offer) == ["613.42"]
    assert offer.as_asked


def test_a_balance_below_the_smallest_instalment_is_one_payment():
    assert sums(ask(owing("9.99"), instalment=dollars("2"))) == ["9.99"]
    assert sums(ask(owing("9.99"), count=5)) == ["9.99"]
    assert sums(ask(owing("9.99"))) == ["9.99"]


def test_who_names_nothing_gets_the_opening_plan():
    offer = ask()

    assert (offer.why, offer.count, offer.frequency) == (Why.OPENING, 6, Frequency.MONTHLY)
    assert ask(frequency=Frequency.WEEKLY).count == 24  # as long in time, 25.00 at least each


def test_a_first_day_outside_the_policy_becomes_the_nearest_inside():
    late = ask(count=2, first_due_on=date(2027, 6, 1))
    assert (late.first_due_on, late.why) == (TODAY + timedelta(days=35), Why.FIRST_TOO_LATE)
    past = ask(count=2, first_due_on=date(2026, 1, 1))
    assert (past.first_due_on, past.why) == (TODAY + timedelta(days=1), Why.FIRST_TOO_SOON)
    assert not late.as_asked


def test_a_plan_from_the_31st_comes_back_to_the_31st():
    offer = propose(
        POLICY,
        account=owing("400.00"),
        wish=Wish(count=4, first_due_on=date(2027, 1, 31)),
        today=date(2027, 1, 10),
    )

    assert [f"{day:%m-%d}" for day, _ in offer.instalments] == ["01-31", "02-28", "03-31", "04-30"]


def test_a_size_and_a_number_that_do_not_fit_keep_the_size_they_can_pay():
    offer = ask(instalment=dollars("50"), count=10)

    assert (offer.why, offer.each, offer.count) == (Why.COUNT_DOES_NOT_FIT, dollars("50"), 13)


@pytest.mark.parametrize(
    ("account", "wish", "reason"),
    [
        (owing("0"), Wish(), Reason.NOTHING_OWED),
        (owing("-5.00"), Wish(), Reason.NOTHING_OWED),
        (owing("20000"), Wish(), Reason.SEGMENT),
        (owing(defaulted_plans=1), Wish(), Reason.DEFAULTED_PLANS),
        (owing(party="unknown"), Wish(), Reason.UNKNOWN_ACCOUNT),
        (owing(segment=""), Wish(), Reason.UNKNOWN_ACCOUNT),
        (owing(), Wish(instalment=Money(50_00, "EUR")), Reason.OTHER_CURRENCY),
        (owing(), Wish(instalment=Money(0, "EUR")), Reason.OTHER_CURRENCY),
        (
            AccountFacts(Money(50_00, "GBP"), 3, "person", "first"),
            Wish(),
            Reason.CURRENCY_NOT_COVERED,
        ),
    ],
)
def test_what_policy_does_not_cover_a_person_decides(account, wish, reason):
    assert propose(POLICY, account=account, wish=wish, today=TODAY) == NeedsPerson(reason)


def test_a_business_gets_the_limits_of_a_business():
    offer = ask(owing("3000", segment="business"), instalment=dollars("50"))

    assert offer.limits.segment == "business"
    assert sums(offer) == ["250.00"] * 12


class TestCounterOffers:
    first = ask()

    def answer(self, previous=None, account=None, **wish):
        return counter(
            POLICY,
            account=account or owing(),
            wish=Wish(**wish),
            previous=previous or self.first,
            today=TODAY,
        )

    def test_too_much_is_answered_with_the_smallest_instalment(self):
        offer = self.answer()

        assert (offer.why, offer.each, offer.count) == (Why.SMALLEST, dollars("34.08"), 18)

    def test_after_the_smallest_a_person_decides(self):
        smallest = self.answer()

        assert self.answer(smallest) == NeedsPerson(Reason.NOTHING_FURTHER)
        assert self.answer(smallest, instalment=dollars("10")) == NeedsPerson(
            Reason.NOTHING_FURTHER
        )

    def test_another_sum_keeps_the_day_that_was_talked_about(self):
        previous = ask(count=6, first_due_on=date(2026, 12, 15))

        offer = self.answer(previous, instalment=dollars("60"))

        assert (offer.each, offer.first_due_on) == (dollars("60"), date(2026, 12, 15))
        assert offer.as_asked

    def test_another_day_keeps_the_sums(self):
        offer = self.answer(first_due_on=date(2026, 12, 15))

        assert sums(offer) == sums(self.first)
        assert offer.first_due_on == date(2026, 12, 15)

    def test_another_day_keeps_a_named_size(self):
        previous = ask(instalment=dollars("50"))

        assert sums(self.answer(previous, first_due_on=date(2026, 12, 15))) == sums(previous)

    def test_weekly_instead_of_monthly_takes_as_long_and_as_much(self):
        account = owing("2100")
        by_size = ask(account, instalment=dollars("200"))
        by_count = ask(account, count=10)

        weekly = self.answer(by_size, account=account, frequency=Frequency.WEEKLY)
        assert weekly.each == dollars("46.16")  # 200.00 twelve times a year, over 52 weeks
        weekly = self.answer(by_count, account=account, frequency=Frequency.WEEKLY)
        assert weekly.count == 44  # ten months

    def test_a_day_that_has_passed_meanwhile_is_not_held_against_them(self):
        offer = counter(
            POLICY,
            account=owing(),
            wish=Wish(instalment=dollars("50")),
            previous=self.first,
            today=TODAY + timedelta(days=20),
        )

        assert offer.why is Why.AS_ASKED
        assert offer.first_due_on == TODAY + timedelta(days=27)

    def test_a_payment_made_meanwhile_shortens_the_plan(self):
        offer = self.answer(account=owing("100.00"), instalment=dollars("50"))

        assert sums(offer) == ["50.00", "50.00"]

    def test_in_zero_payments_names_nothing(self):
        assert self.answer(count=0).why is Why.SMALLEST
        assert ask(count=-2).why is Why.OPENING


class TestPromises:
    def promise(self, amount="50", days=10, account=None):
        return promise_allowed(
            POLICY,
            dollars(amount),
            TODAY + timedelta(days=days),
            account=account or owing(),
            today=TODAY,
        )

    def test_a_sum_by_a_near_day_is_taken(self):
        assert self.promise() == Allowed()
        assert self.promise(days=0) == Allowed()
        assert self.promise(days=35) == Allowed()
        assert self.promise("613.42") == Allowed()

    def test_what_would_do_is_said(self):
        assert self.promise(days=36) == TooFar(TODAY + timedelta(days=35))
        assert self.promise(days=-1) == TooSoon(TODAY)
        assert self.promise("613.43") == TooMuch(dollars("613.42"))
        assert self.promise("9.99") == TooLittle(dollars("10.00"))
        assert self.promise("0") == TooLittle(dollars("10.00"))

    def test_a_small_balance_may_be_promised_whole(self):
        account = owing("4.20")

        assert self.promise("4.20", account=account) == Allowed()
        assert self.promise("4.00", account=account) == TooLittle(dollars("4.20"))

    def test_after_two_broken_promises_a_person_decides(self):
        assert self.promise(account=owing(broken_promises=1)) == Allowed()
        assert self.promise(account=owing(broken_promises=2)) == NeedsPerson(Reason.BROKEN_PROMISES)

    def test_a_promise_in_another_currency_is_a_persons_business(self):
        answer = promise_allowed(POLICY, Money(50_00, "EUR"), TODAY, account=owing(), today=TODAY)

        assert answer == NeedsPerson(Reason.OTHER_CURRENCY)
