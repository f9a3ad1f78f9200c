"""What the right party is told: always from the ledger, always as it stands now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from actions.base import Call, TurnUnknown
from actions.services import Services, compose
from ledger.accounts import book
from ledger.money import Money
from ledger.tables import Event
from tests.actions.conftest import MAYA
from tests.actions.talk import Talk, dollars, every, on


def pay(talk: Talk, minor: int, reference: str = "p-1") -> None:
    with talk.services.db.transaction() as session:
        book(
            session,
            account_id="HH-1001",
            kind="payment",
            money=Money(minor, "USD"),
            booked_on=talk.now.date(),
            reference=reference,
            now=talk.now,
            new_id=talk.services.new_id,
        )


def test_the_balance_is_what_the_entries_say_now(verified: Talk):
    assert "$585.00 plus $18.42 interest and $10.00 fees" in verified.hear("ask_balance")
    pay(verified, 100_00)
    answer = verified.hear("ask_balance")
    assert "$513.42 today" in answer
    assert "less $100.00 already taken off" in answer


def test_nothing_left_is_said_to_be_nothing(verified: Talk):
    pay(verified, 613_42)
    for intent in ("ask_balance", "ask_due_date", "request_plan", "promise_to_pay", "pay_now"):
        verified.hear(intent)
        assert verified.said[0] == "nothing_open"


def test_the_details_let_a_person_recognise_the_account(verified: Talk):
    answer = verified.hear("ask_debt_details")
    for words in ("furniture loan", "Harbor Home Credit", "ending in 1001", "Nov 20, 2026"):
        assert words in answer


def test_after_a_plan_the_due_date_is_its_next_payment(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes")
    assert "next payment is $50.00 on Dec 8, 2026" in verified.hear("ask_due_date")
    pay(verified, 50_00)
    assert "next payment is $50.00 on Jan 8, 2027" in verified.hear("ask_due_date")
    pay(verified, 20_00, "p-2")
    answer = verified.hear("ask_plan_status")
    assert "$30.00 on Jan 8, 2027" in answer
    assert "Payments left: 12" in answer


def test_a_plan_in_force_is_not_replaced_by_talking(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("affirm", "yes")
    verified.hear("request_plan", "25 a month", dollars(25), every("monthly"))
    assert verified.said == ["plan_offer_longest", "plan_stays"]
    verified.hear("promise_to_pay", "and 100 on friday", dollars(100), on("2026-12-04"))
    assert verified.said == ["plan_status", "pay_more_any_time"]


def test_a_promise_is_told_as_promised(verified: Talk):
    verified.hear("promise_to_pay", "120 on friday", dollars(120), on("2026-12-04"))
    verified.hear("affirm", "yes")
    assert "$120.00 by Dec 4, 2026" in verified.hear("ask_plan_status")


def test_a_payment_that_came_is_found(verified: Talk):
    pay(verified, 100_00)
    answer = verified.hear("already_paid", "I paid already")
    assert "$100.00 on Dec 1, 2026" in answer
    assert "now $513.42" in answer
    assert "$100.00" in verified.hear("request_receipt")


def test_an_old_payment_is_not_taken_for_the_new_one(verified: Talk):
    pay(verified, 100_00)
    for _ in range(4):  # they write now and then, so that their proof does not lapse
        verified.now += timedelta(days=25)
        verified.hear("greet", "hello")
    verified.hear("already_paid", "I paid last week")
    assert verified.said == ["payment_not_found"]


def test_a_receipt_before_any_payment_is_not_invented(verified: Talk):
    verified.hear("request_receipt")
    assert verified.said == ["receipt_none"]


def test_a_turn_that_did_not_come_through_the_gateway_is_refused(verified: Talk):
    action, call = verified.calls[-1]
    stranger = Call(**{**vars(call), "turn_id": "made up"})
    with pytest.raises(TurnUnknown, match="FORBEAR_DATABASE_URL"):
        action.perform(stranger)


def test_a_turn_that_fails_leaves_nothing_behind(verified: Talk, monkeypatch: pytest.MonkeyPatch):
    with verified.services.db.transaction() as session:
        before = session.query(Event).count()
    action = verified.actions["action_record_dispute"]

    def act(turn: object) -> None:
        type(action).act(action, turn)  # type: ignore[arg-type]
        raise RuntimeError("I was born 1985")

    monkeypatch.setattr(action, "act", act)
    with pytest.raises(Exception, match="action_record_dispute failed on RuntimeError") as failed:
        verified.hear("dispute_debt", "not mine")
    assert "1985" not in str(failed.value)
    with verified.services.db.transaction() as session:
        # only the message itself was received, and heard to be in English
        kinds = [event.kind for event in session.query(Event).offset(before)]
    assert kinds == ["message_received", "language_heard"]


def test_the_services_are_composed_from_the_environment(services: Services, tmp_path):
    made = compose({"FORBEAR_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"})
    assert made.offers.revision == services.offers.revision
    assert made.collector is None
    assert made.new_id() != made.new_id()


def test_today_is_the_day_on_the_persons_own_calendar(services: Services):
    still_november_in_new_york = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
    talk = Talk(services, still_november_in_new_york, MAYA)
    talk.hear("give_identity", "10025 1985")
    talk.hear("promise_to_pay", "50 today", dollars(50), on("2026-11-30"))
    assert talk.said == ["promise_offer"]
