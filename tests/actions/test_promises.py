"""Promises: this sum, by this day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.agreed import end_agreement
from ledger.agreements import live_agreement, proposed
from ledger.tables import Promise
from tests.actions.talk import Talk, dollars, every, on


def noted(talk: Talk) -> Promise | None:
    with talk.services.db.transaction() as session:
        found = live_agreement(session, "HH-1001")
        return found if isinstance(found, Promise) else None


def test_a_promise_is_repeated_and_confirmed(verified: Talk):
    asked = verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    assert "$120.00 by Dec 4, 2026" in asked
    assert noted(verified) is None
    assert "$120.00" in verified.hear("affirm", "yes")
    promise = noted(verified)
    assert promise is not None
    assert (promise.minor, promise.due_on.isoformat()) == (120_00, "2026-12-04")


def test_a_missing_day_is_asked_for_once(verified: Talk):
    verified.hear("promise_to_pay", "I'll send 50 soon", dollars(50))
    assert verified.said == ["promise_ask_day"]
    assert "$50.00 by Dec 10, 2026" in verified.hear("nlu_fallback", "the 10th", on("2026-12-10"))


def test_a_missing_sum_is_asked_for_and_may_be_all_of_it(verified: Talk):
    verified.hear("promise_to_pay", "I'll pay friday", on("2026-12-04"))
    assert verified.said == ["promise_ask_amount"]
    assert "$613.42 by Dec 4" in verified.hear("nlu_fallback", "all of it")


def test_all_of_it_answers_how_much_whatever_it_is_taken_for(verified: Talk):
    verified.hear("promise_to_pay", "I'll pay friday", on("2026-12-04"))
    assert "$613.42" in verified.hear("express_distress", "all of it")
    assert verified.conversation().owner == "bot"


def test_all_of_it_is_no_goodbye(verified: Talk):
    verified.hear("promise_to_pay", "I'll pay friday", on("2026-12-04"))
    verified.hear("goodbye", "todo")
    assert verified.said == ["promise_offer"]


def test_yes_with_thanks_is_a_yes_and_thanks_alone_is_not(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("thank", "ok thanks")
    assert verified.said == ["thanks", "again_promise"]
    verified.hear("thank", "yes, thank you so much")
    assert verified.said == ["promise_confirmed", "promise_paper"]
    verified.hear("thank", "yes, thank you so much")
    assert verified.said == ["thanks"]


def test_a_new_day_for_a_promise_that_failed_keeps_its_sum(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    with verified.services.db.transaction() as session:
        session.query(Promise).one().standing = "broken"
    verified.now += timedelta(days=6)
    answer = verified.hear("promise_to_pay", "sorry, on the 11th then", on("2026-12-11"))
    assert verified.said == ["promise_offer"]
    assert "$120.00 by Dec 11, 2026" in answer


def test_a_sum_with_its_day_is_no_proof(talk: Talk):
    talk.hear("give_identity", "這禮拜五還120", dollars(120), on("2026-12-04"))
    assert talk.said == ["ask_identity"]
    assert "120.00" in talk.hear("give_identity", "10025 1985")
    assert talk.said == ["promise_offer"]


def test_another_day_changes_the_promise_on_the_table(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    assert "$120.00 by Dec 9" in verified.hear("counter_offer", "rather the 9th", on("2026-12-09"))


def test_a_yes_with_another_day_is_not_a_yes(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    assert "by Dec 9" in verified.hear("affirm", "yes but on the 9th", on("2026-12-09"))
    assert noted(verified) is None


def test_a_correction_after_the_yes_moves_the_promise_and_makes_no_plan(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    answer = verified.hear("counter_offer", "no wait, make that the 9th", on("2026-12-09"))
    assert "$120.00 by Dec 9, 2026" in answer


def test_time_for_a_promise_is_time_for_its_sum(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    answer = verified.hear("request_extension", "can I do it on the 9th", on("2026-12-09"))
    assert "$120.00 by Dec 9, 2026" in answer


@pytest.mark.parametrize(
    "intent", ["promise_to_pay", "counter_offer", "request_extension", "nlu_fallback"]
)
def test_a_day_alone_after_a_promise_that_failed_is_for_its_sum(verified: Talk, intent: str):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    promise = noted(verified)
    assert promise is not None
    verified.now += timedelta(days=8)
    with verified.services.db.transaction() as session:
        end_agreement(session, session.get_one(Promise, promise.id), "broken", now=verified.now)
    assert "$120.00 by Dec 18" in verified.hear(intent, "friday", on("2026-12-18"))


def test_a_day_too_far_away_is_answered_with_the_last_one_possible(verified: Talk):
    answer = verified.hear("promise_to_pay", "100 in may", dollars(100), on("2027-05-01"))
    assert verified.said == ["promise_too_far"]
    assert "Jan 5, 2027" in answer
    verified.hear("promise_to_pay", "jan 4 then", on("2027-01-04"))
    assert verified.said == ["promise_offer"]


def test_nobody_promises_more_than_the_balance(verified: Talk):
    answer = verified.hear("promise_to_pay", "900 friday", dollars(900), on("2026-12-04"))
    assert verified.said == ["promise_too_much"]
    assert "$613.42" in answer
    assert "$900" not in answer


def test_too_little_is_met_kindly(verified: Talk):
    verified.hear("promise_to_pay", "2 friday", dollars(2), on("2026-12-04"))
    assert verified.said == ["promise_too_little"]
    assert "$20.00 by Dec 4" in verified.hear("counter_offer", "20 then", dollars(20))


def test_a_day_that_is_over_is_asked_for_again(verified: Talk):
    verified.hear("promise_to_pay", "50 yesterday", dollars(50), on("2026-11-30"))
    assert verified.said == ["promise_past_day"]


def test_a_promise_every_week_is_a_plan(verified: Talk):
    verified.hear("promise_to_pay", "50 every friday", dollars(50), every("weekly"))
    assert verified.said == ["plan_offer_as_asked"]


def test_a_no_drops_the_promise(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("deny", "no wait")
    assert verified.said == ["promise_dropped"]
    with verified.services.db.transaction() as session:
        assert proposed(session, verified.id) is None


def test_the_other_half_of_an_old_promise_is_not_used_for_a_new_one(verified: Talk):
    verified.hear("promise_to_pay", "50 soon", dollars(50))
    verified.hear("deny", "no")
    verified.hear("promise_to_pay", "I'll pay friday", on("2026-12-04"))
    assert verified.said == ["promise_ask_amount"]


def test_the_words_of_a_wish_before_the_proof_are_kept_and_the_proof_is_not(talk: Talk):
    talk.hear("promise_to_pay", "120 on friday I swear", dollars(120), on("2026-12-04"))
    talk.hear("give_identity", "10025 1985")
    talk.hear("affirm", "yes")
    promise = noted(talk)
    assert promise is not None
    assert promise.words == "120 on friday I swear"


def test_words_that_hold_the_proof_are_not_kept_twice(talk: Talk):
    talk.hear("promise_to_pay", "10025 1985, 120 on friday", dollars(120), on("2026-12-04"))
    talk.hear("affirm", "yes")
    promise = noted(talk)
    assert promise is not None
    assert promise.words is None


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(minor=st.integers(1, 10**12), day=st.dates())
def test_no_promise_on_the_table_is_beyond_balance_or_calendar(verified: Talk, minor, day):
    amount = {"entity": "amount", "value": {"minor": minor, "currency": "USD"}}
    verified.slots["awaiting"] = None
    verified.hear("promise_to_pay", "this by then", amount, on(day.isoformat()))
    with verified.services.db.transaction() as session:
        standing = proposed(session, verified.id)
        if isinstance(standing, Promise):
            assert 10_00 <= standing.minor <= 613_42
            assert 0 <= (standing.due_on - verified.now.date()).days <= 35


@pytest.mark.parametrize("template", ["promise_offer", "promise_confirmed"])
def test_a_promise_says_its_sum_and_day(verified: Talk, template: str):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    if template == "promise_confirmed":
        verified.hear("affirm", "yes")
    assert verified.said[0] == template
