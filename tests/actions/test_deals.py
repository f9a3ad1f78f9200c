"""Settlements, waivers and more time: said with their dates, agreed by a yes, never pressed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.accounts import balance, book
from ledger.agreements import live_agreement, proposed
from ledger.conversations import open_handover
from ledger.money import Money
from ledger.tables import Account, Promise
from tests.actions.talk import Talk, dollars, every, on

ALL_OF_IT = {"entity": "share", "value": {"numerator": 1, "denominator": 1}}


@pytest.fixture
def overdue(verified: Talk) -> Talk:
    """With Maya, whose account is a hundred days past due."""
    with verified.services.db.transaction() as session:
        session.get_one(Account, "HH-1001").due_date = date(2026, 8, 20)
    return verified


def agreed(talk: Talk) -> Promise | None:
    with talk.services.db.reading() as session:
        live = live_agreement(session, "HH-1001")
        return live if isinstance(live, Promise) else None


def why_a_person(talk: Talk) -> str | None:
    with talk.services.db.reading() as session:
        handover = open_handover(session, talk.id)
        return handover.reason if handover else None


def test_a_settlement_is_offered_with_sum_days_and_what_is_taken_off(overdue: Talk):
    answer = overdue.hear("request_settlement", "can I pay less and be done")
    assert overdue.said == ["settlement_offer"]
    for figure in ("$552.08", "Dec 31, 2026", "$61.34", "Dec 15, 2026"):
        assert figure in answer
    assert agreed(overdue) is None


def test_paying_it_all_at_once_names_no_sum(overdue: Talk):
    overdue.hear("request_settlement", "一次性结清能打折吗", ALL_OF_IT)
    assert overdue.said == ["settlement_offer"]


def test_yes_agrees_and_takes_nothing_off_yet(overdue: Talk):
    overdue.hear("request_settlement", "will you take 500 to close it", dollars(500))
    overdue.hear("affirm", "yes")
    assert overdue.said == ["settlement_confirmed", "promise_paper"]
    deal = agreed(overdue)
    assert deal is not None
    assert (deal.kind, deal.minor, deal.off_minor) == ("settlement", 500_00, 113_42)
    assert (deal.due_on, deal.words) == (date(2026, 12, 31), "will you take 500 to close it")
    with overdue.services.db.reading() as session:
        assert balance(session, "HH-1001").minor == 613_42


def test_a_low_offer_is_answered_with_what_is_possible_and_a_person(overdue: Talk):
    answer = overdue.hear("request_settlement", "I give you 100", dollars(100))
    assert overdue.said == ["settlement_least"]
    assert "$490.74" in answer
    assert "PERSON" in answer
    assert "429" not in answer  # the floor is nobody's business
    overdue.hear("counter_offer", "200 then", dollars(200))
    assert overdue.said == ["plan_floor"]
    overdue.hear("request_human", "person")
    assert overdue.conversation().owner == "person"


def test_haggling_goes_on_from_the_offer(overdue: Talk):
    overdue.hear("request_settlement", "can we settle")
    assert "$520.00" in overdue.hear("counter_offer", "520", dollars(520))
    answer = overdue.hear("promise_to_pay", "on the 20th", on("2026-12-20"))
    assert "$520.00 by Dec 20, 2026" in answer
    overdue.hear("affirm", "ok deal")
    deal = agreed(overdue)
    assert deal is not None
    assert (deal.minor, deal.due_on) == (520_00, date(2026, 12, 20))


def test_less_please_hears_the_least(overdue: Talk):
    overdue.hear("request_settlement", "can we settle")
    assert "$490.74" in overdue.hear("counter_offer", "thats too much")


def test_speaking_of_the_offer_without_a_figure_gives_nothing_more_away(overdue: Talk):
    first = overdue.hear("request_settlement", "can we settle")
    again = overdue.hear("request_settlement", "ok ill take the settlement")
    assert again == first
    overdue.hear("affirm", "yes")
    assert overdue.said[0] == "settlement_confirmed"


def test_yes_that_names_the_very_sum_takes_the_offer(overdue: Talk):
    overdue.hear("request_settlement", "will you take less")
    with overdue.services.db.reading() as session:
        offered = proposed(session, overdue.id)
        assert isinstance(offered, Promise)
        sum_ = offered.minor / 100
    overdue.hear("give_identity", f"行，就{sum_}", dollars(sum_))
    assert overdue.said == ["settlement_confirmed", "promise_paper"]


def test_no_is_taken_without_a_second_try(overdue: Talk):
    overdue.hear("request_settlement", "can we settle")
    overdue.hear("deny", "no")
    assert overdue.said == ["deal_dropped"]
    with overdue.services.db.reading() as session:
        assert proposed(session, overdue.id) is None


def test_a_no_with_a_figure_is_a_counter(overdue: Talk):
    overdue.hear("request_settlement", "can we settle")
    assert "$530.00" in overdue.hear("deny", "no, 530", dollars(530))


def test_a_yes_with_another_figure_is_a_counter(overdue: Talk):
    overdue.hear("request_settlement", "can we settle")
    overdue.hear("affirm", "yes for 510", dollars(510))
    assert overdue.said == ["settlement_offer"]
    assert agreed(overdue) is None


def test_an_offer_that_was_not_taken_in_time_lapses_and_is_made_anew(overdue: Talk):
    overdue.hear("request_settlement", "500?", dollars(500))
    overdue.now += timedelta(days=15)
    overdue.hear("affirm", "yes")
    assert overdue.said == ["offer_renewed", "settlement_offer"]
    assert agreed(overdue) is None
    with overdue.services.db.reading() as session:
        standings = [one.standing for one in session.query(Promise).order_by(Promise.proposed_at)]
    assert standings == ["lapsed", "proposed"]


def test_yes_after_a_payment_renews_the_offer(overdue: Talk):
    overdue.hear("request_settlement", "500?", dollars(500))
    with overdue.services.db.transaction() as session:
        book(
            session, account_id="HH-1001", kind="payment", money=Money(100_00, "USD"),
            booked_on=overdue.now.date(), reference="p-1", now=overdue.now,
            new_id=overdue.services.new_id,
        )  # fmt: skip
    overdue.hear("affirm", "yes")
    assert overdue.said[0] == "offer_renewed"
    assert agreed(overdue) is None


def test_early_a_settlement_is_a_persons_decision(verified: Talk):
    verified.hear("request_settlement", "would you take half", dollars(300))
    assert verified.said == ["deal_needs_person"]
    assert why_a_person(verified) == "settlement_segment"


def test_less_and_in_parts_is_a_persons_decision(overdue: Talk):
    overdue.hear("request_settlement", "500 in payments", dollars(500), every("monthly"))
    assert overdue.said == ["deal_needs_person"]


def test_the_whole_is_no_settlement_but_a_promise(overdue: Talk):
    overdue.hear("request_settlement", "613.42 on the 10th", dollars(613.42), on("2026-12-10"))
    assert overdue.said == ["promise_offer"]


def test_it_says_when_it_would_take_the_place_of_a_plan(overdue: Talk):
    overdue.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    overdue.hear("affirm", "yes")
    overdue.hear("request_settlement", "can we settle")
    assert overdue.said == ["settlement_offer", "replaces_agreement"]


def test_an_agreed_settlement_is_not_lost_by_talking(overdue: Talk):
    overdue.hear("request_settlement", "500", dollars(500))
    overdue.hear("affirm", "yes")
    overdue.hear("promise_to_pay", "100 on friday", dollars(100), on("2026-12-04"))
    assert overdue.said == ["deal_status", "pay_more_any_time"]
    assert agreed(overdue) is not None


def test_a_digression_leaves_the_offer_on_the_table(overdue: Talk):
    overdue.hear("request_settlement", "500", dollars(500))
    answer = overdue.hear("ask_due_date", "when was it due")
    assert overdue.said == ["due_was", "again_deal"]
    assert "$500.00 by Dec 31, 2026" in answer


def test_fees_are_taken_off_if_the_rest_comes(verified: Talk):
    answer = verified.hear("request_fee_waiver", "can you drop the late fee")
    assert verified.said == ["waiver_offer"]
    assert "$19.21" in answer
    assert "$594.21" in answer
    verified.hear("affirm", "yes please")
    assert verified.said == ["waiver_confirmed", "promise_paper"]
    deal = agreed(verified)
    assert deal is not None
    assert (deal.kind, deal.off_minor, deal.due_on) == ("waiver", 19_21, date(2026, 12, 22))
    verified.hear("request_fee_waiver", "the rest too")
    assert verified.said == ["deal_needs_person"]


def test_where_there_are_no_fees_it_is_said(talk_with, services):
    talk = talk_with("+16175550111")
    talk.hear("give_identity", "02118 HH-2001")
    talk.hear("request_fee_waiver", "drop the fees")
    assert talk.said == ["waiver_nothing"]


def test_more_time_is_asked_for_its_day_and_given_within_policy(verified: Talk):
    answer = verified.hear("request_extension", "can I get more time")
    assert verified.said == ["time_offer"]
    assert "Jan 15, 2027" in answer
    answer = verified.hear("promise_to_pay", "january 10", on("2027-01-10"))
    assert verified.said == ["extension_offer"]
    assert "$613.42" in answer
    verified.hear("affirm", "yes")
    assert verified.said == ["extension_confirmed", "promise_paper"]
    deal = agreed(verified)
    assert deal is not None
    assert (deal.kind, deal.due_on, deal.off_minor) == ("extension", date(2027, 1, 10), 0)


def test_beyond_the_longest_the_latest_is_said_and_a_person(verified: Talk):
    answer = verified.hear("request_extension", "until march 1", on("2027-03-01"))
    assert verified.said == ["extension_latest"]
    assert "Jan 15, 2027" in answer
    verified.hear("counter_offer", "no, april", on("2027-04-01"))
    assert verified.said == ["plan_floor"]


def test_a_third_extension_is_a_persons_decision(verified: Talk):
    for _ in range(2):
        verified.hear("request_extension", "until the 20th", on("2026-12-20"))
        verified.hear("affirm", "yes")
        assert verified.said == ["extension_confirmed", "promise_paper"]
    verified.hear("request_extension", "until the 30th", on("2026-12-30"))
    assert verified.said == ["deal_needs_person"]
    assert why_a_person(verified) == "extension_extensions_used"


@pytest.mark.parametrize("heard_as", ["change_plan", "nlu_fallback", "give_identity"])
def test_a_bare_day_answers_our_question_whatever_it_is_taken_for(verified: Talk, heard_as: str):
    verified.hear("request_extension", "can I get more time")
    verified.hear(heard_as, "december 20", on("2026-12-20"))
    assert verified.said == ["extension_offer"]


def test_a_bare_day_never_outweighs_a_word_that_protects(verified: Talk):
    verified.hear("request_extension", "can I get more time")
    verified.hear("express_distress", "friday I end it", on("2026-12-04"))
    assert verified.said[0].startswith("care")


def test_a_sum_with_a_rhythm_is_a_wish_for_a_plan_even_if_not_understood(talk: Talk):
    talk.hear("nlu_fallback", "75 a month is what i got", dollars(75), every("monthly"))
    assert talk.said == ["ask_identity"]
    assert "$75.00" in talk.hear("give_identity", "10025 1985")
    talk.hear("deny", "no")
    talk.hear("deny", "no")
    talk.hear("nlu_fallback", "gonna put 50 on it friday", dollars(50), on("2026-12-04"))
    assert talk.said == ["promise_offer"]
