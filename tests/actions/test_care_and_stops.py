"""Words that pause, hold or end collection; they work in every state, for anybody."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from actions.services import Services
from compliance.situation import Flag
from ledger.agreements import proposed
from ledger.conversations import open_handover
from ledger.stops import flags_of, is_quarantined, is_stopped
from ledger.tables import Dispute
from ledger.tasks import open_tasks
from tests.actions.conftest import MAYA, NOW, STRANGER
from tests.actions.talk import Talk, dollars, every, on

OPENINGS = {
    "nothing": (),
    "identity": (("ask_balance", "how much", ()),),
    "plan": (
        ("give_identity", "10025 1985", ()),
        ("request_plan", "50 a month", (dollars(50), every("monthly"))),
    ),
    "promise": (
        ("give_identity", "10025 1985", ()),
        ("promise_to_pay", "50 friday", (dollars(50), on("2026-12-04"))),
    ),
    "promise_date": (
        ("give_identity", "10025 1985", ()),
        ("promise_to_pay", "50", (dollars(50),)),
    ),
}


def open_with(talk: Talk, opening: str) -> None:
    for intent, text, figures in OPENINGS[opening]:
        talk.hear(intent, text, *figures)


@pytest.mark.parametrize("opening", OPENINGS)
def test_stop_wins_whatever_is_open(talk: Talk, opening: str):
    open_with(talk, opening)
    talk.hear("stop_contact", "quit bothering me")
    assert talk.said == ["stop_confirmed"]
    assert talk.slots.get("awaiting") is None
    with talk.services.db.transaction() as session:
        assert is_stopped(session, "sms", MAYA)


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_wrong_number_falls_silent_whatever_is_open(talk: Talk, opening: str):
    open_with(talk, opening)
    talk.hear("wrong_person", "you have the wrong number")
    assert talk.said == ["wrong_number_confirmed"]
    with talk.services.db.transaction() as session:
        assert is_quarantined(session, "sms", MAYA)
    assert talk.conversation().right_party == "wrong"


def test_a_proof_put_right_is_no_wrong_number_whatever_it_is_taken_for(talk: Talk):
    talk.hear("ask_balance", "what do i owe")
    talk.hear("give_identity", "10025 1984")
    talk.hear("wrong_person", "打错了，10025 1985")
    assert talk.said == ["balance_parts"]
    with talk.services.db.transaction() as session:
        assert not is_quarantined(session, "sms", MAYA)


@pytest.mark.parametrize("opening", OPENINGS)
def test_somebody_else_who_answers_is_told_nothing_and_leaves_a_silent_number(
    talk: Talk, opening: str
):
    open_with(talk, opening)
    answer = talk.hear("third_party_reply", "this is her mom, what is it about?")
    assert talk.said == ["third_party_answered"]
    assert not re.search(r"Maya|Harbor|debt|account|call|message for", answer)
    with talk.services.db.transaction() as session:
        assert is_quarantined(session, "sms", MAYA)
        assert proposed(session, talk.id) is None
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert handover.reason == "third_party"
    assert talk.conversation().right_party == "wrong"


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize(
    ("intent", "flag"),
    [
        ("dispute_debt", Flag.DISPUTE),
        ("report_fraud", Flag.FRAUD),
        ("report_attorney", Flag.REPRESENTED),
        ("report_bankruptcy", Flag.BANKRUPTCY),
        ("report_hardship", Flag.HARDSHIP),
        ("express_distress", Flag.DISTRESS),
    ],
)
def test_collection_holds_and_a_person_is_told(talk: Talk, opening: str, intent: str, flag: Flag):
    open_with(talk, opening)
    talk.hear(intent, "in their own words")
    with talk.services.db.transaction() as session:
        assert flag in flags_of(session, "maya", "HH-1001", talk.now)
        assert open_handover(session, talk.id) is not None
    asks_on = {Flag.HARDSHIP, Flag.REPRESENTED, Flag.BANKRUPTCY}
    assert talk.conversation().owner == ("bot" if flag in asks_on else "person")


@pytest.mark.parametrize("opening", ["nothing", "identity"])
def test_a_death_told_by_somebody_unproved_is_taken_for_the_persons_own(talk: Talk, opening: str):
    open_with(talk, opening)
    talk.hear("report_deceased", "my husband died in March")
    assert talk.said == ["deceased_noted"]
    assert talk.conversation().owner == "person"
    with talk.services.db.transaction() as session:
        assert Flag.DECEASED in flags_of(session, "maya", "HH-1001", talk.now)


def test_who_proved_to_be_the_person_has_lost_somebody_else(verified: Talk):
    verified.hear("report_deceased", "my mother died and I have no money this month")
    assert verified.said == ["bereaved"]
    assert verified.conversation().owner == "bot"
    with verified.services.db.transaction() as session:
        flags = flags_of(session, "maya", "HH-1001", verified.now)
        assert Flag.HARDSHIP in flags
        assert Flag.DECEASED not in flags
        assert open_handover(session, verified.id) is not None


def test_distress_names_the_line_that_listens_and_comes_first(talk: Talk):
    assert "988" in talk.hear("express_distress", "I cannot go on")
    with talk.services.db.transaction() as session:
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert handover.priority == 100


def test_a_dispute_keeps_the_words(verified: Talk):
    verified.hear("dispute_debt", "I never bought that sofa")
    with verified.services.db.transaction() as session:
        assert session.query(Dispute).one().words == "I never bought that sofa"


def test_a_stranger_may_say_all_of_it_too(services: Services):
    for intent in ("dispute_debt", "report_hardship", "express_distress", "report_deceased"):
        talk = Talk(services, NOW, f"{STRANGER}{intent[0]}")
        assert talk.hear(intent, "words")


def test_a_refusal_ends_the_asking_where_one_collects_for_another(services: Services):
    talk = Talk(services, NOW, "+17045550112")
    talk.hear("refuse_to_pay", "I will not pay this")
    with services.db.transaction() as session:
        assert Flag.CEASE in flags_of(session, "terrence", "NB-3001", talk.now)


def test_paid_already_is_believed_and_looked_for(verified: Talk):
    verified.hear("already_paid", "I paid that last week")
    assert verified.said == ["payment_not_found"]
    with verified.services.db.transaction() as session:
        assert Flag.DISPUTE in flags_of(session, "maya", "HH-1001", verified.now)


def test_rudeness_is_met_once_with_calm_then_by_a_person(verified: Talk):
    verified.hear("abuse", "you morons")
    assert verified.said == ["boundary"]
    verified.hear("abuse", "you morons")
    assert verified.said == ["handed_over"]


def test_a_complaint_gets_a_number_and_the_day_of_its_answer(verified: Talk):
    answer = verified.hear("complain", "your collector was rude to me")
    with verified.services.db.transaction() as session:
        (task,) = open_tasks(session, kind="complaint")
        assert task.words == "your collector was rude to me"
        assert task.due_at == datetime(2026, 12, 17, 4, 59, tzinfo=UTC)  # fifteen days, New York
        assert task.reference is not None
        assert f"number {task.reference}" in answer
        assert "by Dec 16, 2026" in answer
        handover = open_handover(session, verified.id)
        assert handover is not None
        assert handover.reason == "complaint"


def test_two_misunderstandings_bring_the_offer_of_a_person(verified: Talk):
    verified.hear("nlu_fallback", "asdf")
    verified.hear("nlu_fallback", "qwer")
    assert verified.said == ["not_understood_person"]
    verified.hear("affirm", "yes")
    assert verified.conversation().owner == "person"


def test_what_is_none_of_our_business_brings_a_person_the_second_time(verified: Talk):
    verified.hear("out_of_scope", "what is the weather")
    assert verified.said == ["out_of_scope"]
    verified.hear("out_of_scope", "sing me a song")
    assert verified.said == ["not_understood_person"]


def test_one_misunderstanding_is_forgotten_once_we_understand(verified: Talk):
    verified.hear("nlu_fallback", "asdf")
    verified.hear("ask_balance", "how much")
    verified.hear("nlu_fallback", "qwer")
    assert verified.said == ["not_understood"]


def test_a_misunderstanding_does_not_lose_the_plan(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    assert "Back to your plan" in verified.hear("nlu_fallback", "blub")
