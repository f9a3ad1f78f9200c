"""Who doubts us can check without us, and can ask about a code; neither tells of a debt."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from actions.services import Services
from ledger.message_codes import make_code
from tests.actions.conftest import AGENCY, MAYA, NOW
from tests.actions.talk import Talk

CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def with_page(services: Services) -> Services:
    return replace(services, verify_page="harborhome.example/verify")


def letter_code(services: Services) -> str:
    with services.db.transaction() as session:
        return make_code(
            session, kind="letter", company="Harbor Home Credit", conversation_id=None, now=NOW,
            new_id=services.new_id,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("is this a scam", "type harborhome.example/verify into your browser"),
        ("esto es una estafa, no les creo", "escriba harborhome.example/verify en su navegador"),
        ("你们是骗子吧，我怎么知道是真的", "在浏览器打开 harborhome.example/verify"),
    ],
)
def test_who_doubts_us_gets_a_code_to_check_elsewhere(with_page: Services, words: str, said: str):
    talk = Talk(with_page, NOW, MAYA)
    answer = talk.hear("suspect_scam", words)
    assert said in answer
    assert CODE.search(answer)
    assert talk.said == ["scam_worry_phone", "scam_check"]


def test_a_collector_for_others_names_itself_only(with_page: Services):
    answer = Talk(with_page, NOW, AGENCY).hear("suspect_scam", "prove that you are real")
    assert "Harbor Recovery" in answer
    assert "Northbank" not in answer


def test_without_a_page_there_is_no_code(talk: Talk):
    talk.hear("suspect_scam", "is this a scam")
    assert talk.said == ["scam_worry_phone"]


@pytest.mark.parametrize("heard_as", ["suspect_scam", "nlu_fallback", "give_identity"])
def test_the_code_of_a_letter_is_known(services: Services, heard_as: str):
    code = letter_code(services)
    talk = Talk(services, NOW, MAYA)
    answer = talk.hear(heard_as, f"VERIFY {code}")
    assert talk.said == ["code_of_letter"]
    assert "Harbor Home Credit on Dec 1, 2026" in answer


def test_a_code_we_do_not_know_is_said_to_be_so(talk: Talk):
    talk.hear("suspect_scam", "someone gave me the code 2222-AAAA is it yours")
    assert talk.said == ["code_unknown"]


def test_an_account_number_that_looks_like_a_code_is_still_a_proof(talk: Talk):
    talk.hear("ask_balance", "how much")
    talk.hear("give_identity", "ACME-2345, 10025")
    assert talk.said == ["identity_no_match"]
