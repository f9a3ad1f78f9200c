"""Plans, from the wish to the yes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.heard import Heard
from actions.services import Services
from ledger.accounts import balance, book
from ledger.agreements import live_agreement, proposed
from ledger.conversations import give_back
from ledger.money import Money
from ledger.tables import Plan
from tests.actions.talk import Talk, dollars, every, on

BALANCE = 613_42


def agreed(talk: Talk) -> Plan | None:
    with talk.services.db.transaction() as session:
        plan = live_agreement(session, "HH-1001")
        if isinstance(plan, Plan):
            list(plan.instalments)
            return plan
        return None


def test_the_whole_way_from_who_is_this_to_a_plan_with_exact_amounts(talk: Talk):
    who = talk.hear("ask_who_is_this", "who is this?")
    assert "automated assistant of Harbor Home Credit" in who
    assert talk.hear("give_identity", "10025 and 1985").startswith("Thank you, Maya")
    assert "$613.42" in talk.hear("ask_balance", "what do I owe")
    offer = talk.hear("request_plan", "can I pay 50 a month", dollars(50), every("monthly"))
    assert "12 x $50.00, then 1 x $13.42" in offer
    counter = talk.hear("counter_offer", "can we do 60 instead", dollars(60))
    assert "10 x $60.00, then 1 x $13.42" in counter
    confirmed = talk.hear("affirm", "yes")
    assert "Dec 8, 2026: $60.00" in confirmed
    assert "That makes $613.42 in all" in confirmed
    plan = agreed(talk)
    assert plan is not None
    assert plan.total_minor == BALANCE
    assert sum(part.minor for part in plan.instalments) == BALANCE


def test_a_digression_returns_to_the_plan_on_the_table(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    assert "Back to your plan: 12 x $50.00" in verified.hear("ask_due_date", "when was it due")
    assert "Back to your plan" in verified.hear("ask_is_bot", "are you a robot")
    verified.hear("affirm", "ok yes")
    assert agreed(verified) is not None


def test_an_offer_below_the_minimum_is_met_with_the_smallest_there_is(verified: Talk):
    answer = verified.hear("request_plan", "5 a month", dollars(5), every("monthly"))
    assert verified.said == ["plan_offer_longest"]
    assert "$5.00" not in answer
    verified.hear("counter_offer", "lower please")
    assert verified.said == ["plan_floor"]
    verified.hear("affirm", "ok")
    assert agreed(verified) is not None


@pytest.mark.parametrize(
    "words", ["好的，谢谢", "好的谢谢", "嗯，好的，谢谢您", "好呀唔該晒", "sí, gracias"]
)
def test_good_and_thanks_takes_the_plan_on_the_table(verified: Talk, words: str):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("thank", words)
    assert verified.said == ["plan_confirmed"]


@pytest.mark.parametrize("words", ["谢谢", "多谢您", "好的，谢谢，我再想想", "谢谢，不过太多了"])
def test_thanks_alone_takes_nothing(verified: Talk, words: str):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("thank", words)
    assert verified.said[0] == "thanks"
    assert agreed(verified) is None


def test_good_and_thanks_is_thanks_where_nothing_was_offered(verified: Talk):
    verified.hear("thank", "好的，谢谢")
    assert verified.said == ["thanks"]


def test_two_noes_bring_a_person(verified: Talk):
    verified.hear("request_plan", "can I get a plan")
    verified.hear("deny", "no")
    assert verified.said == ["plan_declined"]
    verified.hear("counter_offer", "100 a month", dollars(100))
    verified.hear("deny", "no, that neither")
    assert verified.said == ["plan_or_person"]
    verified.hear("affirm", "yes")
    assert verified.conversation().owner == "person"


def test_a_no_with_a_figure_is_a_counter_offer(verified: Talk):
    verified.hear("request_plan", "can I get a plan")
    assert "$40.00" in verified.hear("deny", "no, 40", dollars(40))


@pytest.mark.parametrize("other", [dollars(40), every("weekly"), {"entity": "count", "value": 4}])
def test_a_yes_that_names_another_figure_is_a_counter_offer(verified: Talk, other: dict):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes, that but different", other)
    assert verified.said[0].startswith("plan_offer")
    assert agreed(verified) is None


def test_a_yes_that_repeats_the_figures_is_a_yes(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes 50 a month works", dollars(50), every("monthly"))
    assert agreed(verified) is not None


def test_less_is_a_counter_offer_even_where_they_say_that_more_is_not_there(verified: Talk):
    verified.hear("request_plan", "can I pay 80 a month", dollars(80), every("monthly"))
    answer = verified.hear("cannot_pay", "60, more I don't have", dollars(60))
    assert verified.said == ["plan_offer_as_asked"]
    assert "$60.00" in answer
    verified.hear("cannot_pay", "I can't pay 60", dollars(60))
    assert verified.said == ["ease_off", "affordability_offer"]


def test_who_has_nothing_is_not_told_that_there_is_no_lower_offer(verified: Talk):
    verified.hear("request_plan", "5 a month", dollars(5), every("monthly"))
    says = (Heard("cannot_pay", 4, ((0, 9),)), Heard("counter_offer", 4, ((0, 22),)))
    verified.hear("counter_offer", "no money. it's too much", wishes=says)
    assert verified.said == ["ease_off", "affordability_offer"]


def test_yes_after_the_balance_changed_renews_the_offer_and_binds_nobody(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    with verified.services.db.transaction() as session:
        book(
            session, account_id="HH-1001", kind="payment", money=Money(100_00, "USD"),
            booked_on=verified.now.date(), reference="p-1", now=verified.now,
            new_id=verified.services.new_id,
        )  # fmt: skip
    answer = verified.hear("affirm", "yes")
    assert verified.said[0] == "offer_renewed"
    assert "$513.42" in answer
    assert agreed(verified) is None


def test_yes_weeks_later_renews_the_offer(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.now += timedelta(days=25)
    verified.hear("affirm", "yes")
    assert verified.said[0] == "offer_renewed"


def test_another_currency_is_not_converted(verified: Talk):
    verified.hear("request_plan", "50 euros a month", dollars(50, "EUR"), every("monthly"))
    assert verified.said == ["other_currency"]


def test_the_first_day_they_name_is_the_first_day_of_the_plan(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    answer = verified.hear("counter_offer", "can it start on the 15th", on("2026-12-15"))
    assert "from Dec 15, 2026" in answer


def test_an_account_on_hold_gets_no_plan(verified: Talk):
    verified.hear("dispute_debt", "this is not right")
    with verified.services.db.transaction() as session:
        give_back(session, conversation_id=verified.id, staff_id=None, now=verified.now)
    verified.hear("request_plan", "50 a month", dollars(50))
    assert verified.said == ["on_hold"]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wishes=st.lists(
        st.tuples(
            st.integers(1, 10**9),
            st.sampled_from(["weekly", "biweekly", "semimonthly", "monthly", None]),
            st.none() | st.integers(1, 600),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_haggling_gets_beyond_policy(verified: Talk, wishes: list[tuple]):
    policy = verified.services.offers
    for minor, frequency, count in wishes:
        entities = [{"entity": "amount", "value": {"minor": minor, "currency": None}}]
        entities += [every(frequency)] if frequency else []
        entities += [{"entity": "count", "value": count}] if count else []
        verified.hear("counter_offer", "how about this", *entities)
        with verified.services.db.reading() as session:
            standing = proposed(session, verified.id)
            owed = balance(session, "HH-1001")
            if standing is None:
                continue
            assert isinstance(standing, Plan)
            assert sum(part.minor for part in standing.instalments) == owed.minor
            least = policy.standard.plan.smallest_instalment["USD"].minor
            assert all(part.minor >= least for part in standing.instalments[:-1])


@pytest.mark.parametrize("times", [2, 3])
def test_a_turn_run_again_does_nothing_twice(verified: Talk, services: Services, times: int):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    action, call = verified.calls[-1]
    first = action.perform(call)
    for _ in range(times):
        again = action.perform(call)
        assert (again.events, again.replies) == (first.events, first.replies)
    with services.db.reading() as session:
        assert session.query(Plan).count() == 1
