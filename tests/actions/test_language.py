"""We answer in the language and script a person writes, and in the one they ask for."""

from __future__ import annotations

import pytest

from actions.services import Services
from ledger.tables import Conversation, Debtor
from tests.actions.conftest import NOW
from tests.actions.talk import Talk, dollars, every


@pytest.mark.parametrize(
    ("words", "proof", "said"),
    [
        ("cuánto debo", "mi código es 10025, nací en 1985", "$613.42"),
        ("cuánto debo", "soy del 85 y mi código postal es 10025", "$613.42"),
        ("cuanto es lo que debo", "10025, nací el 12 de abril del 85", "saldo"),
        ("我欠多少钱", "邮编10025，85年出生", "US$613.42"),
        ("我欠多少钱", "１００２５，八五年的", "余额"),
        ("我欠多少錢", "郵遞區號10025，民國74年生", "餘額"),
        ("how much do i owe", "10025/85", "Your balance"),
    ],
)
def test_who_they_are_is_heard_in_one_reply_in_their_own_language(
    talk: Talk, words: str, proof: str, said: str
):
    talk.hear("ask_balance", words)
    assert talk.said == ["ask_identity"]
    assert said in talk.hear("nlu_fallback", proof)


@pytest.mark.parametrize(
    ("words", "answer"),
    [("hola, cuánto debo", "Su saldo"), ("10025 1985", "Thank you, Maya Brooks")],
)
def test_a_page_in_spanish_is_a_guess_until_they_write_it(talk: Talk, words: str, answer: str):
    with talk.services.db.transaction() as session:
        session.get_one(Conversation, talk.id).language = "es"  # as a browser asked for
    said = talk.hear("ask_balance" if "debo" in words else "give_identity", words)
    if "debo" in words:
        said = talk.hear("give_identity", "10025 1985")
    assert answer in said


def test_a_bare_ok_keeps_the_language(verified: Talk):
    verified.hear("ask_balance", "cuánto debo, por favor")
    assert "Bien" in verified.hear("affirm", "ok") or verified.conversation().language == "es"
    assert verified.hear("ask_balance", "2")
    assert verified.conversation().language == "es"


def test_the_script_follows_what_they_write(verified: Talk):
    verified.hear("ask_balance", "我想知道還欠多少錢")
    assert verified.conversation().language == "zh-Hant"
    verified.hear("affirm", "好")
    assert verified.conversation().language == "zh-Hant"
    verified.hear("ask_balance", "那利息是怎么算的，请说清楚")
    assert verified.conversation().language == "zh-Hans"


@pytest.mark.parametrize(
    ("asked", "language", "answer"),
    [
        ("español por favor", "es", "le escribiré en español"),
        ("can we do this in spanish", "es", "le escribiré en español"),
        ("说中文", "zh-Hans", "简体中文"),
        ("說中文", "zh-Hant", "繁體中文"),
        ("traditional chinese please", "zh-Hant", "繁體中文"),
        ("english please", "en", "I will write to you in English"),
    ],
)
def test_a_language_that_is_asked_for_is_used_at_once(
    talk: Talk, asked: str, language: str, answer: str
):
    assert answer in talk.hear("change_language", asked)
    assert talk.conversation().language == language


def test_what_was_open_is_asked_again_in_the_new_language(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    answer = verified.hear("change_language", "en español por favor")
    assert verified.said == ["language_changed", "again_plan"]
    assert "plan" in answer
    assert verified.slots["awaiting"] == "plan"


def test_a_chosen_language_outlives_one_sentence_in_another_and_not_two(talk: Talk):
    talk.hear("change_language", "can we do this in spanish")
    talk.hear("ask_balance", "how much do i owe you")
    assert talk.conversation().language == "es"
    talk.hear("ask_balance", "i asked you how much it is")
    assert talk.conversation().language == "en"


def test_a_language_we_do_not_write_is_said_to_be_so_and_the_next_word_is_heard(talk: Talk):
    talk.hear("change_language", "do you have vietnamese")
    assert talk.said == ["which_language"]
    talk.hear("nlu_fallback", "spanish")
    assert talk.said == ["language_changed"]
    assert talk.conversation().language == "es"
    assert talk.slots["awaiting"] is None


def test_who_proved_who_they_are_is_written_to_in_their_language_from_then_on(
    talk: Talk, services: Services
):
    talk.hear("ask_balance", "cuánto debo, por favor")
    assert language_on_file(services) == "en"  # whoever it is, it may not be Maya
    talk.hear("give_identity", "10025 1985")
    assert language_on_file(services) == "es"


def test_where_nothing_showed_the_file_says_how_we_go_on(services: Services):
    with services.db.transaction() as session:
        session.get_one(Debtor, "maya").language = "zh-Hant"
    talk = Talk(services, NOW, "+13035550142")
    talk.hear("ask_balance", "?")
    assert "餘額" in talk.hear("give_identity", "HH-1001 10025 1985")


def language_on_file(services: Services) -> str:
    with services.db.transaction() as session:
        return session.get_one(Debtor, "maya").language
