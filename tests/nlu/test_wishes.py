"""Several wishes in one message: each is found, and the most protecting comes first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from bot.nlu.clauses import clauses
from bot.nlu.figures import Reference
from bot.nlu.parse import Parser
from bot.nlu.wishes import PLACED, Wish, in_order, leading
from tests.nlu.served import ROOT

NOW = Reference(datetime(2026, 11, 23, 18, tzinfo=UTC))
SEVERAL = yaml.safe_load((Path(__file__).parent / "several.yml").read_text(encoding="utf-8"))


def wish(intent: str, confidence: float = 0.99, start: int = 0, **more: object) -> Wish:
    return Wish(intent, confidence, ((start, start + 1),), **more)  # type: ignore[arg-type]


def names(whole: Wish, *pieces: Wish) -> list[str]:
    return [found.intent for found in in_order(whole, pieces)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("how much", ["how much"]),
        ("who is this? and how much do I owe", ["who is this", "how much do I owe"]),
        ("1,000.50 now. The rest later", ["1,000.50 now", "The rest later"]),
        ("Perdí mi trabajo y no puedo pagar", ["Perdí mi trabajo", "no puedo pagar"]),
        ("他去世了。请不要再打电话", ["他去世了", "请不要再打电话"]),
        ("yes. when is it due", ["yes", "when is it due"]),
        ("...", [""]),
    ],
)
def test_a_message_is_split_where_a_thought_ends(text: str, pieces: list[str]):
    found = clauses(text)
    assert [piece.text for piece in found] == pieces
    assert all(text[piece.start : piece.end] == piece.text for piece in found)


def test_what_protects_somebody_leads_whatever_the_rest_is():
    whole = wish("request_plan")
    found = in_order(whole, [wish("request_plan"), wish("express_distress", start=9)])
    assert [one.intent for one in found] == ["express_distress", "request_plan"]
    assert leading(whole, found).intent == "express_distress"


def test_otherwise_the_message_keeps_the_name_of_the_whole():
    whole = wish("request_plan", 0.56)
    found = in_order(whole, [wish("report_hardship"), wish("request_plan", start=9)])
    assert [one.intent for one in found] == ["report_hardship", "request_plan"]
    assert leading(whole, found).intent == "request_plan"


def test_every_intent_of_the_domain_has_its_place_in_the_order():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) for intent in domain["intents"]}
    assert intents - PLACED == set()


def test_small_talk_is_no_wish_beside_one():
    assert names(wish("greet"), wish("greet"), wish("ask_balance")) == ["ask_balance"]
    assert names(wish("greet"), wish("greet"), wish("thank")) == ["greet"]


def test_a_yes_counts_beside_a_question_but_not_beside_a_wish_about_money():
    yes = wish("affirm", short=True)
    assert names(wish("affirm"), yes, wish("ask_balance", start=5)) == ["affirm", "ask_balance"]
    assert names(wish("affirm"), yes, wish("promise_to_pay", start=5)) == ["promise_to_pay"]


def test_a_short_question_counts_beside_a_proof_where_the_whole_hints_at_it():
    proof = wish("give_identity")
    assert names(proof, proof, wish("ask_balance", 0.95, 9, short=True, support=0.1)) == [
        "ask_balance"
    ]
    assert names(proof, proof, wish("ask_balance", 0.95, 9, short=True, support=0.01)) == [
        "give_identity"
    ]


def test_do_not_call_me_before_text_me_is_no_stop():
    asks = wish("set_contact_preference")
    assert names(asks, wish("stop_contact", 0.94, support=0.07), asks) == ["set_contact_preference"]


def test_what_says_the_same_twice_is_one_wish():
    found = in_order(wish("cannot_pay"), [wish("report_hardship"), wish("cannot_pay", start=9)])
    assert [one.intent for one in found] == ["report_hardship"]
    assert leading(wish("cannot_pay"), found).intent == "report_hardship"


@pytest.mark.parametrize(
    "piece",
    [
        wish("stop_contact", 0.6),
        wish("request_plan", short=True),
        wish("stop_contact", 0.95, short=True),
        wish("stop_contact", 0.95, support=0.0),
        wish("third_party_reply", support=0.1),
        wish("wrong_person"),
    ],
)
def test_a_piece_that_is_unsure_or_unsupported_is_no_wish(piece: Wish):
    assert names(wish("report_attorney"), wish("report_attorney"), piece) == ["report_attorney"]


def test_the_death_that_left_somebody_without_money_is_hardship():
    whole = wish("report_hardship")
    assert names(whole, wish("report_deceased"), wish("report_hardship", start=9)) == [
        "report_hardship"
    ]


def test_a_stop_that_only_a_piece_hints_at_does_not_silence_a_plain_message():
    piece = wish("stop_contact", start=9, support=0.012)
    assert names(wish("report_hardship"), wish("report_hardship"), piece) == ["report_hardship"]
    assert "stop_contact" in names(wish("report_deceased"), wish("report_deceased"), piece)


def test_a_less_sure_piece_counts_where_the_message_hints_at_it():
    piece = wish("stop_contact", 0.75, start=9, support=0.1)
    assert names(wish("wrong_person"), wish("wrong_person"), piece) == [
        "stop_contact", "wrong_person",
    ]  # fmt: skip


def test_an_order_to_the_machine_brings_no_wish_along_but_distress_does():
    whole = wish("out_of_scope")
    assert names(whole, wish("out_of_scope"), wish("already_paid")) == ["out_of_scope"]
    assert names(whole, wish("out_of_scope"), wish("express_distress")) == ["express_distress"]


@pytest.mark.rasa
@pytest.mark.parametrize("language", SEVERAL)
def test_the_trained_model_finds_the_wishes_of_strangers(language: str):
    parser = Parser.load(ROOT / "models" / "forbear.tar.gz")
    rows = SEVERAL[language]
    right = sum(
        [found.intent for found in parser.parse(text, NOW).wishes] == wanted
        for text, wanted in rows
    )
    assert right / len(rows) >= 0.7
