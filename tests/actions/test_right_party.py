"""Nothing is told before we know whom we speak with; and a stranger learns nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import yaml

from actions.heard import Heard
from actions.services import Services
from ledger.proof_brake import FAILURES_ALLOWED
from ledger.tables import Account, ContactPoint, Debtor, Event
from tests.actions.conftest import AGENCY, MAYA, SHOP, STRANGER
from tests.actions.talk import ROOT, WORDING, Talk, dollars, every, on

INTENTS = [
    next(iter(intent)) for intent in yaml.safe_load((ROOT / "domain.yml").read_text())["intents"]
]
TELLING = re.compile(
    r"debt|owe|owing|balance|overdue|past due|collect|loan|credit card|Maya|Brooks|613|585|"
    r"Northbank|\$\s?\d",
    re.IGNORECASE,
)
FIGURES = (dollars(50), every("monthly"), on("2026-12-10"))


@pytest.mark.parametrize("address", [MAYA, AGENCY, STRANGER])
@pytest.mark.parametrize("intent", INTENTS)
def test_somebody_unverified_never_gets_a_figure_or_the_word_debt(
    talk_with: Callable[[str], Talk], intent: str, address: str
):
    talk = talk_with(address)
    answer = talk.hear(intent, "50 a month please", *FIGURES)
    assert answer
    assert not TELLING.search(answer.replace("Harbor Home Credit", ""))
    assert not any(WORDING.discloses_debt(name) for name in talk.said)


@pytest.mark.parametrize("intent", INTENTS)
def test_the_words_are_the_same_whether_or_not_anybody_is_on_file(
    talk_with: Callable[[str], Talk], intent: str
):
    known, unknown = talk_with(AGENCY), talk_with(STRANGER)
    answers = {talk.hear(intent, "please", *FIGURES) for talk in (known, unknown)}
    # each complaint has its own number, and each message its own code
    answers = {re.sub(r"C-[2-9A-Z]{6}|[2-9A-Z]{4}-[2-9A-Z]{4}", "", answer) for answer in answers}
    assert len(answers) == 1


def test_the_wish_is_served_as_soon_as_the_proof_holds(talk: Talk):
    talk.hear("request_plan", "can I pay 50 a month", dollars(50), every("monthly"))
    assert talk.said == ["ask_identity"]
    assert "12 x $50.00" in talk.hear("give_identity", "10025, 1985")


def test_a_proof_in_two_messages_is_put_together(talk: Talk):
    talk.hear("ask_balance", "how much")
    talk.hear("give_identity", "10025")
    assert talk.said == ["ask_identity_rest"]
    assert "$613.42" in talk.hear("give_identity", "born in 85")


@pytest.mark.parametrize(
    "heard_as", ["promise_to_pay", "affirm", "nlu_fallback", "greet", "pay_now"]
)
def test_a_proof_is_heard_whatever_it_is_mistaken_for(talk: Talk, heard_as: str):
    talk.hear("ask_balance", "how much")
    assert "$613.42" in talk.hear(heard_as, "10025 1985")


def test_a_question_with_its_proof_is_answered_at_once(talk: Talk):
    assert "$613.42" in talk.hear("ask_balance", "what do I owe? zip 10025, born 1985")


def test_three_wrong_proofs_lock_the_talk_and_bring_a_person(talk: Talk):
    talk.hear("ask_balance", "how much")
    for proof in ("10025 1984", "10026 1985"):
        talk.hear("give_identity", proof)
        assert talk.said == ["identity_no_match"]
    talk.hear("give_identity", "11111 1999")
    assert talk.said == ["identity_locked"]
    talk_now = talk.conversation()
    assert talk_now.locked_at is not None
    assert talk_now.owner == "person"
    assert talk_now.right_party == "unverified"


def test_a_stranger_is_refused_in_the_same_words(talk_with: Callable[[str], Talk]):
    known, unknown = talk_with(MAYA), talk_with(STRANGER)
    for talk in (known, unknown):
        talk.hear("ask_balance", "how much")
    for proof in ("20025 1984", "20026 1985", "20027 1986"):
        assert known.hear("give_identity", proof) == unknown.hear("give_identity", proof)


def test_a_new_number_is_proved_with_the_account_number(talk_with: Callable[[str], Talk]):
    talk = talk_with(STRANGER)
    talk.hear("ask_balance", "how much")
    assert "$613.42" in talk.hear("give_identity", "HH-1001, 10025, 1985")


def test_guessing_from_many_numbers_is_braked_and_sounds_the_same(talk_with: Callable[[str], Talk]):
    for tail in range(FAILURES_ALLOWED):
        guess = talk_with(f"+1212555018{tail}")
        guess.hear("give_identity", f"HH-1001 10025 {1950 + tail}")
        assert guess.said == ["identity_no_match"]

    late = talk_with("+12125550189")
    late.hear("give_identity", "HH-1001 10025 1985")

    assert late.said == ["identity_no_match"]


def test_a_business_gives_its_account_number(talk_with: Callable[[str], Talk]):
    talk = talk_with(SHOP)
    talk.hear("ask_balance", "how much")
    talk.hear("give_identity", "02118 1986")
    assert talk.said == ["identity_no_match"]
    assert "$3,400.00" in talk.hear("give_identity", "account HH-2001, zip 02118")


def test_nobody_has_to_say_who_they_are(talk: Talk):
    talk.hear("ask_balance", "how much")
    talk.hear("deny", "no, I will not tell you that")
    assert talk.said == ["identity_declined"]
    assert talk.conversation().tries == 0


def test_a_bare_yes_is_not_a_failed_proof(talk: Talk):
    talk.hear("ask_balance", "how much")
    talk.hear("affirm", "yes it's me")
    assert talk.said == ["ask_identity"]
    assert talk.conversation().tries == 0


def test_a_collector_for_others_does_not_name_the_creditor(talk_with: Callable[[str], Talk]):
    answer = talk_with(AGENCY).hear("ask_who_is_this", "who is this")
    assert "Harbor Recovery" in answer
    assert "Northbank" not in answer


def test_no_event_holds_what_somebody_offered_as_proof(talk: Talk, services: Services):
    talk.hear("ask_balance", "how much")
    talk.hear("give_identity", "10025 1985")
    with services.db.transaction() as session:
        logged = " ".join(str(event.detail) for event in session.query(Event))
    assert "10025" not in logged
    assert "1985" not in logged
    assert "10025" not in str(talk.slots)


def test_who_has_several_accounts_is_asked_which(verified: Talk, services: Services):
    with services.db.transaction() as session:
        assert session.query(ContactPoint).count() == 3
        assert session.get_one(Debtor, "maya").kind == "person"
        first = session.get_one(Account, "HH-1001")
        session.get_one(Account, "NB-3001").debtor_id = first.debtor_id
    answer = verified.hear("ask_balance", "how much")
    assert "1: Harbor Home Credit" in answer
    assert "2: Northbank Cards" in answer
    assert "$980.00" in verified.hear("affirm", "2")


def test_who_we_are_does_not_ask_again_who_they_are(talk: Talk):
    both = (Heard("ask_balance", 5, ((0, 9),)), Heard("ask_who_is_this", 5, ((10, 20),)))
    talk.hear("ask_balance", "how much? and who is this", wishes=both)
    assert talk.said == ["ask_identity", "who_we_are_phone"]


def test_rather_not_say_is_no_refusal_to_pay(talk: Talk):
    talk.hear("ask_balance", "how much")
    talk.hear("refuse_to_pay", "I'd rather not say")
    assert talk.said == ["identity_declined"]
    talk.hear("report_attorney", "I have a lawyer")
    talk.hear("refuse_to_pay", "prefiero no decir")
    assert talk.said == ["representative_kept"]
