"""Paying by link: the sum is the ledger's, the least is policy's, and the rest is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.services import Services, compose
from compliance.situation import Flag
from ledger.accounts import book
from ledger.money import Money
from ledger.payments import request_by_token
from ledger.stops import record_flag
from ledger.tables import Creditor, PaymentRequest
from tests.actions.conftest import MAYA, NOW
from tests.actions.talk import Talk, dollars, every, on

LINK = "https://bot.example.com/pay/"


def requested(talk: Talk) -> list[tuple[int, str, str]]:
    with talk.services.db.transaction() as session:
        rows = session.query(PaymentRequest).order_by(PaymentRequest.id)
        return [(row.minor, row.kind, row.state) for row in rows]


@pytest.fixture
def without_links(services: Services) -> Talk:
    talk = Talk(replace(services, pays_by_link=False), NOW, MAYA)
    talk.hear("give_identity", "10025 1985")
    return talk


def test_the_link_is_for_the_whole_balance_and_holds_neither_name_nor_sum(verified: Talk):
    answer = verified.hear("pay_now", "send me the link")
    assert verified.said == ["pay_link"]
    assert "$613.42 to Harbor Home Credit" in answer
    assert "until Dec 4, 2026" in answer
    token = answer.split(LINK)[1].split()[0]
    with verified.services.db.transaction() as session:
        request = request_by_token(session, token)
        assert request is not None
        assert request.minor == 613_42


def test_asking_again_gives_the_same_link(verified: Talk):
    first = verified.hear("pay_now", "send me the link")
    assert verified.hear("pay_now", "the link please") == first
    assert requested(verified) == [(613_42, "whole", "open")]


def test_nobody_unverified_gets_a_link_and_the_wish_is_kept(talk: Talk):
    talk.hear("pay_now", "I want to pay")
    assert talk.said == ["ask_identity"]
    assert LINK in talk.hear("give_identity", "10025 1985")


def test_with_a_plan_the_link_is_for_what_is_due_next(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes")
    answer = verified.hear("pay_now", "I want to pay now")
    assert verified.said == ["pay_link_due"]
    assert "$50.00 by Dec 8, 2026" in answer
    assert "$613.42" in verified.hear("pay_now", "no, the whole thing")
    assert verified.said == ["pay_link"]


def test_with_a_promise_the_link_is_for_what_was_promised(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    assert "$120.00 by Dec 4, 2026" in verified.hear("pay_now", "pay now")


def test_a_part_gets_its_link_and_what_remains_is_said(verified: Talk):
    answer = verified.hear("pay_partial", "can I pay 125 now", dollars(125))
    assert verified.said == ["pay_link_part"]
    assert "pay $125.00" in answer
    assert "$488.42 will be left" in answer


def test_a_part_named_with_pay_now_is_a_part(verified: Talk):
    verified.hear("pay_now", "let me pay 125 right now", dollars(125))
    assert verified.said == ["pay_link_part"]


def test_half_of_it_is_half_of_the_balance(verified: Talk):
    half = {"entity": "share", "value": {"numerator": 1, "denominator": 2}}
    assert "pay $306.71" in verified.hear("pay_partial", "half now", half)


@pytest.mark.parametrize("intent", ["counter_offer", "give_identity", "promise_to_pay",
                                    "nlu_fallback", "pay_partial",
                                    "request_settlement"])  # fmt: skip
def test_a_missing_sum_is_asked_for_and_any_way_of_naming_it_will_do(verified: Talk, intent: str):
    verified.hear("pay_partial", "can I pay a bit now")
    assert verified.said == ["pay_part_ask"]
    assert "pay $40.00" in verified.hear(intent, "40", dollars(40))


def test_all_of_it_answers_how_much_now(verified: Talk):
    verified.hear("pay_partial", "can I pay something now")
    assert "$613.42" in verified.hear("express_distress", "all of it")
    assert verified.said == ["pay_link"]


def test_too_little_is_answered_with_the_least_and_a_yes_takes_it(verified: Talk):
    answer = verified.hear("pay_partial", "can I pay 3 now", dollars(3))
    assert verified.said == ["pay_part_least"]
    assert "$10.00" in answer
    assert "pay $10.00" in verified.hear("affirm", "ok")


@pytest.mark.parametrize("words", ["what's the least I can pay", "el mínimo", "最低还多少"])
def test_the_least_is_told_to_who_asks_for_it(verified: Talk, words: str):
    verified.hear("pay_partial", words)
    assert verified.said == ["pay_part_least"]


def test_a_no_to_the_least_drops_it(verified: Talk):
    verified.hear("pay_partial", "can I pay 3 now", dollars(3))
    verified.hear("deny", "no")
    assert verified.said == ["dropped"]
    assert requested(verified) == []


def test_more_than_is_owed_is_never_asked_for(verified: Talk):
    answer = verified.hear("pay_partial", "I'll pay 900 now", dollars(900))
    assert verified.said == ["pay_link_most"]
    assert "$613.42" in answer
    assert "900" not in answer


def test_another_currency_is_asked_about(verified: Talk):
    verified.hear("pay_partial", "40 euros now", dollars(40, "EUR"))
    assert verified.said == ["other_currency"]


def test_a_part_on_a_later_day_is_a_promise(verified: Talk):
    verified.hear("pay_partial", "50 on friday", dollars(50), on("2026-12-04"))
    assert verified.said == ["promise_offer"]


def test_a_digression_comes_back_to_the_sum(verified: Talk):
    verified.hear("pay_partial", "can I pay some of it now")
    verified.hear("ask_balance")
    assert verified.said[-1] == "again_pay_part"


def test_nothing_is_asked_for_where_something_holds_the_account(verified: Talk):
    with verified.services.db.transaction() as session:
        record_flag(session, debtor_id="maya", account_id="HH-1001", flag=Flag.BANKRUPTCY,
                    source="test", note=None, now=NOW, new_id=verified.services.new_id)  # fmt: skip
    for intent in ("pay_now", "pay_partial"):
        verified.hear(intent, "let me pay", dollars(50))
        assert verified.said == ["on_hold"]
    assert requested(verified) == []


def test_the_ways_to_pay_are_a_link_and_the_creditors_own(verified: Talk):
    answer = verified.hear("ask_payment_methods")
    for words in ("reply PAY", "harborhome.example/pay", "HH-1001", "do not send card numbers"):
        assert words in answer


def test_without_links_the_ways_to_pay_are_the_creditors_own(without_links: Talk):
    for intent in ("ask_payment_methods", "pay_now", "pay_partial"):
        answer = without_links.hear(intent)
        for words in ("harborhome.example/pay", "HH-1001", "do not send card numbers"):
            assert words in answer
        assert LINK not in answer


def test_where_no_way_to_pay_is_on_file_a_person_tells_it(without_links: Talk):
    with without_links.services.db.transaction() as session:
        creditor = session.get_one(Creditor, "harbor")
        creditor.payment_methods = creditor.website = creditor.phone = None
    without_links.hear("pay_now")
    assert without_links.said == ["payment_methods_unknown"]
    assert without_links.conversation().owner == "person"


def test_where_only_the_link_is_left_it_is_named(verified: Talk):
    with verified.services.db.transaction() as session:
        creditor = session.get_one(Creditor, "harbor")
        creditor.payment_methods = creditor.website = creditor.phone = None
    verified.hear("ask_payment_methods")
    assert verified.said == ["payment_methods_link_only"]


def test_a_payment_meanwhile_makes_another_link(verified: Talk):
    verified.hear("pay_now", "link please")
    with verified.services.db.transaction() as session:
        book(
            session,
            account_id="HH-1001",
            kind="payment",
            money=Money(13_42, "USD"),
            booked_on=NOW.date(),
            reference="p",
            now=NOW,
            new_id=verified.services.new_id,
        )
    assert "$600.00" in verified.hear("pay_now", "link please")
    assert requested(verified) == [(613_42, "whole", "replaced"), (600_00, "whole", "open")]


@pytest.mark.parametrize(
    ("told", "links"),
    [({}, False), ({"FORBEAR_PAYMENTS": "none"}, False), ({"FORBEAR_PAYMENTS": "sandbox"}, True),
     ({"STRIPE_SECRET_KEY": "sk_test"}, True)],
)  # fmt: skip
def test_links_are_given_where_somebody_takes_them(tmp_path, told: dict[str, str], links: bool):
    given = {"FORBEAR_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", **told}
    assert compose(given).pays_by_link is links
