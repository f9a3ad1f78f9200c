"""A machine on the other side is answered a few times, told once, and left to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compliance.situation import Flag
from ledger.agreements import live_agreement, proposed
from ledger.conversations import give_back
from ledger.handovers import open_handover
from ledger.stops import flags_of, is_stopped
from tests.actions.conftest import MAYA
from tests.actions.talk import Talk, dollars, every, on

CLOSED = "Hello! Our shop is closed at this hour. Ticket {}."


def owner(talk: Talk) -> str:
    return talk.conversation().owner


def test_the_third_time_the_same_it_is_said_once_and_a_person_looks(talk: Talk):
    for ticket in (11, 12):
        talk.hear("goodbye", CLOSED.format(ticket))
        assert talk.said == ["goodbye"]
    talk.hear("goodbye", CLOSED.format(13))
    assert (talk.said, owner(talk)) == (["automatic_answers"], "person")
    with talk.services.db.transaction() as session:
        handover = open_handover(session, talk.id)
        assert handover is not None
        assert handover.reason == "automatic_answers"


@pytest.mark.parametrize(
    "words",
    [
        ("Auto-reply: I am away until Monday.", "This mailbox is not monitored."),
        ("Respuesta automática: estoy fuera.", "Este número no recibe mensajes."),
        ("【自动回复】您好，我现在不在。", "此号码不接收短信。"),
        ("Thanks for contacting Sol Dental!", "We will reply within 24 hours.",
         "We will get back to you shortly."),
    ],
)  # fmt: skip
def test_who_says_that_it_is_a_machine_is_believed_sooner(talk: Talk, words: tuple[str, ...]):
    *before, last = words
    for text in before:
        talk.hear("promise_to_pay", text)
        assert owner(talk) == "bot"
    talk.hear("promise_to_pay", last)
    assert talk.said == ["automatic_answers"]


@pytest.mark.parametrize(
    ("intent", "words", "day"),
    [
        ("promise_to_pay", "I am out of the office until Monday. For anything urgent call Jo.",
         "2026-12-07"),
        ("ask_is_bot", "Automatic reply: on annual leave, back on 7 December.", "2026-12-07"),
        ("thank", "Thank you for your message. I'm away from my desk and will reply on Friday.",
         "2026-12-04"),
        ("request_extension", "Estoy fuera de la oficina hasta el lunes 7.", "2026-12-07"),
        ("request_extension", "Respuesta automática: de vacaciones hasta el día 10.",
         "2026-12-10"),
        ("pay_now", "自动回复：付款请到前台，其他事请给我留言。", "2026-12-07"),
        ("promise_to_pay", "【自动回复】我正在休假，12月7日返岗。", "2026-12-07"),
        ("greet", "您好，我现在不在办公室，周一回来，急事请联系前台。", "2026-12-07"),
        ("promise_to_pay", "您好，本人出差期間無法回覆，十號回來後會盡快回覆您。", "2026-12-10"),
    ],
)  # fmt: skip
def test_a_first_automatic_reply_agrees_to_nothing_and_gets_one_line(
    verified: Talk, intent: str, words: str, day: str
):
    verified.hear(intent, words, on(day))
    assert (verified.said, owner(verified)) == (["automatic_reply"], "bot")
    with verified.services.db.transaction() as session:
        assert live_agreement(session, "HH-1001") is None
        assert proposed(session, verified.id) is None
    verified.hear(intent, words, on(day))
    assert (verified.said, owner(verified)) == (["automatic_answers"], "person")


def test_what_was_open_before_an_automatic_reply_stays_open(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("thank", "Thanks for your message, I am out of the office until Friday.")
    assert verified.said == ["automatic_reply"]
    verified.hear("affirm", "yes")
    assert verified.said == ["plan_confirmed"]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("promise_to_pay", "im out of the office until friday, i pay then"),
        ("promise_to_pay", "estoy fuera de la oficina hasta el viernes y ese día pago"),
        ("promise_to_pay", "我出差，周五回来再还"),
        ("promise_to_pay", "out of the office until friday, I will settle then"),
        ("promise_to_pay", "estoy fuera de la oficina hasta el viernes, deposito entonces"),
        ("promise_to_pay", "我不在公司，周五回来再转给您"),
        ("report_hardship", "I lost my job, on unpaid leave until June, will reply when I can"),
        ("report_hardship", "我失业了，休假期间没收入，急事"),
        ("set_contact_preference", "Do not contact me at work, I'm out of the office until Monday"),
        ("set_contact_preference", "Estoy fuera de la oficina, no me escriban, regreso el lunes"),
        ("complain", "You harass me at work: I'm out of the office until Monday for it"),
        ("report_hardship", "Out of office (I got fired lol)"),
        ("not_now", "on vacation till friday"),
        ("ask_is_bot", "is this an automated reply?"),
        ("ask_is_bot", "这是自动回复吗"),
        ("stop_contact", "Auto-reply: I do not want these"),
    ],
)
def test_a_person_who_is_away_is_heard(verified: Talk, intent: str, words: str):
    verified.hear(intent, words, on("2026-12-04"))
    assert "automatic_reply" not in verified.said


def test_a_person_may_repeat_a_word(verified: Talk):
    for _ in range(4):
        verified.hear("affirm", "ok")
    assert owner(verified) == "bot"


def test_the_same_on_three_days_is_a_habit_of_theirs(verified: Talk):
    for _ in range(4):
        verified.hear("ask_balance", "how much do i still owe")
        verified.now += timedelta(days=20)
    assert verified.said == ["balance_parts"]


def test_something_else_in_between_begins_the_count_anew(talk: Talk):
    for text in (CLOSED, CLOSED, "what is this about please", CLOSED, CLOSED):
        talk.hear("goodbye", text)
    assert owner(talk) == "bot"


@pytest.mark.parametrize("intent", ["stop_contact", "express_distress"])
def test_what_protects_somebody_is_heard_however_often_it_is_said(talk: Talk, intent: str):
    for heard in ("goodbye", "goodbye", intent):
        talk.hear(heard, "is anybody there, I cannot go on like this")
    with talk.services.db.transaction() as session:
        stopped = is_stopped(session, "sms", MAYA)
        flags = flags_of(session, "maya", "HH-1001", talk.now)
    assert stopped or Flag.DISTRESS in flags


def test_once_a_person_has_looked_the_count_begins_anew(talk: Talk):
    for _ in range(3):
        talk.hear("goodbye", CLOSED)
    with talk.services.db.transaction() as session:
        give_back(session, conversation_id=talk.id, staff_id=None, now=talk.now)
    talk.now += timedelta(minutes=1)
    talk.hear("goodbye", CLOSED)
    assert talk.said == ["goodbye"]
