from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.twilio import TwilioChannel
from bot.outbox import Outbox
from bot.standin.app import StandinSettings, create_standin
from bot.web import webhooks
from bot.writing import put
from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.accounts import book
from ledger.conversations import conversation_for
from ledger.database import Database
from ledger.money import Money
from ledger.stops import is_stopped
from ledger.tables import DecisionRecord, Event, Handover, Message
from tests.bot.doors import ScriptedDoor
from tests.bot.house import ACCOUNT, OURS, PHONE, TOKEN, House
from tests.bot.servers import free_port, serving

HELLO = "Harbor Home Credit: we got your message."


@dataclass
class Street:
    """A house, its outbox, and Twilio's stand-in at the other end of the street."""

    house: House
    outbox: Outbox
    door: ScriptedDoor
    standin: str

    def write(
        self,
        key: str,
        *,
        phone: str = PHONE,
        purpose: Purpose = Purpose.ANSWER,
        text: str = HELLO,
    ) -> None:
        """Put words into the outbox."""
        house = self.house
        with house.db.transaction() as session:
            conversation = conversation_for(
                session,
                channel="sms",
                address=phone,
                our_address=OURS,
                now=house.clock(),
                new_id=house.services.new_id,
            )
            put(
                session,
                conversation=conversation,
                key=key,
                text=text,
                template=None,
                purpose=purpose,
                discloses_debt=False,
                in_reply_to=None,
                now=house.clock(),
                why="for the test",
            )

    def order(self, **what: object) -> None:
        """Order faults at the stand-in."""
        httpx.post(f"{self.standin}/_control", json=what).raise_for_status()

    def arrived(self, phone: str = PHONE) -> list[str]:
        """The texts at the far end."""
        found = httpx.get(f"{self.standin}/_phone/messages", params={"number": phone}).json()
        return [text["body"] for text in found["messages"]]

    def work(self, until: Callable[[], bool], *, step: float = 0.25) -> None:
        """Let the house's clock go on and the outbox work, until something is so."""
        for _ in range(120):
            worked = self.outbox.send_next() or self.outbox.settle_next_doubt()
            if until():
                return
            if not worked:
                self.house.clock.move(seconds=step)
        raise AssertionError("it never came to that")

    def state(self, key: str) -> str:
        """How far a message has come."""
        return self.house.message(key).state

    def wait_for_state(self, key: str, state: str) -> None:
        """Wait for a callback; those come in their own time."""
        for _ in range(300):
            if self.state(key) == state:
                return
            time.sleep(0.01)
        raise AssertionError(f"{key} is {self.state(key)}, not {state}")


@pytest.fixture
def street(any_house: House, tmp_path: Path) -> Iterator[Street]:
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    house = any_house.with_settings(public_url=public)
    gateway = FastAPI()
    gateway.include_router(webhooks.router(house.services))
    standin = create_standin(
        StandinSettings(ACCOUNT, TOKEN, f"{public}/twilio/inbound", tmp_path / "standin.db")
    )
    with serving(gateway, port), serving(standin) as address:
        channel = TwilioChannel(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            status_url=f"{public}/twilio/status",
            timeout=0.5,
            api_base=address,
        )
        door = ScriptedDoor()
        services = replace(house.services, door=door)  # type: ignore[arg-type]
        house.debtor()
        yield Street(house, Outbox(services, {"sms": channel}), door, address)


def test_a_permitted_message_is_recorded_and_then_sent(street):
    street.write("m-1")
    street.outbox.send_next()

    assert street.arrived() == [HELLO]
    street.wait_for_state("m-1", "delivered")
    (record,) = street.house.rows(DecisionRecord)
    assert (record.message_id, record.outcome) == ("m-1", "permit")
    sent = street.house.message("m-1")
    assert (sent.decision_id, sent.encoding, sent.segments) == (record.id, "GSM-7", 1)


def test_nothing_waits_twice_for_the_same_key(street):
    street.write("m-1")
    street.write("m-1")
    street.work(lambda: street.state("m-1") in ("accepted", "sent", "delivered"))

    assert not street.outbox.send_next()
    assert street.arrived() == [HELLO]


