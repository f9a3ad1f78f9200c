"""Several wishes in one message: all are served, in one transaction, the most protecting first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.follows import steps_after
from actions.heard import Heard, read_wishes
from actions.services import Services
from compliance.situation import Flag
from ledger.conversations import open_handover
from ledger.stops import flags_of, is_quarantined, is_stopped, stop
from ledger.tables import ActionRun
from tests.actions.conftest import AGENCY, MAYA, STRANGER
from tests.actions.talk import ROOT, Talk, dollars, every, on

LEVELS = {
    "express_distress": 1, "stop_contact": 2, "report_deceased": 2, "wrong_person": 2,
    "report_attorney": 2, "report_bankruptcy": 2, "dispute_debt": 2, "complain": 3,
    "request_human": 3, "report_hardship": 3, "third_party_reply": 3, "request_callback": 3,
    "request_plan": 4, "promise_to_pay": 4, "counter_offer": 4,
    "ask_balance": 5, "ask_due_date": 5, "ask_who_is_this": 5, "affirm": 6,
}  # fmt: skip


def wishes(*intents: str) -> list[Heard]:
    """The wishes of a message whose words are said one after the other, ten signs each."""
    return [
        Heard(intent, LEVELS[intent], ((place * 10, place * 10 + 10),))
        for place, intent in enumerate(intents)
    ]


def said_in(place: int, entity: dict[str, Any]) -> dict[str, Any]:
    return {**entity, "start": place * 10 + 1, "end": place * 10 + 5}


def flags(talk: Talk) -> frozenset[Flag]:
    with talk.services.db.transaction() as session:
        return flags_of(session, "maya", "HH-1001", talk.now)


def test_a_death_and_a_stop_bring_one_line_the_record_and_silence(talk: Talk):
    answer = talk.hear(
        "stop_contact",
        "my husband died and stop texting me",
        wishes=wishes("stop_contact", "report_deceased"),
    )
    assert talk.said == ["stop_with_condolence"]
    assert "sorry for your loss" in answer
    assert Flag.DECEASED in flags(talk)
    with talk.services.db.transaction() as session:
        assert is_stopped(session, "sms", MAYA)
        assert open_handover(session, talk.id) is not None


def test_despair_and_a_stop_bring_the_line_that_listens_and_silence(talk: Talk):
    answer = talk.hear(
        "express_distress", "i want to die leave me alone",
        wishes=wishes("express_distress", "stop_contact"),
    )  # fmt: skip
    assert talk.said == ["stop_care_call_or_text"]
    assert "988" in answer
    with talk.services.db.transaction() as session:
        assert is_stopped(session, "sms", MAYA)
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert handover.priority == 100


def test_a_dispute_and_a_stop_are_both_written_down_with_one_line(verified: Talk):
    verified.hear("stop_contact", "not mine. stop", wishes=wishes("stop_contact", "dispute_debt"))
    assert verified.said == ["stop_and_noted"]
    assert Flag.DISPUTE in flags(verified)


def test_a_stop_heard_by_the_gateway_needs_no_intent(talk: Talk):
    turn_id = f"{talk.id}-turn-0"
    with talk.services.db.transaction() as session:
        stop(
            session, channel="sms", address=MAYA, source="word", message_id=turn_id,
            now=talk.now, new_id=talk.services.new_id,
        )  # fmt: skip
    talk.hear("report_deceased", "my husband died and stop texting me")
    assert talk.said == ["stop_with_condolence"]
    assert Flag.DECEASED in flags(talk)


def test_two_questions_are_answered_as_soon_as_the_proof_holds(talk: Talk):
    talk.hear("ask_balance", "how much and when", wishes=wishes("ask_balance", "ask_due_date"))
    assert talk.said == ["ask_identity"]
    answer = talk.hear("give_identity", "10025 1985")
    assert talk.said == ["balance_parts", "due_was"]
    assert "$613.42" in answer


def test_what_is_wished_with_the_proof_is_served_behind_what_was_asked_before(talk: Talk):
    talk.hear("ask_balance", "how much is it")
    answer = talk.hear(
        "request_plan", "10025 1985, and can i do 50 a month", dollars(50), every("monthly")
    )
    assert talk.said == ["balance_parts", "plan_offer_as_asked"]
    assert "12 x $50.00" in answer


def test_of_two_offers_wished_for_the_newest_is_made(talk: Talk):
    talk.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    talk.hear("request_plan", "10025 1985 better 50 a month", dollars(50), every("monthly"))
    assert talk.said == ["plan_offer_as_asked"]


def test_a_sum_beside_the_proof_is_for_the_plan_they_wished_for(talk: Talk):
    talk.hear("request_plan", "can i get a plan")
    answer = talk.hear("give_identity", "10025 1985 i can do 75", dollars(75))
    assert "8 x $75.00" in answer


def test_a_plan_and_its_sum_heard_as_two_wishes_are_one(talk: Talk):
    said = wishes("request_plan", "counter_offer")
    figures = said_in(1, dollars(75)), said_in(1, every("monthly"))
    talk.hear("request_plan", "plan please 75 a month", *figures, wishes=said)
    answer = talk.hear("give_identity", "10025 1985")
    assert "8 x $75.00" in answer


def test_a_sum_with_its_rhythm_beside_the_proof_is_a_wish(talk: Talk):
    talk.hear("give_identity", "10025 1985, I can do 75 a month", dollars(75), every("monthly"))
    assert talk.said == ["plan_offer_as_asked"]


def test_trouble_told_with_the_proof_comes_first_and_the_plan_is_served(talk: Talk):
    talk.hear("request_plan", "can i get a plan")
    talk.hear("report_hardship", "10025 1985, they laid me off")
    assert talk.said == ["hardship_noted", "free_help_nearby", "plan_offer"]
    assert Flag.HARDSHIP in flags(talk)


def test_who_asks_for_a_person_with_the_proof_gets_one_and_no_offer(talk: Talk):
    talk.hear("request_plan", "can i get a plan")
    talk.hear("request_human", "10025 1985 let me talk to somebody")
    assert talk.said == ["handed_over"]
    assert talk.conversation().right_party == "right"


def test_a_complaint_beside_a_wish_is_written_down_and_the_wish_is_served(verified: Talk):
    verified.hear(
        "complain", "awful service. 50 a month then",
        said_in(1, dollars(50)), said_in(1, every("monthly")),
        wishes=wishes("complain", "request_plan"),
    )  # fmt: skip
    assert verified.said == ["complaint_taken", "plan_offer_as_asked"]
    with verified.services.db.transaction() as session:
        assert open_handover(session, verified.id) is not None
    assert verified.conversation().owner == "bot"


def test_after_an_answer_to_our_question_we_listen(talk: Talk):
    talk.hear("update_contact", "i moved")
    talk.hear("give_identity", "418 Pecan St, Macon GA 31201")
    action, call = talk.calls[-1]
    followups = [e["name"] for e in action.perform(call).events if e["event"] == "followup"]
    assert followups == ["action_listen"]


def test_a_question_is_answered_before_the_offer_that_asks_something(verified: Talk):
    answer = verified.hear(
        "request_plan", "what do i owe, can i do 50 a month",
        said_in(0, dollars(50)), said_in(0, every("monthly")),
        wishes=wishes("request_plan", "ask_balance"),
    )  # fmt: skip
    assert verified.said == ["balance_parts", "plan_offer_as_asked"]
    assert "12 x $50.00" in answer
    assert verified.slots["awaiting"] == "plan"


def test_each_wish_gets_the_figures_of_its_own_words(verified: Talk):
    verified.hear(
        "promise_to_pay", "50 on friday. can i pay 80 a month",
        said_in(0, dollars(50)), said_in(0, on("2026-12-04")), said_in(1, dollars(80)),
        wishes=wishes("promise_to_pay", "request_plan"),
    )  # fmt: skip
    assert verified.said == ["promise_offer"]


def test_a_part_of_the_offer_is_no_offer_of_its_own(verified: Talk):
    half = {"entity": "share", "value": {"numerator": 1, "denominator": 2}}
    verified.hear(
        "promise_to_pay", "half on dec 11, the rest on dec 28",
        said_in(0, half), said_in(0, on("2026-12-11")),
        said_in(1, half), said_in(1, on("2026-12-28")),
        wishes=[Heard("pay_partial", 4, ((0, 10),)), Heard("promise_to_pay", 4, ((0, 34),))],
    )  # fmt: skip
    assert verified.said == ["promise_parts_offer"]


def test_who_is_this_and_how_much_is_answered_and_asks_who_is_speaking(talk: Talk):
    talk.hear(
        "ask_balance", "who is this? how much", wishes=wishes("ask_who_is_this", "ask_balance")
    )
    assert talk.said[0] == "who_we_are_phone"
    assert talk.slots["awaiting"] == "identity"
    talk.hear("give_identity", "10025 1985")
    assert talk.said == ["balance_parts"]


@pytest.mark.parametrize(
    "safety",
    ["express_distress", "stop_contact", "report_deceased", "wrong_person", "report_attorney",
     "report_bankruptcy", "dispute_debt"],
)  # fmt: skip
def test_no_talk_of_money_follows_what_protects_somebody(verified: Talk, safety: str):
    answer = verified.hear(
        safety, "in their words, and how much, and 50 a month",
        said_in(2, dollars(50)), said_in(2, every("monthly")),
        wishes=wishes(safety, "ask_balance", "request_plan"),
    )  # fmt: skip
    assert "$" not in answer
    assert verified.slots.get("awaiting") in (None, "representative")


def test_a_complaint_beside_a_dispute_gets_its_number(verified: Talk):
    verified.hear("dispute_debt", "wrong, I complain", wishes=wishes("dispute_debt", "complain"))
    assert verified.said == ["dispute_recorded", "complaint_taken"]


def test_a_yes_settles_the_plan_and_the_question_is_answered_too(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes. when is it due", wishes=wishes("affirm", "ask_due_date"))
    assert verified.said == ["plan_confirmed", "due_agreed"]


@pytest.mark.parametrize("address", [MAYA, AGENCY, STRANGER])
def test_several_wishes_of_a_stranger_tell_nothing_either(
    talk_with: Callable[[str], Talk], address: str
):
    talk = talk_with(address)
    answer = talk.hear(
        "ask_balance", "who is this, how much, lawyer",
        wishes=wishes("report_attorney", "ask_who_is_this", "ask_balance"),
    )  # fmt: skip
    assert "$" not in answer
    assert "owe" not in answer


def test_the_same_turn_again_serves_nothing_twice(verified: Talk):
    verified.hear("complain", "complaint, how much", wishes=wishes("complain", "ask_balance"))
    action, call = verified.calls[-1]
    first = list(verified.said)
    with verified.services.db.transaction() as session:
        before = session.query(ActionRun).count()
    again = action.perform(call)
    assert [reply["template"] for reply in again.replies] == first
    with verified.services.db.transaction() as session:
        assert session.query(ActionRun).count() == before


def test_a_wrong_number_that_asks_to_stop_is_silent_for_every_account(talk: Talk):
    talk.hear("stop_contact", "wrong number. stop", wishes=wishes("stop_contact", "wrong_person"))
    assert talk.said == ["wrong_number_confirmed"]
    with talk.services.db.transaction() as session:
        assert is_quarantined(session, "sms", MAYA)
        assert is_stopped(session, "sms", MAYA)


def test_what_follows_an_intent_is_read_from_the_rules(services: Services):
    steps = steps_after(ROOT)
    assert [step.name for step in steps["ask_balance"]] == ["action_tell_balance"]
    assert steps["ask_help"][0].is_template
    assert services.help.where("US") is not None


@pytest.mark.parametrize("rows", [None, "x", [1], [{"intent": 3}], [{"intent": "a", "level": 1}]])
def test_what_is_no_list_of_wishes_is_left_out(rows: object):
    assert read_wishes(rows) == ()


@pytest.mark.parametrize(
    "beside", ["request_callback", "report_hardship", "complain", "ask_balance"]
)
def test_somebody_else_hears_one_line_whatever_else_they_say(talk: Talk, beside: str):
    talk.hear(
        "third_party_reply",
        "this is his mother, he lost his job, call me about it",
        wishes=wishes("third_party_reply", beside),
    )
    assert talk.said == ["third_party_answered"]
