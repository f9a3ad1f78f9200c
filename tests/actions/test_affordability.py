"""Hardship pauses; a few questions by chat lead to an offer that fits, or to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions.services import Services
from compliance.situation import Flag
from ledger.agreements import proposed
from ledger.conversations import open_handover
from ledger.stops import flags_of
from ledger.tables import ActionRun, Affordability, Debtor, Event, Plan
from tests.actions.conftest import AGENCY, NOW, STRANGER
from tests.actions.talk import Talk, dollars, every


def form_of(talk: Talk) -> Affordability:
    with talk.services.db.transaction() as session:
        return session.query(Affordability).one()


def summary(talk: Talk) -> str:
    with talk.services.db.transaction() as session:
        handover = open_handover(session, talk.id)
        return str(handover.summary) if handover else ""


@pytest.fixture
def asked(verified: Talk) -> Talk:
    """Maya has told of hardship and said yes to the questions."""
    verified.hear("report_hardship", "I lost my job")
    verified.hear("affirm", "yes")
    assert verified.said == ["afford_income"]
    return verified


def tell(talk: Talk, *answers: str) -> str:
    said = ""
    for words in answers:
        said = talk.hear("nlu_fallback", words)
    return said


def test_hardship_pauses_names_free_help_and_offers_to_look_at_it(verified: Talk):
    answer = verified.hear("report_hardship", "I lost my job")
    assert verified.said == ["hardship_noted", "free_help_nearby", "affordability_offer"]
    assert "211" in answer
    assert "1-800-388-2227" in answer
    with verified.services.db.transaction() as session:
        assert Flag.HARDSHIP in flags_of(session, "maya", "HH-1001", verified.now)
        assert open_handover(session, verified.id) is not None
    assert verified.conversation().owner == "bot"


@pytest.mark.parametrize("country", ["ES", "MX", "CN", "IN", "PH", "FR"])
def test_where_we_are_sure_of_no_adviser_a_person_helps_to_find_one(verified: Talk, country: str):
    with verified.services.db.transaction() as session:
        session.get_one(Debtor, "maya").country = country
    answer = verified.hear("report_hardship", "I lost my job")
    assert verified.said == ["hardship_noted", "free_help_by_person", "affordability_offer"]
    assert "Reply PERSON" in answer
    assert "1-800" not in answer


def test_no_money_now_pauses_for_a_while(verified: Talk):
    verified.hear("cannot_pay", "broke rn")
    assert verified.said == ["ease_off", "affordability_offer"]
    with verified.services.db.transaction() as session:
        assert Flag.HARDSHIP in flags_of(session, "maya", "HH-1001", verified.now)
        later = verified.now + timedelta(days=31)
        assert Flag.HARDSHIP not in flags_of(session, "maya", "HH-1001", later)


def test_the_answers_lead_to_an_offer_that_fits_them(asked: Talk):
    answer = tell(asked, "1500", "1400 rent and food", "2 kids", "80")
    assert asked.said == ["afford_offer", "plan_offer_as_asked"]
    assert "$80.00" in answer
    assert asked.slots["awaiting"] == "plan"
    assert "income" in summary(asked)
    form = form_of(asked)
    assert (form.income_minor, form.essentials_minor) == (1500_00, 1400_00)
    assert (form.dependants, form.manageable_minor, form.outcome) == (2, 80_00, "finished")
    asked.hear("affirm", "yes")
    assert asked.said == ["plan_confirmed"]


@pytest.mark.parametrize("words", ["nadie", "Nobody.", "没有"])
def test_nobody_lives_on_their_money_and_the_number_stays_theirs(asked: Talk, words: str):
    tell(asked, "1500", "1400")
    asked.hear("wrong_person", words)
    assert asked.said == ["afford_manageable"]
    assert form_of(asked).dependants == 0
    assert asked.conversation().right_party == "right"


@pytest.mark.parametrize(
    ("words", "people"),
    [("my two kids and my mother", 3), ("mis dos hijos y mi mamá", 3), ("我妈和两个孩子", 3)],
)
def test_who_lives_on_their_money_is_no_cry_for_help(asked: Talk, words: str, people: int):
    tell(asked, "1500", "1400")
    asked.hear("express_distress", words)
    assert asked.said == ["afford_manageable"]
    assert form_of(asked).dependants == people


def test_despair_about_the_family_is_one(asked: Talk):
    tell(asked, "1500", "1400")
    asked.hear("express_distress", "my kids would be better off without me")
    assert asked.said != ["afford_manageable"]


def test_a_wrong_person_is_believed_in_the_middle_of_the_questions(asked: Talk):
    tell(asked, "1500", "1400")
    asked.hear("wrong_person", "nobody of that name lives here")
    assert asked.said == ["wrong_number_confirmed"]


def test_nothing_is_offered_above_what_is_left_over(asked: Talk):
    tell(asked, "1500", "1440", "0")
    answer = tell(asked, "400")
    assert "$60.00" in answer
    with asked.services.db.transaction() as session:
        plan = proposed(session, asked.id)
        assert isinstance(plan, Plan)
        assert max(part.minor for part in plan.instalments) <= 60_00


@pytest.mark.parametrize(
    "answers",
    [("1500", "1500", "1", "50"), ("skip", "skip", "skip", "5"), ("0", "700", "3", "nothing"),
     ("skip", "skip", "skip", "skip")],
)  # fmt: skip
def test_where_nothing_fits_nothing_is_offered_and_a_person_is_told(
    asked: Talk, answers: tuple[str, ...]
):
    answer = tell(asked, *answers)
    assert asked.said == ["afford_person"]
    assert "$" not in answer
    assert asked.conversation().owner == "person"
    assert "Affordability" in summary(asked)


def test_the_questions_can_be_ended_at_any_moment(asked: Talk):
    tell(asked, "1500")
    asked.hear("deny", "no, stop asking that")
    assert asked.said == ["affordability_ended"]
    assert form_of(asked).outcome == "stopped"
    assert asked.slots["awaiting"] is None


def test_no_to_people_who_live_on_it_means_none(asked: Talk):
    tell(asked, "1500", "1400")
    asked.hear("deny", "no")
    assert asked.said == ["afford_manageable"]
    assert form_of(asked).dependants == 0


def test_a_no_to_the_offer_of_questions_begins_none(verified: Talk, services: Services):
    verified.hear("report_hardship", "I lost my job")
    verified.hear("deny", "no")
    assert verified.said == ["affordability_ended"]
    with services.db.transaction() as session:
        assert session.query(Affordability).count() == 0


def test_a_question_of_theirs_is_answered_and_ours_put_again(asked: Talk):
    asked.hear("ask_balance", "how much do I owe")
    assert asked.said == ["balance_parts", "afford_income"]
    tell(asked, "500 a week")
    assert asked.said == ["afford_essentials"]


def test_weekly_money_is_reckoned_by_the_month(asked: Talk):
    asked.hear("promise_to_pay", "500 a week", dollars(500), every("weekly"))
    assert form_of(asked).income_minor == 2166_66


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("change_plan", "saltar"),
        ("ask_plan_status", "跳过"),
        ("greet", "skip"),
        ("deny", "prefer not to say"),
        ("express_distress", "i dont want to say"),
        ("express_distress", "跳过"),
    ],
)
def test_a_skip_is_heard_whatever_it_is_taken_for(asked: Talk, intent: str, words: str):
    asked.hear(intent, words)
    assert asked.said == ["afford_essentials"]
    assert form_of(asked).income_minor is None


def test_two_words_with_a_number_are_no_wrong_number(asked: Talk):
    tell(asked, "1500", "1400")
    asked.hear("wrong_person", "2 kids")
    assert asked.said == ["afford_manageable"]
    assert asked.conversation().right_party == "right"


def test_what_was_said_last_can_be_put_right(asked: Talk):
    tell(asked, "150")
    asked.hear("already_paid", "sorry I meant 1500")
    assert asked.said == ["afford_essentials"]
    assert form_of(asked).income_minor == 1500_00
    assert form_of(asked).essentials_minor is None


def test_what_makes_no_sense_is_asked_again(asked: Talk):
    tell(asked, "purple")
    assert asked.said == ["not_understood", "afford_income"]


@pytest.mark.parametrize("intent", ["express_distress", "stop_contact", "dispute_debt"])
def test_what_protects_somebody_is_heard_in_the_middle_of_it(asked: Talk, intent: str):
    answer = asked.hear(intent, "in their words, 2 of them")
    assert not any(name.startswith("afford") for name in asked.said)
    assert "$" not in answer


@pytest.mark.parametrize("address", [AGENCY, STRANGER])
@pytest.mark.parametrize("intent", ["report_hardship", "cannot_pay"])
def test_somebody_unverified_is_paused_and_asked_who_they_are_first(
    services: Services, address: str, intent: str
):
    talk = Talk(services, NOW, address)
    talk.hear(intent, "no money")
    talk.hear("affirm", "yes")
    assert talk.said == ["ask_identity"]


def test_the_questions_begin_once_the_proof_holds(talk: Talk):
    talk.hear("report_hardship", "I lost my job")
    talk.hear("affirm", "yes")
    talk.hear("give_identity", "10025 1985")
    assert talk.said == ["afford_income"]


def test_what_was_told_about_money_stays_in_its_table(asked: Talk):
    tell(asked, "1777", "1400", "2", "80")
    with asked.services.db.transaction() as session:
        logged = " ".join(str(event.detail) for event in session.query(Event))
        kept = " ".join(str(run.events) for run in session.query(ActionRun))
    assert "1777" not in logged + kept + str(asked.slots)
