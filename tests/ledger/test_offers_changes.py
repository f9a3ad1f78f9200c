"""A plan in force is laid anew, or skips one instalment, within policy; else a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger.money import Money
from ledger.offers import AccountFacts, Frequency, NeedsPerson, OfferPolicy, Reason, Why, Wish
from ledger.offers_changes import InForce, change, move, pause

POLICY = OfferPolicy.load(Path(__file__).parents[2] / "policies" / "offers.yaml")
TODAY = date(2026, 12, 1)
DAYS = [date(2026, 12, 8), date(2027, 1, 8), date(2027, 2, 8)]


def dollars(whole):
    return Money(whole * 100, "USD")


def owing(whole):
    return AccountFacts(dollars(whole), 20, "person", "first")


PLAN = InForce(Frequency.MONTHLY, tuple(zip(DAYS, map(dollars, (100, 100, 40)), strict=True)))


def ask(**wish):
    return change(POLICY, account=owing(240), plan=PLAN, wish=Wish(**wish), today=TODAY)


def skip(plan=PLAN, balance=240, today=TODAY):
    return pause(POLICY, account=owing(balance), plan=plan, today=today)


def laid(offer):
    return [(str(day), money.minor // 100) for day, money in offer.instalments]


def test_another_sum_is_laid_over_what_is_left_on_the_same_days():
    assert laid(ask(instalment=dollars(80))) == [
        ("2026-12-08", 80), ("2027-01-08", 80), ("2027-02-08", 80)
    ]  # fmt: skip


def test_another_day_keeps_sum_and_rhythm():
    assert laid(ask(first_due_on=date(2026, 12, 15))) == [
        ("2026-12-15", 100), ("2027-01-15", 100), ("2027-02-15", 40)
    ]  # fmt: skip


def shift(day, plan=PLAN, balance=240):
    return move(POLICY, account=owing(balance), plan=plan, to=day, today=TODAY)


def test_one_instalment_gets_another_day_and_the_others_keep_theirs():
    offer = shift(date(2026, 12, 22))
    assert offer.as_asked
    assert laid(offer) == [("2026-12-22", 100), ("2027-01-08", 100), ("2027-02-08", 40)]


@pytest.mark.parametrize(
    ("day", "balance"),
    [(date(2027, 1, 5), 250), (date(2027, 1, 8), 240), (date(2026, 12, 1), 240)],
    ids=["interest came", "another is due", "too soon"],
)
def test_where_one_cannot_move_alone_what_is_left_is_laid_anew(day, balance):
    assert shift(day, balance=balance) == change(
        POLICY, account=owing(balance), plan=PLAN, wish=Wish(first_due_on=day), today=TODAY
    )


def test_a_move_is_a_change_and_counted_as_one():
    assert shift(date(2026, 12, 22), replace(PLAN, changes=3)) == NeedsPerson(Reason.CHANGES_USED)


def test_another_rhythm_keeps_about_the_same_a_year():
    offer = ask(frequency=Frequency.WEEKLY)
    assert offer.why is Why.BELOW_MINIMUM  # 23.08 a week is less than the least
    assert offer.each == dollars(25)


def test_interest_that_came_meanwhile_is_in_the_new_plan():
    offer = change(POLICY, account=owing(250), plan=PLAN, wish=Wish(dollars(100)), today=TODAY)
    assert offer.total == dollars(250)


def test_a_day_far_ahead_that_was_agreed_may_stay():
    ahead = replace(PLAN, ahead=((date(2027, 1, 20), dollars(100)), (DAYS[2], dollars(140))))
    offer = change(POLICY, account=owing(240), plan=ahead, wish=Wish(dollars(80)), today=TODAY)
    assert offer.first_due_on == date(2027, 1, 20)


def test_a_missed_day_is_not_kept():
    offer = change(
        POLICY, account=owing(240), plan=PLAN, wish=Wish(dollars(80)), today=date(2026, 12, 12)
    )
    assert offer.first_due_on > date(2026, 12, 12)


def test_a_skipped_instalment_moves_what_is_left_and_makes_nothing_dearer():
    assert laid(skip()) == [("2027-01-08", 100), ("2027-02-08", 100), ("2027-03-08", 40)]


def test_a_missed_instalment_may_be_the_skipped_one():
    assert skip(today=date(2026, 12, 12)).first_due_on == DAYS[1]


def test_a_part_already_paid_makes_no_instalment_smaller():
    part_paid = replace(PLAN, ahead=((DAYS[0], dollars(30)), *PLAN.ahead[1:]))
    assert laid(skip(part_paid, balance=170)) == [("2027-01-08", 100), ("2027-02-08", 70)]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (skip(replace(PLAN, pauses=1)), Reason.PAUSES_USED),
        (skip(replace(PLAN, ahead=((date(2027, 1, 20), dollars(240)),))), Reason.PAUSE_TOO_LONG),
        (
            change(
                POLICY,
                account=owing(240),
                plan=replace(PLAN, changes=3),
                wish=Wish(dollars(80)),
                today=TODAY,
            ),
            Reason.CHANGES_USED,
        ),
        (skip(balance=20_000), Reason.SEGMENT),
    ],
)
def test_beyond_the_limits_a_person_decides(answer, reason):
    assert answer == NeedsPerson(reason)
