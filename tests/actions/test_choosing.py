"""Of several accounts the person chooses one; nobody is asked where it does not matter."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.accounts import book
from ledger.agreements import live_agreement
from ledger.money import Money
from ledger.tables import Account, Conversation, Plan
from tests.actions.conftest import NOW
from tests.actions.talk import Talk, dollars, every, on

SECOND, FIRST = "NB-2002", "HH-1001"  # the first is due earlier


def add_account(talk: Talk, ref: str, product: str, minor: int, due: date) -> None:
    with talk.services.db.transaction() as session:
        session.add(
            Account(
                id=ref, ref=ref, creditor_id="northbank" if ref[0] == "N" else "harbor",
                debtor_id="maya", collecting="first", product=product, currency="USD",
                due_date=due, placed_at=NOW,
            )
        )  # fmt: skip
        session.flush()
        book(
            session, account_id=ref, kind="principal", money=Money(minor, "USD"), booked_on=due,
            reference="opening", now=NOW, new_id=talk.services.new_id,
        )  # fmt: skip


@pytest.fixture
def two(verified: Talk) -> Talk:
    """With Maya, who owes for a furniture loan and a Visa card."""
    add_account(verified, SECOND, "Visa card", 200_00, date(2026, 11, 25))
    return verified


def focus(talk: Talk) -> str | None:
    return talk.conversation().account_id


def test_which_one_is_asked_with_a_numbered_list(two: Talk):
    answer = two.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    assert two.said == ["which_account"]
    assert "1: Harbor Home Credit, furniture loan, ending in 1001: $613.42" in answer
    assert "2: Northbank Cards, Visa card, ending in 2002: $200.00" in answer


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("2", SECOND),
        ("#1", FIRST),
        ("the second", SECOND),
        ("the 2nd one", SECOND),
        ("the Visa one", SECOND),
        ("northbank", SECOND),
        ("furniture", FIRST),
        ("ending in 2002", SECOND),
        ("the last one", SECOND),
        ("la primera", FIRST),
        ("第二个", SECOND),
    ],
)
@pytest.mark.parametrize("heard_as", ["give_identity", "nlu_fallback", "promise_to_pay"])
def test_the_choice_is_heard_whatever_it_is_taken_for_and_the_wish_is_served(
    two: Talk, words: str, chosen: str, heard_as: str
):
    two.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    two.hear(heard_as, words, dollars(2))
    assert two.said == ["plan_offer_as_asked"]
    assert focus(two) == chosen


def test_the_plan_is_made_on_the_account_they_chose(two: Talk):
    two.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    two.hear("nlu_fallback", "2")
    two.hear("affirm", "yes")
    assert two.said[0] == "plan_confirmed"
    with two.services.db.reading() as session:
        assert isinstance(live_agreement(session, SECOND), Plan)
        assert live_agreement(session, FIRST) is None


def test_once_chosen_it_is_not_asked_again(two: Talk):
    two.hear("ask_balance", "what do I owe")
    assert two.said == ["which_account"]
    two.hear("give_identity", "1")
    assert two.said == ["balance_parts", "more_accounts"]
    two.hear("promise_to_pay", "100 on friday", dollars(100), on("2026-12-04"))
    assert two.said == ["promise_offer"]
    assert focus(two) == FIRST


@pytest.mark.parametrize("words", ["OTHER", "the other one", "otra", "其他"])
def test_the_other_one_is_one_word_away(two: Talk, words: str):
    two.hear("ask_balance", "balance of the furniture loan")
    assert two.said == ["balance_parts", "more_accounts"]
    two.hear("out_of_scope", words)
    assert two.said == ["balance", "more_accounts"]
    assert focus(two) == SECOND


def test_naming_one_changes_the_subject(two: Talk):
    two.hear("ask_balance", "what about the furniture")
    assert "$200.00" in two.hear("ask_balance", "and the visa?")


def test_a_card_in_passing_changes_nothing(two: Talk):
    two.hear("ask_balance", "what about the furniture")
    two.hear("pay_now", "can I pay with my card")
    assert focus(two) == FIRST


def test_words_that_protect_are_no_choice(two: Talk):
    two.hear("ask_balance", "balance")
    two.hear("stop_contact", "northbank stop")
    assert two.said == ["stop_confirmed"]


def test_a_digression_asks_again_and_no_is_fine(two: Talk):
    two.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    two.hear("ask_is_bot", "are you a bot")
    assert two.said == ["is_bot", "again_account"]
    two.hear("deny", "no never mind")
    assert two.said == ["dropped"]


def test_the_reference_given_as_proof_is_the_choice(talk: Talk):
    add_account(talk, SECOND, "Visa card", 200_00, date(2026, 11, 25))
    talk.hear("ask_balance", "what do I owe")
    assert "$200.00" in talk.hear("give_identity", "NB-2002 10025 1985")


def test_after_the_proof_the_account_is_asked_for_and_the_wish_still_served(talk: Talk):
    add_account(talk, SECOND, "Visa card", 200_00, date(2026, 11, 25))
    talk.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    talk.hear("give_identity", "10025 1985")
    assert talk.said == ["which_account"]
    talk.hear("give_identity", "2")
    assert talk.said == ["plan_offer_as_asked"]


def test_what_is_agreed_settles_a_question_about_it(two: Talk):
    two.hear("request_plan", "visa 50 a month", dollars(50), every("monthly"))
    two.hear("affirm", "yes")
    with two.services.db.transaction() as session:
        session.get_one(Conversation, two.id).account_id = None
    two.hear("ask_plan_status", "how is my plan")
    assert two.said == ["plan_status"]


def test_of_one_that_is_paid_the_talk_goes_on_with_what_is_left(two: Talk):
    two.hear("ask_balance", "the visa")
    with two.services.db.transaction() as session:
        book(
            session, account_id=SECOND, kind="payment", money=Money(200_00, "USD"),
            booked_on=NOW.date(), reference="p", now=NOW, new_id=two.services.new_id,
        )  # fmt: skip
    assert "$613.42" in two.hear("ask_balance", "and now?")


def test_three_accounts_and_the_other_brings_the_list(two: Talk):
    add_account(two, "HH-3003", "store card", 80_00, date(2026, 11, 28))
    two.hear("ask_balance", "the visa")
    two.hear("nlu_fallback", "other")
    assert two.said == ["which_account"]
    assert "$80.00" in two.hear("nlu_fallback", "3")
