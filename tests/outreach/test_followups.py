"""After an agreement: one message for a promise, a word before each instalment, then a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import Money
from outreach.followups import (
    Facts,
    PlanTerms,
    PromiseTerms,
    Words,
    after_plan,
    after_promise,
    begin_plan,
    begin_promise,
)

FRIDAY = date(2026, 12, 4)


def dollars(whole):
    return Money(whole * 100, "USD")


def facts(today, paid=0, balance=600, standing="open", **more):
    return Facts(today, standing, dollars(paid), dollars(balance), **more)


class TestPromise:
    promise = PromiseTerms(dollars(50), FRIDAY, grace_days=3)

    def test_it_is_looked_at_the_day_after(self):
        first = begin_promise(self.promise, today=date(2026, 12, 1))

        assert (first.step, first.due_on) == ("due", FRIDAY + timedelta(days=1))

    def test_paid_it_is_kept_and_they_hear_so(self):
        after = after_promise("due", self.promise, facts(date(2026, 12, 5), paid=50))

        assert (after.standing, after.step) == ("kept", None)
        assert after.words == (Words("promise_kept", {"amount": dollars(50), "due_on": FRIDAY}),)

    def test_not_yet_paid_it_has_its_grace(self):
        after = after_promise("due", self.promise, facts(date(2026, 12, 5), paid=20))

        assert (after.step, after.due_on, after.words) == ("grace", date(2026, 12, 8), ())

    def test_after_the_grace_it_is_broken_and_the_message_names_what_is_missing(self):
        after = after_promise("grace", self.promise, facts(date(2026, 12, 8), paid=20))

        assert after.standing == "broken"
        assert after.words == (Words("promise_broken", {"amount": dollars(30), "due_on": FRIDAY}),)

    def test_paid_within_the_grace_it_is_kept(self):
        assert after_promise("grace", self.promise, facts(date(2026, 12, 8), 50)).standing == "kept"

    def test_when_nothing_is_owed_any_more_it_is_kept(self):
        """Somebody waived the rest: kept, but nobody is thanked for money that did not come."""
        after = after_promise("due", self.promise, facts(date(2026, 12, 5), balance=0))

        assert (after.standing, after.words) == ("kept", ())

    @pytest.mark.parametrize("standing", ["cancelled", "kept", "broken"])
    def test_one_that_is_settled_already_ends_in_silence(self, standing):
        after = after_promise("due", self.promise, facts(date(2026, 12, 5), standing=standing))

        assert (after.step, after.words, after.standing) == (None, (), None)

    def test_while_a_dispute_is_open_nothing_is_expected_and_nothing_is_broken(self):
        after = after_promise("grace", self.promise, facts(date(2026, 12, 8), paused="dispute"))

        assert (after.step, after.due_on) == ("grace", date(2026, 12, 15))
        assert (after.words, after.standing) == ((), None)

    def test_who_opted_out_is_told_nothing_but_the_promise_is_settled(self):
        quiet = facts(date(2026, 12, 8), silent="opted out of sms")

        after = after_promise("grace", self.promise, quiet)

        assert (after.standing, after.words) == ("broken", ())
        assert "opted out of sms" in after.why


class TestDeal:
    deal = PromiseTerms(
        dollars(50), FRIDAY, grace_days=3, kind="settlement", off=dollars(10), reminder_days=2
    )

    def test_they_hear_of_it_before_its_day(self):
        first = begin_promise(self.deal, today=date(2026, 11, 23))
        assert (first.step, first.due_on) == ("remind", date(2026, 12, 2))

        after = after_promise("remind", self.deal, facts(date(2026, 12, 2), paid=20))
        assert (after.step, after.due_on) == ("due", date(2026, 12, 5))
        assert after.words == (Words("instalment_soon", {"amount": dollars(30), "due_on": FRIDAY}),)

    def test_agreed_just_before_its_day_it_needs_no_word(self):
        first = begin_promise(self.deal, today=date(2026, 12, 2))
        assert (first.step, first.due_on) == ("due", date(2026, 12, 5))

    def test_paid_it_is_kept_before_any_word(self):
        after = after_promise("remind", self.deal, facts(date(2026, 12, 2), paid=50))
        assert (after.standing, after.words[0].template) == ("kept", "settlement_kept")

    def test_a_worker_that_was_down_says_nothing_of_a_day_that_is_over(self):
        after = after_promise("remind", self.deal, facts(date(2026, 12, 6)))
        assert (after.step, after.due_on, after.words) == ("due", date(2026, 12, 6), ())


class TestPlan:
    plan = PlanTerms(
        instalments=[
            (date(2026, 12, 4), dollars(50)),
            (date(2027, 1, 4), dollars(50)),
            (date(2027, 2, 4), dollars(13)),
        ],
        reminder_days=2,
        grace_days=3,
        missed_days=5,
    )

    def step(self, step, today, paid=0, balance=113, standing="active", **more):
        given = facts(today, paid=paid, balance=balance, standing=standing, **more)
        return after_plan(step, self.plan, given)

    def test_two_days_before_each_instalment_they_hear_of_it(self):
        first = begin_plan(self.plan, today=date(2026, 11, 23))
        assert (first.step, first.due_on) == ("remind:1", date(2026, 12, 2))

        after = self.step("remind:1", date(2026, 12, 2))

        assert after.words == (
            Words("instalment_soon", {"amount": dollars(50), "due_on": date(2026, 12, 4)}),
        )
        assert (after.step, after.due_on) == ("check:1", date(2026, 12, 8))

    def test_a_paid_instalment_leads_to_the_word_before_the_next(self):
        after = self.step("check:1", date(2026, 12, 8), paid=50)

        assert (after.step, after.due_on, after.words) == ("remind:2", date(2027, 1, 2), ())

    def test_who_paid_ahead_is_not_reminded_of_what_is_paid(self):
        after = self.step("remind:1", date(2026, 12, 2), paid=100)

        assert (after.step, after.due_on, after.words) == ("remind:3", date(2027, 2, 2), ())

    def test_who_paid_a_part_is_reminded_of_the_rest(self):
        after = self.step("remind:1", date(2026, 12, 2), paid=20)

        assert after.words[0].values["amount"] == dollars(30)

    def test_a_missed_instalment_is_one_message_then_a_person(self):
        missed = self.step("check:1", date(2026, 12, 8), paid=20)
        assert [words.template for words in missed.words] == ["instalment_missed"]
        assert missed.words[0].values["amount"] == dollars(30)
        assert (missed.step, missed.due_on) == ("missed:1", date(2026, 12, 13))
        assert missed.standing is None

        still = self.step("missed:1", date(2026, 12, 13), paid=20)

        assert (still.words, still.standing) == ((), "defaulted")
        assert still.person == "instalment_missed"

    def test_who_catches_up_after_the_message_goes_on_with_the_plan(self):
        after = self.step("missed:1", date(2026, 12, 13), paid=50)

        assert (after.step, after.standing, after.person) == ("remind:2", None, None)

    def test_the_last_payment_completes_it(self):
        after = self.step("check:3", date(2027, 2, 8), paid=113)

        assert (after.standing, after.step) == ("completed", None)
        assert [words.template for words in after.words] == ["plan_completed"]

    def test_when_the_rest_is_waived_it_is_completed_without_a_word(self):
        after = self.step("check:2", date(2027, 1, 8), paid=50, balance=0)

        assert (after.standing, after.words) == ("completed", ())

    def test_while_a_hardship_is_recorded_nothing_is_expected(self):
        after = self.step("check:1", date(2026, 12, 8), paused="hardship")

        assert (after.step, after.due_on) == ("check:1", date(2026, 12, 15))
        assert (after.words, after.standing, after.person) == ((), None, None)

    def test_who_opted_out_and_misses_goes_to_a_person_without_a_message(self):
        quiet = {"silent": "opted out of sms"}
        assert self.step("remind:1", date(2026, 12, 2), **quiet).words == ()

        after = self.step("check:1", date(2026, 12, 8), **quiet)

        assert (after.words, after.standing, after.person) == ((), "defaulted", "instalment_missed")

    def test_a_worker_that_was_down_reminds_of_no_day_that_is_over(self):
        after = self.step("remind:1", date(2026, 12, 6))

        assert (after.words, after.step) == ((), "check:1")

    def test_a_cancelled_plan_ends_in_silence(self):
        after = self.step("remind:1", date(2026, 12, 2), standing="cancelled")

        assert (after.step, after.words) == (None, ())


@given(
    parts=st.lists(st.integers(1, 300), min_size=1, max_size=12),
    gap=st.integers(7, 31),
    grace=st.integers(0, 10),
    missed=st.integers(0, 10),
    payments=st.lists(st.integers(0, 200), min_size=500, max_size=500),
)
def test_a_plan_lived_through_ends_and_speaks_at_most_twice_of_an_instalment(
    parts, gap, grace, missed, payments
):
    first = date(2026, 12, 4)
    dated = [(first + timedelta(days=gap * n), dollars(part)) for n, part in enumerate(parts)]
    plan = PlanTerms(dated, reminder_days=2, grace_days=grace, missed_days=missed)
    following = begin_plan(plan, today=date(2026, 11, 23))
    said, paid, total, steps = [], 0, sum(parts), 0
    paid_by_day = {first + timedelta(days=n - 20): amount for n, amount in enumerate(payments)}

    while following.step:
        steps += 1
        assert steps < 200  # it always ends
        assert following.due_on is not None
        paid = min(
            total,
            sum(amount // 8 for day, amount in paid_by_day.items() if day <= following.due_on),
        )
        step = following.step
        now = facts(following.due_on, paid=paid, balance=total - paid, standing="active")
        following = after_plan(step, plan, now)
        said += [(words.template, step) for words in following.words]

    assert len(said) == len(set(said))  # nothing is said twice
    assert following.standing in ("completed", "defaulted")
    assert (following.standing == "completed") == (paid >= total)
    assert (following.person is not None) == (following.standing == "defaulted")
