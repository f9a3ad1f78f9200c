"""A plan in force is changed, paused or ended only by a clear yes; the old one is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.accounts import book
from ledger.agreements import live_agreement
from ledger.conversations import give_back
from ledger.money import Money
from ledger.tables import Plan
from tests.actions.talk import Talk, dollars, every, on


def live(talk: Talk) -> Plan | None:
    with talk.services.db.transaction() as session:
        plan = live_agreement(session, "HH-1001")
        if isinstance(plan, Plan):
            list(plan.instalments)
            return plan
        return None


def pay(talk: Talk, whole: int) -> None:
    with talk.services.db.transaction() as session:
        book(
            session, account_id="HH-1001", kind="payment", money=Money(whole * 100, "USD"),
            booked_on=talk.now.date(), reference=f"p-{talk.now}", now=talk.now,
            new_id=talk.services.new_id,
        )  # fmt: skip


@pytest.fixture
def planned(verified: Talk) -> Talk:
    """With Maya, who agreed to 100 a month from December 8."""
    verified.hear("request_plan", "100 a month", dollars(100), every("monthly"))
    verified.hear("affirm", "yes")
    assert verified.said == ["plan_confirmed"]
    return verified


@pytest.mark.parametrize("intent", ["request_plan", "counter_offer", "change_plan"])
def test_what_if_is_answered_and_nothing_changes_before_a_yes(planned: Talk, intent: str):
    before = live(planned)
    answer = planned.hear(intent, "and if I paid 80?", dollars(80))
    assert planned.said == ["plan_offer_as_asked", "plan_stays"]
    assert "7 x $80.00, then 1 x $53.42" in answer
    after = live(planned)
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert planned.slots["awaiting"] == "plan"


@pytest.fixture
def least(verified: Talk) -> Talk:
    """With Maya, who agreed to the least that policy allows."""
    verified.hear("request_plan", "5 a month", dollars(5), every("monthly"))
    verified.hear("affirm", "yes")
    assert verified.said == ["plan_confirmed"]
    return verified


@pytest.mark.parametrize("intent", ["change_plan", "counter_offer", "request_plan"])
def test_the_plan_in_force_is_not_offered_once_more_to_who_needs_less(least: Talk, intent: str):
    before = live(least)
    least.hear(intent, "can I change it to 5 a month", dollars(5), every("monthly"))
    assert least.said == ["plan_is_least", "plan_status"]
    least.hear("affirm", "yes")
    assert least.said == ["handed_over"]
    after = live(least)
    assert before is not None
    assert after is not None
    assert (after.id, least.conversation().owner) == (before.id, "person")
    with least.services.db.reading() as session:
        assert session.query(Plan).filter(Plan.account_id == "HH-1001").count() == 1


def test_who_hears_that_less_cannot_be_may_keep_it_or_say_that_money_is_short(least: Talk):
    least.hear("change_plan", "less please, 5", dollars(5))
    least.hear("deny", "no")
    assert least.said == ["dropped"]
    least.hear("change_plan", "less please, 5", dollars(5))
    least.hear("cannot_pay", "i am broke")
    assert least.said == ["ease_off", "affordability_offer"]


def test_who_wishes_for_what_they_have_keeps_it(planned: Talk):
    before = live(planned)
    planned.hear("change_plan", "make it 100 a month", dollars(100), every("monthly"))
    assert planned.said == ["plan_kept", "plan_status"]
    planned.hear("affirm", "yes")
    after = live(planned)
    assert before is not None
    assert after is not None
    assert after.id == before.id


def test_yes_changes_the_plan_over_what_is_left_and_keeps_the_old_one(planned: Talk):
    first = live(planned)
    pay(planned, 100)
    planned.hear("change_plan", "can I pay 80 instead", dollars(80))
    planned.hear("affirm", "yes")
    assert planned.said == ["plan_confirmed"]
    now = live(planned)
    assert first is not None
    assert now is not None
    assert (now.replaces, now.changes, now.total_minor) == (first.id, 1, 513_42)
    with planned.services.db.reading() as session:
        old = session.get_one(Plan, first.id)
        assert (old.standing, len(old.instalments)) == ("replaced", 7)


def test_no_keeps_the_plan_and_says_how_it_stands(planned: Talk):
    before = live(planned)
    planned.hear("change_plan", "80?", dollars(80))
    answer = planned.hear("deny", "no leave it")
    assert planned.said == ["plan_kept", "plan_status"]
    assert "$100.00 on Dec 8, 2026" in answer
    after = live(planned)
    assert before is not None
    assert after is not None
    assert after.id == before.id


@pytest.mark.parametrize("heard_as", ["change_plan", "nlu_fallback"])
def test_another_day_moves_the_plan_and_keeps_the_sums(planned: Talk, heard_as: str):
    answer = planned.hear(heard_as, "can I move it to the 15th", on("2026-12-15"))
    assert "6 x $100.00, then 1 x $13.42" in answer
    assert "from Dec 15, 2026 to Jun 15, 2027" in answer


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("change_plan", "can I pay it on the 20th instead"),
        ("promise_to_pay", "I will have it on the 20th"),
        ("request_extension", "could I have until the 20th"),
        ("nlu_fallback", "is the 20th any good"),
        ("promise_to_pay", "the 100 comes on the 20th"),
    ],
)
def test_a_late_instalment_moves_and_the_others_stay(planned: Talk, intent: str, words: str):
    planned.now += timedelta(days=12)
    sums = [dollars(100)] if "100" in words else []
    answer = planned.hear(intent, words, on("2026-12-20"), *sums)
    assert planned.said == ["plan_move_offer", "plan_stays"]
    assert "$100.00 moves to Dec 20, 2026" in answer
    planned.hear("affirm", "yes")
    plan = live(planned)
    assert plan is not None
    assert [part.due_on.isoformat() for part in plan.instalments][:3] == [
        "2026-12-20", "2027-01-08", "2027-02-08"
    ]  # fmt: skip
    assert plan.total_minor == 613_42


def test_what_is_missing_of_a_late_instalment_is_what_moves(planned: Talk):
    pay(planned, 40)
    planned.now += timedelta(days=12)
    answer = planned.hear("change_plan", "the rest on the 20th", on("2026-12-20"))
    assert "$60.00 moves to Dec 20, 2026" in answer


def test_one_that_is_still_to_come_moves_alone_where_they_say_so(planned: Talk):
    answer = planned.hear("change_plan", "this one on the 15th please", on("2026-12-15"))
    assert "$100.00 moves to Dec 15, 2026" in answer


@pytest.mark.parametrize("day", ["2027-01-08", "2027-03-01"])
def test_what_would_meet_the_next_instalment_is_laid_anew(planned: Talk, day: str):
    planned.now += timedelta(days=12)
    planned.hear("change_plan", "can I pay it then", on(day))
    assert planned.said[0] in ("plan_offer_as_asked", "plan_offer_nearest")


def test_all_payments_move_where_all_are_meant(planned: Talk):
    planned.now += timedelta(days=12)
    answer = planned.hear("change_plan", "move all payments to the 20th", on("2026-12-20"))
    assert "from Dec 20, 2026 to Jun 20, 2027" in answer


def test_a_promise_for_a_day_before_the_instalment_changes_nothing(planned: Talk):
    planned.hear("promise_to_pay", "I will pay on friday", on("2026-12-04"))
    assert planned.said == ["plan_status", "pay_more_any_time"]


def test_time_for_all_of_it_is_no_matter_of_one_instalment(planned: Talk):
    planned.hear("request_extension", "until the 20th for all of it", on("2026-12-20"))
    assert planned.said == ["extension_offer", "replaces_agreement"]


def test_another_rhythm_keeps_about_the_same_a_year(planned: Talk):
    answer = planned.hear("change_plan", "can I pay every two weeks", every("biweekly"))
    assert "$46.16" in answer


def test_half_means_half_of_an_instalment(planned: Talk):
    half = {"entity": "share", "value": {"numerator": 1, "denominator": 2}}
    assert "12 x $50.00" in planned.hear("change_plan", "can i pay half each time", half)


def test_a_counter_to_the_change_goes_on_from_it(planned: Talk):
    planned.hear("change_plan", "80", dollars(80))
    answer = planned.hear("counter_offer", "from the 20th", on("2026-12-20"))
    assert "7 x $80.00" in answer
    assert "from Dec 20, 2026" in answer


def test_without_a_figure_they_are_asked_once_what_should_change(planned: Talk):
    planned.hear("change_plan", "I cant keep the plan like this")
    assert planned.said == ["plan_status", "plan_change_ask"]
    assert "$60.00" in planned.hear("promise_to_pay", "60", dollars(60))
    assert planned.said == ["plan_offer_as_asked", "plan_stays"]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("can I skip this month", "Jan 8, 2027"),
        ("quiero saltar este mes", "8 ene 2027"),
        ("我想跳过一期", "2027年1月8日"),
        ("SKIP", "Jan 8, 2027"),
    ],
)
def test_one_instalment_may_be_skipped(planned: Talk, words: str, first: str):
    assert first in planned.hear("change_plan", words)
    planned.hear("affirm", "yes")
    plan = live(planned)
    assert plan is not None
    assert (plan.pauses, plan.changes) == (1, 0)
    assert plan.instalments[0].due_on == date(2027, 1, 8)


@pytest.mark.parametrize("heard_as", ["deny", "nlu_fallback", "give_identity"])
def test_a_bare_skip_is_understood_from_its_question(planned: Talk, heard_as: str):
    planned.hear("change_plan", "this plan is too hard for me")
    planned.hear(heard_as, "skip")
    assert planned.said == ["plan_offer_as_asked", "plan_stays"]


def test_a_second_pause_is_for_a_person(planned: Talk):
    planned.hear("change_plan", "skip this one")
    planned.hear("affirm", "yes")
    planned.hear("change_plan", "skip another one")
    assert planned.said == ["plan_needs_person"]
    assert planned.conversation().owner == "person"


@pytest.mark.parametrize(
    ("intent", "words", "kept"),
    [("affirm", "yes keep it", True), ("cancel_plan", "nvm keep the plan", True),
     ("cancel_plan", "cancel it please", False), ("affirm", "yes", False)],
)  # fmt: skip
def test_who_says_keep_keeps_it_whatever_it_is_taken_for(
    planned: Talk, intent: str, words: str, kept: bool
):
    planned.hear("cancel_plan", "i want out of the plan")
    planned.hear(intent, words)
    assert (live(planned) is not None) is kept


def test_so_many_changes_and_no_more_without_a_person(planned: Talk):
    for sum_ in (90, 80, 70):
        planned.hear("change_plan", f"make it {sum_}", dollars(sum_))
        planned.hear("affirm", "yes")
        assert planned.said == ["plan_confirmed"]
    planned.hear("change_plan", "make it 60", dollars(60))
    assert planned.said == ["plan_needs_person"]


def test_below_the_least_the_nearest_is_said(planned: Talk):
    answer = planned.hear("change_plan", "5 a month", dollars(5))
    assert planned.said == ["plan_offer_longest", "plan_stays"]
    assert "$5.00 " not in answer


def test_a_missed_instalment_is_asked_about_without_blame(planned: Talk):
    planned.now += timedelta(days=12)
    planned.hear("ask_plan_status", "how is my plan")
    assert planned.said == ["plan_status_late"]
    answer = planned.hear("change_plan", "I could do 60 on the 20th", dollars(60), on("2026-12-20"))
    assert "from Dec 20, 2026" in answer


def test_yes_to_a_change_of_a_plan_that_ended_meanwhile_binds_nobody(planned: Talk):
    planned.hear("change_plan", "80", dollars(80))
    with planned.services.db.transaction() as session:
        plan = live_agreement(session, "HH-1001")
        assert isinstance(plan, Plan)
        plan.standing = "defaulted"
    planned.hear("affirm", "yes")
    assert planned.said[0] == "offer_renewed"
    assert live(planned) is None


def test_a_plan_is_ended_after_one_question(planned: Talk):
    answer = planned.hear("cancel_plan", "cancel my plan")
    assert planned.said == ["cancel_plan_ask"]
    assert "$613.42" in answer
    assert live(planned) is not None
    planned.hear("affirm", "yes")
    assert planned.said == ["agreement_ended"]
    assert live(planned) is None


def test_no_to_the_question_keeps_it(planned: Talk):
    planned.hear("cancel_plan", "cancel my plan")
    planned.hear("deny", "no wait")
    assert planned.said == ["plan_kept", "plan_status"]
    assert live(planned) is not None


def test_a_promise_is_ended_the_same_way(verified: Talk):
    verified.hear("promise_to_pay", "100 on the 10th", dollars(100), on("2026-12-10"))
    verified.hear("affirm", "yes")
    verified.hear("cancel_plan", "forget it, cancel that")
    assert verified.said == ["cancel_promise_ask"]
    verified.hear("cancel_plan", "yes cancel it")
    assert verified.said == ["agreement_ended"]


def test_what_is_only_on_the_table_is_taken_off(verified: Talk):
    verified.hear("request_plan", "100 a month", dollars(100))
    verified.hear("cancel_plan", "no plan after all")
    assert verified.said == ["dropped"]
    verified.hear("cancel_plan", "cancel the plan")
    assert verified.said == ["plan_none"]


def test_who_has_no_plan_is_asked_what_would_work(verified: Talk):
    verified.hear("change_plan", "I need to change my plan")
    assert verified.said == ["plan_none"]
    assert verified.slots["awaiting"] == "plan_wish"


def test_a_promise_gets_another_day(verified: Talk):
    verified.hear("promise_to_pay", "100 on the 10th", dollars(100), on("2026-12-10"))
    verified.hear("affirm", "yes")
    verified.hear("change_plan", "I wont make that day")
    assert verified.said == ["promise_status", "promise_ask_day"]
    answer = verified.hear("promise_to_pay", "the 12th", on("2026-12-12"))
    assert "$100.00 by Dec 12, 2026" in answer


def test_on_hold_nothing_is_changed(planned: Talk):
    planned.hear("dispute_debt", "this is not right")
    with planned.services.db.transaction() as session:
        give_back(session, conversation_id=planned.id, staff_id=None, now=planned.now)
    planned.hear("change_plan", "80", dollars(80))
    assert planned.said == ["on_hold"]
