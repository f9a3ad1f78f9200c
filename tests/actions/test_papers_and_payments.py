"""Status, trouble, fees and papers: looked up in the ledger, and nothing claimed beyond it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ledger.papers import paper_by_token
from tests.actions.conftest import SHOP
from tests.actions.talk import Talk, dollars, on
from tests.actions.test_facts import pay

PAPERS = "https://bot.example.com/papers/"


def paper_in(talk: Talk, answer: str) -> tuple[str, str]:
    token = answer.split(PAPERS)[1].split()[0]
    with talk.services.db.transaction() as session:
        paper = paper_by_token(session, token, now=talk.now)
        assert paper is not None
        return paper.kind, paper.subject


def test_the_payments_of_late_are_named_with_their_days(verified: Talk):
    pay(verified, 100_00)
    pay(verified, 20_00, "p-2")
    answer = verified.hear("ask_payment_status", "did my payment go through")
    assert verified.said == ["payments_seen"]
    for words in ("Dec 1, 2026: $100.00", "Dec 1, 2026: $20.00", "$493.42"):
        assert words in answer


def test_without_a_payment_the_link_that_waits_is_named(verified: Talk):
    verified.hear("pay_partial", "125 now", dollars(125))
    assert "$125.00 has not been used" in verified.hear("ask_payment_status", "did it arrive")
    assert verified.said == ["payments_none", "payment_link_waits"]


def test_who_says_it_is_paid_is_asked_for_proof_and_a_person_looks(verified: Talk):
    answer = verified.hear("already_paid", "I paid last week")
    assert verified.said == ["payment_not_found"]
    for words in ("the day, the amount and how you paid", "picture or PDF", "on hold"):
        assert words in answer
    assert verified.conversation().owner == "person"


@pytest.mark.parametrize(
    "words", ["you charged me twice", "your link does not work", "I paid too much"]
)
def test_trouble_with_a_payment_claims_nothing_and_brings_a_person(verified: Talk, words: str):
    answer = verified.hear("report_payment_problem", words)
    assert verified.said == ["payment_problem"]
    assert "do not pay again" in answer
    assert verified.conversation().owner == "person"


def test_trouble_shows_what_is_booked(verified: Talk):
    pay(verified, 100_00)
    verified.hear("report_payment_problem", "charged twice")
    assert verified.said == ["payments_seen", "payment_problem"]


def test_a_receipt_is_the_latest_payments(verified: Talk):
    pay(verified, 100_00)
    answer = verified.hear("request_receipt", "can I get a receipt")
    assert verified.said == ["receipt_link"]
    assert "$100.00 to Harbor Home Credit on Dec 1, 2026" in answer
    assert paper_in(verified, answer)[0] == "receipt"


def test_with_the_last_receipt_comes_the_letter(verified: Talk):
    pay(verified, 613_42)
    verified.hear("request_receipt", "proof that I paid please")
    assert verified.said == ["receipt_link", "letter_link"]


@pytest.mark.parametrize(
    "words", ["I need a paid in full letter", "la carta de no adeudo", "请开结清证明", "結清證明"]
)
def test_the_letter_comes_only_when_nothing_is_left(verified: Talk, words: str):
    verified.hear("request_receipt", words)
    assert verified.said == ["letter_not_yet"]
    pay(verified, 613_42)
    assert paper_in(verified, verified.hear("request_receipt", words)) == ("letter", "HH-1001")


@pytest.mark.parametrize(
    "words",
    ["send me a copy of this chat", "quiero una copia de la conversación", "我要聊天记录",
     "對話紀錄給我", "RECORD"],
)  # fmt: skip
def test_the_copy_of_the_talk_is_theirs(verified: Talk, words: str):
    answer = verified.hear("request_receipt", words)
    assert verified.said == ["record_link"]
    assert paper_in(verified, answer) == ("record", verified.id)


@pytest.mark.parametrize("heard_as", ["affirm", "report_fraud", "ask_balance", "nlu_fallback"])
@pytest.mark.parametrize("word", ["RECORD", "registro.", "记录", "紀錄"])
def test_the_word_record_works_whatever_it_is_taken_for(verified: Talk, heard_as: str, word: str):
    verified.hear(heard_as, word)
    assert verified.said == ["record_link"]


def test_nobody_unverified_gets_a_copy(talk: Talk):
    talk.hear("nlu_fallback", "RECORD")
    assert talk.said == ["ask_identity"]
    assert PAPERS in talk.hear("give_identity", "10025 1985")


def test_fees_are_told_as_booked(verified: Talk):
    answer = verified.hear("ask_fees", "why is it more than I borrowed")
    assert verified.said == ["fees_told", "fees_interest", "fees_fees", "fees_question"]
    for words in ("began with $585.00", "$18.42 interest", "$10.00 fees", "is $613.42",
                  "Nov 20, 2026: $18.42", "Nov 20, 2026: $10.00"):  # fmt: skip
        assert words in answer
    pay(verified, 100_00)
    assert "$100.00 was taken off" in verified.hear("ask_fees", "what fees")


def test_no_fees_are_said_to_be_none(talk_with: Callable[[str], Talk]):
    shop = talk_with(SHOP)
    shop.hear("give_identity", "02118 HH-2001")
    assert "no fees" in shop.hear("ask_fees", "what fees are these")


def test_a_promise_comes_with_its_paper(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    answer = verified.hear("affirm", "yes")
    assert verified.said == ["promise_confirmed", "promise_paper"]
    assert paper_in(verified, answer)[0] == "promise"
