"""Less, later or without fees: what they name if allowed, else the nearest, or a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger.money import Money
from ledger.offers import AccountFacts, NeedsPerson, OfferPolicy, Reason, Why
from ledger.offers_reductions import Asked, Charges, Kind, extension, settlement, waiver

POLICY = OfferPolicy.load(Path(__file__).parents[2] / "policies" / "offers.yaml")
TODAY = date(2026, 12, 1)


def dollars(written: str) -> Money:
    return Money.parse(written, "USD")


def owing(balance: str = "613.42", days: int = 120, **facts: int) -> AccountFacts:
    return AccountFacts(dollars(balance), days, "person", "first", **facts)


NOTHING = Asked()


def settle(asked: Asked = NOTHING, account: AccountFacts | None = None, previous=None):
    return settlement(
        POLICY, account=account or owing(), asked=asked, today=TODAY, previous=previous
    )


CHARGES = Charges(dollars("18.42"), dollars("10"), dollars("0"))


def waive(account: AccountFacts | None = None, charges=CHARGES, asked: Asked = NOTHING):
    return waiver(
        POLICY, account=account or owing(days=20), charges=charges, asked=asked, today=TODAY
    )


def extend(days: int, account: AccountFacts | None = None, previous=None):
    return extension(
        POLICY,
        account=account or owing(days=20),
        pay_by=TODAY + timedelta(days=days),
        today=TODAY,
        previous=previous,
    )


class TestSettlement:
    def test_who_names_nothing_hears_the_opening(self):
        deal = settle()
        assert (deal.kind, deal.money, deal.off) == (
            Kind.SETTLEMENT, dollars("552.08"), dollars("61.34")
        )  # fmt: skip
        assert (deal.pay_by, deal.open_until) == (date(2026, 12, 31), date(2026, 12, 15))

    def test_what_they_name_is_taken_if_policy_allows_it(self):
        deal = settle(Asked(dollars("500"), date(2026, 12, 10)))
        assert (deal.why, deal.money, deal.off) == (
            Why.AS_ASKED, dollars("500"), dollars("113.42")
        )  # fmt: skip
        assert (deal.pay_by, deal.open_until) == (date(2026, 12, 10), date(2026, 12, 10))

    def test_too_little_is_answered_with_the_least_to_the_cent(self):
        deal = settle(Asked(dollars("100")))
        assert (deal.why, deal.money) == (Why.BELOW_MINIMUM, dollars("490.74"))
        assert settle(Asked(dollars("490.74"))).why is Why.AS_ASKED
        assert settle(Asked(dollars("490.73"))).why is Why.BELOW_MINIMUM

    def test_less_please_is_answered_with_the_least_and_then_by_a_person(self):
        least = settle(previous=settle())
        assert (least.why, least.money) == (Why.SMALLEST, dollars("490.74"))
        assert settle(previous=least) == NeedsPerson(Reason.NOTHING_FURTHER)

    def test_only_another_day_keeps_the_sum(self):
        deal = settle(Asked(pay_by=date(2026, 12, 20)), previous=settle(Asked(dollars("500"))))
        assert (deal.money, deal.pay_by) == (dollars("500"), date(2026, 12, 20))

    def test_no_more_is_taken_off_than_a_sum(self):
        deal = settle(Asked(dollars("1")), owing("14000"))
        assert deal.off == dollars("1500")

    def test_a_day_too_far_becomes_the_latest(self):
        deal = settle(Asked(dollars("500"), date(2027, 6, 1)))
        assert (deal.why, deal.pay_by) == (Why.FIRST_TOO_LATE, date(2026, 12, 31))

    @pytest.mark.parametrize(
        ("account", "reason"),
        [
            (owing(days=89), Reason.SEGMENT),
            (owing("15000"), Reason.SEGMENT),
            (owing(void_settlements=1), Reason.VOID_SETTLEMENTS),
            (owing("0"), Reason.NOTHING_OWED),
            (owing("0.01"), Reason.GIVES_SOMETHING_UP),
        ],
    )
    def test_else_a_person_decides(self, account, reason):
        assert settle(account=account) == NeedsPerson(reason)

    def test_another_currency_is_a_persons_business(self):
        assert settle(Asked(Money(500_00, "EUR"))) == NeedsPerson(Reason.OTHER_CURRENCY)


class TestWaiver:
    def test_half_the_interest_and_all_fees_go_when_the_rest_is_paid(self):
        deal = waive()
        assert (deal.off, deal.money) == (dollars("19.21"), dollars("594.21"))
        assert deal.pay_by == date(2026, 12, 22)

    def test_what_was_waived_before_is_not_waived_again(self):
        assert waive(charges=replace(CHARGES, waived=dollars("10"))).off == dollars("9.21")

    @pytest.mark.parametrize(
        ("account", "reason"),
        [
            (owing(days=61), Reason.SEGMENT),
            (owing(days=20, waivers=1), Reason.WAIVERS_USED),
            (owing(days=20, broken_promises=1), Reason.BROKEN_PROMISES),
            (owing(days=20, defaulted_plans=1), Reason.BROKEN_PROMISES),
            (owing("19.21", days=20), Reason.GIVES_SOMETHING_UP),
        ],
    )
    def test_else_a_person_decides(self, account, reason):
        assert waive(account) == NeedsPerson(reason)


class TestExtension:
    def test_a_day_within_the_limit_is_taken(self):
        deal = extend(45)
        assert (deal.why, deal.money, deal.off.minor) == (Why.AS_ASKED, dollars("613.42"), 0)

    def test_a_day_beyond_is_answered_with_the_latest_and_then_by_a_person(self):
        deal = extend(46)
        assert (deal.why, deal.pay_by) == (Why.FIRST_TOO_LATE, TODAY + timedelta(days=45))
        assert extend(100, previous=deal) == NeedsPerson(Reason.NOTHING_FURTHER)

    @pytest.mark.parametrize(
        ("account", "reason"),
        [
            (owing(days=20, extensions=2), Reason.EXTENSIONS_USED),
            (owing(days=20, broken_promises=2), Reason.BROKEN_PROMISES),
            (owing("20000", days=20), Reason.SEGMENT),
        ],
    )
    def test_else_a_person_decides(self, account, reason):
        assert extend(20, account) == NeedsPerson(reason)