def test_an_amended_message_goes_out_as_amended(street):
    street.door.outcome, street.door.suffix = Outcome.AMEND, " Reply STOP to end messages."
    street.write("m-1")
    street.outbox.send_next()

    assert street.arrived() == [HELLO + " Reply STOP to end messages."]
    assert street.house.message("m-1").body == street.arrived()[0]


def test_a_held_message_waits_for_its_hour_and_is_judged_again_then(street):
    street.door.outcome = Outcome.HOLD
    street.door.not_before = street.house.clock() + timedelta(hours=9)
    street.write("m-1", purpose=Purpose.REMINDER)
    street.outbox.send_next()

    assert street.state("m-1") == "held"
    assert not street.outbox.send_next()
    street.house.clock.move(hours=9)
    street.door.outcome, street.door.not_before = Outcome.PERMIT, None
    street.work(lambda: street.arrived() == [HELLO])
    assert [r.outcome for r in street.house.rows(DecisionRecord)] == ["hold", "permit"]


def test_a_referred_message_waits_for_a_person_who_is_told(street):
    street.door.outcome = Outcome.REFER
    street.write("m-1")
    street.outbox.send_next()

    assert street.state("m-1") == "referred"
    assert [h.reason for h in street.house.rows(Handover)] == ["message_referred"]
    assert street.arrived() == []


def test_a_forbidden_answer_is_cancelled_and_a_person_is_told(street):
    street.door.outcome = Outcome.FORBID
    street.write("m-1")
    street.outbox.send_next()

    assert street.state("m-1") == "cancelled"
    assert street.house.message("m-1").why == "for the test"
    assert [h.reason for h in street.house.rows(Handover)] == ["answer_forbidden"]


def test_a_forbidden_reminder_is_cancelled_and_nobody_is_called(street):
    street.door.outcome = Outcome.FORBID
    street.write("m-1", purpose=Purpose.REMINDER)
    street.outbox.send_next()

    assert street.state("m-1") == "cancelled"
    assert street.house.rows(Handover) == []


def test_a_reminder_of_a_balance_that_has_changed_is_not_sent(street):
    street.write("m-1", purpose=Purpose.REMINDER)
    with street.house.db.transaction() as session:
        message = session.query(Message).filter(Message.id == "m-1").one()
        message.account_id, message.balance_minor = "account-1", 61_342
        book(
            session, account_id="account-1", kind="payment", money=Money(5_000, "USD"),
            booked_on=street.house.clock().date(), reference="p-1", now=street.house.clock(),
            new_id=street.house.services.new_id,
        )  # fmt: skip
    street.outbox.send_next()

    assert street.state("m-1") == "cancelled"
    assert "balance changed" in street.house.message("m-1").why
    assert street.arrived() == []


def test_a_burst_of_429_loses_nothing_and_doubles_nothing(street):
    street.order(faults=["429", "429", "429", "429"])
    for number in range(3):
        street.write(f"m-{number}", text=f"{HELLO} {number}")
    street.work(lambda: len(street.arrived()) == 3)

    assert sorted(street.arrived()) == [f"{HELLO} {number}" for number in range(3)]


@pytest.mark.parametrize("fault", ["lost", "hang", "5xx", "drop"])
def test_after_a_lost_answer_the_person_gets_the_message_exactly_once(street, fault):
    street.order(faults=[fault])
    street.write("m-1")
    street.work(lambda: street.state("m-1") in ("accepted", "sent", "delivered"))
    while street.outbox.send_next() or street.outbox.settle_next_doubt():
        street.house.clock.move(seconds=1)

    assert street.arrived() == [HELLO]


def test_a_callback_settles_a_message_whose_answer_was_lost(street):
    street.order(faults=["lost"])
    street.write("m-1")
    street.outbox.send_next()

    street.wait_for_state("m-1", "delivered")
    assert street.house.message("m-1").provider_sid
    assert not street.outbox.settle_next_doubt()


def test_two_equal_messages_with_lost_answers_arrive_twice_and_not_thrice(street):
    street.order(faults=["lost", "drop"], callbacks={"delay": 30.0})
    street.write("m-1")
    street.write("m-2", phone=PHONE)
    street.work(lambda: {street.state("m-1"), street.state("m-2")} == {"accepted"})

    assert street.arrived() == [HELLO, HELLO]


