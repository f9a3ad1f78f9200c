from __future__ import annotations

from datetime import timedelta

import pytest

from bot.inbound import Inbound, Taken, take_in
from bot.writing import put
from compliance.situation import Purpose
from compliance.verdict import Outcome
from ledger.conversations import conversation_for
from ledger.stops import is_quarantined, is_stopped
from ledger.tables import Message, Turn
from tests.bot.house import OURS, PHONE, House


def take(house: House, body: str, sid: str = "SM1", heard: str | None = None) -> Taken:
    inbound = Inbound(sid, "sms", PHONE, OURS, body, provider_heard=heard)
    with house.db.transaction() as session:
        return take_in(session, house.services, inbound, now=house.clock())


def stopped(house: House) -> bool:
    with house.db.reading() as session:
        return is_stopped(session, "sms", PHONE)


def reminder(house: House, key: str = "reminder") -> None:
    with house.db.transaction() as session:
        conversation = conversation_for(
            session,
            channel="sms",
            address=PHONE,
            our_address=OURS,
            now=house.clock(),
            new_id=house.services.new_id,
        )
        put(
            session,
            conversation=conversation,
            key=key,
            text="Harbor Home Credit: your payment is due. Reply STOP to end messages.",
            template=None,
            purpose=Purpose.REMINDER,
            discloses_debt=True,
            in_reply_to=None,
            now=house.clock() + timedelta(days=3),
            why="three days after the due date",
        )


@pytest.mark.parametrize(
    ("words", "confirmed_in"),
    [
        ("STOP", "en"),
        ("please stop texting me", "en"),
        ("Alto", "es"),
        ("ya no me escriban", "es"),
        ("停止", "zh-Hans"),
        ("不要再给我发短信了", "zh-Hans"),
    ],
)
def test_a_stop_silences_the_number_before_the_next_message(house, words, confirmed_in):
    house.debtor()
    reminder(house)

    assert take(house, words) is Taken.STOPPED

    assert stopped(house)
    assert house.message("reminder").state == "cancelled"
    assert house.rows(Turn) == []
    confirmation = house.messages("out")[-1]
    assert confirmation.purpose == Purpose.OPT_OUT_CONFIRMATION
    assert confirmation.body == house.services.wording.render("stop_confirmed", {}, confirmed_in)


def test_chinese_is_confirmed_in_the_script_they_write(house):
    house.debtor(language="zh-Hant")

    take(house, "停止")

    said = house.services.wording.render("stop_confirmed", {}, "zh-Hant")
    assert house.messages("out")[-1].body == said


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Hola, ¿quién es?", "es"),
        ("請問你們是誰", "zh-Hant"),
        ("请问你们是谁", "zh-Hans"),
        ("ok", "en"),
        ("2", "en"),
    ],
)
def test_the_language_of_a_message_is_heard_as_it_comes_in(house, words, language):
    house.debtor()

    take(house, words)

    assert house.conversation().language == language


def test_what_twilio_has_answered_is_not_answered_again(house):
    house.debtor()

    assert take(house, "STOP", heard="STOP") is Taken.STOPPED
    assert take(house, "HELP", "SM2", heard="HELP") is Taken.HELPED
    assert take(house, "START", "SM3", heard="START") is Taken.STARTED

    assert house.messages("out") == []
    assert not stopped(house)


def test_an_operator_may_say_that_twilio_answers_the_bare_words(house):
    quiet = house.with_settings(twilio_answers_stop=True)

    take(quiet, "STOP")
    assert house.messages("out") == []

    take(quiet, "START", "SM2")
    take(quiet, "please don't text me any more", "SM3")
    assert house.messages("out")[-1].template == "stop_confirmed"


def test_a_second_stop_is_obeyed_and_not_confirmed_again(house):
    take(house, "STOP")
    take(house, "STOP!!", "SM2")

    assert [m.template for m in house.messages("out")] == ["stop_confirmed"]


def test_start_lets_us_answer_again(house):
    house.debtor()
    take(house, "STOP")

    assert take(house, "START", "SM2") is Taken.STARTED

    assert not stopped(house)
    assert house.messages("out")[-1].template == "start_confirmed"
    assert take(house, "what do I owe", "SM3") is Taken.TURN


def test_words_after_a_stop_go_to_a_person_and_are_not_answered(house):
    take(house, "STOP")

    assert take(house, "but how much was it?", "SM2") is Taken.AFTER_STOP

    assert house.rows(Turn) == []
    assert [m.template for m in house.messages("out")] == ["stop_confirmed"]


def test_a_bare_yes_is_an_answer_and_lifts_a_stop_only_where_one_stands(house):
    assert take(house, "yes") is Taken.TURN
    take(house, "STOP", "SM2")
    assert take(house, "yes", "SM3") is Taken.STARTED


def test_a_wrong_number_is_silent_at_once_for_everybody(house):
    house.debtor()
    reminder(house)

    assert take(house, "sorry, you have the wrong number") is Taken.WRONG_NUMBER

    with house.db.reading() as session:
        assert is_quarantined(session, "sms", PHONE)
    assert house.message("reminder").state == "cancelled"
    assert house.conversation().right_party == "wrong"
    assert take(house, "who was it for?", "SM2") is Taken.FOR_A_PERSON
    assert house.rows(Turn) == []


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.OPT_OUT_CONFIRMATION])
def test_no_account_can_send_to_a_wrong_number_afterwards(house, channel, purpose):
    people = [house.debtor(), house.debtor()]
    take(house, "sorry, you have the wrong number")
    people.append(house.debtor())  # placed with us later, with the same number
    house.clock.move(days=40)

    for debtor_id in people:
        assert judged(house, debtor_id, channel, purpose) is Outcome.FORBID


def judged(house: House, debtor_id: str, channel: str, purpose: Purpose) -> Outcome:
    """What the door says of a message to somebody's account at the number."""
    number = debtor_id.removeprefix("debtor-")
    draft = Message(
        id="draft", conversation_id=house.conversation().id, debtor_id=debtor_id,
        account_id=f"account-{number}", direction="out", channel=channel, address=PHONE,
        sender=OURS, body="Harbor Home Credit: hello. Reply STOP to end messages.", media=[],
        purpose=purpose.value, discloses_debt=False, state="pending", due_at=house.clock(),
        created_at=house.clock(),
    )  # fmt: skip
    with house.db.reading() as session:
        return house.services.door.judge(session, draft, now=house.clock())[1].outcome


def test_a_word_that_only_contains_stop_is_conversation(house):
    assert take(house, "I'll stop by the store on Friday and pay then") is Taken.TURN
