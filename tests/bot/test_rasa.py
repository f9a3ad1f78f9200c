from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import BadAnswer
from bot.masked import mask_proofs
from bot.rasa import Answers, read_answers, read_tracker, words_for_rasa

CONTRACTS = Path(__file__).parents[1] / "contracts"


def recorded(name: str) -> object:
    return json.loads((CONTRACTS / name).read_text(encoding="utf-8"))


def test_rasa_names_templates_and_replies_kept_in_the_ledger():
    assert read_answers(recorded("rasa_answer.json")) == Answers((1, "ask_more"))


def test_no_answer_at_all_is_told_from_an_answer():
    assert not read_answers([])


@pytest.mark.parametrize(
    "answer",
    [
        {"custom": {"reply": 1}},
        [{"text": "You owe $500"}],
        [{"custom": {"reply": True}}],
        [{"custom": {"figure": 500}}],
    ],
)
def test_words_made_up_by_rasa_are_never_passed_on(answer):
    with pytest.raises(BadAnswer):
        read_answers(answer)


def test_a_turn_that_was_heard_is_found_in_the_tracker_with_its_answers():
    tracker = recorded("rasa_tracker.json")

    assert read_tracker(tracker, "SM-first") == Answers((1,))
    assert read_tracker(tracker, "SM-second") == Answers((1, "ask_more"))


def test_a_turn_that_was_never_heard_or_never_finished_is_asked_anew():
    tracker = recorded("rasa_tracker.json")

    assert read_tracker(tracker, "SM-unheard") is None
    assert read_tracker(tracker, "SM-cut-off") is None


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("/promise_to_pay{}", "promise_to_pay{}"),
        ("  //restart", "restart"),
        ("\\/ /greet", "greet"),
        ("/", "?"),
        ("and/or", "and/or"),
    ],
)
def test_a_leading_slash_cannot_command_the_dialogue(said, heard):
    assert words_for_rasa(said, verified=True) == heard


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("10025 and 1985", "00000 and 0000"),
        ("zip is 10025-1234", "zip is 00000-0000"),
        ("born 12 April 1985", "born 12 April 0000"),
        ("4/12/1985", "0/00/0000"),
        ("1985年, 100025", "0000年, 000000"),
        ("SW1A 1AA, 1985", "SW0A 0AA, 0000"),
        ("I can pay $2000 on the 5th", "I can pay $2000 on the 5th"),
        ("2000 dollars", "2000 dollars"),
        ("50 a month", "50 a month"),
        ("06700 1985, pago 2500 el viernes", "00000 0000, pago 2500 el viernes"),
        ("puedo dar 2000 al mes", "puedo dar 2000 al mes"),
        ("si les pago 6000 de una", "si les pago 6000 de una"),
        ("quiero pagar 10025 1985", "quiero pagar 00000 0000"),
        ("quiero pagar 1985", "quiero pagar 0000"),
        ("le doy 10025 y 1985", "le doy 00000 y 0000"),
        ("我每月还2000", "我每月还2000"),
        ("2000年出生", "0000年出生"),
        ("i can pay 1200 on friday", "i can pay 1200 on friday"),
        ("3000一次性了结", "3000一次性了结"),
        ("能不能3000了结这笔", "能不能3000了结这笔"),
        ("一次性還3000行嗎", "一次性還3000行嗎"),
        ("1200 to settle", "1200 to settle"),
        ("would you settle for 1200", "would you settle for 1200"),
        ("lump sum of 2500", "lump sum of 2500"),
        ("liquido con 4000", "liquido con 4000"),
        ("4000 para liquidar", "4000 para liquidar"),
        ("i have 1500 in cash", "i have 1500 in cash"),
        ("06700 1985, 4000 para liquidar", "00000 0000, 4000 para liquidar"),
        ("1985 to settle", "0000 to settle"),
        ("1985一次性了结", "0000一次性了结"),
        ("1985, 3000 to settle", "0000, 0000 to settle"),
        ("postcode 3000 to settle this", "postcode 0000 to settle this"),
        ("born 2000 and settle it", "born 0000 and settle it"),
        ("邮编是3000，1985", "邮编是0000，0000"),
        ("3000 1985 to settle", "0000 0000 to settle"),
        ("10025 to settle", "00000 to settle"),
        ("4111111111111111 to settle", "0000000000000000 to settle"),
        ("4111 1111 1111 1111 to settle", "0000 0000 0000 0000 to settle"),
        ("to settle, 3000", "to settle, 0000"),
        ("last four of my ssn 6789 cash", "last four of my ssn 0000 cash"),
        ("card ending 4242 one payment", "card ending 0000 one payment"),
        ("my zip 28013 monthly", "my zip 00000 monthly"),
        ("nacido en 1950 cada mes", "nacido en 0000 cada mes"),
        ("paying 94103, born 84", "paying 00000, born 00"),
        ("nací en 84, pago 2500", "nací en 00, pago 2500"),
        ("entre 1500 y 2000 al mes", "entre 0000 y 2000 al mes"),
    ],
)
def test_until_somebody_is_verified_rasa_hears_proofs_without_their_digits(said, heard):
    assert mask_proofs(said) == heard
    assert words_for_rasa(said, verified=True) == said