def test_when_nobody_can_tell_a_person_decides(street):
    street.order(faults=["lost"], listing_fails=True, callbacks={"delay": 60.0})
    street.write("m-1")
    street.work(lambda: street.state("m-1") == "unknown", step=60.0)

    assert "delivery_unknown" in {h.reason for h in street.house.rows(Handover)}
    assert street.arrived() == [HELLO]


def test_a_number_that_twilio_says_has_opted_out_is_silent_from_then_on(street):
    street.order(numbers={PHONE: {"refuse": 21610}})
    street.write("m-1")
    street.write("m-2", purpose=Purpose.REMINDER)
    street.work(lambda: street.state("m-1") == "dead")

    with street.house.db.reading() as session:
        assert is_stopped(session, "sms", PHONE)
    assert street.state("m-2") == "cancelled"


def test_a_refused_answer_calls_a_person(street):
    street.order(numbers={PHONE: {"refuse": 21612}})
    street.write("m-1")
    street.work(lambda: street.state("m-1") == "dead")

    assert [h.reason for h in street.house.rows(Handover)] == ["not_delivered_unreachable"]


def test_a_phone_that_was_off_is_tried_once_more_later_and_not_a_third_time(street):
    street.order(numbers={PHONE: {"ends": "undelivered", "code": 30003}})
    street.write("m-1")
    street.outbox.send_next()
    street.wait_for_state("m-1", "undelivered")

    assert street.state("m-1/again") == "held"
    assert not street.outbox.send_next()
    street.house.clock.move(hours=1)
    street.work(lambda: len(street.arrived()) == 2)
    street.wait_for_state("m-1/again", "undelivered")
    assert [m.id for m in street.house.messages("out")] == ["m-1", "m-1/again"]


def test_words_a_carrier_filters_are_not_repeated_and_somebody_is_alerted(street):
    street.order(numbers={PHONE: {"ends": "undelivered", "code": 30007}})
    street.write("m-1", purpose=Purpose.REMINDER)
    street.outbox.send_next()
    street.write("m-2", purpose=Purpose.REMINDER)
    street.wait_for_state("m-1", "undelivered")

    assert street.state("m-2") == "cancelled"
    assert "alert_filtered" in {event.kind for event in street.house.rows(Event)}
    assert [h.reason for h in street.house.rows(Handover)] == ["not_delivered_filtered"]


def test_callbacks_out_of_order_and_twice_never_take_a_state_back(street):
    street.order(callbacks={"backwards": True, "duplicate": True})
    street.write("m-1")
    street.outbox.send_next()
    street.wait_for_state("m-1", "delivered")
    time.sleep(0.4)

    assert street.state("m-1") == "delivered"
    kinds = [e.kind for e in street.house.rows(Event) if e.subject == "m-1"]
    assert kinds.count("message_delivered") == 1


def test_a_forged_callback_changes_nothing(street):
    street.order(callbacks={"delay": 60.0})
    street.write("m-1")
    street.outbox.send_next()
    sid = street.house.message("m-1").provider_sid
    public = street.house.services.settings.public_url

    answer = httpx.post(
        f"{public}/twilio/status?m=bS0x", data={"MessageSid": sid, "MessageStatus": "delivered"}
    )

    assert answer.status_code == 403
    assert street.state("m-1") == "accepted"


def test_without_a_way_to_send_texts_a_person_is_told_and_nothing_is_lost(house):
    door = ScriptedDoor()
    street = Street(
        house,
        Outbox(replace(house.services, door=door), {}),
        door,
        "",  # type: ignore[arg-type]
    )
    house.debtor()
    street.write("m-1")
    street.outbox.send_next()

    assert street.state("m-1") == "referred"


def test_a_stranger_in_another_thread_cannot_send_what_is_being_sent(street):
    street.order(faults=["hang"])
    street.write("m-1")
    other = Database(street.house.db.url.render_as_string(hide_password=False))
    assert street.outbox.send_next()

    services = replace(street.house.services, db=other, door=street.door)
    assert not Outbox(services, {}).send_next()
    other.dispose()
