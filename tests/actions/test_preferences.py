"""How somebody wants to be reached is read, said back, kept, and corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from actions.reaching import read_wish
from compliance.situation import Channel, DeclaredWindow
from ledger.preferences import declared_by, refused_by, refuses_work
from ledger.tables import ContactPreference, Debtor
from ledger.tasks import open_tasks
from tests.actions.conftest import MAYA, STRANGER
from tests.actions.talk import Talk, dollars, every


def window(after: str | None = None, before: str | None = None, days: Any = None) -> dict[str, Any]:
    return {"entity": "time_window", "value": {"after": after, "before": before, "days": days}}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Please stop calling my job. Text me.", "preference_work"),
        ("no me llamen al trabajo", "preference_work"),
        ("im at work, i cant have these messages anymore", "stop_confirmed"),
        ("stop texting me my job is gone", "stop_confirmed"),
        ("do not contact me at work or anywhere else", "stop_confirmed"),
    ],
)
def test_a_stop_that_names_only_the_place_of_work_closes_that_place(
    talk: Talk, words: str, said: str
):
    talk.hear("stop_contact", words)
    assert talk.said == [said]


def test_hours_are_noted_in_their_own_words_and_said_back(talk: Talk):
    answer = talk.hear("set_contact_preference", "only after 6 please", window("18:00"))

    assert "only at these times: after 6:00 PM" in answer
    with talk.services.db.transaction() as session:
        row = session.query(ContactPreference).one()
        assert (row.words, row.kind, row.verified) == ("only after 6 please", "hours", False)
        maya = session.get_one(Debtor, "maya")
        declared = declared_by(session, [maya], "email", "maya@example.com")  # all she has
        assert declared == (DeclaredWindow((0, 1, 2, 3, 4, 5, 6), "00:00", "18:00"),)


@pytest.mark.parametrize("turned", [False, True])
def test_hours_and_days_said_apart_are_one_wish(talk: Talk, turned: bool):
    said = [window("18:00"), window(days=[0, 1, 2, 3, 4, 5])]
    answer = talk.hear(
        "set_contact_preference", "after six, no Sundays", *said[:: -1 if turned else 1]
    )
    assert "Monday to Saturday, after 6:00 PM" in answer


def test_two_hours_for_different_days_are_asked_about(talk: Talk):
    said = window("18:00", days=[0, 1]), window("09:00", days=[5])
    talk.hear("set_contact_preference", "evenings monday and tuesday, saturday from nine", *said)
    assert talk.said == ["ask_preference"]


def test_a_correction_takes_the_place_of_what_was_said(talk: Talk):
    talk.hear("set_contact_preference", "only after 6", window("18:00"))
    talk.hear("set_contact_preference", "no wait, after 7", window("19:00"))
    with talk.services.db.transaction() as session:
        assert [w.closes for w in declared_by(session, [], "sms", MAYA)] == ["19:00"]


def test_any_time_ends_what_was_said(talk: Talk):
    talk.hear("set_contact_preference", "only after 6", window("18:00"))
    talk.hear("set_contact_preference", "ok whenever is fine now")
    assert talk.said == ["preference_any_time"]
    with talk.services.db.transaction() as session:
        assert declared_by(session, [], "sms", MAYA) == ()


@pytest.mark.parametrize(
    ("words", "refused", "said"),
    [
        ("no calls, text is fine", {"voice"}, "by phone"),
        ("email only", {"sms", "voice"}, "by text or by phone"),
        ("solo por correo electrónico por favor", {"sms", "voice"}, "texto o por teléfono"),
        ("别打电话，发短信就行", {"voice"}, "电话"),
        ("請只傳簡訊，不要打電話", {"voice", "email"}, "電話或電子郵件"),
    ],
)
def test_a_way_they_do_not_want_is_noted(talk: Talk, words: str, refused: set[str], said: str):
    assert said in talk.hear("set_contact_preference", words)
    with talk.services.db.transaction() as session:
        assert refused_by(session, [], "sms", MAYA) == {Channel(way) for way in refused}


def test_who_wants_email_is_asked_for_the_address(talk: Talk):
    talk.hear("set_contact_preference", "email only")
    assert talk.said == ["preference_ways", "ask_email"]


def test_not_at_work_is_noted_and_a_telephone_at_work_is_left_alone(talk: Talk):
    talk.hear("set_contact_preference", "don't call me at work")
    assert talk.said == ["preference_work"]
    talk.hear("set_contact_preference", "don't text this number, it's a work phone")
    assert talk.said == ["preference_here"]
    with talk.services.db.transaction() as session:
        assert refuses_work(session, [], "sms", MAYA)
        assert refused_by(session, [], "sms", MAYA) == {Channel.SMS}


def test_hours_that_do_not_suit_are_not_taken_for_those_that_do(talk: Talk):
    talk.hear(
        "set_contact_preference", "don't text between 6 and 7:30 ever", window("18:00", "19:30")
    )
    assert talk.said == ["preference_quiet"]
    with talk.services.db.transaction() as session:
        (quiet,) = declared_by(session, [], "sms", MAYA)
        assert (quiet.opens, quiet.closes) == ("18:00", "19:30")


def test_what_cannot_be_read_is_asked_once_and_then_left_to_a_person(talk: Talk):
    talk.hear("set_contact_preference", "weekdays no")
    assert talk.said == ["ask_preference"]
    talk.hear("set_contact_preference", "not when the baby sleeps")
    assert talk.said == ["preference_person"]
    assert talk.slots["awaiting"] is None
    with talk.services.db.transaction() as session:
        (task,) = open_tasks(session)
        assert (task.kind, task.words) == ("preference", "not when the baby sleeps")
    assert talk.conversation().owner == "bot"


def test_the_answer_to_our_question_is_heard_whatever_it_is_taken_for(talk: Talk):
    talk.hear("set_contact_preference", "how do i change how you contact me")
    talk.hear("nlu_fallback", "after 6", window("18:00"))
    assert talk.said == ["preference_hours"]


def test_a_wish_in_the_middle_of_a_plan_does_not_lose_the_plan(verified: Talk):
    verified.hear("request_plan", "50 a month", dollars(50), every("monthly"))
    verified.hear("set_contact_preference", "and only after 6", window("18:00"))
    assert verified.said == ["preference_hours", "again_plan"]
    verified.hear("set_contact_preference", "weekdays no")
    assert verified.said == ["preference_person", "again_plan"]


def test_a_strangers_wish_is_kept_for_the_address(talk_with: Callable[[str], Talk]):
    talk = talk_with(STRANGER)
    talk.hear("set_contact_preference", "not before 9", window("09:00"))
    with talk.services.db.transaction() as session:
        assert declared_by(session, [], "sms", STRANGER)
        assert declared_by(session, [session.get_one(Debtor, "maya")], "sms", MAYA) == ()


@pytest.mark.parametrize(
    "value",
    [
        None,
        "after six",
        {},
        {"after": "6", "before": None, "days": None},
        {"after": 18, "before": [], "days": "monday"},
        {"after": "00:00", "before": "24:00", "days": [0, 1, 2, 3, 4, 5, 6]},
        {"days": [9]},
    ],
)
def test_hours_of_another_shape_are_not_read(value: Any):
    entities: list[Mapping[str, Any]] = [{"entity": "time_window", "value": value}]
    assert read_wish("only then", entities).hours is None
